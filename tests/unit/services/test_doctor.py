from pathlib import Path

from synchronox_core.services.doctor import check_installation, read_pins


def test_installation_of_this_environment_is_the_pinned_one():
    assert [c.name for c in check_installation() if not c.passed] == []


def test_package_of_another_version_is_named_with_what_is_wanted(tmp_path: Path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("# comment==1\npytest==0.0.1\nno-such-package==2.0\n", encoding="utf-8")
    failed = {c.name: c.values for c in check_installation(requirements) if not c.passed}
    assert failed["package_pytest"]["wanted"] == "0.0.1"
    assert failed["package_no-such-package"]["found"] == "-"


def test_pins_leave_out_comments_and_includes(tmp_path: Path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("-r other.txt\n# a==1\nduckdb==2.0.0\n", encoding="utf-8")
    assert read_pins(requirements) == [("duckdb", "2.0.0")]
