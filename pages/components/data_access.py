"""The only place of the pages that opens the store and caches what a service answers.

Answers are kept by store, version of its pointer and question, all plain values: a new extract,
a roll-back or an erasure changes the version, and nothing old is served again.
"""

import os
from collections.abc import Callable, Hashable
from pathlib import Path
from types import FunctionType
from typing import TypeVar

import pandas as pd
import streamlit as st

from synchronox_core.config import RecruitmentSettings, Settings
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services import outcomes as outcome_service
from synchronox_core.services.care import Care, build_care
from synchronox_core.services.centre_questions import Question, list_questions
from synchronox_core.services.cohort_filters import CohortFilter, centre_names
from synchronox_core.services.comparisons import (
    StrategyComparison,
    StrategyQuestion,
    compare_planned,
)
from synchronox_core.services.data_quality import DataQuality, build_data_quality, find_missing
from synchronox_core.services.external_comparisons import ExternalComparison, compare_external
from synchronox_core.services.outcomes import Outcomes, ReadingOutcome
from synchronox_core.services.overview import Overview, build_overview
from synchronox_core.services.patient_file import PatientFile, read_patient_file
from synchronox_core.services.quality_changes import Changes, earlier_extracts, find_changes
from synchronox_core.services.recruitment import (
    Recruitment,
    RecruitmentQuestion,
    build_recruitment,
)
from synchronox_core.services.survival_analysis import (
    SurvivalAnalysis,
    SurvivalQuestion,
)
from synchronox_core.services.survival_hazards import GroupHazards, estimate_hazards
from synchronox_core.services.survival_weights import analyse_weighted_survival
from synchronox_core.store import Extract, Store, open_store

Answer = TypeVar("Answer")

ANSWERS_KEPT = 128
"""Answers a cache keeps; an overview takes about 60 kB."""


def settings() -> Settings:
    """Settings of this installation."""
    return Settings.from_environ(os.environ)


def store() -> Store:
    """The cohort store of this installation."""
    return open_store(settings().store_directory)


def current_extract() -> Extract | None:
    """The extract in use, or None while the store is empty.

    Raises:
        StoreError: The store cannot be read.
    """
    return store().catalogue().current


def centres() -> dict[str, str]:
    """Names of the centres with patients, by code."""
    return _centres(*_state())


def overview(asked: CohortFilter) -> Overview:
    """The overview of the patients a filter keeps.

    Raises:
        StoreError: The store cannot be read.
    """
    return _overview(*_state(), asked)


def care(asked: CohortFilter, *, is_mature_only: bool) -> Care:
    """How the patients a filter keeps were treated.

    Args:
        asked: Which patients.
        is_mature_only: The pathway counts only those whose month 18 has passed at the data cut.

    Raises:
        StoreError: The store cannot be read.
    """
    return _care(*_state(), asked, is_mature_only)


def patient_file(patient_id: str) -> PatientFile:
    """Everything on record about a patient.

    Raises:
        StoreError: No such patient, or the store cannot be read.
    """
    return _patient_file(*_state(), patient_id)


def is_answered_at_once(readings: ProtocolSettings) -> bool:
    """Whether the answers under these readings need no long derivation.

    Raises:
        StoreError: The store cannot be read.
    """
    return outcome_service.is_answered_at_once(store(), readings)


def outcomes(asked: CohortFilter, readings: ProtocolSettings) -> Outcomes:
    """The outcome measures of the patients a filter keeps.

    Raises:
        StoreError: The store cannot be read.
    """
    return _outcomes(*_state(), asked, readings)


def compared_readings(
    asked: CohortFilter, readings: ProtocolSettings
) -> tuple[ReadingOutcome, ...]:
    """The primary outcome under each reading that can change it.

    Raises:
        StoreError: The store cannot be read.
    """
    return _compared_readings(*_state(), asked, readings)


def comparison(
    asked: CohortFilter, readings: ProtocolSettings, question: StrategyQuestion
) -> StrategyComparison:
    """Two strategies compared as planned, with the analytic interval.

    Raises:
        StoreError: The store cannot be read.
        UsageError: The strategies are one, or the method does not suit the outcome.
    """
    return _comparison(*_state(), asked, readings, question)


def external_comparison(name: str, question: StrategyQuestion) -> ExternalComparison:
    """Two treatments compared in a public cohort.

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
        UsageError: As for ``comparison``.
    """
    return _external_comparison(*_state(), name, question)


def computation_key(*question: Hashable) -> Hashable:
    """Key of a long computation: the store, the version of its pointer, and the question."""
    return (*_state(), *question)


def survival(question: SurvivalQuestion) -> SurvivalAnalysis:
    """The survival of the patients a filter keeps.

    Raises:
        StoreError: The store cannot be read.
    """
    return _survival(*_state(), question)


def hazards(analysis: SurvivalAnalysis) -> GroupHazards:
    """The hazard ratios between the groups of an analysis.

    Raises:
        StoreError: The store cannot be read.
    """
    return _hazards(*_state(), analysis.question, tuple(analysis.groups))


def recruitment(asked: RecruitmentQuestion) -> Recruitment:
    """The recruitment and its forecast.

    Raises:
        StoreError: The store cannot be read.
    """
    return _recruitment(*_state(), settings().recruitment, asked)


def quality() -> DataQuality:
    """The quality of the data.

    Raises:
        StoreError: The store cannot be read.
    """
    return _answer(*_state(), build_data_quality)


def missing(table: str, column: str, centre_id: str | None) -> pd.DataFrame:
    """Where a variable is expected and missing.

    Raises:
        StoreError: The store cannot be read.
    """
    return _answer(*_state(), find_missing, table, column, centre_id)


def questions(centre_id: str, language: str) -> tuple[Question, ...]:
    """The questions to a centre, in one language.

    Raises:
        StoreError: The store cannot be read.
    """
    return _answer(*_state(), list_questions, centre_id, language)


def numbers_of_earlier_extracts() -> list[int]:
    """Numbers of the extracts before the one in use, the latest first.

    Raises:
        StoreError: The store cannot be read.
    """
    return earlier_extracts(store())


def changes(earlier: int) -> Changes:
    """What changed since an earlier extract.

    Raises:
        StoreError: The store cannot be read.
    """
    return _answer(*_state(), find_changes, earlier)


def _state() -> tuple[str, str]:
    return str(settings().store_directory), store().version()


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _centres(directory: str, version: str) -> dict[str, str]:  # noqa: ARG001 (part of the key)
    return centre_names(open_store(Path(directory)))


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _overview(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    asked: CohortFilter,
) -> Overview:
    return build_overview(open_store(Path(directory)), asked)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _patient_file(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    patient_id: str,
) -> PatientFile:
    return read_patient_file(open_store(Path(directory)), patient_id)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _outcomes(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    asked: CohortFilter,
    readings: ProtocolSettings,
) -> Outcomes:
    return outcome_service.build_outcomes(open_store(Path(directory)), asked, readings)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _compared_readings(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    asked: CohortFilter,
    readings: ProtocolSettings,
) -> tuple[ReadingOutcome, ...]:
    return outcome_service.compare_readings(open_store(Path(directory)), asked, readings)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _care(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    asked: CohortFilter,
    is_mature_only: bool,
) -> Care:
    return build_care(open_store(Path(directory)), asked, is_mature_only=is_mature_only)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _comparison(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    asked: CohortFilter,
    readings: ProtocolSettings,
    question: StrategyQuestion,
) -> StrategyComparison:
    return compare_planned(open_store(Path(directory)), asked, readings, question)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _external_comparison(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    name: str,
    question: StrategyQuestion,
) -> ExternalComparison:
    return compare_external(open_store(Path(directory)), name, question.arms, question.method)


def _survival(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    question: SurvivalQuestion,
) -> SurvivalAnalysis:
    return analyse_weighted_survival(open_store(Path(directory)), question)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _hazards(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    question: SurvivalQuestion,
    groups: tuple[str, ...],
) -> GroupHazards:
    return estimate_hazards(open_store(Path(directory)), question, groups)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _recruitment(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    aims: RecruitmentSettings,
    asked: RecruitmentQuestion,
) -> Recruitment:
    return build_recruitment(open_store(Path(directory)), aims, asked)


def _name(service: FunctionType) -> str:
    return f"{service.__module__}.{service.__qualname__}"


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False, hash_funcs={FunctionType: _name})
def _answer(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    service: Callable[..., Answer],
    *question: object,
) -> Answer:
    return service(open_store(Path(directory)), *question)
