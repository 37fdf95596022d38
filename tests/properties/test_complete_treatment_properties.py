"""What holds of complete treatment whatever the path: wider is never worse, unknown never no."""

from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from synchronox_core.endpoints.build import cut_record
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.calendar import add_months
from tests.lib.journeys import journeys_of, life_record
from tests.lib.primary_answers import settings_of, status_and_code

RANKS = {"not_achieved": 0, "not_evaluable": 1, "pending": 1, "achieved": 2}
MARGINS = {
    "operations": ("circumferential_margin_mm", "distal_margin_mm"),
    "treatments": ("liver_margin_mm",),
}
DAYS = {
    "lesions": "first_seen_date",
    "assessments": "assessment_date",
    "operations": "operation_date",
    "treatments": "treatment_date",
    "events": "event_date",
}
repeatable = settings(max_examples=300, deadline=None, derandomize=True)


@cache
def lives() -> list[Record]:
    return [life_record(journey) for journey in journeys_of(200, 17)]


@st.composite
def records(draw):
    """A patient some months after the first FOLFIRINOX, or at the end of life."""
    whole = draw(st.sampled_from(lives()))
    cut = add_months(whole.patient.folfirinox_start_date, draw(st.integers(6, 36)))
    return cut_record(whole, min(cut, whole.as_of))


def change_row(record, table, place, **cells):
    rows = list(getattr(record, table))
    rows[place] = rows[place]._replace(**cells)
    return replace(record, **{table: tuple(rows)})


@st.composite
def records_and_places(draw, tables):
    """A patient with one row of one of the tables."""
    record = draw(records().filter(lambda drawn: any(getattr(drawn, name) for name in tables)))
    table = draw(st.sampled_from([name for name in tables if getattr(record, name)]))
    return record, table, draw(st.integers(0, len(getattr(record, table)) - 1))


@repeatable
@given(records_and_places(MARGINS), st.integers(0, 12), st.integers(1, 12))
def test_a_wider_margin_never_worsens_the_answer(drawn, narrow, more):
    record, table, place = drawn
    for column in MARGINS[table]:
        before = change_row(record, table, place, **{column: narrow})
        after = change_row(record, table, place, **{column: narrow + more})
        assert RANKS[status_and_code(before)[0]] <= RANKS[status_and_code(after)[0]]


@repeatable
@given(records_and_places(DAYS))
def test_a_missing_day_never_turns_success_into_failure(drawn):
    record, table, place = drawn
    undated = change_row(record, table, place, **{DAYS[table]: None})
    before, after = status_and_code(record), status_and_code(undated)
    # N1: a death by month 18 counts before what is unknown is asked (step 2 of F.2).
    assert (before[0], after[0]) != ("achieved", "not_achieved") or after[1] == "N1"


@repeatable
@given(records())
def test_the_rules_of_organ_preservation_grow_more_lenient_from_b_to_a_to_c(record):
    strict, usual, lenient = (
        RANKS[status_and_code(record, settings_of(f"organ_preservation={rule}"))[0]]
        for rule in "BAC"
    )
    assert strict <= usual <= lenient


@repeatable
@given(records())
def test_accepting_microwave_or_disappearance_never_worsens_the_answer(record):
    for strict, lenient in (
        ("ablation=rfa", "ablation=thermal"),
        ("disappeared=strict", "disappeared=literal"),
    ):
        before, after = (status_and_code(record, settings_of(word)) for word in (strict, lenient))
        assert RANKS[before[0]] <= RANKS[after[0]]
