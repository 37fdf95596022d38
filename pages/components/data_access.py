"""The only place of the pages that opens the store and caches what a service answers.

Answers are kept by store, version of its pointer and question, all plain values: a new extract,
a roll-back or an erasure changes the version, and nothing old is served again.
"""

import os
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from synchronox_core.config import Settings
from synchronox_core.prediction.factors import FactorTable
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.cohort.care import build_care
from synchronox_core.services.cohort.filters import centre_names
from synchronox_core.services.cohort.overview import build_overview
from synchronox_core.services.comparisons.planned import StrategyQuestion, compare_planned
from synchronox_core.services.external.comparisons import ExternalComparison, compare_external
from synchronox_core.services.outcomes import measures as outcome_service
from synchronox_core.services.outcomes.factors import read_factors
from synchronox_core.services.patients.file import read_patient_file
from synchronox_core.services.prediction.model_folder import read_models_state
from synchronox_core.services.prediction.model_here import ModelHere, judge_model_here
from synchronox_core.services.prediction.planned_courses import (
    read_exported_courses,
    read_planned_courses,
)
from synchronox_core.services.prediction.predictor import Predictor, open_predictor
from synchronox_core.services.quality.centre_questions import list_questions
from synchronox_core.services.quality.changes import find_changes
from synchronox_core.services.quality.review import build_data_quality, find_missing
from synchronox_core.services.recruitment.outlook import (
    Recruitment,
    RecruitmentQuestion,
    build_recruitment,
)
from synchronox_core.services.survival.analysis import SurvivalAnalysis
from synchronox_core.services.survival.hazards import GroupHazards, estimate_hazards
from synchronox_core.services.survival.weights import analyse_weighted_survival
from synchronox_core.store import Extract, Store, open_store

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

ANSWERS_KEPT = 128
"""Answers a cache keeps; an overview takes about 60 kB."""

PREDICTORS_KEPT = 2
"""Models kept open with the patients they compare with."""


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


def _state() -> tuple[str, str]:
    return str(settings().store_directory), store().version()


def _kept(ask: Callable[Concatenate[Store, Asked], Answer]) -> Callable[Asked, Answer]:
    """A question to the store whose answers are kept; who asks leaves the store out."""

    def answer(
        directory: str,
        version: str,  # noqa: ARG001 (part of the key)
        *asked: Asked.args,
        **named: Asked.kwargs,
    ) -> Answer:
        return ask(open_store(Path(directory)), *asked, **named)

    # Streamlit tells the caches of two functions apart by this name.
    answer.__qualname__ = f"{ask.__module__}.{ask.__qualname__}"
    kept: Callable[..., Answer] = st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)(
        answer
    )

    def ask_kept(*asked: Asked.args, **named: Asked.kwargs) -> Answer:
        return kept(*_state(), *asked, **named)

    return ask_kept


centres = _kept(centre_names)
"""Names of the centres with patients, by code."""

overview = _kept(build_overview)
"""The overview of the patients a filter keeps."""

care = _kept(build_care)
"""How the patients a filter keeps were treated."""

patient_file = _kept(read_patient_file)
"""Everything on record about a patient."""

outcomes = _kept(outcome_service.build_outcomes)
"""The outcome measures of the patients a filter keeps, under some readings."""

compared_readings = _kept(outcome_service.compare_readings)
"""The primary outcome under each reading that can change it."""

comparison = _kept(compare_planned)
"""Two strategies compared as planned, with the analytic interval."""

survival = _kept(analyse_weighted_survival)
"""The survival of the patients a filter keeps."""

quality = _kept(build_data_quality)
"""The quality of the data."""

missing = _kept(find_missing)
"""Where a variable is expected and missing."""

questions = _kept(list_questions)
"""The questions to a centre, in one language."""

changes = _kept(find_changes)
"""What changed since an earlier extract."""

planned_courses = _kept(read_planned_courses)
"""What followed each planned strategy in the extract in use."""

exported_courses = _kept(read_exported_courses)
"""The same as it may leave the board."""

_external_comparison = _kept(compare_external)
_factors = _kept(read_factors)
_hazards = _kept(estimate_hazards)
_recruitment = _kept(build_recruitment)


def is_answered_at_once(readings: ProtocolSettings) -> bool:
    """Whether the answers under these readings need no long derivation.

    Raises:
        StoreError: The store cannot be read.
    """
    return outcome_service.is_answered_at_once(store(), readings)


def external_comparison(name: str, question: StrategyQuestion) -> ExternalComparison:
    """Two treatments compared in a public cohort.

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
        UsageError: The treatments are one, or the method does not suit the outcome.
    """
    return _external_comparison(name, question.arms, question.method)


def hazards(analysis: SurvivalAnalysis) -> GroupHazards:
    """The hazard ratios between the groups of an analysis.

    Raises:
        StoreError: The store cannot be read.
    """
    return _hazards(analysis.question, tuple(analysis.groups))


def recruitment(asked: RecruitmentQuestion) -> Recruitment:
    """The recruitment and its forecast.

    Raises:
        StoreError: The store cannot be read.
    """
    return _recruitment(settings().recruitment, asked)


def predictor() -> Predictor:
    """The model in use with the patients it compares with; seconds the first time in large stores.

    Raises:
        ArtefactError: There is no model, or none that may speak of this store.
        StoreError: The store is empty or cannot be read.
    """
    models = settings().models_directory
    return _predictor(*_state(), str(models), read_models_state(models))


@st.cache_resource(max_entries=PREDICTORS_KEPT, show_spinner=False)
def _predictor(
    directory: str,
    version: str,  # noqa: ARG001 (part of the key)
    models: str,
    state: str,  # noqa: ARG001 (part of the key)
) -> Predictor:
    return open_predictor(open_store(Path(directory)), Path(models))


def model_here() -> ModelHere:
    """The model in use judged in this store; seconds the first time.

    Raises:
        ArtefactError: There is no model, or none that may speak of this store.
        StoreError: The store cannot be read.
    """
    return _model_here(predictor().artefact.version)


def _judge_model(
    store: Store,
    model: str,  # noqa: ARG001 (part of the key)
) -> ModelHere:
    return judge_model_here(store, predictor().artefact)


_model_here = _kept(_judge_model)


def factors() -> FactorTable:
    """Factors associated with complete treatment in the extract in use; seconds the first time.

    Raises:
        ArtefactError: Too few patients of the rarer outcome, or too few centres.
        StoreError: The store cannot be read.
    """
    table, _ = _factors()
    return table


def computation_key(*question: Hashable) -> Hashable:
    """Key of a long computation: the store, the version of its pointer, and the question."""
    return (*_state(), *question)
