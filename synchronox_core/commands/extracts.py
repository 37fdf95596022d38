"""``extracts``, ``rollback`` and ``diff``: the imports kept, the way back, what changed."""

import argparse
from dataclasses import asdict
from typing import Any

from synchronox_core.commands.arguments import positive_integer
from synchronox_core.commands.output import Outcome, ProgressLine
from synchronox_core.config import Settings
from synchronox_core.endpoints.rules_version import short_rules_version
from synchronox_core.services.deliveries.extract_difference import compare_extracts
from synchronox_core.store import Extract, open_store
from synchronox_core.text import text


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the three commands to the parser."""
    kept = subparsers.add_parser(
        "extracts", parents=[common], help=text("commands.extracts", language)
    )
    kept.set_defaults(run=run_extracts)
    back = subparsers.add_parser(
        "rollback", parents=[common], help=text("commands.rollback", language)
    )
    back.add_argument("extract_id", type=positive_integer, metavar="EXTRACT_ID")
    back.add_argument("--reason", metavar="TEXT", help=text("commands.option_reason", language))
    back.set_defaults(run=run_rollback)
    difference = subparsers.add_parser(
        "diff", parents=[common], help=text("commands.diff", language)
    )
    difference.add_argument("a", type=positive_integer, metavar="A")
    difference.add_argument("b", type=positive_integer, metavar="B")
    difference.set_defaults(run=run_diff)


def run_extracts(_options: argparse.Namespace, settings: Settings) -> Outcome:
    """List the extracts, the newest first."""
    catalogue = open_store(settings.store_directory).catalogue()
    current = catalogue.current.extract_id if catalogue.current else None
    newest_first = sorted(catalogue.extracts, key=lambda e: e.extract_id, reverse=True)
    document = {
        "current": current,
        "extracts": [asdict(extract) for extract in newest_first],
        "rules_version": short_rules_version(),
    }
    lines = [_extract_line(e, current, settings.language) for e in newest_first]
    if not lines:
        return Outcome(document, [text("commands.no_extracts", settings.language)])
    rules = text("commands.rules_version", settings.language, version=document["rules_version"])
    return Outcome(document, [*lines, rules])


def _extract_line(extract: Extract, current: int | None, language: str) -> str:
    mark = "*" if extract.extract_id == current else " "
    line = text(
        "commands.extract_line",
        language,
        count=extract.patients,
        extract_id=extract.extract_id,
        as_of=f"{extract.as_of:%Y-%m-%d}",
        imported_at=f"{extract.imported_at:%Y-%m-%d %H:%M}",
        sha256=extract.bundle_sha256[:12],
    )
    synthetic = text("commands.synthetic_mark", language) if extract.synthetic else ""
    return f"{mark} {line} {synthetic}".rstrip()


def run_rollback(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Make an earlier extract the current one."""
    store = open_store(settings.store_directory)
    extract = store.rollback(options.extract_id, reason=options.reason)
    line = text("commands.rolled_back", settings.language, extract_id=extract.extract_id)
    return Outcome({"extract_id": extract.extract_id}, [line])


def run_diff(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Compare two extracts."""
    store = open_store(settings.store_directory)
    progress = ProgressLine(settings.language)
    difference = compare_extracts(store, options.a, options.b, progress)
    document = asdict(difference)
    lines = [
        text(
            "commands.diff_patients",
            settings.language,
            count=len(difference.patients_added),
            gone=len(difference.patients_gone),
        ),
        text("commands.diff_cells", settings.language, count=difference.cells_changed),
    ]
    lines += [
        f"  {cell.table} {cell.key} {cell.column}: {cell.old} -> {cell.new}"
        for cell in difference.cells
    ]
    lines.append(
        text("commands.diff_endpoints", settings.language, count=difference.endpoints_flipped)
    )
    lines += [
        f"  {flip.patient_id} {flip.column}: "
        f"{_told(flip.old, flip.old_reason)} -> {_told(flip.new, flip.new_reason)}"
        for flip in difference.endpoint_flips
    ]
    return Outcome(document, lines)


def _told(value: str | None, reason: str | None) -> str:
    return str(value) if reason in (None, value) else f"{value} ({reason})"
