import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest

from synchronox_core.store.catalogue import Catalogue, ExternalCohort, Extract
from synchronox_core.store.pointer import read_catalogue, write_catalogue
from tests.lib.told import told

NOW = datetime(2026, 7, 1, 9, 30, 15, 250_000, tzinfo=UTC)
EXTRACT = Extract(
    extract_id=1,
    file="extract_000001.duckdb",
    bundle_sha256="a",
    content_sha256="b",
    as_of=NOW,
    imported_at=NOW,
    synthetic=False,
    reason="erreur corrigée",
    patients=3,
    records=4,
    held_back=1,
    findings=0,
    schema_version=1,
    study_version="1.0.0",
    app_version="0.1.0",
)
COHORT = ExternalCohort(
    name="invented",
    revision=2,
    file="external_invented_2.duckdb",
    title_key="external.invented",
    licence="CC0",
    citation="Nobody",
    doi="",
    clock_origin_key="external.surgery",
    source_sha256="c",
    content_sha256="d",
    loaded_at=NOW,
    rows=7,
    findings=0,
    schema_version=1,
    app_version="0.1.0",
)


def test_the_ledger_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    catalogue = (
        Catalogue(opposed_file="opposed_1.json")
        .with_extracts([EXTRACT])
        .with_external(COHORT)
        .moved_to(1, "test")
    )
    written = write_catalogue(tmp_path, catalogue)
    assert read_catalogue(tmp_path) == written
    assert dataclasses.replace(written, version="") == catalogue
    assert written.files == {EXTRACT.file, COHORT.file, "opposed_1.json"}


def test_each_move_has_its_own_version(tmp_path: Path) -> None:
    first = write_catalogue(tmp_path, Catalogue())
    assert write_catalogue(tmp_path, first).version != first.version != ""


def test_numbers_go_on_after_the_highest() -> None:
    later = dataclasses.replace(EXTRACT, extract_id=4)
    catalogue = Catalogue().with_extracts([later, EXTRACT]).moved_to(1, None)
    assert [extract.extract_id for extract in catalogue.extracts] == [1, 4]
    assert (catalogue.next_id, catalogue.current) == (5, EXTRACT)
    assert Catalogue().next_id == 1


def test_an_unknown_extract_names_those_there_are() -> None:
    with told("errors.store_extract_unknown", "2", "1"):
        Catalogue().with_extracts([EXTRACT]).extract(2)


def test_a_missing_pointer_beside_data_files_is_not_an_empty_store(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path) == Catalogue()
    (tmp_path / "extract_000001.duckdb").touch()
    with told("errors.store_pointer_missing", "1", str(tmp_path)):
        read_catalogue(tmp_path)


def test_a_forbidden_pointer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", forbidden)
    with told("errors.store_not_readable", "current.json"):
        read_catalogue(tmp_path)
