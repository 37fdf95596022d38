"""The data dictionary names everything that is declared, and the page in docs/ is fresh."""

from synchronox_core.config import REPOSITORY
from synchronox_core.ecrf.dictionary import render_data_dictionary
from synchronox_core.ecrf.rules import RULES
from synchronox_core.ecrf.rules.engine_checks import ENGINE_CHECKS
from synchronox_core.ecrf.tables import TABLES


def sections():
    """Text of each section by its title."""
    return dict(part.split("\n", 1) for part in render_data_dictionary().split("\n## ")[1:])


def test_the_page_in_docs_is_fresh():
    page = REPOSITORY / "docs" / "data_dictionary.md"
    assert page.read_text(encoding="utf-8") == render_data_dictionary(), "run make docs"


def test_every_table_has_a_section_with_a_line_for_each_column():
    for table in TABLES.values():
        section = sections()[table.name]
        named = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
        assert named == list(table.columns)


def test_a_column_tells_type_unit_limits_requirement_and_use():
    assert (
        "| `age_at_diagnosis_years` | integer | years | 0 to 110 | 25 to 85 | yes "
        "| Age in whole years on the day of the rectal diagnosis "
        "| `eligible`, `propensity`, `prediction` |"
    ) in sections()["patients"]


def test_a_section_tells_key_and_parents():
    section = sections()["lesion_treatments"]
    assert "Key: `patient_id`, `treatment_no`." in section
    assert (
        "`patient_id`, `operation_no` names a row of [operations](#operations) where filled."
        in (section)
    )


def test_every_cross_table_check_is_listed():
    checks = sections()["Checks between cells"]
    assert all(f"| `{rule.code}` | {rule.level} |" in checks for rule in RULES)


def test_every_check_of_the_engine_is_listed():
    checks = sections()["Checks between cells"]
    assert all(f"| `{check.code}` | W | {check.table} |" in checks for check in ENGINE_CHECKS)
