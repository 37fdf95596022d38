"""Kaplan-Meier equals lifelines, itself equal to R's survival, on the real data it ships."""

import numpy as np
import pytest
from lifelines import KaplanMeierFitter, datasets

from synchronox_core.statistics.survival import estimate_kaplan_meier

OUTCOMES = {
    "lung": (datasets.load_lung, "time", "status"),
    "rossi": (datasets.load_rossi, "week", "arrest"),
    "gbsg2": (datasets.load_gbsg2, "time", "cens"),
    "waltons": (datasets.load_waltons, "T", "E"),
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_survival_and_interval_equal_lifelines(name):
    load, time, event = OUTCOMES[name]
    frame = load()
    curve = estimate_kaplan_meier(frame[time].to_numpy(), frame[event].to_numpy())
    fitted = KaplanMeierFitter().fit(frame[time], frame[event])
    expected = fitted.survival_function_.loc[curve.times].iloc[:, 0].to_numpy()
    np.testing.assert_allclose(curve.survival, expected, atol=1e-12)
    interval = fitted.confidence_interval_.loc[curve.times]
    told = (curve.survival > 0) & (curve.survival < 1)
    np.testing.assert_allclose(curve.ci_low[told], interval.iloc[:, 0][told], atol=1e-9)
    np.testing.assert_allclose(curve.ci_high[told], interval.iloc[:, 1][told], atol=1e-9)


@pytest.mark.parametrize("name", OUTCOMES)
def test_median_and_numbers_at_risk_equal_lifelines(name):
    load, time, event = OUTCOMES[name]
    frame = load()
    curve = estimate_kaplan_meier(frame[time].to_numpy(), frame[event].to_numpy())
    fitted = KaplanMeierFitter().fit(frame[time], frame[event])
    expected = fitted.median_survival_time_
    assert curve.median.months == (None if np.isinf(expected) else expected)
    assert fitted.event_table["at_risk"].loc[curve.times].tolist() == curve.at_risk.tolist()
