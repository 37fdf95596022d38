"""The lines of the secondary measures, from counts written by hand."""

from datetime import date

import pandas as pd
import pytest

from synchronox_core.protocol.outcome_measures import SECONDARY_MEASURES
from synchronox_core.services.outcomes.lines import Counts, build_lines
from synchronox_core.services.outcomes.measures import SURVIVAL_ENDPOINTS
from synchronox_core.services.survival.endpoints import FOLFIRINOX_ORIGIN, build_follow_up
from synchronox_core.store.outcome_queries import OutcomeFrames

YEAR = 366
"""Days; three of them are past 36 months, which are 1095.75 days."""

PATIENT = {
    "patient_id": "P1",
    "group": "all",
    "centre_id": "C01",
    "cohort": "retrospective",
    "inclusion_days": None,
    "decision_days": None,
    "horizon_days": 548,
    "days": None,
    "event": None,
    "reason": None,
    "status": None,
    "status_code": None,
    "complete_days": None,
}
"""A retrospective patient, observed from the first FOLFIRINOX whenever included."""


def ended(days, event, reason=None, **others):
    return {"days": days, "event": event, "reason": reason, **others}


def frames(answers=(), indices=()):
    def table(rows, columns):
        return pd.DataFrame(list(rows), columns=columns)

    return OutcomeFrames(
        as_of=date(2026, 6, 30),
        statuses=table([], ["cohort", "maturity", "status", "code", "patients"]),
        answers=table(answers, ["name", "value", "reason", "patients"]),
        indices=table(indices, ["site", "known", "q1", "median", "q3"]),
    )


def counts_of(durations=(), **rows):
    """Counts of the rows, and of patients who share a cohort, a day of inclusion and an end."""
    followed = {}
    for name in SURVIVAL_ENDPOINTS:
        shared = [row for row in durations if row[0] == name]
        patients = [PATIENT | row for _, row, number in shared for _ in range(number)]
        frame = pd.DataFrame(patients, columns=list(PATIENT))
        followed[name] = build_follow_up(name, frame, FOLFIRINOX_ORIGIN)
    return Counts(frames(**rows), followed)


def lines_of(measure, pfs="record", **rows):
    lines = build_lines(counts_of(**rows), pfs)[measure]
    return {(line.code, line.population): line for line in lines}


def test_every_secondary_measure_has_a_line_even_without_patients():
    lines = build_lines(counts_of(), "record")
    assert list(lines) == [measure.code for measure in SECONDARY_MEASURES]
    assert all(of_measure for of_measure in lines.values())
    assert not any(line.is_described for of_measure in lines.values() for line in of_measure)


def test_r0_is_told_among_the_resected_and_among_everybody():
    answers = [
        ("rectal_r0", "yes", None, 12),
        ("rectal_r0", "no", "local_excision", 8),
        ("rectal_r0", None, "margin_missing", 5),
        ("rectal_r0", None, "no_rectal_resection", 25),
    ]
    lines = lines_of("rectal_r0", answers=answers)
    resected, everybody = lines["r0", "excised_rectum"], lines["r0", "everybody"]
    assert (resected.patients, resected.known) == (12, 20)
    assert (everybody.patients, everybody.known) == (12, 45)
    assert resected.missing == everybody.missing == {"margin_missing": 5}


def test_everybody_does_not_tell_what_is_held_back_of_few_resected():
    answers = [
        ("liver_r0", "yes", None, 3),
        ("liver_r0", None, "no_liver_resection", 40),
    ]
    lines = lines_of("liver_r0", answers=answers)
    assert {line.patients for line in lines.values()} == {None}


def test_response_that_could_not_be_judged_is_missing_and_no_category():
    answers = [
        ("recist", "PR", None, 6),
        ("recist", "SD", None, 4),
        ("recist", "NE", "target_not_measured", 3),
    ]
    line = lines_of("recist", answers=answers)["recist_pr", "assessed"]
    assert (line.patients, line.known, dict(line.missing)) == (6, 10, {"target_not_measured": 3})


def test_categories_of_a_response_add_up_to_the_known():
    answers = [
        ("rodel", "4", None, 7),
        ("rodel", "2", None, 9),
        ("rodel", None, "scale_not_rodel", 3),
        ("rodel", None, "no_rectal_resection", 11),
    ]
    lines = list(lines_of("rodel", answers=answers).values())
    assert [line.patients for line in lines] == [7, 0, 9, 0, 0]
    assert {line.known for line in lines} == {16}
    assert all(line.missing == {"scale_not_rodel": 3} for line in lines)


def test_grades_are_condensed_to_those_of_the_record():
    grades = {"0": 50, "I": 10, "II": 9, "IIIa": 5, "IIIb": 4, "IVa": 3, "IVb": 2, "V": 1}
    answers = [("clavien_liver_30d", grade, None, n) for grade, n in grades.items()]
    answers.append(("clavien_liver_30d", None, "no_operation", 16))
    lines = lines_of(
        "complications_liver", answers=answers, indices=[("liver", 84, 0.0, 0.0, 20.9)]
    )
    counted = {code: line.patients for (code, _), line in lines.items()}
    assert counted == {
        "severe": 15,
        "any_complication": 34,
        "grade_1": 10,
        "grade_2": 9,
        "grade_3": 9,
        "grade_4": 5,
        "grade_5": 1,
        "complication_index": None,
    }
    index = lines["complication_index", "operated_liver"]
    assert (index.low, index.value, index.high) == (0.0, 0.0, 20.9)
    assert {line.known for line in lines.values()} == {84}


def test_survival_counts_patients_who_share_a_duration():
    # By hand: 5/6 * 4/5 = 2/3 at 36 months.
    durations = [
        ("os", ended(YEAR, 1), 1),
        ("os", ended(2 * YEAR, 1), 1),
        ("os", ended(4 * YEAR, 0, "last_news"), 4),
        ("os", ended(None, None, "t0_missing"), 2),
    ]
    (line,) = lines_of("overall_survival", durations=durations).values()
    assert line.value == pytest.approx(2 / 3)
    assert (line.patients, line.known, line.at_risk) == (2, 6, 4)
    assert line.missing == {"t0_missing": 2}


def test_prospective_patients_count_among_those_at_risk_from_their_inclusion_on():
    # By hand: two of four at risk after a year die; the other six have not entered: 1/2.
    durations = [
        ("os", ended(YEAR, 1), 2),
        ("os", ended(4 * YEAR, 0, "last_news"), 2),
        ("os", ended(5 * YEAR, 0, "data_cut", cohort="prospective", inclusion_days=2 * YEAR), 6),
        ("os", ended(YEAR, 0, "data_cut", cohort="prospective", inclusion_days=YEAR), 1),
        ("os", ended(YEAR, 0, "data_cut", cohort="prospective"), 3),
    ]
    (line,) = lines_of("overall_survival", durations=durations).values()
    assert line.value == pytest.approx(1 / 2)
    assert (line.patients, line.known, line.at_risk) == (2, 10, 8)
    assert line.missing == {"inclusion_missing": 3, "entered_after_end": 1}


def test_deaths_the_record_censors_stand_beside_its_progression_free_survival():
    durations = [
        ("pfs", ended(YEAR, 1, "recurrence"), 2),
        ("pfs", ended(YEAR, 0, "censored_at_death"), 3),
        ("pfs", ended(4 * YEAR, 0, "last_news"), 5),
        ("pfs_standard", ended(YEAR, 1), 5),
        ("pfs_standard", ended(4 * YEAR, 0, "last_news"), 5),
    ]
    record = lines_of("progression_free_survival", durations=durations)
    assert record["pfs_record", "followed"].value == pytest.approx(0.8)
    assert record["deaths_censored", "followed"].patients == 3
    assert record["pfs_standard", "followed"].value == pytest.approx(0.5)


def test_standard_reading_shows_progression_free_survival_once():
    durations = [("pfs", ended(YEAR, 1), 5), ("pfs_standard", ended(YEAR, 1), 5)]
    lines = lines_of("progression_free_survival", pfs="standard", durations=durations)
    assert list(lines) == [("pfs_standard", "followed")]


def test_early_and_late_deaths_have_their_own_denominators():
    answers = [
        ("death_30d_rectum", "yes", None, 2),
        ("death_30d_rectum", "no", None, 98),
        ("death_90d_rectum", "yes", None, 4),
        ("death_90d_rectum", "no", None, 90),
        ("death_90d_rectum", None, "follow_up_too_short", 6),
        ("death_90d_rectum", None, "no_operation", 10),
    ]
    lines = lines_of("mortality_rectum", answers=answers)
    early, late = lines["death_30d", "followed_rectum"], lines["death_90d", "followed_rectum"]
    assert (early.patients, early.known) == (2, 100)
    assert (late.patients, late.known) == (4, 94)
    assert late.missing == {"follow_up_too_short": 6}
