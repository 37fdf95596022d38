"""The scores read from a patient's file: at baseline, at restaging and after liver resection.

The patient is example B: 63 years, cT3 cN1, three bilobar lesions of 40 mm at most, CEA 35, KRAS
mutated. Restaging finds them at 30, 20 and 10 mm, and the CEA at 12.
"""

from synchronox_core.endpoints.scores import list_scores
from tests.lib.ascii_table import rows_of
from tests.lib.scored_records import BASELINE, RESTAGING, example_b, range_of, score_of, size

LIVER_FIRST = {
    "operation_date": "2022-06-01",
    "site": "liver",
    "liver_procedure": "minor_resection",
}
RECTUM_LATER = {
    "operation_date": "2022-09-01",
    "site": "rectum",
    "rectal_procedure": "anterior_resection",
    "ypt": "ypT2",
    "ypn": "ypN0",
}


def resected(margin_mm=3, viable_percent=35, lesion_no=1, **cells):
    return {
        "lesion_no": lesion_no,
        "treatment_date": "2022-06-01",
        "kind": "resection",
        "liver_margin_mm": margin_mm,
        "viable_percent": viable_percent,
        **cells,
    }


def test_the_scores_before_surgery_are_told_twice():
    table = """
        score      | baseline | restaging
        -----------+----------+----------
        fong       | 3        | 3
        game       | 4        | 3
        mcs        | 2        | 2
        nordlinger | 3        | 3
        konopke    | 1        | 1
        nagashima  | 2        | 2
    """
    patient = example_b()
    for row in rows_of(table):
        for moment in ("baseline", "restaging"):
            value = int(row[moment])
            assert range_of(patient, row["score"], moment) == (value, value), (row, moment)
    assert range_of(patient, "tbs", "baseline") == (5, 5)
    low, high = range_of(patient, "tbs", "restaging")
    assert low == high
    assert round(low, 2) == 4.24


def test_each_score_is_told_once_a_moment():
    rows = list_scores(example_b(operations=[LIVER_FIRST], treatments=[resected()]))
    told = [(row.moment, row.score) for row in rows]
    scores = ["fong", "tbs", "game", "mcs", "nordlinger", "konopke", "nagashima"]
    assert told == [
        *(("baseline", score) for score in scores),
        *(("restaging", score) for score in scores),
        *(("postoperative", s) for s in ("nordlinger", "basingstoke", "helsinki", "iwatsuki")),
    ]


def test_without_liver_resection_there_is_no_postoperative_score():
    ablated = {"lesion_no": 1, "treatment_date": "2022-06-01", "kind": "rfa"}
    for patient in (
        example_b(),
        example_b(operations=[RECTUM_LATER]),
        example_b(treatments=[ablated]),
    ):
        assert {row.moment for row in list_scores(patient)} == {"baseline", "restaging"}


def test_a_liver_resection_without_its_lesions_leaves_the_margin_open():
    row = score_of(example_b(operations=[LIVER_FIRST]), "nordlinger", "postoperative")
    assert (row.low, row.high, row.unknown_items) == (3, 4, ("margin_mm",))


def test_a_missing_item_of_the_file_makes_a_range():
    table = """
        cell                   | score      | low | high | group | unknown
        -----------------------+------------+-----+------+-------+----------------
        cea_ng_ml              | fong       | 3   | 4    | 3-5   | cea_ng_ml
        cea_ng_ml              | game       | 3   | 4    |       | cea_ng_ml
        cn                     | fong       | 2   | 3    |       | has_nodes
        kras                   | mcs        | 1   | 2    |       | kras_mutated
        nras                   | mcs        | 2   | 2    | 2     |
        ct                     | nordlinger | 3   | 4    | 3-4   | t_category
        age_at_diagnosis_years | nordlinger | 2   | 3    |       | age_years
        liver_diagnosis_date   | konopke    | 0   | 1    |       | interval_months
        extrahepatic_mets      | nagashima  | 2   | 3    | 2-3   | has_extrahepatic
    """
    for row in rows_of(table):
        rating = score_of(example_b(patient={row["cell"]: None}), row["score"], "baseline")
        assert (rating.low, rating.high) == (int(row["low"]), int(row["high"])), row
        assert rating.group == row["group"], row
        assert rating.unknown_items == ((row["unknown"],) if row["unknown"] else ()), row


def test_indeterminate_extrahepatic_disease_is_unknown():
    patient = example_b(patient={"extrahepatic_mets": "indeterminate"})
    assert range_of(patient, "nagashima", "baseline") == (2, 3)


def test_the_interval_runs_from_the_rectal_to_the_liver_diagnosis_in_calendar_months():
    table = """
        rectum     | precision | liver      | fong_low | fong_high | konopke_low | konopke_high
        -----------+-----------+------------+----------+-----------+-------------+-------------
        2022-01-03 |           | 2022-04-03 | 3        | 3         | 1           | 1
        2022-01-03 |           | 2022-04-04 | 3        | 3         | 0           | 0
        2021-11-30 |           | 2022-02-28 | 3        | 3         | 1           | 1
        2021-01-03 |           | 2022-01-02 | 3        | 3         | 0           | 0
        2021-01-03 |           | 2022-01-03 | 2        | 2         | 0           | 0
        2021-01-15 | month     | 2022-01-10 | 2        | 3         | 0           | 0
        2022-05-03 |           | 2022-01-03 | 3        | 3         | 1           | 1
    """
    for row in rows_of(table):
        diagnosis = {
            "rectal_diagnosis_date": row["rectum"],
            "rectal_diagnosis_precision": row["precision"],
            "liver_diagnosis_date": row["liver"],
        }
        patient = example_b(patient=diagnosis)
        for score in ("fong", "konopke"):
            expected = int(row[f"{score}_low"]), int(row[f"{score}_high"])
            assert range_of(patient, score, "baseline") == expected, (row, score)


def test_at_baseline_the_lesions_seen_by_time_zero_count():
    seen = {"first_seen_date": "2022-01-10"}
    later, undated = {"first_seen_date": "2022-01-11"}, {"first_seen_date": None}
    for lesions, expected in (
        ([seen], (2, 2)),
        ([seen, seen], (3, 3)),
        ([seen, later], (2, 2)),
        ([seen, undated], (2, 3)),
    ):
        sizes = [size(number, 1, 20) for number in (1, 2)]
        patient = example_b(lesions=lesions, measurements=sizes)
        assert range_of(patient, "fong", "baseline") == expected, lesions


def test_a_held_back_lesion_leaves_number_and_size_open():
    patient = example_b(held_back=["liver_lesions"])
    row = score_of(patient, "nordlinger", "baseline")
    assert (row.low, row.high, row.unknown_items) == (3, 5, ("lesions", "largest_mm"))
    assert range_of(patient, "tbs", "baseline") == (5, None)


def test_without_time_zero_or_lesion_the_burden_is_unknown():
    for patient in (example_b(t0=None, measurements=[]), example_b(lesions=[], measurements=[])):
        assert range_of(patient, "tbs", "baseline") == (0, None)
        assert range_of(patient, "fong", "baseline") == (2, 4)


def test_a_large_lesion_settles_the_size_though_another_has_no_diameter():
    sizes = [size(1, 1, 60), size(2, 1, None), size(3, 1, 15)]
    assert range_of(example_b(measurements=sizes), "mcs", "baseline") == (3, 3)
    sizes = [size(1, 1, 40), size(2, 1, None), size(3, 1, 15)]
    assert range_of(example_b(measurements=sizes), "mcs", "baseline") == (2, 3)


def test_the_earliest_baseline_with_the_lesion_gives_its_size():
    again = {**BASELINE, "assessment_date": "2022-01-08"}
    patient = example_b(
        assessments=[again, BASELINE],
        measurements=[size(1, 1, 60), size(1, 2, 40), size(2, 2, 25), size(3, 2, 15)],
    )
    assert range_of(patient, "mcs", "baseline") == (2, 2)


def test_restaging_counts_the_lesions_still_seen():
    gone, small = {"status": "disappeared"}, {"status": "too_small"}
    table = {
        "all seen": ([size(1, 2, 30), size(2, 2, 20), size(3, 2, 10)], (4.24, 4.24)),
        "one disappeared": (
            [size(1, 2, 30), size(2, 2, 20), size(3, 2, None, **gone)],
            (3.61, 3.61),
        ),
        "all disappeared": ([size(n, 2, None, **gone) for n in (1, 2, 3)], (0, 0)),
        "too small is 5 mm": ([size(n, 2, None, **small) for n in (1, 2, 3)], (3.04, 3.04)),
        "one not measured": ([size(1, 2, 30), size(2, 2, 20)], (3.61, None)),
        "one without diameter": ([size(1, 2, 30), size(2, 2, None), size(3, 2, 9)], (4.24, None)),
    }
    for name, (sizes, expected) in table.items():
        low, high = range_of(example_b(measurements=sizes), "tbs", "restaging")
        assert (round(low, 2), high if high is None else round(high, 2)) == expected, name


def test_a_lesion_first_seen_after_restaging_is_not_awaited_there():
    lesions = [{"first_seen_date": "2022-01-05"}, {"first_seen_date": "2022-08-01"}]
    patient = example_b(lesions=lesions, measurements=[size(1, 2, 30)])
    assert range_of(patient, "fong", "restaging") == (2, 2)


def test_a_new_lesion_that_nobody_measured_leaves_the_number_open():
    told = {**RESTAGING, "new_liver_lesion": "yes"}
    lesions, sizes = [{"first_seen_date": "2022-01-05"}], [size(1, 2, 30)]
    patient = example_b(lesions=lesions, assessments=[BASELINE, told], measurements=sizes)
    assert range_of(patient, "fong", "restaging") == (2, 4)
    lesions = [*lesions, {"first_seen_date": "2022-05-01"}]
    sizes = [*sizes, size(2, 2, 12, status="new")]
    patient = example_b(lesions=lesions, assessments=[BASELINE, told], measurements=sizes)
    assert range_of(patient, "fong", "restaging") == (3, 3)


def test_the_earliest_liver_assessment_after_folfirinox_is_the_restaging():
    earlier = {**RESTAGING, "assessment_date": "2022-04-20"}
    patient = example_b(
        assessments=[BASELINE, RESTAGING, earlier],
        measurements=[size(n, 2, 30) for n in (1, 2, 3)] + [size(n, 3, 60) for n in (1, 2, 3)],
    )
    assert range_of(patient, "mcs", "restaging") == (3, 3)


def test_without_restaging_its_items_are_unknown():
    patient = example_b(assessments=[BASELINE], measurements=[size(1, 1, 40)], visits=[])
    row = score_of(patient, "game", "restaging")
    assert (row.low, row.high) == (2, 7)
    assert row.unknown_items == ("cea_ng_ml", "lesions", "largest_mm", "has_extrahepatic")


def test_the_antigen_of_restaging_is_the_latest_from_the_last_cycle_to_the_first_operation():
    table = """
        visits                         | operation  | end_of_folfirinox | cea
        -------------------------------+------------+-------------------+----
        2022-04-10 30                  |            | 2022-04-10        | 30
        2022-04-09 30                  |            | 2022-04-10        |
        2022-04-20 30, 2022-05-20 10   |            | 2022-04-10        | 10
        2022-05-20 10, 2022-04-20 30   |            | 2022-04-10        | 10
        2022-04-20 30, 2022-05-20 -    |            | 2022-04-10        | 30
        2022-04-20 30, 2022-06-01 10   | 2022-06-01 | 2022-04-10        | 10
        2022-04-20 30, 2022-06-02 10   | 2022-06-01 | 2022-04-10        | 30
        2022-06-02 10                  | 2022-06-01 | 2022-04-10        |
        2022-04-20 30                  |            |                   |
                                       |            | 2022-04-10        |
    """
    for row in rows_of(table):
        words = [visit.split() for visit in (row["visits"] or "").split(",") if visit]
        course = {"phase": "induction", "regimen": "mfolfirinox", "start_date": "2022-01-10"}
        patient = example_b(
            visits=[
                {"visit_date": day, "cea_ng_ml": None if cea == "-" else float(cea)}
                for day, cea in words
            ],
            operations=[{**LIVER_FIRST, "operation_date": row["operation"]}]
            if row["operation"]
            else [],
            chemotherapy=[{**course, "end_date": row["end_of_folfirinox"]}],
        )
        row_told = score_of(patient, "game", "restaging")
        cells = [cell.value for cell in row_told.inputs if cell.column == "cea_ng_ml"]
        assert cells == [float(row["cea"]) if row["cea"] else None], row
        assert ("cea_ng_ml" in row_told.unknown_items) is (row["cea"] is None), row


def test_a_held_back_cycle_operation_or_visit_leaves_the_antigen_of_restaging_unknown():
    for table in ("chemotherapy", "operations", "followup"):
        row = score_of(example_b(held_back=[table]), "game", "restaging")
        assert row.unknown_items == ("cea_ng_ml",), table


def test_extrahepatic_disease_at_restaging_is_the_old_or_the_new():
    table = """
        baseline | restaging | low | high
        ---------+-----------+-----+-----
        no       | no        | 2   | 2
        yes      | no        | 3   | 3
        no       | yes       | 3   | 3
        no       |           | 2   | 3
                 | no        | 2   | 3
                 | yes       | 3   | 3
    """
    for row in rows_of(table):
        patient = example_b(
            patient={"extrahepatic_mets": row["baseline"]},
            assessments=[BASELINE, {**RESTAGING, "new_extrahepatic": row["restaging"]}],
        )
        expected = int(row["low"]), int(row["high"])
        assert range_of(patient, "nagashima", "restaging") == expected, row


def test_extrahepatic_disease_seen_between_counts_but_need_not_be_denied_there():
    between = {"assessment_date": "2022-03-01", "site": "liver", "timepoint": "mid_folfirinox"}
    later = {**between, "assessment_date": "2022-08-01", "timepoint": "surveillance"}
    for assessment, expected in (
        (between, (2, 2)),
        ({**between, "new_extrahepatic": "yes"}, (3, 3)),
        ({**later, "new_extrahepatic": "yes"}, (2, 2)),
    ):
        patient = example_b(assessments=[BASELINE, RESTAGING, assessment])
        assert range_of(patient, "nagashima", "restaging") == expected, assessment


def test_the_rectum_is_staged_on_the_specimen_once_it_is_resected():
    patient = example_b(operations=[LIVER_FIRST, RECTUM_LATER], treatments=[resected()])
    table = """
        score      | moment        | value | staged_by
        -----------+---------------+-------+----------
        nordlinger | baseline      | 3     | cn
        nordlinger | restaging     | 3     | cn
        nordlinger | postoperative | 3     | ypn
    """
    for row in rows_of(table):
        rating = score_of(patient, row["score"], row["moment"])
        assert (rating.low, rating.high) == (int(row["value"]), int(row["value"])), row
        staged_by = {cell.column for cell in rating.inputs if cell.column in ("cn", "ypn")}
        assert staged_by == {row["staged_by"]}, row


def test_a_rectum_resected_before_restaging_is_staged_on_the_specimen_there():
    table = """
        rectum_resected | baseline | restaging
        ----------------+----------+----------
        2022-05-01      | 3        | 2
        2022-05-02      | 3        | 3
    """
    for row in rows_of(table):
        rectum = {**RECTUM_LATER, "operation_date": row["rectum_resected"]}
        for moment in ("baseline", "restaging"):
            value = int(row[moment])
            assert range_of(example_b(operations=[rectum]), "fong", moment) == (value, value), row


def test_a_specimen_without_its_nodes_leaves_them_open_though_imaging_knew_them():
    rectum = {**RECTUM_LATER, "ypn": None}
    patient = example_b(operations=[LIVER_FIRST, rectum], treatments=[resected()])
    row = score_of(patient, "nordlinger", "postoperative")
    assert (row.low, row.high, row.unknown_items) == (3, 4, ("has_nodes",))


def test_a_local_excision_or_an_exploration_leaves_the_rectum_staged_by_imaging():
    for procedure in ("local_excision", "exploration_only"):
        rectum = {**RECTUM_LATER, "rectal_procedure": procedure}
        patient = example_b(operations=[rectum], treatments=[resected()])
        assert range_of(patient, "nordlinger", "postoperative") == (4, 4), procedure


def test_the_narrowest_margin_of_the_lesions_resected_counts():
    table = {
        "exact": ([resected(3), resected(12, lesion_no=2)], (4, 4)),
        "all wide": ([resected(10), resected(12, lesion_no=2)], (3, 3)),
        "last resection of the lesion": (
            [resected(3, treatment_no=1), resected(12, treatment_date="2022-07-01")],
            (3, 3),
        ),
        "missing, the other wide": ([resected(None), resected(12, lesion_no=2)], (3, 4)),
        "missing, the other narrow": ([resected(None), resected(3, lesion_no=2)], (4, 4)),
        "without a viable cell": ([resected(0, viable_percent=0)], (3, 3)),
        "below a limit": ([resected(10, liver_margin_qualifier="<")], (4, 4)),
        "a limit or above": ([resected(10, liver_margin_qualifier=">=")], (3, 3)),
        "above a lower limit": ([resected(5, liver_margin_qualifier=">")], (3, 4)),
        "an ablation beside": ([resected(12), {**resected(0, lesion_no=2), "kind": "rfa"}], (3, 3)),
        "a treatment of unknown kind": (
            [resected(12), {**resected(0, lesion_no=2), "kind": None}],
            (3, 4),
        ),
    }
    for name, (treatments, expected) in table.items():
        patient = example_b(treatments=treatments)
        assert range_of(patient, "nordlinger", "postoperative") == expected, name


def test_a_held_back_treatment_may_have_the_narrowest_margin():
    patient = example_b(treatments=[resected(12)], held_back=["lesion_treatments"])
    assert range_of(patient, "nordlinger", "postoperative") == (3, 4)


def test_helsinki_is_always_open_by_what_the_form_does_not_ask():
    patient = example_b(treatments=[resected(3, viable_percent=35)])
    row = score_of(patient, "helsinki", "postoperative")
    assert (row.low, row.high, row.group) == (5, 7, "5-8")
    assert row.unknown_items == ("has_vascular_invasion", "has_biliary_invasion")


def test_viability_is_the_mean_over_the_nodules_that_have_a_value():
    table = """
        nodules | low | high
        --------+-----+-----
        35      | 5   | 7
        30      | 4   | 6
        0, 60   | 4   | 6
        1, 60   | 5   | 7
        60, -   | 5   | 7
        -       | 4   | 7
    """
    for row in rows_of(table):
        percents = [
            None if word.strip() == "-" else float(word) for word in row["nodules"].split(",")
        ]
        treatments = [resected(3, percent, lesion_no=n) for n, percent in enumerate(percents, 1)]
        patient = example_b(treatments=treatments)
        expected = int(row["low"]), int(row["high"])
        assert range_of(patient, "helsinki", "postoperative") == expected, row


def test_basingstoke_and_iwatsuki_of_the_patient():
    patient = example_b(treatments=[resected(3)])
    # Nodes 2, moderate 2, CEA 12 at restaging 1; number 3, interval and both sides on grade 1.
    assert range_of(patient, "basingstoke", "postoperative") == (5, 5)
    assert range_of(patient, "iwatsuki", "postoperative") == (4, 4)


def test_a_score_shows_the_cells_it_rests_on_those_missing_included():
    row = score_of(example_b(patient={"cea_ng_ml": None}), "fong", "baseline")
    shown = [(cell.table, cell.column) for cell in row.inputs]
    assert ("patients", "cea_ng_ml") in shown
    assert ("patients", "cn") in shown
    assert shown.count(("liver_lesions", "first_seen_date")) == 3
    assert shown.count(("lesion_measurements", "diameter_mm")) == 3
    assert ("patients", "kras") not in shown
