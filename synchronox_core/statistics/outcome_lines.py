"""One line of the outcome measures: a figure with its denominator, its interval and its gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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
