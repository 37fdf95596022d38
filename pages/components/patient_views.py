"""The parts of the patient page that are no charts: identity, tiles, gaps, traces.

They are written as HTML, every word escaped: a whole section is one element that prints, can be
reached with the keyboard and opens its "why?" without asking the server.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from pages.components import printed, result_views
from pages.components.language import text
from synchronox_core.services.figures import Figure
from synchronox_core.services.patients.figures import LiverMap
from synchronox_core.services.patients.missing import MissingItem
from synchronox_core.services.patients.tiles import Tile
from synchronox_core.services.patients.traces import Section, ToldCell, Trace

STYLE = Path(__file__).parent / "styles" / "patient_page.css"

DAY, UNBROKEN = re.compile(r"\d{4}-\d{2}-\d{2}"), r'<span class="day">\g<0></span>'
"""A day in English, which must not be broken at its hyphens."""


def identity(patient_id: str, lines: Iterable[str]) -> None:
    """Show who the patient is.

    Args:
        patient_id: Study code.
        lines: What follows it.
    """
    told = "".join(f'<p class="patient-line">{escape(line)}</p>' for line in lines)
    st.html(STYLE)
    st.html(f'<h2 class="patient-name">{escape(patient_id)}</h2>{told}')


def tiles(shown: Iterable[Tile]) -> None:
    """Show the tiles side by side, one below the other on a phone."""
    st.html(f'<div class="tiles">{"".join(map(_tile, shown))}</div>')


def missing(items: Sequence[MissingItem], note: str) -> None:
    """Show what is missing: the count, and the list on demand; the list is always printed.

    Args:
        items: What is missing.
        note: Day on which ages are counted.
    """
    if not items:
        st.html(f'<p class="patient-line">{escape(text("patient.missing_nothing"))}</p>')
        return
    names = ("item", "found", "limit", "place")
    head = [text(f"patient.column_{name}") for name in names]
    rows = _table(head, [[getattr(item, name) for name in names] for item in items])
    count = text("patient.missing_count", count=len(items))
    _details(count, text("patient.which"), f"{rows}<p>{escape(note)}</p>")


def figure(shown: Figure, key: str) -> None:
    """Draw a figure with its sentence, and its table on demand; the table is always printed.

    Args:
        shown: Chart, rows, sentence and table; without rows the sentence stands alone.
        key: Key of the figure, unique on the page.
    """
    if shown.drawn.empty:
        st.caption(shown.sentence)
        return
    spec = _read_as_one(shown.spec)
    st.vega_lite_chart(shown.drawn, spec, alt=shown.sentence, key=key)
    st.caption(shown.sentence)
    _details(text("frame.data"), text("patient.show"), _frame(shown.listed))
    with st.container(horizontal=True):
        result_views.download_csv(lambda: shown.listed, key)
        result_views.download_pictures(lambda: shown, key)


def liver(shown: LiverMap) -> None:
    """Show the liver beside its lesions as a table."""
    drawing = b64encode(shown.svg.encode()).decode()
    with st.container(key="liver"):
        left, right = st.columns([1, 2])
        with left:
            st.html(
                f'<img class="liver" alt="{escape(shown.sentence)}"'
                f' src="data:image/svg+xml;base64,{drawing}">'
            )
            st.caption(shown.sentence)
        with right:
            printed.table(shown.listed, alt=shown.sentence)


def section(shown: Section) -> None:
    """Show the traces of a section, one a row; a row opens its rule, source and inputs."""
    names = ("criterion", "value", "day", "rule", "state")
    head = "".join(f"<span>{escape(text(f'patient.column_{name}'))}</span>" for name in names)
    rows = "".join(map(_trace, shown.traces))
    st.html(f'<div class="traces"><div class="row head">{head}</div>{rows}</div>')


def _read_as_one(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A chart read out by its sentence alone: a layer without marks is an image without a name."""
    config = spec.get("config", {})
    return {**spec, "config": {**config, "mark": {**config.get("mark", {}), "aria": False}}}


def _details(label: str, more: str, content: str) -> None:
    """Something that opens on demand and is always printed; ``content`` is HTML."""
    st.html(
        f'<div class="traces"><details><summary><span class="criterion">{escape(label)}</span> '
        f'<span class="why">{escape(more)}</span></summary>'
        f'<div class="because listed">{content}</div></details></div>'
    )


def _frame(shown: pd.DataFrame) -> str:
    rows = shown.fillna("").astype(str).itertuples(index=False)
    return _table(map(str, shown.columns), rows)


def _tile(shown: Tile) -> str:
    lines = "".join(f"<p>{DAY.sub(UNBROKEN, escape(line))}</p>" for line in shown.lines)
    return (
        f'<section class="tile"><h3>{escape(shown.title)}</h3>'
        f'<p class="headline">{escape(shown.headline)}</p>{lines}</section>'
    )


def _trace(shown: Trace) -> str:
    reason = f" ({shown.reason})" if shown.reason else ""
    parts = (
        f'<span class="criterion">{escape(shown.label)}</span>',
        f"<span>{escape(shown.value + reason)}</span>",
        f"<span>{escape(shown.day)}</span>",
        f"<span>{escape(shown.rule)}</span>",
        f'<span><span class="mark">{shown.mark}</span>{escape(shown.state_label)}</span>',
        f'<span class="why">{escape(text("patient.why"))}</span>',
    )
    return (
        f'<details><summary class="row">{"".join(parts)}</summary>'
        f'<div class="because">{_because(shown)}</div></details>'
    )


def _because(shown: Trace) -> str:
    facts = {
        "definition": shown.definition,
        "source": shown.source,
        "settings": "; ".join(shown.settings),
    }
    told = [
        f"<p>{escape(text('patient.fact', name=text(f'patient.why_{name}'), value=fact))}</p>"
        for name, fact in facts.items()
        if fact
    ]
    if not shown.cells:
        return "".join([*told, f"<p>{escape(text('patient.why_no_input'))}</p>"])
    head = [text(f"patient.cell_{name}") for name in ToldCell._fields]
    return "".join([*told, _table(head, shown.cells)])


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = "".join(f"<th>{escape(name)}</th>" for name in head)
    lines = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f'<div class="cells" tabindex="0"><table><tr>{columns}</tr>{lines}</table></div>'
