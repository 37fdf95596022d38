"""A public cohort through the store: kept apart, asked, told."""

import pytest

from synchronox_core.errors import StoreError
from synchronox_core.external.mapping import read_mapping
from synchronox_core.services.external.cohorts import (
    count_external_distribution,
    estimate_external_survival,
    load_external_cohort,
)
from synchronox_core.services.external.views import (
    distribution_rows,
    distribution_table,
    finding_table,
    labelled_curves,
    survival_account,
)
from tests.lib.public_cohorts import (
    invented_liver_cohort,
    invented_record,
    write_public_cohort,
)

LIVER = read_mapping("crlm_tcia")


@pytest.fixture
def loaded(store, tmp_path):
    load_external_cohort("crlm_tcia", invented_liver_cohort(tmp_path / "liver.csv"), store)
    return store


def load_records(store, tmp_path, records):
    path = write_public_cohort(tmp_path / "liver.csv", "crlm_tcia", records)
    return load_external_cohort("crlm_tcia", path, store)


def test_loading_keeps_the_cohort_beside_an_empty_store(loaded):
    catalogue = loaded.catalogue()
    (cohort,) = catalogue.externals
    assert (cohort.name, cohort.rows, cohort.licence) == ("crlm_tcia", 20, "CC BY 4.0")
    assert cohort.clock_origin_key == "external.clock_hepatectomy"
    assert catalogue.current is None
    with pytest.raises(StoreError), loaded.read():
        pass


def test_loading_again_replaces_the_cohort(loaded, tmp_path):
    load_records(loaded, tmp_path, [invented_record(LIVER, 1)])
    assert [cohort.rows for cohort in loaded.catalogue().externals] == [1]


def test_cohort_that_was_not_loaded_cannot_be_asked(store):
    with pytest.raises(StoreError):
        estimate_external_survival(store, "crlm_tcia", "os")


def test_survival_of_everybody_is_one_curve(loaded):
    # Patient n dies in month n of 20: half are gone at month 10, so the median lies at 10.5.
    survival = estimate_external_survival(loaded, "crlm_tcia", "os")
    assert survival.curves["all"].median.months == 10.5
    assert (survival.drawn, survival.without_outcome, survival.without_group) == (20, 0, 0)


def test_survival_by_group_is_one_curve_each_in_the_order_of_the_mapping(loaded):
    survival = estimate_external_survival(loaded, "crlm_tcia", "os", "preoperative_chemotherapy")
    assert {code: curve.median.months for code, curve in survival.curves.items()} == {
        "yes": 5.5,
        "no": 15.5,
    }
    labels = labelled_curves(survival, "preoperative_chemotherapy", "fr")
    assert list(labels) == ["Oui", "Non"]


def test_small_groups_and_unknown_outcomes_are_counted_and_not_drawn(store, tmp_path):
    records = [invented_record(LIVER, number, bilobar="0") for number in range(1, 7)]
    records += [invented_record(LIVER, number, bilobar="1") for number in range(7, 11)]
    records += [
        invented_record(LIVER, 11, os_months="-999"),
        invented_record(LIVER, 12, bilobar="-999"),
    ]
    load_records(store, tmp_path, records)
    survival = estimate_external_survival(store, "crlm_tcia", "os", "bilobar")
    assert list(survival.curves) == ["no"]
    assert (survival.drawn, survival.without_outcome, survival.without_group) == (6, 1, 1)
    assert survival.too_small == {"yes": 4}
    told = survival_account(survival, "bilobar", "en")
    assert "6 patients are in the curves." in told
    assert "Yes (4 patients) is too small to be described." in told


def test_numbers_are_counted_in_bins_with_the_empty_ones_between(store, tmp_path):
    sizes = ["0.0", "0.9", "1.0", "4.0"]
    records = [invented_record(LIVER, n, largest_lesion_mm=s) for n, s in enumerate(sizes)]
    load_records(store, tmp_path, records)
    counted = count_external_distribution(store, "crlm_tcia", "largest_lesion_mm")
    assert [(bar.value, bar.share.patients) for bar in counted.bars] == [
        (0, 2), (10, 1), (20, 0), (30, 0), (40, 1),
    ]  # fmt: skip
    assert distribution_rows(counted, "en")["value"].tolist()[:2] == ["0–<10", "10–<20"]


def test_upper_end_of_a_percentage_is_in_the_last_bin(store, tmp_path):
    shares = ["0.89", "0.9", "1", "-999"]
    records = [invented_record(LIVER, n, response_percent=s) for n, s in enumerate(shares)]
    load_records(store, tmp_path, records)
    counted = count_external_distribution(store, "crlm_tcia", "response_percent")
    assert [(bar.value, bar.share.patients) for bar in counted.bars] == [(80, 1), (90, 2)]
    assert (counted.known, counted.missing) == (3, 1)
    assert distribution_rows(counted, "en")["value"].tolist() == ["80–<90", "90–100"]


def test_values_are_counted_with_the_interval_of_their_share(loaded):
    counted = count_external_distribution(loaded, "crlm_tcia", "preoperative_chemotherapy")
    table = distribution_table(counted, "en")
    assert table.iloc[:, 0].tolist() == ["Yes", "No"]
    # Wilson interval of 10 of 20 (0.2993 to 0.7007).
    assert table.iloc[0, 2] == "50.0% (29.9–70.1)"
    assert [note.split() for note in distribution_rows(counted, "en")["note"]] == [
        ["10", "(50.0%)"]
    ] * 2


def test_nobody_known_gives_an_empty_distribution(store, tmp_path):
    load_records(store, tmp_path, [invented_record(LIVER, 1, largest_lesion_mm="-999")])
    counted = count_external_distribution(store, "crlm_tcia", "largest_lesion_mm")
    assert (counted.bars, counted.known, counted.missing) == ((), 0, 1)
    assert distribution_rows(counted, "en").empty


@pytest.mark.parametrize(("language", "effect"), [("en", "Notice"), ("fr", "Information")])
def test_findings_of_the_load_are_told_in_the_readers_language(loaded, language, effect):
    table = finding_table(loaded, "crlm_tcia", language)
    assert table.iloc[0, 0] == effect
    assert table.iloc[0, 1].endswith("[EXT_CLOCK_HEPATECTOMY]")
