"""How often the forecast of the recruitment holds, and how often a centre is flagged wrongly."""

from dataclasses import dataclass, replace
from datetime import date
from math import log, sqrt

import numpy as np
from scipy.stats import gamma, poisson

from synchronox_core.protocol.calendar import add_months
from synchronox_core.recruitment.centres import Verdict, compare_rates
from synchronox_core.recruitment.exposure import Period
from synchronox_core.recruitment.forecaster import LEVELS, Forecaster
from synchronox_core.recruitment.history import DAYS_PER_MONTH, History

SEED, TRIALS, SHORT = 20261122, 300, 40
"""Trials of the committed table, and of the slice that the tests run."""

START = date(2026, 4, 1)
RECORD = Period(date(2029, 4, 1), date(2028, 6, 1))
MONTHS, AHEAD_MONTHS = (6, 12, 18, 24), 12
TARGET = 250
CENTRES, MEAN_RATE, VARIATION, OPENING_MONTHS = 25, 0.35, 0.6, 15
EARLY_DAYS, SIMULATED_YEARS, LINE_MONTHS = 120, 15, 6
METHODS = ("integrated", "plug-in", "straight line")


@dataclass(frozen=True, eq=False)
class Trial:
    """A simulated trial of which diagnosis and inclusion never close.

    Attributes:
        history: Everything, in the order of inclusion.
    """

    history: History

    def within(self, period: Period) -> History:
        """The inclusions that the period allows."""
        known = self.history
        kept = (known.diagnosed <= period.last_diagnosis_day.toordinal()) & (
            known.included <= period.last_day.toordinal()
        )
        parts = {
            name: getattr(known, name)[kept]
            for name in ("centre", "included", "entered", "diagnosed")
        }
        return replace(known, **parts)


def draw_trial(generator: np.random.Generator) -> Trial:
    """Centres of unequal pace open late over 15 months; forms are entered about 20 days late."""
    start = START.toordinal()
    planned = start + np.floor(OPENING_MONTHS * DAYS_PER_MONTH * np.arange(CENTRES) / CENTRES)
    opened = planned + np.minimum(generator.exponential(30, CENTRES).round(), 150)
    rates = generator.gamma(VARIATION**-2, MEAN_RATE * VARIATION**2, CENTRES) / DAYS_PER_MONTH
    days = start + 365 * SIMULATED_YEARS - opened + EARLY_DAYS
    centre = np.repeat(np.arange(CENTRES), generator.poisson(rates * days))
    diagnosed = opened[centre] - EARLY_DAYS + generator.random(centre.size) * days[centre]
    delay = generator.integers(45, 121, centre.size) + generator.exponential(10, centre.size)
    included = np.floor(diagnosed + delay)
    entered = included + np.floor(generator.exponential(20, centre.size))
    order = np.argsort(included, kind="stable")
    order = order[included[order] >= opened[centre[order]]]
    return Trial(
        History(
            planned=planned,
            opened=opened,
            closed=np.full(CENTRES, np.nan),
            centre=centre[order],
            included=included[order],
            entered=entered[order],
            diagnosed=np.floor(diagnosed[order]),
        )
    )


Intervals = dict[str, tuple[float, ...]]
"""Quantiles of ``LEVELS`` by method."""


def forecast_counts(forecaster: Forecaster, by: date) -> Intervals:
    """Quantiles of the count by a day, by each method."""
    found = {}
    for method in METHODS[:2]:
        q = forecaster.count_by([by])[0]
        found[method] = (q.low_95, q.low_80, q.median, q.high_80, q.high_95)
        keep_likeliest(forecaster)
    expected = daily_pace(forecaster) * (by - forecaster.as_of).days
    found["straight line"] = tuple(
        forecaster.patients + poisson.ppf(level, expected) for level in LEVELS
    )
    return found


def forecast_days(forecaster: Forecaster) -> Intervals:
    """Quantiles of the day of the target, by each method."""
    found = {}
    for method in METHODS[:2]:
        d = forecaster.target_dates(TARGET)
        found[method] = tuple(
            day.toordinal() if day else np.inf
            for day in (d.low_95, d.low_80, d.median, d.high_80, d.high_95)
        )
        keep_likeliest(forecaster)
    missing = TARGET - forecaster.patients
    found["straight line"] = tuple(
        forecaster.as_of.toordinal() + gamma.ppf(level, missing) / daily_pace(forecaster)
        for level in LEVELS
    )
    return found


def keep_likeliest(forecaster: Forecaster) -> None:
    """Turn a forecaster into a plug-in one: the likeliest hyper-parameters, taken as known."""
    every = forecaster.posterior
    best = [int(np.argmax(every.weight))]
    forecaster.posterior = replace(
        every, shape=every.shape[best], rate=every.rate[best], weight=np.ones(1)
    )


def daily_pace(forecaster: Forecaster) -> float:
    """Inclusions a day of the last six months: the slope of the straight line."""
    since = add_months(forecaster.as_of, -LINE_MONTHS)
    patients = np.count_nonzero(forecaster.known.included > since.toordinal())
    return float(max(patients, 1) / (forecaster.as_of - since).days)


def hits(intervals: Intervals, truth: float) -> dict[str, tuple[bool, bool]]:
    """Whether the 80 and the 95 % interval of each method hold the truth."""
    return {
        method: (q[1] <= truth <= q[3], q[0] <= truth <= q[4]) for method, q in intervals.items()
    }


@dataclass(frozen=True)
class Coverage:
    """Coverage of the forecasts made at one month.

    Attributes:
        month: Months since the start.
        forecasts: Trials with enough inclusions for a forecast.
        counts: Coverage of the 80 and the 95 % interval of the count, by method.
        days: The same for the day of the target.
    """

    month: int
    forecasts: int
    counts: dict[str, tuple[float, float]]
    days: dict[str, tuple[float, float]]


def measure_coverage(trials: int, seed: int) -> list[Coverage]:
    """Coverage of the three methods over simulated trials, month by month."""
    generator = np.random.default_rng(seed)
    drawn = [draw_trial(generator) for _ in range(trials)]
    return [_coverage_at(month, drawn) for month in MONTHS]


def _coverage_at(month: int, trials: list[Trial]) -> Coverage:
    as_of = add_months(START, month)
    by = add_months(as_of, AHEAD_MONTHS)
    counts, days = [], []
    for trial in trials:
        allowed = trial.within(RECORD)
        if np.count_nonzero(allowed.entered <= as_of.toordinal()) < 3:
            continue
        truth = float(np.count_nonzero(allowed.included <= by.toordinal()))
        counts.append(hits(forecast_counts(Forecaster(allowed, as_of, RECORD), by), truth))
        reached = float(trial.history.included[TARGET - 1])
        days.append(hits(forecast_days(Forecaster(allowed, as_of, RECORD)), reached))
    return Coverage(month, len(counts), _shares(counts), _shares(days))


def _shares(found: list[dict[str, tuple[bool, bool]]]) -> dict[str, tuple[float, float]]:
    means = {m: np.mean([hit[m] for hit in found], axis=0) for m in METHODS}
    return {m: (float(share[0]), float(share[1])) for m, share in means.items()}


SIZES = np.round(np.exp(log(22) + 0.6 * np.linspace(-2, 1.75, CENTRES))).astype(np.int64)
"""Patients of the simulated centres: 7 to 63, 550 to 600 in all."""

USUAL_RATE, OUTLYING_RATE, OUTLYING_PATIENTS, RUNS = 0.10, 0.30, 62, 2000


def measure_flags(runs: int, seed: int) -> tuple[float, float]:
    """Share of runs with a false flag without an outlier, and power for one centre of 62."""
    generator = np.random.default_rng(seed)
    names = [str(position) for position in range(CENTRES)]
    sizes = np.append(SIZES[:-1], OUTLYING_PATIENTS)
    rates = np.append(np.full(CENTRES - 1, USUAL_RATE), OUTLYING_RATE)
    false_flags = found = 0
    for _ in range(runs):
        nobody = compare_rates(names, generator.binomial(sizes, USUAL_RATE), sizes)
        false_flags += any(c.verdict in (Verdict.HIGH, Verdict.LOW) for c in nobody)
        outlier = compare_rates(names, generator.binomial(sizes, rates), sizes)[-1]
        found += outlier.verdict is Verdict.HIGH
    return false_flags / runs, found / runs


def half_width(share: float, runs: int) -> float:
    """Half-width of the 95 % interval of a simulated share."""
    return 1.96 * sqrt(share * (1 - share) / runs)


def render(day: date) -> str:
    """The tables in Markdown."""
    lines = [
        "# How well the recruitment is foretold, and the centres are judged",
        f"`make simulate` writes this file: seed {SEED}, run on {day.isoformat()}.",
        "",
        f"{TRIALS} invented trials of {CENTRES} centres that open over {OPENING_MONTHS} months,",
        f"rates gamma with mean {MEAN_RATE} a month and variation {VARIATION}. Coverage of the",
        f"forecast made at month m: prospective count {AHEAD_MONTHS} months ahead under the",
        f"record's period, and date of inclusion number {TARGET} while inclusion stays open.",
        f"The straight line goes on at the pace of the last {LINE_MONTHS} months. A trial of fewer",
        "than 3 inclusions entered has no forecast yet and is not counted.",
        "Wanted: within .05 of .80 and .95 (integrated). A simulated share of .80 is known to",
        f"{half_width(0.8, TRIALS):.3f}, one of .95 to {half_width(0.95, TRIALS):.3f}.",
        "",
        "| month | trials | method | count 80 % | count 95 % | date 80 % | date 95 % |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {found.month} | {found.forecasts} | {method} | "
        + " | ".join(f"{share:.3f}" for share in (*found.counts[method], *found.days[method]))
        + " |"
        for found in measure_coverage(TRIALS, SEED)
        for method in METHODS
    ]
    false_flags, power = measure_flags(RUNS, SEED)
    lines += [
        "",
        f"{RUNS} runs of {CENTRES} centres ({SIZES.min()} to {OUTLYING_PATIENTS} patients), rate"
        f" {USUAL_RATE:.2f}; one centre of {OUTLYING_PATIENTS} with {OUTLYING_RATE:.2f} for power.",
        "",
        "| figure | wanted | measured |",
        "|---|---|---|",
        f"| runs with a false flag | <= .10 | {false_flags:.3f} |",
        f"| power for {USUAL_RATE:.2f} -> {OUTLYING_RATE:.2f} | >= .80 | {power:.3f} |",
    ]
    return "\n".join(lines) + "\n"
