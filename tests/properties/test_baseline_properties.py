"""What holds of the baseline whatever the data: order, monotony, missing is never negative."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from synchronox_core.protocol.burden import (
    LEFT_SEGMENTS,
    RIGHT_SEGMENTS,
    Lesion,
    count_lesions,
    derive_bilobar,
    derive_largest_lesion,
)
from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.cycles import ChemotherapyCourse, count_folfirinox_cycles

T0 = date(2024, 3, 1)
RULES = (count_lesions, derive_largest_lesion, derive_bilobar)
repeatable = settings(deadline=None, derandomize=True)

days = st.dates(date(1950, 1, 1), date(2050, 12, 31))
segments = st.lists(
    st.sampled_from(sorted(LEFT_SEGMENTS | RIGHT_SEGMENTS)), min_size=1, max_size=3, unique=True
).map(";".join)
lesions = st.builds(
    Lesion,
    st.none() | st.integers(-60, 60).map(lambda days: T0 + timedelta(days=days)),
    st.none() | segments,
    st.none() | st.integers(1, 200).map(float),
)
courses = st.builds(
    ChemotherapyCourse,
    st.none() | st.sampled_from(["induction", "adjuvant"]),
    st.none() | st.sampled_from(["folfirinox", "mfolfirinox", "folfox"]),
    st.none() | st.integers(1, 12),
)


@repeatable
@given(days, st.integers(-240, 240))
def test_added_months_land_in_the_month_asked_and_never_later_in_it(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@repeatable
@given(days, days, st.integers(0, 240))
def test_adding_months_keeps_the_order_of_days(one, other, months):
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@repeatable
@given(
    st.lists(lesions, max_size=6).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some))
    )
)
def test_the_order_of_lesions_never_matters(drawn):
    ordered, shuffled = drawn
    for rule in RULES:
        assert rule(ordered, T0) == rule(shuffled, T0)


@repeatable
@given(st.lists(lesions, min_size=1, max_size=6), st.data())
def test_losing_a_cell_of_a_lesion_never_changes_one_answer_into_another(known, data):
    place = data.draw(st.integers(0, len(known) - 1))
    cell = data.draw(st.sampled_from(["first_seen_date", "segments", "baseline_diameter_mm"]))
    poorer = [*known]
    poorer[place] = replace(known[place], **{cell: None})
    for rule in RULES:
        before, after = rule(known, T0)[0], rule(poorer, T0)[0]
        assert after in (before, None)


@repeatable
@given(st.lists(courses, min_size=1, max_size=5), st.data())
def test_losing_a_cell_of_a_course_never_changes_one_number_into_another(known, data):
    place = data.draw(st.integers(0, len(known) - 1))
    cell = data.draw(st.sampled_from(["phase", "regimen", "cycles"]))
    poorer = [*known]
    poorer[place] = replace(known[place], **{cell: None})
    before, after = count_folfirinox_cycles(known)[0], count_folfirinox_cycles(poorer)[0]
    assert after in (before, None)


@repeatable
@given(st.lists(lesions, max_size=6))
def test_a_value_is_empty_exactly_when_it_has_a_reason(drawn):
    for rule in RULES:
        value, reason = rule(drawn, T0)
        assert (value is None) is (reason is not None)
