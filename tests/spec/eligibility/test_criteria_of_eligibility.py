"""The ten criteria of eligibility, each with its boundaries (A.8, R.6, R.12).

``yes`` meets the criterion, ``no`` fails it, an empty cell is unknown. Time zero is 2022-01-10.
"""

from datetime import date

import pytest

from synchronox_core.protocol.burden import Lesion
from synchronox_core.protocol.cycles import UNKNOWN_COURSE, ChemotherapyCourse
from synchronox_core.protocol.eligibility import (
    NO_SURE_METASTASIS,
    judge_age,
    judge_code,
    judge_cycles,
    judge_interval,
    judge_level,
    judge_liver,
    judge_stage,
    judge_window,
)
from tests.lib.ascii_table import rows_of

ANSWERS = {"yes": True, "no": False, None: None}
T0 = date(2022, 1, 10)
BEFORE, AFTER = date(2021, 12, 20), date(2022, 1, 11)


def day(cell):
    return None if cell is None else date.fromisoformat(cell)


def test_adults_only():
    assert [judge_age(age)[0] for age in (17, 18, 88, None)] == [False, True, True, None]


def test_distance_from_the_anal_verge_outranks_the_level_entered():
    table = """
        mm  | level | limit | met | reason
        ----+-------+-------+-----+---------------
        0   |       | 100   | yes |
        100 |       | 100   | yes |
        100 | high  | 100   | yes |
        101 | mid   | 100   | no  | level_to_check
        120 |       | 100   | no  | level_to_check
        121 |       | 100   | no  |
        120 |       | 120   | yes |
        120 |       | 119   | no  | level_to_check
            | low   | 100   | yes |
            | mid   | 100   | yes |
            | high  | 100   | no  |
            |       | 100   |     | value_missing
    """
    for row in rows_of(table):
        distance = None if row["mm"] is None else int(row["mm"])
        verdict = judge_level(distance, row["level"], int(row["limit"]))
        assert verdict == (ANSWERS[row["met"]], row["reason"]), row


def test_stage_is_t3_or_t4_or_nodes():
    table = """
        ct   | cn  | met
        -----+-----+----
        cT3  | cN0 | yes
        cT4a | cN0 | yes
        cT4b | cN0 | yes
        cT2  | cN1 | yes
        cT1  | cN2 | yes
        cT2  | cN0 | no
        cT1  | cN0 | no
        cT3  |     | yes
             | cN1 | yes
        cT2  |     |
             | cN0 |
             |     |
    """
    for row in rows_of(table):
        assert judge_stage(row["ct"], row["cn"])[0] is ANSWERS[row["met"]], row


def test_synchronous_is_three_calendar_months_either_way_the_last_day_included():
    table = """
        rectal     | liver      | met
        -----------+------------+----
        2022-01-15 | 2022-01-15 | yes
        2022-01-15 | 2022-04-15 | yes
        2022-01-15 | 2022-04-16 | no
        2022-04-15 | 2022-01-15 | yes
        2022-04-16 | 2022-01-15 | no
        2021-11-30 | 2022-02-28 | yes
        2021-11-30 | 2022-03-01 | no
        2022-02-28 | 2021-11-28 | yes
        2022-02-28 | 2021-11-27 | no
        2022-01-15 |            |
                   | 2022-01-15 |
    """
    for row in rows_of(table):
        assert judge_interval(day(row["rectal"]), day(row["liver"]))[0] is ANSWERS[row["met"]], row


def test_month_without_its_day_leaves_open_only_what_it_could_change():
    table = """
        rectal     | precision | liver      | met | reason
        -----------+-----------+------------+-----+-------------------
        2022-01-15 | day       | 2022-04-20 | no  |
        2022-01-15 | month     | 2022-04-20 |     | boundary_uncertain
        2022-01-15 | month     | 2022-04-10 |     | boundary_uncertain
        2022-01-15 | month     | 2022-04-01 | yes |
        2022-01-15 | month     | 2022-05-01 | no  |
        2022-01-15 | month     | 2022-04-30 |     | boundary_uncertain
    """
    for row in rows_of(table):
        verdict = judge_interval(day(row["rectal"]), day(row["liver"]), row["precision"])
        assert verdict == (ANSWERS[row["met"]], row["reason"]), row
        mirrored = judge_interval(day(row["liver"]), day(row["rectal"]), None, row["precision"])
        assert mirrored[0] is ANSWERS[row["met"]], row


def lesions(seen_on, *segments):
    return [Lesion(seen_on, segment, None) for segment in segments]


@pytest.mark.parametrize(
    ("listed", "resectability", "met", "reason"),
    [
        (lesions(BEFORE, *["V"] * 30), "II", True, None),
        (lesions(BEFORE, *["V"] * 9, "II"), "II", True, None),
        (lesions(BEFORE, *["V"] * 10, "II"), "II", False, None),
        (lesions(BEFORE, *["V"] * 10, "IVa;V"), "I", False, None),
        (lesions(BEFORE, *["I"] * 10, "IVb"), "I", True, None),
        (lesions(BEFORE, *[None] * 10), "I", True, None),
        (lesions(BEFORE, *[None] * 11), "I", None, "segments_missing"),
        (lesions(BEFORE, *["V"] * 10, "II", None), "I", False, None),
        (lesions(BEFORE, *["V"] * 9, "II") + lesions(T0, "V"), "I", False, None),
        (lesions(BEFORE, *["V"] * 9, "II") + lesions(AFTER, "V"), "I", True, None),
        (lesions(BEFORE, *["V"] * 9, "II") + lesions(None, "V"), "I", None, "first_seen_missing"),
        (lesions(BEFORE, *["V"] * 10) + lesions(None, "V"), "I", True, None),
        (lesions(BEFORE, "V"), "III", False, None),
        (lesions(BEFORE, "V"), None, None, "value_missing"),
        (lesions(BEFORE, *["V"] * 10, "II"), None, False, None),
        ([], "I", None, "no_lesion_rows"),
        ([], "III", False, None),
        (lesions(AFTER, "V"), "I", True, None),
    ],
)
def test_liver_is_resectable_on_one_side_or_with_ten_lesions(listed, resectability, met, reason):
    assert judge_liver(listed, T0, resectability) == (met, reason)


@pytest.mark.parametrize(
    ("listed", "met"),
    [
        (lesions(BEFORE, "V"), None),
        (lesions(BEFORE, *["V"] * 9, "II"), None),
        (lesions(BEFORE, *["V"] * 11), None),
        (lesions(BEFORE, *["V"] * 10, "II"), False),
    ],
)
def test_held_back_lesion_leaves_the_liver_open_unless_it_fails_already(listed, met):
    assert judge_liver(listed, T0, "I", is_row_held_back=True)[0] is met
    assert judge_liver(listed, T0, "III", is_row_held_back=True)[0] is False


def test_liver_is_unknown_without_time_zero():
    assert judge_liver(lesions(BEFORE, "V"), None, "I") == (None, "t0_missing")
    assert judge_liver(lesions(BEFORE, "V"), None, "III") == (False, None)


def test_indeterminate_extrahepatic_finding_does_not_exclude():
    answers = {code: judge_code(code, NO_SURE_METASTASIS)[0] for code in ("no", "yes", None)}
    assert answers == {"no": True, "yes": False, None: None}
    assert judge_code("indeterminate", NO_SURE_METASTASIS) == (True, None)


@pytest.mark.parametrize(
    ("courses", "met", "reason"),
    [
        ([("induction", "folfirinox", 2)], True, None),
        ([("induction", "mfolfirinox", 1), ("induction", "folfirinox", 1)], True, None),
        ([("induction", "folfirinox", 1)], False, None),
        ([("induction", "folfox", 6)], False, None),
        ([("induction", "folfirinox", 1), ("adjuvant", "folfirinox", 6)], False, None),
        ([("preoperative", "folfirinox", 6)], None, "no_induction_row"),
        ([], None, "no_induction_row"),
        ([("induction", "folfirinox", None)], None, "cycles_missing"),
        ([("induction", "folfirinox", 2), ("induction", "folfirinox", None)], True, None),
        ([("induction", "folfirinox", 1), ("induction", None, 4)], None, "cycles_missing"),
    ],
)
def test_two_cycles_of_induction_folfirinox_are_needed(courses, met, reason):
    assert judge_cycles([ChemotherapyCourse(*course) for course in courses]) == (met, reason)


def test_held_back_course_leaves_open_only_what_it_could_change():
    one, two = (ChemotherapyCourse("induction", "folfirinox", cycles) for cycles in (1, 2))
    assert judge_cycles([one, UNKNOWN_COURSE])[0] is None
    assert judge_cycles([two, UNKNOWN_COURSE])[0] is True


def test_window_includes_both_its_days():
    table = """
        diagnosed  | precision | met | reason
        -----------+-----------+-----+-------------------
        2020-05-31 |           | no  | outside_window
        2020-06-01 |           | yes |
        2025-06-01 |           | yes |
        2028-06-01 |           | yes |
        2028-06-02 |           | no  | outside_window
        2028-06-15 | month     |     | boundary_uncertain
        2020-06-15 | month     | yes |
                   |           |     | diagnosis_missing
    """
    for row in rows_of(table):
        verdict = judge_window(day(row["diagnosed"]), row["precision"])
        assert verdict == (ANSWERS[row["met"]], row["reason"]), row
