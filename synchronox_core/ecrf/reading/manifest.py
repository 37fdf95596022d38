"""``bundle.json``: what a delivery says of itself, checked key by key."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.model import Manifest
from synchronox_core.ecrf.reading.decoding import decode_file
from synchronox_core.ecrf.reading.faults import refusal
from synchronox_core.ecrf.tables import SCHEMA_VERSION, STUDY

MANIFEST = "bundle.json"
REQUIRED_KEYS = ("study", "schema_version", "extract_at", "missing_codes", "files")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_VERSION = re.compile(r"(\d+)(\.\d+)*")


@dataclass(frozen=True)
class ListedFile:
    """A file as the manifest lists it.

    Attributes:
        sha256: Declared SHA-256, lower case.
        rows: Declared number of records, or None.
    """

    sha256: str
    rows: int | None


@dataclass(frozen=True)
class ManifestFile:
    """``bundle.json`` as far as it could be read.

    Attributes:
        manifest: What it says; None when any of it is at fault.
        files: Listed files by name; None when the list is at fault.
    """

    manifest: Manifest | None = None
    files: Mapping[str, ListedFile] | None = None


def read_manifest(data: bytes, findings: list[Finding]) -> ManifestFile:
    """What ``bundle.json`` says; every fault becomes a finding.

    Args:
        data: Its bytes.
        findings: Takes the faults.
    """
    content = _parse(data, findings)
    if content is None:
        return ManifestFile()
    faults = [
        refusal("MANIFEST_KEY_MISSING", MANIFEST, column=key)
        for key in REQUIRED_KEYS
        if key not in content
    ]
    faults += [
        _value_fault(key, content[key])
        for key, is_allowed in _ALLOWED.items()
        if key in content and not is_allowed(content[key])
    ]
    files = _files(content["files"], faults) if "files" in content else None
    findings.extend(faults)
    return ManifestFile(None if faults else _manifest(content, files), files)


def _parse(data: bytes, findings: list[Finding]) -> dict[str, Any] | None:
    decoded = decode_file(MANIFEST, data, findings)
    if decoded is None:
        return None
    line = character = 1
    try:
        content = json.loads(decoded.open().read())
        if isinstance(content, dict):
            return content
    except json.JSONDecodeError as error:
        line, character = error.lineno, error.colno
    except (ValueError, RecursionError):
        pass  # a number of thousands of digits, or brackets nested without end
    findings.append(refusal("MANIFEST_JSON", MANIFEST, line, character=character))
    return None


def _value_fault(key: str, value: object) -> Finding:
    shown = value if isinstance(value, str) else json.dumps(value)
    values = {"study": STUDY, "version": SCHEMA_VERSION}
    return refusal(f"MANIFEST_{key.upper()}", MANIFEST, None, key, shown, **values)


def _is_same_major_version(value: object) -> bool:
    match = _VERSION.fullmatch(value) if isinstance(value, str) else None
    return match is not None and match[1] == SCHEMA_VERSION.partition(".")[0]


def _moment(value: object) -> datetime | None:
    """A moment with its time zone, or None when the text is not one."""
    try:
        moment = datetime.fromisoformat(str(value))
        return moment if moment.tzinfo and moment.astimezone(UTC) else None
    except (ValueError, OverflowError):
        return None


def _are_missing_codes(value: object) -> bool:
    return isinstance(value, dict) and all(
        code and code == code.strip() and isinstance(meaning, str)
        for code, meaning in value.items()
    )


def _is_dialect(value: object) -> bool:
    return isinstance(value, dict) and value.get("decimal", ".") in (".", ",")


_ALLOWED: dict[str, Callable[[object], bool]] = {
    "study": lambda value: value == STUDY,
    "schema_version": _is_same_major_version,
    "synthetic": lambda value: isinstance(value, bool),
    "extract_at": lambda value: _moment(value) is not None,
    "missing_codes": _are_missing_codes,
    "dialect": _is_dialect,
}


def _files(entries: object, faults: list[Finding]) -> dict[str, ListedFile] | None:
    """Listed files by name; None, with the entry at fault, when one is unusable."""
    files: dict[str, ListedFile] = {}
    if not isinstance(entries, list):
        entries = [None]
    for number, entry in enumerate(entries, start=1):
        if not _is_file_entry(entry) or entry["name"] in files:
            faults.append(refusal("MANIFEST_FILES", MANIFEST, column="files", entry=number))
            return None
        files[entry["name"]] = ListedFile(entry["sha256"].lower(), entry.get("rows"))
    return files


def _is_file_entry(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    name, sha256, rows = entry.get("name"), entry.get("sha256"), entry.get("rows")
    return (
        isinstance(name, str)
        and re.fullmatch(r"[^/\\\x00-\x1f]+", name) is not None
        and isinstance(sha256, str)
        and _SHA256.fullmatch(sha256) is not None
        and (rows is None or (type(rows) is int and rows >= 0))
    )


def _manifest(content: dict[str, Any], files: Mapping[str, ListedFile] | None) -> Manifest:
    hashes = {name: file.sha256 for name, file in sorted((files or {}).items())}
    return Manifest(
        synthetic=content.get("synthetic", False),
        extract_at=datetime.fromisoformat(content["extract_at"]),
        schema_version=content["schema_version"],
        source_system=_text_or_none(content.get("source_system")),
        source_version=_text_or_none(content.get("source_version")),
        missing_codes=content["missing_codes"],
        decimal=content.get("dialect", {}).get("decimal", ""),
        files=hashes,
        sha256=_identity(content, hashes),
    )


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _identity(content: dict[str, Any], hashes: Mapping[str, str]) -> str:
    """SHA-256 of the facts of a manifest and of its files, whatever its layout.

    Facts that do not change the reading of a cell, such as who exported, leave it as it is.
    """
    facts = {
        "study": content["study"],
        "schema_version": content["schema_version"],
        "synthetic": content.get("synthetic", False),
        "extract_at": datetime.fromisoformat(content["extract_at"]).astimezone(UTC).isoformat(),
        "missing_codes": content["missing_codes"],
        "dialect": content.get("dialect", {}),
        "files": hashes,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode("ascii")).hexdigest()
