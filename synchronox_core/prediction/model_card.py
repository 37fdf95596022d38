"""The model card, generated from the model: what TRIPOD+AI asks to be reported."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.artefact import SYNTHETIC, Artefact
from synchronox_core.prediction.evaluation import Evaluation
from synchronox_core.prediction.model import Model
from synchronox_core.prediction.validation import INTERVAL, Figure, Validation

TEMPLATE = Path(__file__).parent / "model_card.md"
PROVENANCES = {
    SYNTHETIC: "invented patients: every figure below describes a generator, nobody's disease",
}
REAL_DATA = "patients of the SYNCHRONOX cohort"


def render_card(artefact: Artefact) -> str:
    """The card in Markdown, English.

    Args:
        artefact: The model.

    Source: Collins et al. 2024, TRIPOD+AI, doi:10.1136/bmj-2023-078378.
    """
    training = artefact.training
    return TEMPLATE.read_text(encoding="utf-8").format(
        version=artefact.version,
        provenance=PROVENANCES.get(artefact.provenance, REAL_DATA),
        data_cut=training.data_cut,
        fingerprint=training.fingerprint,
        rules_version=training.rules_version,
        settings=", ".join(f"{name} = {value}" for name, value in training.settings.items()),
        seed=training.seed,
        replications=training.replications,
        versions=", ".join(f"{name} {value}" for name, value in training.versions.items()),
        account=_table(
            ["", *(moment.value for moment in Moment)],
            _transpose(
                [part.account._asdict() for part in map(training.moments.get, Moment) if part]
            ),
        ),
        sample_size=_table(
            ["", *(moment.value for moment in Moment)],
            _transpose(
                [part.sample_size._asdict() for part in map(training.moments.get, Moment) if part]
            ),
        ),
        coefficients="\n\n".join(_coefficients(artefact.models[moment]) for moment in Moment),
        performance="\n\n".join(
            _performance(moment, artefact.evaluations[moment]) for moment in Moment
        ),
        duels="\n\n".join(_duels(moment, artefact.evaluations[moment]) for moment in Moment),
    )


def _coefficients(model: Model) -> str:
    low, high = np.quantile(model.headline_draws, INTERVAL, axis=0)
    names = ("intercept", *model.columns)
    rows = (
        [name, f"{value:.3f}", f"{a:.3f} to {b:.3f}"]
        for name, value, a, b in zip(names, model.headline, low, high, strict=True)
    )
    return f"**{model.moment.value}**\n\n" + _table(
        ["column", "log-odds", "95 % of the resamples"], rows
    )


def _performance(moment: Moment, found: Evaluation) -> str:
    rows = []
    for place, name in enumerate(found.apparent._fields):
        rows.append(
            [
                name,
                f"{found.apparent[place]:.3f}",
                _figure(found.corrected[name]),
                _figure(found.by_centre.figures[name]),
                "" if found.in_time is None else _figure(found.in_time.figures[name]),
            ]
        )
    header = ["measure", "apparent", "optimism-corrected", "centres left out", "prospective cohort"]
    return f"**{moment.value}**: {_sizes(found)}\n\n" + _table(header, rows)


def _sizes(found: Evaluation) -> str:
    told = f"{found.events} complete treatments in {found.patients} patients"
    if found.in_time is None:
        return f"{told}; the prospective cohort has too few settled patients to be judged on."
    later: Validation = found.in_time
    slope = later.figures["calibration_slope"]
    half = (slope.ci_high - slope.ci_low) / 2
    return (
        f"{told}; {later.events} in {later.patients} of the prospective cohort, where the slope "
        f"is known to within {half:.2f} only."
    )


def _duels(moment: Moment, found: Evaluation) -> str:
    rows = (
        [
            name,
            f"{duel.c_statistic:.3f}",
            f"{duel.brier_difference:+.4f} ({duel.ci_low:+.4f} to {duel.ci_high:+.4f})",
            "better" if duel.is_better else "not better",
        ]
        for name, duel in found.duels.items()
    )
    header = ["challenger", "C", "Brier score less that of the reference", "verdict"]
    return f"**{moment.value}**\n\n" + _table(header, rows)


def _figure(figure: Figure) -> str:
    return f"{figure.value:.3f} ({figure.ci_low:.3f} to {figure.ci_high:.3f})"


def _transpose(columns: Sequence[dict[str, object]]) -> Iterator[list[str]]:
    for name in columns[0]:
        yield [name, *(_cell(column[name]) for column in columns)]


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _table(header: Sequence[str], rows: Iterator[list[str]] | list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
