from pathlib import Path

from synchronox_core.ecrf.model import Opposition
from synchronox_core.store.oppositions import (
    Oppositions,
    read_oppositions,
    write_oppositions,
)
from tests.lib.told import told

PERSONS = [Opposition("SYN-INA-0001", "INA"), Opposition("SYN-INB-0002", None)]


def test_a_person_is_known_however_the_code_is_written() -> None:
    opposed = Oppositions().joined_by(PERSONS)
    assert opposed.knows("SYN-INA-0001")
    assert opposed.knows(" syn-ina-0001\u00a0")
    assert not opposed.knows("SYN-INA-0002")


def test_a_person_counts_once_and_keeps_the_first_centre() -> None:
    again = [Opposition("syn-ina-0001", "INB"), Opposition("SYN-INA-0003", "INA")]
    opposed = Oppositions().joined_by(PERSONS).joined_by(again)
    assert opposed.by_centre() == [(None, 1), ("INA", 2)]


def test_stores_do_not_share_fingerprints() -> None:
    one, other = Oppositions(), Oppositions()
    assert one.fingerprint("SYN-INA-0001") != other.fingerprint("SYN-INA-0001")


def test_the_file_holds_no_code_and_is_read_back(tmp_path: Path) -> None:
    opposed = Oppositions().joined_by(PERSONS)
    write_oppositions(tmp_path / "opposed_1.json", opposed)
    assert "SYN" not in (tmp_path / "opposed_1.json").read_text(encoding="ascii").upper()
    assert read_oppositions(tmp_path, "opposed_1.json") == opposed
    assert read_oppositions(tmp_path, None).centres == {}


def test_a_missing_or_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "opposed_2.json").write_text('{"salt": 3}', encoding="ascii")
    for file in ("opposed_1.json", "opposed_2.json"):
        with told("errors.store_opposed_lost", file):
            read_oppositions(tmp_path, file)
