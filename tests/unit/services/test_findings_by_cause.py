from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.services.deliveries.findings import (
    count_by_level,
    group_by_cause,
    listed_findings,
)


def finding(level: Level, code: str, patient_id: str | None = None) -> Finding:
    return Finding(level, code, "patients.csv", 2, "sex", patient_id)


FINDINGS = [
    finding(Level.NOTICE, "SPACES"),
    finding(Level.CHECK, "RARE", "SYN-INA-0001"),
    finding(Level.CHECK, "OFTEN", "SYN-INA-0001"),
    finding(Level.CHECK, "OFTEN", "SYN-INA-0001"),
    finding(Level.CHECK, "OFTEN", "SYN-INA-0002"),
    finding(Level.REFUSED, "HEADER"),
]


def test_causes_come_gravest_first_then_most_frequent():
    causes = group_by_cause(FINDINGS, listed=200)
    assert [(c.level, c.code, c.findings) for c in causes] == [
        ("F", "HEADER", 1),
        ("W", "OFTEN", 3),
        ("W", "RARE", 1),
        ("N", "SPACES", 1),
    ]


def test_cause_counts_each_patient_once_and_none_where_no_patient_is_named():
    causes = {c.code: c.patients for c in group_by_cause(FINDINGS, listed=200)}
    assert causes == {"HEADER": 0, "OFTEN": 2, "RARE": 1, "SPACES": 0}


def test_list_of_a_cause_is_bounded_but_its_count_is_not():
    often = group_by_cause(FINDINGS, listed=2)[1]
    assert (often.findings, len(often.examples)) == (3, 2)


def test_levels_are_counted_gravest_first_and_absent_ones_left_out():
    assert list(count_by_level(FINDINGS).items()) == [("F", 1), ("W", 4), ("N", 1)]


def test_listed_finding_has_the_keys_of_the_contract():
    refused = Finding(Level.REFUSED, "NO_PATIENT", "patients.csv")
    keys = {"level", "code", "file", "line", "column", "patient_id", "message"}
    assert set(next(iter(listed_findings([refused], 1, "en")))) == keys


def test_cause_names_the_places_where_it_lies_most_often_first():
    elsewhere = Finding(Level.CHECK, "OFTEN", "operations.csv", 5, "site")
    cause = group_by_cause([elsewhere, *FINDINGS[2:5]], listed=200)[0]
    assert cause.places == ("patients.csv sex", "operations.csv site")
