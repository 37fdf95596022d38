"""The two delays of recruitment: from diagnosis to inclusion, and from inclusion to entry."""

from dataclasses import dataclass

import numpy as np

from synchronox_core.recruitment.history import DAYS_PER_MONTH, Floats, History

PRIOR_OPENINGS = 1.0
PRIOR_OPENING_DELAY_DAYS = DAYS_PER_MONTH
"""One imagined opening, a month late, so that the first real ones do not decide alone."""


@dataclass(frozen=True, eq=False)
class Delay:
    """The distribution of a delay.

    Attributes:
        days: Distinct delays seen, days, ascending; shape ``(n_delays,)``.
        share_by: Share of the delays that are at most each of them (0-1).
    """

    days: Floats
    share_by: Floats

    def share_within(self, days: Floats) -> Floats:
        """Share of the delays of at most so many days (0-1); 0 before 0, 1 when none was seen.

        Args:
            days: Any shape.
        """
        if not self.days.size:
            return np.where(days >= 0, 1.0, 0.0)
        padded = np.concatenate(([0.0], self.share_by))
        return padded[np.searchsorted(self.days, days, side="right")]


def estimate_entry_delay(history: History, cut: int) -> Delay:
    """The delay from inclusion to data entry.

    Method: entries are seen only when they fall before the data cut, so that short delays are
    over-represented (right truncation). Product-limit estimate in reversed time: from the longest
    delay down, each is compared with the inclusions old enough to have shown it. What exceeds the
    longest delay seen is unknown and taken as absent.

    Args:
        history: What is known at the cut.
        cut: Data cut, proleptic ordinal.

    Source: Lagakos, Barraj and De Gruttola 1988, doi:10.1093/biomet/75.3.515.

    >>> nothing, days = np.array([]), np.array([0.0, 0.0, 8.0])
    >>> seen = History(nothing, nothing, nothing, np.zeros(3, int), days, np.array([1.0, 5.0, 9.0]),
    ...                days)
    >>> estimate_entry_delay(seen, 10).share_by.tolist()
    [0.5, 1.0]
    """
    return _reversed_product_limit((history.entered - history.included), cut - history.included)


def estimate_eligibility_delay(history: History, cut: int) -> Delay:
    """The delay from the rectal diagnosis to the inclusion, where the centre was open already.

    A patient diagnosed before the centre opened waited for the opening and tells nothing. Long
    delays of recent diagnoses are not seen yet (right truncation), as for the entry delay.

    Args:
        history: What is known at the cut.
        cut: Data cut, proleptic ordinal.
    """
    after_opening = history.diagnosed >= history.opened[history.centre]
    diagnosed = history.diagnosed[after_opening]
    return _reversed_product_limit(history.included[after_opening] - diagnosed, cut - diagnosed)


def estimate_opening_delay_days(history: History, cut: int) -> float:
    """Mean delay of the openings over their plan, days.

    Method: exponential delays, a centre not open yet censored at the cut; openings ahead of the
    plan count as 0 days.

    Args:
        history: What is known at the cut.
        cut: Data cut, proleptic ordinal.
    """
    is_open = ~np.isnan(history.opened)
    waited = np.fmax(np.where(is_open, history.opened, cut) - history.planned, 0.0)
    openings = np.sum(is_open & ~np.isnan(history.planned))
    waits = PRIOR_OPENINGS * PRIOR_OPENING_DELAY_DAYS + float(np.nansum(waited))
    return waits / float(PRIOR_OPENINGS + openings)


def _reversed_product_limit(delays: Floats, longest_visible: Floats) -> Delay:
    known = (delays >= 0) & (delays <= longest_visible)
    values, visible = np.sort(delays[known]), np.sort(longest_visible[known])
    days, events = np.unique(values, return_counts=True)
    # At risk of a delay x in reversed time: delays of at most x that could have shown x.
    at_most = np.searchsorted(values, days, side="right")
    too_recent = np.searchsorted(visible, days, side="left")
    factors = 1 - events / (at_most - too_recent)
    shares = np.concatenate((np.cumprod(factors[:0:-1])[::-1], [1.0])) if days.size else days
    return Delay(days, shares)
