"""``check``: validates a delivery and changes nothing."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from synchronox_core.commands.output import DONE, REFUSED, Outcome, ProgressLine
from synchronox_core.config import Settings
from synchronox_core.ecrf.model import Delivery
from synchronox_core.services.deliveries.findings import (
    count_by_level,
    group_by_cause,
    listed_findings,
)
from synchronox_core.services.deliveries.importing import check_delivery
from synchronox_core.store import existing_store
from synchronox_core.text import text


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser("check", parents=[common], help=text("commands.check", language))
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Check the delivery."""
    progress = ProgressLine(settings.language)
    store = existing_store(settings.store_directory)
    delivery = check_delivery(options.path, settings, store, progress=progress)
    progress("import.checked", 1.0)
    document = delivery_document(delivery, settings)
    refused = delivery.verdict == "refused"
    return Outcome(
        document,
        delivery_lines(delivery, settings),
        exit_code=REFUSED if refused else DONE,
        refusal=text("errors.import_refused", settings.language) if refused else None,
    )


def delivery_document(delivery: Delivery, settings: Settings) -> dict[str, object]:
    """A checked delivery as the contract gives it."""
    listed = settings.listed_messages_per_cause
    return {
        "verdict": delivery.verdict,
        "counts": {file: asdict(count) for file, count in delivery.counts.items()},
        "findings_by_level": count_by_level(delivery.findings),
        "findings": list(listed_findings(delivery.findings, listed, settings.language)),
    }


def delivery_lines(delivery: Delivery, settings: Settings) -> list[str]:
    """A checked delivery for a reader: the account, then the findings by cause."""
    language = settings.language
    lines = [text(f"import.verdict_{delivery.verdict}", language), ""]
    lines += [
        text("commands.count_line", language, file=file, **asdict(count))
        for file, count in delivery.counts.items()
    ]
    for cause in group_by_cause(delivery.findings, settings.listed_messages_per_cause):
        lines.append("")
        lines.append(
            text(
                "commands.cause_line",
                language,
                level=cause.level.value,
                code=cause.code,
                count=cause.findings,
            )
        )
        lines += [f"  {finding.message(language)}" for finding in cause.examples]
    return lines
