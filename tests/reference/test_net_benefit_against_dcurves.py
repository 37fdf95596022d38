"""Net benefit equals that of dcurves, the package of the method's authors, on the same patients."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from dcurves import dca

from synchronox_core.prediction.penalised import fit_unpenalised, predict_log_odds, to_probability
from synchronox_core.prediction.performance import compute_net_benefit

PATIENTS = Path(__file__).parent / "prediction" / "patients.csv"
THRESHOLDS = np.arange(5, 96, 5) / 100


@pytest.fixture(scope="module")
def patients():
    """Predicted probability and outcome of 300 patients; one stands exactly on a threshold."""
    table = np.loadtxt(PATIENTS, delimiter=",", skiprows=1)
    columns, outcome = table[:, :-1], table[:, -1]
    fit = fit_unpenalised(columns, outcome, np.ones(len(outcome)))
    probability = to_probability(predict_log_odds(columns, fit))
    probability[0] = 0.5
    return probability, outcome


def ask_dcurves(probability, outcome):
    found = dca(
        data=pd.DataFrame({"model": probability, "outcome": outcome}),
        outcome="outcome",
        modelnames=["model"],
        thresholds=THRESHOLDS,
    )
    curves = found.pivot_table(index="threshold", columns="model", values="net_benefit")
    np.testing.assert_allclose(curves.index, THRESHOLDS)
    return curves


def test_net_benefit_of_the_model_and_of_treating_all_equals_dcurves(patients):
    probability, outcome = patients
    expected, weight = ask_dcurves(probability, outcome), np.ones(len(outcome))
    found = compute_net_benefit(probability, outcome, weight, THRESHOLDS)
    everybody = compute_net_benefit(np.ones(len(outcome)), outcome, weight, THRESHOLDS)
    np.testing.assert_allclose(found, expected["model"], atol=1e-12)
    np.testing.assert_allclose(everybody, expected["all"], atol=1e-12)


def test_a_patient_of_weight_three_counts_as_three_patients_of_dcurves(patients):
    probability, outcome = patients
    weight = 1 + np.arange(len(outcome)) % 3
    expected = ask_dcurves(np.repeat(probability, weight), np.repeat(outcome, weight))
    found = compute_net_benefit(probability, outcome, weight.astype(float), THRESHOLDS)
    np.testing.assert_allclose(found, expected["model"], atol=1e-12)
