"""Where a delivery comes from: an upload or a path on the server; and the check under way."""

from pathlib import Path

import streamlit as st

from pages.components import data_access
from pages.components.language import text
from synchronox_core.errors import SynchronoxError
from synchronox_core.services.deliveries.import_jobs import (
    ImportJob,
    current_job,
    discard_job,
    start_check,
    start_upload,
)

REFRESH_SECONDS = 1.0


def show() -> None:
    """Offer the two ways; what cannot start says why."""
    st.header(text("import.source"))
    st.file_uploader(text("import.upload"), type="zip", key="import_file")
    has_file = st.session_state.get("import_file") is not None
    st.button(text("import.check_upload"), on_click=_start_upload, disabled=not has_file)
    with st.expander(text("import.path_title")):
        st.text_input(text("import.path"), key="import_path", placeholder="/data/export-2026-06-30")
        st.button(text("import.check_path"), on_click=_start_path)
    error = st.session_state.pop("import_error", None)
    if isinstance(error, SynchronoxError):
        st.error(text(error.key, **error.values))


def _start_upload() -> None:
    file = st.session_state.get("import_file")
    if file is None:
        return
    try:
        start_upload(file.name, file.getvalue(), data_access.settings(), data_access.store())
    except SynchronoxError as error:
        st.session_state["import_error"] = error


def _start_path() -> None:
    path = str(st.session_state.get("import_path", "")).strip()
    if not path:
        return
    try:
        start_check(path, Path(path), data_access.settings(), data_access.store())
    except SynchronoxError as error:
        st.session_state["import_error"] = error


@st.fragment(run_every=REFRESH_SECONDS)
def show_progress(job: ImportJob) -> None:
    """Show how far the check or the writing is; the page may be left meanwhile.

    Args:
        job: The import under way.
    """
    if current_job() is not job or not job.is_running:
        st.rerun(scope="app")
    st.progress(job.share, text=text(job.step))
    st.caption(text("import.may_leave", source=job.source))


def forget() -> None:
    """Forget the delivery shown; nothing of it is stored."""
    discard_job()
