"""What a forecast says of simple trials."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from synchronox_core.errors import ForecastError
from synchronox_core.protocol.calendar import add_months
from synchronox_core.recruitment.exposure import Period
from synchronox_core.recruitment.forecast import build_forecast
from synchronox_core.recruitment.forecaster import Forecaster, Scenario
from synchronox_core.recruitment.pace import check_drift, measure_pace
from tests.lib.histories import FIRST, UNKNOWN, history

YEAR = add_months(FIRST, 12)
PERIOD = Period.open_until(add_months(FIRST, 36))


def even_trial(days=365, every=10, **options):
    """Four centres open from the first day; one after the other includes every ten days."""
    inclusions = [(number % 4, day) for number, day in enumerate(range(0, days, every))]
    return history([0, 0, 0, 0], inclusions, **options)


def test_even_pace_goes_on():
    q = Forecaster(even_trial(), YEAR, PERIOD).count_by([add_months(YEAR, 12)])[0]
    assert q.median == pytest.approx(73, abs=2)
    assert q.low_95 < q.low_80 < q.median < q.high_80 < q.high_95


def test_date_and_probability_of_the_target_agree():
    forecaster = Forecaster(even_trial(), YEAR, PERIOD)
    dates = forecaster.target_dates(60)
    for level, day in ((0.025, dates.low_95), (0.1, dates.low_80), (0.5, dates.median)):
        assert forecaster.probability_of(60, day) == pytest.approx(level, abs=0.02)
    for level, day in ((0.9, dates.high_80), (0.975, dates.high_95)):
        assert forecaster.probability_of(60, day) == pytest.approx(level, abs=0.02)


def test_target_already_reached_has_the_day_of_its_last_inclusion():
    forecaster = Forecaster(even_trial(), YEAR, PERIOD)
    dates = forecaster.target_dates(10)
    assert {dates.low_95, dates.median, dates.high_95} == {FIRST + timedelta(days=90)}
    assert forecaster.probability_of(10, FIRST + timedelta(days=89)) == 0
    assert forecaster.probability_of(10, FIRST + timedelta(days=90)) == 1


def test_inclusions_entered_after_the_cut_are_not_known():
    forecaster = Forecaster(even_trial(entry_delay=30), YEAR, PERIOD)
    assert forecaster.patients == 34
    # The delay is known, so that about three inclusions of the last 30 days are to come.
    assert forecaster.expected_not_entered == pytest.approx(3, abs=0.5)
    q = forecaster.count_by([add_months(YEAR, 12)])[0]
    assert q.median == pytest.approx(73, abs=3)


def test_fewer_than_three_inclusions_are_refused_with_their_number():
    with pytest.raises(ForecastError) as refusal:
        Forecaster(history([0], [(0, 1), (0, 2)]), YEAR, PERIOD)
    assert refusal.value.values["count"] == 2


def test_period_that_ended_before_the_first_opening_is_refused():
    ended = Period.open_until(FIRST - timedelta(days=1))
    with pytest.raises(ForecastError) as refusal:
        Forecaster(even_trial(), YEAR, ended)
    assert refusal.value.key == "recruitment.never_open"


def test_probability_stays_within_its_bounds():
    forecaster = Forecaster(even_trial(), YEAR, PERIOD)
    for target in (38, 60, 110, 5000):
        for by in (YEAR + timedelta(days=1), PERIOD.last_day, add_months(FIRST, 400)):
            assert 0 <= forecaster.probability_of(target, by) <= 1


def test_two_more_centres_of_four_and_half_the_rate_change_the_count():
    by = [add_months(YEAR, 24)]
    usual = Forecaster(even_trial(), YEAR, PERIOD).count_by(by)[0].median - 37
    half = Scenario(rate_factor=0.5)
    assert Forecaster(even_trial(), YEAR, PERIOD, half).count_by(by)[0].median - 37 == (
        pytest.approx(usual / 2, abs=2)
    )
    more = Scenario(centres_added=2, added_on=YEAR)
    added = Forecaster(even_trial(), YEAR, PERIOD, more).count_by(by)[0].median - 37
    assert usual * 1.35 < added < usual * 1.55


def test_extension_adds_the_months_at_the_end():
    longer = Scenario(period=Period.open_until(add_months(FIRST, 48)))
    last = add_months(FIRST, 48)
    closed = Forecaster(even_trial(), YEAR, PERIOD).count_by([last])[0].median
    assert closed == pytest.approx(37 + 73, abs=3)
    assert Forecaster(even_trial(), YEAR, PERIOD, longer).count_by([last])[0].median == (
        pytest.approx(37 + 110, abs=4)
    )


def test_same_forecast_for_another_order_of_the_centres():
    known = even_trial()
    turned = replace(known, centre=3 - known.centre)
    by = [add_months(YEAR, 6)]
    assert Forecaster(turned, YEAR, PERIOD).count_by(by) == (
        Forecaster(known, YEAR, PERIOD).count_by(by)
    )


def test_pace_is_counted_over_the_last_six_months():
    pace = measure_pace(Forecaster(even_trial(), YEAR, PERIOD), 110)
    assert pace.patients == 18
    assert pace.observed == pytest.approx(3.0, abs=0.05)
    # Garwood's interval of 18 events: 10.67 to 28.45.
    assert (pace.ci_low, pace.ci_high) == pytest.approx((10.67 / 6, 28.45 / 6), abs=0.02)
    assert (pace.missing, pace.needed) == (73, pytest.approx(73 / 24, abs=0.01))


def test_even_pace_has_not_changed():
    drift = check_drift(Forecaster(even_trial(), YEAR, PERIOD))
    assert drift.expected == pytest.approx(18.5, abs=0.3)
    assert not drift.has_changed


def test_recruitment_that_stopped_has_changed():
    drift = check_drift(Forecaster(even_trial(days=180, every=5), YEAR, PERIOD))
    assert (drift.observed, drift.has_changed) == (0, True)


def test_change_is_not_judged_when_few_are_expected():
    drift = check_drift(Forecaster(even_trial(every=60), YEAR, PERIOD))
    assert (drift.p_value, drift.has_changed) == (None, False)


def test_earlier_forecasts_use_what_was_known_then():
    found = build_forecast(even_trial(), YEAR, target=100, period=PERIOD, horizon=PERIOD.last_day)
    assert [(past.months_ago, past.as_of) for past in found.backtest] == [
        (3, date(2027, 1, 1)),
        (6, date(2026, 10, 1)),
        (12, date(2026, 4, 1)),
    ]
    three, six, twelve = found.backtest
    assert three.is_within_80
    assert six.is_within_95
    assert (twelve.patients, twelve.is_within_80, twelve.is_within_95) == (None, None, None)


def test_fan_is_monthly_to_the_last_day_and_never_falls():
    found = build_forecast(even_trial(), YEAR, target=100, period=PERIOD, horizon=PERIOD.last_day)
    assert [point.day for point in found.fan] == [add_months(YEAR, n) for n in range(1, 25)]
    for name in ("low_95", "low_80", "median", "high_80", "high_95"):
        assert np.all(np.diff([getattr(point.patients, name) for point in found.fan]) >= 0)


def test_cut_after_the_last_day_has_no_fan():
    found = build_forecast(
        even_trial(), YEAR, target=100, period=Period.open_until(YEAR), horizon=YEAR
    )
    assert found.fan == ()
    assert found.pace.needed is None
    assert found.target_probability == 0


def test_centre_that_included_before_its_recorded_opening_opened_with_it():
    known = history([UNKNOWN, 50], [(0, 20), (1, 10)]).known_on(FIRST.toordinal() + 60)
    assert (known.opened - FIRST.toordinal()).tolist() == [20, 10]
