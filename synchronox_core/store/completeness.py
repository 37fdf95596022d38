"""How completely the cells that are expected are filled, by centre, and whose are missing."""

from typing import NamedTuple

import duckdb
import pandas as pd

from synchronox_core.ecrf.expectations import ENDPOINTS, EXPECTATIONS, When
from synchronox_core.ecrf.tables import TABLES
from synchronox_core.protocol.outcome_codes import OutcomeCode, TreatmentStatus
from synchronox_core.protocol.thresholds import HORIZON_MONTHS, POSTOPERATIVE_DAYS
from synchronox_core.store.connections import quoted_name
from synchronox_core.store.record_queries import read_data_cut

LISTED = 1_000
"""Missing cells listed one by one; all are counted."""

NOT_APPLICABLE = "NA"
BLANK = "blank"
"""Stands for the reason of a cell that is empty without one."""

RECTAL_RESECTION = (
    "site IN ('rectum', 'both') "
    "AND coalesce(rectal_procedure, '') NOT IN ('exploration_only', 'local_excision')"
)
CONDITIONS: dict[When, str] = {
    When.EVERY_ROW: "true",
    When.DEAD: "vital_status = 'dead'",
    When.RESTAGED: "is_restaged",
    When.RECTUM_RESTAGED: "site = 'rectum' AND timepoint IN ('end_folfirinox', 'end_neoadjuvant')",
    When.LIVER_RESTAGED: "site = 'liver' AND timepoint = 'end_folfirinox'",
    When.MEASURABLE: "status IN ('measurable', 'new')",
    When.RECTUM_RESECTED: RECTAL_RESECTION,
    When.RECTUM_RESECTED_WITH_LOWER_END: (
        f"{RECTAL_RESECTION} AND coalesce(rectal_procedure, '') <> 'apr'"
    ),
    When.DAY_30_PASSED: f"operation_date + {POSTOPERATIVE_DAYS} <= $as_of",
    When.NODULE_RESECTED: "kind = 'resection'",
    When.LESION_ABLATED: "kind IN ('rfa', 'mwa')",
    When.MONTH_18_PASSED: "is_due",
}
"""Which rows expect a column, in the words of the store."""

RESTAGED_PATIENTS = "SELECT patient_id FROM assessments WHERE timepoint = 'end_folfirinox'"
PATIENT_ROWS = (
    f"(SELECT *, patient_id IN ({RESTAGED_PATIENTS}) AS is_restaged FROM patients) AS expected_row"
)
ENDPOINT_ROWS = (
    "(SELECT patient_id, centre_id, NULL::INTEGER AS _line, "
    f"CASE WHEN complete_treatment <> '{TreatmentStatus.NOT_EVALUABLE}' "
    "THEN complete_treatment END AS complete_treatment, "
    f"coalesce(folfirinox_start_date + to_months({HORIZON_MONTHS}) <= $as_of "
    f"AND complete_treatment <> '{TreatmentStatus.PENDING}' "
    f"AND complete_treatment_reason <> '{OutcomeCode.E0}', false) AS is_due "
    "FROM endpoints JOIN patients USING (patient_id)) AS expected_row"
)


class Completeness(NamedTuple):
    """Counts of the cells that are expected.

    Attributes:
        cells: One row a table, column and centre that expects any — table_name, column_name,
            centre_id, expected, filled.
        reasons: One row a table, column and reason told for an empty cell (a missing code,
            ``set_aside`` or ``privacy``) — table_name, column_name, reason, cells.
    """

    cells: pd.DataFrame
    reasons: pd.DataFrame


class MissingCells(NamedTuple):
    """Cells that are expected and empty.

    Attributes:
        cells: How many there are.
        listed: The first of them — patient_id, centre_id, row_key (numbers of the row within the
            patient, joined with ``/``; empty for the patient's own row), reason.
    """

    cells: int
    listed: pd.DataFrame


def count_completeness(cursor: duckdb.DuckDBPyConnection) -> Completeness:
    """Expected and filled cells by centre, and why the others are empty.

    Args:
        cursor: Sees an extract and its derived values.
    """
    counts = " UNION ALL ".join(map(_count_cells, EXPECTATIONS))
    told = " UNION ALL ".join(_count_reasons(table) for table in EXPECTATIONS if table in TABLES)
    cut = {"as_of": read_data_cut(cursor)}
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE told AS {told}", cut)
    not_applicable = f"(SELECT * FROM told WHERE reason = '{NOT_APPLICABLE}')"
    cells = cursor.execute(
        "SELECT table_name, column_name, centre_id, rows - coalesce(cells, 0) AS expected, filled "
        f"FROM ({counts}) LEFT JOIN {not_applicable} USING (table_name, column_name, centre_id) "
        "WHERE expected > 0",
        cut,
    ).df()
    reasons = cursor.execute(
        "SELECT table_name, column_name, reason, sum(cells)::BIGINT AS cells FROM told "
        f"WHERE reason <> '{NOT_APPLICABLE}' GROUP BY ALL"
    ).df()
    return Completeness(cells, reasons)


def list_missing(
    cursor: duckdb.DuckDBPyConnection, table: str, column: str, centre_id: str | None = None
) -> MissingCells:
    """Where a column is expected and empty.

    Args:
        cursor: Sees an extract and its derived values.
        table: Name of a table of ``EXPECTATIONS``.
        column: Column of the table.
        centre_id: Only this centre; None lists all.

    Raises:
        KeyError: The completeness of the column is not followed.
    """
    condition = CONDITIONS[EXPECTATIONS[table][column]]
    numbers = [name for name in _key(table) if name != "patient_id"]
    keys = f"concat_ws('/', {', '.join(map(quoted_name, numbers))})" if numbers else "''"
    parameters = {"as_of": read_data_cut(cursor), "table": table, "column": column}
    only = ""
    if centre_id is not None:
        only, parameters["centre"] = "AND centre_id = $centre", centre_id
    statement = f"""
        SELECT patient_id, centre_id, {keys} AS row_key, coalesce(reason, '{BLANK}') AS reason
        FROM {_rows(table)}
        LEFT JOIN (
            SELECT line, reason FROM missing_reasons
            WHERE table_name = $table AND column_name = $column
        ) AS told ON told.line = expected_row._line
        WHERE ({condition}) AND {quoted_name(column)} IS NULL
            AND reason IS DISTINCT FROM '{NOT_APPLICABLE}' AND $as_of IS NOT NULL {only}
        ORDER BY patient_id, row_key
    """
    found = cursor.execute(statement, parameters).df()
    return MissingCells(len(found), found.head(LISTED))


def _rows(table: str) -> str:
    if table == ENDPOINTS:
        return ENDPOINT_ROWS
    if table == "patients":
        return PATIENT_ROWS
    of_patient = "(SELECT patient_id, centre_id FROM patients) AS of_patient"
    return f"{quoted_name(table)} AS expected_row JOIN {of_patient} USING (patient_id)"


def _key(table: str) -> tuple[str, ...]:
    return TABLES[table].key if table in TABLES else ()


def _count_cells(table: str) -> str:
    expected = EXPECTATIONS[table]
    names = ", ".join(f"'{column}'" for column in expected)
    rows = ", ".join(f"count(*){_filter(when)}" for when in expected.values())
    filled = ", ".join(
        f"count({quoted_name(column)}){_filter(when)}" for column, when in expected.items()
    )
    return (
        f"SELECT '{table}' AS table_name, unnest([{names}]) AS column_name, centre_id, "
        f"unnest([{rows}]) AS rows, unnest([{filled}]) AS filled "
        f"FROM {_rows(table)} GROUP BY centre_id"
    )


def _filter(when: When) -> str:
    return "" if when is When.EVERY_ROW else f" FILTER (WHERE {CONDITIONS[when]})"


def _count_reasons(table: str) -> str:
    conditions = " ".join(
        f"WHEN '{column}' THEN {CONDITIONS[when]}" for column, when in EXPECTATIONS[table].items()
    )
    return (
        f"SELECT '{table}' AS table_name, column_name, centre_id, reason, count(*) AS cells "
        f"FROM {_rows(table)} JOIN (SELECT line, column_name, reason FROM missing_reasons "
        f"WHERE table_name = '{table}') AS told ON told.line = expected_row._line "
        f"WHERE CASE column_name {conditions} ELSE false END GROUP BY ALL"
    )
