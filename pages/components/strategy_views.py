"""The parts of the page of strategies that are drawn in rows: risk, line, icons, sentence."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from pages.components import (
    data_access,
    frame,
    pair_judgement,
    patient_views,
    printed,
    result_views,
)
from pages.components.language import text
from synchronox_core.plots.risk_marks import draw_icons, draw_interval
from synchronox_core.services.patients.words import SEPARATOR
from synchronox_core.services.prediction import contribution_figure, strategy_tables, strategy_words
from synchronox_core.services.prediction.planned_courses import PlannedCourse
from synchronox_core.services.prediction.predictor import PatientPrediction, Predictor
from synchronox_core.services.prediction.strategy_rows import ANY, RiskRow, tell_withheld

STYLE = Path(__file__).parent / "styles" / "strategies_page.css"


def mark_hypothetical(changes: Sequence[str]) -> None:
    """Say loudly that the figures are about a supposed patient; nothing without a change."""
    if changes:
        told = text("strategies.hypothetical_values", changes=SEPARATOR.join(changes))
        st.error(f"**{text('strategies.hypothetical')}** {told}")


def support(
    found: PatientPrediction, predictor: Predictor, order: Sequence[str], language: str
) -> None:
    """Show whom the figures are based on, and what a strategy needs to be told."""
    st.markdown(strategy_words.tell_basis(found, predictor.artefact, language))
    shown = strategy_tables.support_table(found, order, language)
    if len(shown):
        printed.table(shown, alt=text("strategies.based_on_alt"))
    st.caption(strategy_words.tell_support_rule(found, language))
    sample = strategy_words.tell_sample(found.prediction.nearest, language)
    if sample:
        st.caption(sample)


def risks(rows: Sequence[RiskRow], language: str, *, is_supposed: bool) -> None:
    """Show the risks one below the other, then as a table; a withheld one says why in its place.

    Where all are withheld the rows have said it, and there is no table.
    """
    st.header(text("strategies.risks"))
    st.html(STYLE)
    kind = "risks hypothetical" if is_supposed else "risks"
    st.html(f'<div class="{kind}">{"".join(map(_row, rows))}</div>')
    if not any(row.shown for row in rows):
        return
    st.caption(text("strategies.risks_note"))
    shown = strategy_tables.risk_table(rows, language)
    printed.table(shown, alt=text("strategies.risks_alt"))
    result_views.download_csv(lambda: shown, file_name("strategies", is_supposed=is_supposed))


def file_name(name: str, *, is_supposed: bool) -> str:
    """Name of a file; that of a supposed patient says so once it has left the page."""
    return f"{name}_hypothetical" if is_supposed else name


def differences(
    found: PatientPrediction, order: Sequence[str], language: str, *, is_supposed: bool
) -> None:
    """Show the difference of every pair, or why it is withheld."""
    st.header(text("strategies.differences"))
    judged = pair_judgement.judged_pairs() if found.prediction.differences else {}
    shown = strategy_tables.difference_table(found, order, judged, language)
    printed.table(shown, alt=text("strategies.differences_alt"))
    result_views.download_csv(lambda: shown, file_name("differences", is_supposed=is_supposed))
    if found.prediction.differences:
        st.caption(text("strategies.differences_note"))
    st.page_link(frame.pages()["compare"], label=text("strategies.to_compare"))


def harms(courses: Mapping[str, PlannedCourse], order: Sequence[str], language: str) -> None:
    """Show harm by site and time to completion in the cohort, by strategy planned."""
    st.header(text("strategies.harms"))
    shown = strategy_tables.harm_table(courses, order, language)
    printed.table(shown, alt=text("strategies.harms_alt"))
    result_views.download_csv(
        lambda: strategy_tables.harm_table(data_access.exported_courses(), order, language), "harms"
    )
    st.caption(text("strategies.harms_note"))
    times = strategy_tables.completion_table(courses, order, language)
    printed.table(times, alt=text("strategies.completion_alt"))
    st.caption(text("strategies.completion_note"))


def nearest(found: PatientPrediction, order: Sequence[str], language: str) -> None:
    """Show what became of the nearest patients."""
    st.header(text("strategies.nearest"))
    near = found.prediction.nearest
    if near is None:
        st.caption(strategy_words.tell_no_nearest(found, language))
        return
    st.markdown(text("strategies.nearest_lead", count=near.patients))
    shown = strategy_tables.nearest_table(found, order, language)
    printed.table(shown, alt=text("strategies.nearest_alt"))
    st.caption(strategy_words.tell_distance(near, language))


def contributions(found: PatientPrediction, language: str) -> None:
    """Show what each predictor adds; nothing of a patient whose risk is withheld."""
    st.header(text("strategies.contributions"))
    if found.prediction.risk is None:
        st.caption(tell_withheld(found, ANY, language))
        return
    figure = contribution_figure.contribution_figure(found, language)
    patient_views.figure(figure, "contributions")


def _row(row: RiskRow) -> str:
    drawn = ""
    if row.shown is not None:
        line = draw_interval(row.code, *row.shown, row.number)
        icons = draw_icons(row.code, row.shown.percent, row.number)
        drawn = f"{_image(line, row.number, 'line')}{_image(icons, row.sentence, 'icons')}"
    number, _, interval = row.number.partition(" (")
    bounds = f'<span class="interval"> ({escape(interval)}</span>' if interval else ""
    return (
        f'<section class="risk {"withheld" if row.shown is None else "told"}">'
        f'<h3>{escape(row.label)}</h3><p class="number">{escape(number)}{bounds}</p>{drawn}'
        f'<p class="sentence">{escape(row.sentence)}</p></section>'
    )


def _image(svg: str, alternative: str, kind: str) -> str:
    drawing = b64encode(svg.encode()).decode()
    source = f"data:image/svg+xml;base64,{drawing}"
    return f'<img class="{kind}" alt="{escape(alternative)}" src="{source}">'
