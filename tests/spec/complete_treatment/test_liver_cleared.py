"""The liver: the last treatment of each lesion, lesions that disappeared, lesions that came back.

The rectum is R0 on 2022-06-01 unless drawn; month 18 is 2023-07-10.
"""

from tests.lib.primary_answers import assert_as_drawn, assert_each


def test_what_makes_one_treatment_curative():
    table = """
        liver                         | settings         | status        | code
        ------------------------------+------------------+---------------+-----
        1 2022-10-01 resection 1.1    |                  | achieved      | A1
        1 2022-10-01 resection 1      |                  | not_achieved  | N3
        1 2022-10-01 resection >1     |                  | achieved      | A1
        1 2022-10-01 resection >=1    |                  | not_evaluable | E2
        1 2022-10-01 resection <1     |                  | not_achieved  | N3
        1 2022-10-01 resection ?      |                  | not_evaluable | E2
        1 2022-10-01 resection 0 0    |                  | achieved      | A1
        1 2022-10-01 resection ? 0    |                  | achieved      | A1
        1 2022-10-01 resection 0 <1   |                  | not_achieved  | N3
        1 2022-10-01 rfa yes          |                  | achieved      | A1
        1 2022-10-01 rfa no           |                  | not_achieved  | N3
        1 2022-10-01 rfa ?            |                  | not_evaluable | E3
        1 2022-10-01 mwa ?            |                  | not_achieved  | N3
        1 2022-10-01 mwa ?            | ablation=thermal | not_evaluable | E3
        1 2022-10-01 mwa no           | ablation=thermal | not_achieved  | N3
        1 2022-10-01 other_ablation yes | ablation=thermal | not_achieved | N3
        1 2022-10-01 sbrt yes         | ablation=thermal | not_achieved  | N3
        1 2022-10-01 ? yes            |                  | not_evaluable | E5
    """
    assert_each(table)


def test_the_last_treatment_by_month_18_decides():
    table = """
        liver                                                | code | date
        -----------------------------------------------------+------+-----------
        1 2022-10-01 resection 0, 1 2022-12-01 resection 5   | A3   | 2022-12-01
        1 2022-10-01 rfa no, 1 2022-12-01 rfa yes            | A3   | 2022-12-01
        1 2022-10-01 mwa yes, 1 2022-12-01 resection 5       | A3   | 2022-12-01
        1 2022-10-01 resection ?, 1 2022-12-01 resection 5   | A1   | 2022-12-01
        1 2022-12-01 resection 5, 1 2022-10-01 resection 0   | A3   | 2022-12-01
        1 2022-10-01 resection 5, 1 2022-12-01 resection 0   | N3   |
        1 2022-10-01 resection 0, 1 2023-07-10 resection 5   | A3   | 2023-07-10
        1 2022-10-01 resection 0, 1 2023-07-11 resection 5   | N3   |
        1 2023-07-11 resection 5                             | N5   |
        1 2022-05-01 resection 5                             | A1   | 2022-06-01
    """
    assert_each(table)


def test_several_lesions_come_to_the_worst_of_them():
    table = """
        liver                                                     | status        | code
        ----------------------------------------------------------+---------------+-----
        1 2022-10-01 resection ?, 2 2022-10-01 resection 1        | not_achieved  | N3
        1 2022-10-01 resection ?, 2 2022-10-01 rfa ?              | not_evaluable | E2
        1 2022-10-01 resection 5, 2 2022-10-01 rfa ?              | not_evaluable | E3
        1 2022-10-01 ? yes, 2 2022-10-01 rfa ?                    | not_evaluable | E3
        1 2022-10-01 resection 5, 2 2023-08-01 resection 5        | not_achieved  | N4
        1 2022-10-01 resection 1, 2 2023-08-01 resection 5        | not_achieved  | N3
        1 2022-10-01 resection ?, 2 2023-08-01 resection 5        | not_achieved  | N4
    """
    assert_each(table)


def test_a_lesion_that_disappeared_needs_no_treatment_under_the_literal_reading():
    table = """
        seen                                              | settings           | status        | code
        --------------------------------------------------+--------------------+---------------+-----
        2 2022-05-01 disappeared                          |                    | achieved      | A1
        2 2022-05-01 disappeared                          | disappeared=strict | not_achieved  | N4
        2 2022-05-01 too_small                            |                    | not_achieved  | N4
        2 2022-05-01 disappeared, 2 2023-07-10 measurable |                    | not_achieved  | N4
        2 2022-05-01 disappeared, 2 2023-07-11 measurable |                    | achieved      | A1
        2 2023-07-10 measurable, 2 2022-05-01 disappeared |                    | not_achieved  | N4
        2 2022-05-01 measurable, 2 2022-09-01 disappeared |                    | achieved      | A1
        2 2023-07-11 disappeared                          |                    | not_achieved  | N4
        2 2022-05-01 ?                                    |                    | not_evaluable | E5
        2 2022-05-01 ?                                    | disappeared=strict | not_achieved  | N4
        2 2022-05-01 disappeared, 2 2022-09-01 ?          |                    | not_evaluable | E5
    """  # noqa: E501
    assert_each(table)


def test_lesions_that_all_disappeared_and_were_not_treated_fail():
    for reading in ("literal", "strict"):
        assert_as_drawn(
            {
                "liver": None,
                "seen": "1 2022-05-01 disappeared, 2 2022-05-01 disappeared",
                "settings": f"disappeared={reading}",
                "events": "2022-09-01 treatment_refused",
                "status": "not_achieved",
                "code": "N4",
            }
        )


def test_lesions_of_which_only_some_disappeared_are_a_site_where_nothing_was_done():
    some = {"liver": None, "seen": "1 2022-05-01 disappeared, 2 2022-05-01 measurable"}
    assert_as_drawn({**some, "code": "N5"})


def test_a_disappeared_lesion_has_no_day_of_its_own():
    drawing = {"seen": "2 2022-12-01 disappeared", "code": "A1", "date": "2022-10-01"}
    assert_as_drawn({**drawing, "status": "achieved"})


def test_a_lesion_first_seen_after_month_18_is_not_asked_about():
    table = """
        first_seen   | code
        -------------+-----
        2 2023-07-10 | N4
        2 2023-07-11 | N5
    """
    assert_each(table, rectum=None)


def test_no_lesion_on_record_is_not_evaluable():
    assert_as_drawn({"liver": None, "status": "not_evaluable", "code": "E5"})


def test_a_lesion_first_seen_after_both_sites_were_complete_is_a_recurrence():
    table = """
        liver                                               | first_seen   | code | date
        ----------------------------------------------------+--------------+------+-----------
        1 2022-10-01 resection 5                            | 2 2022-10-01 | N4   |
        1 2022-10-01 resection 5                            | 2 2022-10-02 | A1   | 2022-10-01
        1 2022-05-01 resection 5                            | 2 2022-06-01 | N4   |
        1 2022-05-01 resection 5                            | 2 2022-06-02 | A1   | 2022-06-01
        1 2022-10-01 resection 5, 2 2023-01-10 resection 5  | 2 2022-12-01 | A1   | 2022-10-01
        1 2022-10-01 resection 5, 2 2023-01-10 resection 0  | 2 2022-12-01 | A1   | 2022-10-01
        1 2022-10-01 resection 5, 2 2023-01-10 resection 5  | 2 2022-09-01 | A1   | 2023-01-10
        1 2022-10-01 resection 5, 2 2023-01-10 resection 5  | 2 2022-09-01, 3 2023-01-10 | N4 |
        1 2022-10-01 resection 5, 2 2023-01-10 resection 5  | 2 2022-09-01, 3 2023-01-11 | A1 | 2023-01-10
        1 2022-10-01 resection 0, 1 2023-01-10 resection 5  | 2 2022-12-01 | N4   |
        1 2022-10-01 resection 0, 1 2023-01-10 resection 5  | 2 2023-01-11 | A3   | 2023-01-10
    """  # noqa: E501
    assert_each(table)


def test_organ_preservation_completes_the_rectum_on_the_day_of_the_response():
    table = """
        first_seen   | code
        -------------+-----
        2 2022-10-01 | N4
        2 2022-10-02 | A2
    """
    exams = "2022-06-10 complete, 2023-06-20 complete"
    assert_each(table, rectum=None, exams=exams)


def test_both_sites_may_become_complete_on_the_day_of_an_assessment():
    table = """
        rectum                             | liver                    | seen                                               | exams                                    | first_seen   | code
        -----------------------------------+--------------------------+----------------------------------------------------+------------------------------------------+--------------+-----
        2022-06-01 anterior_resection 5 20 | 1 2022-10-01 resection 5 | 2 2022-05-01 measurable, 2 2022-12-01 disappeared  |                                          | 3 2022-12-01 | N4
        2022-06-01 anterior_resection 5 20 | 1 2022-10-01 resection 5 | 2 2022-05-01 measurable, 2 2022-12-01 disappeared  |                                          | 3 2022-12-02 | A1
                                           | 1 2022-05-01 resection 5 |                                                    | 2022-06-10 complete, 2023-06-20 complete | 2 2022-06-10 | N4
                                           | 1 2022-05-01 resection 5 |                                                    | 2022-06-10 complete, 2023-06-20 complete | 2 2022-06-11 | A2
    """  # noqa: E501
    assert_each(table)


def test_a_rectum_that_grew_back_before_the_liver_was_treated_was_not_complete():
    table = """
        events              | code
        --------------------+-----
        2022-09-30 regrowth | N4
        2022-10-01 regrowth | N4
        2022-10-02 regrowth | A4
    """
    salvaged = {"rectum": "2023-03-01 apr 5 ?", "exams": "2022-06-10 complete"}
    assert_each(table, **salvaged, first_seen="2 2023-01-10")


def test_a_disappeared_lesion_does_not_keep_the_liver_from_being_complete():
    table = """
        seen                     | first_seen   | settings           | code
        -------------------------+--------------+--------------------+-----
        2 2022-05-01 disappeared | 3 2022-10-02 |                    | A1
        2 2022-05-01 measurable  | 3 2022-10-02 |                    | N4
        2 2022-05-01 disappeared | 3 2022-10-02 | disappeared=strict | N4
    """
    assert_each(table)


def test_a_lesion_that_may_be_a_recurrence_cannot_fail_the_endpoint():
    table = """
        rectum                             | liver                                              | first_seen   | code
        -----------------------------------+----------------------------------------------------+--------------+-----
        2022-06-01 anterior_resection 5 20 | 1 2022-10-01 resection ?, 1 2023-01-10 resection 5 | 2 2022-12-01 | E5
        2022-06-01 anterior_resection 5 20 | 1 2022-10-01 resection ?                           | 2 2022-12-01 | E2
        2022-06-01 anterior_resection ? 20 | 1 2022-10-01 resection 5                           | 2 2022-12-01 | E2
        2022-06-01 anterior_resection 1 20 | 1 2022-10-01 resection 5                           | 2 2022-12-01 | N2
        2022-06-01 anterior_resection 5 20 | 1 2022-10-01 resection 5                           | 2 ?          | E5
        2022-06-01 anterior_resection 5 20 | 1 2022-10-01 resection 5, 2 2022-10-01 resection 5 | 2 ?          | A1
    """  # noqa: E501
    assert_each(table)
