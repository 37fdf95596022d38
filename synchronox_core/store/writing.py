"""The ways a store grows or shrinks: an import, a public cohort, an erasure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from synchronox_core import __version__
from synchronox_core.ecrf.external_table import ExternalTable
from synchronox_core.ecrf.model import Delivery, Opposition
from synchronox_core.errors import StoreError
from synchronox_core.protocol.derived import DerivedPatients
from synchronox_core.store.building import Progress, build_external, build_extract
from synchronox_core.store.catalogue import Catalogue, ExternalCohort, Extract
from synchronox_core.store.change import MIB, Change
from synchronox_core.store.checks import verify_kept
from synchronox_core.store.erasure import holds_rows_of, rewrite_without
from synchronox_core.store.files import (
    external_file,
    extract_file,
    opposed_file,
    revision_of,
)
from synchronox_core.store.oppositions import Oppositions, write_oppositions
from synchronox_core.store.rows import delivery_rows, record_rows
from synchronox_core.store.schema import STORE_SCHEMA_VERSION

SMALLEST_FILE_BYTES = 16 * MIB
ROW_BYTES = 64
"""Room asked for a row; 4 million rows took 12 bytes each (measured)."""


def write_extract(
    change: Change,
    delivery: Delivery,
    derived: DerivedPatients,
    as_of: datetime | None,
    reason: str | None,
    progress: Progress,
) -> Extract:
    """Store a delivery as a new extract and put it in use; persons who oppose leave the others.

    Args:
        change: The change under way.
        delivery: A delivery that is not refused.
        derived: What the protocol makes of its patients.
        as_of: Data cut; None takes the moment of the export.
        reason: Why it is used although older or smaller, or None.
        progress: Told of each step.

    Raises:
        StoreError: Somebody in it opposed since it was checked, the disk is full, or a file does
            not hold what was written.
        ValueError: The delivery is refused.
    """
    require_nobody_opposed(change.oppositions, delivery)
    fresh = [p for p in delivery.oppositions if not change.oppositions.knows(p.patient_id)]
    opposed = change.oppositions.joined_by(fresh)
    sources = [
        *delivery_rows(delivery, derived),
        record_rows("opposition_counts", opposed.by_centre(), tuple),
    ]
    change.need_space(SMALLEST_FILE_BYTES + ROW_BYTES * sum(rows.size for rows in sources))
    facts = describe_extract(delivery, change.catalogue.next_id, as_of, reason)
    built = build_extract(change.site(facts.file), facts, sources, progress)
    others = leave_out(change, fresh, opposed)
    change.commit(replace(others.with_extracts([built]), current_id=built.extract_id))
    return built


def require_nobody_opposed(oppositions: Oppositions, delivery: Delivery) -> None:
    """Prove that no patient of a delivery opposed after it was checked, by another import.

    Raises:
        StoreError: Somebody did.
    """
    codes = delivery.tables["patients"].columns["patient_id"]
    if oppositions.centres and any(oppositions.knows(str(code)) for code in codes):
        raise StoreError("errors.store_opposed_meanwhile")


def describe_extract(
    delivery: Delivery, extract_id: int, as_of: datetime | None, reason: str | None
) -> Extract:
    """Where the content of a new extract comes from; the hash is not known yet.

    Args:
        delivery: A delivery that is not refused.
        extract_id: Number of the extract.
        as_of: Data cut; None takes the moment of the export.
        reason: Why it is used although older or smaller, or None.

    Raises:
        ValueError: The delivery is refused.
    """
    manifest = delivery.manifest
    if manifest is None:
        raise ValueError("a refused delivery has no place in the store")
    return Extract(
        extract_id=extract_id,
        file=extract_file(extract_id),
        bundle_sha256=manifest.sha256,
        content_sha256="",
        as_of=(as_of or manifest.extract_at).astimezone(UTC),
        imported_at=datetime.now(UTC),
        synthetic=manifest.synthetic,
        reason=reason,
        patients=len(delivery.tables["patients"]),
        records=sum(count.records for count in delivery.counts.values()),
        held_back=sum(count.held_back for count in delivery.counts.values()),
        findings=len(delivery.findings),
        schema_version=STORE_SCHEMA_VERSION,
        study_version=manifest.schema_version,
        app_version=__version__,
    )


def write_external(change: Change, cohort: ExternalTable) -> ExternalCohort:
    """Store a public cohort in the place of an earlier load of it.

    Args:
        change: The change under way.
        cohort: Its rows and findings.

    Raises:
        StoreError: The disk is full, or the file does not hold what was written.
    """
    change.need_space(SMALLEST_FILE_BYTES + ROW_BYTES * cohort.rows)
    known = [kept.revision for kept in change.catalogue.externals if kept.name == cohort.name]
    revision = max(known, default=0) + 1
    facts = ExternalCohort(
        name=cohort.name,
        revision=revision,
        file=external_file(cohort.name, revision),
        title_key=cohort.title_key,
        licence=cohort.licence,
        citation=cohort.citation,
        doi=cohort.doi,
        clock_origin_key=cohort.clock_origin_key,
        source_sha256=cohort.source_sha256,
        content_sha256="",
        loaded_at=datetime.now(UTC),
        rows=cohort.rows,
        findings=len(cohort.findings),
        schema_version=STORE_SCHEMA_VERSION,
        app_version=__version__,
    )
    built = build_external(change.site(facts.file), facts, cohort)
    change.commit(change.catalogue.with_external(built))
    return built


def erase(change: Change, persons: Sequence[Opposition]) -> tuple[int, ...]:
    """Take persons who oppose out of every extract and keep them out.

    Args:
        change: The change under way.
        persons: Who opposes.

    Returns:
        Numbers of the extracts that were written anew.

    Raises:
        StoreError: The disk is full, or a file cannot be read or does not hold what was written.
    """
    catalogue = leave_out(change, persons, change.oppositions.joined_by(persons))
    change.commit(catalogue)
    before = {extract.file for extract in change.catalogue.extracts}
    return tuple(e.extract_id for e in catalogue.extracts if e.file not in before)


def leave_out(change: Change, persons: Sequence[Opposition], opposed: Oppositions) -> Catalogue:
    """Write every extract that holds rows of some persons anew, without them.

    Args:
        change: The change under way.
        persons: Who leaves.
        opposed: Everybody who opposes, these persons included.

    Returns:
        What the store will hold; its new files wait to be put in their place.
    """
    catalogue = change.catalogue
    if not persons:
        return catalogue
    codes = [person.patient_id for person in persons]
    rewritten = []
    for extract in catalogue.extracts:
        source = change.directory / extract.file
        if holds_rows_of(source, codes):
            verify_kept(change.directory, extract)
            change.need_space(source.stat().st_size)
            file = extract_file(extract.extract_id, revision_of(extract.file) + 1)
            rewritten.append(
                rewrite_without(source, change.site(file), extract, codes, opposed.by_centre())
            )
    file = opposed_file(revision_of(catalogue.opposed_file or "") + 1)
    write_oppositions(change.site(file), opposed)
    return replace(catalogue.with_extracts(rewritten), opposed_file=file)
