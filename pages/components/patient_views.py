"""The parts of the patient page that are no charts: identity, tiles, gaps, traces.

They are written as HTML, every word escaped: a whole section is one element that prints, can be
reached with the keyboard and opens its "why?" without asking the server.
"""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from pages.components.language import text
from synchronox_core.services.patient_missing import MissingItem
from synchronox_core.services.patient_summary import Tile
from synchronox_core.services.patient_traces import Section, ToldCell, Trace

STYLE = """<style>
.patient-name { font-size: 1.25rem; font-weight: 600; margin: 0; padding: 0; }
.patient-line { margin: 0; font-size: 0.95rem; }
.tiles { display: grid; gap: 0.6rem; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); }
.tile { border: 1px solid rgba(128, 128, 128, 0.4); border-radius: 0.5rem; padding: 0.5rem 0.7rem;
  break-inside: avoid; }
.tile h3 { font-size: 0.8rem; font-weight: 600; margin: 0; padding: 0; }
.tile p { margin: 0.15rem 0 0; font-size: 0.85rem; line-height: 1.35; }
.tile p.headline { font-size: 1rem; font-weight: 600; }
.traces { font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.traces .row { display: grid; gap: 0.15rem 0.8rem; padding: 0.3rem 0; align-items: baseline;
  grid-template-columns: 3fr 3fr 1.6fr 3.6fr 2.6fr 4rem; }
.traces .row > span { overflow-wrap: anywhere; }
.traces .head { font-weight: 600; }
.traces details, .traces .head { border-bottom: 1px solid rgba(128, 128, 128, 0.3); }
.traces summary { cursor: pointer; list-style: none; }
.traces summary::-webkit-details-marker { display: none; }
.traces .criterion { font-weight: 600; }
.traces .why { text-decoration: underline; }
.traces .mark { display: inline-block; width: 1.2em; }
.traces .because { padding: 0.2rem 0 0.8rem 1rem; max-width: 75ch; }
.traces .because p { margin: 0 0 0.3rem; }
.traces .cells { overflow-x: auto; }
.traces table { border-collapse: collapse; }
.traces th, .traces td { text-align: left; padding: 0.1rem 1rem 0.1rem 0; }
@media (min-width: 641px) {
  [data-testid="stMainBlockContainer"] { padding-left: 2rem; padding-right: 2rem; }
}
@media (max-width: 640px) {
  .traces .head { display: none; }
  .traces .row { grid-template-columns: 1fr; }
}
@media print {
  .traces details::details-content { content-visibility: visible; display: block; height: auto; }
  .traces .why, .traces th { display: none; }
  .traces, .tile p { font-size: 8pt; }
  .traces summary { break-after: avoid; }
  .traces .because { font-size: 7pt; max-width: none; padding-bottom: 0.2rem; }
  .traces .cells, .traces table, .traces tbody, .traces tr, .traces td { display: inline; }
  .traces .cells.listed, .traces .listed table { display: block; }
  .traces td { padding: 0 0.3em 0 0; }
  .traces tr:not(:last-child)::after { content: "; "; }
}
</style>"""
"""Style of the parts, once a page; greys and weights only, so that print loses nothing."""


def identity(patient_id: str, lines: Iterable[str]) -> None:
    """Show who the patient is.

    Args:
        patient_id: Study code.
        lines: What follows it.
    """
    told = "".join(f'<p class="patient-line">{escape(line)}</p>' for line in lines)
    st.html(f'{STYLE}<h2 class="patient-name">{escape(patient_id)}</h2>{told}')


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
    count = escape(text("patient.missing_count", count=len(items)))
    st.html(
        f'<div class="traces"><details><summary><span class="criterion">{count}</span> '
        f'<span class="why">{escape(text("patient.which"))}</span></summary>'
        f'<div class="because">{rows}<p>{escape(note)}</p></div></details></div>'
    )


def section(shown: Section) -> None:
    """Show the traces of a section, one a row; a row opens its rule, source and inputs."""
    names = ("criterion", "value", "day", "rule", "state")
    head = "".join(f"<span>{escape(text(f'patient.column_{name}'))}</span>" for name in names)
    rows = "".join(map(_trace, shown.traces))
    st.html(f'<div class="traces"><div class="row head">{head}</div>{rows}</div>')


def _tile(shown: Tile) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in shown.lines)
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
    return f'<div class="cells"><table><tr>{columns}</tr>{lines}</table></div>'
