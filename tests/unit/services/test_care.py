"""Care of the shipped cohort against a tally of the records, and its tables drawn by hand."""

from collections import Counter

import pytest

from synchronox_core.endpoints.stored import derive_stored
from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.cohort import care_figures, care_tables
from synchronox_core.services.cohort.care import build_care
from synchronox_core.services.cohort.care_counts import (
    CODES,
    GROUPS,
    STEPS,
    AnswerCounts,
    Care,
    Quartiles,
    StepCount,
)
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.patients.patient_records import iterate_records
from synchronox_core.text.formats import NO_BREAK_SPACE

SIZES = {"all": 60, "simultaneous": 0, "rectum_first": 0, "liver_first": 0, "adaptive": 3}


@pytest.fixture(scope="module")
def records(demo_store):
    return list(iterate_records(demo_store))


@pytest.fixture(scope="module")
def answers(records):
    return [derive_stored(record, ProtocolSettings()) for record in records]


@pytest.fixture(scope="module")
def demo_care(demo_store):
    return build_care(demo_store, CohortFilter())


def is_mature(record):
    t0 = record.patient.folfirinox_start_date
    return t0 is not None and add_months(t0, 18) <= record.as_of


@pytest.mark.parametrize("strategy", ["all", "liver_first"])
def test_steps_are_those_of_the_mature_records(demo_care, records, answers, strategy):
    counted = [
        found
        for record, found in zip(records, answers, strict=True)
        if is_mature(record) and strategy in ("all", record.patient.strategy_planned)
    ]
    assert demo_care.pathway_sizes[strategy] == len(counted) > 100
    for step in STEPS[1:]:
        told = [found[f"{step}_days"] for found in counted]
        count = demo_care.steps[strategy, step]
        assert count.reached == sum(answer.state == "met" for answer in told)
        stops = Counter(answer.reason or "none" for answer in told if answer.state != "met")
        assert count.stops == stops


def test_weeks_to_the_first_site_are_those_of_the_records(demo_care, records, answers):
    days = sorted(
        found["first_site_days"].value - found["decision_days"].value
        for record, found in zip(records, answers, strict=True)
        if is_mature(record)
        and None not in (found["first_site_days"].value, found["decision_days"].value)
    )
    weeks = demo_care.steps["all", "first_site"].weeks["previous"]
    assert weeks.known == len(days)
    middle = (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2
    assert weeks.median == pytest.approx(middle / 7)


def test_every_step_counts_everybody(demo_care):
    for group in GROUPS:
        sizes = {demo_care.steps[group, step].patients for step in STEPS}
        assert sizes == {demo_care.pathway_sizes[group]}


def test_every_answer_counts_everybody(demo_care, records):
    sizes = Counter(record.patient.strategy_planned for record in records)
    for group in GROUPS:
        size = len(records) if group == "all" else sizes[group]
        for name in CODES:
            found = demo_care.answers[group, name]
            assert found.concerned + found.outside == size == demo_care.sizes[group]


def test_those_under_way_are_counted_when_asked_for(demo_store, demo_care):
    everybody = build_care(demo_store, CohortFilter(), is_mature_only=False)
    assert everybody.pathway_patients > demo_care.pathway_patients
    assert everybody.steps["all", "second_site"].stops["under_way"] > 0
    assert "under_way" not in demo_care.steps["all", "second_site"].stops


def test_resected_patients_are_the_denominator_of_r0(demo_care, records):
    resected = sum(
        any(
            row.site in ("rectum", "both")
            and row.rectal_procedure not in ("exploration_only", "local_excision")
            for row in record.operations
        )
        for record in records
    )
    assert demo_care.answers["all", "rectal_r0"].concerned == resected


def test_filter_keeps_its_patients(demo_store):
    care = build_care(demo_store, CohortFilter(strategies=("liver_first",)))
    assert care.patients == care.sizes["liver_first"]
    assert care.sizes["simultaneous"] == 0


def drawn_care(**changed):
    step = StepCount(50, {"progression": 6, "lost": 4}, {"start": Quartiles(50, 8.0, 10.0, 12.5)})
    small = StepCount(57, {"death": 3}, {"start": Quartiles(57, 8.0, 10.0, 12.5)})
    answers = {
        (group, name): AnswerCounts(dict.fromkeys(codes, 0))
        for group in SIZES
        for name, codes in CODES.items()
    }
    answers["all", "rectal_r0"] = AnswerCounts({"yes": 30, "no": 10}, missing=8, outside=12)
    grades = {"0": 20, "I": 5, "II": 6, "IIIa": 7, "IIIb": 8, "IVa": 0, "IVb": 0, "V": 2}
    answers["all", "clavien_rectum_30d"] = AnswerCounts(grades, missing=2, outside=10)
    parts = {
        "sizes": SIZES,
        "pathway_sizes": SIZES,
        "steps": {
            (group, place): small if place == "first_site" else step
            for group in SIZES
            for place in STEPS
        },
        "answers": answers,
        "indices": {("all", "cci_rectum"): Quartiles(48, 0.0, 8.7, 26.2)},
        "is_mature_only": True,
    }
    return Care(**{**parts, **changed})


def column(table, heading):
    """Cells of a column by the last label on the left."""
    [name] = [name for name in table if name.startswith(heading)]
    cells = table[name].str.replace(NO_BREAK_SPACE, " ")
    return list(zip(table.iloc[:, 0], table.iloc[:, 1], cells, strict=True))


def test_pathway_tells_who_reached_a_step_when_and_why_the_others_did_not():
    cells = column(care_tables.pathway_table(drawn_care(), "en"), "All")
    assert (
        cells[:2]
        == [
            ("Restaging", "reached", "≥46/60"),
            ("", "weeks since the first FOLFIRINOX", "10.0 (8.0–12.5)"),
        ]
        or cells[0][2] == "50/60 (83.3%)"
    )


def test_a_group_under_five_has_no_column_and_is_named():
    care = drawn_care()
    assert not [name for name in care_tables.pathway_table(care, "en") if "Adaptive" in name]
    assert "Adaptive: 3 patients" in care_tables.note("pathway", care.pathway_sizes, "en")


def test_a_step_all_but_a_few_reached_does_not_tell_how_few():
    cells = column(care_tables.pathway_table(drawn_care(), "en"), "All")
    place = next(i for i, (step, *_) in enumerate(cells) if step == "First site treated")
    assert [cell for *_, cell in cells[place : place + 4]] == [
        "≥56/60", "fewer than 5 known", "10.0 (8.0–12.5)", "<5",
    ]  # fmt: skip
    figure = care_figures.pathway_figure(drawn_care(), "en").drawn
    shares = figure[(figure["group"] == "All") & (figure["step"] == "First site treated")]["share"]
    assert shares.isna().all()


def test_r0_has_both_denominators_and_those_not_known():
    cells = column(care_tables.margin_table(drawn_care(), "en"), "All")
    # Wilson: 30 of 40 and 30 of 60, computed with the closed formula by hand.
    assert cells[0] == (
        "Rectum", "R0 among those resected, margins known", "30/40, 75.0% (59.8–85.8)",
    )  # fmt: skip
    assert cells[1][2] == "30/60, 50.0% (37.7–62.3)"
    assert cells[2][2] == "8/48"


def test_severe_grades_hide_a_death_behind_another_grade():
    cells = {
        told: cell
        for _, told, cell in column(care_tables.morbidity_table(drawn_care(), "en"), "All")[:14]
    }
    assert cells["IIIa or above"] == "17/48, 35.4% (23.4–49.6)"
    assert (cells["V"], cells["IIIa"], cells["IIIb"]) == ("<5", "≥5", "8 (16.7%)")
    assert (cells["I"], cells["II"]) == ("5 (10.4%)", "6 (12.5%)")
    assert cells["not known"] == "2/50"
    assert cells["Comprehensive Complication Index"] == "8.7 (0.0–26.2), n = 48"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_figure_and_table_of_the_shipped_cohort_can_be_told(demo_care, language):
    for build in (
        care_figures.pathway_figure,
        care_figures.margin_figure,
        care_figures.morbidity_figure,
    ):
        figure = build(demo_care, language)
        assert len(figure.drawn) == len(figure.listed) > 0
        assert "{" not in figure.sentence
    for table in (
        care_tables.pathway_table,
        care_tables.response_table,
        care_tables.margin_table,
        care_tables.morbidity_table,
    ):
        cells = table(demo_care, language)
        assert not cells.isna().any().any()
