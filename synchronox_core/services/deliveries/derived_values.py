"""The answers of the rules for every patient of an extract: derived once, then read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date

from synchronox_core.endpoints.rules_version import read_rules_version, short_rules_version
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.deliveries.block_derivation import Task, iterate_answers
from synchronox_core.store import Cursor, Extract, Store
from synchronox_core.store.building import Progress, silent
from synchronox_core.store.derivation import Derivation
from synchronox_core.store.derived_writing import StoredAnswers
from synchronox_core.store.record_queries import list_blocks

STEP = "import.deriving_endpoints"

DEFAULT = ProtocolSettings()


@contextmanager
def open_derived(
    store: Store,
    settings: ProtocolSettings = DEFAULT,
    as_of: date | None = None,
    extract_id: int | None = None,
    progress: Progress = silent,
) -> Iterator[Cursor]:
    """A fresh read-only cursor on an extract and its derived values, which are derived if missing.

    It sees the tables of the extract (``sql/schema/extract.sql`` and the declared ones) and
    ``endpoints``, ``endpoint_states`` and ``endpoint_reasons``: one row a patient, patient_id and
    ``STORED_COLUMNS``; states are those of ``State``, reasons codes or NULL. The patients as a
    prediction model sees them are in ``members`` and ``predictors`` (``sql/schema/derived.sql``).

    Args:
        store: The cohort store.
        settings: Readings of the record in force.
        as_of: Data cut C; None takes the one of the extract.
        extract_id: Number of the extract; None reads the one in use.
        progress: Told the share derived (0-1).

    Raises:
        StoreError: The store is empty, the extract cannot be read, or the values cannot be stored.
    """
    derivation = derivation_of(settings, as_of)

    def derive(extract: Extract) -> None:
        answers = derive_extract(store, extract, derivation, progress)
        store.write_derived(extract, derivation, answers)

    with store.read_derived(derivation, derive, extract_id) as cursor:
        yield cursor


def ensure_derived(
    store: Store, extract_id: int | None = None, progress: Progress = silent
) -> None:
    """Derive the values of an extract by the default settings, unless they are stored.

    Args:
        store: The cohort store.
        extract_id: Number of the extract; None derives those of the one in use.
        progress: Told the share derived (0-1).

    Raises:
        StoreError: As for ``open_derived``.
    """
    with open_derived(store, extract_id=extract_id, progress=progress):
        pass


def has_derived(
    store: Store,
    settings: ProtocolSettings = DEFAULT,
    as_of: date | None = None,
    extract_id: int | None = None,
) -> bool:
    """Whether the derived values of an extract are stored.

    Args:
        store: The cohort store.
        settings: Readings of the record in force.
        as_of: Data cut C; None takes the one of the extract.
        extract_id: Number of the extract; None asks of the one in use.

    Raises:
        StoreError: The store is empty, or the extract unknown.
    """
    return store.has_derived(derivation_of(settings, as_of), extract_id)


def derivation_of(settings: ProtocolSettings = DEFAULT, as_of: date | None = None) -> Derivation:
    """What values derived now depend on besides the extract.

    Args:
        settings: Readings of the record in force.
        as_of: Data cut C; None takes the one of the extract.
    """
    return Derivation(settings, read_rules_version(), as_of)


def derive_extract(
    store: Store, extract: Extract, derivation: Derivation, progress: Progress = silent
) -> StoredAnswers:
    """The answers for every patient of an extract.

    Args:
        store: The cohort store.
        extract: The extract.
        derivation: Readings of the record and data cut.
        progress: Told the share derived (0-1).

    Raises:
        StoreError: The extract cannot be read.
    """
    with store.read(extract.extract_id) as cursor:
        blocks = list_blocks(cursor)
    answers = StoredAnswers()
    task = Task(store.directory, extract.extract_id, derivation, blocks)
    for number, found in enumerate(iterate_answers(task)):
        answers.extend(found)
        progress(STEP, (number + 1) / len(blocks))
    return answers


def describe_derivation(
    store: Store, settings: ProtocolSettings = DEFAULT, as_of: date | None = None
) -> dict[str, object]:
    """What the values of the extract in use depend on: as_of, settings, rules_version.

    Args:
        store: The cohort store.
        settings: Readings of the record in force.
        as_of: Data cut C; None takes the one of the extract.

    Raises:
        StoreError: The store is empty.
    """
    derivation = derivation_of(settings, as_of)
    return {
        "as_of": derivation.cut_of(store.extract()),
        "settings": asdict(settings),
        "rules_version": short_rules_version(),
    }
