"""Rules on operations and local treatments: what is blamed, and what is spared."""

import pytest

from synchronox_core.ecrf.findings import Level
from synchronox_core.ecrf.model import QuarantinedRow
from synchronox_core.ecrf.rules import RULES, find_breaches
from tests.lib.breaches import assert_breaches
from tests.lib.clean_tables import clean_tables


def test_rectal_fields_stay_empty_in_an_operation_on_the_liver_alone():
    assert_breaches(
        "FIELD_DOES_NOT_APPLY",
        operations="""
            site   | rectal_procedure | distal_margin_mm | breach
            liver  | apr              | 12               | rectal_procedure, distal_margin_mm
            liver  |                  |                  |
            both   | apr              | 12               |
            rectum | apr              | 12               |
                   | apr              | 12               |
        """,
    )


def test_liver_fields_stay_empty_in_an_operation_on_the_rectum_alone():
    assert_breaches(
        "FIELD_DOES_NOT_APPLY",
        operations="""
            site   | liver_procedure | liver_stage | breach
            rectum | major_resection | 1           | liver_procedure, liver_stage
            rectum |                 |             |
            both   | major_resection | 1           |
        """,
    )


def test_an_assessment_of_a_site_says_nothing_of_the_other_one():
    assert_breaches(
        "FIELD_DOES_NOT_APPLY",
        assessments="""
            site   | ymrtrg | dre    | recist_reported | breach
            liver  | 1      | normal | PR              | ymrtrg, dre
            rectum | 1      | normal | PR              | recist_reported
            liver  |        |        | PR              |
            rectum | 1      | normal |                 |
        """,
    )


def test_pathology_is_of_a_resection_and_a_control_of_an_ablation():
    assert_breaches(
        "FIELD_DOES_NOT_APPLY",
        lesion_treatments="""
            kind      | liver_margin_mm | viable_percent | ablation_complete | breach
            resection | 2               | 10             |                   |
            resection | 2               | 10             | yes               | ablation_complete
            rfa       | 5               |                | yes               |
            mwa       | 5               | 10             | yes               | viable_percent
            sbrt      | 5               |                |                   | liver_margin_mm
            rfa       |                 |                |                   |
                      | 5               | 10             | yes               |
        """,
    )


@pytest.mark.parametrize(
    ("table", "number", "qualifier"),
    [
        ("operations", "circumferential_margin_mm", "circumferential_margin_qualifier"),
        ("operations", "distal_margin_mm", "distal_margin_qualifier"),
        ("lesion_treatments", "liver_margin_mm", "liver_margin_qualifier"),
        ("lesion_treatments", "viable_percent", "viable_qualifier"),
    ],
)
def test_a_sign_stands_beside_a_number(table, number, qualifier):
    assert_breaches(
        "QUALIFIER_WITHOUT_NUMBER",
        **{
            table: f"""
            {number} | {qualifier} | breach
                     | >           | {qualifier}
            0        | >           |
            5        |             |
                     |             |
            """
        },
    )


def test_a_lesion_is_treated_on_the_day_of_its_operation():
    assert_breaches(
        "TREATMENT_DAY_DIFFERS",
        operations="""
            patient_id | operation_no | operation_date
            a          | 1            | 2024-01-02
            a          | 2            |
        """,
        lesion_treatments="""
            patient_id | operation_no | treatment_date | breach
            a          | 1            | 2024-01-02     |
            a          | 1            | 2024-01-03     | treatment_date
            a          | 1            |                |
            a          | 2            | 2024-01-03     |
            a          |              | 2024-01-03     |
        """,
    )


def test_a_lesion_is_not_treated_in_an_operation_on_the_rectum_alone():
    assert_breaches(
        "TREATMENT_AT_RECTAL_OPERATION",
        operations="""
            patient_id | operation_no | site
            a          | 1            | rectum
            a          | 2            | both
            a          | 3            |
        """,
        lesion_treatments="""
            patient_id | operation_no | breach
            a          | 1            | operation_no
            a          | 2            |
            a          | 3            |
            a          |              |
        """,
    )


def test_a_liver_resection_treats_a_lesion_and_an_exploration_need_not():
    assert_breaches(
        "LIVER_OPERATION_WITHOUT_TREATMENT",
        operations="""
            patient_id | operation_no | liver_procedure  | breach
            a          | 1            | minor_resection  | liver_procedure
            a          | 2            | minor_resection  |
            a          | 3            | exploration_only |
            a          | 4            |                  |
        """,
        lesion_treatments="""
            patient_id | operation_no | lesion_no
            a          | 2            | 1
            b          | 1            | 1
        """,
    )


def test_a_liver_resection_is_spared_while_a_treatment_is_held_back():
    tables = clean_tables(
        operations="""
            patient_id | operation_no | liver_procedure
            a          | 1            | minor_resection
        """,
    )
    held_back = QuarantinedRow("lesion_treatments", 2, "a", None, "PARENT_MISSING", {})
    set_aside = QuarantinedRow("lesion_treatments", 2, "a", "viable_percent", "NUM_FORMAT", {})
    assert len(find_breaches(tables, [set_aside])) == 1
    assert find_breaches(tables, [held_back]) == []


def test_a_second_stage_follows_a_first():
    assert_breaches(
        "SECOND_STAGE_WITHOUT_FIRST",
        operations="""
            patient_id | operation_date | liver_stage | breach
            alone      | 2024-02-01     | 2           | liver_stage
            alone      | 2024-02-01     | 1           |
            paired     | 2024-02-01     | 2           |
            paired     | 2024-01-31     | 1           |
            undated    |                | 2           |
            unsure     | 2024-02-01     | 2           |
            unsure     |                | 1           |
        """,
    )


def test_a_regression_grade_is_one_of_its_scale():
    assert_breaches(
        "GRADE_OUTSIDE_SCALE",
        operations="""
            regression_scale | regression_grade | breach
            rodel            | 0                |
            rodel            | 4                |
            rodel            | 5                | regression_grade
            dworak           | 0                |
            dworak           | 5                | regression_grade
            mandard          | 0                | regression_grade
            mandard          | 1                |
            mandard          | 5                |
            ryan             | 0                |
            ryan             | 3                |
            ryan             | 4                | regression_grade
            rodel            |                  |
                             | 5                |
        """,
    )


def test_only_a_regression_grade_outside_its_scale_is_set_aside():
    set_aside = {rule.code for rule in RULES if rule.level is Level.SET_ASIDE}
    assert set_aside == {"GRADE_OUTSIDE_SCALE"}
    assert {rule.level for rule in RULES} == {Level.SET_ASIDE, Level.CHECK}


def test_a_regression_grade_needs_its_scale():
    assert_breaches(
        "GRADE_WITHOUT_SCALE",
        operations="""
            regression_scale | regression_grade | breach
                             | 0                | regression_grade
            rodel            | 0                |
            rodel            |                  |
        """,
    )
