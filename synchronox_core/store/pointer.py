"""The pointer and ledger of a store, ``current.json``: read whole, replaced in one step."""

import json
from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from synchronox_core.errors import StoreError
from synchronox_core.store.catalogue import Catalogue, ExternalCohort, Extract, Move
from synchronox_core.store.durable import write_durably
from synchronox_core.store.files import POINTER, data_files

LEDGER_FORMAT = 1
Record = TypeVar("Record", Extract, ExternalCohort, Move)


def read_catalogue(directory: Path) -> Catalogue:
    """What a store holds, from its pointer; nothing when its folder is absent or empty.

    Raises:
        StoreError: The pointer is missing beside data files, damaged, or of a newer format.
    """
    try:
        document = json.loads((directory / POINTER).read_text(encoding="utf-8"))
        if document["format"] > LEDGER_FORMAT:
            raise StoreError(
                "errors.store_format_newer", found=document["format"], known=LEDGER_FORMAT
            )
        return _catalogue(document)
    except (FileNotFoundError, NotADirectoryError) as fault:
        files = len(data_files(directory))
        if files:
            raise StoreError(
                "errors.store_pointer_missing", store=str(directory), count=files
            ) from fault
        return Catalogue()
    except (ValueError, TypeError, KeyError) as fault:
        raise StoreError("errors.store_pointer_damaged", store=str(directory)) from fault
    except PermissionError as fault:
        raise StoreError("errors.store_not_readable", file=str(directory / POINTER)) from fault


def write_catalogue(directory: Path, catalogue: Catalogue) -> Catalogue:
    """Move the pointer, in one step; returns the catalogue with its new version."""
    written = replace(catalogue, version=uuid4().hex)
    document = {"format": LEDGER_FORMAT, **asdict(written)}
    content = json.dumps(document, ensure_ascii=False, indent=1, default=datetime.isoformat)
    write_durably(directory / POINTER, content)
    return written


def _catalogue(document: dict[str, Any]) -> Catalogue:
    facts = {key: value for key, value in document.items() if key != "format"}
    facts["extracts"] = tuple(_record(Extract, item) for item in document["extracts"])
    facts["externals"] = tuple(_record(ExternalCohort, item) for item in document["externals"])
    facts["moves"] = tuple(_record(Move, item) for item in document["moves"])
    return Catalogue(**facts)


def _record(kind: type[Record], item: dict[str, Any]) -> Record:
    moments = {field.name for field in fields(kind) if field.type is datetime}
    values: dict[str, Any] = {
        name: datetime.fromisoformat(value) if name in moments else value
        for name, value in item.items()
    }
    return kind(**values)
