"""Values about one patient as the reader's language writes them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from synchronox_core.protocol.answers import State
from synchronox_core.protocol.vocabulary import Reason
from synchronox_core.text import has_text, text
from synchronox_core.text.formats import format_date, format_number
from synchronox_core.text.labels import code_label, column_label

SEPARATOR = " · "
"""Between facts that stand on one line."""

MARKS = {
    State.MET: "●",
    State.NOT_MET: "⊗",
    State.NOT_YET: "○",
    State.UNDETERMINABLE: "?",
}
"""Mark of each state, always shown with its word: filled, crossed, hollow, question mark."""


UNITS = ("mm", "days", "percent", "ng_ml", "years", "cycles")
"""Units that end the names of columns."""

NOTHING_RESECTED = {Reason.NO_RECTAL_RESECTION, Reason.NO_LIVER_RESECTION}
"""Reasons without an answer that no entry in the eCRF would mend: nothing was resected."""


def tell_value(name: str, value: object, language: str) -> str:
    """A value in words: a code by its meaning, a number or a day as the language writes it.

    Args:
        name: Column or answer it belongs to.
        value: The value; None is said to be not known.
        language: ``en`` or ``fr``.

    >>> tell_value("blazer", "major", "en"), tell_value("rectal_r0", None, "fr")
    ('Major', 'Non connu')
    >>> tell_value("anal_verge_mm", 80, "en"), tell_value("cea_ng_ml", 38.6, "fr")
    ('80 mm', '38,6 ng/mL')
    """
    match value:
        case None:
            return text("columns.any_unknown", language)
        case bool():
            return text("columns.any_yes" if value else "columns.any_no", language)
        case date():
            return format_date(value, language)
        case int() | float():
            number = format_number(value, language, 0 if float(value).is_integer() else 1)
            return _with_unit(name, value, number, language)
    key = f"patient.value_{name}_{value}"
    return text(key, language) if has_text(key) else code_label(name, str(value), language)


def tell_item(column: str, language: str) -> str:
    """What a column of the eCRF is called on the page.

    >>> tell_item("histology", "en"), tell_item("emvi", "fr")
    ('Histology', 'EMVI')
    """
    key = f"patient.item_{column}"
    return text(key, language) if has_text(key) else column_label(column, language)


def tell_fact(name: str, value: str, language: str) -> str:
    """What something is called, and its value within a sentence.

    >>> tell_fact("KRAS", "Wild type", "en"), tell_fact("RECIST", "PR", "en")
    ('KRAS: wild type', 'RECIST: PR')
    """
    return text("patient.fact", language, name=name, value=in_sentence(value))


def tell_cell(baseline: Mapping[str, Any], column: str, language: str) -> str:
    """A cell that speaks for itself; when it is not known, what is not known.

    >>> tell_cell({"sex": "F", "ecog": None}, "sex", "en")
    'Female'
    """
    value = baseline[column]
    if value is None:
        return tell_cell_fact(baseline, column, language)
    return tell_value(column, value, language)


def tell_cell_fact(baseline: Mapping[str, Any], column: str, language: str) -> str:
    """What a cell is about, and its value.

    >>> tell_cell_fact({"ecog": None}, "ecog", "en")
    'ECOG: not known'
    """
    value = tell_value(column, baseline[column], language)
    return tell_fact(tell_item(column, language), value, language)


def in_sentence(label: str) -> str:
    """A label without its first capital, unless it is an abbreviation.

    >>> in_sentence("Liver-first"), in_sentence("PR"), in_sentence("V600E mutation")
    ('liver-first', 'PR', 'V600E mutation')
    """
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def tell_day(day: date | None, language: str) -> str:
    """A day, or that it is not known."""
    return text("patient.day_unknown", language) if day is None else format_date(day, language)


def join_known(parts: list[str]) -> str:
    """Facts on one line, those that are empty left out."""
    return SEPARATOR.join(part for part in parts if part)


def _with_unit(name: str, value: float, number: str, language: str) -> str:
    for unit in UNITS:
        if name.endswith(f"_{unit}"):
            return text(f"patient.unit_{unit}", language, number=number, count=value)
    return number
