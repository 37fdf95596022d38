"""The readings of the record a reader chooses, kept in the address and told beside the figures."""

from collections.abc import Mapping

import streamlit as st

from pages.components import address
from pages.components.language import text
from synchronox_core.protocol.settings import CHOICES, ProtocolSettings, read_settings

COMMAND = "python -m synchronox_core outcomes"


def choose_readings() -> ProtocolSettings:
    """The settings chosen: a field each, and a line that names those changed."""
    defaults = ProtocolSettings()
    with st.expander(text("outcomes.settings"), key="settings"), st.grid(min_column_width=220):
        chosen = {name: choose_reading(name) for name in CHOICES}
    changed = {name: code for name, code in chosen.items() if code != getattr(defaults, name)}
    st.caption(_told(changed))
    return read_settings(changed)


def choose_reading(name: str) -> str:
    """One setting that is a word, as a field.

    Args:
        name: Name of the setting, one of ``CHOICES``.
    """
    return address.choose_one(
        name,
        text(f"outcomes.setting_{name}"),
        CHOICES[name],
        default=getattr(ProtocolSettings(), name),
        label_of=lambda code: text(f"outcomes.setting_{name}_{code}"),
    )


def command_line(settings: ProtocolSettings) -> str:
    """The command that derives the answers under settings that differ from the defaults.

    Args:
        settings: Readings of the record.
    """
    defaults = ProtocolSettings()
    changed = [
        f"--setting {name}={getattr(settings, name)}"
        for name in CHOICES
        if getattr(settings, name) != getattr(defaults, name)
    ]
    return " ".join([COMMAND, *changed])


def are_compared() -> bool:
    """Whether the reader asks for the primary outcome under every reading."""
    chosen = address.choose_one(
        "readings",
        text("outcomes.readings_show"),
        ("no", "yes"),
        default="no",
        label_of=lambda code: text(f"outcomes.readings_{code}"),
        widget="radio",
    )
    return chosen == "yes"


def _told(changed: Mapping[str, str]) -> str:
    if not changed:
        return text("outcomes.settings_default")
    changes = "; ".join(
        f"{text(f'outcomes.setting_{name}')} – {text(f'outcomes.setting_{name}_{code}')}"
        for name, code in changed.items()
    )
    return text("outcomes.settings_changed", changes=changes)
