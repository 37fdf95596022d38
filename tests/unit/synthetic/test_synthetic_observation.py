from datetime import date

import numpy as np
import pytest

from synchronox_core.synthetic.blocks import iterate_journeys
from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.missingness import compute_rate, lose_values
from synchronox_core.synthetic.observation import DATED_BY, observe
from synchronox_core.synthetic.options import Options
from synchronox_core.synthetic.patient.chart import Chart
from synchronox_core.synthetic.patient.journey import Journey
from synchronox_core.synthetic.population import draw_study, iterate_blocks

EARLY_CUT = date(2027, 6, 30)


def dice(seed: int = 1) -> Dice:
    return Dice(np.random.default_rng(seed))


@pytest.fixture
def told() -> list[Journey]:
    study = draw_study(500, 4, Options())
    return [j for block in iterate_blocks(study) for j in iterate_journeys(study, block)]


@pytest.fixture
def observed(told: list[Journey]) -> list[Journey]:
    included = [journey for journey in told if journey.member.inclusion <= EARLY_CUT]
    stream = dice()
    for journey in included:
        observe(journey, EARLY_CUT, stream, losses_per_year=0.0)
    return included


def test_no_row_is_dated_after_the_cut_or_after_death(observed: list[Journey]) -> None:
    for journey in observed:
        death = journey.chart.patient["death_date"]
        end = death if isinstance(death, date) else EARLY_CUT
        for rows in journey.chart.rows.values():
            for row in rows:
                assert all(day <= end for day in row.values() if isinstance(day, date))


def test_dead_after_the_cut_is_alive_at_the_cut(observed: list[Journey]) -> None:
    statuses = set()
    for journey in observed:
        assert journey.died_on is not None
        is_dead = journey.died_on <= EARLY_CUT
        assert journey.chart.patient["vital_status"] == ("dead" if is_dead else "alive")
        assert (journey.chart.patient["death_date"] is not None) == is_dead
        statuses.add(is_dead)
    assert statuses == {True, False}


def test_last_news_is_not_before_any_contact(observed: list[Journey]) -> None:
    for journey in observed:
        news = journey.chart.patient["last_news_date"]
        assert isinstance(news, date)
        assert news <= EARLY_CUT
        for table, column in DATED_BY.items():
            assert all(row[column] <= news for row in journey.chart.rows[table])  # type: ignore[operator]


def test_a_board_after_the_cut_is_not_yet_entered(observed: list[Journey]) -> None:
    waiting = [journey for journey in observed if journey.decided_on > EARLY_CUT]
    assert waiting
    assert {journey.chart.patient["strategy_planned"] for journey in waiting} == {"NV"}


def test_cycles_still_to_come_are_not_counted(observed: list[Journey]) -> None:
    going_on = [
        (journey.baseline.cycles, row["n_cycles"])
        for journey in observed
        for row in journey.chart.rows["chemotherapy"]
        if row["phase"] == "induction" and row["end_date"] is None
    ]
    assert going_on
    assert all(1 <= given < meant for meant, given in going_on)  # type: ignore[operator]


def test_everybody_included_has_had_two_cycles(observed: list[Journey]) -> None:
    for journey in observed:
        cycles = journey.chart.rows["chemotherapy"][0]["n_cycles"]
        assert isinstance(cycles, int)
        assert cycles >= 2


def test_the_lost_are_not_heard_of_again(told: list[Journey]) -> None:
    stream = dice()
    lost = 0
    for journey in told:
        observe(journey, date(2040, 1, 1), stream, losses_per_year=0.5)
        if journey.chart.patient["vital_status"] == "alive":
            lost += 1
            assert journey.chart.patient["last_news_date"] < journey.died_on  # type: ignore[operator]
    assert lost > 100


@pytest.mark.parametrize("average", [0.05, 0.10, 0.20])
def test_missing_rates_keep_the_average_and_double_in_the_retrospective(average: float) -> None:
    old = compute_rate(average, is_retrospective=True)
    new = compute_rate(average, is_retrospective=False)
    assert old == pytest.approx(2 * new)
    assert (340 * old + 210 * new) / 550 == pytest.approx(average)


def operated_chart() -> Chart:
    chart = Chart("SYN-INA-0001")
    chart.patient |= {"rectal_diagnosis_date": date(2023, 3, 4), "kras": "mutated", "nras": "NK"}
    operation = chart.add(
        "operations",
        circumferential_margin_mm=1,
        circumferential_margin_qualifier=">",
        distal_margin_mm="NA",
    )
    chart.add(
        "lesion_treatments", operation_no=operation["operation_no"], liver_margin_mm=2,
        viable_percent=10,
    )  # fmt: skip
    chart.add("assessments", timepoint="surveillance", ymrtrg=1)
    return chart


def test_missing_values_get_a_code_and_lose_their_qualifier() -> None:
    chart = operated_chart()
    lose_values(chart, dice(), 1e6, is_retrospective=True)
    operation, nodule = chart.rows["operations"][0], chart.rows["lesion_treatments"][0]
    assert operation["circumferential_margin_mm"] == "NK"
    assert operation["circumferential_margin_qualifier"] is None
    assert (nodule["liver_margin_mm"], nodule["viable_percent"]) == ("NK", "ND")
    assert (chart.patient["kras"], chart.patient["nras"]) == ("ND", "ND")


def test_what_does_not_apply_never_becomes_unknown() -> None:
    chart = operated_chart()
    lose_values(chart, dice(), 1e6, is_retrospective=True)
    assert chart.rows["operations"][0]["distal_margin_mm"] == "NA"


def test_surveillance_of_a_kept_rectum_stays_complete() -> None:
    chart = operated_chart()
    lose_values(chart, dice(), 1e6, is_retrospective=True)
    assert chart.rows["assessments"][0]["ymrtrg"] == 1


def test_only_the_month_of_some_old_diagnoses_is_known() -> None:
    chart = operated_chart()
    lose_values(chart, dice(), 1e6, is_retrospective=True)
    assert chart.patient["rectal_diagnosis_date"] == date(2023, 3, 15)
    assert chart.patient["rectal_diagnosis_precision"] == "month"


def test_nothing_is_missing_at_multiple_zero() -> None:
    chart = operated_chart()
    lose_values(chart, dice(), 0.0, is_retrospective=True)
    assert chart.rows["operations"][0]["circumferential_margin_mm"] == 1
    assert chart.patient["kras"] == "mutated"
