"""What changed since an earlier extract, the flips of the primary endpoint first."""

from dataclasses import dataclass

import pandas as pd

from synchronox_core.services.deliveries.extract_difference import compare_extracts
from synchronox_core.services.quality.words import item_label
from synchronox_core.store import EndpointFlip, ExtractDifference, Store
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number
from synchronox_core.text.labels import column_label

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


def earlier_extracts(store: Store, language: str) -> dict[int, str]:
    """The extracts before the one in use with their data cut in words, the latest first."""
    catalogue = store.catalogue()
    if catalogue.current is None:
        return {}
    current = catalogue.current.extract_id
    earlier = [extract for extract in catalogue.extracts if extract.extract_id < current]
    return {
        extract.extract_id: text(
            "quality.extract_number",
            language,
            number=extract.extract_id,
            as_of=format_date(extract.as_of, language),
        )
        for extract in sorted(earlier, key=lambda extract: -extract.extract_id)
    }


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


def tell_flips(changes: Changes, language: str) -> str:
    """How many changes of the primary endpoint are listed, and whether there may be more."""
    found, listed = changes.difference, len(changes.primary)
    told = text("quality.flips_alt", language, count=listed)
    if found.endpoints_flipped == len(found.endpoint_flips):
        return told
    first = format_number(len(found.endpoint_flips), language)
    return f"{told} {text('quality.flips_cut', language, first=first)}"


def flip_table(changes: Changes, language: str) -> pd.DataFrame:
    """Patients whose primary endpoint changed: the reason before and after, and their new cells."""
    return pd.DataFrame(
        {
            text("quality.study_code", language): [flip.patient_id for flip in changes.primary],
            text("quality.before", language): [
                _reason(flip.old, language) for flip in changes.primary
            ],
            text("quality.after", language): [
                _reason(flip.new, language) for flip in changes.primary
            ],
            text("quality.changed_cells", language): [
                _cells(changes.difference, flip.patient_id, language) for flip in changes.primary
            ],
        }
    )


def _cells(difference: ExtractDifference, patient_id: str, language: str) -> str:
    """The cells of a patient that differ; rows that are new or gone are none of them."""
    told = [
        f"{column_label(cell.column, language)} "
        f"{_value(cell.old, language)} → {_value(cell.new, language)}"
        for cell in difference.cells
        if cell.key.split("/")[0] == patient_id
    ]
    return ", ".join(told)


def _value(cell: str | None, language: str) -> str:
    """A cell as the language writes it; a code or a day stays as it is delivered."""
    if cell is None:
        return "–"
    try:
        number = float(cell)
    except ValueError:
        return cell
    return format_number(number, language, 0 if number.is_integer() else 1)


def _reason(code: str | None, language: str) -> str:
    return "" if code is None else f"{code} · {item_label(code, language)}"
