"""The command that forecasts the recruitment, on the shipped cohort."""

import json
from datetime import date

import pytest

from synchronox_core.commands.program import main

MIDDLE = ("--as-of", "2027-12-31")


@pytest.fixture
def forecast(demo_store, capsys):
    """Run the command; exit code and JSON document."""

    def run(*arguments, **environ):
        words = ["forecast", "--store", str(demo_store.directory), "--json", *arguments]
        code = main(words, environ)
        return code, json.loads(capsys.readouterr().out)

    return run


def test_forecast_has_the_keys_of_the_contract(forecast):
    code, found = forecast(*MIDDLE)
    assert code == 0
    low_95, high_95 = map(date.fromisoformat, found["interval_95"])
    low_80, high_80 = map(date.fromisoformat, found["interval_80"])
    median = date.fromisoformat(found["median_date"])
    assert date(2027, 12, 31) < low_95 < low_80 < median < high_80 < high_95
    assert 0 <= found["p_target_by"] <= 1
    assert [past["months_ago"] for past in found["backtest"]] == [3, 6, 12]


def test_both_cohorts_count_for_the_target(forecast, demo_store):
    # Counted directly in the shipped files: forms entered by the end of 2027.
    with demo_store.read() as cursor:
        counted = dict(
            cursor.execute(
                "select cohort, count(*) from cohort join forms using (patient_id) "
                "where form = 'inclusion' and entered_date <= '2027-12-31' group by cohort"
            ).fetchall()
        )
    found = forecast(*MIDDLE)[1]
    assert (found["retrospective"], found["prospective"]) == (
        counted["retrospective"],
        counted["prospective"],
    )
    assert found["prospective_target"] == 550 - counted["retrospective"]
    assert found["is_split_set"] is False


def test_split_may_be_set_by_argument_or_setting(forecast):
    assert forecast(*MIDDLE, "--prospective-target", "200")[1]["prospective_target"] == 200
    found = forecast(*MIDDLE, SYNCHRONOX_PROSPECTIVE_TARGET="180")[1]
    assert (found["prospective_target"], found["is_split_set"]) == (180, True)
    asked = forecast(*MIDDLE, "--target", "500", SYNCHRONOX_PROSPECTIVE_TARGET="180")[1]
    assert asked["prospective_target"] == 500 - asked["retrospective"]


def test_later_horizon_is_more_likely(forecast):
    near, far = (
        forecast(*MIDDLE, "--prospective-target", "215", "--horizon", day)[1]["p_target_by"]
        for day in ("2028-06-30", "2029-04-01")
    )
    assert 0 < near < far < 1


def test_earlier_forecasts_hold_what_came_in_the_shipped_cohort(forecast):
    for cut in ("2027-12-31", "2028-06-30", "2028-12-31"):
        assert all(past["is_within_95"] for past in forecast("--as-of", cut)[1]["backtest"])


def test_scenario_stands_beside_the_forecast_and_leaves_it_alone(forecast):
    plain = forecast(*MIDDLE)[1]
    found = forecast(*MIDDLE, "--centres-added", "5", "--rate-percent", "150")[1]
    assert plain["scenario"] is None
    scenario = found.pop("scenario")
    assert found == {name: value for name, value in plain.items() if name != "scenario"}
    assert (scenario["centres_added"], scenario["rate_percent"]) == (5, 150)
    assert scenario["median_date"] < found["median_date"]


def test_each_part_of_a_scenario_moves_the_forecast_its_own_way(forecast):
    asked = (*MIDDLE, "--prospective-target", "400")
    plain = forecast(*asked)[1]
    slower, extended = (
        forecast(*asked, *option)[1]["scenario"]
        for option in (("--rate-percent", "50"), ("--extended-months", "12"))
    )
    assert slower["p_target_by"] <= plain["p_target_by"] <= extended["p_target_by"]
    assert slower["fan"][-1]["median"] < plain["fan"][-1]["median"]
    # A year more than the last day of inclusion, 1 April 2029.
    assert (plain["horizon"], extended["horizon"]) == ("2029-04-01", "2030-04-01")


@pytest.mark.parametrize(
    "option", [("--rate-percent", "0"), ("--extended-months", "-1"), ("--centres-added", "many")]
)
def test_scenario_out_of_bounds_is_wrong_usage(demo_store, option):
    with pytest.raises(SystemExit) as ended:
        main(["forecast", "--store", str(demo_store.directory), *option], {})
    assert ended.value.code == 2


def test_scenario_is_told_in_words(demo_store, capsys):
    words = ["forecast", "--store", str(demo_store.directory), *MIDDLE, "--centres-added", "3"]
    assert main(words, {"SYNCHRONOX_LANGUAGE": "fr"}) == 0
    assert "centres ajoutés\u00a0: 3" in capsys.readouterr().out


def test_target_reached_has_its_day(forecast):
    found = forecast()[1]
    assert found["median_date"] == found["interval_95"][1] <= "2028-12-31"
    assert found["p_target_by"] == 1


def test_same_question_has_the_same_answer(forecast):
    assert forecast(*MIDDLE) == forecast(*MIDDLE)


def test_too_few_inclusions_are_refused_in_one_line(demo_store, capsys):
    words = ["forecast", "--store", str(demo_store.directory), "--as-of", "2026-06-01"]
    assert main(words, {}) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("0 prospective inclusions were entered by 2026-06-01")
    assert len(told.err.splitlines()) == 1


def test_cut_after_the_extract_is_refused(forecast):
    code, found = forecast("--as-of", "2029-01-01")
    assert (code, found["error"]) == (1, "after_cut")


def test_empty_store_is_refused(store, capsys):
    assert main(["forecast", "--store", str(store.directory)], {}) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sentences_are_written_in_both_languages(demo_store, capsys, language):
    words = ["forecast", "--store", str(demo_store.directory), *MIDDLE]
    assert main(words, {"SYNCHRONOX_LANGUAGE": language}) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith({"en": "Entered by 2027-12-31", "fr": "Saisis au 31/12/2027"}[language])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SYNCHRONOX_TARGET", "0"),
        ("SYNCHRONOX_PROSPECTIVE_TARGET", "many"),
        ("SYNCHRONOX_LAST_INCLUSION_DAY", "April"),
    ],
)
def test_wrong_setting_is_wrong_usage(demo_store, capsys, name, value):
    words = ["forecast", "--store", str(demo_store.directory)]
    assert main(words, {name: value}) == 2
    assert name in capsys.readouterr().err
