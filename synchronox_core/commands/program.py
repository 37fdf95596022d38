"""The program: its arguments, and the one place that decides exit codes."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from synchronox_core.commands import (
    checking,
    compare,
    demo,
    doctor,
    endpoints,
    external,
    extracts,
    factors,
    forecast,
    importing,
    outcomes,
    prediction,
    report,
    survival,
)
from synchronox_core.commands.output import DONE, REFUSED, WRONG_USAGE, Outcome, print_outcome
from synchronox_core.config import Settings
from synchronox_core.errors import SynchronoxError, UsageError
from synchronox_core.text import text

COMMANDS = (
    demo,
    checking,
    importing,
    extracts,
    endpoints,
    outcomes,
    compare,
    survival,
    prediction,
    factors,
    forecast,
    report,
    external,
    doctor,
)


def build_parser(language: str) -> argparse.ArgumentParser:
    """The parser of all commands, in one language."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--store",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help=text("commands.option_store", language),
    )
    common.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help=text("commands.option_json", language),
    )
    parser = argparse.ArgumentParser(
        prog="python -m synchronox_core",
        description=text("commands.description", language),
        parents=[common],
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_to(subparsers, common, language)
    return parser


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run one command.

    Args:
        arguments: Words after ``python -m synchronox_core``.
        environ: Environment the settings are read from.

    Returns:
        0 done, 1 refused by a rule, 2 wrong usage.
    """
    language = "en"
    as_json = "--json" in arguments
    try:
        settings = Settings.from_environ(environ)
        language = settings.language
        options = build_parser(language).parse_args(arguments)
        if "store" in options:
            settings = replace(settings, store_directory=options.store)
        return print_outcome(options.run(options, settings), as_json=as_json)
    except SynchronoxError as error:
        return print_outcome(refused(error, language), as_json=as_json)
    except KeyboardInterrupt:
        print(text("commands.interrupted", language), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Whoever reads our output (head, less) has seen enough; what is left has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def refused(error: SynchronoxError, language: str) -> Outcome:
    """An error as an outcome: its sentence, and 2 for wrong usage, else 1."""
    sentence = text(error.key, language, **error.values)
    exit_code = WRONG_USAGE if isinstance(error, UsageError) else REFUSED
    document = {"error": error.key.partition(".")[2], "message": sentence}
    return Outcome(document, exit_code=exit_code, refusal=sentence)
