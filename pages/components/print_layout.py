"""A page on paper: nothing cut or hidden, and what, when and which sheet at the foot of each."""

from pathlib import Path

import streamlit as st

from pages.components.language import text

STYLE = Path(__file__).parent / "styles" / "print.css"

SHEET = """<style>
@page {{
  size: A4;
  margin: 12mm 12mm 16mm;
  @bottom-left {{ content: "{stamp}"; font: 7pt sans-serif; width: 85%; }}
  @bottom-right {{
    content: "{page} " counter(page) " {of} " counter(pages); font: 7pt sans-serif;
  }}
}}
</style>"""


def print_whole(stamp: str) -> None:
    """Make the page print whole; a container with the key ``controls`` stays on the screen.

    Args:
        stamp: What stands at the foot of every sheet.
    """
    foot = stamp.translate(str.maketrans("", "", '\\"<\n'))
    words = {"page": text("patient.print_page"), "of": text("patient.print_of")}
    st.html(STYLE)
    st.html(SHEET.format(stamp=foot, **words))
