"""Progression-free survival, as the record words it and as usual; what ended it, and why.

Time zero is 2022-01-10. An event is written ``day type``, an operation ``day word``: a rectal
resection ``r0``, ``r0?`` (site missing), ``r1`` (circumferential margin 0 mm) or ``margin?``
(missing), ``excision``, ``explored`` (contraindication found), ``explored?`` (not stated) or
``liver``. Days are counted from time zero; ``-`` is missing.
"""

from datetime import date, timedelta

import pytest

from synchronox_core.endpoints.time_to_event import (
    derive_progression,
    derive_progression_record,
    derive_progression_standard,
)
from synchronox_core.protocol.settings import ProtocolSettings
from tests.lib.ascii_table import rows_of
from tests.lib.records import record

T0 = date(2022, 1, 10)
RESECTION = {"site": "rectum", "rectal_procedure": "anterior_resection", "distal_margin_mm": 20.0}
OPERATIONS = {
    "r0": {**RESECTION, "circumferential_margin_mm": 5.0},
    "r0?": {**RESECTION, "site": None, "circumferential_margin_mm": 5.0},
    "r1": {**RESECTION, "circumferential_margin_mm": 0.0},
    "margin?": RESECTION,
    "excision": {"site": "rectum", "rectal_procedure": "local_excision"},
    "explored": {
        "site": "liver",
        "liver_procedure": "exploration_only",
        "contraindication_found": "yes",
    },
    "explored?": {"site": "liver", "liver_procedure": "exploration_only"},
    "liver": {"site": "liver", "liver_procedure": "minor_resection"},
}


def on(days):
    return None if days == "-" else (T0 + timedelta(days=int(days))).isoformat()


def known(row, **more):
    """The record drawn in a row: events, operations, day of death, last news on day 1000."""
    events = [line.split() for line in (row.get("events") or "").split(",") if line]
    operations = [line.split() for line in (row.get("operations") or "").split(",") if line]
    died = row.get("died")
    return record(
        patient={
            "vital_status": "dead" if died else "alive",
            "death_date": on(died) if died else None,
            "last_news_date": on(died or 1000),
        },
        events=[
            {"event_date": on(day), "event_type": None if kind == "-" else kind}
            for day, kind in events
        ],
        operations=[{"operation_date": on(day), **OPERATIONS[word]} for day, word in operations],
        **more,
    )


def told(duration):
    """``days event code``, or the reason why there is none."""
    days, event, reason = duration
    if days.value is None:
        assert event.value is reason.value is None
        return days.reason
    return f"{days.value} {event.value} {reason.value or '-'}"


def assert_both_readings(table):
    for row in rows_of(table):
        held_back = [row["held_back"]] if row.get("held_back") else []
        drawn = known(row, held_back=held_back)
        assert told(derive_progression_record(drawn)) == row["record"], row
        assert told(derive_progression_standard(drawn)) == row["standard"], row


def test_each_kind_of_event_counts_as_its_reading_says():
    table = """
        events                               | record                                 | standard
        -------------------------------------+----------------------------------------+---------
                                             | 1000 0 -                               | 1000 0 -
        90 progression_preventing_resection  | 90 1 progression_preventing_resection  | 90 1 progression_preventing_resection
        90 progression                       | 1000 0 -                               | 90 1 progression
        400 recurrence                       | 400 1 recurrence                       | 400 1 recurrence
        400 regrowth                         | 400 1 regrowth                         | 400 1 regrowth
        400 second_cancer                    | 1000 0 -                               | 1000 0 -
        400 treatment_refused                | 1000 0 -                               | 1000 0 -
        400 palliative_decision              | 1000 0 -                               | 1000 0 -
    """  # noqa: E501 - the longest code makes the table wide
    assert_both_readings(table)


def test_the_first_event_ends_it():
    table = """
        events                          | operations   | died | record                 | standard
        --------------------------------+--------------+------+------------------------+------------------
        500 recurrence, 90 progression  |              |      | 500 1 recurrence       | 90 1 progression
        500 recurrence                  | 200 explored |      | 200 1 contraindication | 500 1 recurrence
        500 recurrence                  |              | 700  | 500 1 recurrence       | 500 1 recurrence
        800 recurrence                  |              | 700  | 700 0 -                | 700 1 death
        700 recurrence                  |              | 700  | 700 1 recurrence       | 700 1 recurrence
        200 recurrence                  | 200 explored |      | 200 1 contraindication | 200 1 recurrence
        200 recurrence, 200 progression |              |      | 200 1 recurrence       | 200 1 progression
    """  # noqa: E501 - two readings side by side make the table wide
    assert_both_readings(table)


def test_an_event_after_the_last_news_is_news_of_it():
    table = """
        events          | record            | standard
        ----------------+-------------------+------------------
        1200 recurrence | 1200 1 recurrence | 1200 1 recurrence
        1200 -          | event_incomplete  | event_incomplete
    """
    assert_both_readings(table)


def test_death_ends_it_without_event_for_the_record_and_is_one_for_the_standard():
    row = {"died": "300"}
    days, event, _ = derive_progression_record(known(row))
    assert (days.value, event.value) == (300, 0)
    assert (event.state, event.reason) == ("not_met", "censored_at_death")
    assert told(derive_progression_standard(known(row))) == "300 1 death"


def test_a_contraindication_found_at_operation_counts_for_the_record_alone():
    table = """
        operations   | record                 | standard
        -------------+------------------------+---------
        200 explored | 200 1 contraindication | 1000 0 -
        200 liver    | 1000 0 -               | 1000 0 -
        -5 explored  | 1000 0 -               | 1000 0 -
    """
    assert_both_readings(table)


def test_a_regrowth_counts_unless_an_r0_rectal_resection_follows():
    table = """
        events                     | operations       | answer
        ---------------------------+------------------+----------------
        400 regrowth               | 430 r0           | 1000 0 -
        400 regrowth               | 400 r0           | 1000 0 -
        400 regrowth               | 399 r0           | 400 1 regrowth
        400 regrowth               | 430 r1           | 400 1 regrowth
        400 regrowth               | 430 r1, 500 r0   | 1000 0 -
        400 regrowth               | 430 excision     | 400 1 regrowth
        400 regrowth               | 430 liver        | 400 1 regrowth
        400 regrowth               | 430 margin?      | salvage_unknown
        400 regrowth               | 430 margin?, 500 r0 | 1000 0 -
        400 regrowth               | - r0             | salvage_unknown
        400 regrowth               | 430 r0?          | salvage_unknown
        400 regrowth               | - r1             | 400 1 regrowth
        400 regrowth, 600 regrowth | 430 r0           | 600 1 regrowth
        300 recurrence, 400 regrowth | 430 margin?    | 300 1 recurrence
    """
    for row in rows_of(table):
        assert told(derive_progression_record(known(row))) == row["answer"], row
        assert told(derive_progression_standard(known(row))) == row["answer"], row


def test_a_row_that_may_be_an_earlier_event_leaves_it_open():
    table = """
        events                     | operations    | died | record           | standard
        ---------------------------+---------------+------+------------------+-----------------
        - recurrence               |               |      | event_incomplete | event_incomplete
        - recurrence, 90 recurrence|               |      | event_incomplete | event_incomplete
        - progression              |               |      | 1000 0 -         | event_incomplete
        - second_cancer            |               |      | 1000 0 -         | 1000 0 -
        300 -                      |               |      | event_incomplete | event_incomplete
        300 -, 200 recurrence      |               |      | 200 1 recurrence | 200 1 recurrence
        300 -, 300 recurrence      |               |      | 300 1 recurrence | 300 1 recurrence
        300 -                      |               | 300  | event_incomplete | 300 1 death
                                   | - explored    |      | event_incomplete | 1000 0 -
                                   | 200 explored? |      | event_incomplete | 1000 0 -
        90 recurrence              | 200 explored? |      | 90 1 recurrence  | 90 1 recurrence
    """
    assert_both_readings(table)


def test_a_held_back_row_forbids_to_say_that_there_was_no_event():
    table = """
        held_back  | events        | died | record           | standard
        -----------+---------------+------+------------------+-----------------
        events     |               |      | row_held_back    | row_held_back
        events     | 90 recurrence |      | 90 1 recurrence  | 90 1 recurrence
        events     |               | 300  | row_held_back    | 300 1 death
        operations |               |      | row_held_back    | 1000 0 -
        operations | 400 regrowth  |      | row_held_back    | row_held_back
        operations | 90 recurrence |      | 90 1 recurrence  | 90 1 recurrence
        followup   |               |      | 1000 0 -         | 1000 0 -
    """
    assert_both_readings(table)


def test_an_event_before_time_zero_is_reported_and_not_measured():
    drawn = known({"events": "-10 recurrence"})
    assert told(derive_progression_record(drawn)) == "ended_before_t0"


def test_without_time_zero_or_day_of_death_there_is_no_duration():
    recurred = {"events": [{"event_date": "2022-06-01", "event_type": "recurrence"}]}
    undated = {"vital_status": "dead", "last_news_date": "2024-01-01"}
    assert told(derive_progression_record(record(t0=None, **recurred))) == "t0_missing"
    assert told(derive_progression_record(record(patient=undated))) == "death_date_missing"
    assert told(derive_progression_record(record(patient=undated, **recurred))) == (
        "142 1 recurrence"
    )


@pytest.mark.parametrize(
    ("reading", "answer"), [("record", "300 0 -"), ("standard", "300 1 death")]
)
def test_the_setting_chooses_the_reading(reading, answer):
    drawn = known({"died": "300"})
    assert told(derive_progression(drawn, ProtocolSettings(pfs=reading))) == answer
