"""The prediction against its truth: discrimination, calibration and coverage of its intervals."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.bootstrap import draw_replicates
from synchronox_core.prediction.design import RECIST_ORDER, list_columns
from synchronox_core.prediction.learners import learn_reference
from synchronox_core.prediction.model import build_model
from synchronox_core.prediction.penalised import fit_unpenalised, predict_log_odds
from synchronox_core.prediction.performance import compute_c_statistic, measure_performance
from synchronox_core.prediction.predict import predict_many
from synchronox_core.prediction.process import fit_model, locate_modifiers
from synchronox_core.prediction.support import build_cohort
from synchronox_core.prediction.validation import predict_by_centre
from synchronox_core.statistics.threads import use_one_thread
from tests.simulations.prediction_population import (
    PREDICTORS,
    KnowableRisk,
    Population,
    draw_population,
    draw_training_set,
)
from tests.simulations.prediction_strategies import (
    WORDS,
    PairScore,
    score_pairs,
    tabulate_pairs,
)

Floats = NDArray[np.float64]
SEED = 20261122
CENTRE_SD = 0.35
WORKERS = 2
RECIST = [predictor.name for predictor in PREDICTORS].index("recist")
PROGRESSIVE = RECIST_ORDER["PD"]


@dataclass(frozen=True)
class Size:
    """How large the simulation is.

    Attributes:
        training_sets: Training sets.
        patients: Patients of each.
        resamples: Resamples of each.
        fresh: Patients on whom each model is tested.
        truth: Patients from whom the truth is computed.
    """

    training_sets: int = 200
    patients: int = 550
    resamples: int = 200
    fresh: int = 2_000
    truth: int = 1_000_000


class Result(NamedTuple):
    """What one training set gave, on fresh patients; the last two on its own."""

    c_statistic: float
    slope: float
    covers_knowable: float
    covers_knowable_progressive: float
    covers_new_centre: float
    covers_true: float
    corrected_c: float
    left_out_c: float


class Scores(NamedTuple):
    """All that one training set gave: the headline risk, and each pair of strategies."""

    headline: Result
    pairs: list[PairScore]


class Truth(NamedTuple):
    """What is tested against."""

    fresh: Population
    knowable: Floats
    in_new_centre: Floats
    by_strategy: Floats
    ceiling: float
    ceiling_of_all: float


def draw_truth(size: Size, seed: int) -> Truth:
    """The fresh patients with the risks that can be known of them, and the ceilings of C."""
    knowable = KnowableRisk(size.truth, seed)
    many = draw_population(50_000, seed + 1)
    known = knowable.of(many.covariates)
    fresh = draw_population(50_000, seed + 2)
    rows = np.random.default_rng(seed).choice(50_000, size.fresh, replace=False)
    fresh = Population(*(part[rows] for part in vars(fresh).values()))
    centre = CENTRE_SD * np.random.default_rng(seed + 3).standard_normal(size.fresh)
    return Truth(
        fresh,
        knowable.of(fresh.covariates),
        knowable.of(fresh.covariates, centre),
        knowable.under_each(fresh.covariates),
        _expected_c(known, many.risk),
        _expected_c(many.risk, many.risk),
    )


def simulate_one(truth: Truth, size: Size, seed: int) -> Scores:
    """Train on one cohort, and compare with the truth."""
    data = draw_training_set(size.patients, seed)
    generator = np.random.default_rng(seed)
    completed = data.complete(generator)
    columns = data.columns(completed)
    means = np.average(columns, axis=0, weights=data.weight)
    means = means[locate_modifiers(list_columns(data.predictors))]
    fits = fit_model(data, means, generator)
    replicates = draw_replicates(data, completed, means, size.resamples, seed)
    left_out = predict_by_centre(data, learn_reference, seed)
    model = build_model(Moment.RESTAGING, data, completed, fits, replicates, left_out, generator)
    risk, sampling, displayed = predict_many(data.columns(truth.fresh.scaled), model)
    log_odds = np.log(risk / (1 - risk))
    apparent = measure_performance(
        predict_log_odds(columns, fits.headline), data.outcome, data.weight
    )
    is_progressive = truth.fresh.scaled[:, RECIST] == PROGRESSIVE
    headline = Result(
        _expected_c(risk, truth.fresh.risk),
        float(fit_unpenalised(log_odds[:, None], truth.fresh.risk, np.ones(len(risk)))[1]),
        _coverage(sampling, truth.knowable),
        _coverage(sampling, truth.knowable, is_progressive),
        _coverage(displayed, truth.in_new_centre),
        _coverage(displayed, truth.fresh.risk),
        apparent.c_statistic - replicates.optimism.c_statistic,
        compute_c_statistic(left_out, data.outcome, data.weight),
    )
    cohort = build_cohort(data, generator)
    return Scores(headline, score_pairs(model, cohort, truth.fresh, truth.by_strategy))


def simulate(size: Size, seed: int, progress: Callable[[int], None]) -> tuple[Truth, list[Scores]]:
    """Every training set, on both cores."""
    truth = draw_truth(size, seed)
    results = []
    with ProcessPoolExecutor(WORKERS) as workers:
        seeds = [seed + 100 + number for number in range(size.training_sets)]
        for result in workers.map(partial(_simulate_alone, truth, size), seeds):
            results.append(result)
            progress(len(results))
    return truth, results


def _simulate_alone(truth: Truth, size: Size, seed: int) -> Scores:
    with use_one_thread():
        return simulate_one(truth, size, seed)


def summarise(truth: Truth, results: list[Scores]) -> list[tuple[str, str, float, bool | None]]:
    """Figure, target, mean over the training sets, and whether the target is met (None: none)."""
    found = Result(*np.mean([result.headline for result in results], axis=0).tolist())
    gap = found.c_statistic - truth.ceiling
    return [
        ("C less the ceiling of the predictors", "-0.02 to 0.02", gap, abs(gap) <= 0.02),
        ("C on fresh patients", "", found.c_statistic, None),
        ("ceiling of C with these predictors", "", truth.ceiling, None),
        ("ceiling of C with everything", "", truth.ceiling_of_all, None),
        ("calibration slope", "0.9 to 1.1", found.slope, 0.9 <= found.slope <= 1.1),
        (
            "sampling interval covers the risk that can be known",
            ">= 0.90",
            found.covers_knowable,
            found.covers_knowable >= 0.90,
        ),
        (
            "the same among patients with progressive disease, the rarest category",
            "",
            found.covers_knowable_progressive,
            None,
        ),
        (
            "displayed interval covers the risk in a new centre",
            ">= 0.90",
            found.covers_new_centre,
            found.covers_new_centre >= 0.90,
        ),
        ("displayed interval covers the full true risk", "", found.covers_true, None),
        ("C corrected for optimism (leak above 0.75)", "<= 0.75", found.corrected_c,
         found.corrected_c <= 0.75),
        ("pooled C of centres left out (leak above 0.75)", "<= 0.75", found.left_out_c,
         found.left_out_c <= 0.75),
    ]  # fmt: skip


def render(size: Size = Size(), progress: Callable[[int], None] = lambda _: None) -> str:
    """Simulate, and write the tables in Markdown."""
    return tabulate(size, *simulate(size, SEED, progress))


def tabulate(size: Size, truth: Truth, results: list[Scores]) -> str:
    """The tables in Markdown."""
    spread = np.std([result.headline.slope for result in results])
    lines = [
        "# The prediction against its truth",
        f"`make simulate` writes this file: {size.training_sets} training sets of {size.patients} "
        f"invented patients with {size.resamples} resamples each, {size.fresh:,} fresh patients, "
        f"truth from {size.truth:,}, seed {SEED}.",
        f"The slope of a single training set has a standard deviation of {spread:.2f}. Risk "
        "factors that the model does not use are not in its interval: no target for the full "
        "true risk.",
        "",
        "| figure | target | measured | |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {target} | {value:.3f} | {WORDS[is_met]} |"
        for name, target, value, is_met in summarise(truth, results)
    ]
    lines += tabulate_pairs(np.array([result.pairs for result in results]))
    return "\n".join(lines) + "\n"


def _coverage(
    interval: tuple[Floats, Floats], truth: Floats, rows: NDArray[np.bool_] | slice = slice(None)
) -> float:
    """Share of the patients in these rows whose truth is in its interval."""
    low, high = interval
    return float(((low <= truth) & (truth <= high))[rows].mean())


def _expected_c(score: Floats, risk: Floats) -> float:
    """C when each patient has the event with its true risk: no noise of drawn outcomes."""
    return compute_c_statistic(score, risk, np.ones(len(risk)))
