"""Training sets drawn from the invented population, and the truth a model could know at best."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.design import list_predictors
from synchronox_core.prediction.training_data import DAYS_PER_MONTH, TrainingData
from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.statistics.censoring import estimate_censoring_weights
from synchronox_core.synthetic.covariates import Covariates, logistic
from synchronox_core.synthetic.missingness import PATIENT_RATES, ROW_RATES, compute_rate
from synchronox_core.synthetic.options import DATA_CUT, Options
from synchronox_core.synthetic.population import draw_study, iterate_blocks
from synchronox_core.synthetic.truth import (
    STRATEGIES,
    compute_linear_predictor,
    compute_propensities,
    compute_strategy_terms,
)

Floats = NDArray[np.float64]
PREDICTORS = list_predictors(Moment.RESTAGING)
SUCCESS_MONTHS, SUCCESS_SPREAD, EARLIEST_MONTHS = 9.5, 2.5, 5.0
"""Months to complete treatment; see ``synthetic-cohort.md`` B.2."""

SLICES = 40
"""Slices of what the model does not know of a patient, of equal probability."""


@dataclass(frozen=True)
class Population:
    """Patients with the probability of their outcome.

    Attributes:
        covariates: Everything the generator knows, shape (n,).
        scaled: Predictors on the scale of the regression, shape (n, k).
        risk: True risk under the strategy planned, shape (n,).
        outcome: 0 or 1, shape (n,).
    """

    covariates: Covariates
    scaled: Floats
    risk: Floats
    outcome: Floats


def draw_population(patients: int, seed: int) -> Population:
    """Patients of many centres."""
    blocks = list(iterate_blocks(draw_study(patients, seed, Options())))
    covariates = np.concatenate([block.covariates for block in blocks])
    risk = np.concatenate(
        [
            np.take_along_axis(block.truth.risk, block.truth.planned[:, None], axis=1)[:, 0]
            for block in blocks
        ]
    )
    outcome = np.concatenate([block.truth.realised for block in blocks]).astype(float)
    return Population(covariates, scale(covariates), risk, outcome)


def scale(c: Covariates) -> Floats:
    """Predictors as ``design.PREDICTORS`` scales them."""
    columns = (
        c["is_class_two"],
        np.log2(c["lesions"]),
        c["largest_mm"] / 10,
        c["is_bilobar"],
        np.maximum(c["recist"] - 1, 0),
        c["mrtrg"] >= 4,
        c["ecog"] >= 1,
        np.log2(c["cea_ng_ml"]),
    )
    return np.column_stack(columns).astype(float)


class KnowableRisk:
    """E[true risk | predictors], learnt once from a large population.

    What the model does not know (fascia, stage, RAS, age, level, stoma) is independent of what it
    knows, so that its distribution in the population is all that is needed; the strategy planned
    follows its true propensities.

    Args:
        patients: Size of the population.
        seed: Its seed.
    """

    def __init__(self, patients: int, seed: int) -> None:
        self.groups: list[tuple[bool, bool, float, Floats]] = []
        covariates = np.concatenate(
            [block.covariates for block in iterate_blocks(draw_study(patients, seed, Options()))]
        )
        rest = compute_linear_predictor(covariates) - _known_part(covariates)
        at = (np.arange(SLICES) + 0.5) / SLICES
        for is_low in (False, True):
            for is_involved in (False, True):
                rows = (covariates["is_low"] == is_low) & (
                    covariates["is_mrf_involved"] == is_involved
                )
                share = float(rows.mean())
                self.groups.append((is_low, is_involved, share, np.quantile(rest[rows], at)))

    def of(self, covariates: Covariates, centre_effect: Floats | float = 0.0) -> Floats:
        """The risk of patients in a centre (average by default), shape (n,)."""
        risk = np.zeros(len(covariates))
        for is_low, is_involved, share, rest in self.groups:
            like = covariates.copy()
            like["is_low"], like["is_mrf_involved"] = is_low, is_involved
            under = _average_over(rest, covariates, centre_effect)
            risk += share * (compute_propensities(like) * under).sum(axis=1)
        return risk

    def under_each(self, covariates: Covariates) -> Floats:
        """The risk in an average centre had each strategy been planned, shape (n, 4)."""
        risk = np.zeros((len(covariates), len(STRATEGIES)))
        for _, _, share, rest in self.groups:
            risk += share * _average_over(rest, covariates)
        return risk


def draw_training_set(patients: int, seed: int) -> TrainingData:
    """A cohort as a store would hold it at the data cut: values lost, outcomes still awaited."""
    study = draw_study(patients, seed, Options())
    blocks = list(iterate_blocks(study))
    covariates = np.concatenate([block.covariates for block in blocks])
    outcome = np.concatenate([block.truth.realised for block in blocks]).astype(float)
    generator = np.random.default_rng([seed, patients])
    is_old = study.roster.is_retrospective
    settled = np.clip(
        generator.normal(SUCCESS_MONTHS, SUCCESS_SPREAD, patients), EARLIEST_MONTHS, HORIZON_MONTHS
    )
    settled = np.where(outcome > 0, settled, float(HORIZON_MONTHS))
    followed = (DATA_CUT.toordinal() - study.roster.treatment) / DAYS_PER_MONTH
    lost = EARLIEST_MONTHS + generator.exponential(12 / Options().losses_per_year, patients)
    until = np.minimum(followed, lost)
    weight = estimate_censoring_weights(
        np.minimum(settled, until), settled <= until, is_old.astype(np.int64)
    ).weights
    return TrainingData(
        predictors=PREDICTORS,
        scaled=_lose(scale(covariates), is_old, generator),
        outcome=outcome,
        weight=weight,
        centre=study.roster.centre.astype(np.int64),
        strategy=np.concatenate([block.truth.planned for block in blocks]),
        is_prospective=~is_old,
        year=np.zeros(patients, dtype=np.int64),
        patient=np.arange(patients).astype(np.str_),
    ).take(np.flatnonzero(weight > 0))


def _lose(scaled: Floats, is_old: NDArray[np.bool_], generator: np.random.Generator) -> Floats:
    rates = {"ymrtrg": ROW_RATES["assessments"]["ymrtrg"], "cea_ng_ml": PATIENT_RATES["cea_ng_ml",]}
    names = [predictor.name for predictor in PREDICTORS]
    for name, (average, _) in rates.items():
        rate = np.where(
            is_old,
            compute_rate(average, is_retrospective=True),
            compute_rate(average, is_retrospective=False),
        )
        scaled[generator.random(len(scaled)) < rate, names.index(name)] = np.nan
    return scaled


def _average_over(
    rest: Floats, covariates: Covariates, centre_effect: Floats | float = 0.0
) -> Floats:
    """Risk under each strategy, what the model does not know averaged over, shape (n, 4)."""
    known, terms = _known_part(covariates) + centre_effect, compute_strategy_terms(covariates)
    log_odds = (known[:, None] + terms)[:, :, None] + rest
    return np.asarray(logistic(log_odds).mean(axis=2), dtype=np.float64)


def _known_part(covariates: Covariates) -> Floats:
    """Linear predictor with what the model does not know at its reference."""
    like = covariates.copy()
    like["is_mrf_involved"], like["t_stage"], like["is_kras_mutated"] = False, 1, False
    like["is_nras_mutated"], like["age_years"], like["is_low"] = False, 60, False
    like["has_stoma"] = False
    return compute_linear_predictor(like)
