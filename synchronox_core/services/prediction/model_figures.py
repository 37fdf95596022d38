"""The figures of the model card: each a chart, its rows, its sentence and its table."""

import pandas as pd

from synchronox_core.plots import model_performance as plots
from synchronox_core.prediction.evaluation import Evaluation
from synchronox_core.prediction.validation import Figure as Estimate
from synchronox_core.services.figures import Figure
from synchronox_core.services.prediction.model_tables import tell_figure, tell_minus
from synchronox_core.text import text
from synchronox_core.text.formats import format_interval, format_number

WAYS = ("model", "everybody", "nobody")
SERIES = ("observed", "expected")


def calibration_figure(found: Evaluation, language: str) -> Figure:
    """The flexible calibration curve of the predictions by centre left out."""
    drawn = pd.DataFrame(found.calibration)
    listed = pd.DataFrame(
        {
            _column("predicted", language): [
                _two(p.predicted, language) for p in found.calibration
            ],
            _column("observed_ci", language): [
                f"{_two(p.observed, language)} {format_interval(p.ci_low, p.ci_high, language)}"
                for p in found.calibration
            ],
        }
    )
    return Figure(
        plots.calibration_chart(language), drawn, _tell("calibration", found, language), listed
    )


def decision_figure(found: Evaluation, language: str) -> Figure:
    """Net benefit of acting on the model against acting in everybody and in nobody."""
    labels = {way: text(f"model.way_{way}", language) for way in WAYS}
    rows = [
        {"threshold": point.threshold, "net_benefit": value, "series": labels[way]}
        for point in found.decisions
        for way, value in zip(WAYS, (point.model, point.everybody, 0.0), strict=True)
    ]
    bands = [
        {"threshold": point.threshold, "ci_low": point.ci_low, "ci_high": point.ci_high}
        for point in found.decisions
    ]
    listed = pd.DataFrame(
        {
            _column("threshold", language): [_two(p.threshold, language) for p in found.decisions],
            labels["model"]: [
                tell_figure(Estimate(p.model, p.ci_low, p.ci_high), language, 3)
                for p in found.decisions
            ],
            labels["everybody"]: [tell_minus(p.everybody, language, 3) for p in found.decisions],
            labels["nobody"]: [tell_minus(0.0, language, 3) for _ in found.decisions],
        }
    )
    chart = plots.decision_chart(language, tuple(labels.values()))
    drawn = pd.DataFrame([*rows, *bands])
    return Figure(chart, drawn, _tell("decision", found, language), listed)


def instability_figure(found: Evaluation, language: str) -> Figure:
    """Spread of the predictions of the resamples by tenth of predicted risk."""
    drawn = pd.DataFrame(found.instability)
    listed = pd.DataFrame(
        {
            _column("predicted", language): [
                _two(p.predicted, language) for p in found.instability
            ],
            _column("resamples", language): [
                format_interval(p.low, p.high, language) for p in found.instability
            ],
        }
    )
    return Figure(
        plots.instability_chart(language), drawn, _tell("instability", found, language), listed
    )


def drift_figure(found: Evaluation, language: str) -> Figure:
    """Observed and expected share by calendar year."""
    labels = {name: text(f"model.series_{name}", language) for name in SERIES}
    drawn = pd.DataFrame(
        [
            {
                "year": item.year,
                "share": getattr(item, name),
                "series": labels[name],
                "patients": item.patients,
                "ci_low": item.ci_low if name == "observed" else None,
                "ci_high": item.ci_high if name == "observed" else None,
            }
            for item in found.years
            for name in SERIES
        ]
    )
    listed = pd.DataFrame(
        {
            _column("year", language): [str(item.year) for item in found.years],
            _column("patients", language): [
                format_number(item.patients, language) for item in found.years
            ],
            labels["observed"]: [
                tell_figure(Estimate(y.observed, y.ci_low, y.ci_high), language)
                for y in found.years
            ],
            labels["expected"]: [_two(item.expected, language) for item in found.years],
        }
    )
    chart = plots.drift_chart(language, tuple(labels.values()))
    return Figure(chart, drawn, _tell("drift", found, language), listed)


FIGURES = {
    "calibration": calibration_figure,
    "decision": decision_figure,
    "instability": instability_figure,
    "drift": drift_figure,
}
"""The figures of the card, in order, by the name of their heading."""


def _tell(figure: str, found: Evaluation, language: str) -> str:
    return text(
        f"model.{figure}_alt",
        language,
        patients=format_number(found.patients, language),
        events=format_number(found.events, language),
    )


def _column(name: str, language: str) -> str:
    return text(f"model.column_{name}", language)


def _two(value: float, language: str) -> str:
    return format_number(value, language, 2)
