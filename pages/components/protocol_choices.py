"""The readings of the protocol, chosen on a page and kept in the address."""

import streamlit as st

from pages.components import address
from pages.components.language import current_language, text
from synchronox_core.protocol.settings import (
    CHOICES,
    NUMBER_LIMITS,
    ProtocolSettings,
    read_settings,
)
from synchronox_core.services.patient_words import tell_value

DEFAULTS = ProtocolSettings()


def protocol_settings() -> ProtocolSettings:
    """The readings in force: the defaults, unless the reader or the address changed them."""
    with st.popover(text("patient.settings"), key="readings"):
        chosen = {name: _choose_word(name) for name in CHOICES}
        chosen |= {name: str(_choose_number(name)) for name in NUMBER_LIMITS}
    return read_settings(chosen)


def _choose_word(name: str) -> str:
    labels = {code: tell_value(name, code, current_language()) for code in CHOICES[name]}
    return address.choose_one(
        name,
        text(f"patient.setting_{name}"),
        CHOICES[name],
        default=getattr(DEFAULTS, name),
        label_of=labels.__getitem__,
    )


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
