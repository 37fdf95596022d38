"""The forecast of a trial: fan, date of the target, chance of reaching it, and its own record."""

from dataclasses import dataclass
from datetime import date

from synchronox_core.errors import ForecastError
from synchronox_core.protocol.calendar import add_months
from synchronox_core.recruitment.exposure import Period
from synchronox_core.recruitment.forecaster import (
    Forecaster,
    Quantiles,
    Scenario,
    TargetDates,
)
from synchronox_core.recruitment.history import History
from synchronox_core.recruitment.pace import Drift, Pace, check_drift, measure_pace

BACKTEST_MONTHS = (3, 6, 12)
"""Ages of the earlier forecasts that are compared with what happened."""

MOST_FAN_MONTHS = 240


@dataclass(frozen=True)
class FanPoint:
    """The forecast count at one day.

    Attributes:
        day: The day.
        patients: Inclusions by then.
    """

    day: date
    patients: Quantiles


@dataclass(frozen=True)
class EarlierForecast:
    """What the forecast of an earlier day said of the data cut.

    Attributes:
        months_ago: Its age, months.
        as_of: Its day.
        patients: Forecast inclusions by the cut; None when too few were known for a forecast.
        observed: Inclusions by the cut, as far as they are entered.
    """

    months_ago: int
    as_of: date
    patients: Quantiles | None
    observed: int

    @property
    def is_within_80(self) -> bool | None:
        """Whether the 80 % interval holds the inclusions observed; None without a forecast."""
        found = self.patients
        return None if found is None else found.low_80 <= self.observed <= found.high_80

    @property
    def is_within_95(self) -> bool | None:
        """Whether the 95 % interval holds the inclusions observed; None without a forecast."""
        found = self.patients
        return None if found is None else found.low_95 <= self.observed <= found.high_95


@dataclass(frozen=True)
class Forecast:
    """The forecast of the prospective recruitment.

    Attributes:
        as_of: Data cut.
        target: Prospective inclusions aimed at.
        patients: Prospective inclusions entered by the cut.
        not_entered: Expected inclusions by the cut that are not entered yet.
        fan: Monthly from the cut to the last day of inclusion; empty when that is past.
        target_dates: When the target is reached if inclusion stays open.
        horizon: Day of ``target_probability``.
        target_probability: Probability of reaching the target by the horizon (0-1).
        pace: Observed and needed.
        drift: Whether the pace has changed.
        backtest: Earlier forecasts of the count at the cut.
    """

    as_of: date
    target: int
    patients: int
    not_entered: float
    fan: tuple[FanPoint, ...]
    target_dates: TargetDates
    horizon: date
    target_probability: float
    pace: Pace
    drift: Drift
    backtest: tuple[EarlierForecast, ...]


def build_forecast(
    history: History,
    as_of: date,
    *,
    target: int,
    period: Period,
    horizon: date,
    scenario: Scenario | None = None,
) -> Forecast:
    """The forecast from what was known at a data cut.

    Args:
        history: Prospective recruitment; what was not known at the cut is left out.
        as_of: Data cut.
        target: Prospective inclusions aimed at.
        period: When inclusion is possible.
        horizon: Day of the probability of reaching the target.
        scenario: What changes from the cut on.

    Raises:
        ForecastError: Too few inclusions are known for a forecast.
    """
    forecaster = Forecaster(history, as_of, period, scenario)
    return Forecast(
        as_of=as_of,
        target=target,
        patients=forecaster.patients,
        not_entered=forecaster.expected_not_entered,
        fan=_fan(forecaster),
        target_dates=forecaster.target_dates(target),
        horizon=horizon,
        target_probability=forecaster.probability_of(target, horizon),
        pace=measure_pace(forecaster, target),
        drift=check_drift(forecaster),
        backtest=tuple(_look_back(history, as_of, period, months) for months in BACKTEST_MONTHS),
    )


def _fan(forecaster: Forecaster) -> tuple[FanPoint, ...]:
    as_of, last_day = forecaster.as_of, forecaster.period.last_day
    if as_of >= last_day:
        return ()
    months = range(1, MOST_FAN_MONTHS)
    days = [day for day in (add_months(as_of, month) for month in months) if day < last_day]
    days.append(last_day)
    found = forecaster.count_by(days)
    return tuple(FanPoint(day, patients) for day, patients in zip(days, found, strict=True))


def _look_back(history: History, as_of: date, period: Period, months: int) -> EarlierForecast:
    earlier = add_months(as_of, -months)
    observed = int(history.known_on(as_of.toordinal()).included.size)
    try:
        found = Forecaster(history, earlier, period).count_by([as_of])[0]
    except ForecastError:
        return EarlierForecast(months, earlier, None, observed)
    return EarlierForecast(months, earlier, found, observed)
