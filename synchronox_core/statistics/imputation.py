"""Unknown covariates drawn by chained equations, the outcome and the centre taking part."""

import numpy as np

from synchronox_core.statistics.arrays import Flags, Floats, Ints

CYCLES = 5
DONORS = 5
MOST_PAIRS = 1_000_000
"""Pairs compared at once: 8 MB, more than any cohort of the trial asks for."""

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
    columns = [completed, others]
    if centre is not None:
        columns.append((centre[:, None] == np.unique(centre)).astype(float))
    predictors = _standardise(np.column_stack(columns))
    for _ in range(CYCLES):
        for column in incomplete:
            unknown = is_unknown[:, column]
            # A column of zeros takes no part: a variable does not predict itself.
            predictors[:, column] = 0.0
            drawn = _draw(predictors, scaled[:, column], unknown, generator)
            completed[unknown, column] = drawn
            predictors[:, [column]] = _standardise(completed[:, [column]])
    return completed


def _standardise(columns: Floats) -> Floats:
    spread = columns.std(axis=0)
    centred = columns - columns.mean(axis=0)
    return np.asarray(centred / np.where(spread > 0, spread, 1.0), dtype=np.float64)


def _draw(
    predictors: Floats, values: Floats, unknown: Flags, generator: np.random.Generator
) -> Floats:
    here, target = predictors[~unknown], values[~unknown]
    centred = target - target.mean()
    precision = here.T @ here + RIDGE * np.eye(here.shape[1])
    fitted = np.linalg.solve(precision, here.T @ centred)
    predicted = here @ fitted
    freedom = max(len(target) - here.shape[1], 1)
    residual = float(((centred - predicted) ** 2).sum())
    sigma = np.sqrt(residual / generator.chisquare(freedom))
    # The inverse of the transposed factor has the inverse of the precision as its square.
    factor = np.linalg.cholesky(precision).T
    noise = np.linalg.solve(factor, generator.standard_normal(len(fitted)))
    return _match(predicted, target, predictors[unknown] @ (fitted + sigma * noise), generator)


def _match(
    predicted: Floats, target: Floats, wanted: Floats, generator: np.random.Generator
) -> Floats:
    nearest = find_nearest(predicted, wanted, min(DONORS, len(target)))
    chosen = nearest[np.arange(len(wanted)), generator.integers(0, nearest.shape[1], len(wanted))]
    return np.asarray(target[chosen], dtype=np.float64)


def find_nearest(values: Floats, wanted: Floats, nearest: int) -> Ints:
    """Positions of the values nearest to each one wanted, in no order, shape (m, nearest).

    Method: all pairs up to ``MOST_PAIRS``; beyond, the neighbours in the order of the values, in
    the memory of n instead of n times m. Both find the same ones, ties apart; the first is kept
    because its order decides what a seed draws, hence every figure of a cohort of the usual size.

    Args:
        values: Shape (n,).
        wanted: Shape (m,).
        nearest: How many, at most n.
    """
    if len(values) * len(wanted) <= MOST_PAIRS:
        gaps = np.abs(wanted[:, None] - values)
        return np.argpartition(gaps, nearest - 1, axis=1)[:, :nearest]
    order, width = np.argsort(values, kind="stable"), min(2 * nearest, len(values))
    first = np.searchsorted(values[order], wanted) - nearest
    first = np.clip(first, 0, len(values) - width)
    window = order[first[:, None] + np.arange(width)]
    gaps = np.abs(wanted[:, None] - values[window])
    return np.take_along_axis(
        window, np.argpartition(gaps, nearest - 1, axis=1)[:, :nearest], axis=1
    )
