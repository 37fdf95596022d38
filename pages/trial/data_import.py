"""Import of a delivery: checked and shown first, then stored in one atomic step."""

import streamlit as st

from pages.components import extract_history, frame, import_decision, import_preview, import_source
from pages.components.language import text
from synchronox_core.services.deliveries.import_jobs import JobState, current_job

frame.open_page("import", needs_extract=False)
st.write(text("import.lead"))

job = current_job()
if job is None:
    import_source.show()
elif job.is_running:
    import_source.show_progress(job)
elif job.state is JobState.PREVIEWED and job.preview is not None:
    import_preview.show(job.source, job.preview)
    import_decision.show(job, job.preview)
else:
    import_decision.show_end(job)
    import_source.show()

extract_history.show()
