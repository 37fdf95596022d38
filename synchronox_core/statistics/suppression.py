"""Complementary suppression: which further cells of a table hide the ones that must be hidden."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from math import inf
from typing import Generic, NamedTuple, TypeVar

Cell = TypeVar("Cell", bound=Hashable)

MOVED_CELLS = (4, 6, 8, 12)
"""How many cells another table may differ in, tried in turn."""

TRIED_CELLS = 120
"""Cells tried before no other table is taken to exist: then more is hidden, never less."""

ROUNDS = 20
"""Times each sum is looked at to narrow what a reader knows."""

ANY_NUMBER = (0, inf)


class Sum(NamedTuple, Generic[Cell]):
    """Cells that add up to another one.

    Attributes:
        whole: The sum.
        parts: What it is the sum of.
    """

    whole: Cell
    parts: tuple[Cell, ...]


class Suppression(Generic[Cell]):
    """A table of counts in which cells are withheld until none can be had from the others."""

    def __init__(
        self,
        counts: Mapping[Cell, int],
        sums: Sequence[Sum[Cell]],
        always_shown: Collection[Cell],
        unseen: Collection[Cell],
    ) -> None:
        """A table in which everything is shown but the cells that no reader sees.

        Args:
            counts: Patients by cell.
            sums: Which cells add up to which.
            always_shown: Cells that stay shown.
            unseen: Cells that are part of a sum and stand nowhere.
        """
        self._counts = counts
        self._sums = [{each.whole: -1, **dict.fromkeys(each.parts, 1)} for each in sums]
        self._always_shown = frozenset(always_shown)
        self._unseen = frozenset(unseen)
        # What a reader is told of each cell that is not shown: the least and the most it may be.
        self._told: dict[Cell, tuple[float, float]] = dict.fromkeys(self._unseen, ANY_NUMBER)
        self._sums_of: dict[Cell, list[int]] = {cell: [] for cell in counts}
        for number, cells in enumerate(self._sums):
            for cell in cells:
                self._sums_of[cell].append(number)
        self._needed: set[Cell] = set()
        self._needed_sums: set[int] = set()
        self._tries_left = 0

    def withhold(self, small: Sequence[Cell], least: int) -> dict[Cell, int | None]:
        """Withhold small cells, and others until each of the small ones could be another number.

        Args:
            small: Cells with fewer patients than the least.
            least: Count from which a cell is shown.

        Returns:
            The cells withheld: None for one told as small, for another the least it can be.
        """
        as_small = (1, least - 1)
        self._told |= {cell: as_small for cell in small if cell not in self._unseen}
        self._leave_no_cell_alone(small)
        protected = set[Cell]()
        self._need(small)
        for cell in small:
            if cell not in protected and (move := self._protect(cell)) is not None:
                self._need(move)
                protected |= move.keys()
        for cell in self._told.keys() - self._needed - self._unseen:
            del self._told[cell]
        known = self._tighten()
        return {
            cell: None if self._told[cell] == as_small else int(known[cell][0])
            for cell in self._counts
            if cell in self._told and cell not in self._unseen
        }

    def _need(self, cells: Iterable[Cell]) -> None:
        """Keep cells withheld."""
        for cell in cells:
            self._needed.add(cell)
            self._needed_sums.update(self._sums_of[cell])

    def _protect(self, cell: Cell) -> dict[Cell, int] | None:
        """Hide more until a cell could be another number; None where it is the whole table."""
        before = dict(self._told)
        while (move := self._find_move(cell)) is None:
            if not self._hide_more(cell):
                self._told = before
                return None
        return move

    def _tighten(self) -> dict[Cell, tuple[float, float]]:
        """What the sums tell of the cells not shown: a reader works it out as well."""
        known = dict(self._told)
        for _ in range(ROUNDS):
            before = dict(known)
            for signs in self._sums:
                for cell in signs.keys() & known.keys():
                    low, high = known[cell]
                    least, most = self._leave_for(cell, signs, known)
                    known[cell] = (max(low, least), min(high, most))
            if known == before:
                break
        return known

    def _leave_for(
        self, cell: Cell, signs: Mapping[Cell, int], known: Mapping[Cell, tuple[float, float]]
    ) -> tuple[float, float]:
        """The least and the most that the other cells of a sum leave for one."""
        least = most = 0.0
        for other, sign in signs.items():
            if other != cell:
                count = self._counts[other]
                ends = known.get(other, (count, count))
                terms = [-sign * signs[cell] * end for end in ends]
                least, most = least + min(terms), most + max(terms)
        return least, most

    def _find_move(self, cell: Cell) -> dict[Cell, int] | None:
        """Another table with the same shown cells and sums, as differences; None without one."""
        for most in MOVED_CELLS:
            for step in (1, -1):
                self._tries_left = TRIED_CELLS
                moved: dict[Cell, int] = {}
                gaps: dict[int, int] = {}
                if self._can_move(cell, step):
                    self._move(cell, step, moved, gaps)
                    if self._close_gaps(moved, gaps, most):
                        return moved
        return None

    def _close_gaps(self, moved: dict[Cell, int], gaps: dict[int, int], most: int) -> bool:
        """Move further cells by one patient until all sums are kept again."""
        if not gaps:
            return True
        if len(moved) >= most or self._tries_left <= 0:
            return False
        number, gap = next(iter(gaps.items()))
        options: list[tuple[int, bool, int, int, Cell, int]] = []
        for cell, sign in self._sums[number].items():
            step = -sign if gap > 0 else sign
            if cell in self._told and cell not in moved and self._can_move(cell, step):
                opened = self._count_gaps(cell, step, gaps)
                # A cell that is hidden in any case costs nothing, one beside it little.
                far = len(self._sums_of[cell]) - len(self._needed_sums & {*self._sums_of[cell]})
                cost = (opened, cell not in self._needed, far)
                options.append((*cost, len(options), cell, step))
        for *_, cell, step in sorted(options, key=lambda option: option[:4]):
            self._tries_left -= 1
            self._move(cell, step, moved, gaps)
            if self._close_gaps(moved, gaps, most):
                return True
            self._move(cell, -step, moved, gaps)
            del moved[cell]
        return False

    def _can_move(self, cell: Cell, step: int) -> bool:
        low, high = self._told[cell]
        return low <= self._counts[cell] + step <= high

    def _count_gaps(self, cell: Cell, step: int, gaps: Mapping[int, int]) -> int:
        """Sums not kept after a move, those it touches."""
        numbers = self._sums_of[cell]
        return sum(abs(gaps.get(n, 0) + self._sums[n][cell] * step) for n in numbers) - sum(
            abs(gaps.get(n, 0)) for n in numbers
        )

    def _move(self, cell: Cell, step: int, moved: dict[Cell, int], gaps: dict[int, int]) -> None:
        moved[cell] = step
        for number in self._sums_of[cell]:
            gap = gaps.pop(number, 0) + self._sums[number][cell] * step
            if gap:
                gaps[number] = gap

    def _leave_no_cell_alone(self, exposed: Iterable[Cell]) -> None:
        """Withhold a second cell in each sum that has one."""
        waiting = list(exposed)
        while waiting:
            for number in self._sums_of[waiting.pop()]:
                other = self._next_in(number) if self._count_hidden(number) == 1 else None
                if other is not None:
                    self._told[other] = ANY_NUMBER
                    waiting.append(other)

    def _hide_more(self, cell: Cell) -> bool:
        """Withhold one more cell near an exposed one, or tell less; False where nothing is left."""
        numbers = sorted(self._near(cell), key=self._count_hidden)
        others = (self._next_in(number) for number in numbers)
        other = next((each for each in others if each is not None), None)
        if other is None:
            near = {each for number in numbers for each in self._sums[number]}
            told = [each for each in self._told if each in near and self._told[each] != ANY_NUMBER]
            other = max(told, key=self._counts.__getitem__, default=None)
        if other is None:
            return False
        self._told[other] = ANY_NUMBER
        return True

    def _near(self, cell: Cell) -> list[int]:
        """The sums linked with a cell through cells that are not shown, the nearest first."""
        numbers: dict[int, None] = {}
        waiting = [cell]
        while waiting:
            for number in self._sums_of[waiting.pop(0)]:
                if number not in numbers:
                    numbers[number] = None
                    waiting += [other for other in self._sums[number] if other in self._told]
        return list(numbers)

    def _count_hidden(self, number: int) -> int:
        return sum(cell in self._told for cell in self._sums[number])

    def _next_in(self, number: int) -> Cell | None:
        """The cell of a sum to withhold next: one that is alone in no other sum, then a small one.

        A cell of nobody comes last: that nobody is in it is what many tables are read for.
        """
        shown = (
            cell
            for cell in self._sums[number]
            if cell not in self._told and cell not in self._always_shown
        )
        return min(shown, key=self._cost, default=None)

    def _cost(self, cell: Cell) -> tuple[bool, int, int]:
        alone = sum(self._count_hidden(number) == 0 for number in self._sums_of[cell])
        return self._counts[cell] == 0, alone, self._counts[cell]
