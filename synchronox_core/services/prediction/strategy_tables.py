"""The tables of the strategies of one patient, in the order a board reads them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from synchronox_core.prediction.predict import Difference
from synchronox_core.prediction.support import COMPARABLE
from synchronox_core.services.comparisons.pair_diagnostics import Comparability
from synchronox_core.services.patients.words import in_sentence
from synchronox_core.services.prediction.planned_courses import (
    SITES,
    Completion,
    PlannedCourse,
    Rate,
    estimate_rate,
)
from synchronox_core.services.prediction.predictor import PatientPrediction
from synchronox_core.services.prediction.strategy_rows import (
    ORDER,
    RiskRow,
    strategy_label,
    tell_count,
    tell_of_100,
)
from synchronox_core.statistics.disclosure import is_described, is_small_count
from synchronox_core.text import text
from synchronox_core.text.formats import format_interval, format_number, format_percent

NOT_TOLD = "–"
"""Where there is no figure at all; the words beside it say why."""


def support_table(found: PatientPrediction, order: Sequence[str], language: str) -> pd.DataFrame:
    """Whom the figures are based on, one row a strategy; empty where none is compared."""
    rows = []
    for code in order:
        risk = found.prediction.strategies.get(code)
        if risk is None:
            continue
        support = risk.support
        state = "enough" if risk.risk is not None else "too_little"
        rows.append(
            {
                "strategy": strategy_label(code, language),
                "comparable": tell_count(support.comparable, language),
                "propensity": format_percent(support.propensity, language, 0),
                "effective_size": format_number(support.effective_size, language),
                "support": text(f"strategies.support_{state}", language),
            }
        )
    return _named(rows, language, of=COMPARABLE)


def risk_table(rows: Sequence[RiskRow], language: str) -> pd.DataFrame:
    """The risks as a table, for reading and for taking away; a withheld one says why."""
    listed = []
    for row in rows:
        figures = row.shown or ()
        percent, low, high = (tell_of_100(n, language) for n in figures) if figures else [""] * 3
        reason = row.sentence if row.shown is None else ""
        listed.append(
            {
                "strategy": row.label,
                "of_100": percent,
                "ci_low": low,
                "ci_high": high,
                "note": reason,
            }
        )
    if all(row.shown for row in rows):
        listed = [{k: v for k, v in row.items() if k != "note"} for row in listed]
    return _named(listed, language)


def difference_table(
    found: PatientPrediction, order: Sequence[str], comparability: Comparability, language: str
) -> pd.DataFrame:
    """Every pair of strategies: the difference, or why it is withheld; a pair keeps its place.

    Args:
        found: The prediction.
        order: Strategies; a pair is always told in the protocol's direction.
        comparability: Judgement of Compare strategies by pair.
        language: ``en`` or ``fr``.
    """
    known = {frozenset((item.first, item.second)): item for item in found.prediction.differences}
    rows = []
    for place, first in enumerate(order):
        for second in order[place + 1 :]:
            pair = frozenset((first, second))
            a, b = _direct(first, second)
            told = _tell_difference(known.get(pair), comparability.get(pair), language)
            names = {
                "a": strategy_label(a, language),
                "b": in_sentence(strategy_label(b, language)),
            }
            rows.append({"pair": text("strategies.pair", language, **names), "difference": told})
    return _named(rows, language)


def harm_table(
    courses: Mapping[str, PlannedCourse], order: Sequence[str], language: str
) -> pd.DataFrame:
    """Severe morbidity and death within 30 days per site, one row a strategy."""
    rows = []
    for code in order:
        if code not in courses:
            continue
        item = courses[code]
        rows.append(
            {
                "strategy": strategy_label(code, language),
                **{f"severe_{site}": _tell_rate(item.severe[site], language) for site in SITES},
                **{f"death_{site}": _tell_rate(item.death[site], language) for site in SITES},
            }
        )
    return _named(rows, language)


def completion_table(
    courses: Mapping[str, PlannedCourse], order: Sequence[str], language: str
) -> pd.DataFrame:
    """Months to complete treatment among those who reached it, one row a strategy."""
    rows = [
        {
            "strategy": strategy_label(code, language),
            "planned": tell_count(_hide(courses[code].patients), language),
            "completed": _tell_completed(courses[code], language),
            "months": _tell_months(courses[code].completion, language),
        }
        for code in order
        if code in courses
    ]
    return _named(rows, language)


def nearest_table(found: PatientPrediction, order: Sequence[str], language: str) -> pd.DataFrame:
    """What became of the nearest patients, and what had been planned for them."""
    nearest = found.prediction.nearest
    if nearest is None:
        return pd.DataFrame()
    counts = {
        text("strategies.nearest_achieved", language): nearest.achieved,
        text("strategies.nearest_not_achieved", language): nearest.not_achieved,
        **{
            text(
                "strategies.nearest_planned", language, strategy=strategy_label(code, language)
            ): nearest.by_strategy[code]
            for code in order
        },
    }
    rows = [
        {"what": label, "patients": _tell_hidden(count, language)}
        for label, count in counts.items()
    ]
    if nearest.achieved is not None:
        rows[0]["patients"] = _tell_rate(
            estimate_rate(nearest.achieved, nearest.patients), language
        )
    return _named(rows, language)


def _direct(first: str, second: str) -> tuple[str, str]:
    return (first, second) if ORDER.index(first) < ORDER.index(second) else (second, first)


def _tell_difference(
    difference: Difference | None, is_comparable: bool | None, language: str
) -> str:
    if difference is None:
        return text("strategies.difference_no_support", language)
    if is_comparable is None:
        return text("strategies.difference_not_judged", language)
    if not is_comparable:
        return text("strategies.difference_diagnostics", language)
    values = (100 * value for value in (difference.difference, *difference.interval))
    signed = [_sign(round(value), language) for value in values]
    return text(
        "strategies.difference",
        language,
        **dict(zip(("value", "low", "high"), signed, strict=True)),
    )


def _sign(value: int, language: str) -> str:
    """A whole number with its sign, the minus as a minus."""
    number = format_number(abs(value), language)
    return number if value == 0 else f"{'+' if value > 0 else '−'}{number}"


def _tell_rate(rate: Rate, language: str) -> str:
    if rate.ci_low is None or rate.ci_high is None:
        key = "strategies.rate_not_described" if rate.known else "strategies.rate_nobody"
        return text(key, language, least=rate.least)
    interval = format_interval(100 * rate.ci_low, 100 * rate.ci_high, language, 1)
    known = format_number(rate.known, language)
    if rate.patients is None or rate.proportion is None:
        few = text("strategies.few", language, least=rate.least)
        return text("strategies.rate_few", language, few=few, known=known, interval=interval)
    return text(
        "strategies.rate",
        language,
        percent=format_percent(rate.proportion, language),
        interval=interval,
        patients=format_number(rate.patients, language),
        known=known,
    )


def _tell_completed(course: PlannedCourse, language: str) -> str:
    if not is_described(course.patients):
        return NOT_TOLD
    return tell_count(_hide(course.completion.patients), language)


def _hide(count: int) -> int | None:
    return None if is_small_count(count) else count


def _tell_months(completion: Completion, language: str) -> str:
    if completion.median_months is None:
        return NOT_TOLD
    assert completion.q1_months is not None
    assert completion.q3_months is not None
    middle = format_interval(completion.q1_months, completion.q3_months, language, 1)
    return f"{format_number(completion.median_months, language, 1)} {middle}"


def _tell_hidden(count: int | None, language: str) -> str:
    if count is None:
        return text("strategies.not_shown", language)
    return format_number(count, language)


def _named(rows: Sequence[Mapping[str, str]], language: str, **values: object) -> pd.DataFrame:
    """Rows under the words of the language for their columns."""
    frame = pd.DataFrame(rows)
    return frame.rename(columns=lambda name: text(f"strategies.column_{name}", language, **values))
