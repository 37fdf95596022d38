"""The decision table in time: month 18, death, data cut, loss, and which code is given."""

from synchronox_core.endpoints.complete_treatment import derive_complete_treatment
from tests.lib.ascii_table import rows_of
from tests.lib.paths import draw_path
from tests.lib.primary_answers import (
    ELIGIBLE,
    LITERAL,
    assert_as_drawn,
    assert_each,
    settings_of,
    status_and_code,
)
from tests.lib.records import record

BASELINE_LESION = {"first_seen_date": "2022-01-03"}
ALIVE = {"vital_status": "alive", "last_news_date": "2025-12-31"}


def test_month_18_is_18_calendar_months_clipped_to_the_end_of_the_month():
    table = """
        t0         | day        | code
        -----------+------------+-----
        2022-08-31 | 2024-02-29 | A1
        2022-08-31 | 2024-03-01 | N5
        2021-01-15 | 2022-07-15 | A1
        2021-01-15 | 2022-07-17 | N5
        2022-08-29 | 2024-02-29 | A1
        2022-08-29 | 2024-03-01 | N5
        2023-08-31 | 2025-02-28 | A1
        2023-08-31 | 2025-03-01 | N5
        2024-02-29 | 2025-08-29 | A1
        2024-02-29 | 2025-08-30 | N5
    """
    for row in rows_of(table):
        last = {"rectum": f"{row['day']} anterior_resection 5 20"}
        early = {"liver": "1 2021-06-01 resection 5"}
        assert_as_drawn({"t0": row["t0"], "code": row["code"], **early, **last})


def test_achieved_is_known_before_month_18_and_survives_death_and_loss():
    table = """
        cut        | died       | news       | status   | code
        -----------+------------+------------+----------+-----
        2022-10-01 |            | 2022-10-01 | achieved | A1
        2025-12-31 | 2022-10-01 |            | achieved | A1
        2025-12-31 |            | 2022-10-01 | achieved | A1
    """
    assert_each(table)


def test_one_site_done():
    table = """
        cut        | died       | news       | status        | code
        -----------+------------+------------+---------------+-----
        2023-07-09 |            | 2023-07-09 | pending       | W1
        2023-07-10 |            | 2023-07-10 | not_achieved  | N5
        2023-07-09 | 2023-07-09 |            | not_achieved  | N1
        2025-12-31 | 2023-07-10 |            | not_achieved  | N1
        2025-12-31 | 2023-07-11 |            | not_achieved  | N5
        2023-07-09 | 2023-07-10 |            | pending       | W1
        2025-12-31 |            | 2023-06-10 | not_achieved  | N5
        2025-12-31 |            | 2023-06-09 | not_evaluable | E1
        2025-12-31 | 2023-07-11 |            | not_achieved  | N5
    """
    assert_each(table, rectum=None)


def test_facts_after_death_do_not_count():
    after_death = {"rectum": "2022-12-02 anterior_resection 5 20", "died": "2022-12-01"}
    assert_as_drawn({**after_death, "status": "not_achieved", "code": "N1"})


def test_the_days_of_grace_are_a_setting():
    table = """
        settings           | code
        -------------------+-----
        lost_grace_days=0  | E1
        lost_grace_days=9  | E1
        lost_grace_days=10 | N5
    """
    assert_each(table, rectum=None, news="2023-06-30")


def test_any_dated_contact_is_news():
    drawing = {"rectum": None, "news": "2022-06-10", "exams": "2023-06-10 negative"}
    assert_as_drawn({**drawing, "code": "N5"})


def test_death_comes_before_a_missing_margin_and_the_data_cut():
    table = """
        rectum                             | died       | cut        | news       | code
        -----------------------------------+------------+------------+------------+-----
        2022-06-01 anterior_resection ? 20 | 2022-12-01 | 2022-12-31 |            | N1
        2022-06-01 anterior_resection ? 20 |            | 2022-12-31 |            | W1
        2022-06-01 anterior_resection 1 20 |            | 2022-12-31 |            | W1
        2022-06-01 anterior_resection 1 20 |            | 2025-12-31 | 2022-12-31 | E1
    """
    assert_each(table)


def test_a_site_that_failed_comes_before_one_unknown_and_that_before_one_not_over():
    table = """
        rectum                             | liver                    | exams               | code
        -----------------------------------+--------------------------+---------------------+-----
        2022-06-01 anterior_resection ? 20 | 1 2022-10-01 resection 1 |                     | N3
        2022-06-01 anterior_resection 1 20 | 1 2022-10-01 resection 1 |                     | N2
                                           | 1 2022-10-01 resection 1 |                     | N3
                                           | 1 2022-10-01 resection 1 | 2023-03-10 complete | N3
                                           | 1 2022-10-01 rfa ?       | 2023-03-10 complete | E3
                                           | 1 2022-10-01 rfa ?       | 2022-06-10 partial  | E3
                                           | 1 2022-10-01 resection ? | 2022-06-10 partial  | E2
                                           | 1 2022-10-01 ? yes       | 2022-06-10 partial  | E4
                                           | 1 2022-10-01 resection 5 | 2023-03-10 complete | W2
    """
    assert_each(table, cut="2024-01-31")


def test_a_second_success_is_told_by_the_first_code_of_a2_a4_a3_a1():
    again = "1 2022-10-01 resection 0, 1 2022-12-01 resection 5"
    table = """
        rectum                                                        | exams                                    | events              | code
        --------------------------------------------------------------+------------------------------------------+---------------------+-----
                                                                      | 2022-06-10 complete, 2023-06-20 complete |                     | A2
        2023-03-01 apr 5 ?                                            | 2022-06-10 complete                      | 2023-02-10 regrowth | A4
        2022-06-01 hartmann 5 20                                      |                                          |                     | A3
    """  # noqa: E501
    assert_each(table, liver=again)
    table = """
        rectum                                                   | code
        ---------------------------------------------------------+-----
        2022-06-01 hartmann 1 20, 2022-09-01 apr 5 ?             | A3
        2022-06-01 hartmann ? 20, 2022-09-01 apr 5 ?             | A1
        2022-06-01 local_excision ? ?, 2022-09-01 apr 5 ?        | A3
        2022-06-01 hartmann 5 20, 2022-09-01 apr 1 ?             | A1
        2022-06-01 hartmann 1 20, 2022-09-01 apr 1 ?             | N2
        2022-06-01 hartmann 1 20, 2022-09-01 apr ? ?             | E2
    """
    assert_each(table)


def test_why_nothing_was_done_at_a_site():
    table = """
        events                                                            | code
        ------------------------------------------------------------------+-----
                                                                          | N5
        2022-09-01 treatment_refused                                      | N8
        2022-09-01 palliative_decision                                    | N7
        2022-09-01 progression_preventing_resection                       | N7
        2022-08-01 treatment_refused, 2022-09-01 palliative_decision      | N7
        2022-09-01 progression                                            | N5
        2023-07-10 treatment_refused                                      | N8
        2023-07-11 treatment_refused                                      | N5
    """
    assert_each(table, rectum=None, status="not_achieved")
    assert_each(table, liver=None, first_seen="1 2022-01-03", status="not_achieved")


def test_a_contraindication_counts_for_the_site_that_was_explored():
    table = """
        site   | code
        -------+-----
        rectum | N9
        both   | N9
        liver  | N7
    """
    for row in rows_of(table):
        explored = {
            "operation_date": "2022-08-01",
            "site": row["site"],
            "rectal_procedure": None if row["site"] == "liver" else "exploration_only",
            "contraindication_found": "yes",
        }
        treated = {"lesion_no": 1, "treatment_date": "2022-10-01", "kind": "rfa"}
        patient = record(
            patient=ALIVE,
            lesions=[BASELINE_LESION],
            operations=[explored],
            treatments=[{**treated, "ablation_complete": "yes"}],
            events=[{"event_date": "2022-08-02", "event_type": "palliative_decision"}],
        )
        assert status_and_code(patient) == ("not_achieved", row["code"])


def test_a_contraindication_counts_up_to_month_18():
    for day, code in (("2023-07-10", "N9"), ("2023-07-11", "N5")):
        explored = {"operation_date": day, "site": "liver", "contraindication_found": "yes"}
        patient = record(
            patient=ALIVE,
            lesions=[BASELINE_LESION],
            operations=[*(row._asdict() for row in draw_path({}).operations), explored],
        )
        assert status_and_code(patient) == ("not_achieved", code)


def test_each_status_has_its_state():
    table = """
        rectum                             | cut        | state
        -----------------------------------+------------+---------------
        2022-06-01 anterior_resection 5 20 | 2025-12-31 | met
        2022-06-01 anterior_resection 1 20 | 2025-12-31 | not_met
        2022-06-01 anterior_resection ? 20 | 2025-12-31 | undeterminable
        2022-06-01 anterior_resection ? 20 | 2022-12-31 | not_yet
    """
    for row in rows_of(table):
        for answer in derive_complete_treatment(draw_path(row), LITERAL, ELIGIBLE):
            assert answer.state == row["state"]


def test_an_answer_names_every_cell_it_rests_on():
    treatment = derive_complete_treatment(draw_path({}), LITERAL, ELIGIBLE)
    assert {(item.table, item.column) for item in treatment.status.inputs} >= {
        ("patients", "folfirinox_start_date"),
        ("operations", "circumferential_margin_mm"),
        ("operations", "distal_margin_mm"),
        ("lesion_treatments", "kind"),
        ("lesion_treatments", "liver_margin_mm"),
        ("lesion_treatments", "viable_percent"),
    }


def test_the_lowest_code_of_both_sites_is_given():
    refused = {"rectum": None, "events": "2022-09-01 treatment_refused"}
    second_lesion = "1 2022-10-01 resection 5, 2 2023-10-01 resection 5"
    assert_as_drawn({**refused, "liver": second_lesion, "code": "N4"})


def test_macroscopic_residue_fails_and_the_pathologist_is_not_asked():
    table = """
        residual_macroscopic | pathologist_r | code
        ---------------------+---------------+-----
        yes                  | R0            | N2
        no                   | R2            | A1
                             | R1            | A1
    """
    for row in rows_of(table):
        drawn = draw_path({})
        (operation,) = drawn.operations
        judged = operation._replace(
            residual_macroscopic=row["residual_macroscopic"], pathologist_r=row["pathologist_r"]
        )
        patient = record(
            patient=ALIVE,
            lesions=[BASELINE_LESION],
            operations=[judged._asdict()],
            treatments=[row_._asdict() for row_ in drawn.treatments],
        )
        assert status_and_code(patient)[1] == row["code"]


def test_settings_of_survival_change_nothing_here():
    assert status_and_code(draw_path({}), settings_of("pfs=standard")) == ("achieved", "A1")
