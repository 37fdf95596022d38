"""A fitted model of one moment: all that a prediction needs, and nothing of single patients."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.applicability import Domain, fit_domain
from synchronox_core.prediction.bootstrap import Replicates
from synchronox_core.prediction.centre_variation import draw_centre_spreads
from synchronox_core.prediction.design import list_columns, list_predictors
from synchronox_core.prediction.missing import PredictorDistribution, fit_distribution
from synchronox_core.prediction.process import (
    MODIFIERS,
    Fits,
    build_strategy_terms,
    locate_modifiers,
)
from synchronox_core.prediction.training_data import STRATEGIES, TrainingData
from synchronox_core.statistics.arrays import Floats


@dataclass(frozen=True, eq=False)
class Model:
    """The model of a moment.

    Attributes:
        moment: When it predicts.
        headline: Intercept and coefficients, shape (1 + p,).
        strategies: The same with the terms of the strategies, shape (q,).
        column_means: Means of the columns, from which contributions are counted, shape (p,).
        headline_draws: Coefficients of B resamples, shape (B, 1 + p).
        strategy_draws: Shape (B, q).
        centre_spreads: Draws of the standard deviation between centres, log-odds, shape (B,).
        distribution: Joint distribution of the predictors.
        domain: What the model knows.
    """

    moment: Moment
    headline: Floats
    strategies: Floats
    column_means: Floats
    headline_draws: Floats
    strategy_draws: Floats
    centre_spreads: Floats
    distribution: PredictorDistribution
    domain: Domain

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns of the headline model."""
        return list_columns(list_predictors(self.moment))

    @cached_property
    def strategy_columns(self) -> tuple[str, ...]:
        """Names of the columns that the model with strategies has beside them."""
        products = [f"{strategy}*{name}" for name in MODIFIERS for strategy in STRATEGIES]
        return (*(strategy.value for strategy in STRATEGIES), *products)

    def expand_strategy(self, columns: Floats, strategy: int) -> Floats:
        """Columns of the model with strategies, had a strategy been planned for everybody.

        Args:
            columns: Columns of the headline model, shape (n, p).
            strategy: Position in ``STRATEGIES``.
        """
        places = locate_modifiers(self.columns)
        modifiers = columns[:, places] - self.column_means[places]
        terms = build_strategy_terms(np.full(len(columns), strategy), modifiers)
        return np.hstack([columns, terms])


def build_model(
    moment: Moment,
    data: TrainingData,
    completed: Floats,
    fits: Fits,
    replicates: Replicates,
    left_out: Floats,
    generator: np.random.Generator,
) -> Model:
    """Put the parts of a model together.

    Args:
        moment: When it predicts.
        data: The patients it learnt from.
        completed: Their values, the unknown ones drawn once.
        fits: The fits.
        replicates: The fits of the resamples.
        left_out: Log-odds of every patient by a model of the other centres, shape (n,).
        generator: Seeded source.
    """
    columns = data.columns(completed)
    distribution = fit_distribution(completed, data.weight, data.predictors)
    return Model(
        moment=moment,
        headline=fits.headline,
        strategies=fits.strategies,
        column_means=np.average(columns, axis=0, weights=data.weight),
        headline_draws=_widen(replicates.headline, data),
        strategy_draws=_widen(replicates.strategies, data),
        centre_spreads=draw_centre_spreads(data, left_out, len(replicates.headline), generator),
        distribution=distribution,
        domain=fit_domain(data, distribution),
    )


def _widen(draws: Floats, data: TrainingData) -> Floats:
    """Draws about their mean, wider by what resampling k centres leaves out of a variance.

    Source: Rao and Wu 1988, doi:10.1080/01621459.1988.10478591: (k - 1) / k of it is there.
    """
    centres = len(np.unique(data.centre))
    mean = draws.mean(axis=0)
    return np.asarray(mean + (draws - mean) * np.sqrt(centres / (centres - 1)), dtype=np.float64)
