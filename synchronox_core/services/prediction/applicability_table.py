"""How far the model may speak of a patient: the card, predictor by predictor."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from synchronox_core.prediction.applicability import (
    INNER,
    UNKNOWN_AT_EDGE,
    UNKNOWN_OUTSIDE,
    Item,
    Place,
)
from synchronox_core.prediction.design import PREDICTORS, Predictor
from synchronox_core.prediction.model import Model
from synchronox_core.services.patients.words import SEPARATOR, in_sentence, tell_value
from synchronox_core.services.prediction.predictor import PatientPrediction
from synchronox_core.services.prediction.predictor_words import tell_level, tell_predictor
from synchronox_core.statistics.disclosure import is_small_count
from synchronox_core.text import text
from synchronox_core.text.formats import format_number

MARKS = {Place.INSIDE: "●", Place.EDGE: "◐", Place.OUTSIDE: "⊗"}
"""Mark of each place, always shown with its word."""

RARE_SHARE = 0.1
"""Share of the model's patients below which a category is said to be rare."""

BY_NAME = {predictor.name: predictor for predictor in PREDICTORS}
ON_RECORD: Mapping[str, Callable[[float], float]] = {
    "lesions": lambda scaled: 2**scaled,
    "largest_lesion_mm": lambda scaled: 10 * scaled,
    "cea_ng_ml": lambda scaled: 2**scaled,
}
"""From the scale of the regression back to the value on record, for the numbers."""


def applicability_table(found: PatientPrediction, model: Model, language: str) -> pd.DataFrame:
    """One row a predictor: its value, what the model knows of it, and where it is.

    Args:
        found: The prediction.
        model: The model of its moment.
        language: ``en`` or ``fr``.
    """
    names = ("predictor", "value", "known", "percentile", "place")
    head = [text(f"strategies.column_{name}", language) for name in names]
    rows = [
        [
            tell_predictor(item.name, language),
            tell_value(item.name, getattr(found.predictors, item.name), language),
            _tell_known(item, model, found, language),
            _tell_percentile(item, language),
            _tell_item(item, language),
        ]
        for item in found.prediction.applicability.items
    ]
    return pd.DataFrame(rows, columns=head)


def tell_place(place: Place, language: str) -> str:
    """A place with its mark."""
    return f"{MARKS[place]} {text(f'strategies.place_{place}', language)}"


def tell_why_outside(found: PatientPrediction, language: str) -> str:
    """What puts a patient outside the cohort the model knows; empty when nothing does."""
    judged = found.prediction.applicability
    reasons = [
        in_sentence(tell_predictor(item.name, language))
        for item in judged.items
        if item.place is Place.OUTSIDE
    ]
    if len(judged.unknown) >= UNKNOWN_OUTSIDE:
        reasons.append(text("strategies.outside_unknown", language, count=len(judged.unknown)))
    if not reasons and judged.joint is Place.OUTSIDE:
        reasons.append(text("strategies.outside_joint", language))
    return ", ".join(reasons)


def list_applicability(found: PatientPrediction, model: Model, language: str) -> list[str]:
    """What the card says of all predictors together: verdict, combination, rare values, gaps.

    Args:
        found: The prediction.
        model: The model of its moment.
        language: ``en`` or ``fr``.
    """
    judged = found.prediction.applicability
    told = [
        text(f"strategies.applicability_{judged.place}", language),
        text("strategies.joint", language, place=tell_place(judged.joint, language)),
    ]
    rare = [
        f"{tell_predictor(item.name, language)} {_tell_known(item, model, found, language)}"
        for item in _list_rare(found, model)
    ]
    if rare:
        told.append(text("strategies.rare", language, values=SEPARATOR.join(rare)))
    return [*told, *_list_gaps(judged.unknown, language)]


def _list_gaps(unknown: Sequence[str], language: str) -> Iterator[str]:
    if not unknown:
        return
    count, names = len(unknown), ", ".join(tell_predictor(name, language) for name in unknown)
    if count >= UNKNOWN_OUTSIDE:
        yield text("strategies.unknown_withheld", language, count=count, predictors=names)
        return
    yield text("strategies.unknown", language, count=count, predictors=names)
    if count >= UNKNOWN_AT_EDGE:
        where = tell_place(Place.EDGE, language)
        yield text("strategies.gaps", language, count=count, place=where)


def _list_rare(found: PatientPrediction, model: Model) -> Iterator[Item]:
    """Predictors of which the patient has a category that few patients of the model had."""
    for item in found.prediction.applicability.items:
        predictor = BY_NAME[item.name]
        if not (predictor.is_category and item.is_known):
            continue
        counts = model.domain.counts[item.name]
        place = int(predictor.read(getattr(found.predictors, item.name)))
        if counts[place] < RARE_SHARE * sum(counts):
            yield item


def _tell_item(item: Item, language: str) -> str:
    if not item.is_known:
        return text("strategies.place_unknown", language)
    return tell_place(item.place, language)


def _tell_percentile(item: Item, language: str) -> str:
    """Place among the model's patients; of a number only, categories have counts."""
    if item.percentile is None or BY_NAME[item.name].is_category:
        return ""
    return format_number(item.percentile, language)


def _tell_known(item: Item, model: Model, found: PatientPrediction, language: str) -> str:
    predictor, domain = BY_NAME[item.name], model.domain
    if not predictor.is_category:
        return _tell_range(item.name, domain.quantiles[item.name], language)
    counts = domain.counts[item.name]
    value = getattr(found.predictors, item.name)
    if value is None:
        return text("strategies.known_all", language, count=sum(counts))
    return _tell_category(predictor, counts, int(predictor.read(value)), language)


def _tell_range(name: str, quantiles: np.ndarray, language: str) -> str:
    low, high = np.quantile(quantiles, INNER)
    bounds = (quantiles[0], low, high, quantiles[-1])
    least, inner_low, inner_high, most = (
        _tell_bound(ON_RECORD[name](float(bound)), language) for bound in bounds
    )
    return text(
        "strategies.known_range",
        language,
        low=inner_low,
        high=inner_high,
        least=least,
        most=most,
    )


def _tell_bound(value: float, language: str) -> str:
    """A whole number, or one decimal under 1, so that a small value does not read 0."""
    return format_number(value, language, 0 if value >= 1 else 1)


def _tell_category(predictor: Predictor, counts: tuple[int, ...], place: int, language: str) -> str:
    level = tell_level(predictor.name, place, language)
    total = format_number(sum(counts), language)
    key = "strategies.known_few" if is_small_count(counts[place]) else "strategies.known_category"
    return text(key, language, level=level, count=counts[place], total=total)
