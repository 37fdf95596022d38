"""Curves, medians and restricted means equal R's survival on six real data sets.

Values and the calls that made them: ``tests/reference/survival``. R leaves the interval undefined
while nothing has happened; there the curves here have the bounds of their start.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synchronox_core.statistics.competing_risks import estimate_cumulative_incidence
from synchronox_core.statistics.restricted_mean import (
    compute_restricted_mean_difference,
    estimate_restricted_mean,
)
from synchronox_core.statistics.survival import estimate_follow_up, estimate_kaplan_meier

FOLDER = Path(__file__).parent / "survival"
SETS = ("lung", "colon", "rotterdam", "gbsg", "pbc", "mgus2")
COMPETING = ("pbc", "mgus2")
WAYS = ("plain", "weighted", "late", "late_weighted")
TOLERANCE = 1e-6


@cache
def expected(file):
    return pd.read_csv(FOLDER / f"{file}.csv")


def expected_of(file, **where):
    frame = expected(file)
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame)
    return frame


def outcome(name, way, events):
    data = expected(name)
    return {
        "durations_months": data["time"].to_numpy(),
        "events": events(data["event"]).to_numpy(),
        "entries_months": data["entry"].to_numpy() if "late" in way else None,
        "weights": data["weight"].to_numpy() if "weighted" in way else None,
    }


def kaplan_meier(name, way):
    return estimate_kaplan_meier(**outcome(name, way, lambda event: event > 0))


def assert_equal(found, values):
    np.testing.assert_allclose(found, values, rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("way", WAYS)
def test_kaplan_meier_equals_r(name, way):
    curve, r = kaplan_meier(name, way), expected_of("kaplan_meier", set=name, way=way)
    rows = np.searchsorted(curve.times, r["time"])
    assert_equal(curve.times[rows], r["time"])
    assert_equal(curve.weighted_at_risk[rows], r["at_risk"])
    assert_equal(curve.weighted_events[rows], r["events"])
    assert_equal(curve.weighted_censored[rows], r["censored"])
    assert_equal(curve.survival[rows], r["survival"])
    # Once survival is 0, R gives an error of nothing with weights and none without.
    alive = r["survival"] > 0
    assert_equal(curve.std_err[rows][alive], r["std_err"][alive])
    assert np.isnan(curve.std_err[rows][~alive]).all()
    told = r["ci_low"].notna()
    assert told.sum() > 2
    assert_equal(curve.ci_low[rows][told], r["ci_low"][told])
    assert_equal(curve.ci_high[rows][told], r["ci_high"][told])


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("measure", ["survival", "follow_up"])
def test_medians_equal_r(name, way, measure):
    curve = kaplan_meier(name, way)
    found = curve.median if measure == "survival" else estimate_follow_up(curve)
    (r,) = expected_of("medians", set=name, way=way, measure=measure).itertuples()
    for value, other in ((found.months, r.median), (found.ci_low, r.ci_low)):
        assert value == pytest.approx(other, abs=TOLERANCE)
    assert (found.ci_high is None) == np.isnan(r.ci_high)
    assert found.ci_high is None or found.ci_high == pytest.approx(r.ci_high, abs=TOLERANCE)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("way", WAYS)
def test_restricted_means_equal_r(name, way):
    curve = kaplan_meier(name, way)
    for r in expected_of("restricted_means", set=name, way=way).itertuples():
        found = estimate_restricted_mean(curve, r.tau)
        assert found.mean == pytest.approx(r.mean, rel=TOLERANCE)
        assert found.std_err == pytest.approx(r.std_err, rel=TOLERANCE)


@pytest.mark.parametrize("name", COMPETING)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("cause", [1, 2])
def test_cumulative_incidence_equals_r(name, way, cause):
    asked = outcome(name, way, lambda event: event)
    asked["causes"] = asked.pop("events")
    curve = estimate_cumulative_incidence(**asked, cause=cause)
    r = expected_of("cumulative_incidence", set=name, way=way, cause=cause)
    rows = np.searchsorted(curve.times, r["time"])
    assert_equal(curve.times[rows], r["time"])
    assert_equal(curve.probability[rows], r["incidence"])
    assert_equal(curve.std_err[rows], r["std_err"])
    told = r["ci_low"].notna()
    assert told.sum() > 2
    assert_equal(curve.ci_low[rows][told], r["ci_low"][told])
    assert_equal(curve.ci_high[rows][told], r["ci_high"][told])


@pytest.mark.parametrize("case", expected("edge_cases")["case"].unique())
def test_edge_cases_are_those_of_r(case):
    rows, r = expected_of("edge_cases", case=case), expected_of("edge_curves", case=case)
    curve = estimate_kaplan_meier(rows["time"].to_numpy(), rows["event"].to_numpy())
    assert curve.times.tolist() == r["time"].tolist()
    assert curve.at_risk.tolist() == r["at_risk"].tolist()
    assert_equal(curve.survival, r["survival"])
    assert_equal(curve.std_err, r["std_err"])
    told = r["ci_low"].notna()
    assert_equal(curve.ci_low[told], r["ci_low"][told])
    assert_equal(curve.ci_high[told], r["ci_high"][told])


def test_difference_of_restricted_means_adds_the_variances():
    # lung, R: 200 days; means and errors of print(survfit(Surv(time, status) ~ sex), rmean = 200)
    data = expected("lung")
    by_sex = [
        estimate_restricted_mean(
            estimate_kaplan_meier(rows["time"].to_numpy(), rows["event"].to_numpy()), 200
        )
        for _, rows in data.groupby("sex")
    ]
    male, female = by_sex
    difference = compute_restricted_mean_difference(female, male)
    assert difference.mean == pytest.approx(female.mean - male.mean)
    assert difference.std_err**2 == pytest.approx(female.std_err**2 + male.std_err**2)
    assert difference.ci_high - difference.mean == pytest.approx(1.959964 * difference.std_err)
