"""The recruitment of the trial: what is entered, what is aimed at, what is foretold."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from synchronox_core.config import RecruitmentSettings
from synchronox_core.errors import ForecastError
from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.thresholds import (
    LAST_DIAGNOSIS_DAY,
    LAST_INCLUSION_DAY,
    RECORD_TARGET,
)
from synchronox_core.protocol.vocabulary import Cohort
from synchronox_core.recruitment.exposure import Period
from synchronox_core.recruitment.forecast import Forecast, build_forecast
from synchronox_core.recruitment.forecaster import Scenario
from synchronox_core.recruitment.history import Floats, History
from synchronox_core.store import Store
from synchronox_core.store.recruitment_queries import RecruitmentFrames, read_recruitment

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
NEW_CENTRE_MONTHS = 3
"""Months from the data cut to the planned opening of the centres a scenario adds."""


@dataclass(frozen=True)
class RecruitmentQuestion:
    """What is asked; None takes the setting of the installation, else the trial record's.

    Attributes:
        as_of: Data cut; None takes the one of the extract.
        target: Patients of both cohorts together.
        prospective_target: Patients of the prospective cohort.
        horizon: Day by which the target is to be reached; later than the last day of inclusion,
            inclusion is taken to be extended until then.
        centres_added: Centres opened in addition.
        rate_percent: Rate of every centre from the cut on, per cent of the present one.
        extended_months: Months by which inclusion and diagnosis are extended.
    """

    as_of: date | None = None
    target: int | None = None
    prospective_target: int | None = None
    horizon: date | None = None
    centres_added: int = 0
    rate_percent: int = 100
    extended_months: int = 0

    @property
    def without_scenario(self) -> "RecruitmentQuestion":
        """The same, going on as now."""
        return replace(self, centres_added=0, rate_percent=100, extended_months=0)


@dataclass(frozen=True)
class Aim:
    """What the prospective recruitment aims at.

    Attributes:
        target: Patients of both cohorts together.
        retrospective: Retrospective patients entered by the cut.
        prospective: Prospective patients aimed at.
        is_split_set: Whether the investigators fixed the prospective target; else it is the
            target less the retrospective patients.
        period: When inclusion is possible.
    """

    target: int
    retrospective: int
    prospective: int
    is_split_set: bool
    period: Period


@dataclass(frozen=True)
class Recruitment:
    """What is known of the recruitment at a data cut.

    Attributes:
        as_of: The data cut.
        aim: What is aimed at.
        centres: As in ``RecruitmentFrames``.
        inclusions: Inclusions entered by the cut, as in ``RecruitmentFrames``.
        screening: As in ``RecruitmentFrames``.
        forecast: The forecast when all goes on as now; None when too few are included.
        scenario: The forecast under the scenario asked for; None without one.
        refusal: Why there is no forecast, or None.
    """

    as_of: date
    aim: Aim
    centres: pd.DataFrame
    inclusions: pd.DataFrame
    screening: pd.DataFrame
    forecast: Forecast | None
    scenario: Forecast | None
    refusal: ForecastError | None


def build_recruitment(
    store: Store, settings: RecruitmentSettings, asked: RecruitmentQuestion
) -> Recruitment:
    """The recruitment in the extract in use, with its forecast.

    Args:
        store: The cohort store.
        settings: Targets and end of the recruitment in this installation.
        asked: What is asked.

    Raises:
        ForecastError: The data cut asked for is later than the one of the extract.
        StoreError: The store is empty or its current extract cannot be read.
    """
    frames = read_recruitment(store, asked.as_of)
    inclusions = entered_by(frames.inclusions, frames.as_of)
    aim = _aim(inclusions, settings, asked)
    found = Recruitment(
        frames.as_of, aim, frames.centres, inclusions, frames.screening, None, None, None
    )
    history = read_history(frames)
    try:
        forecast = _forecast(history, found, asked.without_scenario)
    except ForecastError as refusal:
        return replace(found, refusal=refusal)
    is_changed = asked != asked.without_scenario
    scenario = _forecast(history, found, asked) if is_changed else None
    return replace(found, forecast=forecast, scenario=scenario)


def entered_by(inclusions: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Inclusions of which the entry was made by a day; without a day of entry, made at once."""
    entered = inclusions[["entered_date", "inclusion_date"]].max(axis=1)
    return inclusions[entered <= pd.Timestamp(as_of)]


def read_history(frames: RecruitmentFrames) -> History:
    """The prospective recruitment as the forecast reads it.

    Args:
        frames: The recruitment of an extract.
    """
    found = frames.inclusions
    prospective = found[
        (found["cohort"] == Cohort.PROSPECTIVE.value) & found["inclusion_date"].notna()
    ]
    listed = frames.centres.set_index("centre_id")
    centres = listed.reindex(listed.index.union(pd.Index(prospective["centre_id"].unique())))
    return History(
        planned=_ordinals(centres["planned_open_date"]),
        opened=_ordinals(centres["open_date"]),
        closed=_ordinals(centres["close_date"]),
        centre=centres.index.get_indexer(pd.Index(prospective["centre_id"])).astype(np.int64),
        included=_ordinals(prospective["inclusion_date"]),
        entered=_ordinals(prospective["entered_date"]),
        diagnosed=_ordinals(prospective["rectal_diagnosis_date"]),
    )


def _aim(
    inclusions: pd.DataFrame, settings: RecruitmentSettings, asked: RecruitmentQuestion
) -> Aim:
    target = asked.target or settings.target or RECORD_TARGET
    retrospective = int((inclusions["cohort"] == Cohort.RETROSPECTIVE.value).sum())
    # The split of the installation says nothing about another target asked for.
    split = asked.prospective_target or (None if asked.target else settings.prospective_target)
    return Aim(
        target=target,
        retrospective=retrospective,
        prospective=max(target - retrospective, 0) if split is None else split,
        is_split_set=split is not None,
        period=Period(settings.last_inclusion_day or LAST_INCLUSION_DAY, LAST_DIAGNOSIS_DAY),
    )


def _forecast(history: History, found: Recruitment, asked: RecruitmentQuestion) -> Forecast:
    planned = found.aim.period
    extended = add_months(planned.last_day, asked.extended_months)
    horizon = asked.horizon or extended
    last_day = max(horizon, extended)
    # Patients of the added months are diagnosed in added months too.
    last_diagnosis_day = planned.last_diagnosis_day + (last_day - planned.last_day)
    added_on = add_months(found.as_of, NEW_CENTRE_MONTHS) if asked.centres_added else None
    return build_forecast(
        history,
        found.as_of,
        target=found.aim.prospective,
        period=planned,
        scenario=Scenario(
            period=Period(last_day, last_diagnosis_day),
            centres_added=asked.centres_added,
            added_on=added_on,
            rate_factor=asked.rate_percent / 100,
        ),
        horizon=horizon,
    )


def _ordinals(days: "pd.Series[pd.Timestamp]") -> Floats:
    since_epoch = (pd.to_datetime(days) - pd.Timestamp(0)) / pd.Timedelta(days=1)
    return np.asarray(since_epoch, dtype=np.float64) + EPOCH_ORDINAL
