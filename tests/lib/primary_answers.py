"""What the decision table answers to drawn paths."""

from synchronox_core.endpoints.complete_treatment import derive_complete_treatment
from synchronox_core.endpoints.organ_preservation import derive_organ_preservation
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.answers import yes_or_no
from synchronox_core.protocol.settings import ProtocolSettings, read_settings
from tests.lib.ascii_table import rows_of
from tests.lib.paths import Drawing, draw_path

ELIGIBLE = yes_or_no(True)
LITERAL = ProtocolSettings()


def settings_of(words: str | None) -> ProtocolSettings:
    """Settings written ``name=value name=value``."""
    return read_settings(dict(word.split("=") for word in (words or "").split()))


def status_and_code(record: Record, settings: ProtocolSettings = LITERAL) -> tuple[str, str]:
    """Status and code of an eligible patient."""
    treatment = derive_complete_treatment(record, settings, ELIGIBLE)
    return str(treatment.status.value), str(treatment.code.value)


def answered(drawing: Drawing) -> dict[str, str | None]:
    """Status, code, date and organ preservation of a drawn path, as a table writes them."""
    record, settings = draw_path(drawing), settings_of(drawing.get("settings"))
    status, code = status_and_code(record, settings)
    day = derive_complete_treatment(record, settings, ELIGIBLE).day.value
    preserved = derive_organ_preservation(record, settings).is_yes
    return {
        "status": status,
        "code": code,
        "date": day and str(day),
        "preserved": {True: "yes", False: "no", None: None}[preserved],
    }


def assert_as_drawn(row: Drawing) -> None:
    """Assert every answer that a row of a table draws."""
    answers = answered(row)
    drawn = {name: row[name] for name in answers if name in row}
    assert {name: answers[name] for name in drawn} == drawn, row


def assert_each(table: str, **common: str | None) -> None:
    """Assert every row of a drawn table, each completed with columns common to all."""
    for row in rows_of(table):
        assert_as_drawn({**row, **common})
