"""The figures of the recruitment: each a chart, its rows, its sentence and its table."""

from typing import Any

import pandas as pd

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.plots import overview as bars
from synchronox_core.plots import recruitment as plots
from synchronox_core.recruitment.forecast import EarlierForecast, Forecast
from synchronox_core.services.figures import Figure
from synchronox_core.services.recruitment import words
from synchronox_core.services.recruitment.frames import ALL, COHORTS, PLAN
from synchronox_core.services.recruitment.outlook import Recruitment
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number, format_share
from synchronox_core.text.labels import code_label, column_label

SERIES = (ALL, *COHORTS, PLAN)


def compile_charts(language: str) -> None:
    """Compile the charts of the figures, without a scenario, before anybody asks for one."""
    bands, lines = _fan_labels(language)
    plots.progress_chart(language, tuple(_series_labels(language).values()))
    plots.fan_chart(language, bands, lines[:2])
    plots.backtest_chart(language, _mark_labels(language))


def progress_figure(found: Recruitment, language: str) -> Figure:
    """Inclusions entered so far, by cohort, against the promises of the centres."""
    labels = _series_labels(language)
    drawn = found.progress.assign(series=found.progress["series"].map(labels))
    last = found.progress.groupby("series")["patients"].last()
    sentence = text(
        "recruitment.progress_alt",
        language,
        as_of=format_date(found.as_of, language),
        **{series: format_number(last[series], language) for series in SERIES},
    )
    wide = found.progress.pivot_table(index="day", columns="series", values="patients")
    listed = pd.DataFrame(
        {
            text("recruitment.day", language): [format_date(day, language) for day in wide.index],
            **{labels[series]: wide[series].to_numpy() for series in SERIES},
        }
    )
    return Figure(plots.progress_chart(language, tuple(labels.values())), drawn, sentence, listed)


def fan_figure(found: Recruitment, forecast: Forecast, language: str) -> Figure:
    """Prospective inclusions known and foretold, with the scenario when there is one."""
    bands, lines = _fan_labels(language)
    rows = [
        *_known_rows(found, lines[0]),
        *_fan_rows(forecast, bands, lines[1], found),
        *_limit_rows(found, forecast, language),
    ]
    if found.scenario is not None:
        rows += _median_rows(found.scenario, lines[2], found)
    else:
        lines = lines[:2]
    drawn = pd.DataFrame(rows)
    drawn["day"] = pd.to_datetime(drawn["day"])
    chart = plots.fan_chart(language, bands, lines)
    return Figure(chart, drawn, _fan_sentence(forecast, language), _fan_table(found, language))


def backtest_figure(forecast: Forecast, language: str) -> Figure:
    """What the forecasts of 3, 6 and 12 months ago said of the data cut."""
    made = [past for past in forecast.backtest if past.patients is not None]
    drawn = pd.DataFrame(
        [_strip_row(past, position, language) for position, past in enumerate(made)]
    )
    sentence = text(
        "recruitment.backtest_alt",
        language,
        count=len(made),
        within_80=sum(bool(past.is_within_80) for past in made),
        within_95=sum(bool(past.is_within_95) for past in made),
    )
    chart = plots.backtest_chart(language, _mark_labels(language))
    return Figure(chart, drawn, sentence, _past_table(forecast, language))


def exclusions_figure(found: Recruitment, language: str) -> Figure:
    """First criterion that failed of the persons screened and excluded, in protocol order."""
    excluded = found.screening[found.screening["outcome"] == "excluded"]
    counts = excluded.groupby("exclusion_reason")["persons"].sum()
    reasons = [*TABLES["screening"].columns["exclusion_reason"].codes, "unknown"]
    total = int(counts.sum())
    rows = [
        {
            "value": code_label("exclusion_reason", reason, language),
            "position": position,
            "patients": int(counts.get(reason, 0)),
            "note": format_share(int(counts.get(reason, 0)), total, language),
        }
        for position, reason in enumerate(reasons)
        if reason != "unknown" or counts.get(reason, 0)
    ]
    drawn = pd.DataFrame(rows)
    by_outcome = found.screening.groupby("outcome")["persons"].sum()
    sentence = text(
        "recruitment.screening_alt",
        language,
        count=int(by_outcome.sum()),
        **{
            outcome: format_number(int(by_outcome.get(outcome, 0)), language)
            for outcome in TABLES["screening"].columns["outcome"].codes
        },
    )
    listed = pd.DataFrame(
        {
            column_label("exclusion_reason", language): drawn["value"],
            column_label("persons", language): drawn["note"],
        }
    )
    return Figure(bars.bars_chart(language), drawn, sentence, listed)


Rows = list[dict[str, Any]]


def _series_labels(language: str) -> dict[str, str]:
    return {series: text(f"recruitment.series_{series}", language) for series in SERIES}


def _fan_labels(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Labels of the bands, and of the lines: known, foretold, under the scenario."""
    bands = tuple(text(f"recruitment.band_{level}", language) for level in (95, 80))
    names = ("known", "median", "scenario")
    return bands, tuple(text(f"recruitment.line_{name}", language) for name in names)


def _mark_labels(language: str) -> tuple[str, ...]:
    return tuple(text(f"recruitment.mark_{name}", language) for name in ("median", "observed"))


def _known_rows(found: Recruitment, label: str) -> Rows:
    known = found.progress[found.progress["series"] == "prospective"]
    return [
        {"part": "line", "series": label, "day": day, "patients": patients}
        for day, patients in zip(known["day"], known["patients"], strict=True)
    ]


def _fan_rows(forecast: Forecast, bands: tuple[str, ...], median: str, found: Recruitment) -> Rows:
    now = {"part": "band", "day": found.as_of, "low": forecast.patients, "high": forecast.patients}
    rows: Rows = [{**now, "band": band} for band in bands if forecast.fan]
    for point in forecast.fan:
        q = point.patients
        for band, low, high in ((bands[0], q.low_95, q.high_95), (bands[1], q.low_80, q.high_80)):
            rows.append({"part": "band", "band": band, "day": point.day, "low": low, "high": high})
    return [*rows, *_median_rows(forecast, median, found)]


def _median_rows(forecast: Forecast, label: str, found: Recruitment) -> Rows:
    points = [(found.as_of, forecast.patients)]
    points += [(point.day, point.patients.median) for point in forecast.fan]
    return [
        {"part": "line", "series": label, "day": day, "patients": patients}
        for day, patients in points
    ]


def _limit_rows(found: Recruitment, forecast: Forecast, language: str) -> Rows:
    target = text(
        "recruitment.target_line", language, target=format_number(forecast.target, language)
    )
    period = found.aim.period
    ends = [("end_of_inclusion", period.last_day), ("end_of_diagnosis", period.last_diagnosis_day)]
    return [
        {"part": "target", "day": found.as_of, "patients": forecast.target, "note": target},
        *(
            {"part": key, "day": day, "note": text(f"recruitment.{key}", language)}
            for key, day in ends
        ),
    ]


def _fan_sentence(forecast: Forecast, language: str) -> str:
    if not forecast.fan:
        return text("recruitment.fan_over", language)
    last = forecast.fan[-1]
    q = last.patients
    return text(
        "recruitment.fan_alt",
        language,
        day=format_date(last.day, language),
        median=format_number(q.median, language),
        within_80=words.written_range(q.low_80, q.high_80, language),
        within_95=words.written_range(q.low_95, q.high_95, language),
    )


def _fan_table(found: Recruitment, language: str) -> pd.DataFrame:
    """The fan, then that of the scenario: one row a day — median and bounds of both intervals."""
    names = {"going_on": found.forecast, "scenario": found.scenario}
    rows = [
        [
            text(f"recruitment.{name}", language),
            format_date(point.day, language),
            point.patients.median,
            words.written_range(point.patients.low_80, point.patients.high_80, language),
            words.written_range(point.patients.low_95, point.patients.high_95, language),
        ]
        for name, forecast in names.items()
        if forecast is not None
        for point in forecast.fan
    ]
    keys = ("what", "day", "line_median", "band_80", "band_95")
    return pd.DataFrame(rows, columns=[text(f"recruitment.{key}", language) for key in keys])


def _past_table(forecast: Forecast, language: str) -> pd.DataFrame:
    rows = []
    for past in forecast.backtest:
        q = past.patients
        foretold = ("", "", "")
        if q is not None:
            foretold = (
                format_number(q.median, language),
                words.written_range(q.low_80, q.high_80, language),
                words.written_range(q.low_95, q.high_95, language),
            )
        rows.append(
            [
                format_date(past.as_of, language),
                *foretold,
                format_number(past.observed, language),
                words.past_verdict(past, language),
            ]
        )
    keys = ("day", "line_median", "band_80", "band_95", "mark_observed", "verdict")
    return pd.DataFrame(rows, columns=[text(f"recruitment.{key}", language) for key in keys])


def _strip_row(past: EarlierForecast, position: int, language: str) -> dict[str, Any]:
    q = past.patients
    assert q is not None
    return {
        "age": text("recruitment.months_ago", language, count=past.months_ago),
        "position": position,
        "median": q.median,
        "low_80": q.low_80,
        "high_80": q.high_80,
        "low_95": q.low_95,
        "high_95": q.high_95,
        "observed": past.observed,
    }
