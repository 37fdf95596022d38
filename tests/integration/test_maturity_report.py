"""Maturity and follow-up of the shipped cohort."""

from datetime import date

from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.services.quality.maturity import build_maturity


def test_everybody_has_one_class_for_each_endpoint(demo_store):
    found = build_maturity(demo_store)
    assert found.primary["patients"].sum() == found.survival["patients"].sum() == 550


def test_patients_judged_are_those_whose_month_18_has_come(demo_store):
    found = build_maturity(demo_store)
    with open_derived(demo_store) as cursor:
        counted = cursor.execute(
            "select count(*) from endpoints join patients using (patient_id) "
            "where complete_treatment in ('achieved', 'not_achieved') "
            "and folfirinox_start_date + interval 18 months <= date '2028-12-31'"
        ).fetchone()
    judged = found.primary.loc[found.primary["maturity"] == "judged", "patients"].sum()
    assert (judged,) == counted


def test_what_is_missing_is_named(demo_store):
    primary = build_maturity(demo_store).primary
    missing = primary[primary["maturity"] == "not_evaluable"]
    assert missing["item"].str.match(r"E[1-6]$").all()


def test_earlier_cut_judges_fewer(demo_store):
    now, before = build_maturity(demo_store), build_maturity(demo_store, as_of=date(2027, 6, 30))

    def judged(report, frame):
        rows = getattr(report, frame)
        return rows.loc[rows["maturity"] == "judged", "patients"].sum()

    for frame in ("primary", "survival"):
        assert judged(before, frame) < judged(now, frame)
    assert before.follow_up.observed_years < now.follow_up.observed_years


def test_follow_up_of_the_shipped_cohort_is_nearly_complete(demo_store):
    # The generator loses 2.7 % of the patients a year and leaves up to 25 days of silence.
    found = build_maturity(demo_store).follow_up
    assert 0.85 < found.completeness < 1
    assert found.median.ci_low < found.median.months < found.median.ci_high
