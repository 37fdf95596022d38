"""What one day's knowledge foretells: inclusions by a day, when a target is reached, how surely."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from synchronox_core.errors import ForecastError
from synchronox_core.recruitment.delays import (
    estimate_eligibility_delay,
    estimate_entry_delay,
    estimate_opening_delay_days,
)
from synchronox_core.recruitment.exposure import Calendar, Period
from synchronox_core.recruitment.history import Counts, Floats, History
from synchronox_core.recruitment.rates import FutureCount, fit_rates, predict_counts

LEVELS = (0.025, 0.10, 0.50, 0.90, 0.975)
"""Quantiles of a forecast: the median with the bounds of its 80 and 95 % intervals."""

LEAST_INCLUSIONS = 3
"""Inclusions below which nothing is forecast."""

SEARCHED_YEARS = (1, 3, 8, 20)
"""Years after the cut in which the target is looked for; beyond the last it is not reached."""

SEARCH_STEPS = 120


@dataclass(frozen=True)
class Scenario:
    """What is changed from the data cut on.

    Attributes:
        period: When inclusion is possible; None leaves it as it was.
        centres_added: Further centres, each as productive as a centre not open yet.
        added_on: Their planned opening; None adds nothing.
        rate_factor: What the rate of every centre is multiplied by.
    """

    period: Period | None = None
    centres_added: int = 0
    added_on: date | None = None
    rate_factor: float = 1.0


@dataclass(frozen=True)
class Quantiles:
    """A forecast count.

    Attributes:
        median: Half of the futures have at most so many.
        low_80: Lower bound of the 80 % interval.
        high_80: Its upper bound.
        low_95: Lower bound of the 95 % interval.
        high_95: Its upper bound.
    """

    median: int
    low_80: int
    high_80: int
    low_95: int
    high_95: int


@dataclass(frozen=True)
class TargetDates:
    """When the target is reached if inclusion stays open; None beyond 20 years.

    Attributes:
        median: Half of the futures reach it by this day.
        low_80: First day of the 80 % interval.
        high_80: Its last day.
        low_95: First day of the 95 % interval.
        high_95: Its last day.
    """

    median: date | None
    low_80: date | None
    high_80: date | None
    low_95: date | None
    high_95: date | None


class Forecaster:
    """Forecasts from what was known on one day.

    Args:
        history: Prospective recruitment; what was not known on the day is left out.
        as_of: The day: the data cut.
        period: When inclusion is possible.
        scenario: What changes from the day on.

    Attributes:
        known: What was known on the day.
        period: When inclusion is possible from the day on.
        calendar: Months of inclusion.
        posterior: Rates of the centres.

    Raises:
        ForecastError: Fewer than ``LEAST_INCLUSIONS`` inclusions were entered by the day, or
            inclusion was never possible under the period.
    """

    def __init__(
        self, history: History, as_of: date, period: Period, scenario: Scenario | None = None
    ) -> None:
        scenario = scenario or Scenario()
        self.as_of, self.period = as_of, scenario.period or period
        self._rate_factor = scenario.rate_factor
        cut = as_of.toordinal()
        self.known = history.known_on(cut)
        if self.patients < LEAST_INCLUSIONS:
            raise ForecastError(
                "recruitment.too_few",
                count=self.patients,
                as_of=as_of,
                least=LEAST_INCLUSIONS,
            )
        foreseen = _with_added(self.known, scenario)
        self.calendar = Calendar(
            foreseen,
            cut,
            period,
            estimate_eligibility_delay(self.known, cut),
            estimate_entry_delay(self.known, cut),
        )
        if not self.calendar.seen.any():
            raise ForecastError("recruitment.never_open", last_day=period.last_day)
        self._opening_delay_days = estimate_opening_delay_days(self.known, cut)
        self.posterior = fit_rates(foreseen.counts, self.calendar.seen)

    @property
    def patients(self) -> int:
        """Inclusions entered by the cut."""
        return int(self.known.included.size)

    @property
    def expected_not_entered(self) -> float:
        """Expected inclusions by the cut that are not entered yet."""
        means = self.posterior.means @ self.calendar.unseen
        return float(self.posterior.weight @ means)

    def count_by(self, days: Sequence[date]) -> list[Quantiles]:
        """Inclusions by days after the cut, those entered already included.

        Args:
            days: Days after the cut, ascending.
        """
        if not days:
            return []
        ordinals = np.array([day.toordinal() for day in days])
        found = self.patients + self._to_come(ordinals, self.period).quantiles(LEVELS)
        return [
            Quantiles(median=median, low_80=low_80, high_80=high_80, low_95=low_95, high_95=high_95)
            for low_95, low_80, median, high_80, high_95 in found.T.tolist()
        ]

    def probability_of(self, target: int, by: date) -> float:
        """Probability that so many are included by a day (0-1).

        Args:
            target: Inclusions.
            by: The day.
        """
        if self.patients >= target:
            return float(self._day_reached(target) <= by)
        if by <= self.as_of:
            return 0.0
        missing = np.array([target - self.patients - 1.0])
        to_come = self._to_come(np.array([by.toordinal()]), self.period)
        return float(1 - to_come.probability_at_most(missing)[0])

    def target_dates(self, target: int) -> TargetDates:
        """When so many are included, if inclusion and diagnosis stay open until then.

        Args:
            target: Inclusions.
        """
        if self.patients >= target:
            reached = self._day_reached(target)
            return TargetDates(reached, reached, reached, reached, reached)
        for years in SEARCHED_YEARS:
            days, reached_by = self._reached_within(years, target)
            if reached_by[-1] >= LEVELS[-1]:
                break
        low_95, low_80, median, high_80, high_95 = (
            _day_at(level, days, reached_by) for level in LEVELS
        )
        return TargetDates(median, low_80, high_80, low_95, high_95)

    def _reached_within(self, years: int, target: int) -> tuple[Counts, Floats]:
        last = self.as_of.toordinal() + 365 * years
        days = np.linspace(self.as_of.toordinal() + 1, last, SEARCH_STEPS).astype(np.int64)
        missing = np.full(days.size, target - self.patients - 1.0)
        to_come = self._to_come(days, Period.open_until(date.fromordinal(last)))
        return days, 1 - to_come.probability_at_most(missing)

    def _day_reached(self, target: int) -> date:
        position = max(target, 1) - 1
        return date.fromordinal(int(np.sort(self.known.included)[position]))

    def _to_come(self, days: Counts, period: Period) -> FutureCount:
        ahead = self.calendar.expect(days, period, self._opening_delay_days)
        return predict_counts(self.posterior, self.calendar.unseen, ahead, factor=self._rate_factor)


def _day_at(level: float, days: Counts, reached_by: Floats) -> date | None:
    if reached_by[-1] < level:
        return None
    return date.fromordinal(round(float(np.interp(level, reached_by, days))))


def _with_added(history: History, scenario: Scenario) -> History:
    if scenario.added_on is None:
        return history
    unknown = np.full(scenario.centres_added, np.nan)
    added_on = np.full(scenario.centres_added, float(scenario.added_on.toordinal()))
    return replace(
        history,
        planned=np.concatenate((history.planned, added_on)),
        opened=np.concatenate((history.opened, unknown)),
        closed=np.concatenate((history.closed, unknown)),
    )
