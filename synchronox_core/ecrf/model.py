"""What flows through the reading of a delivery: raw text, checked values, and the account of both.

Tables are held column by column: a column is a list with one item a row, so that a value that
recurs (a code, a date) is held once in memory and a hundred thousand patients fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from synchronox_core.ecrf.findings import Finding

Value: TypeAlias = object
"""A clean value: str, int, float, date, datetime, or None when missing or set aside."""


@dataclass(frozen=True)
class Manifest:
    """``bundle.json`` of a delivery.

    Attributes:
        synthetic: The data describe no person.
        extract_at: Moment of the export, with its time zone; the data cut.
        schema_version: Version of the input contract.
        source_system: Name of the source system, or None.
        source_version: Its version, or None.
        missing_codes: Declared missing codes and what they mean.
        decimal: Declared decimal sign, ``.`` or ``,``; empty when none is declared.
        files: SHA-256 by file name, as computed and equal to the declared ones.
        sha256: Identity of the content: of the manifest's facts and of every listed file.
    """

    synthetic: bool
    extract_at: datetime
    schema_version: str
    source_system: str | None
    source_version: str | None
    missing_codes: Mapping[str, str]
    decimal: str
    files: Mapping[str, str]
    sha256: str


@dataclass
class RawRecord:
    """A record that could not be cut into the columns of its header.

    Attributes:
        line: Physical line on which it starts.
        cells: Its cells as read.
        finding: Why it is held back.
    """

    line: int
    cells: list[str]
    finding: Finding


@dataclass
class RawTable:
    """A table as read: text only, nothing judged yet.

    Attributes:
        name: Name of the declared table.
        file: File it was read from.
        columns: Raw text by declared column name, one item a record; a column the file does not
            have is absent.
        lines: Physical line on which each record starts, the header being 1.
        misfits: Records of another width than the header.
        blank: Records without any text.
        decimal: Decimal sign the file is known to use, ``.``, ``,`` or ``""`` when unknown.
    """

    name: str
    file: str
    columns: dict[str, list[str]]
    lines: list[int]
    misfits: list[RawRecord] = field(default_factory=list)
    blank: int = 0
    decimal: str = "."

    @property
    def records(self) -> int:
        """Records read: those in columns, the misfits and the blank ones."""
        return len(self.lines) + len(self.misfits) + self.blank


@dataclass
class CleanTable:
    """The rows of a table that are kept, typed.

    Attributes:
        name: Name of the declared table.
        lines: Physical line of each row in its file.
        columns: Values by declared column name (every declared column), one item a row.
    """

    name: str
    lines: list[int]
    columns: dict[str, list[Value]]

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class MissingReason:
    """Why a cell of a kept row is empty.

    Attributes:
        table: Name of the table.
        line: Physical line of the row.
        column: Column.
        patient_id: Study code, or None for a table without patients.
        reason: A declared missing code (``NA``, ``NK``, ``ND``, ``NV``, ...), ``set_aside`` or
            ``privacy``.
    """

    table: str
    line: int
    column: str
    patient_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A row held back, or a row with a cell set aside, in its raw text.

    Attributes:
        table: Name of the table.
        line: Physical line.
        patient_id: Study code as read, or None.
        column: Column of the cell set aside; None when the whole row is held back.
        code: Code of the finding.
        cells: Raw text by column; of the whole row when held back, of the one cell otherwise. A
            record of another width than the header has its cells by position, from ``1``.
    """

    table: str
    line: int
    patient_id: str | None
    column: str | None
    code: str
    cells: Mapping[str, str]


@dataclass
class Counts:
    """Account of the records of a file; ``records`` is the sum of the other four.

    Attributes:
        records: Records read.
        clean: Rows kept.
        held_back: Rows in quarantine.
        blank: Records without text, and further identical copies of a row.
        privacy: Rows not stored because the patient opposes.
    """

    records: int = 0
    clean: int = 0
    held_back: int = 0
    blank: int = 0
    privacy: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether nothing was lost and nothing counted twice."""
        return self.records == self.clean + self.held_back + self.blank + self.privacy


@dataclass
class CellCounts:
    """Account of the cells of a column; ``cells`` is the sum of the other six.

    Attributes:
        cells: Cells read (records in columns of the file, misfits left out).
        values: Cells with a value in a kept row.
        empty: Cells without text in a kept row.
        coded: Cells with a declared missing code in a kept row.
        set_aside: Cells of a kept row whose raw text waits in quarantine.
        privacy: Cells not stored for privacy, in a kept row or an opposed one.
        not_kept: Cells of rows held back or of further identical copies.
    """

    cells: int = 0
    values: int = 0
    empty: int = 0
    coded: int = 0
    set_aside: int = 0
    privacy: int = 0
    not_kept: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether every cell is accounted for once."""
        return self.cells == (
            self.values + self.empty + self.coded + self.set_aside + self.privacy + self.not_kept
        )


@dataclass(frozen=True, slots=True)
class Opposition:
    """A person who opposes the use of the data; the code is forgotten once fingerprinted.

    Attributes:
        patient_id: Study code.
        centre_id: Centre, or None when unknown.
    """

    patient_id: str
    centre_id: str | None


@dataclass
class Delivery:
    """A delivery after all checks: what would be stored, and the account of what would not.

    Attributes:
        manifest: What the delivery says of itself; None when it could not be read.
        tables: Kept rows by table name, every declared table; empty when refused.
        missing: Why cells of kept rows are empty.
        quarantine: Rows held back and cells set aside.
        findings: Everything noticed, in file order.
        counts: Account of records by file name.
        cell_counts: Account of cells by file name and column.
        oppositions: Persons whose rows were left out on this delivery's word.
    """

    manifest: Manifest | None
    tables: dict[str, CleanTable] = field(default_factory=dict)
    missing: list[MissingReason] = field(default_factory=list)
    quarantine: list[QuarantinedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, Counts] = field(default_factory=dict)
    cell_counts: dict[str, dict[str, CellCounts]] = field(default_factory=dict)
    oppositions: list[Opposition] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """``refused``, ``ready_with_holdbacks`` or ``ready``."""
        if self.manifest is None or any(f.level == "F" for f in self.findings):
            return "refused"
        held = any(count.held_back for count in self.counts.values())
        return "ready_with_holdbacks" if held else "ready"
