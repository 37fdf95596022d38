"""The overview of small drawn cohorts."""

from itertools import count

import pytest

from synchronox_core.errors import StoreError
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.cohort.filters import CohortFilter, centre_names
from synchronox_core.services.cohort.overview import build_overview
from synchronox_core.services.endpoints import iterate_endpoints
from synchronox_core.statistics.table_one import CodeCounts, NumberSummary
from synchronox_core.store import open_store
from tests.lib.cohorts import store_of_patients

CENTRES = [
    {"centre_id": "PAR", "centre_name": "Invented centre A", "redcap_dag": "par"},
    {"centre_id": "LYO", "centre_name": "Invented centre B", "redcap_dag": "lyo"},
]
COMPLETE = {
    "centre_id": "PAR",
    "sex": "F",
    "age_at_diagnosis_years": 60,
    "folfirinox_start_date": "2024-02-01",
    "ecog": 0,
    "asa": 2,
    "bmi_kg_m2": 24.5,
    "tumour_level": "low",
    "anal_verge_mm": 40,
    "ct": "cT3",
    "cn": "cN1",
    "mrf_involved": "no",
    "emvi": "no",
    "kras": "wild_type",
    "nras": "wild_type",
    "braf": "wild_type",
    "cea_ng_ml": 12.0,
    "liver_resectability_class": "I",
    "strategy_planned": "liver_first",
    "cohort": "retrospective",
    "lesions": 2,
    "largest_lesion_mm": 30.0,
    "bilobar": "no",
    "folfirinox_cycles": 6,
}


def patients(*changes):
    numbers = count(1)
    return [
        {
            "patient_id": f"SYN-PAR-{next(numbers):04d}",
            "inclusion_date": "2025-01-01",
            "opposition": "no",
            **COMPLETE,
            **change,
        }
        for change in changes
    ]


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """Eight patients of two centres, three persons screened without a record."""
    rows = patients(
        {},
        {"age_at_diagnosis_years": 70, "lesions": 4},
        {"age_at_diagnosis_years": 80, "sex": "M", "cohort": "prospective"},
        {"centre_id": "LYO", "strategy_planned": "rectum_first", "cohort": "prospective"},
        {"centre_id": "LYO", "strategy_planned": None},
        {"ecog": None, "cea_ng_ml": None, "histology": "other"},
        {"cohort": None, "liver_resectability_class": None, "mmr_status": "dmmr",
         "extrahepatic_mets": "yes"},
        {"folfirinox_start_date": None, "bilobar": None, "mmr_status": "dmmr"},
    )  # fmt: skip
    screened = [
        {"screening_id": "S1", "centre_id": "PAR", "outcome": "excluded",
         "exclusion_reason": "not_pmmr", "screening_date": "2025-01-01"},
        {"screening_id": "S2", "centre_id": "LYO", "outcome": "pending",
         "screening_date": "2025-01-01"},
        {"screening_id": "S3", "centre_id": "LYO", "outcome": "excluded",
         "exclusion_reason": "not_pmmr", "screening_date": "2025-01-01"},
        {"screening_id": "S4", "centre_id": "PAR", "outcome": "included",
         "screening_date": "2025-01-01", "patient_id": "SYN-PAR-0001"},
    ]  # fmt: skip
    return store_of_patients(tmp_path_factory.mktemp("cohort"), rows, CENTRES, screened)


@pytest.fixture(scope="module")
def everybody(cohort):
    return build_overview(cohort, CohortFilter())


def flow(overview):
    return [(step.rule, step.removed, step.remaining) for step in overview.attrition.steps]


def test_patients_are_counted_by_cohort_with_the_unknown_apart(everybody):
    assert everybody.patients == everybody.patients_in_extract == 8
    assert everybody.cohorts == {"retrospective": 5, "prospective": 2, "unknown": 1}


def test_centres_come_with_their_names_the_largest_first(everybody):
    rows = everybody.centres[["centre_id", "centre_name", "patients"]].values.tolist()
    assert rows == [["PAR", "Invented centre A", 6], ["LYO", "Invented centre B", 2]]


def test_every_strategy_is_counted_even_with_nobody_in_it(everybody):
    assert everybody.strategies == {
        "simultaneous": 0, "rectum_first": 1, "liver_first": 6, "adaptive": 0, "unknown": 1,
    }  # fmt: skip


def test_missing_code_is_counted_apart_and_never_as_a_no(everybody):
    cell = everybody.table_one.rows["bilobar"].cells["all"]
    assert cell == CodeCounts({"yes": 0, "no": 7}, missing=1)


def test_number_is_summarised_among_the_known_values(everybody):
    # Ages 60 six times, 70 and 80: sum 510, squares about the mean 387.5; type 7 puts the third
    # quartile a quarter of the way from the sixth to the seventh value.
    age = everybody.table_one.rows["age_at_diagnosis_years"].cells["all"]
    assert (age.known, age.missing, age.mean, age.median) == (8, 0, 63.75, 60.0)
    assert age.sd == pytest.approx((387.5 / 7) ** 0.5)
    assert age.q3 == pytest.approx(62.5)
    cea = everybody.table_one.rows["cea_ng_ml"].cells["all"]
    assert (cea.known, cea.missing) == (7, 1)


def test_bins_hold_every_known_value_once(everybody):
    assert sum(everybody.bins["cea_ng_ml"].values()) == 7
    assert everybody.bins["lesions"][2.0] == 7
    assert everybody.bins["lesions"][4.0] == 1
    assert everybody.bins["age_at_diagnosis_years"][60.0] == 6


def test_attrition_names_each_criterion_with_those_it_removes_and_those_who_fail_it(everybody):
    assert everybody.attrition.persons == 11
    removing = [
        (rule, removed, remaining) for rule, removed, remaining in flow(everybody) if removed
    ]
    assert removing == [
        ("is_included", 3, 8),
        ("has_folfirinox_start", 1, 7),
        ("not_adenocarcinoma", 1, 6),
        ("not_pmmr", 1, 5),
        ("is_eligibility_known", 5, 0),
    ]
    failing = {step.rule: step.failing for step in everybody.attrition.steps}
    assert (failing["not_pmmr"], failing["extrahepatic_mets"]) == (2, 1)


def test_attrition_ends_with_the_evaluable_patients_of_the_engine(demo_store):
    rows = list(iterate_endpoints(demo_store, ProtocolSettings()))
    eligible = [row for row in rows if row["eligible"] == "yes"]
    remaining = {rule: left for rule, _, left in flow(build_overview(demo_store, CohortFilter()))}
    assert remaining["is_included"] == len(rows)
    assert remaining["is_eligibility_known"] == len(eligible)
    assert remaining["is_mature"] < len(eligible)
    early = {"achieved", "not_achieved"}
    told = sum(row["complete_treatment"] in early for row in eligible)
    assert 0 < remaining["is_evaluable"] <= told


def test_filter_keeps_the_patients_it_names(cohort):
    overview = build_overview(cohort, CohortFilter(sexes=("M",), cohorts=("prospective",)))
    assert overview.patients == 1
    assert overview.patients_in_extract == 8


def test_filter_finds_the_missing_ones_as_unknown(cohort):
    assert build_overview(cohort, CohortFilter(strategies=("unknown",))).patients == 1
    assert build_overview(cohort, CohortFilter(classes=("unknown",))).patients == 1
    assert build_overview(cohort, CohortFilter(cohorts=("unknown",))).patients == 1


def test_filter_by_centre_keeps_that_centre_in_the_screening_log(cohort):
    overview = build_overview(cohort, CohortFilter(centres=("LYO",)))
    assert overview.attrition.persons == 4
    assert int(overview.screening["persons"].sum()) == 2


def test_filter_the_log_does_not_know_starts_the_flow_from_the_patients(cohort):
    overview = build_overview(cohort, CohortFilter(sexes=("F",)))
    assert overview.screening.empty
    assert overview.attrition.persons == 7


def test_filter_that_keeps_nobody_gives_an_overview_of_nobody(cohort):
    overview = build_overview(cohort, CohortFilter(strategies=("adaptive",)))
    assert overview.patients == 0
    assert not overview.is_described
    assert overview.attrition.persons == 0
    age = overview.table_one.rows["age_at_diagnosis_years"].cells["all"]
    assert age == NumberSummary(known=0, missing=0)


def test_hostile_code_in_a_filter_is_a_value_and_nothing_else(cohort):
    asked = CohortFilter(centres=("x'); drop table patients; --",))
    assert build_overview(cohort, asked).patients == 0
    assert build_overview(cohort, CohortFilter()).patients == 8


def test_centre_names_are_those_of_centres_with_patients(cohort):
    assert centre_names(cohort) == {"LYO": "Invented centre B", "PAR": "Invented centre A"}


def test_empty_store_is_told_as_an_error_of_the_store(tmp_path):
    with pytest.raises(StoreError):
        build_overview(open_store(tmp_path / "store"), CohortFilter())


def test_every_baseline_variable_is_read_from_a_complete_patient(cohort):
    overview = build_overview(cohort, CohortFilter(sexes=("M",)))
    unread = [name for name, row in overview.table_one.rows.items() if row.cells["all"].known != 1]
    assert unread == []
    assert [name for name, bins in overview.bins.items() if sum(bins.values()) != 1] == []
