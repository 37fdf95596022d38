"""State that lives in the address as codes, so that a link reads the same in every language.

Streamlit's own binding writes the label shown, which differs between languages and loses its
meaning when a label is reworded; here the address holds the code.
"""

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st


def choose_one(
    name: str,
    label: str,
    options: Sequence[str],
    *,
    default: str,
    label_of: Callable[[str], str],
    widget: Literal["radio", "selectbox"] = "selectbox",
) -> str:
    """One of several codes, chosen in a widget and kept in the address.

    Args:
        name: Parameter of the address and key of the widget.
        label: What is chosen, in the reader's language.
        options: Codes allowed; others in the address are dropped.
        default: Code of an address without the parameter.
        label_of: Label of a code.
        widget: How it is shown.
    """
    receive(name, options, default)
    if widget == "radio":
        chosen = st.radio(
            label, options, format_func=label_of, key=name, horizontal=True, persist_state="session"
        )
    else:
        chosen = st.selectbox(
            label, options, format_func=label_of, key=name, persist_state="session"
        )
    code = chosen or default
    _send(name, (code,), (default,))
    return code


def choose_many(
    name: str,
    label: str,
    options: Sequence[str],
    *,
    default: Sequence[str] = (),
    label_of: Callable[[str], str],
    placeholder: str,
    most: int | None = None,
) -> tuple[str, ...]:
    """Several codes, chosen with a search field and kept in the address.

    Args:
        name: Parameter of the address and key of the widget.
        label: What is chosen, in the reader's language.
        options: Codes allowed; others in the address are dropped.
        default: Codes of an address without the parameter.
        label_of: Label of a code.
        placeholder: Shown while nothing is chosen.
        most: Largest number of codes; None without limit.
    """
    receive(name, options, list(default), most)
    chosen = tuple(
        st.multiselect(
            label, options, format_func=label_of, key=name, placeholder=placeholder,
            max_selections=most, persist_state="session",
        )
    )  # fmt: skip
    _send(name, chosen, tuple(default))
    return chosen


def follow(name: str) -> str | None:
    """A code that no list holds, such as a study code, as the address or the page chose it.

    Args:
        name: Parameter of the address, and name in the state of the session: a page that
            chooses writes it there.

    Returns:
        The code, unchecked; None when neither has one.
    """
    incoming = tuple(st.query_params.get_all(name))
    if incoming and incoming not in st.session_state.get(_memory(name), ()):
        st.session_state[name] = incoming[-1]
        st.session_state[_memory(name)] = (incoming,)
    return st.session_state.get(name)


def keep(name: str, code: str) -> None:
    """Write a code that ``follow`` reads into the state and the address.

    Args:
        name: Parameter of the address.
        code: The code in force.
    """
    st.session_state[name] = code
    _send(name, (code,), ())


def receive(
    name: str, options: Sequence[str], default: str | list[str], most: int | None = None
) -> None:
    """Take the value of the address when a link or the reader changed it there.

    An address without the parameter never empties a choice: a change of page drops the
    parameters, and the choice is then written back.

    Args:
        name: Parameter of the address and key of the widget.
        options: Codes allowed.
        default: Value of a new session; a list for a choice of several.
        most: Largest number of codes.
    """
    incoming = tuple(st.query_params.get_all(name))
    valid = [code for code in dict.fromkeys(incoming) if code in options][:most]
    if valid and incoming not in st.session_state.get(_memory(name), ()):
        st.session_state[name] = valid if isinstance(default, list) else valid[0]
    elif name not in st.session_state:
        st.session_state[name] = default


def _send(name: str, value: tuple[str, ...], default: tuple[str, ...]) -> None:
    incoming = tuple(st.query_params.get_all(name))
    written = () if value == default else value
    if written:
        st.query_params[name] = list(written)
    elif incoming:
        del st.query_params[name]
    # Both are no news later on: a click may arrive with the address of before the last answer.
    st.session_state[_memory(name)] = (incoming, written)


def _memory(name: str) -> str:
    return f"address.{name}"
