"""What waits in quarantine, or lacks its day, never makes a failure out of an absence (R.12)."""

from tests.lib.primary_answers import assert_each


def test_a_site_where_nothing_was_done_becomes_unknown():
    table = """
        held                   | status        | code
        -----------------------+---------------+-----
                               | not_achieved  | N5
        operations             | not_evaluable | E2
        assessments            | not_evaluable | E4
        events                 | not_evaluable | E4
        liver_lesions          | not_evaluable | E5
        lesion_treatments      | not_evaluable | E5
        lesion_treatments operations | not_evaluable | E2
        chemotherapy           | not_achieved  | N5
        complications          | not_achieved  | N5
    """
    assert_each(table, rectum=None)
    assert_each(table, liver=None, first_seen="1 2022-01-03")


def test_a_lesion_left_untreated_becomes_unknown():
    table = """
        held                | code
        --------------------+-----
                            | N4
        operations          | E2
        assessments         | E4
        lesion_treatments   | E5
        lesion_measurements | E5
    """
    assert_each(table, seen="2 2022-05-01 measurable")


def test_an_answer_on_clean_rows_alone_stays():
    table = """
        rectum                             | liver                    | exams                                    | held              | code
        -----------------------------------+--------------------------+------------------------------------------+-------------------+-----
        2022-06-01 anterior_resection 5 20 | 1 2022-10-01 resection 5 |                                          | lesion_treatments | A1
        2022-06-01 anterior_resection 5 20 | 1 2022-10-01 resection 5 |                                          | operations        | A1
        2022-06-01 anterior_resection 1 20 | 1 2022-10-01 resection 5 |                                          | operations        | N2
        2022-06-01 anterior_resection 5 20 | 1 2022-10-01 resection 1 |                                          | lesion_treatments | N3
                                           | 1 2022-10-01 resection 5 | 2022-06-10 complete, 2023-06-20 complete | events            | A2
    """  # noqa: E501
    assert_each(table)


def test_a_regrowth_stands_unless_the_operation_on_it_may_be_held_back():
    table = """
        held        | code
        ------------+-----
        assessments | N6
        events      | N6
        operations  | E2
    """
    assert_each(table, rectum=None, events="2023-02-10 regrowth", exams="2022-06-10 complete")


def test_rule_b_refuses_nobody_whose_other_rows_cannot_be_read():
    table = """
        held        | code
        ------------+-----
                    | N5
        operations  | E2
        assessments | E4
    """
    late = {"rectum": None, "exams": "2022-10-10 complete, 2023-11-02 complete"}
    assert_each(table, **late, settings="organ_preservation=B")


def test_rows_without_a_day_are_neither_a_success_nor_a_failure():
    table = """
        rectum                                             | liver                                           | exams                | code
        ---------------------------------------------------+-------------------------------------------------+----------------------+-----
        ? anterior_resection 5 20                          | 1 2022-10-01 resection 5                        |                      | E2
        2022-06-01 hartmann 1 20, ? apr 5 ?                | 1 2022-10-01 resection 5                        |                      | E2
        2022-06-01 hartmann 1 20, ? apr 1 ?                | 1 2022-10-01 resection 5                        |                      | N2
        2022-06-01 hartmann 5 20, ? apr 1 ?                | 1 2022-10-01 resection 5                        |                      | A1
        2022-06-01 hartmann 5 20                           | 1 ? resection 5                                 |                      | E5
        2022-06-01 hartmann 5 20                           | 1 2022-10-01 resection 0, 1 ? resection 5       |                      | E5
        2022-06-01 hartmann 5 20                           | 1 2022-10-01 resection 0, 1 ? resection 0       |                      | N3
        2022-06-01 hartmann 5 20                           | 1 2022-10-01 resection 5, 2 ? resection 5       |                      | E5
                                                           | 1 2022-10-01 resection 5                        | ? complete           | E4
                                                           | 1 2022-10-01 resection 5                        | 2022-06-10 complete, ? complete | E4
    """  # noqa: E501
    assert_each(table)
