"""The cohort store: immutable numbered DuckDB files, one per extract, and a pointer that moves."""

from synchronox_core.store.catalogue import Catalogue, ExternalCohort, Extract, Move
from synchronox_core.store.checks import Check
from synchronox_core.store.cohort_store import (
    Store,
    diff_derived,
    diff_extracts,
    existing_store,
    open_store,
)
from synchronox_core.store.connections import Cursor
from synchronox_core.store.difference import CellChange, EndpointFlip, ExtractDifference

__all__ = [
    "Catalogue",
    "CellChange",
    "Check",
    "Cursor",
    "EndpointFlip",
    "ExternalCohort",
    "Extract",
    "ExtractDifference",
    "Move",
    "Store",
    "diff_derived",
    "diff_extracts",
    "existing_store",
    "open_store",
]
