"""The whole modelling process as one function of the patients: impute, choose the penalty, fit."""

from typing import NamedTuple

import numpy as np

from synchronox_core.prediction.design import list_columns
from synchronox_core.prediction.penalised import fit_by_akaike
from synchronox_core.prediction.training_data import STRATEGIES, UNPLANNED, TrainingData
from synchronox_core.statistics.arrays import Floats, Ints

IMPUTATIONS = 10
"""Completed copies whose fits are averaged into the model (``statistics.md`` 1)."""

MODIFIERS = ("resectability=II", "lesions", "bilobar=yes")
"""Pre-specified modifiers of the effect of a strategy that the model has (``statistics.md`` 3)."""

STRATEGY_PENALTY = 4.0
"""Ridge of the term of a strategy: a normal prior of standard deviation 0.5 log-odds."""

INTERACTION_PENALTY = 16.0
"""Ridge of an interaction: a normal prior of standard deviation 0.25 log-odds."""


class Fits(NamedTuple):
    """What the process makes of a set of patients.

    Attributes:
        headline: Intercept and coefficients of the model without strategy, shape (1 + p,).
        strategies: The same with the terms of the strategies, shape (1 + p + 4 + 4 m,).
        penalty: Ridge chosen for the headline model; the mean over imputations.
        effective_freedom: Its effective degrees of freedom.
    """

    headline: Floats
    strategies: Floats
    penalty: float
    effective_freedom: float


def fit_model(
    data: TrainingData,
    modifier_means: Floats,
    generator: np.random.Generator,
    imputations: int = IMPUTATIONS,
) -> Fits:
    """Fit the model: the mean of the fits of several completed copies.

    Args:
        data: The patients.
        modifier_means: Means of ``MODIFIERS`` from which interactions are counted, shape (m,).
        generator: Seeded source of the imputations.
        imputations: Completed copies.
    """
    copies = [data.columns(data.complete(generator)) for _ in range(imputations)]
    fits = [fit_columns(data, columns, modifier_means) for columns in copies]
    return Fits(
        np.mean([fit.headline for fit in fits], axis=0),
        np.mean([fit.strategies for fit in fits], axis=0),
        float(np.mean([fit.penalty for fit in fits])),
        float(np.mean([fit.effective_freedom for fit in fits])),
    )


def fit_columns(data: TrainingData, columns: Floats, modifier_means: Floats) -> Fits:
    """Choose the penalty and fit both models on one completed copy.

    The predictors keep the ridge of the headline model in the one with strategies.

    Args:
        data: The patients.
        columns: Columns of their completed values, shape (n, p).
        modifier_means: As for ``fit_model``.
    """
    headline = fit_by_akaike(columns, data.outcome, data.weight)
    modifiers = columns[:, locate_modifiers(list_columns(data.predictors))] - modifier_means
    is_planned = data.strategy != UNPLANNED
    terms = build_strategy_terms(data.strategy[is_planned], modifiers[is_planned])
    own = [STRATEGY_PENALTY] * len(STRATEGIES)
    own += [INTERACTION_PENALTY] * (terms.shape[1] - len(STRATEGIES))
    strategies = fit_by_akaike(
        np.hstack([columns[is_planned], terms]),
        data.outcome[is_planned],
        data.weight[is_planned],
        np.concatenate((np.full(columns.shape[1], np.nan), own)),
        penalties=(headline.penalty,),
    )
    return Fits(
        headline.coefficients,
        strategies.coefficients,
        headline.penalty,
        headline.effective_freedom,
    )


def build_strategy_terms(strategy: Ints, modifiers: Floats) -> Floats:
    """Columns of the strategies: an indicator each, and its product with each modifier.

    All four strategies have a column and none is the reference: the ridge makes the sum unique
    and treats them alike.

    Args:
        strategy: Position in ``STRATEGIES``, shape (n,).
        modifiers: Modifiers less their means, shape (n, m).

    Returns:
        Shape (n, 4 + 4 m).
    """
    chosen = (strategy[:, None] == np.arange(len(STRATEGIES))).astype(float)
    products = [chosen * modifiers[:, [place]] for place in range(modifiers.shape[1])]
    return np.hstack([chosen, *products])


def locate_modifiers(columns: tuple[str, ...]) -> list[int]:
    """Positions of ``MODIFIERS`` among the columns of a model."""
    return [columns.index(name) for name in MODIFIERS]


def resample_centres(centre: Ints, generator: np.random.Generator) -> Ints:
    """Rows of centres drawn with replacement, each with all its patients.

    Patients of a centre are alike, so that the centre is what a sample of patients repeats.

    Source: Davison and Hinkley 1997, Bootstrap Methods and their Application, 3.8.
    """
    centres = np.unique(centre)
    drawn = generator.choice(centres, len(centres))
    return np.concatenate([np.flatnonzero(centre == one) for one in drawn])
