"""What a reader may look at of the data quality, kept in the address as codes."""

from collections.abc import Mapping

from pages.components import address, data_access
from pages.components.language import current_language, text
from synchronox_core.ecrf.expectations import ENDPOINTS, EXPECTATIONS
from synchronox_core.recruitment.quality_indicators import QualityIndicator
from synchronox_core.services.quality.completeness import (
    CENTRES_SHOWN,
    GROUPS,
    WORST,
    variables_of,
    worst_centres,
)
from synchronox_core.services.quality.review import DataQuality
from synchronox_core.text.labels import column_label

EVERY, NONE = "every", "none"
ENDPOINT_CODES = ("primary", "survival")


def variables(quality: DataQuality) -> list[tuple[str, str]]:
    """Table and column of the variables of the group chosen."""
    group = address.choose_one(
        "variables",
        text("quality.choose_group"),
        GROUPS,
        default=WORST,
        label_of=lambda code: text(f"quality.group_{code}"),
    )
    return variables_of(quality, group)


def centres(quality: DataQuality) -> list[str]:
    """Codes of the centres chosen, else of the least complete ones."""
    worst = worst_centres(quality)
    chosen = address.choose_many(
        "centres",
        text("quality.choose_centres"),
        sorted(worst),
        label_of=_centre_labels().__getitem__,
        placeholder=text("quality.choose_centres_none"),
        most=CENTRES_SHOWN,
    )
    return list(chosen) or worst[:CENTRES_SHOWN]


def missing_variable(quality: DataQuality) -> tuple[str, str]:
    """Table and column of the variable whose empty cells are listed."""
    options = {f"{table}.{column}": (table, column) for table, column in _followed(quality)}
    chosen = address.choose_one(
        "missing",
        text("quality.choose_missing"),
        list(options),
        default=f"{ENDPOINTS}.complete_treatment",
        label_of=lambda code: column_label(options[code][1], current_language()),
    )
    return options[chosen]


def missing_centre(quality: DataQuality) -> str | None:
    """Code of the centre whose empty cells are listed; None for all."""
    code = _one_centre("missing_centre", "quality.choose_centre", quality, EVERY, "all_centres")
    return None if code == EVERY else code


def questioned_centre(quality: DataQuality) -> str | None:
    """Code of the centre to be asked; None while none is chosen."""
    code = _one_centre("questions", "quality.choose_questions", quality, NONE, "questions_none")
    return None if code == NONE else code


def indicator() -> QualityIndicator:
    """The indicator by which the centres are compared."""
    code = address.choose_one(
        "indicator",
        text("quality.choose_indicator"),
        list(QualityIndicator),
        default=QualityIndicator.PRIMARY_MISSING,
        label_of=lambda code: text(f"quality.indicator_{code}"),
    )
    return QualityIndicator(code)


def endpoint() -> str:
    """The endpoint whose calendar is drawn."""
    return address.choose_one(
        "endpoint",
        text("quality.choose_endpoint"),
        ENDPOINT_CODES,
        default=ENDPOINT_CODES[0],
        label_of=lambda code: text(f"quality.endpoint_{code}"),
    )


def measure(quality: DataQuality) -> str:
    """The measure whose last digits are drawn."""
    return address.choose_one(
        "measure",
        text("quality.choose_measure"),
        list(quality.digits),
        default=next(iter(quality.digits)),
        label_of=lambda name: column_label(name, current_language()),
    )


def earlier_extract(extracts: Mapping[int, str]) -> int | None:
    """Number of the extract to compare with; None while none is chosen.

    Args:
        extracts: What each is called, by number.
    """
    code = address.choose_one(
        "earlier",
        text("quality.choose_earlier"),
        [NONE, *map(str, extracts)],
        default=NONE,
        label_of=lambda code: text("quality.compare_none") if code == NONE else extracts[int(code)],
    )
    return None if code == NONE else int(code)


def _followed(quality: DataQuality) -> list[tuple[str, str]]:
    return [variable for table in EXPECTATIONS for variable in variables_of(quality, table)]


def _one_centre(name: str, label: str, quality: DataQuality, default: str, default_key: str) -> str:
    labels = {default: text(f"quality.{default_key}"), **_centre_labels()}
    return address.choose_one(
        name,
        text(label),
        [default, *quality.centres["centre_id"]],
        default=default,
        label_of=labels.__getitem__,
    )


def _centre_labels() -> dict[str, str]:
    """Label of each centre with patients, asked for once a widget and not once an option."""
    return {code: f"{code} · {name}" for code, name in data_access.centres().items()}
