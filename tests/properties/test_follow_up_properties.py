"""What holds of survival and morbidity whatever the data: order, missing is never negative."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from synchronox_core.classification.morbidity import (
    GRADES,
    compute_complication_index,
    worst_grade,
)
from synchronox_core.endpoints.build import cut_record
from synchronox_core.endpoints.last_news import find_last_news
from synchronox_core.endpoints.postoperative import (
    attribute_complications,
    derive_postoperative,
)
from synchronox_core.endpoints.time_to_event import (
    derive_overall_survival,
    derive_progression_record,
    derive_progression_standard,
)
from tests.lib.records import record

T0 = date(2022, 1, 10)
DATA_CUT = date(2023, 12, 31)
SEEN_LATEST = date(2023, 3, 1)
"""After every row, so that a day that goes missing is no last news less."""
REASONS = frozenset({"pfs_reason", "pfs_standard_reason"})
"""Of two events on one day the other one names the end when the first is lost."""
SITES = ("rectum", "liver")
TABLES = ("operations", "complications", "events")
MAY_MISS = {
    "operations": (
        "operation_date",
        "site",
        "circumferential_margin_mm",
        "distal_margin_mm",
        "complications_30d",
    ),
    "complications": ("complication_date", "clavien_grade", "site"),
    "events": ("event_date", "event_type"),
}
repeatable = settings(deadline=None, derandomize=True)


def days_up_to(last):
    return st.integers(0, last).map(lambda days: T0 + timedelta(days=days))


grades = st.lists(st.sampled_from(GRADES), max_size=6)
operations = st.fixed_dictionaries(
    {
        "operation_date": days_up_to(200),
        "site": st.sampled_from((*SITES, "both")),
        "rectal_procedure": st.sampled_from(("anterior_resection", "exploration_only")),
        "circumferential_margin_mm": st.sampled_from((0.0, 5.0)),
        "distal_margin_mm": st.just(20.0),
        "contraindication_found": st.sampled_from(("yes", "no")),
        "complications_30d": st.sampled_from(("yes", "no")),
    }
)
complications = st.fixed_dictionaries(
    {
        "complication_date": days_up_to(240),
        "clavien_grade": st.sampled_from(GRADES[:-1]),
        "site": st.sampled_from(("rectal", "liver", "general")),
    }
)
events = st.fixed_dictionaries(
    {
        "event_date": days_up_to(400),
        "event_type": st.sampled_from(
            ("progression_preventing_resection", "progression", "recurrence", "regrowth")
        ),
    }
)


@st.composite
def records(draw):
    died_on = draw(st.none() | days_up_to(500))
    return record(
        t0=T0.isoformat(),
        as_of=DATA_CUT.isoformat(),
        patient={
            "vital_status": "dead" if died_on else "alive",
            "death_date": died_on,
            "last_news_date": died_on or draw(st.dates(SEEN_LATEST, DATA_CUT)),
        },
        operations=draw(st.lists(operations, max_size=3)),
        complications=draw(st.lists(complications, max_size=4)),
        events=draw(st.lists(events, max_size=3)),
    )


def answers_of(known):
    """Every answer of survival and morbidity, by name."""
    answers = {}
    for name, derive in (
        ("os", derive_overall_survival),
        ("pfs", derive_progression_record),
        ("pfs_standard", derive_progression_standard),
    ):
        duration = derive(known)
        answers |= {f"{name}_{part}": getattr(duration, part).value for part in duration._fields}
    for site in SITES:
        after = derive_postoperative(known, site)._asdict()
        answers |= {f"{name}_{site}": answer.value for name, answer in after.items()}
    return answers


@repeatable
@given(grades, st.sampled_from(GRADES))
def test_one_more_complication_never_lowers_the_index_or_the_worst_grade(some, more):
    assert compute_complication_index([*some, more]) >= compute_complication_index(some)
    assert GRADES.index(worst_grade([*some, more])) >= max(map(GRADES.index, some), default=0)
    assert 0 <= compute_complication_index(some) <= 100


@repeatable
@given(records(), st.data())
def test_the_order_of_the_rows_does_not_matter(known, data):
    shuffled = replace(
        known,
        **{name: tuple(data.draw(st.permutations(getattr(known, name)))) for name in TABLES},
    )
    assert answers_of(shuffled) == answers_of(known)


@repeatable
@given(records())
def test_a_complication_belongs_to_one_day_of_operation_at_most(known):
    owners = {}
    for course in attribute_complications(known):
        for row in course.complications:
            owners.setdefault(row.complication_no, set()).add(course.operation.operation_date)
            waited = row.complication_date - course.operation.operation_date
            assert timedelta(0) <= waited <= timedelta(days=30)
    assert all(len(days) == 1 for days in owners.values())


@repeatable
@given(records(), st.data())
def test_deleting_a_value_never_makes_an_answer_negative_or_milder(known, data):
    filled = [table for table in MAY_MISS if getattr(known, table)]
    assume(filled)
    table = data.draw(st.sampled_from(filled))
    rows = list(getattr(known, table))
    position = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(MAY_MISS[table]))
    rows[position] = rows[position]._replace(**{column: None})
    before, after = answers_of(known), answers_of(replace(known, **{table: tuple(rows)}))
    for name in after.keys() - REASONS:
        assert after[name] in (before[name], None), (name, before[name], after[name])


@repeatable
@given(records())
def test_a_death_on_an_unknown_day_is_never_counted_as_alive(known):
    assume(known.patient.vital_status == "dead")
    after = answers_of(replace(known, patient=known.patient._replace(death_date=None)))
    assert after["os_event"] is None
    assert after["pfs_event"] != 0
    assert all(after[f"death_{days}d_{site}"] is None for days in (30, 90) for site in SITES)


@repeatable
@given(records())
def test_the_standard_reading_ends_with_death_at_the_latest(known):
    answers = answers_of(known)
    assume(answers["os_event"] == 1 and answers["pfs_standard_event"] is not None)
    assert answers["pfs_standard_event"] == 1
    assert answers["pfs_standard_days"] <= answers["os_days"]


@repeatable
@given(records(), days_up_to(500))
def test_nobody_is_observed_after_the_data_cut(known, as_of):
    earlier = cut_record(known, as_of)
    assert find_last_news(earlier) <= as_of
    survived = derive_overall_survival(earlier)
    assert survived.days.value <= (as_of - T0).days
