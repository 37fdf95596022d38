"""Performance and its optimism equal those of R's rms, on the same patients and resamples.

``prediction/optimism.R`` drew the patients and the resamples and wrote the expected figures with
R 4.2.2 and rms 6.5.0; R is no dependency of the project.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from synchronox_core.prediction.bootstrap import Replicates
from synchronox_core.prediction.penalised import fit_unpenalised, predict_log_odds
from synchronox_core.prediction.performance import Performance, measure_performance

FOLDER = Path(__file__).parent / "prediction"


def read_numbers(name, skipped):
    return np.loadtxt(FOLDER / name, delimiter=",", skiprows=skipped)


@pytest.fixture(scope="module")
def replicates():
    patients = read_numbers("patients.csv", 1)
    columns, outcome, ones = patients[:, :-1], patients[:, -1], np.ones(len(patients))

    def measure(coefficients, rows):
        log_odds = predict_log_odds(columns[rows], coefficients)
        return measure_performance(log_odds, outcome[rows], ones)

    everybody = np.arange(len(patients))
    resamples = read_numbers("resamples.csv", 0).astype(int)
    fits = [fit_unpenalised(columns[rows], outcome[rows], ones) for rows in resamples]
    apparent = measure(fit_unpenalised(columns, outcome, ones), everybody)
    return apparent, Replicates(
        headline=np.array(fits),
        strategies=np.empty((len(fits), 0)),
        resampled=np.array([measure(f, r) for f, r in zip(fits, resamples, strict=True)]),
        original=np.array([measure(fit, everybody) for fit in fits]),
    )


@pytest.mark.parametrize("measure", Performance._fields)
def test_apparent_optimism_and_corrected_figure_equal_rms(replicates, measure):
    apparent, found = replicates
    optimism = getattr(found.optimism, measure)
    with (FOLDER / "expected.csv").open(encoding="utf-8") as file:
        expected = {row["measure"]: row for row in csv.DictReader(file)}[measure]
    assert getattr(apparent, measure) == pytest.approx(float(expected["apparent"]), abs=1e-3)
    assert optimism == pytest.approx(float(expected["optimism"]), abs=1e-3)
    assert getattr(apparent, measure) - optimism == pytest.approx(
        float(expected["corrected"]), abs=1e-3
    )
