"""The reader's language, and sentences in it."""

import os

import streamlit as st

import synchronox_core.text as catalogue
from pages.components import address
from synchronox_core.config import LANGUAGES, Settings

NAMES = {"en": "English", "fr": "Français"}
"""Each language by its own name, the same for every reader."""


def current_language() -> str:
    """``en`` or ``fr``: the reader's choice, else the setting of the installation."""
    chosen = st.session_state.get("lang")
    return str(chosen) if chosen else Settings.from_environ(os.environ).language


def text(key: str, **values: object) -> str:
    """The sentence of a catalogue key in the reader's language.

    Args:
        key: ``<area>.<name>``.
        values: What the sentence names; ``count`` chooses between singular and plural.

    Raises:
        TextError: No such key, or a value of the sentence is not given.
    """
    return catalogue.text(key, current_language(), **values)


def read_choice() -> None:
    """Take the language the address asks for, before the first sentence is shown."""
    default = Settings.from_environ(os.environ).language
    address.receive("lang", LANGUAGES, default)


def switch() -> None:
    """Offer the languages; the choice goes to the address and stays from page to page."""
    address.choose_one(
        "lang",
        text("frame.language"),
        LANGUAGES,
        default=Settings.from_environ(os.environ).language,
        label_of=NAMES.__getitem__,
        widget="radio",
    )
