"""Months in which a centre could include, in the past as it is known and in days to come."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from synchronox_core.recruitment.delays import Delay
from synchronox_core.recruitment.history import DAYS_PER_MONTH, Counts, Floats, History

OPENING_QUANTILES = (np.arange(10) + 0.5) / 10
"""Points at which the delay of an opening still to come is integrated."""


@dataclass(frozen=True)
class Period:
    """When inclusion is possible.

    Attributes:
        last_day: Last day of inclusion.
        last_diagnosis_day: Last day of diagnosis of an eligible patient.
    """

    last_day: date
    last_diagnosis_day: date

    @staticmethod
    def open_until(day: date) -> "Period":
        """A period in which inclusion and diagnosis stay open until a day."""
        return Period(day, day)


@dataclass(frozen=True, eq=False)
class MonthsAhead:
    """Months of inclusion of each centre from the cut to some days; shape ``(n_centres, n_days)``.

    Attributes:
        mean: Expected months.
        variance: Their variance, from the openings still to come.
    """

    mean: Floats
    variance: Floats


class Calendar:
    """Months of inclusion, day by day; a day counts less when few can be included or seen.

    Inclusion goes on after the last day of diagnosis as long as patients diagnosed before become
    eligible; of an inclusion just before the cut, the entry may still be missing.

    Args:
        history: What is known at the cut.
        cut: Data cut, proleptic ordinal.
        period: When inclusion was possible, up to the cut.
        eligibility: Delay from diagnosis to inclusion.
        entry: Delay from inclusion to data entry.

    Attributes:
        seen: Months by the cut of which the inclusions are entered, shape ``(n_centres,)``.
        unseen: Months by the cut of which the inclusions are not entered yet.
    """

    def __init__(
        self, history: History, cut: int, period: Period, eligibility: Delay, entry: Delay
    ) -> None:
        self._cut, self._eligibility, self._planned = cut, eligibility, history.planned
        self._is_open = ~np.isnan(history.opened)
        self._opened = np.where(self._is_open, history.opened, np.inf)
        self._closed = np.where(np.isnan(history.closed), np.inf, history.closed)
        self._first = int(min(self._opened.min(initial=cut), cut))
        days = np.arange(self._first, cut + 1)
        whole = self._share_included(days, period)
        self._seen = _cumulate(whole * entry.share_within((cut - days).astype(float)))
        self.seen = self.seen_since(self._first)
        self.unseen = self._past(_cumulate(whole), self._opened) - self.seen

    def seen_since(self, day: float | Floats) -> Floats:
        """Months of inclusion of every centre from a day to the cut, entries seen.

        Args:
            day: Proleptic ordinal; one for all centres or one each.
        """
        return self._past(self._seen, np.maximum(self._opened, day))

    def months_since(self, day: int) -> float:
        """Months from a day to the cut for a centre open all the time, entries seen.

        Args:
            day: Proleptic ordinal.
        """
        return float(self._seen[-1] - self._seen[max(day - self._first, 0)])

    def months_ahead(self, until: int, period: Period) -> float:
        """Months from the cut to a day for a centre open all the time.

        Args:
            until: Proleptic ordinal.
            period: When inclusion is possible.
        """
        return float(self._table_ahead(until, period)[-1])

    def expect(self, until: Counts, period: Period, opening_delay_days: float) -> MonthsAhead:
        """Months of inclusion of every centre from the cut to some days.

        Method: openings still to come are late by an exponential delay, integrated at ten of its
        quantiles; an opening already due waits anew from the cut.

        Args:
            until: Proleptic ordinals after the cut, ascending.
            period: When inclusion is possible from the cut on.
            opening_delay_days: Mean delay of an opening.
        """
        table = self._table_ahead(int(until[-1]), period)
        at = until - self._cut
        mean = np.zeros((self._opened.size, until.size))
        variance = np.zeros_like(mean)
        last = np.clip(self._closed[self._is_open] - self._cut, 0, at[-1]).astype(np.int64)
        mean[self._is_open] = table[np.minimum(at[None, :], last[:, None])]
        waits = -opening_delay_days * np.log1p(-OPENING_QUANTILES)
        for centre in np.flatnonzero(~self._is_open & ~np.isnan(self._planned)):
            start = np.maximum(self._planned[centre] - self._cut, 0.0) + waits
            begun = np.minimum(start, table.size - 1).astype(np.int64)
            months = np.maximum(table[at][None, :] - table[begun][:, None], 0.0)
            mean[centre], variance[centre] = months.mean(axis=0), months.var(axis=0)
        return MonthsAhead(mean, variance)

    def _past(self, table: Floats, first: Floats) -> Floats:
        last = np.minimum(self._closed, self._cut)
        start = np.clip(first - self._first, 0, table.size - 1).astype(np.int64)
        end = np.clip(last - self._first + 1, 0, table.size - 1).astype(np.int64)
        months: Floats = np.maximum(table[end] - table[start], 0.0)
        return months

    def _table_ahead(self, until: int, period: Period) -> Floats:
        return _cumulate(self._share_included(np.arange(self._cut + 1, until + 1), period))

    def _share_included(self, days: Counts, period: Period) -> Floats:
        """Pace of inclusion on each day as a share of the full pace (0-1)."""
        late = (days - period.last_diagnosis_day.toordinal()).astype(float)
        share = np.where(late > 0, 1 - self._eligibility.share_within(late - 1), 1.0)
        possible: Floats = np.where(days <= period.last_day.toordinal(), share, 0.0)
        return possible


def _cumulate(shares: Floats) -> Floats:
    months: Floats = np.concatenate(([0.0], np.cumsum(shares))) / DAYS_PER_MONTH
    return months
