"""The account of a settled table: what is kept, what waits, why cells are empty, and the sums."""

from collections import Counter
from collections.abc import Iterator
from itertools import compress

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import CellCounts, CleanTable, Counts, Delivery, MissingReason
from synchronox_core.ecrf.validation.privacy import Oppositions
from synchronox_core.ecrf.validation.quarantine import (
    quarantine_cell,
    quarantine_misfit,
    quarantine_rows,
)
from synchronox_core.ecrf.validation.sheet import Fate, Note, Sheet
from synchronox_core.ecrf.validation.telling import (
    identity_finding,
    tell_check,
    tell_copies,
    tell_note,
)

SET_ASIDE = "set_aside"
PRIVATE = "privacy"


def enter_table(sheet: Sheet, delivery: Delivery, oppositions: Oppositions) -> None:
    """Enter a table into the delivery: kept rows, quarantine, reasons, findings and counts.

    Args:
        sheet: Table whose rows have their final fate.
        delivery: Takes everything.
        oppositions: Persons whose records are left out.
    """
    quarantine_rows(sheet, delivery)
    misfits = [record for record in sheet.raw.misfits if not oppositions.leaves_out(record)]
    for record in misfits:
        quarantine_misfit(sheet, record, delivery)
    for remark in sheet.checks:
        if sheet.fates[remark.row] <= Fate.HELD_BACK:
            delivery.findings.append(tell_check(sheet, remark))
    for row, copies in sheet.copies.items():
        delivery.findings.append(tell_copies(sheet, row, copies))
    reasons = _enter_notes(sheet, delivery)
    delivery.findings.extend(_trimmed(sheet))
    delivery.counts[sheet.raw.file] = _count_records(sheet, held_misfits=len(misfits))
    _enter_columns(sheet, delivery, reasons)


def _enter_notes(sheet: Sheet, delivery: Delivery) -> Counter[tuple[str, str]]:
    """Enter the cells that have something to tell; how many a column and a reason."""
    reasons: Counter[tuple[str, str]] = Counter()
    for note in sheet.notes:
        fate = sheet.fates[note.row]
        if fate > Fate.HELD_BACK:
            continue
        if not note.verdict.identities:
            delivery.findings.extend(tell_note(sheet, note))
        if fate == Fate.KEPT and (reason := _reason(note)):
            _enter_missing(sheet, note, reason, delivery)
            reasons[note.column.name, _kind(reason)] += 1
    return reasons


def _enter_missing(sheet: Sheet, note: Note, reason: str, delivery: Delivery) -> None:
    line, column = sheet.raw.lines[note.row], note.column.name
    patient_id = sheet.patient_id(note.row)
    delivery.missing.append(MissingReason(sheet.table.name, line, column, patient_id, reason))
    if reason == PRIVATE:
        kinds = note.verdict.identities
        delivery.findings.append(
            identity_finding(sheet.raw.file, line, column, patient_id, kinds, is_held=False)
        )
    elif reason == SET_ASIDE and note.verdict.fault:
        delivery.quarantine.append(quarantine_cell(sheet, note, note.verdict.fault.code))


def _reason(note: Note) -> str | None:
    """Why a cell has no value: privacy, set aside, a declared code; None when it says nothing."""
    if note.verdict.identities:
        return PRIVATE
    return SET_ASIDE if note.verdict.fault else note.verdict.reason


def _kind(reason: str) -> str:
    return reason if reason in (SET_ASIDE, PRIVATE) else "coded"


def _trimmed(sheet: Sheet) -> Iterator[Finding]:
    """A notice for each column with cells that had spaces around them."""
    shown = bytes(fate != Fate.PRIVACY for fate in sheet.fates)
    for name, judged in sheet.judged.items():
        if not judged.trimmed:
            continue
        texts = compress(sheet.raw.columns[name], shown)
        if cells := sum(map(judged.trimmed.__contains__, texts)):
            values = {"count": cells}
            yield Finding(Level.NOTICE, "TRIMMED", sheet.raw.file, None, name, values=values)


def _count_records(sheet: Sheet, held_misfits: int) -> Counts:
    fates = Counter(sheet.fates)
    return Counts(
        records=sheet.raw.records,
        clean=fates[Fate.KEPT],
        held_back=fates[Fate.HELD_BACK] + held_misfits,
        blank=fates[Fate.BLANK] + sheet.raw.blank,
        privacy=fates[Fate.PRIVACY] + len(sheet.raw.misfits) - held_misfits,
    )


def _enter_columns(sheet: Sheet, delivery: Delivery, reasons: Counter[tuple[str, str]]) -> None:
    """Enter the clean columns and count their cells, empty ones from the raw text."""
    fates = Counter(sheet.fates)
    kept = sheet.rows(Fate.KEPT)
    clean = CleanTable(sheet.table.name, list(compress(sheet.raw.lines, kept)), {})
    delivery.tables[sheet.table.name] = clean
    counts = delivery.cell_counts[sheet.raw.file] = {}
    for name in sheet.table.columns:
        values = clean.columns[name] = sheet.kept_values(name)
        if name not in sheet.judged:
            continue
        empty = sheet.judged[name].empty
        counts[name] = CellCounts(
            cells=len(sheet.fates),
            values=len(values) - values.count(None),
            empty=sum(map(empty.__contains__, sheet.kept_texts(name))),
            coded=reasons[name, "coded"],
            set_aside=reasons[name, SET_ASIDE],
            privacy=reasons[name, PRIVATE] + fates[Fate.PRIVACY],
            not_kept=fates[Fate.HELD_BACK] + fates[Fate.BLANK],
        )
