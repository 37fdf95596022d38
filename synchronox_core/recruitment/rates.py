"""Inclusion rates of the centres: a Poisson-gamma model, integrated over what it does not know."""

from dataclasses import dataclass

import numpy as np

from synchronox_core.recruitment.exposure import MonthsAhead
from synchronox_core.recruitment.history import Counts, Floats

VARIATIONS = np.linspace(0.1, 1.2, 12)
"""Coefficients of variation of the rate between centres, equally likely beforehand."""

MEAN_STEPS = np.linspace(-3.5, 3.5, 11)
"""Points of the mean rate around its estimate, in standard errors on the log scale."""

NEGLIGIBLE_WEIGHT = 1e-4
NEARLY_NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class RatePosterior:
    """Rates of the centres given their inclusions, as a weighted grid of gamma distributions.

    Attributes:
        shape: Shape of the gamma distribution of the rates, shape ``(n_points,)``.
        rate: Its rate parameter, months.
        weight: Posterior weight of each point; they add up to 1.
        patients: Inclusions of each centre, shape ``(n_centres,)``.
        months: Months in which they were included and seen.
    """

    shape: Floats
    rate: Floats
    weight: Floats
    patients: Counts
    months: Floats

    @property
    def means(self) -> Floats:
        """Mean rate of each centre at each point, a month; shape ``(n_points, n_centres)``."""
        return (self.shape[:, None] + self.patients) / (self.rate[:, None] + self.months)


def fit_rates(patients: Counts, months: Floats) -> RatePosterior:
    """Posterior of the centres' inclusion rates.

    Method: centre i includes a Poisson number with its own constant rate; the rates follow a
    gamma distribution. Its mean has a prior flat on the log scale, the coefficient of variation
    between centres a flat one from 0.1 to 1.2; both are integrated on a grid weighted by the
    negative-binomial likelihood, not estimated and then held fixed.

    Args:
        patients: Inclusions of each centre, shape ``(n_centres,)``; at least one in all.
        months: Months in which each could include, entries seen.

    Source: Anisimov and Fedorov 2007, doi:10.1002/sim.2956.
    """
    from scipy.special import gammaln

    shape = np.repeat(VARIATIONS**-2.0, MEAN_STEPS.size)
    total = float(patients.sum())
    centres = max(int(np.count_nonzero(months)), 1)
    spread = np.sqrt(1 / total + 1 / (shape * centres))
    mean = total / float(months.sum()) * np.exp(np.tile(MEAN_STEPS, VARIATIONS.size) * spread)
    rate = shape / mean
    both = rate[:, None] + months
    likelihood = (
        gammaln(shape[:, None] + patients)
        - gammaln(shape)[:, None]
        + shape[:, None] * np.log(rate[:, None] / both)
        - patients * np.log(both)
    ).sum(axis=1)
    # The points lie closer together where the mean is better known.
    weight = np.exp(likelihood - likelihood.max()) * spread
    kept = weight > NEGLIGIBLE_WEIGHT * weight.max()
    return RatePosterior(
        shape[kept], rate[kept], weight[kept] / weight[kept].sum(), patients, months
    )


@dataclass(frozen=True, eq=False)
class FutureCount:
    """Inclusions still to come by each of several days: a mixture of negative binomials.

    Attributes:
        weight: Weight of each component, shape ``(n_points,)``.
        size: Size of each negative binomial, shape ``(n_points, n_days)``.
        stop: Its probability of stopping (0-1), same shape.
    """

    weight: Floats
    size: Floats
    stop: Floats

    def probability_at_most(self, counts: Floats) -> Floats:
        """Probability of at most so many inclusions by each day (0-1); 0 below zero.

        Args:
            counts: Shape ``(..., n_days)``.
        """
        from scipy.special import betainc

        whole = np.floor(counts)[..., None, :]
        by_point = np.asarray(betainc(self.size, np.maximum(whole, 0) + 1, self.stop))
        # Rounding may leave the weighted sum a hair above one.
        probability = np.minimum(np.einsum("p,...pd->...d", self.weight, by_point), 1.0)
        return np.where(counts < 0, 0.0, probability)

    def quantiles(self, levels: tuple[float, ...]) -> Counts:
        """Smallest counts reached with at least the given probabilities.

        Args:
            levels: Probabilities (0-1).

        Returns:
            Shape ``(n_levels, n_days)``.
        """
        level = np.array(levels)[:, None]
        low = np.full((level.size, self.size.shape[1]), -1.0)
        high = np.repeat(self._upper_bound()[None, :], level.size, axis=0)
        while np.any(high - low > 1):
            middle = np.floor((low + high) / 2)
            is_enough = self.probability_at_most(middle) >= level
            low, high = np.where(is_enough, low, middle), np.where(is_enough, middle, high)
        return high.astype(np.int64)

    def _upper_bound(self) -> Floats:
        mean = self.size * (1 - self.stop) / self.stop
        deviation = np.sqrt(mean / self.stop)
        bound: Floats = np.ceil((mean + 8 * deviation + 20).max(axis=0))
        return bound


def predict_counts(
    posterior: RatePosterior, unseen: Floats, ahead: MonthsAhead, *, factor: float = 1.0
) -> FutureCount:
    """Inclusions not seen yet by each day ahead, those before the cut not entered yet included.

    Method: at a point of the grid, the sum over centres of rate times months is replaced by the
    gamma distribution of the same mean and variance, so that the count is negative binomial.

    Args:
        posterior: Rates of the centres.
        unseen: Months by the cut of which the inclusions are not entered yet, ``(n_centres,)``.
        ahead: Months from the cut to each day.
        factor: What the rates are multiplied by from the cut on.

    Source: Anisimov 2011, doi:10.1080/03610926.2011.581189.
    """
    months = unseen[:, None] + factor * ahead.mean
    rates = posterior.means
    variances = rates / (posterior.rate[:, None] + posterior.months)
    mean = rates @ months
    variance = variances @ months**2 + (variances + rates**2) @ (factor**2 * ahead.variance)
    # Without a month to come nobody is included: nearly nothing keeps the formulas finite.
    mean, variance = np.maximum(mean, NEARLY_NOTHING), np.maximum(variance, NEARLY_NOTHING)
    return FutureCount(posterior.weight, mean**2 / variance, mean / (mean + variance))
