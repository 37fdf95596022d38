"""The tables of the model card: what it learnt from, how it was made, how it performs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date

import numpy as np
import pandas as pd

from synchronox_core.prediction.artefact import Artefact
from synchronox_core.prediction.documents import TrainingPart
from synchronox_core.prediction.evaluation import Evaluation
from synchronox_core.prediction.model import Model
from synchronox_core.prediction.performance import Performance
from synchronox_core.prediction.predict import BOUNDS
from synchronox_core.prediction.validation import LEAST_OF_EACH, Figure, Validation
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.patients.traces import tell_setting
from synchronox_core.services.patients.words import SEPARATOR
from synchronox_core.services.prediction.predictor_words import tell_column
from synchronox_core.services.prediction.strategy_rows import tell_count
from synchronox_core.statistics.disclosure import Withheld, is_small_count, withhold_counts
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number, format_percent

MEASURES = Performance._fields
LEFT_OUT = (
    "not_eligible", "not_predictable", "undeterminable", "waiting", "unmatured", "analysed",
)  # fmt: skip
LEAST_RATIO = 0.005
"""Odds ratio below which two decimals would read 0."""

NOT_JUDGED = "–"
SHOWN_DIGITS = 12
"""Digits of a fingerprint that are shown."""


def identity_table(artefact: Artefact, language: str) -> pd.DataFrame:
    """What the model is: version, data, definitions, program."""
    training = artefact.training
    facts = {
        "version": artefact.version,
        "provenance": text(f"strategies.provenance_{artefact.provenance}", language),
        "data_cut": format_date(date.fromisoformat(training.data_cut), language),
        "fingerprint": training.fingerprint[:SHOWN_DIGITS],
        "rules_version": training.rules_version[:SHOWN_DIGITS],
        "settings": _tell_settings(training.settings, language),
        "replications": format_number(training.replications, language),
        "seed": str(training.seed),
        "versions": ", ".join(f"{name} {value}" for name, value in training.versions.items()),
    }
    return _two_columns({f"fact_{name}": told for name, told in facts.items()}, language)


def _tell_settings(settings: Mapping[str, str], language: str) -> str:
    """The readings in words; by their codes where they are not those by default."""
    defaults = ProtocolSettings()
    if settings != {name: str(value) for name, value in asdict(defaults).items()}:
        return SEPARATOR.join(f"{name} = {value}" for name, value in settings.items())
    return SEPARATOR.join(tell_setting(name, defaults, language) for name in settings)


def account_table(part: TrainingPart, language: str) -> pd.DataFrame:
    """From the patients of the store to those analysed, in order; small counts are not told."""
    counts = part.account._asdict()
    hidden = withhold_counts({name: counts[name] for name in LEFT_OUT})
    told = {"account_patients": format_number(counts["patients"], language)}
    for name in LEFT_OUT:
        told[f"account_{name}"] = _tell_count(counts[name], hidden.get(name), language)
    told["account_events"] = format_number(counts["events"], language)
    without = counts["without_strategy"]
    told["account_without_strategy"] = tell_count(
        None if is_small_count(without) else without, language
    )
    told["account_centres"] = format_number(part.centres, language)
    return _two_columns(told, language)


def coefficient_table(model: Model, language: str) -> pd.DataFrame:
    """Odds ratio of each column with the interval of the resamples."""
    low, high = np.quantile(model.headline_draws[:, 1:], BOUNDS, axis=0)
    values = model.headline[1:]
    rows = [
        [tell_column(column, language), _ratio(value, a, b, language)]
        for column, value, a, b in zip(model.columns, values, low, high, strict=True)
    ]
    return _frame(("predictor", "odds_ratio"), rows, language)


def sample_size_table(part: TrainingPart, language: str) -> pd.DataFrame:
    """Riley's criteria, and how much the model is expected to shrink."""
    size = part.sample_size
    told = {
        "patients": format_number(size.patients, language),
        "prevalence": format_percent(size.prevalence, language),
        "parameters": format_number(size.parameters, language),
        "assumed_c": format_number(size.assumed_c, language, 2),
        "for_shrinkage": format_number(size.for_shrinkage, language),
        "for_optimism": format_number(size.for_optimism, language),
        "for_mean_risk": format_number(size.for_mean_risk, language),
        "expected_shrinkage": format_number(size.expected_shrinkage, language, 2),
        "penalty": format_number(part.penalty, language, 2),
        "effective_freedom": format_number(part.effective_freedom, language, 1),
    }
    return _two_columns({f"size_{name}": value for name, value in told.items()}, language)


def performance_table(found: Evaluation, language: str) -> pd.DataFrame:
    """Every measure in the four ways it is judged, each with its interval.

    The interval of the apparent performance is that of resampled centres, the model held; the
    optimism moves it with the figure.
    """
    rows = []
    for name in MEASURES:
        corrected, optimism = found.corrected[name], getattr(found.optimism, name)
        apparent = Figure(
            getattr(found.apparent, name),
            corrected.ci_low + optimism,
            corrected.ci_high + optimism,
        )
        later = None if found.in_time is None else found.in_time.figures[name]
        told = [
            NOT_JUDGED if figure is None else tell_figure(figure, language)
            for figure in (apparent, corrected, found.by_centre.figures[name], later)
        ]
        rows.append([text(f"model.measure_{name}", language), *told])
    rows.append([text("model.sizes", language), *_list_sizes(found, language)])
    return _frame(("measure", "apparent", "corrected", "by_centre", "in_time"), rows, language)


def heterogeneity_table(found: Evaluation, language: str) -> pd.DataFrame:
    """Mean over centres, with the 95 % prediction interval of another centre."""
    rows = [
        [
            text(f"model.measure_{name}", language),
            format_number(spread.centres, language),
            tell_figure(Figure(spread.mean, spread.low, spread.high), language),
        ]
        for name, spread in found.heterogeneity.items()
    ]
    return _frame(("measure", "centres", "another_centre"), rows, language)


def tell_heterogeneity(language: str) -> str:
    """Which centres the spread is of, and what its interval is."""
    return text("model.heterogeneity_note", language, least=LEAST_OF_EACH)


def challenger_table(found: Evaluation, language: str) -> pd.DataFrame:
    """Every challenger against the reference in the centres left out."""
    rows = [
        [
            text(f"model.challenger_{name}", language),
            format_number(duel.c_statistic, language, 3),
            f"{_signed(duel.brier_difference, language)} "
            f"({_signed(duel.ci_low, language)}; {_signed(duel.ci_high, language)})",
            text("model.better" if duel.is_better else "model.not_better", language),
        ]
        for name, duel in found.duels.items()
    ]
    return _frame(("challenger", "c", "brier_difference", "verdict"), rows, language)


def validation_table(found: Validation, language: str) -> pd.DataFrame:
    """Performance in the patients of this store."""
    rows = [
        [text(f"model.measure_{name}", language), tell_figure(found.figures[name], language)]
        for name in MEASURES
    ]
    rows.append([text("model.sizes", language), _size(found.events, found.patients, language)])
    return _frame(("measure", "here"), rows, language)


def tell_prospective(found: Evaluation, language: str) -> str:
    """How much the prospective cohort can tell, said plainly."""
    if found.in_time is None:
        return text("model.in_time_none", language)
    slope = found.in_time.figures["calibration_slope"]
    half = format_number((slope.ci_high - slope.ci_low) / 2, language, 2)
    return text("model.in_time_half_width", language, half=half, count=found.in_time.patients)


def _list_sizes(found: Evaluation, language: str) -> list[str]:
    own = _size(found.events, found.patients, language)
    later = found.in_time
    told = NOT_JUDGED if later is None else _size(later.events, later.patients, language)
    return [own, own, _size(found.by_centre.events, found.by_centre.patients, language), told]


def _size(events: int, patients: int, language: str) -> str:
    return f"{format_number(events, language)}/{format_number(patients, language)}"


def tell_figure(figure: Figure, language: str, decimals: int = 2) -> str:
    """A figure with its interval; where a number is below 0 the bounds stand apart.

    >>> tell_figure(Figure(0.5, 0.4, 0.6), "en"), tell_figure(Figure(-0.04, -0.27, 0.21), "en")
    ('0.50 (0.40–0.60)', '−0.04 (−0.27; 0.21)')
    """
    value, low, high = (tell_minus(part, language, decimals) for part in figure)
    return f"{value} ({low}–{high})" if min(figure) >= 0 else f"{value} ({low}; {high})"


def tell_minus(value: float, language: str, decimals: int = 2) -> str:
    """A number with the sign of a minus; what rounds to 0 has none."""
    sign = "−" if round(value, decimals) < 0 else ""
    return f"{sign}{format_number(abs(value), language, decimals)}"


def _ratio(value: float, low: float, high: float, language: str) -> str:
    told = [_tell_ratio(float(np.exp(part)), language) for part in (value, low, high)]
    return "{} ({}–{})".format(*told)


def _tell_ratio(ratio: float, language: str) -> str:
    """Two decimals; an odds ratio is never 0, and does not read so."""
    if ratio < LEAST_RATIO:
        return text("model.under", language, bound=format_number(2 * LEAST_RATIO, language, 2))
    return format_number(ratio, language, 2)


def _tell_count(count: int, withheld: Withheld | None, language: str) -> str:
    """A count, or the bound that stands for it."""
    if withheld is None:
        return format_number(count, language)
    key = "strategies.few" if withheld.sign == "<" else "model.at_least"
    return text(key, language, least=withheld.bound)


def _signed(value: float, language: str) -> str:
    number = format_number(abs(value), language, 4)
    return f"{'−' if value < 0 else '+'}{number}"


def _two_columns(told: Mapping[str, str], language: str) -> pd.DataFrame:
    rows = [[text(f"model.{name}", language), value] for name, value in told.items()]
    return _frame(("item", "content"), rows, language)


def _frame(names: Sequence[str], rows: Iterable[Sequence[str]], language: str) -> pd.DataFrame:
    head = [text(f"model.column_{name}", language) for name in names]
    return pd.DataFrame(rows, columns=head)
