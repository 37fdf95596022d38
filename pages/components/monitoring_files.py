"""What is worked out on demand: changes since an extract, questions to a centre, the report."""

from functools import partial

import streamlit as st

from pages.components import data_access, printed, quality_choices, result_views
from pages.components.language import current_language, text
from synchronox_core.services.quality.centre_questions import (
    questions_csv,
    questions_pdf,
    questions_table,
)
from synchronox_core.services.quality.changes import (
    earlier_extracts,
    flip_table,
    tell_changes,
    tell_flips,
)
from synchronox_core.services.quality.monitoring_report import write_monitoring_report
from synchronox_core.services.quality.review import DataQuality

PDF = "application/pdf"
SHOWN_WHOLE = 30
"""Changes shown in full lines; more of them scroll inside their table."""


def changes() -> None:
    """What changed since the extract chosen."""
    st.header(text("quality.changes"))
    extracts = earlier_extracts(data_access.store(), current_language())
    if not extracts:
        st.info(text("quality.no_earlier"))
        return
    earlier = quality_choices.earlier_extract(extracts)
    if earlier is None:
        return
    found = data_access.changes(earlier)
    st.write(tell_changes(found, current_language()))
    flips = flip_table(found, current_language())
    if len(flips):
        sentence = tell_flips(found, current_language())
        st.caption(sentence)
        if len(flips) <= SHOWN_WHOLE:
            printed.table(flips, alt=sentence)
        else:
            result_views.table(flips, alt=sentence, key="flips")


def questions(quality: DataQuality) -> None:
    """The questions to the centre chosen, and the files to send."""
    language = current_language()
    st.header(text("quality.questions"))
    centre = quality_choices.questioned_centre(quality)
    extract = data_access.current_extract()
    if centre is None or extract is None:
        return
    asked = data_access.questions(centre, language)
    sentence = text("quality.questions_alt", count=len(asked))
    st.caption(sentence)
    result_views.table(questions_table(asked, language), alt=sentence, key="questions_table")
    name = f"{centre} · {data_access.centres().get(centre, '')}"
    st.download_button(
        text("quality.download_csv"),
        partial(questions_csv, asked, language),
        file_name=f"questions_{centre}_{extract.extract_id}.csv",
        mime="text/csv",
        key="questions_csv",
        on_click="ignore",
    )
    st.download_button(
        text("quality.download_pdf"),
        partial(questions_pdf, asked, extract, name, language),
        file_name=f"questions_{centre}_{extract.extract_id}.pdf",
        mime=PDF,
        key="questions_pdf",
        on_click="ignore",
    )


def report() -> None:
    """The monitoring report of the extract in use."""
    st.header(text("report.title"))
    st.write(text("report.lead"))
    extract = data_access.current_extract()
    st.download_button(
        text("quality.download_pdf"),
        _report,
        file_name=f"monitoring_{extract.extract_id if extract else 0}.pdf",
        mime=PDF,
        key="monitoring_report",
        on_click="ignore",
    )


def _report() -> bytes:
    aims = data_access.settings().recruitment
    return write_monitoring_report(data_access.store(), aims, current_language())[0]
