"""No row dated after the day of a prediction reaches a predictor."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from synchronox_core.endpoints import predictors
from synchronox_core.endpoints.build import cut_record
from synchronox_core.endpoints.predictors import Moment, derive_predictors, find_prediction_day
from synchronox_core.endpoints.records import Assessment, Lesion, Measurement, Record
from tests.lib.journeys import journeys_of, life_record

NEW = 99


@cache
def invented_records() -> list[Record]:
    return [life_record(journey) for journey in journeys_of(200, 47)]


def with_another_future(record: Record, day: date) -> Record:
    """The same past, and a future of which every row that has a day is another."""
    later = day + timedelta(days=1)
    past = cut_record(record, day)
    planted = [
        Assessment(900 + grade, NEW + grade, later, site, timepoint, grade, "lesion", "ulcer",
                   "yes", "yes", "PD", "yes")
        for grade, site, timepoint in (
            (1, "rectum", "end_neoadjuvant"), (5, "rectum", "end_folfirinox"),
            (4, "liver", "end_folfirinox"), (3, "liver", "baseline"),
        )
    ]  # fmt: skip
    lesion = Lesion(900, NEW, later, "I;V", "yes")
    sizes = [
        Measurement(910 + row.lesion_no, row.lesion_no, assessment.assessment_no, 150.0, "new")
        for assessment in planted
        for row in (*record.lesions, lesion)
    ]
    return replace(
        record,
        patient=record.patient._replace(
            vital_status="dead", death_date=later, last_news_date=later, strategy_planned="adaptive"
        ),
        lesions=(*past.lesions, lesion),
        assessments=(*past.assessments, *planted),
        measurements=(*past.measurements, *sizes),
        operations=(),
        treatments=(),
        events=(),
        visits=(),
    )


def sees_the_future(record: Record, moment: Moment) -> bool:
    day = find_prediction_day(record, moment)
    assert day is not None
    other = with_another_future(record, day)
    return derive_predictors(record, moment) != derive_predictors(other, moment)


@given(st.sampled_from(invented_records()), st.sampled_from(list(Moment)))
def test_another_future_gives_the_same_predictors(record, moment):
    assert not sees_the_future(record, moment)


def test_a_leak_planted_on_purpose_is_caught(monkeypatch):
    monkeypatch.setattr(predictors, "keep_known", lambda record, day: record)
    caught = [sees_the_future(record, Moment.RESTAGING) for record in invented_records()]
    assert sum(caught) > 0.9 * len(caught)


@given(st.sampled_from(invented_records()))
def test_the_record_that_predictors_see_has_nothing_later(record):
    day = find_prediction_day(record, Moment.RESTAGING)
    known = predictors.keep_known(record, day)
    days = [row.assessment_date for row in known.assessments]
    days += [row.first_seen_date for row in known.lesions]
    assert all(found <= day for found in days)
    assert (known.operations, known.treatments, known.events, known.visits) == ((), (), (), ())
    assert {known.patient.vital_status, known.patient.death_date} == {None}
