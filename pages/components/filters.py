"""The filter of the cohort pages, kept in the address and shown as chips that can be removed."""

from collections.abc import Iterable, Mapping

import streamlit as st

from pages.components import address, data_access
from pages.components.language import current_language, text
from synchronox_core.services.cohort.filters import CODES, CohortFilter
from synchronox_core.text.labels import code_label, column_label

COLUMNS = {
    "cohort": "cohort",
    "centre": "centre_id",
    "strategy": "strategy_planned",
    "sex": "sex",
    "class": "liver_resectability_class",
}
"""Column behind each parameter of the address."""

CHIP_VALUES = 3
"""Values a chip names; the others are counted."""


def cohort_filter() -> CohortFilter:
    """The filter chosen: fields to change it, and a chip for each part that narrows."""
    centres = data_access.centres()
    with st.expander(text("frame.filters"), key="filters"), st.grid(min_column_width=140):
        chosen = {parameter: _field(parameter, centres) for parameter in COLUMNS}
    _draw_chips({parameter: codes for parameter, codes in chosen.items() if codes})
    return CohortFilter(
        cohorts=chosen["cohort"],
        centres=chosen["centre"],
        strategies=chosen["strategy"],
        sexes=chosen["sex"],
        classes=chosen["class"],
    )


def _field(parameter: str, centres: Mapping[str, str]) -> tuple[str, ...]:
    column, language = COLUMNS[parameter], current_language()
    is_centre = parameter == "centre"

    def label_of(code: str) -> str:
        name = centres.get(code) if is_centre else None
        return f"{code} · {name}" if name else code_label(column, code, language)

    return address.choose_many(
        parameter,
        column_label(column, language),
        tuple(centres) if is_centre else CODES[column],
        label_of=label_of,
        placeholder=text("frame.filter_all"),
    )


def _draw_chips(active: Mapping[str, tuple[str, ...]]) -> None:
    if not active:
        return
    with st.container(horizontal=True, key="chips"):
        for parameter, codes in active.items():
            st.button(
                _chip_label(parameter, codes),
                key=f"chip_{parameter}",
                help=text("frame.filter_remove"),
                on_click=_clear,
                args=((parameter,),),
            )
        if len(active) > 1:
            st.button(
                text("frame.filter_clear"),
                key="chip_clear",
                type="tertiary",
                on_click=_clear,
                args=(tuple(active),),
            )


def _chip_label(parameter: str, codes: tuple[str, ...]) -> str:
    column = COLUMNS[parameter]
    named = [code_label(column, code, current_language()) for code in codes[:CHIP_VALUES]]
    if len(codes) > CHIP_VALUES:
        named.append(text("frame.filter_more", count=len(codes) - CHIP_VALUES))
    return text(
        "frame.filter_chip",
        column=column_label(column, current_language()),
        values=", ".join(named),
    )


def _clear(parameters: Iterable[str]) -> None:
    for parameter in parameters:
        st.session_state[parameter] = []
