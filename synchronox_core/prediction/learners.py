"""The reference and its challengers, each a way from some patients to the risks of others."""

from collections.abc import Callable, Mapping

import numpy as np

from synchronox_core.prediction.missing import fit_distribution
from synchronox_core.prediction.penalised import fit_by_akaike, predict_log_odds, to_probability
from synchronox_core.prediction.training_data import TrainingData
from synchronox_core.statistics.arrays import Floats
from synchronox_core.statistics.design import KNOT_QUANTILES, compute_natural_spline

DRAWS = 20
"""Draws over which an unknown predictor of a patient left out is integrated."""

LEAST_RISK = 1e-4
TREES, TREE_DEPTH, LEARNING_RATE, LEAF_SHARE = 100, 2, 0.05, 0.04

Risk = Callable[[Floats], Floats]
"""Completed values, shape (n, n_predictors), to probabilities (0-1), shape (n,)."""

Learner = Callable[[TrainingData, Floats], Risk]
"""Patients and their completed values, to a risk."""


def learn_reference(data: TrainingData, completed: Floats) -> Risk:
    """The penalised logistic regression."""
    fit = fit_by_akaike(data.columns(completed), data.outcome, data.weight)
    return lambda values: to_probability(predict_log_odds(data.columns(values), fit.coefficients))


def learn_splines(data: TrainingData, completed: Floats) -> Risk:
    """The same with a natural spline of each number."""
    numbers = [place for place, item in enumerate(data.predictors) if not item.is_category]
    knots = {
        place: np.unique(np.quantile(completed[:, place], KNOT_QUANTILES)) for place in numbers
    }
    curved = [place for place in numbers if len(knots[place]) == len(KNOT_QUANTILES)]

    def expand(values: Floats) -> Floats:
        bends = [compute_natural_spline(values[:, p], knots[p])[:, 1:] for p in curved]
        return np.hstack([data.columns(values), *bends])

    fit = fit_by_akaike(expand(completed), data.outcome, data.weight)
    return lambda values: to_probability(predict_log_odds(expand(values), fit.coefficients))


def learn_boosting(data: TrainingData, completed: Floats) -> Risk:
    """Gradient boosting of shallow trees."""
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=TREES,
        max_depth=TREE_DEPTH,
        learning_rate=LEARNING_RATE,
        min_samples_leaf=LEAF_SHARE,
        random_state=0,
    )
    model.fit(completed, data.outcome, sample_weight=data.weight)
    return lambda values: np.asarray(model.predict_proba(values)[:, 1], dtype=np.float64)


CHALLENGERS: Mapping[str, Learner] = {
    "splines": learn_splines,
    "boosting": learn_boosting,
    "second_block": learn_reference,
}
"""Challengers by name; the second block is the reference with age and RAS beside the others."""


def predict_left_out(
    learner: Learner, data: TrainingData, left_out: TrainingData, generator: np.random.Generator
) -> Floats:
    """Log-odds of patients that took no part, their outcome unseen.

    An unknown predictor of theirs is integrated over what the other patients say of it.

    Args:
        learner: How to learn.
        data: Patients learnt from.
        left_out: Patients predicted, n rows.
        generator: Seeded source.

    Returns:
        Shape (n,).
    """
    completed = data.complete(generator)
    risk = learner(data, completed)
    distribution = fit_distribution(completed, data.weight, data.predictors)
    drawn = [distribution.draw(row, DRAWS, generator) for row in left_out.scaled]
    risks = risk(np.vstack(drawn)).reshape(len(left_out), DRAWS).mean(axis=1)
    bounded = np.clip(risks, LEAST_RISK, 1 - LEAST_RISK)
    return np.asarray(np.log(bounded / (1 - bounded)), dtype=np.float64)
