"""The way to a patient: search, limit, neighbours."""

import pytest

from synchronox_core.services.patients.search import MOST_FOUND, find_patients, place_patient
from tests.lib.cohorts import store_of_patients

CODES = [
    *(f"SYN-INA-{number:04d}" for number in range(1, 61)),
    "SYN-INB-0001",
    "SYN-INB-0061",
]


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    rows = [
        {
            "patient_id": code,
            "centre_id": code[4:7],
            "inclusion_date": "2025-01-01",
            "opposition": "no",
        }
        for code in CODES
    ]
    return store_of_patients(tmp_path_factory.mktemp("search") / "store", rows)


def test_search_finds_any_part_of_a_code_in_capitals_or_not(cohort):
    assert find_patients(cohort, " inb-00 ").patient_ids == ("SYN-INB-0001", "SYN-INB-0061")
    assert find_patients(cohort, "0061").patient_ids == ("SYN-INB-0061",)


def test_search_gives_a_limited_number_and_counts_the_others(cohort):
    found = find_patients(cohort, "SYN")
    assert len(found.patient_ids) == MOST_FOUND
    assert found.matches == len(CODES)


def test_search_keeps_to_a_centre(cohort):
    assert find_patients(cohort, "0001", "INB").patient_ids == ("SYN-INB-0001",)


def test_search_without_a_match_finds_nothing(cohort):
    found = find_patients(cohort, "%' or true --")
    assert (found.patient_ids, found.matches) == ((), 0)


def test_place_counts_from_one_and_names_the_neighbours(cohort):
    assert tuple(place_patient(cohort, "SYN-INA-0001")) == (True, 1, 62, None, "SYN-INA-0002")
    assert tuple(place_patient(cohort, "SYN-INB-0061")) == (True, 62, 62, "SYN-INB-0001", None)


def test_place_within_a_centre_counts_its_patients_only(cohort):
    assert tuple(place_patient(cohort, "SYN-INB-0001", "INB")) == (
        True, 1, 2, None, "SYN-INB-0061",
    )  # fmt: skip


def test_unknown_code_is_not_listed_and_still_has_neighbours(cohort):
    place = place_patient(cohort, "SYN-INA-0060X")
    assert (place.is_listed, place.previous, place.next) == (False, "SYN-INA-0060", "SYN-INB-0001")
