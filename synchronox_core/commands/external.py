"""``external load``: loads a public cohort beside ours."""

import argparse
from pathlib import Path
from typing import Any

from synchronox_core.commands.output import Outcome
from synchronox_core.config import Settings
from synchronox_core.services.deliveries.findings import listed_findings
from synchronox_core.services.external.cohorts import EXTERNAL_COHORTS, load_external_cohort
from synchronox_core.store import open_store
from synchronox_core.text import text


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser("external", help=text("commands.external", language))
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    load = actions.add_parser(
        "load", parents=[common], help=text("commands.external_load", language)
    )
    load.add_argument("name", choices=sorted(EXTERNAL_COHORTS), metavar="NAME")
    load.add_argument("path", type=Path, metavar="PATH")
    load.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Load the cohort."""
    store = open_store(settings.store_directory)
    loaded = load_external_cohort(options.name, options.path, store)
    listed = settings.listed_messages_per_cause
    documents = list(listed_findings(loaded.findings, listed, settings.language))
    document = {"name": options.name, "rows": loaded.rows, "findings": documents}
    line = text("commands.external_loaded", settings.language, name=options.name, count=loaded.rows)
    return Outcome(document, [*(str(d["message"]) for d in documents), "", line])
