from pathlib import Path

import pytest

from synchronox_core.store.durable import WatchedFile, signature_of, write_durably


def test_a_write_replaces_the_content_and_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "current.json"
    write_durably(path, "old")
    write_durably(path, "né")
    assert path.read_text(encoding="utf-8") == "né"
    assert [found.name for found in tmp_path.iterdir()] == ["current.json"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_the_old_content_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "current.json"
    write_durably(path, "old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_durably(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["current.json"]


def test_a_watched_file_is_read_again_only_when_it_was_replaced(tmp_path: Path) -> None:
    path = tmp_path / "current.json"
    reads: list[str] = []

    def read() -> str:
        reads.append(path.read_text(encoding="utf-8") if path.exists() else "absent")
        return reads[-1]

    watched = WatchedFile(path, read)
    assert watched.value() == "absent"
    write_durably(path, "one")
    assert [watched.value(), watched.value()] == ["one", "one"]
    write_durably(path, "two")
    assert watched.value() == "two"
    assert reads == ["absent", "one", "two"]


def test_an_absent_file_has_no_signature(tmp_path: Path) -> None:
    assert signature_of(tmp_path / "absent") is None
    (tmp_path / "file").touch()
    assert signature_of(tmp_path / "file" / "below") is None
