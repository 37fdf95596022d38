"""``report``: the monitoring report as a PDF file."""

import argparse
import hashlib
from pathlib import Path
from typing import Any

from synchronox_core.commands.output import Outcome
from synchronox_core.config import LANGUAGES, Settings
from synchronox_core.services.csv_files import replaced_in_one_step
from synchronox_core.services.quality.monitoring_report import write_monitoring_report
from synchronox_core.store import open_store
from synchronox_core.text import text


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "report", parents=[common], help=text("report.command", language)
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE.pdf",
        help=text("report.option_out", language),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=text("report.option_lang", language))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Write the report."""
    spoken = options.lang or settings.language
    store = open_store(settings.store_directory)
    content, extract = write_monitoring_report(store, settings.recruitment, spoken)
    with replaced_in_one_step(options.out) as draft:
        draft.write_bytes(content)
    document = {
        "file": str(options.out),
        "extract_id": extract.extract_id,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    told = text(
        "report.written",
        settings.language,
        file=document["file"],
        extract_id=extract.extract_id,
        sha256=document["sha256"],
    )
    return Outcome(document, [told])
