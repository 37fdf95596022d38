"""Unknown covariates drawn by chained equations, the outcome and the centre taking part."""

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints

CYCLES = 5
DONORS = 5
RIDGE = 1.0
"""Ridge on standardised predictors, so that many centres do not exhaust the data."""


def impute_covariates(
    scaled: Floats, others: Floats, centre: Ints | None, generator: np.random.Generator
) -> Floats:
    """One completed copy of the covariates.

    Method: chained equations with predictive mean matching; each unknown value is taken from one
    of the five patients whose prediction is closest, from a regression whose coefficients are
    drawn. Coded variables take part by the position of their code, which must be an order.
    Assumes that what is unknown depends only on what is known.

    Args:
        scaled: Shape (n, n_covariates); NaN where unknown.
        others: Complete predictors: arms and outcome, shape (n, m).
        centre: Position of each patient's centre, shape (n,), or None.
        generator: Seeded source.

    Returns:
        Shape (n, n_covariates), no NaN; known values unchanged.

    Raises:
        ValueError: A covariate is known in nobody.

    Source: van Buuren, Flexible Imputation of Missing Data, 3.4 and 4.5; White, Royston and Wood
    2011, doi:10.1002/sim.4067.
    """
    is_unknown = np.isnan(scaled)
    if is_unknown.all(axis=0).any():
        raise ValueError("a covariate is known in nobody")
    incomplete = np.argsort(is_unknown.sum(axis=0), kind="stable")
    incomplete = incomplete[is_unknown[:, incomplete].any(axis=0)]
    if not len(incomplete):
        return scaled
    completed = scaled.copy()
    for column in incomplete:
        known = scaled[~is_unknown[:, column], column]
        missing = int(is_unknown[:, column].sum())
        completed[is_unknown[:, column], column] = generator.choice(known, missing)
    fixed = [others] if centre is None else [others, centre[:, None] == np.unique(centre)]
    steady = np.column_stack(fixed).astype(float)
    for _ in range(CYCLES):
        for column in incomplete:
            rest = np.column_stack([np.delete(completed, column, axis=1), steady])
            unknown = is_unknown[:, column]
            completed[unknown, column] = _draw(rest, scaled[:, column], unknown, generator)
    return completed


def _draw(
    predictors: Floats, values: Floats, unknown: np.ndarray, generator: np.random.Generator
) -> Floats:
    spread = predictors.std(axis=0)
    columns = (predictors - predictors.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    known = ~unknown
    target = values[known]
    centred = target - target.mean()
    here = columns[known]
    precision = here.T @ here + RIDGE * np.eye(here.shape[1])
    lower = np.linalg.cholesky(precision)
    fitted = np.linalg.solve(precision, here.T @ centred)
    freedom = max(len(target) - here.shape[1], 1)
    residual = float(((centred - here @ fitted) ** 2).sum())
    sigma = np.sqrt(residual / generator.chisquare(freedom))
    noise = np.linalg.solve(lower.T, generator.standard_normal(len(fitted)))
    drawn = fitted + sigma * noise
    return _match(here @ fitted, target, columns[unknown] @ drawn, generator)


def _match(
    predicted: Floats, target: Floats, wanted: Floats, generator: np.random.Generator
) -> Floats:
    distance = np.abs(wanted[:, None] - predicted)
    donors = min(DONORS, len(target))
    nearest = np.argpartition(distance, donors - 1, axis=1)[:, :donors]
    chosen = nearest[np.arange(len(wanted)), generator.integers(0, donors, len(wanted))]
    return np.asarray(target[chosen], dtype=np.float64)
