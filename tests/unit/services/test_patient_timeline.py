"""The timeline of a patient: what is drawn where, told in words, and missing days never hidden."""

from datetime import date

import pytest

from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.patients.figures import timeline_figure
from synchronox_core.services.patients.timeline_span import count_months
from tests.lib.records import record

LANES = ["Chemotherapy", "Assessments", "Radiotherapy", "Rectum", "Liver", "Events"]

FULL = {
    "patient": {"strategy_decided_on": "2022-05-10", "strategy_planned": "liver_first"},
    "chemotherapy": [
        {
            "phase": "induction", "regimen": "mfolfirinox", "targeted_agent": "bevacizumab",
            "start_date": "2022-01-10", "end_date": "2022-04-10", "n_cycles": 6, "line": 12,
        },
    ],
    "radiotherapy": [
        {"technique": "short_course", "start_date": "2022-06-01", "end_date": "2022-06-05"},
    ],
    "assessments": [
        {"assessment_date": "2022-01-05", "site": "liver", "timepoint": "baseline"},
        {"assessment_date": "2022-05-01", "site": "rectum", "timepoint": "end_folfirinox",
         "ymrtrg": 2},
    ],
    "operations": [
        {"operation_date": "2022-07-01", "site": "both", "rectal_procedure": "apr",
         "liver_procedure": "minor_resection", "liver_stage": 1},
    ],
    "complications": [
        {"operation_no": 1, "complication_date": "2022-07-03", "clavien_grade": "IIIa",
         "site": "rectal"},
        {"operation_no": 1, "complication_date": "2022-07-04", "clavien_grade": "II",
         "site": "general"},
    ],
    "events": [
        {"event_date": "2023-02-01", "event_type": "recurrence", "event_site": "lung"},
    ],
}  # fmt: skip


def figure(language="en", **tables):
    return timeline_figure(record(**tables), ProtocolSettings(), language)


def drawn(shown, part):
    return shown.drawn[shown.drawn["part"] == part]


def lines(shown, name):
    return dict(shown.listed[["Lane", name]].itertuples(index=False))


@pytest.mark.parametrize(
    ("origin", "day", "months"),
    [
        # The calendar pairs of clinical.md A.11.
        ("2022-08-31", "2024-02-29", 18),
        ("2021-01-15", "2022-07-15", 18),
        ("2024-02-29", "2025-08-29", 18),
        ("2022-04-01", "2022-04-16", 0.5),
        ("2022-04-01", "2022-03-01", -1),
    ],
)
def test_months_are_calendar_months(origin, day, months):
    assert count_months(date.fromisoformat(origin), date.fromisoformat(day)) == months


def test_every_row_has_its_lane_its_words_and_its_source():
    shown = figure(**FULL)
    rows = set(shown.listed[["Lane", "What", "Date"]].itertuples(index=False, name=None))
    assert rows == {
        (
            "Chemotherapy",
            "mFOLFIRINOX + bevacizumab, 6 cycles (induction)",
            "2022-01-10 to 2022-04-10",
        ),
        ("Assessments", "Liver: baseline", "2022-01-05"),
        ("Assessments", "Rectum: end of FOLFIRINOX, ymrTRG 2", "2022-05-01"),
        ("Radiotherapy", "Short-course radiotherapy", "2022-06-01 to 2022-06-05"),
        ("Rectum", "Abdominoperineal resection", "2022-07-01"),
        ("Rectum", "Complication (rectal), Clavien-Dindo IIIa", "2022-07-03"),
        ("Rectum", "Complication (general), Clavien-Dindo II", "2022-07-04"),
        ("Liver", "Minor resection, stage 1", "2022-07-01"),
        ("Liver", "Complication (general), Clavien-Dindo II", "2022-07-04"),
        ("Events", "Recurrence (lung)", "2023-02-01"),
    }
    assert shown.listed.loc[0, "Source"] == "chemotherapy.csv, line 12"


def test_table_counts_months_from_the_first_folfirinox():
    assert lines(figure(**FULL), "Month")["Events"] == "12.7"


def test_marks_stand_in_their_lane_at_their_month():
    shown = figure(**FULL)
    marks = drawn(shown, "mark")
    recurrence = marks[marks["what"] == "Recurrence (lung)"].iloc[0]
    # 2023-02-01 is 22 of the 31 days after month 12, 2023-01-10.
    assert recurrence["start"] == pytest.approx(12 + 22 / 31)
    assert recurrence["row"] == LANES.index("Events")
    period = drawn(shown, "period").iloc[0]
    assert (period["start"], period["end"], period["row"]) == (0, 3, 0)


def test_operations_and_events_bear_their_label():
    labels = drawn(figure(**FULL), "label")["note"]
    assert sorted(labels) == [
        "Abdominoperineal resection", "Minor resection, stage 1", "Recurrence (lung)",
    ]  # fmt: skip


def test_lines_stand_at_the_decision_at_month_18_and_at_the_data_cut():
    found = drawn(figure(**FULL, as_of="2023-08-10"), "line").set_index("form")
    assert found.loc["decision", "start"] == 4
    assert found.loc["month_18", "start"] == 18
    assert found.loc["data_cut", "start"] == 19
    assert found.loc["data_cut", "note"] == "Data cut 2023-08-10"


def test_data_cut_long_after_everything_stands_at_the_edge_with_an_arrow():
    shown = figure(**FULL, as_of="2028-12-31")
    cut = drawn(shown, "line").set_index("form").loc["data_cut"]
    assert cut["note"] == "Data cut 2028-12-31 →"
    assert cut["start"] == shown.drawn["start"].max()


def test_lines_bear_their_names_at_heights_of_their_own():
    assert drawn(figure(**FULL), "line")["row"].nunique() == 3


def test_chemotherapy_without_a_last_day_goes_on_until_the_data_cut():
    going = {"regimen": "folfox", "phase": "metastatic", "n_cycles": 3, "start_date": "2022-02-10"}
    shown = figure(chemotherapy=[going], as_of="2022-06-10")
    assert drawn(shown, "period").iloc[0]["end"] == 5
    assert shown.listed.loc[0, "Date"] == "2022-02-10, going on at the data cut"


def test_row_without_a_day_is_in_the_table_and_counted():
    shown = figure(operations=[{"site": "rectum", "rectal_procedure": "hartmann"}])
    assert drawn(shown, "mark").empty
    assert lines(shown, "Date") == {"Rectum": "day not known"}


def test_undated_rows_beside_dated_ones_are_told():
    events = [{"event_type": "recurrence"}, {"event_type": "regrowth", "event_date": "2023-01-01"}]
    shown = figure(events=events)
    assert "1 row without a day is in the table only." in shown.sentence


def test_patient_without_a_first_folfirinox_is_drawn_without_months():
    shown = figure(t0=None, events=[{"event_type": "recurrence", "event_date": "2023-01-01"}])
    assert "The first day of FOLFIRINOX is missing" in shown.sentence
    assert list(shown.listed["Month"]) == [""]
    assert list(drawn(shown, "line")["form"]) == ["data_cut"]
    assert len(drawn(shown, "mark")) == 1


def test_patient_of_whom_nothing_has_a_day_has_an_empty_figure():
    shown = figure(t0=None)
    assert shown.drawn.empty
    assert shown.listed.empty
    assert shown.sentence == "No dated treatment, assessment or event is on record."


def test_held_back_rows_are_told():
    assert "operations" in figure(**FULL, held_back=["operations"]).sentence


def test_follow_up_after_everything_else_is_counted_and_not_waited_for():
    visits = [
        {"visit_date": day, "disease_status": "no_evidence_of_disease"}
        for day in ("2022-09-01", "2025-09-01")
    ]
    shown = figure(**FULL, visits=visits)
    assert list(drawn(shown, "mark")["form"]).count("visit") == 1
    assert "1 later follow-up visit or news is in the table only." in shown.sentence


def test_death_is_an_event_and_its_patient_has_no_last_news():
    shown = figure(
        patient={
            "death_date": "2023-05-01", "last_news_date": "2023-05-01", "vital_status": "dead",
        }
    )  # fmt: skip
    assert list(shown.listed["What"]) == ["Death"]


def test_treatments_outside_an_operation_stand_together_in_the_lane_of_the_liver():
    treatments = [
        {"lesion_no": number, "kind": "rfa", "treatment_date": "2022-08-01"} for number in (2, 5)
    ]
    assert lines(figure(treatments=treatments), "What") == {"Liver": "Radiofrequency, lesions 2, 5"}


def test_contraindication_found_is_told():
    operation = {
        "operation_date": "2022-06-01", "site": "liver", "liver_procedure": "exploration_only",
        "contraindication_found": "yes",
    }  # fmt: skip
    what = lines(figure(operations=[operation]), "What")["Liver"]
    assert what == "Exploration only: contraindication to resection found"


def test_timeline_is_written_in_french():
    shown = figure("fr", **FULL)
    assert shown.listed.iloc[0].tolist()[:4] == [
        "Chimiothérapie",
        "mFOLFIRINOX + bévacizumab, 6 cycles (induction)",
        "10/01/2022 au 10/04/2022",
        "0,0",
    ]
    assert "du 05/01/2022 au 01/02/2023" in shown.sentence


def test_forty_marks_of_one_day_keep_their_lane():
    events = [{"event_type": "progression", "event_date": "2022-09-01"} for _ in range(40)]
    shown = figure(events=events)
    marks = drawn(shown, "mark")
    assert len(marks) == 40
    assert marks["row"].between(4.5, 5.5).all()
    assert len(drawn(shown, "label")) == 2


def test_calendar_has_at_most_seven_marks():
    for last in ("2022-03-01", "2023-09-01", "2040-01-01"):
        shown = figure(
            events=[{"event_type": "recurrence", "event_date": last}], as_of="2041-01-01"
        )
        assert 2 <= len(drawn(shown, "calendar")) <= 7
