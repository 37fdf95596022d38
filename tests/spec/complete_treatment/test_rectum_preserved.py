"""Organ preservation: complete response, its year, regrowth; month 18 is 2023-07-10."""

from synchronox_core.endpoints.organ_preservation import derive_organ_preservation
from tests.lib.paths import draw_path
from tests.lib.primary_answers import LITERAL, assert_as_drawn, assert_each
from tests.lib.records import record


def test_without_a_complete_response_the_assessments_decide():
    table = """
        exams                                            | status        | code | preserved
        -------------------------------------------------+---------------+------+----------
                                                         | not_achieved  | N5   | no
        2022-01-05 negative baseline                     | not_achieved  | N5   | no
        2022-01-05 partial baseline                      | not_achieved  | N5   | no
        2022-06-10 negative                              | not_achieved  | N5   | no
        2022-06-10 partial                               | not_evaluable | E4   |
        2022-01-05 negative baseline, 2022-06-10 partial | not_evaluable | E4   |
        2022-06-10 partial, 2022-08-10 negative          | not_achieved  | N5   | no
        2023-07-10 complete, 2024-07-10 complete         | achieved      | A2   | yes
        2023-07-11 complete, 2024-07-11 complete         | not_achieved  | N5   | no
        2022-06-10 negative, 2022-08-10 complete, 2023-08-10 complete | achieved | A2 | yes
    """
    assert_each(table, rectum=None)


def test_the_year_needs_an_assessment_on_its_last_day_or_later():
    table = """
        exams                                    | cut        | status        | code | preserved
        -----------------------------------------+------------+---------------+------+----------
        2022-10-10 complete, 2023-10-10 negative | 2025-12-31 | achieved      | A2   | yes
        2022-10-10 complete, 2023-10-10 complete | 2023-10-10 | achieved      | A2   | yes
        2022-10-10 complete, 2023-10-09 complete | 2025-12-31 | not_evaluable | E4   |
        2022-10-10 complete, 2023-10-09 complete | 2023-10-11 | not_evaluable | E4   |
        2022-10-10 complete, 2023-10-09 complete | 2023-10-10 | pending       | W2   |
        2022-10-10 complete, 2023-07-09 complete | 2023-07-10 | pending       | W2   |
        2022-10-10 complete, 2023-07-09 complete | 2023-07-09 | pending       | W1   |
        2022-06-10 complete                      | 2025-12-31 | not_evaluable | E4   |
    """
    assert_each(table, rectum=None)


def test_the_year_is_twelve_calendar_months_clipped_to_the_end_of_the_month():
    table = """
        exams                                    | events              | date       | code
        -----------------------------------------+---------------------+------------+-----
        2023-02-28 complete, 2024-02-28 complete |                     | 2024-02-28 | A2
        2023-02-28 complete, 2024-02-28 complete | 2024-02-28 regrowth |            | N6
        2023-02-28 complete, 2024-02-28 complete | 2024-02-29 regrowth | 2024-02-28 | A2
    """
    assert_each(table, rectum=None)
    leap = {"t0": "2023-02-10", "cut": "2026-12-31", "rectum": None}
    leap_exams = "2024-02-29 complete, 2025-02-28 complete"
    assert_as_drawn({**leap, "exams": leap_exams, "date": "2025-02-28", "code": "A2"})


def test_a_regrowth_counts_from_the_response_to_the_last_day_of_the_year():
    table = """
        events              | settings             | code | preserved
        --------------------+----------------------+------+----------
        2022-10-10 regrowth |                      | N6   | no
        2023-10-10 regrowth |                      | N6   | no
        2023-10-11 regrowth |                      | A2   | yes
        2023-07-10 regrowth | organ_preservation=C | N6   | no
        2023-07-11 regrowth | organ_preservation=C | A2   | yes
        2023-10-10 regrowth | organ_preservation=B | N6   | no
        2023-10-11 regrowth | organ_preservation=B | N5   | no
        2023-05-10 second_cancer |                 | A2   | yes
        ? regrowth          |                      | E4   |
        2023-05-10 ?        |                      | E4   |
        2023-10-10 ?        |                      | E4   |
        2023-10-11 ?        |                      | A2   | yes
    """
    assert_each(table, rectum=None, exams="2022-10-10 complete, 2023-11-10 complete")


def test_rule_b_asks_for_the_year_to_end_by_month_18():
    table = """
        exams                                    | code
        -----------------------------------------+-----
        2022-07-10 complete, 2023-07-10 complete | A2
        2022-07-11 complete, 2023-07-11 complete | N5
    """
    assert_each(table, rectum=None, settings="organ_preservation=B")


def test_rule_c_asks_for_the_year_or_for_what_of_it_lies_before_month_18():
    table = """
        exams                                    | cut        | status        | code | date
        -----------------------------------------+------------+---------------+------+-----------
        2022-11-10 complete, 2023-07-10 complete | 2025-12-31 | achieved      | A2   | 2022-11-10
        2022-11-10 complete, 2023-07-09 complete | 2025-12-31 | not_evaluable | E4   |
        2022-11-10 complete, 2023-07-09 complete | 2023-07-10 | pending       | W2   |
        2022-06-10 complete, 2023-06-10 complete | 2025-12-31 | achieved      | A2   | 2022-10-01
    """
    assert_each(table, rectum=None, settings="organ_preservation=C")


def test_a_regrowth_is_mended_by_an_r0_resection_only():
    table = """
        rectum                             | status        | code | date       | preserved
        -----------------------------------+---------------+------+------------+----------
        2023-03-01 anterior_resection 5 20 | achieved      | A4   | 2023-03-01 | no
        2023-02-10 anterior_resection 5 20 | achieved      | A4   | 2023-02-10 | no
        2023-03-01 anterior_resection 1 20 | not_achieved  | N2   |            | no
        2023-03-01 anterior_resection ? 20 | not_evaluable | E2   |            | no
        2023-03-01 local_excision 5 20     | not_achieved  | N2   |            | no
        2023-03-01 exploration_only ? ?    | not_achieved  | N6   |            | no
        2023-07-11 anterior_resection 5 20 | not_achieved  | N6   |            | no
        ? anterior_resection 5 20          | not_evaluable | E2   |            |
    """
    assert_each(table, exams="2022-06-10 complete", events="2023-02-10 regrowth")


def test_a_regrowth_without_a_complete_response_on_record_fails():
    table = """
        exams               | code
        --------------------+-----
                            | N6
        2022-06-10 partial  | N6
        2022-06-10 negative | N6
    """
    assert_each(table, rectum=None, events="2023-02-10 regrowth")


def test_an_operation_within_the_year_ends_organ_preservation():
    table = """
        rectum                             | code | preserved
        -----------------------------------+------+----------
        2023-06-01 anterior_resection 5 20 | A1   | no
        2023-06-01 local_excision 5 20     | N2   | no
        2023-09-01 anterior_resection 5 20 | N5   | no
        2023-10-11 anterior_resection 5 20 | A2   | yes
    """
    assert_each(table, exams="2022-10-10 complete, 2023-11-10 complete")


def test_who_dies_within_the_year_is_not_evaluable_after_month_18_and_has_failed_before():
    table = """
        died       | exams                                    | status        | code | preserved
        -----------+------------------------------------------+---------------+------+----------
        2023-07-10 | 2022-10-10 complete                      | not_achieved  | N1   |
        2023-07-11 | 2022-10-10 complete                      | not_evaluable | E6   |
        2023-10-10 | 2022-10-10 complete                      | not_evaluable | E6   |
        2023-10-11 | 2022-10-10 complete                      | not_evaluable | E4   |
        2023-10-11 | 2022-10-10 complete, 2023-10-10 complete | achieved      | A2   | yes
        2022-09-01 | 2022-06-10 negative                      | not_achieved  | N1   | no
    """
    assert_each(table, rectum=None)


def test_organ_preservation_stays_open_until_month_18_unless_something_final_happened():
    table = """
        rectum                             | exams               | events              | preserved
        -----------------------------------+---------------------+---------------------+----------
                                           |                     |                     |
                                           | 2022-06-10 negative |                     |
                                           | 2022-06-10 partial  |                     |
                                           | 2022-06-10 complete |                     |
                                           | 2022-06-10 complete | 2022-11-01 regrowth | no
        2022-06-01 anterior_resection 5 20 |                     |                     | no
        2022-06-01 anterior_resection 1 20 |                     |                     | no
        2022-06-01 local_excision 5 20     |                     |                     | no
    """
    assert_each(table, liver=None, cut="2022-12-31", status="pending", code="W1")


def test_an_operation_that_does_not_say_its_site_may_have_been_a_resection():
    unsaid = {"operation_date": "2022-06-01", "circumferential_margin_mm": None}
    for site, preserved in ((None, None), ("rectum", False), ("both", False)):
        patient = record(operations=[{**unsaid, "site": site}])
        assert derive_organ_preservation(patient, LITERAL).is_yes is preserved


def test_an_answer_names_the_cells_it_rests_on():
    drawing = {"rectum": None, "exams": "2022-10-10 complete, 2023-10-12 complete"}
    answer = derive_organ_preservation(draw_path(drawing), LITERAL)
    assert [(item.table, item.line, item.column, str(item.day)) for item in answer.inputs] == [
        ("assessments", 2, "ymrtrg", "2022-10-10"),
        ("assessments", 2, "dre", "2022-10-10"),
        ("assessments", 2, "endoscopy", "2022-10-10"),
        ("assessments", 3, "assessment_date", "2023-10-12"),
    ]
