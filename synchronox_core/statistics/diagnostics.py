"""Diagnostics of a comparison against their thresholds; one that fails withholds the estimate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from synchronox_core.statistics.arrays import Flags, Floats, Ints
from synchronox_core.statistics.balance import Balance
from synchronox_core.statistics.outcomes import BinaryOutcome, Outcome
from synchronox_core.statistics.sandwich import Effect
from synchronox_core.statistics.weighting import compute_effective_size

Verdict = Literal["pass", "warn", "fail"]

POWER_QUANTILES = 1.959964 + 0.841621
"""Normal quantiles of a two-sided 5 % test with 80 % power."""

NARROW = (0.05, 0.95)
"""Propensities within which both arms are really possible."""

EQUIPOISE = (0.3, 0.7)
"""Preference scores of patients for whom either arm was a matter of preference.

Source: Walker 2013, doi:10.2147/CER.S40357.
"""


@dataclass(frozen=True)
class Threshold:
    """Where a diagnostic turns to a warning and to a failure.

    Attributes:
        warn: Bound of the warning; None when there is none.
        fail: Bound of the failure; None when it never fails.
        is_upper: Larger values are worse.
    """

    warn: float | None
    fail: float | None
    is_upper: bool = False

    def judge(self, value: float) -> Verdict:
        """The verdict on a value; a value that cannot be told fails."""
        if np.isnan(value):
            return "fail"
        sign = -1.0 if self.is_upper else 1.0
        if self.fail is not None and sign * value < sign * self.fail:
            return "fail"
        if self.warn is not None and sign * value < sign * self.warn:
            return "warn"
        return "pass"


THRESHOLDS: dict[str, Threshold] = {
    "patients": Threshold(warn=30, fail=10),
    "overlap": Threshold(warn=0.90, fail=0.50),
    "equipoise": Threshold(warn=0.50, fail=0.20),
    "largest_imbalance": Threshold(warn=0.10, fail=0.25, is_upper=True),
    "mean_imbalance": Threshold(warn=None, fail=0.10, is_upper=True),
    "effective_size": Threshold(warn=60, fail=30),
    "events": Threshold(warn=10, fail=5),
    "followed": Threshold(warn=10, fail=5),
    "detectable_difference": Threshold(warn=0.20, fail=None, is_upper=True),
    "negative_control": Threshold(warn=None, fail=1.0, is_upper=True),
}
"""Bounds by diagnostic.

Imbalances and effective size are those of ``statistics.md`` 3; half the patients in equipoise is
Walker's bound and a fifth the default of OHDSI CohortMethod; ten patients an arm is the least of
``architecture.md``, Errors. The other bounds are choices of this project.
"""


@dataclass(frozen=True)
class Diagnostic:
    """One diagnostic.

    Attributes:
        name: Key of ``THRESHOLDS``.
        arm: Strategy it is about; None for both.
        value: What was found; NaN when it cannot be told.
        verdict: ``pass``, ``warn`` or ``fail``.
    """

    name: str
    arm: str | None
    value: float
    verdict: Verdict

    @property
    def threshold(self) -> Threshold:
        """The bounds it was judged by."""
        return THRESHOLDS[self.name]


def build_diagnostic(name: str, value: float, arm: str | None = None) -> Diagnostic:
    """A value with its verdict.

    >>> build_diagnostic("effective_size", 29.9, "liver_first").verdict
    'fail'
    """
    return Diagnostic(name, arm, float(value), THRESHOLDS[name].judge(float(value)))


def diagnose_support(
    arms: Sequence[str], arm: Ints, outcome: Outcome, weights: Floats
) -> list[Diagnostic]:
    """Patients, effective size, events and follow-up of each arm.

    Args:
        arms: Names of the first two arms.
        arm: Arm of each patient, shape (n,).
        outcome: The outcome.
        weights: Weight of each patient, shape (n,); 0 for one whose outcome tells nothing yet.
    """
    found = []
    for position, name in enumerate(arms):
        member = arm == position
        carrying = member & (weights > 0)
        found += [
            build_diagnostic("patients", member.sum(), name),
            build_diagnostic("effective_size", compute_effective_size(weights[member]), name),
            build_diagnostic("events", _count_events(outcome, carrying), name),
        ]
        if not isinstance(outcome, BinaryOutcome):
            followed = _count_followed(
                outcome.months, outcome.cause, outcome.horizon_months, member
            )
            found.append(build_diagnostic("followed", followed, name))
    return found


def diagnose_overlap(arms: Sequence[str], arm: Ints, probability: Floats) -> list[Diagnostic]:
    """Share of each arm with a propensity away from 0 and 1, and share in equipoise.

    Method: the preference score is the propensity on the log-odds scale less the log-odds of the
    arm's share, so that a rarer arm is not taken for an unlikely one.

    Args:
        arms: Names of the first two arms.
        arm: Arm of each patient, shape (n,).
        probability: Estimated probability of each arm, shape (n, K).
    """
    compared = arm < 2
    score = probability[compared, 0] / probability[compared, :2].sum(axis=1)
    first = arm[compared] == 0
    share = first.mean()
    preference = 1 / (1 + (1 - score) / score * share / (1 - share))
    found = []
    for name, member in zip(arms, (first, ~first), strict=True):
        for kind, values, (low, high) in (
            ("overlap", score, NARROW),
            ("equipoise", preference, EQUIPOISE),
        ):
            inside = (values[member] >= low) & (values[member] <= high)
            found.append(build_diagnostic(kind, inside.mean(), name))
    return found


def diagnose_balance(balance: Sequence[Balance]) -> list[Diagnostic]:
    """The largest and the mean imbalance left; the largest warns only outside its sampling band."""
    after = [item.after for item in balance]
    if not after:
        return []
    worst = build_diagnostic("largest_imbalance", max(after))
    is_chance = worst.verdict == "warn" and all(item.after <= item.band for item in balance)
    if is_chance:
        worst = Diagnostic(worst.name, None, worst.value, "pass")
    return [worst, build_diagnostic("mean_imbalance", float(np.mean(after)))]


def diagnose_precision(effect: Effect, scale: float) -> Diagnostic:
    """The smallest difference detected with 80 % power, as a share of the scale of the outcome."""
    detectable = POWER_QUANTILES * effect.standard_error / scale
    return build_diagnostic("detectable_difference", detectable)


def diagnose_negative_control(effect: Effect) -> Diagnostic:
    """A difference found where there can be none, in half-widths of its interval."""
    half_width = (effect.ci_high - effect.ci_low) / 2
    return build_diagnostic("negative_control", abs(effect.difference) / half_width)


def _count_events(outcome: Outcome, carrying: Flags) -> int:
    return min(int((kind & carrying).sum()) for kind in outcome.events)


def _count_followed(months: Floats, cause: Ints, horizon: float, member: Flags) -> float:
    # A curve that everybody has left by an event needs nobody at the horizon.
    if member.any() and (cause[member] > 0).all():
        return float(member.sum())
    return float((member & (months >= horizon)).sum())
