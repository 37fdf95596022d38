"""``demo``: writes a synthetic cohort as an eCRF bundle, with its known truth."""

import argparse
from pathlib import Path
from typing import Any

from synchronox_core.commands.arguments import positive_integer, share
from synchronox_core.commands.output import Outcome, ProgressLine
from synchronox_core.config import Settings
from synchronox_core.synthetic import write_synthetic_cohort
from synchronox_core.text import text


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser("demo", parents=[common], help=text("commands.demo", language))
    parser.add_argument("--patients", type=positive_integer, default=550, metavar="N")
    parser.add_argument("--seed", type=int, default=2026, metavar="S")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--dirt",
        type=share,
        default=0.0,
        metavar="RATE",
        help=text("commands.option_dirt", language),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Write the cohort."""
    progress = ProgressLine(settings.language)
    summary = write_synthetic_cohort(
        options.out,
        patients=options.patients,
        seed=options.seed,
        dirt=options.dirt,
        progress=progress,
    )
    document = {"patients": summary.patients, "files": list(summary.files)}
    line = text(
        "commands.demo_written", settings.language, count=summary.patients, folder=options.out
    )
    return Outcome(document, [line])
