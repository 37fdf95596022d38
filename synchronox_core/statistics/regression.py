"""Penalised multinomial logistic regression by Newton's method, with its influence functions."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.design import Design

TOLERANCE = 1e-9
MOST_STEPS = 50


@dataclass(frozen=True, eq=False)
class LogisticFit:
    """A fitted regression of n patients on p columns with K classes.

    Attributes:
        coefficients: Log-odds against the last class, shape (p, K - 1).
        probability: Probability (0-1) of each class, shape (n, K).
        information: Penalised information, shape (p (K - 1), p (K - 1)).
        columns: Shape (n, p).
        target: Whether each patient is of each class but the last, 0 or 1, shape (n, K - 1).
        weight: Weight of each patient, shape (n,).
    """

    coefficients: Floats
    probability: Floats
    information: Floats
    columns: Floats
    target: Floats
    weight: Floats

    @cached_property
    def influence(self) -> Floats:
        """What leaving a patient out takes from the coefficients, times n, by one Newton step.

        Shape (n, p (K - 1)); 0 for a patient of weight 0. Leaving patients out, rather than
        taking derivatives, keeps intervals honest where columns are many for the patients.

        Source: Pregibon 1981, doi:10.1214/aos/1176345513; Mancl and DeRouen 2001,
        doi:10.1111/j.0006-341X.2001.00126.x.
        """
        # Leaving patient i out takes its residual r and its own information from the equation:
        # the step is H^-1 (I x x_i) (I - V_i Q_i)^-1 r_i with Q_i = (I x x_i)' H^-1 (I x x_i).
        patients, free = self.target.shape
        width = self.columns.shape[1]
        share = self.probability[:, :-1]
        inverse = np.linalg.inv(self.information).reshape(free, width, free, width)
        reached = np.einsum("ip,jpkq->ijkq", self.columns, inverse, optimize=True)
        leverage = np.einsum("ijkq,iq->ijk", reached, self.columns, optimize=True)
        spread = share[:, :, None] * (np.eye(free) - share[:, None, :])
        kept = np.eye(free) - (spread * self.weight[:, None, None]) @ leverage
        residual = self.weight[:, None] * (self.target - share)
        left_out = np.linalg.solve(kept, residual[:, :, None])[:, :, 0]
        moved = np.einsum("ijkq,ij->ikq", reached, left_out, optimize=True)
        return np.asarray(patients * moved.reshape(patients, -1), dtype=np.float64)


def carry_influence(influence: Floats, pulls: Floats, own_share: float = 1.0) -> Floats:
    """Influence on an estimate that hangs on the coefficients of a fit.

    The patient's own part in the derivative is taken out, since it leaves with the patient.

    Args:
        influence: Influence on the coefficients, shape (n, q).
        pulls: Part of each patient in the derivative of the estimate, times n, shape (n, q).
        own_share: How much of the patient's own part is taken out (0-1).

    Returns:
        Shape (n,).
    """
    own = np.einsum("iq,iq->i", influence, pulls) / len(pulls)
    return np.asarray(influence @ pulls.mean(axis=0) - own_share * own, dtype=np.float64)


def fit_logistic(
    design: Design, label: Ints, classes: int, weights: Floats | None = None
) -> LogisticFit:
    """Fit a penalised multinomial logistic regression.

    Method: Newton-Raphson on the log-likelihood less half the sum of penalty times squared
    coefficient; a step that does not improve it is halved.

    Args:
        design: Columns and penalties, n patients.
        label: Class of each patient, 0 to ``classes - 1``, shape (n,).
        classes: Number of classes K; the last one is the reference.
        weights: Weight of each patient, shape (n,); 1 each by default.
    """
    columns = design.columns
    weight = np.ones(len(columns)) if weights is None else weights
    target = (label[:, None] == np.arange(classes - 1)).astype(float)
    ridge = np.tile(design.penalty, classes - 1)
    coefficients = np.zeros((classes - 1) * columns.shape[1])
    value, probability = _objective(columns, target, weight, ridge, coefficients)
    for _ in range(MOST_STEPS):
        gradient = (columns.T @ (weight[:, None] * (target - probability[:, :-1]))).T.ravel()
        gradient -= ridge * coefficients
        step = np.linalg.solve(_information(columns, weight, probability, ridge), gradient)
        previous = value
        for _ in range(MOST_STEPS):
            value, probability = _objective(columns, target, weight, ridge, coefficients + step)
            if value >= previous - TOLERANCE:
                break
            step = step / 2
        coefficients = coefficients + step
        if np.abs(step).max() < TOLERANCE:
            break
    return LogisticFit(
        coefficients.reshape(classes - 1, -1).T,
        probability,
        _information(columns, weight, probability, ridge),
        columns,
        target,
        weight,
    )


def predict_probability(columns: Floats, coefficients: Floats) -> Floats:
    """Probability (0-1) of each class.

    Args:
        columns: Shape (n, p).
        coefficients: Log-odds against the last class, shape (p, K - 1).

    Returns:
        Shape (n, K).
    """
    linear = np.column_stack([columns @ coefficients, np.zeros(len(columns))])
    odds = np.exp(linear - linear.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)


def _objective(
    columns: Floats, target: Floats, weight: Floats, ridge: Floats, coefficients: Floats
) -> tuple[float, Floats]:
    shape = (target.shape[1], columns.shape[1])
    probability = predict_probability(columns, coefficients.reshape(shape).T)
    chosen = np.column_stack([target, 1 - target.sum(axis=1)])
    likelihood = weight @ np.log(np.maximum((probability * chosen).sum(axis=1), 1e-300))
    return float(likelihood - ridge @ coefficients**2 / 2), probability


def _information(columns: Floats, weight: Floats, probability: Floats, ridge: Floats) -> Floats:
    free = probability.shape[1] - 1
    width = columns.shape[1]
    information = np.diag(ridge)
    for row in range(free):
        for column in range(row + 1):
            spread = probability[:, row] * ((row == column) - probability[:, column])
            block = columns.T @ ((weight * spread)[:, None] * columns)
            here = slice(row * width, (row + 1) * width)
            there = slice(column * width, (column + 1) * width)
            information[here, there] += block
            if row != column:
                information[there, here] += block.T
    return information
