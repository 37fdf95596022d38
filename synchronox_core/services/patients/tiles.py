"""Four tiles that sum a patient up: rectum, liver, treatment, endpoint."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from synchronox_core.endpoints.horizon import read_horizon
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.score_facts import count_months
from synchronox_core.protocol.answers import Answer
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.services.definitions import ACTS_ON
from synchronox_core.services.endpoints import tell_reason
from synchronox_core.services.patients.file import PatientFile
from synchronox_core.services.patients.traces import tell_setting
from synchronox_core.services.patients.words import (
    MARKS,
    NOTHING_RESECTED,
    join_known,
    tell_cell,
    tell_cell_fact,
    tell_day,
    tell_fact,
    tell_item,
    tell_value,
)
from synchronox_core.text import text
from synchronox_core.text.formats import format_date

DAYS_A_WEEK = 7
DEFAULTS = ProtocolSettings()


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the tiles that sum a patient up, in one language.

    Attributes:
        title: What it is about.
        headline: What comes first.
        lines: What follows, one fact or group of facts a line.
    """

    title: str
    headline: str
    lines: tuple[str, ...]


def build_tiles(
    file: PatientFile,
    answers: Mapping[str, Answer],
    settings: ProtocolSettings,
    language: str,
) -> tuple[Tile, ...]:
    """Rectum, liver, treatment and endpoint of a patient.

    Args:
        file: The patient.
        answers: What ``list_answers`` says of the patient.
        settings: Readings of the record in force.
        language: ``en`` or ``fr``.
    """
    record, endpoint = file.record, answers["complete_treatment"]
    status = tell_value("complete_treatment", endpoint.value, language)
    contents = {
        "rectum": (_tell_level(file, language), _rectum(file, answers, language)),
        "liver": (_tell_burden(file, language), _liver(file, answers, language)),
        "treatment": (_tell_cycles(file, language), _treatment(record, language)),
        "endpoint": (
            f"{MARKS[endpoint.state]} {status}",
            _endpoint(record, answers, settings, language),
        ),
    }
    return tuple(
        Tile(text(f"patient.tile_{name}", language), headline, tuple(filter(None, lines)))
        for name, (headline, lines) in contents.items()
    )


def _tell_level(file: PatientFile, language: str) -> str:
    level, distance = file.baseline["tumour_level"], file.baseline["anal_verge_mm"]
    if level is None:
        return tell_fact(
            tell_item("anal_verge_mm", language),
            tell_value("anal_verge_mm", distance, language),
            language,
        )
    return text(
        "patient.level_only" if distance is None else "patient.level",
        language,
        level=tell_value("tumour_level", level, language),
        distance=tell_value("anal_verge_mm", distance, language),
    )


def _rectum(file: PatientFile, answers: Mapping[str, Answer], language: str) -> Iterator[str]:
    stage = [tell_cell(file.baseline, column, language) for column in ("ct", "cn")]
    extent = [
        tell_cell_fact(file.baseline, column, language) for column in ("mrf_involved", "emvi")
    ]
    yield join_known([*stage, *extent])
    yield _responses(("ymrtrg", "clinical_complete_response", "rodel"), answers, language)
    yield _tell_r0(answers["rectal_r0"], language)


def _tell_burden(file: PatientFile, language: str) -> str:
    lesions = file.baseline["lesions"]
    if lesions is None:
        return text("patient.lesions_unknown", language)
    told = text("patient.lesions", language, count=lesions)
    if not lesions:
        return told
    size = tell_value("largest_lesion_mm", file.baseline["largest_lesion_mm"], language)
    return f"{told}, {text('patient.largest', language, size=size)}"


def _liver(file: PatientFile, answers: Mapping[str, Answer], language: str) -> Iterator[str]:
    sides = text(f"patient.bilobar_{file.baseline['bilobar'] or 'unknown'}", language)
    grade = file.baseline["liver_resectability_class"]
    known = text("patient.class", language, grade=grade)
    yield join_known([sides, known if grade else text("patient.class_unknown", language)])
    yield _responses(("recist", "blazer"), answers, language)
    yield _tell_r0(answers["liver_r0"], language)


def _tell_cycles(file: PatientFile, language: str) -> str:
    cycles = file.baseline["folfirinox_cycles"]
    if cycles is None:
        return text("patient.cycles_unknown", language)
    return text("patient.cycles", language, count=cycles)


def _treatment(record: Record, language: str) -> Iterator[str]:
    courses = [
        f"{tell_value('technique', row.technique, language)} {tell_day(row.start_date, language)}"
        for row in record.radiotherapy
    ]
    operations = [
        f"{_tell_site(row.site, language)} {tell_day(row.operation_date, language)}"
        for row in record.operations
    ]
    yield (
        text("patient.radiotherapy", language, courses=", ".join(courses))
        if courses
        else text("patient.no_radiotherapy", language)
    )
    yield (
        text("patient.operations", language, operations=", ".join(operations))
        if operations
        else text("patient.no_operation", language)
    )
    yield _tell_weeks(record, language)


def _tell_weeks(record: Record, language: str) -> str:
    """Weeks from the last chemotherapy to the first operation, or to the data cut before any."""
    days = [row.operation_date for row in record.operations if row.operation_date]
    until = min(days, default=record.as_of)
    ends = [
        row.end_date
        for row in record.chemotherapy
        if row.start_date is None or row.start_date < until
    ]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return text("patient.chemotherapy_open", language)
    if not known:
        return ""
    weeks = max(0, (until - max(known)).days // DAYS_A_WEEK)
    return text(f"patient.weeks_to_{'operation' if days else 'cut'}", language, count=weeks)


def _endpoint(
    record: Record, answers: Mapping[str, Answer], settings: ProtocolSettings, language: str
) -> Iterator[str]:
    code = answers["complete_treatment"].reason
    yield text("patient.fact", language, name=code, value=tell_reason(code, language))
    failing = answers["eligibility_reasons"].value
    if isinstance(failing, str):
        names = [text(f"patient.name_{name}", language, site="") for name in failing.split(";")]
        yield text("patient.criteria_not_met", language, criteria=", ".join(names))
    yield _tell_month(record, language)
    changed = [
        tell_setting(name, settings, language)
        for name, names in ACTS_ON.items()
        if "complete_treatment" in names and getattr(settings, name) != getattr(DEFAULTS, name)
    ]
    yield "; ".join(changed) or text("patient.settings_default", language)


def _tell_month(record: Record, language: str) -> str:
    """Month n of 18 at the data cut, or at the death."""
    t0, horizon = record.patient.folfirinox_start_date, read_horizon(record)
    if t0 is None or horizon is None:
        return ""
    month = int(count_months(t0, horizon.known_until))
    limit = format_date(horizon.month_18, language)
    if month >= HORIZON_MONTHS:
        return text("patient.month_over", language, limit=limit)
    if horizon.death_date is not None:
        return text("patient.month_died", language, month=month)
    return text("patient.month_under_way", language, month=month, limit=limit)


def _responses(names: tuple[str, ...], answers: Mapping[str, Answer], language: str) -> str:
    return join_known(
        [
            tell_fact(
                text(f"patient.short_{name}", language),
                _tell_response(name, answers[name], language),
                language,
            )
            for name in names
        ]
    )


def _tell_response(name: str, answer: Answer, language: str) -> str:
    """A response in short: RECIST by its letters, and why there is none without an operation."""
    if answer.reason in NOTHING_RESECTED:
        return text("patient.no_specimen", language)
    if name == "recist" and answer.value:
        return text(f"patient.letters_recist_{answer.value}", language)
    return tell_value(name, answer.value, language)


def _tell_r0(answer: Answer, language: str) -> str:
    name, why = text("patient.short_r0", language), tell_reason(answer.reason, language)
    if answer.reason in NOTHING_RESECTED:
        return tell_fact(name, why, language)
    told = tell_fact(name, tell_value("r0", answer.value, language), language)
    return f"{MARKS[answer.state]} {told} ({why})" if why else f"{MARKS[answer.state]} {told}"


def _tell_site(site: str | None, language: str) -> str:
    return text(f"patient.site_{site or 'unknown'}", language)
