"""Complementary suppression: which further cells of a table hide the ones that must be hidden."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Generic

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from synchronox_core.statistics.arrays import Floats
from synchronox_core.statistics.disclosure import Cell, Sum

MIXED_OBJECTIVES = 4
"""Directions in which all exposed cells are moved at once before each is asked alone."""

ONE_PATIENT = 1 - 1e-6


class Suppression(Generic[Cell]):
    """A table of counts in which cells are withheld until none can be had from the others."""

    def __init__(
        self,
        counts: Mapping[Cell, int],
        sums: Sequence[Sum[Cell]],
        least: int,
        always_shown: Collection[Cell],
        never_shown: Collection[Cell],
    ) -> None:
        """A table in which everything but the cells never shown is shown.

        Args:
            counts: Patients by cell.
            sums: Which cells add up to which.
            least: Count from which a cell is shown.
            always_shown: Cells that stay shown.
            never_shown: Cells a reader never sees, though they are part of a sum.
        """
        self._counts = counts
        self._sums = [(each.whole, *each.parts) for each in sums]
        self._least = least
        self._always_shown = always_shown
        self._never_shown = never_shown
        self._small: frozenset[Cell] = frozenset()
        self._upper: dict[Cell, float] = dict.fromkeys(never_shown, np.inf)
        self._sums_of: dict[Cell, list[int]] = {cell: [] for cell in counts}
        for number, cells in enumerate(self._sums):
            for cell in cells:
                self._sums_of[cell].append(number)

    def withhold(self, small: Iterable[Cell]) -> None:
        """Withhold small cells, and others until each could be another number.

        Args:
            small: Cells that are told by an upper bound.
        """
        self._small = frozenset(small)
        exposed = [cell for cell in self._counts if cell in self._small]
        self._upper.update(dict.fromkeys(exposed, self._least - 1))
        while exposed := self._find_exposed(exposed):
            if not self._leave_no_cell_alone(exposed) and not self._hide_more(exposed[0]):
                del exposed[0]

    def list_withheld(self) -> dict[Cell, int | None]:
        """Cells withheld; None for a small one, for another the least it can be.

        A cell that can only be one number is shown after all: it hides nothing.
        """
        found: dict[Cell, int | None] = {}
        for cell in self._counts:
            if cell not in self._upper or cell in self._never_shown:
                continue
            if self._is_told_as_small(cell):
                found[cell] = None
            elif self._can_be_other(cell):
                found[cell] = round(np.ceil(self._solve({cell: 1.0})[cell] - 1e-6))
            elif cell in self._small:
                found[cell] = None
        return found

    def _is_told_as_small(self, cell: Cell) -> bool:
        return self._upper.get(cell) == self._least - 1

    def _find_exposed(self, cells: Iterable[Cell]) -> list[Cell]:
        """The cells that have one value only, of those asked for."""
        left = dict.fromkeys(cells)
        for turn in range(MIXED_OBJECTIVES):
            # Neighbours pull in opposite directions, otherwise along other strides each time.
            pull = {cell: 1.0 if (place >> turn) % 2 else -1.0 for place, cell in enumerate(left)}
            self._drop_moved(left, self._solve(pull))
        for cell in list(left):
            if cell in left:
                for direction in (1.0, -1.0):
                    self._drop_moved(left, self._solve({cell: direction}))
        return list(left)

    def _can_be_other(self, cell: Cell) -> bool:
        values = (self._solve({cell: direction})[cell] for direction in (1.0, -1.0))
        return any(abs(value - self._counts[cell]) >= ONE_PATIENT for value in values)

    def _drop_moved(self, left: dict[Cell, None], values: Mapping[Cell, float]) -> None:
        for cell in list(left):
            if abs(values[cell] - self._counts[cell]) >= ONE_PATIENT:
                del left[cell]

    def _solve(self, objective: Mapping[Cell, float]) -> dict[Cell, float]:
        """The values of the cells not shown that make an objective least, all sums kept."""
        places = {cell: place for place, cell in enumerate(self._upper)}
        cost = np.zeros(len(places))
        for cell, weight in objective.items():
            cost[places[cell]] = weight
        matrix, constants = self._equations(places)
        lower = [1.0 if self._is_told_as_small(cell) else 0.0 for cell in places]
        # A bound on what has none keeps the programme finite: nobody learns from it.
        most = float(sum(self._counts.values()))
        upper = [min(bound, most) for bound in self._upper.values()]
        found = linprog(
            cost,
            A_eq=matrix,
            b_eq=constants,
            bounds=np.column_stack((lower, upper)),
            method="highs",
        )
        return dict(zip(places, found.x.tolist(), strict=True))

    def _equations(self, places: Mapping[Cell, int]) -> tuple[csr_array, Floats]:
        entries: list[tuple[int, int, float]] = []
        constants = []
        for cells in self._sums:
            signs = dict(zip(cells, (-1.0, *(1.0 for _ in cells[1:])), strict=True))
            free = [cell for cell in cells if cell in places]
            entries += [(len(constants), places[cell], signs[cell]) for cell in free]
            if free:
                constants.append(-sum(s * self._counts[c] for c, s in signs.items() if c not in places))
        rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
        shape = (len(constants), len(places))
        return csr_array((values, (rows, columns)), shape=shape), np.asarray(constants, dtype=float)

    def _leave_no_cell_alone(self, exposed: Iterable[Cell]) -> bool:
        """Withhold a second cell in each sum that has one; whether there was anything to do."""
        has_hidden, waiting = False, list(exposed)
        while waiting:
            cell = waiting.pop()
            for number in self._sums_of[cell]:
                if self._count_free(number) == 1 and (other := self._next_in(number)) is not None:
                    self._upper[other] = np.inf
                    waiting.append(other)
                    has_hidden = True
        return has_hidden

    def _hide_more(self, cell: Cell) -> bool:
        """Withhold one more cell near an exposed one; False where nothing is left to withhold."""
        numbers = sorted(self._near(cell), key=self._count_free)
        for other in filter(None, map(self._next_in, numbers)):
            self._upper[other] = np.inf
            return True
        told = [c for n in numbers for c in self._sums[n] if self._is_told_as_small(c)]
        if not told:
            return False
        self._upper[max(told, key=lambda each: self._counts[each])] = np.inf
        return True

    def _near(self, cell: Cell) -> list[int]:
        """The sums linked with a cell through cells that are not shown, the nearest first."""
        numbers: dict[int, None] = {}
        waiting = [cell]
        while waiting:
            for number in self._sums_of[waiting.pop(0)]:
                if number not in numbers:
                    numbers[number] = None
                    waiting += [other for other in self._sums[number] if other in self._upper]
        return list(numbers)

    def _count_free(self, number: int) -> int:
        return sum(cell in self._upper for cell in self._sums[number])

    def _next_in(self, number: int) -> Cell | None:
        """The shown cell of a sum to withhold next: one that stays alone in no sum, a small one."""
        open_ = [
            cell
            for cell in self._sums[number]
            if cell not in self._upper and cell not in self._always_shown
        ]
        return min(open_, key=self._cost, default=None)

    def _cost(self, cell: Cell) -> tuple[bool, int, int]:
        alone = sum(self._count_free(number) == 0 for number in self._sums_of[cell])
        patients = self._counts[cell]
        return patients == 0, alone, patients
