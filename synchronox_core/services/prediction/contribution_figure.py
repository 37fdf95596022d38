"""What each predictor of a patient adds to the risk, as a chart, a sentence and a table."""

from math import exp

import pandas as pd

from synchronox_core.plots.contributions import contributions_chart
from synchronox_core.prediction.predict import Contribution
from synchronox_core.services.figures import Figure
from synchronox_core.services.patients.words import tell_value
from synchronox_core.services.prediction.predictor import PatientPrediction
from synchronox_core.services.prediction.predictor_words import tell_predictor
from synchronox_core.text import text
from synchronox_core.text.formats import format_number


def contribution_figure(found: PatientPrediction, language: str) -> Figure:
    """Contributions against the mean of the model's patients, the largest first.

    Args:
        found: The prediction.
        language: ``en`` or ``fr``.
    """
    contributions = sorted(found.prediction.contributions, key=lambda item: -abs(item.log_odds))
    rows = [
        {
            "label": _label(item, found, language),
            "position": position,
            "odds": exp(item.log_odds),
            "is_known": item.is_known,
            "note": _note(item, language),
        }
        for position, item in enumerate(contributions)
    ]
    drawn = pd.DataFrame(rows)
    listed = pd.DataFrame(
        {
            text("strategies.column_predictor", language): drawn["label"],
            text("strategies.column_odds", language): drawn["note"],
        }
    )
    largest = contributions[0]
    sentence = text(
        "strategies.contribution_alt",
        language,
        predictor=_label(largest, found, language),
        odds=_note(largest, language),
    )
    return Figure(contributions_chart(language), drawn, sentence, listed)


def _label(item: Contribution, found: PatientPrediction, language: str) -> str:
    value = tell_value(item.name, getattr(found.predictors, item.name), language)
    name = tell_predictor(item.name, language)
    return text("strategies.predictor_value", language, predictor=name, value=value)


def _note(item: Contribution, language: str) -> str:
    return f"×{format_number(exp(item.log_odds), language, 2)}"
