"""Which rows of a data file belong to persons who leave it."""

import re
from collections.abc import Iterable

import duckdb

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.store.oppositions import normalised

PATIENT_TABLES = (
    *(table.name for table in TABLES.values() if table.has_patient),
    "derived_patients",
    "derived_reasons",
    "missing_reasons",
)
TEXTS = {
    "quarantine": ("patient_id", "cells"),
    "findings": ("patient_id", "value", '"values"', "message_en", "message_fr"),
}
"""Tables with text as read, where a code may stand with spaces around it or inside a sentence."""


def name_gone(connection: duckdb.DuckDBPyConnection, patient_ids: Iterable[str]) -> None:
    """Say whose rows go: ``gone`` has their codes, ``gone_pattern`` finds them in a text.

    Args:
        connection: Where it is said, for as long as the connection is open.
        patient_ids: Study codes, at least one.
    """
    codes = sorted({normalised(patient_id) for patient_id in patient_ids})
    connection.execute("CREATE TEMP TABLE gone AS SELECT unnest($codes) AS code", {"codes": codes})
    pattern = rf"\b(?:{'|'.join(map(re.escape, codes))})\b"
    connection.execute("SET VARIABLE gone_pattern = $pattern", {"pattern": pattern})


def is_gone(table: str) -> str:
    """The condition under which a row of a table goes."""
    if table in TEXTS:
        found = " OR ".join(
            f"regexp_matches(lower({column}), getvariable('gone_pattern'))"
            for column in TEXTS[table]
        )
        return f"coalesce({found}, false)"
    return "coalesce(lower(trim(patient_id)) IN (SELECT code FROM gone), false)"
