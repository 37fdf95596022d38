"""``endpoints``, ``explain`` and ``scores``: what the engine answers, patient by patient."""

import argparse
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from synchronox_core.commands.arguments import cut_options, reading_options
from synchronox_core.commands.output import Outcome
from synchronox_core.config import Settings
from synchronox_core.protocol.settings import ProtocolSettings, read_settings
from synchronox_core.services.csv_files import csv_cell, print_rows, write_rows
from synchronox_core.services.deliveries.derived_values import describe_derivation
from synchronox_core.services.endpoints import ENDPOINT_COLUMNS, explain, iterate_endpoints
from synchronox_core.services.patients.patient_records import read_record
from synchronox_core.services.scores import SCORE_COLUMNS, iterate_scores
from synchronox_core.store import open_store
from synchronox_core.text import text

Row = Mapping[str, object]


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the three commands to the parser."""
    cut, readings = cut_options(language), reading_options(language)
    to_file = argparse.ArgumentParser(add_help=False)
    to_file.add_argument(
        "--out", type=Path, metavar="FILE", help=text("commands.option_out", language)
    )
    for name, options, run in (
        ("endpoints", [cut, readings, to_file], run_endpoints),
        ("explain", [cut, readings], run_explain),
        ("scores", [cut, to_file], run_scores),
    ):
        parser = subparsers.add_parser(
            name, parents=[common, *options], help=text(f"commands.{name}", language)
        )
        if name == "explain":
            parser.add_argument("patient_id", metavar="PATIENT_ID")
        parser.set_defaults(run=run)


def run_endpoints(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Give every endpoint of every patient, one row a patient."""
    store = open_store(settings.store_directory)
    readings = _readings(options)
    facts = describe_derivation(store, readings, options.as_of)
    rows = iterate_endpoints(store, readings, options.as_of)
    outcome = _rows_outcome(ENDPOINT_COLUMNS, rows, options, settings)
    return replace(outcome, document={**facts, **outcome.document})


def run_scores(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Give the legacy prognostic scores, one row a patient, score and moment."""
    rows = iterate_scores(open_store(settings.store_directory), options.as_of)
    return _rows_outcome(SCORE_COLUMNS, rows, options, settings)


def run_explain(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Give the trace of every answer about one patient."""
    readings = _readings(options)
    store = open_store(settings.store_directory)
    record = read_record(store, options.patient_id, options.as_of)
    items = explain(record, readings, settings.language)
    document = {
        "patient_id": record.patient.patient_id,
        "as_of": record.as_of,
        "items": items,
    }
    return Outcome(document, [line for item in items for line in _item_lines(item)])


def _readings(options: argparse.Namespace) -> ProtocolSettings:
    return read_settings(dict(options.setting))


def _rows_outcome(
    columns: Sequence[str], rows: Iterable[Row], options: argparse.Namespace, settings: Settings
) -> Outcome:
    """Rows as a document, as a file, or as CSV lines; kept in memory only for a document."""
    if options.out is None:
        found = list(rows)
        return Outcome({"rows": found}, _csv_lines(columns, found))
    if "json" in options:
        rows = list(rows)
    count = write_rows(options.out, columns, rows)
    line = text("commands.rows_written", settings.language, count=count, file=options.out)
    return Outcome({"file": str(options.out), "rows": rows}, [line])


def _csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> list[str]:
    stream = io.StringIO()
    print_rows(stream, columns, rows)
    return stream.getvalue().splitlines()


def _item_lines(item: Mapping[str, Any]) -> Iterator[str]:
    told = (f"{item['name']} =", csv_cell(item["value"]), f"[{item['state']}]", item["why"])
    yield " ".join(str(part) for part in told if part != "")
    yield f"    {item['rule']} ({item['source']})"
    for cell in item["inputs"]:
        value = csv_cell(cell["value"])
        yield f"    {cell['file']}:{cell['line']} {cell['column']} = {value}"
