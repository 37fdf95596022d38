"""``survival``: curves of the cohort with their estimates, by group."""

import argparse
from typing import Any

import pandas as pd

from synchronox_core.commands.arguments import cut_options, positive_number, reading_options
from synchronox_core.commands.output import Outcome
from synchronox_core.config import Settings
from synchronox_core.protocol.settings import read_settings
from synchronox_core.services.comparisons.strategy_sets import STRATEGIES
from synchronox_core.services.survival.analysis import (
    EVERYBODY,
    GROUPS,
    UNWEIGHTED,
    SurvivalQuestion,
)
from synchronox_core.services.survival.document import survival_document
from synchronox_core.services.survival.endpoints import ENDPOINTS
from synchronox_core.services.survival.figures import default_times
from synchronox_core.services.survival.tables import (
    account_table,
    censoring_table,
    difference_table,
    summary_table,
)
from synchronox_core.services.survival.weights import (
    WEIGHTS,
    analyse_weighted_survival,
    weighting_sentence,
)
from synchronox_core.store import open_store
from synchronox_core.text import text


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "survival",
        parents=[common, cut_options(language), reading_options(language)],
        help=text("survival.command", language),
    )
    parser.add_argument(
        "--endpoint",
        choices=tuple(ENDPOINTS),
        required=True,
        metavar="ENDPOINT",
        help=text("survival.option_endpoint", language, endpoints=", ".join(ENDPOINTS)),
    )
    parser.add_argument(
        "--by",
        choices=GROUPS,
        default=EVERYBODY,
        metavar="COLUMN",
        help=text("survival.option_by", language, columns=", ".join(GROUPS)),
    )
    parser.add_argument(
        "--weights",
        choices=WEIGHTS,
        default=UNWEIGHTED,
        metavar="WEIGHTS",
        help=text("survival.option_weights", language, weights=", ".join(WEIGHTS)),
    )
    parser.add_argument(
        "--arms",
        choices=STRATEGIES,
        nargs=2,
        default=SurvivalQuestion.arms,
        metavar="STRATEGY",
        help=text("survival.option_arms", language, strategies=", ".join(STRATEGIES)),
    )
    parser.add_argument(
        "--times",
        type=positive_number,
        nargs="+",
        metavar="MONTHS",
        help=text("survival.option_times", language),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Give the curves and their estimates."""
    readings = read_settings(dict(options.setting))
    question = SurvivalQuestion(
        options.endpoint,
        options.by,
        readings=readings,
        as_of=options.as_of,
        weights=options.weights,
        arms=(options.arms[0], options.arms[1]),
    )
    analysis = analyse_weighted_survival(open_store(settings.store_directory), question)
    times = options.times or default_times(options.endpoint)
    language = settings.language
    tables = [
        account_table(analysis, language),
        summary_table(analysis, language, times),
        difference_table(analysis, language, times),
        censoring_table(analysis, language),
    ]
    lines = [line for table in tables if len(table) for line in (*_lines(table), "")]
    if analysis.weighting is not None:
        lines = [weighting_sentence(analysis, language), "", *lines]
    return Outcome(survival_document(analysis, times), lines[:-1])


def _lines(table: pd.DataFrame) -> list[str]:
    return table.to_string(index=False).splitlines()
