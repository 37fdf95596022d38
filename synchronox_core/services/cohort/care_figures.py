"""The figures of care: each a chart, its rows, its sentence and its table."""

from collections.abc import Iterable

import pandas as pd

from synchronox_core.plots.care import pathway_chart, rates_chart
from synchronox_core.services.cohort import care_tables as tables
from synchronox_core.services.cohort.care_counts import REACHED, SEVERE, STEPS, Care
from synchronox_core.services.figures import Figure
from synchronox_core.statistics.disclosure import is_described
from synchronox_core.statistics.proportions import Proportion, estimate_proportion
from synchronox_core.text import text
from synchronox_core.text.labels import code_label

OPTIONAL_STEP = "radiotherapy"
"""Given to some only, so that a line through it would seem to lose the others."""

Rate = tuple[str, str, str, bool]
"""Name of a rate, the answer it counts, the value, and whether everybody is its denominator."""


def pathway_figure(care: Care, language: str) -> Figure:
    """The share of each planned strategy that reached each step of treatment."""
    rows = []
    for group in care.pathway_groups:
        for place, step in enumerate(name for name in STEPS if name != OPTIONAL_STEP):
            count = care.steps[group, step]
            is_hidden = (step, group, REACHED) in care.withheld
            rows.append(
                (
                    code_label("strategy_planned", group, language),
                    text(f"care.step_{step}", language),
                    place,
                    None if is_hidden else count.reached / count.patients,
                    tables.step_cell(care, group, step, language),
                )
            )
    drawn = pd.DataFrame(rows, columns=["group", "step", "position", "share", "note"])
    sentence = tables.pathway_sentence(care, language)
    return Figure(pathway_chart(language), drawn, sentence, drawn[["group", "step", "note"]])


def margin_figure(care: Care, language: str) -> Figure:
    """R0 at each site, among those resected there and among everybody."""
    rates: list[Rate] = []
    for site in tables.SITES:
        column = tables.R0_COLUMNS[site]
        rates.append((f"{site}_r0_resected", column, "yes", False))
        rates.append((f"{site}_r0_everybody", column, "yes", True))
    return _rates_figure(care, rates, text("care.margins_alt", language), language)


def morbidity_figure(care: Care, language: str) -> Figure:
    """Severe complications and deaths within 90 days after the operations on each site."""
    rates: list[Rate] = []
    for site in tables.SITES:
        rates.append((f"{site}_severe", f"clavien_{site}_30d", SEVERE, False))
        rates.append((f"{site}_death_90d", f"death_90d_{site}", "yes", False))
    return _rates_figure(care, rates, text("care.morbidity_alt", language), language)


def _rates_figure(care: Care, rates: Iterable[Rate], sentence: str, language: str) -> Figure:
    rows = []
    for position, (name, answer, part, is_of_all) in enumerate(rates):
        for rank, group in enumerate(care.groups):
            whole = care.sizes[group] if is_of_all else care.answers[group, answer].known
            estimate = _estimate(care, group, answer, part, whole)
            rows.append(
                (
                    code_label("strategy_planned", group, language),
                    rank,
                    text(f"care.rate_{name}", language),
                    position,
                    estimate and estimate.proportion,
                    estimate and estimate.ci_low,
                    estimate and estimate.ci_high,
                    tables.rate_cell(care, group, answer, part, language, whole),
                )
            )
    columns = ["group", "rank", "measure", "position", "proportion", "ci_low", "ci_high", "note"]
    drawn = pd.DataFrame(rows, columns=columns)
    return Figure(rates_chart(language), drawn, sentence, drawn[["measure", "group", "note"]])


def _estimate(care: Care, group: str, answer: str, part: str, whole: int) -> Proportion | None:
    """A proportion that may be drawn; None where its count is not shown."""
    counts = care.answers[group, answer]
    is_hidden = (answer, group, part) in care.withheld
    if is_hidden or not is_described(counts.known, care.least):
        return None
    return estimate_proportion(counts.count(part), whole)
