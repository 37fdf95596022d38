"""The recruitment of the trial: what is entered, what is aimed at, what is foretold."""

from dataclasses import dataclass, replace
from datetime import date

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
from synchronox_core.recruitment.history import History
from synchronox_core.services.recruitment.frames import (
    count_progress,
    describe_centres,
    entered_by,
    known_centres,
    read_history,
)
from synchronox_core.store import Store
from synchronox_core.store.recruitment_queries import read_recruitment

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
        patients: Patients entered by the cut, by cohort (``unknown``: outside the window).
        progress: Rows of ``count_progress``.
        centres: Rows of ``describe_centres``.
        screening: One row a centre, outcome and exclusion_reason up to the cut — persons.
        forecast: The forecast when all goes on as now; None when too few are included.
        scenario: The forecast under the scenario asked for; None without one.
        refusal: Why there is no forecast, or None.
    """

    as_of: date
    aim: Aim
    patients: dict[str, int]
    progress: pd.DataFrame
    centres: pd.DataFrame
    screening: pd.DataFrame
    forecast: Forecast | None = None
    scenario: Forecast | None = None
    refusal: ForecastError | None = None


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
    entered = entered_by(frames.inclusions, frames.as_of)
    patients = {str(cohort): int(n) for cohort, n in entered["cohort"].value_counts().items()}
    aim = _aim(patients.get(Cohort.RETROSPECTIVE, 0), settings, asked)
    centres = known_centres(frames)
    history = read_history(centres, frames.inclusions)
    found = Recruitment(
        as_of=frames.as_of,
        aim=aim,
        patients=patients,
        progress=count_progress(centres, entered, frames.as_of),
        centres=describe_centres(centres, entered, history, frames.as_of, aim.period),
        screening=frames.screening,
    )
    return _with_forecast(found, history, asked)


def _with_forecast(found: Recruitment, history: History, asked: RecruitmentQuestion) -> Recruitment:
    try:
        forecast = _forecast(history, found, asked.without_scenario)
    except ForecastError as refusal:
        return replace(found, refusal=refusal)
    is_changed = asked != asked.without_scenario
    scenario = _forecast(history, found, asked) if is_changed else None
    return replace(found, forecast=forecast, scenario=scenario)


def _aim(retrospective: int, settings: RecruitmentSettings, asked: RecruitmentQuestion) -> Aim:
    target = asked.target or settings.target or RECORD_TARGET
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
        horizon=horizon,
        scenario=Scenario(
            period=Period(last_day, last_diagnosis_day),
            centres_added=asked.centres_added,
            added_on=added_on,
            rate_factor=asked.rate_percent / 100,
        ),
    )
