"""The decision on a checked delivery: what stands against it, confirm or cancel, the end."""

import streamlit as st

from pages.components import data_access, import_source
from pages.components.language import text
from synchronox_core.services.deliveries.import_jobs import ImportJob, JobState, confirm_job
from synchronox_core.services.deliveries.importing import Preview


def show(job: ImportJob, preview: Preview) -> None:
    """Offer to confirm or cancel; each objection names what would lift it.

    Args:
        job: The import that waits.
        preview: Its checked delivery.
    """
    if preview.known is not None:
        st.info(text("import.already_imported", extract_id=preview.known.extract_id))
    remedies = {objection.remedy for objection in preview.objections}
    for objection in preview.objections:
        st.warning(text(objection.key, **objection.values))
    if "accept_held_back" in remedies:
        st.checkbox(text("import.accept_held_back"), key="import_accept")
    if "reason" in remedies:
        st.text_input(text("import.reason"), key="import_reason")
    can_import = preview.as_of is not None and preview.known is None and "none" not in remedies
    buttons = st.container(horizontal=True)
    buttons.button(
        text("import.confirm"),
        type="primary",
        on_click=_confirm,
        args=(job,),
        disabled=not can_import or not _is_lifted(remedies),
    )
    buttons.button(text("import.cancel"), on_click=import_source.forget)


def _is_lifted(remedies: set[str]) -> bool:
    accepted = bool(st.session_state.get("import_accept"))
    reason = bool(str(st.session_state.get("import_reason", "")).strip())
    return (accepted or "accept_held_back" not in remedies) and (reason or "reason" not in remedies)


def _confirm(job: ImportJob) -> None:
    confirm_job(
        job,
        data_access.store(),
        accept_held_back=bool(st.session_state.get("import_accept")),
        reason=str(st.session_state.get("import_reason", "")).strip() or None,
    )


def show_end(job: ImportJob) -> None:
    """Say how an import ended.

    Args:
        job: An import that is done or failed.
    """
    if job.state is JobState.DONE and job.result is not None:
        extract = job.result.extract
        key = "import.imported_as" if job.result.imported else "import.already_imported"
        st.success(text(key, extract_id=extract.extract_id, count=extract.patients))
    elif job.error is not None:
        st.error(text(job.error.key, **job.error.values))
