"""Factors associated with complete treatment: one regression of them all, as odds ratios."""

from typing import NamedTuple

import numpy as np

from synchronox_core.errors import ArtefactError
from synchronox_core.prediction.design import list_columns
from synchronox_core.prediction.penalised import fit_by_akaike, predict_log_odds, to_probability
from synchronox_core.prediction.training_data import TrainingData
from synchronox_core.statistics.arrays import Floats
from synchronox_core.statistics.pooling import pool_targets

IMPUTATIONS = 20
FACTOR_PENALTY = 1.0
"""Ridge on standardised columns: a normal prior of standard deviation 1 on each log-odds."""

LEAST_EVENTS_PER_FACTOR = 5
LEAST_CENTRES = 5
CONFIDENCE = 0.95


class Factor(NamedTuple):
    """A factor, adjusted for all others.

    Attributes:
        name: Column of the regression: a category against the reference, or a number.
        unknown: Patients in whom it is unknown, and imputed.
        odds_ratio: Odds of complete treatment against the reference, per doubling (number of
            lesions, antigen), per 10 mm or per 10 years; None when it does not vary.
        ci_low: Lower bound, 95 %; None likewise.
        ci_high: Upper bound; None likewise.
    """

    name: str
    unknown: int
    odds_ratio: float | None
    ci_low: float | None
    ci_high: float | None


class FactorTable(NamedTuple):
    """Every factor, from the same patients.

    Attributes:
        patients: Settled patients.
        events: Complete treatments.
        centres: Centres, within which patients are alike.
        imputations: Completed copies pooled.
        factors: In the order decided beforehand.
    """

    patients: int
    events: int
    centres: int
    imputations: int
    factors: tuple[Factor, ...]


def estimate_factors(data: TrainingData, seed: int, imputations: int = IMPUTATIONS) -> FactorTable:
    """Odds ratios of the predictors of both blocks: associations, not causes.

    Method: logistic regression with a slight ridge, each patient with the inverse probability of
    having been settled; variance clustered by centre, with k / (k - 1); imputations pooled by
    Rubin's rules with the t distribution of k - 1 degrees of freedom.

    Args:
        data: Settled patients, with the second block.
        seed: Seed of the imputations.
        imputations: Completed copies, at least 10 to report.

    Raises:
        ArtefactError: Too few patients of the rarer outcome, or too few centres.

    Source: Liang and Zeger 1986, doi:10.1093/biomet/73.1.13; Rubin 1987.
    """
    from scipy.stats import t

    names = list_columns(data.predictors)
    centres = len(np.unique(data.centre))
    _refuse_too_few(data, len(names), centres)
    generator = np.random.default_rng(seed)
    fits = [_fit(data, data.columns(data.complete(generator))) for _ in range(imputations)]
    estimates, variances, freedom = pool_targets(
        np.array([fit[0] for fit in fits]), np.array([fit[1] for fit in fits]), centres - 1.0
    )
    half = t.ppf((1 + CONFIDENCE) / 2, freedom) * np.sqrt(variances)
    unknown = [
        int(np.isnan(values).sum())
        for predictor, values in zip(data.predictors, data.scaled.T, strict=True)
        for _ in predictor.columns
    ]
    ratios = np.exp([estimates, estimates - half, estimates + half]).T
    return FactorTable(
        len(data),
        data.events,
        centres,
        imputations,
        tuple(
            Factor(name, count, *(float(p) if spread > 0 else None for p in parts))
            for name, count, parts, spread in zip(names, unknown, ratios, variances, strict=True)
        ),
    )


def _fit(data: TrainingData, columns: Floats) -> tuple[Floats, Floats]:
    """Log odds ratios and their variances, clustered by centre."""
    beta = fit_by_akaike(
        columns, data.outcome, data.weight, penalties=(FACTOR_PENALTY,)
    ).coefficients
    design = np.hstack([np.ones((len(columns), 1)), columns])
    probability = to_probability(predict_log_odds(columns, beta))
    spread = data.weight * probability * (1 - probability)
    varies = columns.std(axis=0) > 0
    ridge = np.concatenate(([0.0], np.where(varies, FACTOR_PENALTY * columns.var(axis=0), 1.0)))
    bread = np.linalg.inv((design.T * spread) @ design + np.diag(ridge))
    scores = design * (data.weight * (data.outcome - probability))[:, None]
    _, centre = np.unique(data.centre, return_inverse=True)
    sums = np.zeros((centre.max() + 1, design.shape[1]))
    np.add.at(sums, centre, scores)
    sums -= sums.mean(axis=0)
    variance = bread @ (sums.T @ sums) @ bread * len(sums) / (len(sums) - 1)
    return beta[1:], np.where(varies, np.diag(variance)[1:], 0.0)


def _refuse_too_few(data: TrainingData, factors: int, centres: int) -> None:
    rarest, least = min(data.events, len(data) - data.events), LEAST_EVENTS_PER_FACTOR * factors
    if rarest < least or centres < LEAST_CENTRES:
        raise ArtefactError(
            "prediction.too_few_for_factors",
            events=rarest,
            centres=centres,
            least_events=least,
            least_centres=LEAST_CENTRES,
        )
