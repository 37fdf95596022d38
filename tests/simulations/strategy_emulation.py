"""Clone-censor-weight against the truth, where comparing performed strategies misleads."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache

import numpy as np

from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.statistics.arrays import Floats
from synchronox_core.statistics.emulation import PerformedPaths, emulate_strategies
from synchronox_core.statistics.threads import use_one_thread
from synchronox_core.synthetic.blocks import iterate_journeys
from synchronox_core.synthetic.options import Options
from synchronox_core.synthetic.patient.chart import Row, day_in
from synchronox_core.synthetic.patient.journey import Journey
from synchronox_core.synthetic.population import draw_study, iterate_blocks
from synchronox_core.synthetic.truth import STRATEGIES
from tests.lib.strategy_cohorts import list_covariates, settle_at_once

SEED = 20261122
PATIENTS, TRUTH_PATIENTS, WORKERS = 550, 1_000_000, 2
OPTIONS = Options(unfinished=2.25)
ARMS = (Strategy.SIMULTANEOUS, Strategy.LIVER_FIRST)
FIRST_SITES = ("both", "liver")
DAYS_PER_MONTH = 30.4375
MOST_BIAS, LEAST_NAIVE_ERROR = 0.03, 0.10


def draw_paths(seed: int, patients: int = PATIENTS) -> tuple[PerformedPaths, Floats]:
    """Paths of a cohort, and the share of success by strategy performed, shape (2,)."""
    study = draw_study(patients, seed, OPTIONS)
    blocks = list(iterate_blocks(study))
    journeys = [journey for block in blocks for journey in iterate_journeys(study, block)]
    covariates = np.concatenate([block.covariates for block in blocks])
    achieved = np.array([journey.member.is_achieved for journey in journeys], dtype=float)
    facts = np.array([_describe(journey) for journey in journeys])
    paths = PerformedPaths(
        arms=(ARMS[0].value, ARMS[1].value),
        operated_months=facts[:, 0],
        operation=facts[:, 1].astype(np.int64),
        excused_months=facts[:, 2],
        observed_months=np.full(len(journeys), np.inf),
        covariates=list_covariates(covariates),
        centre=study.roster.centre,
        outcome=settle_at_once(achieved),
    )
    naive = np.array([achieved[facts[:, 3] == side].mean() for side in (0, 1)])
    return paths, naive


def _describe(journey: Journey) -> tuple[float, int, float, int]:
    # Months to the first resection, its arm, months to the first excuse, strategy performed.
    resections = [row for row in journey.chart.rows["operations"] if not _is_exploration(row)]
    excuses = [row for row in journey.chart.rows["operations"] if _is_exploration(row)]
    days = [day_in(row, "operation_date") for row in excuses]
    days += [
        day_in(row, "event_date")
        for row in journey.chart.rows["events"]
        if row["event_type"] == "progression_preventing_resection"
    ]
    days += [journey.died_on] if journey.died_on else []
    excused = min((_months(journey, day) for day in days), default=np.nan)
    if not resections:
        return np.nan, -1, excused, -1
    site = str(resections[0]["site"])
    arm = FIRST_SITES.index(site) if site in FIRST_SITES else -1
    later = {str(row["site"]) for row in resections[1:]}
    performed = arm if arm == 0 or (arm == 1 and "rectum" in later) else -1
    operated = _months(journey, day_in(resections[0], "operation_date"))
    return operated, arm, excused, performed


def _is_exploration(operation: Row) -> bool:
    return operation["contraindication_found"] == "yes"


def _months(journey: Journey, day: date) -> float:
    return (day - journey.decided_on).days / DAYS_PER_MONTH


@cache
def compute_truth(patients: int = TRUTH_PATIENTS) -> float:
    """Mean risk had everybody's path been that of the first arm, less that of the second."""
    blocks = iterate_blocks(draw_study(patients, SEED, OPTIONS))
    first, second = (STRATEGIES.index(arm) for arm in ARMS)
    risks = [b.truth.risk_performed[:, first] - b.truth.risk_performed[:, second] for b in blocks]
    return float(np.concatenate(risks).mean())


@use_one_thread()
def replicate(seed: int) -> tuple[float, float, float]:
    """Clone-censor-weight difference, naive difference, smaller effective size."""
    paths, naive = draw_paths(seed)
    found = emulate_strategies(paths, paths.scaled)
    difference = float(found.means[0] - found.means[1])
    return difference, float(naive[0] - naive[1]), min(found.effective_sizes)


def figures(replications: int, truth_patients: int = TRUTH_PATIENTS) -> Iterator[tuple[str, str]]:
    """What was measured, and the figure."""
    seeds = range(SEED + 1, SEED + 1 + replications)
    with ProcessPoolExecutor(WORKERS) as pool:
        found = np.array(list(pool.map(replicate, seeds, chunksize=5)))
    truth = compute_truth(truth_patients)
    bias, naive = found[:, 0].mean() - truth, found[:, 1].mean() - truth
    yield "replications", str(replications)
    yield "true difference simultaneous - liver_first", f"{truth:.3f}"
    yield f"bias of clone-censor-weight (target {MOST_BIAS} at most)", f"{bias:+.3f}"
    yield "spread of clone-censor-weight", f"{found[:, 0].std(ddof=1):.3f}"
    yield "median of the smaller effective size", f"{np.median(found[:, 2]):.0f}"
    yield "share withheld (effective size under 30)", f"{np.mean(found[:, 2] < 30):.3f}"
    yield f"error of the naive comparison (at least {LEAST_NAIVE_ERROR})", f"{naive:+.3f}"
    is_met = abs(bias) <= MOST_BIAS and abs(naive) >= LEAST_NAIVE_ERROR
    yield "target", "met" if is_met else "MISSED"


def render(replications: int) -> str:
    """The table in Markdown."""
    rows = [f"| {name} | {figure} |" for name, figure in figures(replications)]
    return "\n".join(["| figure | measured |", "|---|---|", *rows]) + "\n"
