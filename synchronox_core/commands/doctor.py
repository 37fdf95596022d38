"""``doctor``: checks the installation and the store, and says what to do."""

import argparse
from typing import Any

from synchronox_core.commands.output import DONE, REFUSED, Outcome
from synchronox_core.config import Settings
from synchronox_core.services.doctor import check_all
from synchronox_core.store import Check, open_store
from synchronox_core.text import text


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "doctor", parents=[common], help=text("commands.doctor", language)
    )
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace, settings: Settings) -> Outcome:
    """Run every check; exit code 1 when one fails."""
    checks = check_all(open_store(settings.store_directory), settings.models_directory)
    documents = [check_document(check, settings.language) for check in checks]
    lines = [f"{'ok  ' if d['passed'] else 'FAIL'}  {d['message']}" for d in documents]
    failed = sum(not check.passed for check in checks)
    return Outcome(
        {"checks": documents},
        lines,
        exit_code=REFUSED if failed else DONE,
        refusal=text("doctor.failed", settings.language, count=failed) if failed else None,
    )


def check_document(check: Check, language: str) -> dict[str, object]:
    """A check as the contract gives it."""
    message = text(check.key, language, **check.values)
    return {"name": check.name, "passed": check.passed, "message": message}
