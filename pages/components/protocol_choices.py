"""Every reading of the protocol of one patient's page, numbers included, behind one button."""

import streamlit as st

from pages.components.language import text
from pages.components.readings import choose_reading
from synchronox_core.protocol.settings import (
    CHOICES,
    NUMBER_LIMITS,
    ProtocolSettings,
    read_settings,
)

DEFAULTS = ProtocolSettings()


def protocol_settings() -> ProtocolSettings:
    """The readings in force: the defaults, unless the reader or the address changed them."""
    with st.popover(text("patient.settings"), key="protocol_choices"):
        chosen = {name: choose_reading(name) for name in CHOICES}
        chosen |= {name: str(_choose_number(name)) for name in NUMBER_LIMITS}
    return read_settings(chosen)


def _choose_number(name: str) -> int:
    least, largest = NUMBER_LIMITS[name]
    number = st.number_input(
        text(f"patient.setting_{name}_unit"),
        least,
        largest,
        getattr(DEFAULTS, name),
        key=name,
        bind="query-params",
        persist_state="session",
    )
    return int(number)
