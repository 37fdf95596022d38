"""What a patient's file says of each item of the prognostic scores, and in which cells."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from synchronox_core.classification.measures import Measure
from synchronox_core.classification.score_items import UNKNOWN
from synchronox_core.endpoints.evidence import Line, list_inputs
from synchronox_core.endpoints.records import Patient
from synchronox_core.protocol.answers import Input
from synchronox_core.protocol.calendar import add_months

YES_NO = {"yes": True, "no": False}
MUTATIONS = {"mutated": True, "wild_type": False}


class Fact(NamedTuple):
    """An item of the scores as far as it is known.

    Attributes:
        value: A measure, a three-valued truth or a word, as ``ScoreItems`` describes the item.
        inputs: Cells it rests on, those missing included.
    """

    value: Measure | bool | str | None
    inputs: tuple[Input, ...]


Facts: TypeAlias = Mapping[str, Fact]
"""Facts by item of ``ScoreItems``."""


def gather_patient_facts(patient: Patient) -> Facts:
    """The items that the baseline row of a patient gives, the rectum staged by imaging."""

    def fact(value: Measure | bool | str | None, *columns: str) -> Fact:
        return Fact(value, list_inputs("patients", patient, None, *columns))

    return {
        "age_years": fact(exactly(patient.age_at_diagnosis_years), "age_at_diagnosis_years"),
        "t_category": fact(read_t_category(patient.ct), "ct"),
        "has_nodes": fact(read_nodes(patient.cn), "cn"),
        "interval_months": fact(
            compute_interval(patient),
            "rectal_diagnosis_date",
            "rectal_diagnosis_precision",
            "liver_diagnosis_date",
            "liver_diagnosis_precision",
        ),
        "cea_ng_ml": fact(exactly(patient.cea_ng_ml), "cea_ng_ml"),
        "kras_mutated": fact(MUTATIONS.get(patient.kras or ""), "kras"),
        "nras_mutated": fact(MUTATIONS.get(patient.nras or ""), "nras"),
        "has_extrahepatic": fact(YES_NO.get(patient.extrahepatic_mets or ""), "extrahepatic_mets"),
        "differentiation": fact(patient.differentiation, "differentiation"),
    }


def list_cells(
    table: str, rows: Iterable[tuple[Line, date | None]], *columns: str
) -> tuple[Input, ...]:
    """Cells of several rows of a table, each row with the day on which its cells were true."""
    return tuple([cell for row, day in rows for cell in list_inputs(table, row, day, *columns)])


def exactly(number: float | None) -> Measure:
    """A number on record as a measure, unknown when it is missing."""
    return UNKNOWN if number is None else Measure(number, number)


def read_t_category(category: str | None) -> Measure:
    """Depth of the rectal tumour as a number from 0 to 4, Tis being 0.

    >>> read_t_category("ypT4a").low, read_t_category("ypTis").low
    (4, 0)
    """
    if category is None:
        return UNKNOWN
    depth = category.partition("T")[2][0]
    return exactly(int(depth) if depth.isdigit() else 0)


def read_nodes(category: str | None) -> bool | None:
    """Whether the category of the lymph nodes says that they are invaded.

    >>> read_nodes("cN2"), read_nodes("ypN0"), read_nodes(None)
    (True, False, None)
    """
    return None if category is None else not category.endswith("0")


def compute_interval(patient: Patient) -> Measure:
    """Months from the rectal diagnosis to that of the liver; a range where a day is not known."""
    if patient.rectal_diagnosis_date is None or patient.liver_diagnosis_date is None:
        return UNKNOWN
    rectum = _list_days(patient.rectal_diagnosis_date, patient.rectal_diagnosis_precision)
    liver = _list_days(patient.liver_diagnosis_date, patient.liver_diagnosis_precision)
    return Measure(count_months(rectum[-1], liver[0]), count_months(rectum[0], liver[-1]))


def count_months(start: date, end: date) -> float:
    """Calendar months between two days, the last one in part; 0 when the end comes first.

    A whole number exactly where ``add_months`` reaches the end.

    >>> count_months(date(2024, 1, 31), date(2024, 2, 29))
    1.0
    """
    if end <= start:
        return 0.0
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    reached, following = add_months(start, months), add_months(start, months + 1)
    return months + (end - reached).days / (following - reached).days


def _list_days(day: date, precision: str | None) -> tuple[date, date]:
    """First and last day that a diagnosis may have."""
    if precision != "month":
        return day, day
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
