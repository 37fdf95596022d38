import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.errors import ExportError, UsageError
from synchronox_core.synthetic import write_synthetic_cohort
from synchronox_core.synthetic.writer import BundleWriter

CUT = date(2028, 12, 31)


def test_manifest_lists_every_table_with_its_hash_and_rows(tmp_path: Path) -> None:
    write_synthetic_cohort(tmp_path / "b", patients=5, seed=1)
    manifest = json.loads((tmp_path / "b" / "bundle.json").read_text())
    assert manifest["synthetic"] is True
    assert manifest["extract_at"] == "2028-12-31T18:00:00Z"
    assert [file["name"] for file in manifest["files"]] == [t.file for t in TABLES.values()]
    for file in manifest["files"]:
        content = (tmp_path / "b" / file["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
        assert content.count(b"\n") == file["rows"] + 1


def test_an_earlier_synthetic_bundle_is_replaced(tmp_path: Path) -> None:
    write_synthetic_cohort(tmp_path, patients=5, seed=1)
    write_synthetic_cohort(tmp_path, patients=2, seed=1)
    assert (tmp_path / "patients.csv").read_text().count("\n") == 3


@pytest.mark.parametrize("content", ['{"synthetic": false}', "[]", "not json"])
def test_a_folder_with_anything_else_is_refused_untouched(tmp_path: Path, content: str) -> None:
    (tmp_path / "bundle.json").write_text(content)
    with pytest.raises(ExportError) as refusal:
        write_synthetic_cohort(tmp_path, patients=2, seed=1)
    assert refusal.value.key == "errors.synthetic_target"
    assert [file.name for file in tmp_path.iterdir()] == ["bundle.json"]
    assert (tmp_path / "bundle.json").read_text() == content


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    with pytest.raises(ExportError):
        write_synthetic_cohort(tmp_path / "b", patients=2, seed=1)
    assert (tmp_path / "b").read_text() == "mine"


def test_a_fault_while_writing_leaves_the_earlier_bundle(tmp_path: Path) -> None:
    target = tmp_path / "b"
    write_synthetic_cohort(target, patients=2, seed=1)
    before = {file.name: file.read_bytes() for file in target.iterdir()}
    with pytest.raises(RuntimeError), BundleWriter(target, CUT):
        raise RuntimeError
    assert {file.name: file.read_bytes() for file in target.iterdir()} == before
    assert [folder.name for folder in tmp_path.iterdir()] == ["b"]


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError) as refusal:
        write_synthetic_cohort(tmp_path / "file" / "b", patients=2, seed=1)
    assert refusal.value.key == "errors.write_failed"


@pytest.mark.parametrize("dirt", [-0.1, 1.1])
def test_a_rate_outside_its_limits_is_refused(tmp_path: Path, dirt: float) -> None:
    with pytest.raises(UsageError):
        write_synthetic_cohort(tmp_path / "b", patients=2, seed=1, dirt=dirt)


def test_progress_tells_each_block_up_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    write_synthetic_cohort(
        tmp_path / "b",
        patients=550,
        seed=1,
        progress=lambda step, share: told.append((step, share)),
    )
    assert told == [("synthetic.writing_patients", 500 / 550), ("synthetic.writing_patients", 1.0)]
