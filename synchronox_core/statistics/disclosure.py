"""What may be shown of a group: small counts are withheld, and so is what would give them away.

Under five patients a group is not described on screen, under eleven it does not leave the board.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from synchronox_core.statistics.suppression import Cell, Sum, Suppression

SMALLEST_DESCRIBED = 5
"""Patients below which a group is counted but not described (product rule)."""

SMALLEST_EXPORTED = 11
"""Patients below which a count does not leave the board in a table of a cohort (product rule)."""

REST = "rest"
"""Column of a table that is never shown: those of the total who are in no other column."""

_SIZE = "size of the group"


def is_described(patients: int, least: int = SMALLEST_DESCRIBED) -> bool:
    """Whether a group is large enough to be described.

    >>> is_described(4), is_described(5), is_described(5, SMALLEST_EXPORTED)
    (False, True, False)
    """
    return patients >= least


def is_small_count(patients: int, least: int = SMALLEST_DESCRIBED) -> bool:
    """Whether a count would point at single persons: under the least; nobody is no disclosure.

    >>> is_small_count(0), is_small_count(4), is_small_count(5)
    (False, True, False)
    """
    return 0 < patients < least


class Withheld(NamedTuple):
    """What stands in the place of a count that is not shown.

    Attributes:
        sign: ``<`` before an upper bound that is not reached, ``≥`` before a lower one.
        bound: The bound.
    """

    sign: str
    bound: int


def withhold_cells(
    counts: Mapping[Cell, int],
    sums: Sequence[Sum[Cell]],
    least: int = SMALLEST_DESCRIBED,
    *,
    always_shown: Collection[Cell] = (),
    never_shown: Collection[Cell] = (),
    undescribed: Collection[Cell] = (),
) -> dict[Cell, Withheld]:
    """The cells of a table whose count is not shown: the small ones, and what would reveal one.

    Method: the small cells are withheld, then the smallest cell of each sum in which a withheld
    one stands alone, then more until there is for each of them another table with the same shown
    cells and the same sums. A cell withheld for the sake of others is told by the least it can
    be, which the shown cells tell already.

    Args:
        counts: Patients by cell; every cell a sum names is one of them.
        sums: Which cells add up to which.
        least: Count from which a cell is shown.
        always_shown: Sizes and denominators, which stand in the table whatever they are.
        never_shown: Cells a reader may get by subtraction; nobody is protected in them.
        undescribed: Such cells of a group too small to be described: not to be had either.

    Source: Hundepool et al., Statistical Disclosure Control, 2012, chapter 4 (cell suppression).
    """
    kept = {*always_shown, *never_shown}
    small = [
        cell
        for cell, patients in counts.items()
        if is_small_count(patients, least) and cell not in kept
    ]
    if not small:
        return {}
    table = Suppression(counts, sums, always_shown, {*never_shown, *undescribed})
    withheld = table.withhold(small, least)
    return {
        cell: Withheld("<", least) if bound is None else Withheld("≥", bound)
        for cell, bound in withheld.items()
    }


def withhold_counts(
    counts: Mapping[str, int], least: int = SMALLEST_DESCRIBED
) -> dict[str, Withheld]:
    """The parts of a whole whose count is not shown: the small ones, and what would reveal one.

    Args:
        counts: Patients by part; the whole and the parts not withheld are shown.
        least: Count from which a part is shown.

    >>> withhold_counts({"yes": 3, "no": 40})
    {'yes': Withheld(sign='<', bound=5), 'no': Withheld(sign='≥', bound=39)}
    >>> withhold_counts({"yes": 5, "no": 40, "lost": 0})
    {}
    >>> withhold_counts({"yes": 5, "no": 40}, SMALLEST_EXPORTED)["no"]
    Withheld(sign='≥', bound=35)
    """
    columns = {"whole": counts}
    return {part: told for (_, part), told in withhold_table(columns, least=least).items()}


def withhold_table(
    columns: Mapping[str, Mapping[str, int]],
    *,
    least: int = SMALLEST_DESCRIBED,
    total: str = "",
    subtotals: Mapping[str, Collection[str]] | None = None,
    shown: Collection[tuple[str, str]] = (),
) -> dict[tuple[str, str], Withheld]:
    """The cells of a table of groups and their parts whose count is not shown.

    Args:
        columns: Patients by group and part; the parts of a group add up to its size, which is
            shown.
        least: Count from which a cell is shown.
        total: The group that holds all others, and perhaps patients of none: too few of them to
            be described are not described by subtraction either.
        subtotals: Parts that are shown together as well, by the name of their sum.
        shown: Cells that are shown whatever they are, by group and part or subtotal.

    Returns:
        What stands in the place of a cell, by group and part or subtotal.

    >>> a, b = {"yes": 57, "no": 13}, {"yes": 3, "no": 27}
    >>> sorted(withhold_table({"all": {"yes": 60, "no": 40}, "a": a, "b": b}, total="all"))
    [('a', 'no'), ('a', 'yes'), ('b', 'no'), ('b', 'yes')]
    """
    everybody = columns.get(total, {})
    if sum(patients > 0 for patients in everybody.values()) == 1:
        return {}  # everybody is in one part, which tells nothing but the sizes
    groups = {group: _with_sums(parts, subtotals or {}) for group, parts in columns.items()}
    rest = _outside(groups, total)
    held = {**groups, REST: rest} if rest else groups
    wholes = {_SIZE: next(iter(columns.values()), {}), **(subtotals or {})}
    sums = [
        Sum((group, whole), tuple((group, part) for part in parts))
        for group in held
        for whole, parts in wholes.items()
    ]
    if total in columns and len(columns) > 1:
        others = [group for group in held if group != total]
        sums += [
            Sum((total, part), tuple((group, part) for group in others)) for part in groups[total]
        ]
    unseen = {(REST, part) for part in rest if part != _SIZE}
    is_rest_described = bool(rest) and is_described(rest[_SIZE], least)
    return withhold_cells(
        {(group, part): n for group, parts in held.items() for part, n in parts.items()},
        sums,
        least,
        always_shown={*((group, _SIZE) for group in held), *shown},
        never_shown=unseen if is_rest_described else (),
        undescribed=() if is_rest_described else unseen,
    )


def _outside(groups: Mapping[str, Mapping[str, int]], total: str) -> dict[str, int]:
    """The patients of the total who are in no other group; empty when there are none."""
    if total not in groups or len(groups) == 1:
        return {}
    others = [parts for group, parts in groups.items() if group != total]
    outside = {
        part: patients - sum(other[part] for other in others)
        for part, patients in groups[total].items()
    }
    return outside if outside[_SIZE] else {}


def _with_sums(
    parts: Mapping[str, int], subtotals: Mapping[str, Collection[str]]
) -> dict[str, int]:
    together = {name: sum(parts[part] for part in of) for name, of in subtotals.items()}
    return {**parts, **together, _SIZE: sum(parts.values())}
