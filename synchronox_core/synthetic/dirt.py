"""Faults of real exports, put on purpose into the rows of an invented bundle."""

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from synchronox_core.ecrf.tables import TABLES, Column, ColumnType, Table
from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.patient.chart import Cell

Text = list[str]
Change = Callable[[str], str]

SPACES: tuple[Change, ...] = (" {}".format, "{}\u00a0".format)
LOOKALIKES: tuple[Change, ...] = tuple(
    word.format for word in ("N/A", "inconnu", "?", "-", "-99", "999")
)
IDENTITIES: tuple[Change, ...] = (
    "{} Rappeler au 01 99 00 12 34.".format,
    "{} Courrier envoyé à patient.invente@example.org.".format,
    "{} M. EXEMPLE revu en consultation.".format,
    "{} Né le 01/02/1950, dossier papier.".format,
)
"""Number, address and name that belong to nobody (a range of numbers kept for fiction)."""

FAULTS = {
    "cell": 0.80, "copy": 0.06, "clash": 0.03, "orphan": 0.05, "short": 0.03, "blank": 0.03,
}  # fmt: skip
"""What happens to a row that gets a fault, with its weight."""

ORPHAN = "SYN-ZZZ-9999"


def soil_rows(
    table: str, rows: Iterable[Iterable[Cell]], dice: Dice, rate: float
) -> Iterator[Text]:
    """Rows of a table, some of them with one fault.

    Args:
        table: Name of the table.
        rows: Rows, their cells in declared order.
        dice: Source of the decisions.
        rate: Share of the rows that get a fault (0-1).
    """
    declared = TABLES[table]
    for cells in rows:
        row = ["" if cell is None else str(cell) for cell in cells]
        if dice.chance(rate):
            yield from _soil(declared, row, dice)
        else:
            yield row


def _soil(table: Table, row: Text, dice: Dice) -> Iterator[Text]:
    match dice.pick(FAULTS):
        case "copy":
            yield from (row, row)
        case "clash":
            yield from (row, _soil_cell(table, row, dice))
        case "orphan" if table.has_patient and table.name != "patients":
            yield [ORPHAN if name == "patient_id" else cell for name, cell in _named(table, row)]
        case "short":
            yield row[:-1]
        case "blank":
            yield from (row, [""] * len(row))
        case _:
            yield _soil_cell(table, row, dice)


def _named(table: Table, row: Text) -> Iterator[tuple[str, str]]:
    return zip(table.columns, row, strict=True)


def _soil_cell(table: Table, row: Text, dice: Dice) -> Text:
    filled = {
        position: column
        for position, (column, cell) in enumerate(zip(table.columns.values(), row, strict=True))
        if cell and (column.name not in table.key or column.name == "patient_id")
    }
    if not filled:
        return row
    position = dice.pick(dict.fromkeys(filled, 1.0))
    soiled = list(row)
    soiled[position] = _spoil(filled[position], dice, row[position])
    return soiled


def _spoil(column: Column, dice: Dice, cell: str) -> str:
    if column.name == "opposition":
        return "yes"
    return dice.pick(dict.fromkeys(_changes(column), 1.0))(cell)


def _changes(column: Column) -> tuple[Change, ...]:
    match column.type:
        case ColumnType.DATE | ColumnType.DATETIME | ColumnType.YEARMONTH:
            dates = (_reorder_day, _shorten_year, _break_day, _leap_ahead)
            return (*SPACES, *LOOKALIKES, *dates, *dates)
        case ColumnType.NUMBER | ColumnType.INTEGER:
            numbers = (">{}".format, "{} mm".format, "{}000".format, "-{}".format)
            return (*SPACES, *LOOKALIKES, *numbers, _use_comma, _use_centimetres)
        case ColumnType.STRING if column.codes or column.list_codes:
            return (*SPACES, *LOOKALIKES, _change_case, _write_label)
        case ColumnType.STRING if column.name in ("comment", "text"):
            return IDENTITIES
        case ColumnType.STRING:
            return (*SPACES, _change_case)
        case _:
            assert_never(column.type)


def _reorder_day(cell: str) -> str:
    return "/".join(reversed(cell[:10].split("-")))


def _shorten_year(cell: str) -> str:
    return cell[2:]


def _break_day(cell: str) -> str:
    return f"{cell[:4]}-02-30"


def _leap_ahead(cell: str) -> str:
    return f"2099{cell[4:]}"


def _use_comma(cell: str) -> str:
    return cell.replace(".", ",") if "." in cell else f"{cell},0"


def _use_centimetres(cell: str) -> str:
    return cell if cell[-1:].isalpha() else f"{float(cell) / 10:g}"


def _change_case(cell: str) -> str:
    return cell.upper() if cell != cell.upper() else cell.lower()


def _write_label(cell: str) -> str:
    return cell.replace("_", " ").capitalize()
