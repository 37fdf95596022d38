"""What the data quality asks of an extract: delays of entry, open queries, written values."""

from datetime import date

import pandas as pd

from synchronox_core.store.connections import Cursor
from synchronox_core.store.queries import read_query, run_query


def select_entries(cursor: Cursor, as_of: date, late_days: int) -> None:
    """Hold the dated forms for the later queries of this cursor.

    Args:
        cursor: On an extract.
        as_of: The data cut.
        late_days: Days after which an entry is late.
    """
    cursor.execute(read_query("select_entries"), {"as_of": as_of, "late_days": late_days})


def quality_entry_delays(cursor: Cursor, late_days: int) -> pd.DataFrame:
    """Days from the facts to the entry of the forms held.

    Returns:
        One row a centre (form empty), one a form (centre empty), one of all (both empty) —
        centre_id, form, entered, waiting (late and not entered), late (entered), quartiles (three
        numbers of days, of those entered).
    """
    return run_query(cursor, "quality_entry_delays", {"late_days": late_days})


def quality_late_patients(cursor: Cursor, late_days: int) -> pd.DataFrame:
    """Patients whose forms held are late by their median delay: centre_id, patients, late."""
    return run_query(cursor, "quality_late_patients", {"late_days": late_days})


def quality_workload(cursor: Cursor) -> pd.DataFrame:
    """Patients, open queries and findings of each centre with patients.

    Returns:
        One row a centre — centre_id, centre_name, patients, open_queries, findings (levels B, C
        and W that name a patient).
    """
    return run_query(cursor, "quality_workload")


def quality_causes(cursor: Cursor) -> pd.DataFrame:
    """Findings of the import by cause.

    Returns:
        One row a level and code — level, code, findings, patients, centres, example_en and
        example_fr (the sentence of the first).
    """
    return run_query(cursor, "quality_causes")


def quality_written_values(cursor: Cursor) -> pd.DataFrame:
    """How often each whole number was written: variable, value, times."""
    return run_query(cursor, "quality_written_values")


def quality_days_of_month(cursor: Cursor) -> pd.DataFrame:
    """How many dates are the first of a month: variable, dates, firsts."""
    return run_query(cursor, "quality_days_of_month")


def list_centre_findings(cursor: Cursor, centre_id: str, language: str) -> pd.DataFrame:
    """Findings about the patients of a centre: patient_id, file, column_name, message."""
    parameters = {"centre": centre_id, "language": language}
    return run_query(cursor, "list_centre_findings", parameters)


def list_centre_queries(cursor: Cursor, centre_id: str) -> pd.DataFrame:
    """Open queries of a centre: patient_id, form, field, opened_date, text."""
    return run_query(cursor, "list_centre_queries", {"centre": centre_id})
