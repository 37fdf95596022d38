"""The cases that go with the decision table: time zero 2022-01-10, month 18 on 2023-07-10."""

from synchronox_core.endpoints.complete_treatment import derive_complete_treatment
from synchronox_core.protocol.answers import yes_or_no
from tests.lib.ascii_table import rows_of
from tests.lib.paths import draw_path
from tests.lib.primary_answers import LITERAL, assert_as_drawn, assert_each


def test_margins_of_the_rectum():
    table = """
        case | rectum                             | status        | code | date
        -----+------------------------------------+---------------+------+-----------
        01   | 2022-06-01 anterior_resection 5 20 | achieved      | A1   | 2022-10-01
        02   | 2022-06-01 anterior_resection 1 20 | not_achieved  | N2   |
        03   | 2022-06-01 anterior_resection 5 10 | achieved      | A1   | 2022-10-01
        11   | 2023-07-10 anterior_resection 5 20 | achieved      | A1   | 2023-07-10
        12   | 2023-07-11 anterior_resection 5 20 | not_achieved  | N5   |
        26   | 2022-06-01 anterior_resection ? 20 | not_evaluable | E2   |
        29   | 2022-06-01 local_excision 5 20     | not_achieved  | N2   |
    """
    assert_each(table)


def test_treatments_of_the_liver():
    table = """
        case | liver                                            | status        | code | date
        -----+--------------------------------------------------+---------------+------+-----------
        05   | 1 2022-10-01 resection 1                         | not_achieved  | N3   |
        06   | 1 2022-10-01 resection 5, 2 2022-10-01 resection 0 | not_achieved | N3  |
        08   | 1 2022-10-01 resection 5, 2 2022-10-01 rfa yes   | achieved      | A1   | 2022-10-01
        09   | 1 2022-10-01 resection 5, 2 2022-10-01 mwa yes   | not_achieved  | N3   |
        10   | 1 2022-10-01 resection 5, 2 2022-10-01 rfa ?     | not_evaluable | E3   |
        11   | 1 2023-07-10 resection 5                         | achieved      | A1   | 2023-07-10
    """
    assert_each(table)
    (microwave,) = (row for row in rows_of(table) if row["case"] == "09")
    assert_as_drawn(
        {
            **microwave,
            "settings": "ablation=thermal",
            "status": "achieved",
            "code": "A1",
            "date": "2022-10-01",
        }
    )


def test_lesions_left_in_place():
    table = """
        case | seen                           | settings           | status       | code
        -----+--------------------------------+--------------------+--------------+-----
        13   | 2 2022-05-01 measurable        |                    | not_achieved | N4
        13   | 2 2022-05-01 measurable        | disappeared=strict | not_achieved | N4
        14   | 2 2022-05-01 disappeared       |                    | achieved     | A1
        14   | 2 2022-05-01 disappeared       | disappeared=strict | not_achieved | N4
    """
    assert_each(table)


def test_organ_preservation():
    table = """
        case | exams                                    | events              | settings             | status       | code | date       | preserved
        -----+------------------------------------------+---------------------+----------------------+--------------+------+------------+----------
        16   | 2022-06-10 complete, 2023-06-20 complete |                     |                      | achieved     | A2   | 2023-06-10 | yes
        16   | 2022-06-10 complete, 2023-06-20 complete |                     | organ_preservation=B | achieved     | A2   | 2023-06-10 | yes
        16   | 2022-06-10 complete, 2023-06-20 complete |                     | organ_preservation=C | achieved     | A2   | 2022-10-01 | yes
        17   | 2022-10-10 complete, 2023-11-02 complete |                     |                      | achieved     | A2   | 2023-10-10 | yes
        17   | 2022-10-10 complete, 2023-11-02 complete |                     | organ_preservation=B | not_achieved | N5   |            | no
        17   | 2022-10-10 complete, 2023-11-02 complete |                     | organ_preservation=C | achieved     | A2   | 2022-10-10 | yes
        19   | 2022-06-10 complete, 2023-06-20 negative | 2023-02-10 regrowth |                      | not_achieved | N6   |            | no
    """  # noqa: E501
    assert_each(table, rectum=None)


def test_time_and_death():
    table = """
        case | rectum                             | liver                    | died       | news       | cut        | status        | code | date
        -----+------------------------------------+--------------------------+------------+------------+------------+---------------+------+-----------
        21   |                                    | 1 2022-06-01 resection 5 | 2022-09-10 |            | 2025-12-31 | not_achieved  | N1   |
        22   | 2022-06-01 anterior_resection 5 20 | 1 2022-10-01 resection 5 | 2022-10-11 |            | 2025-12-31 | achieved      | A1   | 2022-10-01
        23   |                                    | 1 2022-06-01 resection 5 |            | 2022-11-10 | 2022-11-10 | pending       | W1   |
        25   |                                    | 1 2022-06-01 resection 5 |            | 2023-01-10 | 2025-12-31 | not_evaluable | E1   |
    """  # noqa: E501
    assert_each(table)


def test_case_07_two_resections_and_case_31_no_operation_at_all():
    resected_again = "2022-06-01 anterior_resection 1 20, 2022-12-01 apr 5 ?"
    assert_as_drawn(
        {"rectum": resected_again, "status": "achieved", "code": "A3", "date": "2022-12-01"}
    )
    progressed = {
        "rectum": None,
        "liver": None,
        "first_seen": "1 2022-01-03",
        "events": "2022-08-01 progression_preventing_resection",
    }
    assert_as_drawn({**progressed, "status": "not_achieved", "code": "N7", "preserved": "no"})


def test_who_is_not_eligible_is_not_in_the_analysis_set():
    for eligible, code in ((False, "E0"), (None, "A1"), (True, "A1")):
        treatment = derive_complete_treatment(draw_path({}), LITERAL, yes_or_no(eligible))
        assert treatment.code.value == code


def test_without_a_day_zero_nothing_can_be_evaluated():
    assert_as_drawn({"t0": None, "status": "not_evaluable", "code": "E0", "preserved": None})
