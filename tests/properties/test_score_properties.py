"""What holds of the prognostic scores whatever the patient: a range, never a guess."""

from dataclasses import replace
from functools import cache

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from synchronox_core.classification.measures import Measure
from synchronox_core.classification.score_items import ScoreItems
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.scores import (
    POSTOPERATIVE_RULES,
    PREOPERATIVE_RULES,
    list_scores,
)
from tests.lib.journeys import journeys_of, life_record

repeatable = settings(deadline=None, derandomize=True)

ITEMS = sorted(ScoreItems.__dataclass_fields__)
RULES = [*PREOPERATIVE_RULES.values(), *POSTOPERATIVE_RULES.values()]
SPEAKING_CELLS = {
    "patient": (
        *("age_at_diagnosis_years", "ct", "cn", "differentiation", "kras", "nras", "cea_ng_ml"),
        *("extrahepatic_mets", "liver_diagnosis_date", "folfirinox_start_date"),
    ),
    "lesions": ("first_seen_date", "segments"),
    "assessments": ("new_extrahepatic",),
    "measurements": ("diameter_mm", "status"),
    "treatments": ("liver_margin_mm",),
}
"""Cells of which a missing one must widen a score; others choose rows by being there."""

measures = st.integers(0, 120).map(lambda number: Measure(number, number))
truths = st.booleans()
known_items = st.builds(
    ScoreItems,
    age_years=measures,
    t_category=st.integers(0, 4).map(lambda number: Measure(number, number)),
    has_nodes=truths,
    interval_months=measures,
    lesions=st.integers(1, 12).map(lambda number: Measure(number, number)),
    largest_mm=measures,
    is_bilobar=truths,
    cea_ng_ml=st.integers(0, 300).map(lambda number: Measure(number, number)),
    kras_mutated=truths,
    nras_mutated=truths,
    has_extrahepatic=truths,
    differentiation=st.sampled_from(["well", "moderate", "poor"]),
    margin_mm=st.integers(0, 15).map(lambda number: Measure(number, number)),
    viable_percent=measures,
    has_vascular_invasion=truths,
    has_biliary_invasion=truths,
)
rules = st.sampled_from(RULES)


def forget(items, names):
    nothing = ScoreItems()
    return replace(items, **{name: getattr(nothing, name) for name in names})


def widens(narrow, wide):
    is_below = wide.high is None or (narrow.high is not None and narrow.high <= wide.high)
    return wide.low <= narrow.low and is_below and wide.group in (narrow.group, None)


@cache
def invented_records() -> list[Record]:
    return [life_record(journey) for journey in journeys_of(120, 17)]


@repeatable
@given(known_items, rules)
def test_with_every_item_known_a_score_is_one_value(items, rule):
    rating = rule(items)
    assert rating.low == rating.high
    assert rating.unknown_items == ()


@repeatable
@given(known_items, rules, st.sets(st.sampled_from(ITEMS)), st.sampled_from(ITEMS))
def test_forgetting_an_item_only_widens_a_score(items, rule, unknown, forgotten):
    before = forget(items, unknown)
    assert widens(rule(before), rule(forget(before, [forgotten])))


@repeatable
@given(known_items, rules, st.sets(st.sampled_from(ITEMS)))
def test_only_items_forgotten_are_named_and_only_while_they_leave_a_range(items, rule, unknown):
    rating = rule(forget(items, unknown))
    assert set(rating.unknown_items) <= unknown & set(rating.items)
    assert bool(rating.unknown_items) == (rating.low != rating.high)


@repeatable
@given(known_items, rules, st.sampled_from(["lesions", "largest_mm", "cea_ng_ml"]), measures)
def test_more_disease_never_lowers_a_score(items, rule, item, more):
    known = getattr(items, item)
    grown = replace(items, **{item: Measure(known.low + more.low, known.high + more.high)})
    assert rule(items).low <= rule(grown).low


@repeatable
@given(known_items, rules, measures)
def test_a_wider_margin_never_raises_a_score(items, rule, wider):
    margin = Measure(items.margin_mm.low + wider.low, items.margin_mm.high + wider.high)
    assert rule(replace(items, margin_mm=margin)).low <= rule(items).low


@repeatable
@given(st.data())
def test_the_order_of_the_rows_never_matters(data):
    record = data.draw(st.sampled_from(invented_records()))
    shuffled = {
        name: tuple(data.draw(st.permutations(getattr(record, name))))
        for name in ("lesions", "assessments", "measurements", "operations", "treatments", "visits")
    }
    told = [(row.low, row.high, row.unknown_items) for row in list_scores(record)]
    again = list_scores(replace(record, **shuffled))
    assert [(row.low, row.high, row.unknown_items) for row in again] == told


@repeatable
@given(st.data())
def test_a_missing_cell_only_widens_the_scores_of_a_record(data):
    record = data.draw(st.sampled_from(invented_records()))
    table = data.draw(st.sampled_from(sorted(SPEAKING_CELLS)))
    column = data.draw(st.sampled_from(SPEAKING_CELLS[table]))
    missing = forget_cell(data, record, table, column)
    for before, after in zip(list_scores(record), list_scores(missing), strict=True):
        assert widens(before, after), (table, column, before.score, before.moment)


def forget_cell(data, record, table, column):
    if table == "patient":
        return replace(record, patient=record.patient._replace(**{column: None}))
    rows = list(getattr(record, table))
    assume(rows)
    place = data.draw(st.integers(0, len(rows) - 1))
    # A diameter missing under "too small" stands for 5 mm, and one "disappeared" for 0.
    assume(column != "diameter_mm" or rows[place].status in ("measurable", "new"))
    rows[place] = rows[place]._replace(**{column: None})
    return replace(record, **{table: tuple(rows)})
