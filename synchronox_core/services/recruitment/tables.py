"""The headline, the scenario beside going on, and the table of the centres."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from synchronox_core.recruitment.forecast import Forecast
from synchronox_core.recruitment.pace import RECENT_MONTHS
from synchronox_core.services.recruitment import words
from synchronox_core.services.recruitment.frames import COHORTS
from synchronox_core.services.recruitment.outlook import Recruitment
from synchronox_core.text import text
from synchronox_core.text.formats import (
    format_date,
    format_interval,
    format_number,
)
from synchronox_core.text.labels import code_label, column_label

Row = Mapping[Hashable, Any]


def headline(found: Recruitment, language: str) -> list[tuple[str, str]]:
    """The first figures of the page: label and value."""
    figures = [
        (
            code_label("cohort", cohort, language),
            format_number(found.patients.get(cohort, 0), language),
        )
        for cohort in COHORTS
    ]
    if outside := found.patients.get("unknown", 0):
        figures.append(
            (text("recruitment.headline_unknown", language), format_number(outside, language))
        )
    forecast = found.forecast
    if forecast is None:
        return figures
    day = words.written_day(forecast.target_dates.median, language)
    figures.append(
        (text("recruitment.headline_target", language), format_number(forecast.target, language))
    )
    if not forecast.pace.missing:
        return [*figures, (text("recruitment.headline_reached", language), day)]
    horizon = format_date(forecast.horizon, language)
    return [
        *figures,
        (text("recruitment.headline_date", language), day),
        (
            text("recruitment.headline_probability", language, horizon=horizon),
            words.written_probability(forecast.target_probability, language),
        ),
    ]


def comparison_table(found: Recruitment, language: str) -> pd.DataFrame:
    """What is foretold when all goes on, and under the scenario when there is one.

    Returns:
        One row a figure, a column a forecast, all text.
    """
    columns = {}
    if found.forecast is not None:
        columns[text("recruitment.going_on", language)] = _figures(found.forecast, language)
    if found.scenario is not None:
        columns[text("recruitment.scenario", language)] = _figures(found.scenario, language)
    keys = ("median", "dates_80", "dates_95", "horizon", "probability", "needed", "observed")
    labels = [text(f"recruitment.figure_{key}", language, recent=RECENT_MONTHS) for key in keys]
    return pd.DataFrame({text("recruitment.figure", language): labels, **columns})


def _figures(forecast: Forecast, language: str) -> list[str]:
    dates, pace = forecast.target_dates, forecast.pace
    observed = text("recruitment.not_possible", language)
    if pace.observed is not None and pace.ci_low is not None and pace.ci_high is not None:
        interval = format_interval(pace.ci_low, pace.ci_high, language, 1)
        observed = f"{format_number(pace.observed, language, 1)} {interval}"
    median = words.written_day(dates.median, language)
    horizon = format_date(forecast.horizon, language)
    if not pace.missing:
        reached = text("recruitment.is_reached", language)
        return [median, reached, reached, horizon, reached, reached, observed]
    needed = text("recruitment.not_possible", language)
    if pace.needed is not None:
        needed = format_number(pace.needed, language, 1)
    return [
        median,
        words.written_span(dates.low_80, dates.high_80, language),
        words.written_span(dates.low_95, dates.high_95, language),
        horizon,
        words.written_probability(forecast.target_probability, language),
        needed,
        observed,
    ]


def centre_table(found: Recruitment, language: str) -> pd.DataFrame:
    """Each centre under labels of the language, never for export.

    Returns:
        One row a centre: code and name, planned and real opening, delay, both cohorts, promised,
        prospective inclusions a month with interval, last inclusion, silence and how it is judged.
    """
    shown = [
        {
            "centre_id": f"{row['centre_id']} · {row['centre_name']}",
            "planned_open_date": _day(row["planned_open_date"], language),
            "open_date": _day(row["open_date"], language) or text("recruitment.not_open", language),
            "delay_days": row["delay_days"],
            "retrospective": row["retrospective"],
            "prospective": row["prospective"],
            "planned_target": row["planned_target"],
            "rate": _rate(row, language),
            "last_inclusion": _day(row["last_inclusion"], language),
            "silence": row["silence_days"],
            "judged": _judged(row, language),
        }
        for row in found.centres.to_dict("records")
    ]
    frame = pd.DataFrame(shown)
    own = {"delay_days", "rate", "last_inclusion", "silence", "planned_target", "judged"}
    return frame.rename(
        columns=lambda name: (
            text(f"recruitment.column_{name}", language)
            if name in own
            else code_label("cohort", name, language)
            if name in COHORTS
            else column_label(name, language)
        )
    )


def centres_sentence(found: Recruitment, language: str) -> str:
    """How many centres are open, and which are silent longer than their pace explains."""
    rows = found.centres
    silent = words.silent_centres(found)
    told = text(
        "recruitment.centres_alt",
        language,
        count=len(rows),
        opened=format_number(int(rows["open_date"].notna().sum()), language),
    )
    if not silent:
        return f"{told} {text('recruitment.silent_none', language)}"
    listed = ", ".join(silent)
    return f"{told} {text('recruitment.silent', language, count=len(silent), centres=listed)}"


def _rate(row: Row, language: str) -> str:
    if bool(pd.isna(row["rate"])):
        return text("recruitment.too_short", language) if pd.notna(row["open_date"]) else ""
    interval = format_interval(row["ci_low"], row["ci_high"], language)
    return f"{format_number(row['rate'], language, 2)} {interval}"


def _judged(row: Row, language: str) -> str:
    if row["is_silent"] is None:
        key = "judged_too_few"
    else:
        key = "judged_unusual" if row["is_silent"] else "judged_usual"
    return text(f"recruitment.{key}", language) if pd.notna(row["open_date"]) else ""


def _day(value: Any, language: str) -> str:
    return "" if pd.isna(value) else format_date(value, language)
