"""How the lines of the outcome measures are estimated: shares, survival, medians and counts."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from synchronox_core.statistics.disclosure import is_described
from synchronox_core.statistics.outcome_lines import Interval, Kind, OutcomeLine
from synchronox_core.statistics.proportions import estimate_proportion
from synchronox_core.statistics.survival import KaplanMeier


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
