from pathlib import Path

import pytest

from synchronox_core.config import MIB, REPOSITORY, ReadingLimits, Settings
from synchronox_core.errors import UsageError


def test_store_is_data_store_of_the_repository_unless_the_environment_names_one():
    assert Settings.from_environ({}).store_directory == REPOSITORY / "data" / "store"
    named = Settings.from_environ({"SYNCHRONOX_STORE": "/srv/board"})
    assert named.store_directory == Path("/srv/board")


def test_empty_store_variable_counts_as_absent():
    named = Settings.from_environ({"SYNCHRONOX_STORE": ""})
    assert named.store_directory == REPOSITORY / "data" / "store"


def test_unknown_language_is_a_wrong_usage_that_names_the_allowed_ones():
    with pytest.raises(UsageError) as caught:
        Settings.from_environ({"SYNCHRONOX_LANGUAGE": "de"})
    assert caught.value.values["allowed"] == "en, fr"


def test_reading_limits_are_those_of_the_input_contract():
    limits = ReadingLimits()
    assert limits.upload_file_bytes == 50 * MIB
    assert limits.zip_total_bytes == 200 * MIB
    assert limits.folder_file_bytes == 2 * 1024 * MIB
    assert (limits.columns, limits.cell_characters) == (2_000, 131_072)


def test_share_of_held_back_patients_that_stops_an_import_is_a_setting():
    assert Settings.from_environ({}).held_back_patient_share == 0.20
    strict = Settings.from_environ({"SYNCHRONOX_HELD_BACK_PERCENT": "5"})
    assert strict.held_back_patient_share == 0.05


@pytest.mark.parametrize("word", ["-1", "101", "0.2", "many", "²"])
def test_share_that_is_no_percentage_is_a_wrong_usage(word):
    with pytest.raises(UsageError) as caught:
        Settings.from_environ({"SYNCHRONOX_HELD_BACK_PERCENT": word})
    assert caught.value.values["allowed"] == "0 - 100"
