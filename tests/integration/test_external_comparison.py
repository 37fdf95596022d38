"""The gate on real published patients: what stays unbalanced is withheld."""

import numpy as np
import pytest

from synchronox_core.services.comparisons.decision_covariates import build_covariates, place_codes
from synchronox_core.services.external.cohorts import load_external_cohort
from synchronox_core.services.external.comparisons import EXTERNAL_DESIGNS, compare_external
from synchronox_core.statistics.balance import compute_balance
from synchronox_core.statistics.design import Design, build_balance_columns
from synchronox_core.statistics.diagnostics import diagnose_balance
from synchronox_core.statistics.regression import fit_logistic
from synchronox_core.statistics.weighting import compute_weights
from synchronox_core.store import open_store
from synchronox_core.store.external_queries import external_patients

CHEMOTHERAPY = ("with_chemotherapy", "without_chemotherapy")


@pytest.fixture(scope="module")
def loaded(public_data, tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("published") / "store")
    for name in EXTERNAL_DESIGNS:
        load_external_cohort(name, public_data / name, store)
    return store


def test_extrahepatic_disease_stays_unbalanced_as_published_and_fails_the_gate(loaded):
    # README of the data: plain weights on ten covariates leave .281 at .254.
    patients = external_patients(loaded, "crlm_tcia")
    rules = [rule for rule in EXTERNAL_DESIGNS["crlm_tcia"].covariates if not rule.is_log]
    assert len(rules) == 10
    covariates = build_covariates(patients, rules)
    scaled = np.column_stack([covariate.scaled for covariate in covariates])
    _, raw = build_balance_columns(covariates, scaled)
    columns = np.column_stack([np.ones(len(raw)), (raw - raw.mean(0)) / raw.std(0)])
    arm = place_codes(patients["preoperative_chemotherapy"], ("yes", "no"))
    fit = fit_logistic(Design(columns, np.zeros(11)), arm, 2)
    weights, _ = compute_weights(fit.probability, arm, "iptw")
    balance = compute_balance(covariates, scaled, arm, weights)
    left = {item.covariate: item for item in balance}["extrahepatic_mets"]
    assert left.before == pytest.approx(0.281, abs=0.003)
    assert left.after == pytest.approx(0.254, abs=0.002)
    assert diagnose_balance(balance)[0].verdict == "fail"


def test_inverse_probability_weights_are_withheld_and_overlap_weights_are_not(loaded):
    withheld = compare_external(loaded, "crlm_tcia", CHEMOTHERAPY, "iptw").comparison
    assert withheld.patients == {"with_chemotherapy": 122, "without_chemotherapy": 75}
    assert [item.name for item in withheld.withheld_because] == ["largest_imbalance"]
    assert max(withheld.balance, key=lambda item: item.after).covariate == "extrahepatic_mets"
    assert withheld.estimate is None
    assert withheld.naive is not None
    shown = compare_external(loaded, "crlm_tcia", CHEMOTHERAPY, "overlap").comparison
    assert shown.withheld_because == ()
    # The published hazard ratio is above 1: less time without recurrence with chemotherapy.
    assert shown.estimate.difference < 0


@pytest.mark.parametrize("other", ["crt_consolidation", "crt_only"])
def test_rectal_groups_add_up_and_balance(loaded, other):
    found = compare_external(loaded, "rectal_msk", ("induction_crt", other), "overlap")
    assert found.attrition.persons == 259
    assert found.attrition.steps[-1].remaining == sum(found.comparison.patients.values())
    assert found.comparison.withheld_because == ()


def test_nine_patients_are_too_few_to_compare(loaded):
    arms = ("induction_crt", "chemo_only")
    thin = compare_external(loaded, "rectal_msk", arms, "overlap").comparison
    assert thin.estimate is None
    assert "patients" in {item.name for item in thin.withheld_because}
