"""A public cohort as read: kept in a table of its own, never pooled with SYNCHRONOX."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.model import Value

SqlType: TypeAlias = Literal["VARCHAR", "DOUBLE", "INTEGER"]


class MissingCell(NamedTuple):
    """Why a cell of a public cohort is empty.

    Attributes:
        row: Index of the row, from 0.
        column: Column.
        reason: The missing code of the source as written, ``blank``, or ``set_aside`` (unknown
            word, not a number, or a value that cannot be true).
    """

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class ExternalTable:
    """A public cohort, one row a patient, with what its reading noticed.

    Attributes:
        name: Name of the cohort and of its table, for example ``crlm_tcia``.
        title_key: Text key of its title.
        licence: Licence the source is published under.
        citation: How to cite the source.
        doi: Digital object identifier of the source.
        clock_origin_key: Text key of the event at which its survival times start.
        columns: Values by column name, one item a patient; text, number or None.
        types: Type of each column in the store, in the same order.
        findings: Everything noticed, in file order.
        missing: Why cells are empty.
        source_sha256: SHA-256 of the file as read.
    """

    name: str
    title_key: str
    licence: str
    citation: str
    doi: str
    clock_origin_key: str
    columns: dict[str, list[Value]]
    types: dict[str, SqlType]
    findings: list[Finding] = field(default_factory=list)
    missing: list[MissingCell] = field(default_factory=list)
    source_sha256: str = ""

    @property
    def rows(self) -> int:
        """Number of patients."""
        return len(next(iter(self.columns.values()), []))
