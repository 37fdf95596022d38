"""``outcomes``: the record's 14 outcome measures."""

import argparse
from collections.abc import Iterator
from typing import Any

from synchronox_core.commands.arguments import cut_options, reading_options
from synchronox_core.commands.output import Outcome, ProgressLine
from synchronox_core.config import Settings
from synchronox_core.protocol.outcome_measures import OutcomeMeasure
from synchronox_core.protocol.settings import read_settings
from synchronox_core.services.cohort.filters import CODES, CohortFilter
from synchronox_core.services.endpoints import tell_reason
from synchronox_core.services.outcomes.document import outcome_document
from synchronox_core.services.outcomes.measures import Outcomes, build_outcomes
from synchronox_core.services.outcomes.words import (
    bounds_text,
    line_label,
    missing_text,
    numbered_title,
    population_label,
    share_text,
    time_frame,
    value_text,
)
from synchronox_core.statistics.outcome_lines import OutcomeLine
from synchronox_core.statistics.primary_outcome import Maturity, PrimaryOutcome
from synchronox_core.store import open_store
from synchronox_core.text import text
from synchronox_core.text.formats import format_date


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "outcomes",
        parents=[common, cut_options(language), reading_options(language)],
        help=text("outcomes.command", language),
    )
    parser.add_argument(
        "--cohort",
        action="append",
        default=[],
        choices=CODES["cohort"],
        help=text("outcomes.option_cohort", language),
    )
    parser.set_defaults(run=run_outcomes)


def run_outcomes(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Give the 14 outcome measures, the primary one first."""
    outcomes = build_outcomes(
        open_store(settings.store_directory),
        CohortFilter(cohorts=tuple(options.cohort)),
        read_settings(dict(options.setting)),
        options.as_of,
        ProgressLine(settings.language),
    )
    return Outcome(outcome_document(outcomes), list(_lines(outcomes, settings.language)))


def _lines(outcomes: Outcomes, language: str) -> Iterator[str]:
    as_of = format_date(outcomes.as_of, language)
    count = outcomes.primary.patients
    yield text("outcomes.command_cut", language, count=count, as_of=as_of)
    yield from _measure_lines(outcomes.primary_measure, (outcomes.primary.line,), language)
    if outcomes.is_described:
        yield from _status_lines(outcomes.primary, language)
    for measured in outcomes.secondary:
        yield from _measure_lines(measured.measure, measured.lines, language)


def _status_lines(primary: PrimaryOutcome, language: str) -> Iterator[str]:
    for status, code in primary.reasons:
        told = text(
            "outcomes.command_status",
            language,
            status=text(f"outcomes.status_{status}", language),
            reason=f"{code} · {tell_reason(code, language)}",
            count=primary.count([status], codes=[code]),
            mature=primary.count([status], [Maturity.MATURE], [code]),
        )
        yield f"    {told}"


def _measure_lines(
    measure: OutcomeMeasure, lines: tuple[OutcomeLine, ...], language: str
) -> Iterator[str]:
    yield text(
        "outcomes.command_measure",
        language,
        measure=numbered_title(measure, language),
        time_frame=time_frame(measure, language),
    )
    for line in lines:
        told = [value_text(line, language), share_text(line, language), *_gaps(line, language)]
        yield f"  {line_label(line, language)}, {population_label(line, language)}"
        yield "    " + "; ".join(part for part in told if part)


def _gaps(line: OutcomeLine, language: str) -> Iterator[str]:
    if line.missing:
        reasons = missing_text(line.missing, language)
        yield text("outcomes.command_missing", language, reasons=reasons)
    if line.bounds is not None:
        bounds = bounds_text(line.bounds, language)
        yield text("outcomes.command_bounds", language, bounds=bounds)
