"""Tables of the strategies of one patient: what is withheld, and that nobody is told apart."""

from datetime import date

import pytest

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.applicability import Applicability, Item, Place
from synchronox_core.prediction.predict import (
    Contribution,
    Difference,
    Interval,
    Prediction,
    StrategyRisk,
)
from synchronox_core.prediction.support import Nearest, Support
from synchronox_core.services.prediction.planned_courses import (
    Completion,
    PlannedCourse,
    estimate_rate,
)
from synchronox_core.services.prediction.predictor import PatientPrediction
from synchronox_core.services.prediction.strategy_rows import (
    ORDER,
    build_rows,
    round_risk,
    tell_risk,
)
from synchronox_core.services.prediction.strategy_tables import (
    completion_table,
    difference_table,
    harm_table,
    nearest_table,
    support_table,
)
from synchronox_core.text import text
from tests.lib.prediction_cohorts import KNOWN

WILSON = "60.0% (38.7–78.1), 12/20"
"""Wilson's interval of 12 of 20: R, prop.test(12, 20, correct = FALSE)."""

ENOUGH = Support(40, 0.4, 50.0, None)
TOO_FEW = Support(None, 0.3, 30.0, "comparable")
TOLD = StrategyRisk(0.584, Interval(0.512, 0.649), ENOUGH)


def prediction(**changes):
    """A patient inside, with two strategies told and two withheld."""
    told = Prediction(
        risk=0.584,
        interval=Interval(0.512, 0.649),
        sampling_interval=Interval(0.52, 0.64),
        applicability=Applicability(
            Place.INSIDE, (Item("lesions", Place.INSIDE, 40.0, True),), Place.INSIDE, ()
        ),
        contributions=(Contribution("lesions", 0.2, True),),
        strategies={
            "simultaneous": TOLD,
            "rectum_first": StrategyRisk(0.46, Interval(0.3, 0.6), ENOUGH),
            "liver_first": StrategyRisk(None, None, TOO_FEW),
            "adaptive": StrategyRisk(None, None, ENOUGH._replace(withheld_because="propensity")),
        },
        differences=(Difference("simultaneous", "rectum_first", 0.124, Interval(-0.016, 0.26)),),
        nearest=Nearest(
            20, 12, 8, {**dict.fromkeys(ORDER, None), "simultaneous": 13}, 0.4, 1.3, 400, None
        ),
    )
    return PatientPrediction(
        "SYN-INA-0001", Moment.RESTAGING, date(2025, 3, 1), KNOWN, told, "v", "synthetic", (),
        **changes,
    )  # fmt: skip


def differences(comparability, order=ORDER):
    table = difference_table(prediction(), order, comparability, "en")
    return dict(zip(table["Pair"], table["Difference, of 100 patients"], strict=True))


def test_sentence_of_a_risk_is_that_of_the_design():
    row = next(row for row in build_rows(prediction(), ORDER, "en") if row.code == "any")
    assert row.sentence == (
        "Of 100 patients like this one, whatever the strategy planned, about 58 (51 to 65) reach "
        "complete treatment by month 18."
    )
    assert row.number == "58% (51–65)"


def test_withheld_rows_keep_their_place_and_say_why():
    rows = build_rows(prediction(), ORDER, "en")
    assert [row.code for row in rows] == ["any", *ORDER]
    withheld = {row.code: row.sentence for row in rows if row.shown is None}
    assert withheld == {
        "liver_first": "Withheld: planned in fewer than 5 of the 100 nearest patients; at least "
        "10 are needed.",
        "adaptive": "Withheld: planned in 40.0% of patients like this one; at least 5% is needed.",
    }


@pytest.mark.parametrize(
    ("judged", "told"),
    [
        (True, "+12 (−2 to +26)"),
        (False, text("strategies.difference_diagnostics")),
        (None, text("strategies.difference_not_judged")),
    ],
)
def test_difference_is_told_only_while_the_diagnostics_of_its_pair_pass(judged, told):
    pair = frozenset(("simultaneous", "rectum_first"))
    comparability = {} if judged is None else {pair: judged}
    assert differences(comparability)["Simultaneous less rectum-first"] == told


def test_pair_without_support_has_no_difference_though_its_diagnostics_pass():
    pair = frozenset(("simultaneous", "liver_first"))
    shown = differences({pair: True})
    assert shown["Simultaneous less liver-first"] == text("strategies.difference_no_support")
    assert len(shown) == 6


def test_a_pair_keeps_its_direction_in_every_order():
    comparability = {frozenset(("simultaneous", "rectum_first")): True}
    assert differences(comparability, ORDER[::-1]) == differences(comparability)


def test_counts_of_few_patients_are_not_told():
    support = support_table(prediction(), ORDER, "en")
    assert list(support.iloc[:, 1]) == ["40", "40", "fewer than 5", "40"]
    nearest = nearest_table(prediction(), ORDER, "en")
    hidden = text("strategies.not_shown")
    assert list(nearest["Patients"]) == [WILSON, "8", "13", hidden, hidden, hidden]


def test_harm_has_its_interval_and_denominator_and_hides_few_patients():
    rates = {"rectum": estimate_rate(14, 82), "liver": estimate_rate(2, 100)}
    deaths = {"rectum": estimate_rate(0, 82), "liver": estimate_rate(1, 4)}
    courses = {"adaptive": PlannedCourse(103, rates, deaths, Completion(3, None, None, None))}
    [row] = harm_table(courses, ORDER, "en").to_numpy().tolist()
    assert row[:2] == ["Adaptive", "17.1% (10.5–26.6), 14/82"]
    assert row[2].startswith("fewer than 5 of 100 (")
    assert row[4] == "not described: fewer than 5 operated, or without it"
    [course] = completion_table(courses, ORDER, "en").to_numpy().tolist()
    assert course[1:] == ["103", "fewer than 5", "–"]


def test_a_strategy_of_few_patients_is_not_described():
    nobody = {"rectum": estimate_rate(0, 0), "liver": estimate_rate(0, 0)}
    course = PlannedCourse(2, nobody, nobody, Completion(0, None, None, None))
    [row] = harm_table({"adaptive": course}, ORDER, "en").to_numpy().tolist()
    assert row[1:] == ["nobody operated"] * 4
    [row] = completion_table({"adaptive": course}, ORDER, "en").to_numpy().tolist()
    assert row[1:] == ["fewer than 5", "–", "–"]


@pytest.mark.parametrize(
    ("risk", "low", "high", "number"),
    [(0.046, 0.0013, 0.173, "5% (<1–17)"), (0.962, 0.81, 0.998, "96% (81–>99)")],
)
def test_a_bound_next_to_none_or_all_is_not_told_as_none_or_all(risk, low, high, number):
    shown = round_risk(risk, Interval(low, high))
    assert tell_risk(shown, "en") == number
