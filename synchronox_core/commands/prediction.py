"""``train``, ``evaluate`` and ``predict``: the model of complete treatment."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from synchronox_core.commands.arguments import positive_integer
from synchronox_core.commands.output import Outcome, ProgressLine
from synchronox_core.config import Settings
from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.artefact import Artefact
from synchronox_core.prediction.plain_values import to_plain
from synchronox_core.prediction.predict import Interval
from synchronox_core.prediction.training import REPLICATIONS
from synchronox_core.services.patients.patient_records import read_record
from synchronox_core.services.prediction.planned_courses import read_planned_courses
from synchronox_core.services.prediction.predictor import (
    PatientPrediction,
    evaluate_here,
    open_predictor,
    predict_patient,
)
from synchronox_core.services.prediction.training import find_model, list_stale_reasons, train_model
from synchronox_core.store import open_store
from synchronox_core.text import text
from synchronox_core.text.formats import format_interval, format_number, format_percent
from synchronox_core.text.labels import code_label


def add_to(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Add the three commands to the parser."""
    for name, run in (("train", run_train), ("evaluate", run_evaluate), ("predict", run_predict)):
        parser = subparsers.add_parser(
            name, parents=[common], help=text(f"prediction.command_{name}", language)
        )
        parser.set_defaults(run=run)
        if name == "train":
            parser.add_argument(
                "--replications",
                type=positive_integer,
                default=REPLICATIONS,
                metavar="B",
                help=text("prediction.option_replications", language),
            )
        if name == "predict":
            parser.add_argument("patient_id", metavar="PATIENT_ID")
            parser.add_argument(
                "--moment",
                choices=[moment.value for moment in Moment],
                help=text("prediction.option_moment", language),
            )


def run_train(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Train the models of the extract in use, and say how they perform."""
    progress = ProgressLine(settings.language)
    store = open_store(settings.store_directory)
    artefact, folder = train_model(
        store, settings.models_directory, options.replications, progress=progress
    )
    written = text("prediction.written", settings.language, folder=folder)
    return Outcome(
        {**_performance(artefact), "folder": str(folder)},
        [written, *_performance_lines(artefact, settings.language)],
    )


def run_evaluate(_options: argparse.Namespace, settings: Settings) -> Outcome:
    """Say how the model in use performs: as validated, and as it is in this store."""
    store = open_store(settings.store_directory)
    artefact = find_model(store, settings.models_directory)
    document = {
        **_performance(artefact),
        "stale": list(list_stale_reasons(store, artefact)),
        "in_this_store": to_plain(evaluate_here(store, artefact)),
    }
    return Outcome(document, list(_performance_lines(artefact, settings.language)))


def run_predict(options: argparse.Namespace, settings: Settings) -> Outcome:
    """Predict one patient."""
    store = open_store(settings.store_directory)
    record = read_record(store, options.patient_id)
    moment = None if options.moment is None else Moment(options.moment)
    predictor = open_predictor(store, settings.models_directory)
    found = predict_patient(predictor, record, moment)
    said = to_plain(found.prediction)
    strategies = said.pop("strategies")
    document = {
        "patient_id": found.patient_id,
        "version": found.version,
        "provenance": found.provenance,
        "stale": list(found.stale_reasons),
        "moment": found.moment,
        "day": found.day,
        "predictors": to_plain(found.predictors),
        **said,
        "support": {name: item["support"] for name, item in strategies.items()},
        "strategies": strategies,
        "courses_by_strategy": to_plain(read_planned_courses(store)),
    }
    return Outcome(document, list(_prediction_lines(found, settings.language)))


def _performance(artefact: Artefact) -> Mapping[str, object]:
    return {
        "version": artefact.version,
        "provenance": artefact.provenance,
        "performance": to_plain(artefact.evaluations),
    }


def _performance_lines(artefact: Artefact, language: str) -> Iterator[str]:
    yield text("prediction.version", language, version=artefact.version)
    for moment, found in artefact.evaluations.items():
        corrected, left_out = found.corrected, found.by_centre.figures
        yield text(
            "prediction.performance",
            language,
            moment=text(f"prediction.moment_{moment}", language),
            patients=found.patients,
            events=found.events,
            c=format_number(corrected["c_statistic"].value, language, 3),
            slope=format_number(corrected["calibration_slope"].value, language, 2),
            c_left_out=format_number(left_out["c_statistic"].value, language, 3),
        )


def _prediction_lines(found: PatientPrediction, language: str) -> Iterator[str]:
    prediction = found.prediction
    yield text("prediction.version", language, version=found.version)
    for reason in found.stale_reasons:
        yield text(f"prediction.stale_{reason}", language)
    moment = text(f"prediction.moment_{found.moment}", language)
    if prediction.risk is None or prediction.interval is None:
        yield text("prediction.withheld", language, moment=moment)
        return
    told = _percent_with_interval(prediction.risk, prediction.interval, language)
    yield text("prediction.risk", language, moment=moment, risk=told)
    for name, strategy in prediction.strategies.items():
        label = code_label("strategy_planned", name, language)
        if strategy.risk is None or strategy.interval is None:
            yield text("prediction.strategy_withheld", language, strategy=label)
            continue
        told = _percent_with_interval(strategy.risk, strategy.interval, language)
        yield text("prediction.strategy_risk", language, strategy=label, risk=told)


def _percent_with_interval(risk: float, interval: Interval, language: str) -> str:
    bounds = format_interval(100 * interval.low, 100 * interval.high, language, 0)
    return f"{format_percent(risk, language, 0)} {bounds}"
