"""Questions about one patient: where they stand among the others, and what their file says."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from synchronox_core.store.queries import read_query
from synchronox_core.store.reading import StoreReader


class Place(NamedTuple):
    """Where a study code stands in the order of the study codes.

    Attributes:
        is_listed: The code is one of those counted.
        place: Its place, from 1; of a code that is not listed, how many come before it.
        patients: How many codes are counted.
        previous: The code before it, None at the beginning.
        next: The code after it, None at the end.
    """

    is_listed: bool
    place: int
    patients: int
    previous: str | None
    next: str | None


def find_patients(
    store: StoreReader, letters: str, centre: str | None, most: int
) -> tuple[list[str], int]:
    """Study codes that hold some letters, those that begin with them first.

    Args:
        store: The cohort store.
        letters: Part of a study code, in capitals; empty finds everybody.
        centre: Code of the only centre asked; None asks all.
        most: Largest number of codes given.

    Returns:
        The codes, and how many there are in all.

    Raises:
        StoreError: The store is empty, or the file is missing or damaged.
    """
    found = _ask(store, "find_patients", {"letters": letters, "centre": centre, "most": most})
    return [row["patient_id"] for row in found], found[0]["matches"] if found else 0


def place_patient(store: StoreReader, patient_id: str, centre: str | None) -> Place:
    """Where a study code stands, and its neighbours.

    Args:
        store: The cohort store.
        patient_id: Study code, which need not exist.
        centre: Code of the only centre counted; None counts all.

    Raises:
        StoreError: The store is empty, or the file is missing or damaged.
    """
    (row,) = _ask(store, "place_patient", {"patient_id": patient_id, "centre": centre})
    return Place(**row)


def read_baseline(store: StoreReader, patient_id: str) -> dict[str, Any]:
    """The patient before treatment: columns of the view ``cohort``, and ``centre_name``.

    Args:
        store: The cohort store.
        patient_id: Study code.

    Returns:
        Cells by column; empty when there is no such patient.

    Raises:
        StoreError: The store is empty, or the file is missing or damaged.
    """
    found = _ask(store, "read_baseline", {"patient_id": patient_id})
    return found[0] if found else {}


def list_missing_codes(store: StoreReader, patient_id: str) -> dict[tuple[str, int, str], str]:
    """Why cells of a patient are empty: the code delivered, by table, line and column.

    Args:
        store: The cohort store.
        patient_id: Study code.

    Raises:
        StoreError: The store is empty, or the file is missing or damaged.
    """
    found = _ask(store, "list_missing_codes", {"patient_id": patient_id})
    return {(row["table_name"], row["line"], row["column_name"]): row["reason"] for row in found}


def _ask(store: StoreReader, name: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
    """Rows of an answer as plain values; a data frame would turn missing numbers into NaN."""
    with store.read() as cursor:
        answer = cursor.execute(read_query(name), dict(parameters))
        columns = [column[0] for column in answer.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
