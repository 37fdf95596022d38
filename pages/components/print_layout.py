"""A page on paper: nothing cut or hidden, and who, when and which page at the foot of each."""

import streamlit as st

from pages.components.language import text

STYLE = """<style>
@page {{
  size: A4; margin: 12mm 12mm 16mm;
  @bottom-left {{ content: "{stamp}"; font: 7pt sans-serif; width: 85%; }}
  @bottom-right {{ content: "{page} " counter(page) " {of} " counter(pages); font: 7pt sans-serif; }}
}}
@media print {{
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stDownloadButton"],
  [data-testid="stExpander"], {hidden} {{ display: none !important; }}
  [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"] {{
    position: static !important; overflow: visible !important; height: auto !important; }}
  [data-testid="stMainBlockContainer"] {{ padding: 0 !important; max-width: none !important; }}
  h2, h3 {{ break-after: avoid; }}
  [data-testid="stVegaLiteChart"] {{ break-inside: avoid; }}
}}
</style>"""


def print_whole(stamp: str, *hidden_keys: str) -> None:
    """Make the page print whole.

    Args:
        stamp: What stands at the foot of every sheet.
        hidden_keys: Keys of containers that only serve the screen.
    """
    hidden = ", ".join(f".st-key-{key}" for key in hidden_keys)
    foot = stamp.replace("\\", "").replace('"', "'").replace("<", "")
    st.html(
        STYLE.format(
            stamp=foot,
            page=text("patient.print_page"),
            of=text("patient.print_of"),
            hidden=hidden,
        )
    )
