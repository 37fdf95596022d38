"""Rows of one invented patient, table by table, as they would be entered in the eCRF."""

from datetime import date
from typing import TypeAlias

Cell: TypeAlias = str | int | float | date | None
Row: TypeAlias = dict[str, Cell]

NUMBERS = {
    "liver_lesions": "lesion_no",
    "assessments": "assessment_no",
    "lesion_measurements": None,
    "chemotherapy": "chemotherapy_no",
    "radiotherapy": "radiotherapy_no",
    "operations": "operation_no",
    "lesion_treatments": "treatment_no",
    "complications": "complication_no",
    "events": "event_no",
    "followup": "visit_no",
    "queries": None,
    "forms": None,
}
"""Tables with rows of a patient, and the column that numbers them from 1."""


class Chart:
    """Rows of one patient; a column left out is an empty cell.

    Args:
        patient_id: Study code.

    >>> chart = Chart("SYN-INA-0001")
    >>> chart.add("events", event_type="progression")["event_no"]
    1
    """

    def __init__(self, patient_id: str) -> None:
        self.patient: Row = {"patient_id": patient_id}
        self.rows: dict[str, list[Row]] = {table: [] for table in NUMBERS}

    def add(self, table: str, **cells: Cell) -> Row:
        """Add a row to a table; its number within the patient is given to it."""
        rows = self.rows[table]
        row: Row = {"patient_id": self.patient["patient_id"]}
        number = NUMBERS[table]
        if number is not None:
            row[number] = len(rows) + 1
        row.update(cells)
        rows.append(row)
        return row


QUALIFIERS = {
    "circumferential_margin_mm": "circumferential_margin_qualifier",
    "distal_margin_mm": "distal_margin_qualifier",
    "liver_margin_mm": "liver_margin_qualifier",
    "viable_percent": "viable_qualifier",
}
"""Column that says how the number of another is to be read."""


def withhold(row: Row, column: str, code: str) -> None:
    """Replace a value by a missing code; what does not apply or is missing already stays.

    >>> row: Row = {"liver_margin_mm": 5, "liver_margin_qualifier": ">"}
    >>> withhold(row, "liver_margin_mm", "NK")
    >>> row
    {'liver_margin_mm': 'NK', 'liver_margin_qualifier': None}
    """
    if row.get(column) in (None, "NA", "NV"):
        return
    row[column] = code
    if column in QUALIFIERS:
        row[QUALIFIERS[column]] = None


def yes_no(answer: bool) -> str:
    """The code of an answer.

    >>> yes_no(True)
    'yes'
    """
    return "yes" if answer else "no"


def day_in(row: Row, column: str) -> date:
    """The day in a cell that always holds one."""
    day = row[column]
    assert isinstance(day, date)
    return day
