"""What a store holds: its extracts, its public cohorts, and which extract is in use."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from synchronox_core.errors import StoreError


@dataclass(frozen=True)
class Extract:
    """One import: a data file of its own and where its content came from.

    Attributes:
        extract_id: Number, from 1, never given twice.
        file: Data file in the store's folder.
        bundle_sha256: Identity of the delivery.
        content_sha256: Hash of everything stored in the file but its provenance.
        as_of: Data cut, with its time zone.
        imported_at: Moment of the import, UTC.
        synthetic: The data describe no person.
        reason: Why it was imported although older or smaller; None when nobody had to say.
        patients: Patients kept.
        records: Records read from all files.
        held_back: Records in quarantine.
        findings: Things noticed.
        schema_version: Version of the tables in the file.
        study_version: Version of the input contract.
        app_version: Version of the program that wrote it.
    """

    extract_id: int
    file: str
    bundle_sha256: str
    content_sha256: str
    as_of: datetime
    imported_at: datetime
    synthetic: bool
    reason: str | None
    patients: int
    records: int
    held_back: int
    findings: int
    schema_version: int
    study_version: str
    app_version: str


@dataclass(frozen=True)
class ExternalCohort:
    """A public cohort kept beside the extracts, in a data file of its own.

    Attributes:
        name: Name of the cohort.
        revision: How often it was loaded, from 1.
        file: Data file in the store's folder.
        title_key: Text key of its title.
        licence: Licence of the source.
        citation: How to cite the source.
        doi: Digital object identifier of the source.
        clock_origin_key: Text key of the event at which its survival times start.
        source_sha256: SHA-256 of the file it was read from.
        content_sha256: Hash of everything stored in the file but its provenance.
        loaded_at: Moment of the load, UTC.
        rows: Patients.
        findings: Things noticed.
        schema_version: Version of the tables in the file.
        app_version: Version of the program that wrote it.
    """

    name: str
    revision: int
    file: str
    title_key: str
    licence: str
    citation: str
    doi: str
    clock_origin_key: str
    source_sha256: str
    content_sha256: str
    loaded_at: datetime
    rows: int
    findings: int
    schema_version: int
    app_version: str


@dataclass(frozen=True)
class Move:
    """A return to an extract already there.

    Attributes:
        moved_at: When, UTC.
        extract_id: Extract in use since then.
        reason: Why, or None.
    """

    moved_at: datetime
    extract_id: int
    reason: str | None


@dataclass(frozen=True)
class Catalogue:
    """What a store holds.

    Attributes:
        version: Changes whenever anything else here does.
        current_id: Number of the extract in use, or None.
        extracts: Every extract kept, by number.
        externals: Every public cohort kept, by name.
        moves: Every return to an earlier extract, oldest first.
        opposed_file: File of the persons whose data must not be stored; None while nobody opposes.
    """

    version: str = ""
    current_id: int | None = None
    extracts: tuple[Extract, ...] = ()
    externals: tuple[ExternalCohort, ...] = ()
    moves: tuple[Move, ...] = ()
    opposed_file: str | None = None

    @property
    def current(self) -> Extract | None:
        """The extract in use, or None in an empty store."""
        return next((e for e in self.extracts if e.extract_id == self.current_id), None)

    @property
    def kept(self) -> tuple[Extract | ExternalCohort, ...]:
        """Everything that has a data file."""
        return (*self.extracts, *self.externals)

    @property
    def files(self) -> frozenset[str]:
        """Names of the numbered files in use; one not among them does not exist."""
        opposed = () if self.opposed_file is None else (self.opposed_file,)
        return frozenset((*(kept.file for kept in self.kept), *opposed))

    @property
    def next_id(self) -> int:
        """Number of the next extract."""
        return max((extract.extract_id for extract in self.extracts), default=0) + 1

    def extract(self, extract_id: int) -> Extract:
        """The extract of a number.

        Raises:
            StoreError: No extract has this number.
        """
        for extract in self.extracts:
            if extract.extract_id == extract_id:
                return extract
        kept = ", ".join(str(extract.extract_id) for extract in self.extracts) or "-"
        raise StoreError("errors.store_extract_unknown", extract_id=extract_id, kept=kept)

    def external(self, name: str) -> ExternalCohort:
        """The public cohort of a name.

        Raises:
            StoreError: No public cohort of this name was loaded.
        """
        for cohort in self.externals:
            if cohort.name == name:
                return cohort
        raise StoreError("errors.store_external_unknown", name=name)

    def with_extracts(self, changed: Iterable[Extract]) -> "Catalogue":
        """The catalogue with extracts added, or replaced where the number is known."""
        kept = {extract.extract_id: extract for extract in (*self.extracts, *changed)}
        return replace(self, extracts=tuple(kept[number] for number in sorted(kept)))

    def with_external(self, cohort: ExternalCohort) -> "Catalogue":
        """The catalogue with a public cohort added, or replaced where the name is known."""
        kept = {known.name: known for known in (*self.externals, cohort)}
        return replace(self, externals=tuple(kept[name] for name in sorted(kept)))

    def moved_to(self, extract_id: int, reason: str | None) -> "Catalogue":
        """The catalogue with an extract already there in use."""
        move = Move(datetime.now(UTC), extract_id, reason)
        return replace(self, current_id=extract_id, moves=(*self.moves, move))
