"""A record cut at a day holds nothing later, and keeps what was known that day."""

from datetime import date

import pytest

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.endpoints.build import RECORD_COLUMNS, ROW_KINDS, build_record, cut_record
from synchronox_core.endpoints.records import Patient
from synchronox_core.endpoints.responses import derive_liver_r0
from synchronox_core.protocol.vocabulary import Reason
from tests.lib.records import record

CUT = "2023-01-31"
BEFORE, LATER = "2023-01-31", "2023-02-01"
DATED = {
    "lesions": "first_seen_date",
    "assessments": "assessment_date",
    "chemotherapy": "start_date",
    "radiotherapy": "start_date",
    "operations": "operation_date",
    "treatments": "treatment_date",
    "complications": "complication_date",
    "events": "event_date",
    "visits": "visit_date",
}


def cut(**rows):
    return cut_record(record(**rows), date.fromisoformat(CUT))


@pytest.mark.parametrize("table", RECORD_COLUMNS)
def test_the_fields_of_a_record_are_declared_columns(table):
    kind = Patient if table == "patients" else ROW_KINDS[table].kind
    assert kind._fields[0] == "line"
    assert set(RECORD_COLUMNS[table]) <= set(TABLES[table].columns)
    assert RECORD_COLUMNS[table] == tuple(c for c in TABLES[table].columns if c in kind._fields)


@pytest.mark.parametrize("table", ROW_KINDS)
def test_the_number_of_a_row_within_its_patient_follows_its_line(table):
    number = [column for column in TABLES[table].key if column != "patient_id"]
    assert ROW_KINDS[table].kind._fields[1 : 1 + len(number)] == tuple(number)


def test_a_record_is_built_from_rows_that_begin_with_their_line():
    rows = {
        table: [(7, *(f"{table}.{column}" for column in columns))]
        for table, columns in RECORD_COLUMNS.items()
        if table in ("liver_lesions", "patients")
    }
    rows["patients"] = [(4, *([None] * len(RECORD_COLUMNS["patients"])))]
    rows["liver_lesions"] = [(7, 1, None, "IVa;V", "yes")]
    built = build_record(rows, date(2023, 1, 31), {"operations"})
    assert (built.patient.line, built.as_of) == (4, date(2023, 1, 31))
    assert built.lesions[0]._asdict() == {
        "line": 7, "lesion_no": 1, "first_seen_date": None, "segments": "IVa;V", "is_target": "yes",
    }  # fmt: skip
    assert built.operations == ()
    assert built.held_back == {"operations"}


@pytest.mark.parametrize(
    ("lesion_nos", "is_r0"), [((1, None), True), ((None,), None), ((None, None), None)]
)
def test_a_treatment_whose_lesion_cannot_be_read_leaves_open_what_a_row_held_back_would(
    lesion_nos, is_r0
):
    # R.12: a yes that stands on clean rows alone stays; the absence of a clean row says nothing.
    day, margin_mm = date(2022, 6, 1), 5
    built = build_record(
        {
            "patients": [(2, *([None] * len(RECORD_COLUMNS["patients"])))],
            "lesion_treatments": [
                (line, line, lesion_no, 1, day, "resection", margin_mm, *[None] * 5)
                for line, lesion_no in enumerate(lesion_nos, start=2)
            ],
        },
        date(2023, 1, 31),
    )
    assert [row.lesion_no for row in built.treatments] == [no for no in lesion_nos if no]
    assert built.held_back == {"lesion_treatments"}
    answer = derive_liver_r0(built)
    assert answer.value is is_r0
    assert (answer.reason == Reason.ROW_HELD_BACK) is (is_r0 is None)


@pytest.mark.parametrize(("attribute", "column"), DATED.items())
def test_a_row_counts_up_to_the_day_of_the_cut_included(attribute, column):
    kept = cut(**{attribute: [{column: BEFORE}, {column: LATER}, {column: None}]})
    assert [getattr(row, column) for row in getattr(kept, attribute)] == [date(2023, 1, 31), None]


def test_a_measurement_goes_with_its_assessment_and_its_lesion():
    kept = cut(
        assessments=[{"assessment_date": BEFORE}, {"assessment_date": LATER}],
        lesions=[{"first_seen_date": BEFORE}, {"first_seen_date": LATER}],
        measurements=[
            {"lesion_no": 1, "assessment_no": 1},
            {"lesion_no": 1, "assessment_no": 2},
            {"lesion_no": 2, "assessment_no": 1},
        ],
    )
    assert [(row.lesion_no, row.assessment_no) for row in kept.measurements] == [(1, 1)]


def test_what_belongs_to_a_later_operation_goes_with_it_even_without_a_day():
    kept = cut(
        operations=[{"operation_date": BEFORE}, {"operation_date": LATER}],
        treatments=[{"operation_no": 1}, {"operation_no": 2}, {"operation_no": None}],
        complications=[{"operation_no": 1}, {"operation_no": 2}],
    )
    assert [row.operation_no for row in kept.treatments] == [1, None]
    assert [row.operation_no for row in kept.complications] == [1]


def test_who_died_later_was_alive():
    kept = cut(patient={"vital_status": "dead", "death_date": LATER})
    assert (kept.patient.vital_status, kept.patient.death_date) == ("alive", None)


def test_a_death_by_the_cut_and_one_without_a_day_stay():
    assert cut(patient={"vital_status": "dead", "death_date": BEFORE}).patient.death_date
    assert cut(patient={"vital_status": "dead"}).patient.vital_status == "dead"


def test_a_plan_made_later_is_not_known_yet():
    later = {"strategy_planned": "liver_first", "strategy_decided_on": LATER}
    assert cut(patient=later).patient.strategy_planned is None
    undated = {"strategy_planned": "liver_first"}
    assert cut(patient=undated).patient.strategy_planned == "liver_first"


def test_treatment_that_starts_later_has_no_time_zero_and_the_diagnosis_stays():
    kept = cut(t0=LATER, patient={"rectal_diagnosis_date": LATER})
    assert kept.patient.folfirinox_start_date is None
    assert kept.patient.rectal_diagnosis_date == date(2023, 2, 1)


def test_treatment_that_ends_later_is_under_way():
    course = {"start_date": BEFORE, "end_date": LATER, "phase": "induction", "n_cycles": 6}
    kept = cut(chemotherapy=[course], radiotherapy=[{"start_date": BEFORE, "end_date": LATER}])
    assert (kept.chemotherapy[0].end_date, kept.chemotherapy[0].n_cycles) == (None, None)
    assert kept.radiotherapy[0].end_date is None


@pytest.mark.parametrize(
    "later",
    [
        {"visits": [{"visit_date": LATER}]},
        {"operations": [{"operation_date": LATER}]},
        {"patient": {"last_news_date": "2022-06-01", "death_date": LATER}},
    ],
)
def test_who_was_seen_later_has_news_on_the_day_of_the_cut(later):
    rows = {"patient": {"last_news_date": "2022-06-01"}} | later
    assert cut(**rows).patient.last_news_date == date(2023, 1, 31)


def test_last_news_stay_as_they_are_otherwise():
    earlier = cut(patient={"last_news_date": "2022-06-01"}, visits=[{"visit_date": "2022-06-01"}])
    assert earlier.patient.last_news_date == date(2022, 6, 1)
    assert cut(patient={"last_news_date": LATER}).patient.last_news_date == date(2023, 2, 1)


def test_a_record_cut_twice_is_the_one_cut_at_the_earlier_day():
    whole = record(
        operations=[{"operation_date": day} for day in ("2022-05-01", "2022-09-01", "2023-03-01")],
        patient={"last_news_date": "2023-04-01"},
    )
    once = cut_record(whole, date(2022, 6, 1))
    assert cut_record(cut_record(whole, date(2022, 12, 31)), date(2022, 6, 1)) == once
