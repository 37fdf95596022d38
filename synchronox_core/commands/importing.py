"""``import``: the same checks as ``check``, then one atomic import."""

import argparse
from pathlib import Path
from typing import Any

from synchronox_core.commands.arguments import day
from synchronox_core.commands.checking import delivery_document, delivery_lines
from synchronox_core.commands.output import REFUSED, Outcome, ProgressLine
from synchronox_core.config import Settings
from synchronox_core.errors import ExportError
from synchronox_core.services.deliveries.importing import (
    ImportResult,
    Preview,
    commit_import,
    preview_import,
)
from synchronox_core.store import open_store
from synchronox_core.text import text


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "import", parents=[common], help=text("commands.import", language)
    )
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help=text("commands.option_as_of", language)
    )
    parser.add_argument(
        "--accept-held-back",
        action="store_true",
        help=text("commands.option_accept_held_back", language),
    )
    parser.add_argument("--reason", metavar="TEXT", help=text("commands.option_reason", language))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Check the delivery and import it."""
    store = open_store(settings.store_directory)
    progress = ProgressLine(settings.language)
    preview = preview_import(options.path, settings, store, as_of=options.as_of, progress=progress)
    document = delivery_document(preview.delivery, settings)
    try:
        result = commit_import(
            preview,
            store,
            accept_held_back=options.accept_held_back,
            reason=options.reason,
            progress=progress,
        )
    except ExportError as error:
        return _refused(preview, document, error, settings)
    document |= {
        "extract_id": result.extract.extract_id,
        "sha256": result.extract.bundle_sha256,
        "imported": result.imported,
    }
    lines = delivery_lines(preview.delivery, settings) if result.imported else []
    return Outcome(document, [*lines, "", _closing_line(result, settings.language)])


def _refused(
    preview: Preview, document: dict[str, object], error: ExportError, settings: Settings
) -> Outcome:
    manifest = preview.delivery.manifest
    remedy = next((o.remedy for o in preview.objections if o.key == error.key), "none")
    sentence = text(error.key, settings.language, **error.values)
    sentence += text(f"commands.remedy_{remedy}", settings.language)
    document |= {
        "extract_id": None,
        "sha256": manifest.sha256 if manifest else None,
        "imported": False,
        "message": sentence,
    }
    lines = delivery_lines(preview.delivery, settings)
    return Outcome(document, lines, exit_code=REFUSED, refusal=sentence)


def _closing_line(result: ImportResult, language: str) -> str:
    key = "import.imported_as" if result.imported else "import.already_imported"
    return text(key, language, extract_id=result.extract.extract_id, count=result.extract.patients)
