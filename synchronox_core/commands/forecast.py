"""``forecast``: when the recruitment reaches its target, and how far that can be trusted."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from synchronox_core.commands.arguments import day, positive_integer, whole_number
from synchronox_core.commands.output import Outcome
from synchronox_core.config import Settings
from synchronox_core.recruitment.forecast import EarlierForecast, Forecast
from synchronox_core.recruitment.pace import RECENT_MONTHS
from synchronox_core.services.recruitment import words
from synchronox_core.services.recruitment.outlook import (
    Recruitment,
    RecruitmentQuestion,
    build_recruitment,
)
from synchronox_core.store import open_store
from synchronox_core.text import text


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "forecast", parents=[common], help=text("recruitment.command", language)
    )
    for option, kind, metavar in (
        ("--target", positive_integer, "N"),
        ("--prospective-target", positive_integer, "N"),
        ("--as-of", day, "DATE"),
        ("--horizon", day, "DATE"),
        ("--centres-added", whole_number(0, 1000), "K"),
        ("--rate-percent", whole_number(1, 1000), "PERCENT"),
        ("--extended-months", whole_number(0, 120), "MONTHS"),
    ):
        name = option.strip("-").replace("-", "_")
        parser.add_argument(
            option, type=kind, metavar=metavar, help=text(f"recruitment.option_{name}", language)
        )
    parser.set_defaults(run=run, centres_added=0, rate_percent=100, extended_months=0)


def run(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Forecast the recruitment."""
    asked = RecruitmentQuestion(
        as_of=options.as_of,
        target=options.target,
        prospective_target=options.prospective_target,
        horizon=options.horizon,
        centres_added=options.centres_added,
        rate_percent=options.rate_percent,
        extended_months=options.extended_months,
    )
    found = build_recruitment(open_store(settings.store_directory), settings.recruitment, asked)
    if found.forecast is None:
        assert found.refusal is not None
        raise found.refusal
    document = _document(found, found.forecast)
    lines = list(_lines(found, found.forecast, settings.language))
    if found.scenario is not None:
        document["scenario"] = {**_asked(asked), **_forecast_document(found.scenario)}
        lines += _scenario_lines(asked, found.scenario, settings.language)
    return Outcome(document, lines)


def _asked(asked: RecruitmentQuestion) -> dict[str, object]:
    names = ("centres_added", "rate_percent", "extended_months")
    return {name: getattr(asked, name) for name in names}


def _document(found: Recruitment, forecast: Forecast) -> dict[str, object]:
    """What is foreseen when all goes on as now; a scenario has its own key, null without one."""
    aim = found.aim
    return {
        "as_of": found.as_of,
        "target": aim.target,
        "prospective_target": aim.prospective,
        "is_split_set": aim.is_split_set,
        "retrospective": aim.retrospective,
        "prospective": forecast.patients,
        "not_entered": forecast.not_entered,
        "last_inclusion_day": aim.period.last_day,
        "last_diagnosis_day": aim.period.last_diagnosis_day,
        **_forecast_document(forecast),
        "drift": {**asdict(forecast.drift), "has_changed": forecast.drift.has_changed},
        "backtest": [_past(past) for past in forecast.backtest],
        "scenario": None,
    }


def _forecast_document(forecast: Forecast) -> dict[str, object]:
    dates = forecast.target_dates
    return {
        "median_date": dates.median,
        "interval_80": [dates.low_80, dates.high_80],
        "interval_95": [dates.low_95, dates.high_95],
        "horizon": forecast.horizon,
        "p_target_by": forecast.target_probability,
        "pace": {"recent_months": RECENT_MONTHS, **asdict(forecast.pace)},
        "fan": [{"day": point.day, **asdict(point.patients)} for point in forecast.fan],
    }


def _past(past: EarlierForecast) -> dict[str, object]:
    return {
        **asdict(past),
        "is_within_80": past.is_within_80,
        "is_within_95": past.is_within_95,
    }


def _scenario_lines(asked: RecruitmentQuestion, forecast: Forecast, language: str) -> Iterator[str]:
    yield text("recruitment.scenario_told", language, **_asked(asked))
    yield words.tell_target_dates(forecast, language)
    if forecast.pace.missing:
        yield words.tell_probability(forecast, language)


def _lines(found: Recruitment, forecast: Forecast, language: str) -> Iterator[str]:
    yield words.tell_entered(found, language)
    yield words.tell_aim(found.aim, language)
    yield words.tell_target_dates(forecast, language)
    if forecast.pace.missing:
        yield words.tell_probability(forecast, language)
    yield words.tell_pace(forecast, language)
    yield words.tell_drift(forecast, language)
    yield words.tell_period(found.aim, language)
    for past in forecast.backtest:
        yield words.tell_past(past, language)
