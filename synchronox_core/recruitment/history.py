"""What is known of the prospective recruitment on one day: openings, inclusions, entries."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.int64]

DAYS_PER_MONTH = 365.25 / 12


@dataclass(frozen=True, eq=False)
class History:
    """Centres and prospective inclusions; days are proleptic ordinals, NaN where unknown.

    Attributes:
        planned: Planned opening, shape ``(n_centres,)``.
        opened: First day on which the centre could include; NaN while it is not open.
        closed: Last day of inclusion in the centre; NaN while it is not closed.
        centre: Position of each patient's centre, shape ``(n_patients,)``.
        included: Day of inclusion.
        entered: Day on which the inclusion was first entered; NaN where the log does not say.
        diagnosed: Day of the rectal diagnosis; NaN where unknown.
    """

    planned: Floats
    opened: Floats
    closed: Floats
    centre: Counts
    included: Floats
    entered: Floats
    diagnosed: Floats

    def known_on(self, day: int) -> "History":
        """What was known at the end of an earlier day.

        An inclusion whose entry has no date is taken as entered at once. A centre that included
        before its recorded opening opened with its first inclusion.

        Args:
            day: Proleptic ordinal.
        """
        entered = np.fmax(self.entered, self.included)
        seen = np.where(np.isnan(self.entered), self.included, entered) <= day
        first = np.full(self.planned.size, np.nan)
        np.fmin.at(first, self.centre[seen], self.included[seen])
        opened = np.fmin(np.where(self.opened <= day, self.opened, np.nan), first)
        return replace(
            self,
            opened=opened,
            closed=np.where(self.closed <= day, self.closed, np.nan),
            centre=self.centre[seen],
            included=self.included[seen],
            entered=entered[seen],
            diagnosed=self.diagnosed[seen],
        )

    @property
    def counts(self) -> Counts:
        """Inclusions of each centre."""
        return np.bincount(self.centre, minlength=self.planned.size)
