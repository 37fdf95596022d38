"""From what is known at the decision to the columns of a regression."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from synchronox_core.statistics.arrays import Flags, Floats, Ints

KNOT_QUANTILES = (0.10, 0.50, 0.90)
"""Three knots of a natural spline. Source: Harrell, Regression Modeling Strategies, 2.4.6."""

COLUMN_PENALTY = 1.0
"""Ridge on standardised columns: a normal prior of standard deviation 1 on each log-odds."""

CENTRE_PENALTY = 4.0
"""Ridge on the columns of centres: random intercepts of standard deviation 0.5 log-odds."""


@dataclass(frozen=True, eq=False)
class Covariate:
    """A variable known at the decision, one value a patient.

    Attributes:
        name: Column it comes from.
        values: Shape (n,); a number, or the position of a code in ``codes``; NaN when unknown.
        codes: Codes in their clinical order; empty for a number.
        is_log: The logarithm (base 2) is used, for counts and sizes with a long tail; values > 0.
        is_curved: A natural spline is used rather than a straight line.

    Raises:
        ValueError: A logarithm is asked of a value that is not positive.
    """

    name: str
    values: Floats
    codes: tuple[str, ...] = ()
    is_log: bool = False
    is_curved: bool = False

    def __post_init__(self) -> None:
        """Refuse values that have no logarithm."""
        if self.is_log and (self.values <= 0).any():
            raise ValueError(f"{self.name} has values that are not positive")

    @property
    def scaled(self) -> Floats:
        """Values on the scale of the regression, NaN when unknown, shape (n,)."""
        return np.log2(self.values) if self.is_log else self.values

    def take(self, rows: Ints | Flags) -> "Covariate":
        """The same variable in some of the patients."""
        return replace(self, values=self.values[rows])


@dataclass(frozen=True, eq=False)
class Design:
    """Columns of a regression of n patients.

    Attributes:
        columns: Shape (n, p), the first one 1, the others centred.
        penalty: Ridge of each column, shape (p,); 0 for the first.
    """

    columns: Floats
    penalty: Floats


def build_design(covariates: Sequence[Covariate], scaled: Floats, centre: Ints | None) -> Design:
    """Columns of the covariates: splines, indicators of codes, and centres.

    Columns that do not vary are left out; the others are standardised, centres only centred.

    Args:
        covariates: The variables.
        scaled: Their complete values on the scale of the regression, shape (n, n_covariates).
        centre: Position of each patient's centre, shape (n,); None leaves centres out.
    """
    parts = [
        _expand(covariate, values) for covariate, values in zip(covariates, scaled.T, strict=True)
    ]
    patients = len(scaled)
    columns = _standardise(np.hstack([np.empty((patients, 0)), *parts]))
    penalties = [np.zeros(1), np.full(columns.shape[1], COLUMN_PENALTY)]
    stacked = [np.ones((patients, 1)), columns]
    if centre is not None:
        indicators = (centre[:, None] == np.unique(centre)).astype(float)
        stacked.append(indicators - indicators.mean(axis=0))
        penalties.append(np.full(indicators.shape[1], CENTRE_PENALTY))
    return Design(np.hstack(stacked), np.concatenate(penalties))


def build_balance_columns(
    covariates: Sequence[Covariate], scaled: Floats
) -> tuple[tuple[tuple[str, str], ...], Floats]:
    """What balance is judged on: each number, and the indicator of each code but of two the last.

    Returns:
        Name and code ("" for a number) of each column, and the columns, shape (n, n_columns).
    """
    names: list[tuple[str, str]] = []
    columns: list[Floats] = []
    for covariate, values in zip(covariates, scaled.T, strict=True):
        shown = covariate.codes[:1] if len(covariate.codes) == 2 else covariate.codes
        names += [(covariate.name, code) for code in shown or ("",)]
        if covariate.codes:
            columns += [(values == position).astype(float) for position in range(len(shown))]
        else:
            columns.append(values)
    return tuple(names), np.column_stack(columns) if columns else np.empty((len(scaled), 0))


def compute_natural_spline(values: Floats, knots: Floats) -> Floats:
    """Natural cubic spline: the value itself, then one column a knot beyond the second.

    Method: truncated power basis restricted to be linear beyond the outer knots, divided by the
    squared distance between them.

    Args:
        values: Shape (n,).
        knots: At least three, ascending.

    Returns:
        Shape (n, n_knots - 1).

    Source: Harrell, Regression Modeling Strategies, 2.4.5.

    >>> compute_natural_spline(np.array([0.0, 4.0]), np.array([0.0, 1.0, 2.0])).tolist()
    [[0.0, 0.0], [4.0, 4.5]]
    """
    cubes = np.maximum(values[:, None] - knots, 0.0) ** 3
    last, before = knots[-1], knots[-2]
    gap = last - before
    curved = (
        cubes[:, :-2]
        - cubes[:, [-2]] * (last - knots[:-2]) / gap
        + cubes[:, [-1]] * (before - knots[:-2]) / gap
    )
    return np.column_stack([values, curved / (last - knots[0]) ** 2])


def _expand(covariate: Covariate, values: Floats) -> Floats:
    if covariate.codes:
        return np.asarray(values[:, None] == np.arange(1, len(covariate.codes)), dtype=np.float64)
    if covariate.is_curved:
        knots = np.unique(np.quantile(values, KNOT_QUANTILES))
        if len(knots) == len(KNOT_QUANTILES):
            return compute_natural_spline(values, knots)
    return values[:, None]


def _standardise(columns: Floats) -> Floats:
    spread = columns.std(axis=0)
    varies = spread > 1e-12 * (1.0 + np.abs(columns).max(axis=0, initial=0.0))
    kept = columns[:, varies]
    return np.asarray((kept - kept.mean(axis=0)) / spread[varies], dtype=np.float64)
