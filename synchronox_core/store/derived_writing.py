"""Derived files: every answer of the rules for an extract, kept beside it and never its source."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from synchronox_core import __version__
from synchronox_core.endpoints.member import Member
from synchronox_core.endpoints.stored import STORED_COLUMNS, stored_value
from synchronox_core.errors import StoreError
from synchronox_core.protocol.answers import Answer
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.store.building import seal
from synchronox_core.store.catalogue import Extract
from synchronox_core.store.change import MIB, Change
from synchronox_core.store.connections import open_to_build
from synchronox_core.store.content import verify_file
from synchronox_core.store.derivation import Derivation, DerivedFile
from synchronox_core.store.files import derived_files
from synchronox_core.store.rows import Rows, column_rows, insert_rows, record_rows
from synchronox_core.store.schema import STORE_SCHEMA_VERSION, create_derived_tables

MOST_KEPT = 8
"""Derived files kept of an extract beside the default one; the oldest go first.

The default one stays: every page reads it, and others must not drive it out.
"""
SMALLEST_FILE_BYTES = 2 * MIB
PATIENT_BYTES = 400
"""Room asked for a patient; 100,000 took 325 bytes each (measured)."""


def _empty_columns() -> dict[str, list[object]]:
    return {column: [] for column in STORED_COLUMNS}


@dataclass(frozen=True)
class StoredAnswers:
    """The answers of patients, column by column.

    Attributes:
        patient_ids: Study codes.
        values: Values by column.
        states: States by column.
        reasons: Codes of reasons by column; None where there is none.
        members: Rows of ``members``.
        predictors: Rows of ``predictors``.
    """

    patient_ids: list[str] = field(default_factory=list)
    values: dict[str, list[object]] = field(default_factory=_empty_columns)
    states: dict[str, list[object]] = field(default_factory=_empty_columns)
    reasons: dict[str, list[object]] = field(default_factory=_empty_columns)
    members: list[tuple[object, ...]] = field(default_factory=list)
    predictors: list[tuple[object, ...]] = field(default_factory=list)

    def add(self, member: Member, answers: Mapping[str, Answer]) -> None:
        """Add a patient as a model sees it, with the answers, one a column."""
        self.patient_ids.append(member.patient_id)
        for column, answer in answers.items():
            self.values[column].append(stored_value(answer.value))
            self.states[column].append(answer.state)
            self.reasons[column].append(answer.reason or None)
        *told, predictors, fate, settled_on = member
        self.members.append((*told, fate, settled_on))
        self.predictors.extend(
            (member.patient_id, moment, *values)
            for moment, values in predictors.items()
            if values is not None
        )

    def extend(self, others: "StoredAnswers") -> None:
        """Add the answers for other patients."""
        self.patient_ids.extend(others.patient_ids)
        for mine, theirs in (
            (self.values, others.values),
            (self.states, others.states),
            (self.reasons, others.reasons),
        ):
            for column, added in theirs.items():
                mine[column].extend(added)
        self.members.extend(others.members)
        self.predictors.extend(others.predictors)

    def rows(self) -> Iterator[Rows]:
        """The rows of the tables of a derived file."""
        for table, columns in (
            ("endpoints", self.values),
            ("endpoint_states", self.states),
            ("endpoint_reasons", self.reasons),
        ):
            yield column_rows(table, [self.patient_ids, *columns.values()])
        yield record_rows("members", self.members, tuple)
        yield record_rows("predictors", self.predictors, tuple)


def write_derived(
    change: Change, extract: Extract, derivation: Derivation, answers: StoredAnswers
) -> None:
    """Store the answers for an extract; those already there are replaced.

    Args:
        change: The change under way.
        extract: The extract they were derived from.
        derivation: What they depend on besides.
        answers: The answers for every patient, in the order of the study codes.

    Raises:
        StoreError: The extract was written anew meanwhile, the disk is full, or the file does not
            hold what was written.
    """
    kept = change.catalogue.extract(extract.extract_id)
    if kept.content_sha256 != extract.content_sha256:
        raise StoreError("errors.store_extract_changed", extract_id=extract.extract_id)
    change.need_space(SMALLEST_FILE_BYTES + PATIENT_BYTES * len(answers.patient_ids))
    facts = DerivedFile(
        extract_id=extract.extract_id,
        file=derivation.file_of(extract),
        extract_sha256=extract.content_sha256,
        content_sha256="",
        as_of=derivation.cut_of(extract),
        settings=json.dumps(asdict(derivation.settings)),
        rules_version=derivation.rules_version,
        derived_at=datetime.now(UTC),
        patients=len(answers.patient_ids),
        schema_version=STORE_SCHEMA_VERSION,
        app_version=__version__,
    )
    _build(change, facts, list(answers.rows()))
    change.place()
    default = Derivation(ProtocolSettings(), derivation.rules_version).file_of(extract)
    others = [
        path for path in derived_files(change.directory, extract.file) if path.name != default
    ]
    _remove_oldest(others)


def _build(change: Change, facts: DerivedFile, sources: list[Rows]) -> None:
    path = change.site(facts.file)
    with open_to_build(path) as connection:
        create_derived_tables(connection)
        for rows in sources:
            insert_rows(connection, rows)
        seal(connection, path, facts, sources)
    verify_file(path)


def _remove_oldest(files: list[Path]) -> None:
    newest_first = sorted(files, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in newest_first[MOST_KEPT:]:
        path.unlink()
