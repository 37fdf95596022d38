"""What changed since an earlier extract, the flips of the primary endpoint first."""

from dataclasses import dataclass

import pandas as pd

from synchronox_core.services.extract_difference import compare_extracts
from synchronox_core.services.quality_words import item_label
from synchronox_core.store import EndpointFlip, ExtractDifference, Store
from synchronox_core.text import text
from synchronox_core.text.formats import format_number

PRIMARY = "complete_treatment_reason"
"""Column in which every flip of the primary endpoint shows, that of its reason included."""


@dataclass(frozen=True)
class Changes:
    """What changed since an earlier extract.

    Attributes:
        difference: Patients, rows, cells and endpoints that differ.
        primary: Patients whose primary endpoint changed, of the endpoints listed.
    """

    difference: ExtractDifference
    primary: tuple[EndpointFlip, ...]


def earlier_extracts(store: Store) -> list[int]:
    """Numbers of the extracts before the one in use, the latest first."""
    catalogue = store.catalogue()
    if catalogue.current is None:
        return []
    current = catalogue.current.extract_id
    numbers = (extract.extract_id for extract in catalogue.extracts)
    return sorted((number for number in numbers if number < current), reverse=True)


def find_changes(store: Store, earlier: int) -> Changes:
    """What changed from an earlier extract to the one in use.

    Args:
        store: The cohort store.
        earlier: Number of the earlier extract.

    Raises:
        StoreError: The store is empty, or an extract cannot be read.
    """
    difference = compare_extracts(store, earlier, store.extract().extract_id)
    primary = tuple(flip for flip in difference.endpoint_flips if flip.column == PRIMARY)
    return Changes(difference, primary)


def tell_changes(changes: Changes, language: str) -> str:
    """How many patients, rows, cells and endpoints differ."""
    found = changes.difference
    counts = {
        "added": len(found.patients_added),
        "gone": len(found.patients_gone),
        "rows_added": sum(found.rows_added.values()),
        "rows_gone": sum(found.rows_gone.values()),
        "cells": found.cells_changed,
    }
    written = {name: format_number(count, language) for name, count in counts.items()}
    return text("quality.changes_told", language, count=found.endpoints_flipped, **written)


def flip_table(changes: Changes, language: str) -> pd.DataFrame:
    """Patients whose primary endpoint changed, with the reason before and after."""
    return pd.DataFrame(
        {
            text("quality.study_code", language): [flip.patient_id for flip in changes.primary],
            text("quality.before", language): [
                _reason(flip.old, language) for flip in changes.primary
            ],
            text("quality.after", language): [
                _reason(flip.new, language) for flip in changes.primary
            ],
        }
    )


def _reason(code: str | None, language: str) -> str:
    return "" if code is None else f"{code} · {item_label(code, language)}"
