"""The real cohorts give the published reference values, through file, store and estimate.

Reference: data/README.md of the public data sets (Kaplan-Meier on crlm_tcia; patients, deaths and
treatment arms of rectal_msk).
"""

import pytest

from synchronox_core.services.external.classes import classify_external_cohort
from synchronox_core.services.external.cohorts import (
    count_external_distribution,
    estimate_external_survival,
    load_external_cohort,
)


@pytest.fixture
def liver(public_data, store):
    load_external_cohort("crlm_tcia", public_data / "crlm_tcia", store)
    return store


@pytest.fixture
def rectum(public_data, store):
    load_external_cohort("rectal_msk", public_data / "rectal_msk", store)
    return store


def curve(store, name, endpoint):
    return estimate_external_survival(store, name, endpoint).curves["all"]


def test_overall_survival_of_the_liver_cohort_is_the_reference(liver):
    overall = curve(liver, "crlm_tcia", "os")
    assert (overall.patients, overall.events.sum()) == (197, 107)
    found = [round(mark.probability, 4) for mark in overall.at([12, 24, 36, 60])]
    assert found == [0.9695, 0.9077, 0.7807, 0.6267]
    assert overall.median.months == pytest.approx(75.967, abs=5e-4)


def test_disease_free_survival_of_the_liver_cohort_is_the_reference(liver):
    disease_free = curve(liver, "crlm_tcia", "dfs")
    assert disease_free.events.sum() == 138
    assert round(disease_free.at([18])[0].probability, 4) == 0.5635
    assert disease_free.median.months == pytest.approx(22.333, abs=5e-4)


def test_liver_disease_free_survival_of_the_liver_cohort_is_the_reference(liver):
    liver_free = curve(liver, "crlm_tcia", "liver_dfs")
    assert liver_free.events.sum() == 122
    assert liver_free.median.months == pytest.approx(53.5, abs=5e-4)


def test_preoperative_chemotherapy_parts_the_liver_cohort_as_published(liver):
    by_group = estimate_external_survival(liver, "crlm_tcia", "os", "preoperative_chemotherapy")
    assert {code: c.patients for code, c in by_group.curves.items()} == {"yes": 122, "no": 75}


def test_traps_of_the_liver_cohort_are_reported(public_data, store):
    findings = load_external_cohort("crlm_tcia", public_data / "crlm_tcia", store).findings
    counted = {(f.code, f.column): f.values.get("count") for f in findings}
    assert counted["EXT_MISSING_CODE", "carcinoembryonic_antigen"] == 29
    assert counted["EXT_MISSING_CODE", "clinrisk_score"] == 29
    assert counted["EXT_MISSING_CODE", "total_response_percent"] == 3
    assert counted["EXT_RESPONSE_AT_HALF", "total_response_percent"] == 27
    score = next(f for f in findings if f.code == "EXT_SCORE")
    assert (score.values["equal"], score.values["known"]) == (104, 168)


def test_rectal_cohort_has_its_patients_arms_and_deaths(rectum):
    arms = count_external_distribution(rectum, "rectal_msk", "neoadjuvant")
    assert {bar.value: bar.share.patients for bar in arms.bars} == {
        "induction_crt": 103, "crt_consolidation": 66, "crt_only": 60, "chemo_only": 9,
    }  # fmt: skip
    with rectum.read_external("rectal_msk") as cursor:
        patients, deaths = cursor.execute('select count(*), sum(os_event) from "rows"').fetchone()
    assert (patients, deaths) == (259, 38)


def test_deaths_without_a_time_are_left_out_and_counted(rectum):
    overall = estimate_external_survival(rectum, "rectal_msk", "os")
    assert (overall.drawn, overall.without_outcome) == (233, 26)
    assert overall.curves["all"].events.sum() == 34


def test_blazer_classes_of_the_liver_cohort_count_as_a_spreadsheet_does(liver):
    """Counted with awk on the published file: response 1, above 0.5, 0.5 and below, missing."""
    classes = classify_external_cohort(liver, "crlm_tcia")
    assert classes.counts.sum(axis=1).to_dict() == {"complete": 8, "major": 81, "minor": 105}
    assert (classes.known, classes.missing, classes.on_boundary) == (194, 3, 27)


def test_expected_rodel_grades_run_against_the_recorded_ajcc_grades(rectum):
    """Counted with awk on the published file, percentages cut by hand at 0, 25, 50 and 100."""
    counts = classify_external_cohort(rectum, "rectal_msk").counts
    found = {
        (int(rodel), int(ajcc)): int(counts.loc[rodel, ajcc])
        for rodel in counts.index
        for ajcc in ("0", "1", "2", "3")
        if counts.loc[rodel, ajcc]
    }
    assert found == {
        (4, 0): 59, (3, 1): 35, (3, 2): 26, (2, 2): 6, (2, 3): 19, (1, 3): 14, (0, 3): 1,
    }  # fmt: skip
