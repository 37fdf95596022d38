"""The sentences that tell a forecast of the recruitment, for the page and the command."""

from datetime import date

from synchronox_core.errors import ForecastError
from synchronox_core.protocol.vocabulary import Cohort
from synchronox_core.recruitment.forecast import EarlierForecast, Forecast
from synchronox_core.recruitment.pace import LEAST_EXPECTED, RECENT_MONTHS
from synchronox_core.services.recruitment.outlook import Aim, Recruitment
from synchronox_core.text import text
from synchronox_core.text.formats import (
    NO_BREAK_SPACE,
    format_date,
    format_interval,
    format_number,
    format_percent,
)

NEARLY_IMPOSSIBLE, NEARLY_SURE = 0.001, 0.999


def tell_entered(found: Recruitment, language: str) -> str:
    """Patients entered by the data cut, the two cohorts apart."""
    return text(
        "recruitment.entered",
        language,
        as_of=format_date(found.as_of, language),
        retrospective=format_number(found.aim.retrospective, language),
        prospective=format_number(found.patients.get(Cohort.PROSPECTIVE, 0), language),
    )


def silent_centres(found: Recruitment) -> list[str]:
    """Codes of the centres silent longer than their own pace explains."""
    rows = found.centres
    return [str(code) for code in rows.loc[rows["is_silent"].eq(True), "centre_id"]]


def tell_refusal(refusal: ForecastError, language: str) -> str:
    """Why there is no forecast, its days as the language writes them."""
    values = {
        name: format_date(value, language) if isinstance(value, date) else value
        for name, value in refusal.values.items()
    }
    return text(refusal.key, language, **values)


def tell_aim(aim: Aim, language: str) -> str:
    """What the forecast aims at, and whether the split is decided."""
    return text(
        "recruitment.aim_set" if aim.is_split_set else "recruitment.aim_unset",
        language,
        target=format_number(aim.target, language),
        retrospective=format_number(aim.retrospective, language),
        prospective=format_number(aim.prospective, language),
    )


def tell_target_dates(forecast: Forecast, language: str) -> str:
    """When the target is reached, with both intervals."""
    dates = forecast.target_dates
    if forecast.patients >= forecast.target:
        return text(
            "recruitment.reached",
            language,
            target=format_number(forecast.target, language),
            day=written_day(dates.median, language),
        )
    return text(
        "recruitment.target_dates",
        language,
        target=format_number(forecast.target, language),
        median=written_day(dates.median, language),
        within_80=written_span(dates.low_80, dates.high_80, language),
        within_95=written_span(dates.low_95, dates.high_95, language),
    )


def tell_probability(forecast: Forecast, language: str) -> str:
    """The chance of reaching the target by the horizon."""
    return text(
        "recruitment.probability",
        language,
        target=format_number(forecast.target, language),
        horizon=format_date(forecast.horizon, language),
        probability=written_probability(forecast.target_probability, language),
    )


def tell_pace(forecast: Forecast, language: str) -> str:
    """The pace observed lately beside the pace needed."""
    told = _tell_observed(forecast, language)
    return f"{told} {_tell_needed(forecast, language)}" if forecast.pace.missing else told


def _tell_observed(forecast: Forecast, language: str) -> str:
    pace = forecast.pace
    if pace.observed is None or pace.ci_low is None or pace.ci_high is None:
        return text("recruitment.observed_none", language, recent=RECENT_MONTHS)
    return text(
        "recruitment.observed",
        language,
        count=pace.patients,
        months=format_number(pace.months, language, 1),
        recent=RECENT_MONTHS,
        pace=format_number(pace.observed, language, 1),
        interval=format_interval(pace.ci_low, pace.ci_high, language, 1),
    )


def _tell_needed(forecast: Forecast, language: str) -> str:
    pace = forecast.pace
    if pace.needed is None:
        return text("recruitment.needed_none", language, count=pace.missing)
    return text(
        "recruitment.needed",
        language,
        count=pace.missing,
        months=format_number(pace.months_left, language, 1),
        pace=format_number(pace.needed, language, 1),
    )


def tell_drift(forecast: Forecast, language: str) -> str:
    """Whether the pace has changed lately."""
    drift = forecast.drift
    if drift.p_value is None:
        return text(
            "recruitment.drift_unknown", language, least=LEAST_EXPECTED, recent=RECENT_MONTHS
        )
    if not drift.has_changed:
        key = "recruitment.drift_none"
    elif drift.observed < drift.expected:
        key = "recruitment.drift_slower"
    else:
        key = "recruitment.drift_faster"
    return text(
        key,
        language,
        count=drift.observed,
        expected=format_number(drift.expected, language, 1),
        recent=RECENT_MONTHS,
        p_value=written_p_value(drift.p_value, language),
    )


def tell_period(aim: Aim, language: str) -> str:
    """When inclusion ends, and that the last diagnoses come earlier."""
    return text(
        "recruitment.period",
        language,
        last_day=format_date(aim.period.last_day, language),
        last_diagnosis_day=format_date(aim.period.last_diagnosis_day, language),
    )


def tell_past(past: EarlierForecast, language: str) -> str:
    """What an earlier forecast said of today, and what came."""
    found = past.patients
    as_of = format_date(past.as_of, language)
    if found is None:
        return text("recruitment.past_unknown", language, count=past.months_ago, as_of=as_of)
    return text(
        "recruitment.past",
        language,
        count=past.months_ago,
        as_of=as_of,
        median=format_number(found.median, language),
        within_80=written_range(found.low_80, found.high_80, language),
        within_95=written_range(found.low_95, found.high_95, language),
        observed=format_number(past.observed, language),
        verdict=past_verdict(past, language),
    )


def past_verdict(past: EarlierForecast, language: str) -> str:
    """Which interval of an earlier forecast holds what came."""
    if past.is_within_80 is None:
        return text("recruitment.verdict_none", language)
    if past.is_within_80:
        return text("recruitment.verdict_80", language)
    return text(f"recruitment.verdict_{'95' if past.is_within_95 else 'outside'}", language)


def written_day(day: date | None, language: str) -> str:
    """A day of the forecast; beyond what is looked at, so in words."""
    return text("recruitment.beyond", language) if day is None else format_date(day, language)


def written_span(first: date | None, last: date | None, language: str) -> str:
    """From a day to another."""
    return text(
        "recruitment.span",
        language,
        low=written_day(first, language),
        high=written_day(last, language),
    )


def written_range(low: int, high: int, language: str) -> str:
    """Two counts joined by an en dash.

    >>> written_range(130, 149, "en")
    '130–149'
    """
    return f"{format_number(low, language)}–{format_number(high, language)}"


def written_probability(probability: float, language: str) -> str:
    """A probability in per cent, never a false certainty.

    >>> written_probability(1.0, "en"), written_probability(0.0002, "en")
    ('>99.9%', '<0.1%')
    """
    if probability < NEARLY_IMPOSSIBLE:
        return f"<{format_percent(NEARLY_IMPOSSIBLE, language)}"
    if probability > NEARLY_SURE:
        return f">{format_percent(NEARLY_SURE, language)}"
    return format_percent(probability, language)


def written_p_value(p_value: float, language: str) -> str:
    """A p-value with its sign.

    >>> written_p_value(0.0312, "en").replace(NO_BREAK_SPACE, "_")
    'p_=_0.031'
    >>> written_p_value(0.00002, "fr").replace(NO_BREAK_SPACE, "_")
    'p_<_0,001'
    """
    smallest = 0.001
    sign, shown = ("<", smallest) if p_value < smallest else ("=", p_value)
    return NO_BREAK_SPACE.join(("p", sign, format_number(shown, language, 3)))
