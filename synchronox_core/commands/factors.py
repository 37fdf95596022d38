"""``factors``: what is associated with complete treatment, as odds ratios."""

import argparse
from typing import Any

from synchronox_core.commands.output import Outcome
from synchronox_core.config import Settings
from synchronox_core.prediction.documents import ENDPOINT
from synchronox_core.prediction.factors import Factor
from synchronox_core.prediction.plain_values import to_plain
from synchronox_core.services.outcomes.factors import read_factors
from synchronox_core.store import open_store
from synchronox_core.text import text
from synchronox_core.text.formats import format_interval, format_number


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "factors", parents=[common], help=text("prediction.command_factors", language)
    )
    parser.add_argument(
        "--outcome",
        choices=[ENDPOINT],
        default=ENDPOINT,
        help=text("prediction.option_outcome", language),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Tell the odds ratio of every factor."""
    language = settings.language
    table, account = read_factors(open_store(settings.store_directory))
    document = {"outcome": options.outcome, **to_plain(table), "account": to_plain(account)}
    told = {"patients": table.patients, "events": table.events, "centres": table.centres}
    lines = [text("prediction.factors", language, **told)]
    return Outcome(document, lines + [_tell(factor, language) for factor in table.factors])


def _tell(factor: Factor, language: str) -> str:
    if factor.odds_ratio is None or factor.ci_low is None or factor.ci_high is None:
        return text("prediction.factor_alike", language, name=factor.name)
    return text(
        "prediction.factor",
        language,
        name=factor.name,
        ratio=format_number(factor.odds_ratio, language, 2),
        interval=format_interval(factor.ci_low, factor.ci_high, language),
    )
