"""The version of the rules follows their source."""

import shutil

import pytest

from synchronox_core.endpoints.rules_version import CORE, FOLDERS, hash_rules, read_rules_version


@pytest.fixture
def core(tmp_path):
    """A copy of the rules that a test may change."""
    for folder in FOLDERS:
        shutil.copytree(CORE / folder, tmp_path / folder)
    return tmp_path


def test_the_same_source_has_the_same_version_anywhere(core):
    assert hash_rules(core) == read_rules_version()


@pytest.mark.parametrize("folder", FOLDERS)
def test_one_changed_sign_in_any_rule_is_another_version(core, folder):
    path = sorted((core / folder).glob("*.py"))[-1]
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert hash_rules(core) != read_rules_version()


def test_a_renamed_and_a_new_rule_are_other_versions(core):
    path = core / "protocol" / "cohort.py"
    path.rename(path.with_name("renamed.py"))
    renamed = hash_rules(core)
    (core / "protocol" / "more.py").touch()
    assert len({renamed, hash_rules(core), read_rules_version()}) == 3
