"""The extracts kept, and the way back to an earlier one."""

import streamlit as st

from pages.components import data_access
from pages.components.language import current_language, text
from synchronox_core.errors import SynchronoxError
from synchronox_core.store import Catalogue
from synchronox_core.text.formats import format_date


def show() -> None:
    """List the extracts, the newest first, and offer to go back to one of them."""
    catalogue = data_access.store().catalogue()
    if not catalogue.extracts:
        return
    st.header(text("import.history"))
    _show_table(catalogue)
    error = st.session_state.pop("rollback_error", None)
    if isinstance(error, SynchronoxError):
        st.error(text(error.key, **error.values))
    _offer_way_back(catalogue)


def _show_table(catalogue: Catalogue) -> None:
    language = current_language()
    newest_first = sorted(catalogue.extracts, key=lambda e: e.extract_id, reverse=True)
    current = catalogue.current.extract_id if catalogue.current else None
    st.dataframe(
        {
            text("import.extract"): [e.extract_id for e in newest_first],
            text("import.in_use"): [
                text("import.yes") if e.extract_id == current else "" for e in newest_first
            ],
            text("import.as_of"): [format_date(e.as_of, language) for e in newest_first],
            text("import.imported_at"): [
                format_date(e.imported_at, language) for e in newest_first
            ],
            text("import.patients"): [e.patients for e in newest_first],
            text("import.count_held_back"): [e.held_back for e in newest_first],
            text("import.data"): [
                text("import.synthetic" if e.synthetic else "import.real") for e in newest_first
            ],
            text("import.reason_label"): [e.reason or "" for e in newest_first],
        },
        hide_index=True,
        alt=text("import.history_alt"),
    )


def _offer_way_back(catalogue: Catalogue) -> None:
    current = catalogue.current.extract_id if catalogue.current else None
    others = sorted(e.extract_id for e in catalogue.extracts if e.extract_id != current)
    if not others:
        return
    with st.expander(text("import.way_back")):
        st.write(text("import.way_back_lead"))
        st.selectbox(text("import.extract"), others[::-1], key="rollback_extract")
        st.text_input(text("import.reason"), key="rollback_reason")
        reason = str(st.session_state.get("rollback_reason", "")).strip()
        st.button(text("import.go_back"), on_click=_go_back, disabled=not reason)


def _go_back() -> None:
    reason = str(st.session_state.get("rollback_reason", "")).strip()
    try:
        data_access.store().rollback(st.session_state["rollback_extract"], reason=reason)
    except SynchronoxError as error:
        st.session_state["rollback_error"] = error
