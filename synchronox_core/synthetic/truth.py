"""The known truth: what each patient's risk would be under every strategy, and which was planned.

For a patient with covariates X in a centre with intercept c, and strategies k:

- ``propensity_k``: probability (0-1) that the tumour board plans k, given X.
- ``risk_performed_k``: probability of the primary endpoint (complete treatment by month 18) when
  the path is generated under k, that is when k is what is carried out. Logistic in the linear
  predictor of X, c and the term of k.
- ``risk_k``: the same probability when k is *planned*. A plan may be carried out as another
  strategy j with a known probability ``m_kj``; ``risk_k`` is the sum over j of
  ``m_kj * risk_performed_j``. Where plans never change (the default) both risks are equal.
- ``outcome_k``: 0 or 1, the endpoint had k been planned. One uniform number decides for all
  strategies (common random number), so that its mean given X is ``risk_k``. The outcome of the
  strategy really planned is the one the patient's path realises.

Adaptive, carried out, operates first on the liver or on the rectum; its term is zero either way, so
that the order taken changes nothing to its risk (as for liver_first, unlike for rectum_first).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.synthetic.covariates import Covariates, Floats, logistic
from synchronox_core.synthetic.options import Options

STRATEGIES = tuple(Strategy)
"""Order of the strategy columns of every array and of ``truth.csv``."""

INTERCEPT = 1.80
RECIST_LOG_ODDS = np.array([0.0, 0.0, -0.4, -1.6])

CHANGED_TO = {
    Strategy.SIMULTANEOUS: {Strategy.RECTUM_FIRST: 0.4, Strategy.LIVER_FIRST: 0.6},
    Strategy.RECTUM_FIRST: {Strategy.SIMULTANEOUS: 0.5, Strategy.LIVER_FIRST: 0.5},
    Strategy.LIVER_FIRST: {Strategy.SIMULTANEOUS: 0.5, Strategy.RECTUM_FIRST: 0.5},
    Strategy.ADAPTIVE: {},
}
"""What a changed plan becomes, with its probability; adaptive leaves the order open anyway."""


@dataclass(frozen=True)
class Truth:
    """Truth of a block of n patients; columns of the matrices follow ``STRATEGIES``.

    Attributes:
        centre_effect: Intercept of the patient's centre, log-odds, shape (n,).
        propensity: Shape (n, 4), rows add up to 1.
        risk: Risk when the strategy is planned, shape (n, 4).
        risk_performed: Risk when the strategy is carried out, shape (n, 4).
        outcome: Endpoint had the strategy been planned, 0 or 1, shape (n, 4).
        planned: Column of the strategy planned, shape (n,).
        carried_out: Column of the strategy carried out, shape (n,).
    """

    centre_effect: Floats
    propensity: Floats
    risk: Floats
    risk_performed: Floats
    outcome: NDArray[np.int64]
    planned: NDArray[np.int64]
    carried_out: NDArray[np.int64]

    @property
    def realised(self) -> NDArray[np.int64]:
        """Endpoint of the strategy really planned, 0 or 1, shape (n,)."""
        return self.outcome[np.arange(len(self.planned)), self.planned]


def compute_linear_predictor(covariates: Covariates) -> Floats:
    """Log-odds of complete treatment without centre and strategy, shape (n,).

    Source: ``synthetic-cohort.md``, the formula of the generator; every coefficient is assumed.
    """
    c = covariates
    return np.asarray(
        INTERCEPT
        - 0.45 * c["is_class_two"]
        - 0.25 * np.log2(c["lesions"])
        - 0.06 * (c["largest_mm"] - 28) / 10
        - 0.25 * c["is_bilobar"]
        + RECIST_LOG_ODDS[c["recist"]]
        - 0.50 * (c["mrtrg"] >= 4)
        - 0.35 * c["is_mrf_involved"]
        - 0.35 * (c["t_stage"] >= 2)
        - 0.25 * (c["ecog"] >= 1)
        - 0.25 * np.log10(c["cea_ng_ml"] / 22)
        - 0.15 * (c["is_kras_mutated"] | c["is_nras_mutated"])
        - 0.10 * (c["age_years"] - 60) / 10
        - 0.15 * c["is_low"]
        - 0.40 * c["has_stoma"],
        dtype=np.float64,
    )


def compute_strategy_terms(covariates: Covariates) -> Floats:
    """Invented effect of each strategy on the log-odds, shape (n, 4)."""
    terms = np.zeros((len(covariates), len(STRATEGIES)))
    terms[:, _column(Strategy.SIMULTANEOUS)] = 0.40 - 0.60 * (covariates["is_class_two"] - 0.41)
    terms[:, _column(Strategy.RECTUM_FIRST)] = -0.10 - 0.40 * (covariates["is_bilobar"] - 0.45)
    return terms


def compute_propensities(covariates: Covariates) -> Floats:
    """Probability (0-1) that the board plans each strategy, shape (n, 4)."""
    c = covariates
    burden = np.log2(c["lesions"]) - 1.5
    log_odds = np.zeros((len(c), len(STRATEGIES)))
    log_odds[:, _column(Strategy.LIVER_FIRST)] = (
        -0.08
        + 0.9 * c["is_bilobar"]
        + 0.35 * burden
        + 0.5 * c["is_low"]
        + 0.08 * (c["largest_mm"] - 28) / 10
    )
    log_odds[:, _column(Strategy.RECTUM_FIRST)] = (
        0.19 - 0.9 * c["is_bilobar"] + 0.5 * c["is_mrf_involved"]
    )
    log_odds[:, _column(Strategy.SIMULTANEOUS)] = (
        0.63 - 0.9 * c["is_class_two"] - 0.5 * (c["ecog"] >= 1) - 0.4 * burden
    )
    odds = np.exp(log_odds)
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)


def draw_truth(
    generator: np.random.Generator,
    covariates: Covariates,
    centre_effect: Floats,
    options: Options,
) -> Truth:
    """Truth of a block of patients.

    Args:
        generator: Seeded source.
        covariates: Shape (n,).
        centre_effect: Intercept of each patient's centre, shape (n,).
        options: Scenario.
    """
    patients = len(covariates)
    log_odds = (compute_linear_predictor(covariates) + centre_effect)[:, None]
    if options.strategy_effect:
        log_odds = log_odds + compute_strategy_terms(covariates)
    risk_performed = logistic(np.broadcast_to(log_odds, (patients, len(STRATEGIES))))
    propensity = compute_propensities(covariates)
    planned = _column_reached(generator.random(patients), propensity)
    fate, turn = generator.random(patients), generator.random(patients)
    risk = np.empty_like(risk_performed)
    becomes = np.empty((patients, len(STRATEGIES)), dtype=np.int64)
    for column, shares in enumerate(_carried_out_shares(covariates, options)):
        risk[:, column] = (shares * risk_performed).sum(axis=1)
        becomes[:, column] = _column_reached(turn, shares)
    outcome = fate[:, None] < np.take_along_axis(risk_performed, becomes, axis=1)
    return Truth(
        centre_effect=centre_effect,
        propensity=propensity,
        risk=risk,
        risk_performed=risk_performed,
        outcome=outcome.astype(np.int64),
        planned=planned,
        carried_out=becomes[np.arange(patients), planned],
    )


def _carried_out_shares(covariates: Covariates, options: Options) -> list[Floats]:
    # One matrix a planned strategy: probability of each strategy being carried out, shape (n, 4).
    changes = np.zeros(len(covariates))
    if options.plan_changes > 0:
        odds = np.log(options.plan_changes / (1 - options.plan_changes))
        changes = logistic(odds + 0.8 * (covariates["is_class_two"] - 0.41))
    matrices = []
    for planned, destinations in CHANGED_TO.items():
        shares = np.zeros((len(covariates), len(STRATEGIES)))
        for destination, share in destinations.items():
            shares[:, _column(destination)] = share * changes
        shares[:, _column(planned)] = 1 - shares.sum(axis=1)
        matrices.append(shares)
    return matrices


def _column(strategy: Strategy) -> int:
    return STRATEGIES.index(strategy)


def _column_reached(uniform: Floats, shares: Floats) -> NDArray[np.int64]:
    bounds = shares.cumsum(axis=1)[:, :-1]
    return np.asarray((uniform[:, None] >= bounds).sum(axis=1), dtype=np.int64)
