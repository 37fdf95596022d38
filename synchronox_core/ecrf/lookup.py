"""Clean tables asked by row, by key and by patient; each index is built once, when first asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from synchronox_core.ecrf.model import CleanTable, QuarantinedRow
from synchronox_core.ecrf.tables import TABLES


class Lookup:
    """The kept rows of a delivery and, as far as it is known, whose rows wait in quarantine.

    Values have the Python type that the declaration gives their column.

    Args:
        tables: Kept rows by table name; an absent table has no row.
        quarantine: Rows held back and cells set aside.
    """

    def __init__(
        self, tables: Mapping[str, CleanTable], quarantine: Iterable[QuarantinedRow] = ()
    ) -> None:
        self._tables = tables
        self._held_back: defaultdict[str, set[str]] = defaultdict(set)
        for row in quarantine:
            if row.column is None and row.patient_id is not None:
                self._held_back[row.table].add(row.patient_id)
        self._keyed: dict[tuple[str, str], dict[Any, Any]] = {}
        self._grouped: dict[tuple[str, tuple[str, ...]], dict[Any, list[Any]]] = {}

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Each row of a table as its position followed by the values of the columns asked."""
        if table not in self._tables:
            return iter(())
        values = self._tables[table].columns
        return zip(
            range(len(self._tables[table])), *(values[name] for name in columns), strict=True
        )

    def by_key(self, table: str, column: str) -> dict[Any, Any]:
        """Values of a column by the table's primary key, a tuple when it has several columns."""
        if (table, column) not in self._keyed:
            key = TABLES[table].key
            if len(key) == 1:
                pairs = {row[1]: row[2] for row in self.rows(table, *key, column)}
            else:
                pairs = {row[1:-1]: row[-1] for row in self.rows(table, *key, column)}
            self._keyed[table, column] = pairs
        return self._keyed[table, column]

    def with_parent(
        self, table: str, parent: str, parent_column: str, *columns: str
    ) -> Iterator[tuple[Any, ...]]:
        """As ``rows``, with the value of a column of the row's parent at the end.

        The value is None when the row names no parent, or one that was not kept.

        Args:
            table: Table whose rows are given.
            parent: Table they belong to; its key columns are also columns of ``table``.
            parent_column: Column of the parent.
            columns: Columns of ``table``.
        """
        key = TABLES[parent].key
        links = (link[1] if len(key) == 1 else link[1:] for link in self.rows(table, *key))
        values = map(self.by_key(parent, parent_column).get, links)
        for row, value in zip(self.rows(table, *columns), values, strict=True):
            yield *row, value

    def by_patient(self, table: str, *columns: str) -> Mapping[Any, list[Any]]:
        """Rows of each patient, each as a tuple of the columns asked; no key without a row."""
        if (table, columns) not in self._grouped:
            grouped: dict[Any, list[Any]] = {}
            for _, patient, *values in self.rows(table, "patient_id", *columns):
                grouped.setdefault(patient, []).append(tuple(values))
            self._grouped[table, columns] = grouped
        return self._grouped[table, columns]

    def patients_held_back(self, table: str) -> Set[str]:
        """Study codes of the patients with a row of that table in quarantine."""
        return self._held_back[table]
