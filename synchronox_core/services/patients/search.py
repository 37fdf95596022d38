"""The way to a patient: by some letters of the study code, or step by step in its order."""

from dataclasses import dataclass

from synchronox_core.store import Store
from synchronox_core.store import patient_queries as queries
from synchronox_core.store.patient_queries import Place

MOST_FOUND = 50
"""Study codes a search gives at most; the others are counted."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        patient_ids: Study codes, ``MOST_FOUND`` at most.
        matches: How many there are in all.
    """

    patient_ids: tuple[str, ...]
    matches: int


def find_patients(store: Store, letters: str, centre: str | None = None) -> Found:
    """Patients whose study code holds some letters; those that begin with them come first.

    Args:
        store: The cohort store.
        letters: Part of a study code, in capitals or not; empty finds everybody.
        centre: Code of the only centre asked; None asks all.

    Raises:
        StoreError: The store is empty, or the file is missing or damaged.
    """
    codes, matches = queries.find_patients(store, letters.strip().upper(), centre, MOST_FOUND)
    return Found(tuple(codes), matches)


def place_patient(store: Store, patient_id: str, centre: str | None = None) -> Place:
    """Where a patient stands in the order of the study codes, and who comes before and after.

    Args:
        store: The cohort store.
        patient_id: Study code, which need not exist.
        centre: Code of the only centre counted; None counts all.

    Raises:
        StoreError: The store is empty, or the file is missing or damaged.
    """
    return queries.place_patient(store, patient_id, centre)
