"""What a reader may suppose about a patient instead of what is on record; never stored."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.design import list_predictors
from synchronox_core.prediction.predict import predict
from synchronox_core.services.patients.words import tell_value
from synchronox_core.services.prediction.predictor import PatientPrediction, Predictor
from synchronox_core.statistics.threads import use_one_thread
from synchronox_core.text import text

RECORDED, UNKNOWN = "recorded", "unknown"
"""Codes of the choices that change nothing, and that suppose a value not known."""

VALUES: Mapping[str, tuple[object, ...]] = {
    "resectability": ("I", "II"),
    "lesions": (*range(1, 21), 25, 30, 40),
    "largest_lesion_mm": (5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150),
    "bilobar": (False, True),
    "recist": ("CR", "PR", "SD", "PD"),
    "ymrtrg": (1, 2, 3, 4, 5),
    "ecog": (0, 1, 2, 3, 4),
    "cea_ng_ml": (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000),
}
"""Values that may be supposed of each predictor."""

YES_NO = {True: "yes", False: "no"}

Changes = Mapping[str, Any]
"""Values supposed, by predictor; None supposes that it is not known."""


def list_inputs(moment: Moment) -> tuple[str, ...]:
    """Predictors of a moment that a reader may change."""
    return tuple(predictor.name for predictor in list_predictors(moment))


def list_codes(name: str) -> tuple[str, ...]:
    """Codes of the choices for a predictor, the one that changes nothing first.

    >>> list_codes("bilobar")
    ('recorded', 'unknown', 'no', 'yes')
    """
    return (RECORDED, UNKNOWN, *map(_code, VALUES[name]))


def read_changes(codes: Mapping[str, str]) -> dict[str, Any]:
    """The values that codes of choices stand for; those that change nothing are left out.

    >>> read_changes({"lesions": "10", "bilobar": "yes", "ecog": "unknown", "recist": "recorded"})
    {'lesions': 10, 'bilobar': True, 'ecog': None}
    """
    values = {name: {_code(value): value for value in VALUES[name]} for name in codes}
    return {
        name: None if code == UNKNOWN else values[name][code]
        for name, code in codes.items()
        if code != RECORDED
    }


def tell_choice(name: str, code: str, found: PatientPrediction, language: str) -> str:
    """A choice in words; the one that changes nothing with the value on record.

    Args:
        name: Predictor.
        code: Code of the choice.
        found: The prediction from the record.
        language: ``en`` or ``fr``.
    """
    if code == RECORDED:
        value = tell_value(name, getattr(found.predictors, name), language)
        return text("strategies.as_recorded", language, value=value)
    return tell_value(name, read_changes({name: code})[name], language)


def predict_as_if(
    predictor: Predictor, found: PatientPrediction, changes: Changes
) -> PatientPrediction:
    """The prediction had the patient the values supposed; the same one without any.

    Args:
        predictor: The model.
        found: The prediction from the record.
        changes: Values supposed.
    """
    if not changes:
        return found
    cohort = predictor.cohort if found.moment is Moment.RESTAGING else None
    if cohort is not None:
        cohort = cohort.without(found.patient_id)
    supposed = found.predictors._replace(**changes)
    with use_one_thread():
        prediction = predict(supposed, predictor.artefact.models[found.moment], cohort)
    return replace(found, predictors=supposed, prediction=prediction)


def _code(value: object) -> str:
    return YES_NO[value] if isinstance(value, bool) else str(value)
