"""The published prognostic scores of every patient, as rows."""

from collections.abc import Iterator
from datetime import date

from synchronox_core.endpoints.scores import list_scores
from synchronox_core.services.patients.patient_records import iterate_records
from synchronox_core.store import Store

SCORE_COLUMNS = ("patient_id", "score", "moment", "low", "high", "group", "unknown_items")
"""Columns of the ``scores`` of the contract, in order."""


def iterate_scores(store: Store, as_of: date | None = None) -> Iterator[dict[str, object]]:
    """One row a patient, score and moment of the extract in use: ``SCORE_COLUMNS``.

    Args:
        store: The cohort store.
        as_of: Data cut C; None takes the one of the extract.

    Raises:
        StoreError: The store is empty, or the extract cannot be read.
    """
    for record in iterate_records(store, as_of):
        for score in list_scores(record):
            yield {
                "patient_id": record.patient.patient_id,
                "score": score.score,
                "moment": score.moment,
                "low": score.low,
                "high": score.high,
                "group": score.group,
                "unknown_items": score.unknown_items,
            }
