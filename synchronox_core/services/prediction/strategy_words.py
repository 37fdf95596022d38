"""Sentences about the prediction of a patient: where it comes from, and what is supposed."""

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.artefact import Artefact
from synchronox_core.prediction.support import (
    COMPARABLE,
    LEAST_COMPARABLE,
    LEAST_EFFECTIVE_SIZE,
    LEAST_PROPENSITY,
    Nearest,
)
from synchronox_core.services.patients.words import in_sentence, tell_value
from synchronox_core.services.prediction.hypothesis import Changes
from synchronox_core.services.prediction.predictor import PatientPrediction
from synchronox_core.services.prediction.predictor_words import tell_predictor
from synchronox_core.services.prediction.strategy_rows import ANY, tell_withheld
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number, format_percent


def tell_origin(found: PatientPrediction, language: str) -> str:
    """Moment, day and model of a prediction."""
    return text(
        "strategies.made",
        language,
        moment=text(f"strategies.moment_{found.moment}", language),
        day=format_date(found.day, language),
        version=found.version,
        provenance=text(f"strategies.provenance_{found.provenance}", language),
    )


def tell_basis(found: PatientPrediction, artefact: Artefact, language: str) -> str:
    """Whom the risk whatever the strategy rests on."""
    account = artefact.training.moments[found.moment].account
    return text(
        "strategies.basis",
        language,
        patients=format_number(account.analysed, language),
        events=format_number(account.events, language),
    )


def tell_support_rule(found: PatientPrediction, language: str) -> str:
    """What a strategy needs to be told; why none is compared where there is none."""
    if not found.prediction.strategies:
        because = tell_withheld(found, ANY, language)
        return text("strategies.no_support", language, because=because)
    return text(
        "strategies.based_on_note",
        language,
        comparable=LEAST_COMPARABLE,
        of=COMPARABLE,
        propensity=format_percent(LEAST_PROPENSITY, language, 0),
        size=format_number(LEAST_EFFECTIVE_SIZE, language),
    )


def tell_sample(nearest: Nearest | None, language: str) -> str:
    """That only a sample is compared with; empty when it is every settled patient."""
    if nearest is None or nearest.drawn_from is None:
        return ""
    return text(
        "strategies.sample",
        language,
        compared=format_number(nearest.compared, language),
        settled=format_number(nearest.drawn_from, language),
    )


def list_changes(recorded: PatientPrediction, changes: Changes, language: str) -> list[str]:
    """Each value supposed beside the one on record."""
    return [
        text(
            "strategies.hypothetical_change",
            language,
            predictor=in_sentence(tell_predictor(name, language)),
            supposed=in_sentence(tell_value(name, value, language)),
            recorded=in_sentence(tell_value(name, getattr(recorded.predictors, name), language)),
        )
        for name, value in changes.items()
    ]


def tell_distance(near: Nearest, language: str) -> str:
    """How far the nearest patients are, beside how far the others are."""
    farthest, middle = (format_number(x, language, 1) for x in (near.farthest, near.middle))
    return text("strategies.nearest_distance", language, farthest=farthest, middle=middle)


def tell_no_nearest(found: PatientPrediction, language: str) -> str:
    """Why there are no patients to compare with."""
    reason = "diagnosis" if found.moment is Moment.DIAGNOSIS else "cohort"
    return text(f"strategies.nearest_none_{reason}", language, count=COMPARABLE)


def stamp(patient_id: str, language: str, *, is_supposed: bool) -> str:
    """Whom a printed page is about; a supposed patient is named as such."""
    if not is_supposed:
        return patient_id
    return text("strategies.hypothetical_stamp", language, patient=patient_id)
