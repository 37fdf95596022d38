"""What holds of the pathway whatever the patient: more follow-up never takes a step back."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from synchronox_core.endpoints.build import cut_record
from synchronox_core.endpoints.complete_treatment import derive_complete_treatment
from synchronox_core.endpoints.milestones import (
    MILESTONE_COLUMNS,
    STOP_COLUMN,
    derive_milestones,
)
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.answers import State
from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.pathway_codes import PathwayStop
from tests.lib.journeys import journeys_of, life_record
from tests.lib.primary_answers import ELIGIBLE, LITERAL

repeatable = settings(max_examples=300, deadline=None, derandomize=True)
months = st.integers(0, 40)


@cache
def lives() -> list[Record]:
    return [life_record(journey) for journey in journeys_of(200, 23)]


def steps_at(life, month):
    cut = min(add_months(life.patient.folfirinox_start_date, month), life.as_of)
    record = cut_record(life, cut)
    return derive_milestones(record, LITERAL, derive_complete_treatment(record, LITERAL, ELIGIBLE))


def reached(steps):
    return {name: steps[name].value for name in MILESTONE_COLUMNS if steps[name].state is State.MET}


@repeatable
@given(st.integers(0, 199), months, months)
def test_a_step_reached_stays_reached_on_the_same_day(number, month, more):
    life = lives()[number]
    before = reached(steps_at(life, month))
    assert before.items() <= reached(steps_at(life, month + more)).items()


@repeatable
@given(st.integers(0, 199), months)
def test_both_sites_follow_the_first_one(number, month):
    days = reached(steps_at(lives()[number], month))
    assert "second_site_days" not in days or days["first_site_days"] <= days["second_site_days"]


@repeatable
@given(st.integers(0, 199), months)
def test_every_step_but_radiotherapy_is_reached_or_told_why_not(number, month):
    steps = steps_at(lives()[number], month)
    del steps["radiotherapy_days"], steps[STOP_COLUMN]
    untold = [
        name
        for name, answer in steps.items()
        if answer.state is not State.MET and answer.reason not in set(PathwayStop)
    ]
    assert untold == []


@repeatable
@given(st.integers(0, 199), months)
def test_the_way_to_the_second_site_ends_only_for_those_who_never_had_it(number, month):
    steps = steps_at(lives()[number], month)
    second, stop = steps["second_site_days"], steps[STOP_COLUMN]
    assert not (second.state is State.MET and stop.state is State.MET)
    assert second.state is State.MET or second.reason == stop.reason


@repeatable
@given(st.integers(0, 199), st.integers(18, 40))
def test_nobody_is_under_way_to_an_operation_after_month_18(number, month):
    steps = steps_at(lives()[number], month)
    assert steps["second_site_days"].reason != PathwayStop.UNDER_WAY
