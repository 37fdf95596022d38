"""The laws of counts behind exact tests and limits: binomial, hypergeometric, Poisson.

On ``scipy.special`` alone: importing ``scipy.stats`` takes longer than the page that asks.
"""

import numpy as np
from numpy.typing import ArrayLike

from synchronox_core.statistics.arrays import Flags, Floats, Ints


def compute_binomial_tail(events: ArrayLike, trials: int, probability: ArrayLike) -> Floats:
    """Probability of at least so many events.

    Args:
        events: Counts, 0 to ``trials + 1``.
        trials: Number of trials.
        probability: Of an event in each trial (0-1).

    >>> compute_binomial_tail([0, 2, 3, 4], 3, 0.5).tolist()
    [1.0, 0.5, 0.125, 0.0]
    """
    from scipy.special import betainc

    counts = np.asarray(events, dtype=np.float64)
    tail = betainc(counts, trials - counts + 1, probability)
    return np.select([counts <= 0, counts > trials], [1.0, 0.0], tail)


def compute_binomial_mid_p(events: Ints, trials: int, probability: Floats) -> Floats:
    """Two-sided mid-p of counts, each under its binomial law.

    Args:
        events: Counts, shape ``(n,)``.
        trials: Number of trials.
        probability: Of an event in each trial (0-1), shape ``(n,)``.

    >>> compute_binomial_mid_p(np.array([3]), 3, np.array([0.5])).tolist()
    [0.125]
    """
    counts = events + np.array([[0], [1]])
    upper = compute_binomial_tail(counts, trials, probability).sum(axis=0)
    # At most so many events are at least so many trials without: small tails keep their figures.
    others = trials - events + np.array([[0], [1]])
    lower = compute_binomial_tail(others, trials, 1 - probability).sum(axis=0)
    return _two_sided(lower, upper)


def compute_hypergeometric_mid_p(
    events: Ints, patients: Ints, all_events: int, all_patients: int
) -> Floats:
    """Two-sided mid-p of the events of groups, each drawn from all patients.

    Method: the probability of every possible count of a group up to a factor, which their sum
    takes out again.

    Args:
        events: Events of each group, shape ``(n_groups,)``.
        patients: Patients of each group.
        all_events: Events of all patients.
        all_patients: Number of all patients.

    >>> compute_hypergeometric_mid_p(np.array([3]), np.array([10]), 3, 20).round(6).tolist()
    [0.105263]
    """
    from scipy.special import gammaln

    least = np.maximum(patients + all_events - all_patients, 0)
    sizes = np.minimum(patients, all_events) - least + 1
    group = np.repeat(np.arange(sizes.size), sizes)
    starts = np.cumsum(sizes) - sizes
    counts = np.arange(group.size) - (starts - least)[group]
    left = patients[group] - counts
    log_factorials = gammaln(np.arange(all_patients + 1) + 1.0)
    logs = -sum(
        log_factorials[number]
        for number in (counts, all_events - counts, left, all_patients - all_events - left)
    )
    likely = np.exp(logs - np.maximum.reduceat(logs, starts)[group])
    side = np.sign(counts - events[group])
    lower = np.add.reduceat(likely * (1 - side), starts)
    upper = np.add.reduceat(likely * (1 + side), starts)
    return _two_sided(lower, upper)


def find_binomial_quantile(level: float, trials: Ints, probability: float) -> Floats:
    """Least count that is not exceeded with a given probability.

    Args:
        level: The probability (0-1, both excluded).
        trials: Numbers of trials, shape ``(n,)``.
        probability: Of an event in each trial (0-1).

    >>> find_binomial_quantile(0.5, np.array([1, 10]), 0.4).tolist()
    [0.0, 4.0]
    """
    from scipy.special import bdtr, bdtrik

    found = np.ceil(np.nan_to_num(bdtrik(level, trials, probability)))
    return _least(found, bdtr(np.maximum(found - 1, 0), trials, probability) >= level)


def find_poisson_quantile(level: float, means: Floats) -> Floats:
    """Least count that is not exceeded with a given probability.

    Args:
        level: The probability (0-1, both excluded).
        means: Expected counts, shape ``(n,)``.

    >>> find_poisson_quantile(0.975, np.array([0.0, 10.0])).tolist()
    [0.0, 17.0]
    """
    from scipy.special import pdtr, pdtrik

    found = np.ceil(pdtrik(level, means))
    return _least(found, pdtr(np.maximum(found - 1, 0), means) >= level)


def _least(found: Floats, is_one_less_enough: Flags) -> Floats:
    """Counts found by inverting a smooth curve, whose rounding may end one above the least."""
    return np.maximum(found - is_one_less_enough, 0)


def _two_sided(lower: Floats, upper: Floats) -> Floats:
    """Two-sided mid-p from both tails, each with half of the count itself, up to a factor."""
    smaller: Floats = 2 * np.minimum(lower, upper) / (lower + upper)
    return smaller
