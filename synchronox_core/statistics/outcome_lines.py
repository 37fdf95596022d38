"""One line of the outcome measures: a figure with its denominator, its interval and its gaps."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from synchronox_core.statistics.disclosure import is_described
from synchronox_core.statistics.proportions import estimate_proportion
from synchronox_core.statistics.survival import KaplanMeier


class Kind(StrEnum):
    """What a line gives.

    Attributes:
        PROPORTION: Share of the patients in whom it is known (0-1).
        SURVIVAL: Kaplan-Meier probability of no event at the time frame (0-1).
        MEDIAN: Median of a score, in its own unit.
        COUNT: A number of patients, without a value.
    """

    PROPORTION = "proportion"
    SURVIVAL = "survival"
    MEDIAN = "median"
    COUNT = "count"


class Interval(StrEnum):
    """What the two bounds of a value are.

    Attributes:
        WILSON: 95 % confidence interval of a proportion, Wilson's score.
        LOG_LOG: 95 % confidence interval of a survival probability, Greenwood, log-log scale.
        QUARTILES: First and third quartile: spread among patients, not confidence.
        NONE: There are none.
    """

    WILSON = "wilson"
    LOG_LOG = "log_log"
    QUARTILES = "quartiles"
    NONE = "none"


class AnswerCount(NamedTuple):
    """Patients with one answer.

    Attributes:
        value: The answer as a word; None when there is none.
        reason: Why there is none, or a code that goes with the answer; None without.
        patients: How many.
    """

    value: str | None
    reason: str | None
    patients: int


class Quartiles(NamedTuple):
    """Quartiles of a score; None when known in nobody."""

    q1: float | None
    median: float | None
    q3: float | None


@dataclass(frozen=True)
class Bounds:
    """What a proportion would be if every missing answer were known.

    Attributes:
        low: Every missing answer a no (0-1).
        high: Every missing answer a yes (0-1).
        unknown: Patients whose answer is missing.
    """

    low: float
    high: float
    unknown: int


@dataclass(frozen=True)
class OutcomeLine:
    """One figure of an outcome measure.

    Attributes:
        code: Names it; ``outcomes.line_<code>`` of the text catalogue tells it.
        population: Whom it speaks about; ``outcomes.population_<code>`` tells it.
        kind: What the value is.
        known: Patients in whom it is known (N).
        missing: Patients of the population in whom it is not known, by code of the reason.
        patients: Patients with the characteristic or the event (n); None when not described or
            when the value is no share of patients.
        value: The figure; None when it cannot be given or not described.
        low: Lower bound.
        high: Upper bound.
        interval: What the bounds are.
        at_risk: Patients still observed at the time frame; None without time.
        is_described: Whether the group is large enough to be described.
    """

    code: str
    population: str
    kind: Kind
    known: int
    missing: Mapping[str, int]
    patients: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    interval: Interval = Interval.NONE
    at_risk: int | None = None
    is_described: bool = True

    @property
    def bounds(self) -> Bounds | None:
        """What the missing answers could make of a proportion; None when nobody is missing."""
        unknown = sum(self.missing.values())
        if self.kind is not Kind.PROPORTION or self.patients is None or not unknown:
            return None
        everybody = self.known + unknown
        return Bounds(self.patients / everybody, (self.patients + unknown) / everybody, unknown)

    def hidden(self) -> "OutcomeLine":
        """The line of a group that is counted and not described."""
        return OutcomeLine(
            self.code, self.population, self.kind, self.known, self.missing, is_described=False
        )


def estimate_share_line(
    code: str, population: str, patients: int, known: int, missing: Mapping[str, int]
) -> OutcomeLine:
    """A proportion among those in whom it is known, with Wilson's interval and its bounds.

    Args:
        code: Code of the line.
        population: Code of the population.
        patients: Patients with the characteristic.
        known: Patients in whom it is known.
        missing: Patients in whom it is not known, by reason.

    Raises:
        ValueError: ``patients`` exceeds ``known``, or a count is negative.

    >>> line = estimate_share_line("r0", "resected", 8, 10, {"margin_missing": 10})
    >>> line.value, line.bounds
    (0.8, Bounds(low=0.4, high=0.9, unknown=10))
    """
    share = estimate_proportion(patients, known)
    line = OutcomeLine(
        code=code,
        population=population,
        kind=Kind.PROPORTION,
        patients=patients,
        known=known,
        missing=dict(missing),
        value=share.proportion,
        low=share.ci_low,
        high=share.ci_high,
        interval=Interval.WILSON,
    )
    return line if is_described(known) else line.hidden()


def count_share_line(
    code: str,
    population: str,
    answers: Iterable[AnswerCount],
    yes: Collection[str],
    outside: Collection[str] = (),
    no_reasons: Collection[str] = (),
) -> OutcomeLine:
    """A proportion counted from the answers of every patient.

    Args:
        code: Code of the line.
        population: Code of the population.
        answers: Patients by answer and reason, everybody once.
        yes: Answers that have the characteristic.
        outside: Reasons of patients without an answer who do not belong to the population.
        no_reasons: Reasons of patients without an answer that settle it: a no.
    """
    patients, known, missing = 0, 0, dict[str, int]()
    for value, reason, count in answers:
        if value is not None or reason in no_reasons:
            known += count
            patients += count if value in yes else 0
        elif reason not in outside:
            missing[reason or ""] = missing.get(reason or "", 0) + count
    return estimate_share_line(code, population, patients, known, missing)


def describe_median_line(
    code: str, population: str, known: int, quartiles: Quartiles, missing: Mapping[str, int]
) -> OutcomeLine:
    """The median of a score with its quartiles.

    Args:
        code: Code of the line.
        population: Code of the population.
        known: Patients with a value.
        quartiles: Quartiles of their values.
        missing: Patients without a value, by reason.
    """
    line = OutcomeLine(
        code=code,
        population=population,
        kind=Kind.MEDIAN,
        known=known,
        missing=dict(missing),
        value=quartiles.median,
        low=quartiles.q1,
        high=quartiles.q3,
        interval=Interval.QUARTILES,
    )
    return line if is_described(known) else line.hidden()


def read_survival_line(
    code: str, population: str, curve: KaplanMeier, months: float, missing: Mapping[str, int]
) -> OutcomeLine:
    """Survival at a time, with the events until then and the patients at risk.

    Args:
        code: Code of the line.
        population: Code of the population.
        curve: The Kaplan-Meier curve.
        months: The time, months; no value when nobody was observed so long.
        missing: Patients without a duration, by reason.
    """
    (landmark,) = curve.at([months])
    (events,) = curve.events_until([months])
    line = OutcomeLine(
        code=code,
        population=population,
        kind=Kind.SURVIVAL,
        patients=events,
        known=curve.patients,
        missing=dict(missing),
        value=landmark.probability,
        low=landmark.ci_low,
        high=landmark.ci_high,
        interval=Interval.LOG_LOG,
        at_risk=landmark.at_risk,
    )
    return line if is_described(curve.patients) else line.hidden()


def count_line(code: str, population: str, patients: int, known: int) -> OutcomeLine:
    """A number of patients, without a value."""
    line = OutcomeLine(code, population, Kind.COUNT, known, {}, patients)
    return line if is_described(known) else line.hidden()
