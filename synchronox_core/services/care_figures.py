"""The figures of care: each a chart, its rows, its sentence and its table."""

from collections.abc import Callable, Iterable

import pandas as pd

from synchronox_core.plots.care import pathway_chart, rates_chart
from synchronox_core.services import care_tables as tables
from synchronox_core.services.care import STEPS, Care, described_groups
from synchronox_core.services.care_cells import proportion_cell, reached_cell, shown_proportion
from synchronox_core.services.figures import Figure
from synchronox_core.statistics.disclosure import withhold_counts
from synchronox_core.text import text
from synchronox_core.text.labels import code_label

OPTIONAL_STEP = "radiotherapy"
"""Given to some only, so that a line through it would seem to lose the others."""

Counted = Callable[[str], tuple[int, int]]
"""Patients and denominator of a rate in a group."""


def pathway_figure(care: Care, language: str) -> Figure:
    """The share of each planned strategy that reached each step of treatment."""
    rows = []
    for group in described_groups(care.pathway_sizes):
        for place, step in enumerate(name for name in STEPS if name != OPTIONAL_STEP):
            count = care.steps[group, step]
            parts = {tables.REACHED: count.reached, **count.stops}
            is_hidden = tables.REACHED in withhold_counts(parts)
            rows.append(
                (
                    code_label("strategy_planned", group, language),
                    text(f"care.step_{step}", language),
                    place,
                    None if is_hidden else count.reached / count.patients,
                    reached_cell(count.patients, parts, tables.REACHED, language),
                )
            )
    drawn = pd.DataFrame(rows, columns=["group", "step", "position", "share", "note"])
    sentence = tables.pathway_sentence(care, language)
    return Figure(pathway_chart(language), drawn, sentence, drawn[["group", "step", "note"]])


def margin_figure(care: Care, language: str) -> Figure:
    """R0 at each site, among those resected there and among everybody."""
    rates: list[tuple[str, Counted]] = []
    for site in tables.SITES:
        column = tables.R0_COLUMNS[site]
        rates.append((f"{site}_r0_resected", _among_known(care, column)))
        rates.append((f"{site}_r0_everybody", _among_everybody(care, column)))
    return _rates_figure(care, rates, text("care.margins_alt", language), language)


def morbidity_figure(care: Care, language: str) -> Figure:
    """Severe complications and deaths within 90 days after the operations on each site."""
    rates: list[tuple[str, Counted]] = []
    for site in tables.SITES:
        rates.append((f"{site}_severe", _severe(care, f"clavien_{site}_30d")))
        rates.append((f"{site}_death_90d", _among_known(care, f"death_90d_{site}")))
    return _rates_figure(care, rates, text("care.morbidity_alt", language), language)


def _among_known(care: Care, column: str) -> Counted:
    return lambda group: (
        care.answers[group, column].codes["yes"],
        care.answers[group, column].known,
    )


def _among_everybody(care: Care, column: str) -> Counted:
    return lambda group: (care.answers[group, column].codes["yes"], care.sizes[group])


def _severe(care: Care, column: str) -> Counted:
    return lambda group: (
        tables.severe_patients(care.answers[group, column]),
        care.answers[group, column].known,
    )


def _rates_figure(
    care: Care, rates: Iterable[tuple[str, Counted]], sentence: str, language: str
) -> Figure:
    rows = []
    for position, (name, counted) in enumerate(rates):
        for rank, group in enumerate(described_groups(care.sizes)):
            patients, known = counted(group)
            estimate = shown_proportion(patients, known)
            rows.append(
                (
                    code_label("strategy_planned", group, language),
                    rank,
                    text(f"care.rate_{name}", language),
                    position,
                    estimate and estimate.proportion,
                    estimate and estimate.ci_low,
                    estimate and estimate.ci_high,
                    proportion_cell(patients, known, language),
                )
            )
    columns = ["group", "rank", "measure", "position", "proportion", "ci_low", "ci_high", "note"]
    drawn = pd.DataFrame(rows, columns=columns)
    return Figure(rates_chart(language), drawn, sentence, drawn[["measure", "group", "note"]])
