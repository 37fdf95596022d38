"""The risks of a patient as rows: rounded once, and told alike in every view."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.predict import Interval, Prediction, StrategyRisk
from synchronox_core.prediction.support import (
    COMPARABLE,
    LEAST_COMPARABLE,
    LEAST_EFFECTIVE_SIZE,
    LEAST_PROPENSITY,
    Support,
)
from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.services.prediction.applicability_table import tell_why_outside
from synchronox_core.services.prediction.predictor import PatientPrediction
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED
from synchronox_core.text import text
from synchronox_core.text.formats import format_number, format_percent
from synchronox_core.text.labels import code_label

ANY = "any"
"""Code of the row that holds whatever the strategy planned."""

ALL = 100
"""Patients among whom a risk is told."""

ORDER = tuple(strategy.value for strategy in Strategy)


class ShownRisk(NamedTuple):
    """A risk as every view shows it: patients of 100.

    Attributes:
        percent: The risk.
        low: Lower bound, 95 %.
        high: Upper bound.
    """

    percent: int
    low: int
    high: int


@dataclass(frozen=True)
class RiskRow:
    """A line of the page.

    Attributes:
        code: Strategy, or ``ANY``.
        label: What it is called.
        shown: The risk; None while withheld.
        number: The risk with its interval, or that it is withheld.
        sentence: The risk as a sentence, or why it is withheld.
    """

    code: str
    label: str
    shown: ShownRisk | None
    number: str
    sentence: str


def list_order(first: str) -> tuple[str, ...]:
    """The strategies in the protocol's order, one of them put first.

    >>> list_order("liver_first")
    ('liver_first', 'simultaneous', 'rectum_first', 'adaptive')
    """
    return (first, *(code for code in ORDER if code != first))


def round_risk(risk: float, interval: Interval) -> ShownRisk:
    """A risk (0-1) with its interval as patients of 100.

    >>> round_risk(0.584, Interval(0.512, 0.649))
    ShownRisk(percent=58, low=51, high=65)
    """
    return ShownRisk(*(round(100 * value) for value in (risk, *interval)))


def build_rows(found: PatientPrediction, order: Sequence[str], language: str) -> list[RiskRow]:
    """The risk whatever the strategy, then that of each strategy in the order asked.

    Args:
        found: The prediction.
        order: Strategies.
        language: ``en`` or ``fr``.
    """
    prediction = found.prediction
    reason = tell_withheld(found, ANY, language) if prediction.risk is None else ""
    rows = [_row(ANY, prediction.risk, prediction.interval, reason, language)]
    for code in order:
        risk = prediction.strategies.get(code)
        reason = tell_withheld(found, code, language)
        values = (None, None) if risk is None else (risk.risk, risk.interval)
        rows.append(_row(code, *values, reason, language))
    return rows


def strategy_label(code: str, language: str) -> str:
    """What a strategy, or all of them, is called."""
    if code == ANY:
        return text("strategies.any", language)
    return code_label("strategy_planned", code, language)


def tell_risk(shown: ShownRisk, language: str) -> str:
    """A rounded risk with its interval.

    >>> tell_risk(ShownRisk(58, 51, 65), "en"), tell_risk(ShownRisk(5, 0, 17), "en")
    ('58% (51–65)', '5% (<1–17)')
    """
    return text("strategies.number", language, **_tell_all(shown, language))


def tell_of_100(patients: int, language: str) -> str:
    """Patients of 100; a risk is never 0 or 1, so that 0 reads as under 1, and 100 as over 99.

    >>> tell_of_100(58, "en"), tell_of_100(0, "en"), tell_of_100(100, "en")
    ('58', '<1', '>99')
    """
    if patients == 0:
        return text("strategies.under_1", language)
    return text("strategies.over_99", language) if patients == ALL else str(patients)


def tell_withheld(found: PatientPrediction, code: str, language: str) -> str:
    """Why the risk of a strategy is withheld; empty when it is not.

    Args:
        found: The prediction.
        code: Strategy.
        language: ``en`` or ``fr``.
    """
    prediction: Prediction = found.prediction
    if prediction.risk is None:
        why = tell_why_outside(found, language)
        return text("strategies.withheld_outside", language, why=why)
    if found.moment is Moment.DIAGNOSIS:
        return text("strategies.withheld_diagnosis", language)
    risk: StrategyRisk | None = prediction.strategies.get(code)
    if risk is None:
        return text("strategies.withheld_cohort", language, count=COMPARABLE)
    return "" if risk.risk is not None else _tell_shortfall(risk.support, language)


def tell_count(count: int | None, language: str) -> str:
    """A count, or that it is between 1 and 4 and not shown."""
    if count is None:
        return text("strategies.few", language, least=SMALLEST_DESCRIBED)
    return format_number(count, language)


def _row(
    code: str, risk: float | None, interval: Interval | None, reason: str, language: str
) -> RiskRow:
    label = strategy_label(code, language)
    if risk is None or interval is None:
        return RiskRow(code, label, None, text("strategies.withheld", language), reason)
    shown = round_risk(risk, interval)
    sentence = text(f"strategies.sentence_{code}", language, **_tell_all(shown, language))
    return RiskRow(code, label, shown, tell_risk(shown, language), sentence)


def _tell_all(shown: ShownRisk, language: str) -> dict[str, str]:
    return {name: tell_of_100(value, language) for name, value in shown._asdict().items()}


def _tell_shortfall(support: Support, language: str) -> str:
    return text(
        f"strategies.withheld_{support.withheld_because}",
        language,
        comparable=tell_count(support.comparable, language),
        of=COMPARABLE,
        least_comparable=LEAST_COMPARABLE,
        propensity=format_percent(support.propensity, language),
        least_propensity=format_percent(LEAST_PROPENSITY, language, 0),
        size=format_number(support.effective_size, language),
        least_size=format_number(LEAST_EFFECTIVE_SIZE, language),
    )
