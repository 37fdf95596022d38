"""Deliveries for tests: the sample bundle copied, one thing changed, its hashes made right."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from synchronox_core.config import ReadingLimits
from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.model import RawTable
from synchronox_core.ecrf.reading import open_bundle
from synchronox_core.ecrf.tables import TABLES

SAMPLE = Path(__file__).parents[1] / "fixtures" / "good_exports" / "sample_bundle"


class BundleFolder:
    """A copy of the sample bundle that a test may spoil."""

    def __init__(self, path: Path) -> None:
        self.path = shutil.copytree(SAMPLE, path)

    def write(self, name: str, content: bytes | str, *, rows: int | None = None) -> None:
        """Replace a file and list it with its hash, and with its rows if given."""
        data = content.encode() if isinstance(content, str) else content
        (self.path / name).write_bytes(data)
        entry: dict[str, Any] = {"name": name, "sha256": hashlib.sha256(data).hexdigest()}
        if rows is not None:
            entry["rows"] = rows
        manifest = self.manifest()
        others = [file for file in manifest["files"] if file["name"] != name]
        self.write_manifest({**manifest, "files": [*others, entry]})

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        content = self.text(name)
        assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {name}"
        self.write(name, content.replace(old, new))

    def text(self, name: str) -> str:
        """Text of a file, with its line breaks as they are."""
        return (self.path / name).read_bytes().decode()

    def manifest(self) -> dict[str, Any]:
        """Content of ``bundle.json``."""
        content: dict[str, Any] = json.loads(self.text("bundle.json"))
        return content

    def write_manifest(self, content: object) -> None:
        """Write ``bundle.json``."""
        (self.path / "bundle.json").write_text(json.dumps(content), encoding="utf-8")

    def change_manifest(self, **entries: object) -> None:
        """Change or add entries of ``bundle.json``."""
        self.write_manifest({**self.manifest(), **entries})

    def drop_from_manifest(self, key: str) -> None:
        """Remove an entry of ``bundle.json``."""
        self.write_manifest({k: v for k, v in self.manifest().items() if k != key})

    def zip(self, path: Path, *, inside: str = "") -> Path:
        """Zip the files, at the root or inside a folder."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(self.path.iterdir()):
                archive.write(file, inside + file.name)
        return path


def read_delivery(
    path: Path, limits: ReadingLimits | None = None, *, uploaded: bool = False
) -> tuple[dict[str, RawTable], list[Finding]]:
    """Every table of a delivery that could be read, and every finding, those of misfits last."""
    with open_bundle(path, limits or ReadingLimits(), uploaded=uploaded) as bundle:
        read = {name: bundle.read_table(name) for name in TABLES}
    tables = {name: table for name, table in read.items() if table is not None}
    misfits = [record.finding for table in tables.values() for record in table.misfits]
    return tables, [*bundle.findings, *misfits]


def codes(findings: list[Finding]) -> list[str]:
    """Codes of findings, in their order."""
    return [finding.code for finding in findings]


def only(findings: list[Finding], where: Callable[[Finding], bool] = lambda _: True) -> Finding:
    """The one finding that fulfils a condition."""
    (finding,) = filter(where, findings)
    return finding
