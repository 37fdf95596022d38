"""The recruitment a page shows: progress, centres, aims, sentences and tables."""

from datetime import date

import pytest

from synchronox_core.config import RecruitmentSettings
from synchronox_core.services.recruitment import figures, tables, words
from synchronox_core.services.recruitment.outlook import RecruitmentQuestion, build_recruitment
from tests.lib.cohorts import store_of_patients

UNSET = RecruitmentSettings()
CENTRES = [
    {
        "centre_id": "INA",
        "centre_name": "Invented centre A",
        "planned_open_date": "2026-04-01",
        "open_date": "2026-05-01",
        "planned_target": 3,
        "planned_rate_per_month": 1.0,
    },
    {
        "centre_id": "INB",
        "centre_name": "Invented centre B",
        "planned_open_date": "2028-12-01",
        "planned_target": 10,
        "planned_rate_per_month": 0.5,
    },
]
SCREENING = [
    {"screening_id": "S1", "centre_id": "INA", "screening_date": "2026-06-01",
     "outcome": "excluded", "exclusion_reason": "other"},
    {"screening_id": "S2", "centre_id": "INA", "screening_date": "2026-06-01",
     "outcome": "excluded", "exclusion_reason": "age_under_18"},
    {"screening_id": "S3", "centre_id": "INA", "screening_date": "2026-06-01",
     "outcome": "included"},
]  # fmt: skip


def patient(number, included, cohort="prospective"):
    return {
        "patient_id": f"SYN-INA-{number:04d}",
        "centre_id": "INA",
        "inclusion_date": included,
        "rectal_diagnosis_date": "2026-01-15",
        "cohort": cohort,
    }


@pytest.fixture
def small(tmp_path):
    """One open centre with four inclusions, one centre a month late."""
    patients = [
        patient(1, "2026-06-01", "retrospective"),
        patient(2, "2026-06-15"),
        patient(3, "2026-07-15"),
        patient(4, "2026-09-15"),
    ]
    return store_of_patients(tmp_path / "small", patients, CENTRES, SCREENING)


def ask(store, **asked):
    return build_recruitment(store, UNSET, RecruitmentQuestion(**asked))


def test_progress_is_cumulated_by_cohort_beside_the_promise(small):
    progress = ask(small, as_of=date(2026, 8, 15)).progress
    at_end = progress.groupby("series")["patients"].last().to_dict()
    # The promise of centre A stops at 3 patients, that of B has not begun.
    assert at_end == {"retrospective": 1, "prospective": 2, "all": 3, "plan": 3}
    assert progress["day"].max().date() == date(2026, 8, 15)


def test_centre_has_its_delay_and_one_not_open_its_wait(small):
    centres = ask(small).centres.set_index("centre_id")
    assert centres.loc["INA", ["delay_days", "retrospective", "prospective"]].tolist() == [30, 1, 3]
    assert centres.loc["INB", "delay_days"] == 30
    assert centres["open_date"].isna().tolist() == [False, True]
    assert centres.loc["INA", "last_inclusion"].date() == date(2026, 9, 15)


def test_centre_before_its_planned_opening_is_not_late(small):
    centres = ask(small, as_of=date(2026, 10, 1)).centres.set_index("centre_id")
    assert centres["delay_days"].isna().tolist() == [False, True]


def test_target_less_the_retrospective_patients_is_aimed_at(small):
    aim = ask(small).aim
    assert (aim.target, aim.retrospective, aim.prospective) == (550, 1, 549)
    assert "549" in words.tell_aim(aim, "en")


def test_too_few_inclusions_leave_the_page_without_a_forecast(small):
    found = ask(small, as_of=date(2026, 8, 15))
    assert found.forecast is None
    assert found.refusal.values["count"] == 2
    assert [value for _, value in tables.headline(found, "en")] == ["1", "2"]


def test_scenario_stands_beside_going_on(small):
    found = ask(small, extended_months=12)
    table = tables.comparison_table(found, "en")
    assert list(table.columns) == ["Figure", "Going on as now", "Scenario"]
    assert ask(small).scenario is None


def test_exclusion_reasons_stand_in_the_order_of_the_protocol(small):
    drawn = figures.exclusions_figure(ask(small), "en").drawn
    assert drawn["value"].tolist()[:2] == ["Age under 18", "Not mid or low rectum"]
    assert drawn["value"].tolist()[-1] == "Other"
    assert drawn["patients"].sum() == 2


def test_centre_table_says_what_is_not_open_and_not_judged(small):
    table = tables.centre_table(ask(small), "en")
    assert table["Opened"].tolist() == ["2026-05-01", "not open"]
    assert table["This silence"].tolist() == ["too few to judge", ""]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_figure_is_told_in_both_languages(demo_store, language):
    found = ask(demo_store, as_of=date(2027, 12, 31), centres_added=2)
    made = [
        figures.fan_figure(found, found.forecast, language),
        figures.progress_figure(found, language),
        figures.backtest_figure(found.forecast, language),
        figures.exclusions_figure(found, language),
    ]
    for figure in made:
        assert figure.sentence
        assert len(figure.drawn)
        assert len(figure.listed)


def test_fan_holds_no_retrospective_patient(demo_store):
    found = ask(demo_store, as_of=date(2027, 12, 31))
    drawn = figures.fan_figure(found, found.forecast, "en").drawn
    entered = drawn[drawn["series"] == "Entered"]["patients"].max()
    assert entered == found.patients["prospective"]


def test_centres_of_patients_missing_from_the_list_are_shown(tmp_path):
    store = store_of_patients(tmp_path / "unlisted", [patient(1, "2026-06-01")], CENTRES[1:])
    centres = ask(store).centres
    assert centres["centre_id"].tolist() == ["INB", "INA"]
    assert centres["prospective"].tolist() == [0, 1]
