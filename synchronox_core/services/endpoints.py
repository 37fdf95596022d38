"""The answers of the protocol engine for every patient, and the trace of each of them."""

from collections.abc import Iterator, Mapping
from datetime import date

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.endpoints.derivation import DERIVED_COLUMNS, derive_answers
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.stored import stored_value
from synchronox_core.protocol.answers import Answer, Input
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.deliveries.derived_values import has_derived, open_derived
from synchronox_core.services.patients.patient_records import iterate_records
from synchronox_core.store import Store
from synchronox_core.store.endpoint_queries import list_endpoints
from synchronox_core.text import has_text, text

REASON_AREAS = ("reasons", "outcome_codes")
"""Areas of the text catalogue that tell the codes of reasons."""

ENDPOINT_COLUMNS = ("patient_id", "centre_id", *DERIVED_COLUMNS)
"""Columns of the ``endpoints`` of the contract, in order."""


def iterate_endpoints(
    store: Store, settings: ProtocolSettings, as_of: date | None = None
) -> Iterator[dict[str, object]]:
    """One row a patient of the extract in use: ``ENDPOINT_COLUMNS``.

    The rows are read where they are stored and derived where they are not.

    Args:
        store: The cohort store.
        settings: Readings of the record in force.
        as_of: Data cut C; None takes the one of the extract.

    Raises:
        StoreError: The store is empty, or the extract cannot be read.
    """
    if has_derived(store, settings, as_of):
        with open_derived(store, settings, as_of) as cursor:
            for row in list_endpoints(cursor):
                yield {column: row[column] for column in ENDPOINT_COLUMNS}
    else:
        for record in iterate_records(store, as_of):
            yield derive_row(record, settings)


def derive_row(record: Record, settings: ProtocolSettings) -> dict[str, object]:
    """The row of a patient: ``ENDPOINT_COLUMNS`` in order, three-valued answers as yes or no."""
    answers = derive_answers(record, settings)
    return {
        "patient_id": record.patient.patient_id,
        "centre_id": record.patient.centre_id,
        **{column: stored_value(answer.value) for column, answer in answers.items()},
    }


def explain(record: Record, settings: ProtocolSettings, language: str) -> list[dict[str, object]]:
    """The trace of every answer about a patient, in the order of the columns.

    Args:
        record: The patient.
        settings: Readings of the record in force.
        language: Language of rules and sources.

    Returns:
        One item an answer — name, value, state, reason (code, may be empty), why (the reason in
        words), rule and source (sentences), inputs (table, file, line, column, value, day).
    """
    return [
        _item(name, answer, language) for name, answer in derive_answers(record, settings).items()
    ]


def tell_reason(code: str, language: str) -> str:
    """A reason in words; empty when there is none.

    Args:
        code: Code of a reason or of an outcome.
        language: Language of the sentence.

    >>> tell_reason("no_lesion_rows", "en")[:9]
    'no liver '
    """
    keys = (f"{area}.{code}" for area in REASON_AREAS)
    return next((text(key, language) for key in keys if has_text(key)), "")


def _item(name: str, answer: Answer, language: str) -> dict[str, object]:
    return {
        "name": name,
        "value": stored_value(answer.value),
        "state": answer.state.value,
        "reason": str(answer.reason),
        "why": tell_reason(answer.reason, language),
        "rule": text(f"rules.{name}", language),
        "source": text(f"rules.{name}_source", language),
        "inputs": [_input(cell) for cell in dict.fromkeys(answer.inputs)],
    }


def _input(cell: Input) -> Mapping[str, object]:
    return {"file": TABLES[cell.table].file, **cell._asdict()}
