"""Records turned into columns: equal texts are held once, misfits and blank records aside."""

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import RawRecord, RawTable
from synchronox_core.ecrf.reading.header import Header
from synchronox_core.ecrf.reading.records import Batch


class ColumnBuilder:
    """Fills a raw table with batches of records.

    Args:
        raw: The table to fill.
        header: Its accepted header.

    Attributes:
        last_line: Physical line on which the last record starts.
        ends_short: The last record has fewer cells than the header.
    """

    def __init__(self, raw: RawTable, header: Header) -> None:
        self.last_line = 1
        self.ends_short = False
        self._raw = raw
        self._width = header.width
        self._first = next(iter(header.positions.values()))
        self._columns = [
            (position, raw.columns.setdefault(name, []), dict[str, str]())
            for name, position in header.positions.items()
        ]

    def add(self, batch: Batch) -> None:
        """Add records in file order.

        Args:
            batch: At least one record.
        """
        self.last_line = batch.lines[-1]
        last = batch.records[-1]
        self.ends_short = len(last) < self._width and bool("".join(last).strip())
        by_position = list(zip(*batch.records, strict=False))
        if not self._is_regular(batch, by_position):
            batch = self._sift(batch)
            by_position = list(zip(*batch.records, strict=True))
        self._raw.lines.extend(batch.lines)
        if batch.records:
            for position, column, known in self._columns:
                cells = by_position[position]
                column.extend(map(known.setdefault, cells, cells))

    def _is_regular(self, batch: Batch, by_position: list[tuple[str, ...]]) -> bool:
        """Whether each record has the width of the header and, in its first column, text."""
        if set(map(len, batch.records)) != {self._width}:
            return False
        return all(map(str.strip, by_position[self._first]))

    def _sift(self, batch: Batch) -> Batch:
        """The records that fit; the others are counted or kept as misfits."""
        kept = Batch([], [])
        for line, record in zip(batch.lines, batch.records, strict=True):
            if not "".join(record).strip():
                self._raw.blank += 1
            elif len(record) != self._width:
                self._raw.misfits.append(self._misfit(line, record))
            else:
                kept.lines.append(line)
                kept.records.append(record)
        return kept

    def _misfit(self, line: int, cells: list[str]) -> RawRecord:
        values = {"count": len(cells), "width": self._width}
        finding = Finding(Level.HELD_BACK, "RECORD_WIDTH", self._raw.file, line, values=values)
        return RawRecord(line, cells, finding)
