"""The server: the main script behind security headers, warmed up before the first visitor."""

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.components.language import text
from synchronox_core.config import LANGUAGES
from synchronox_core.errors import SynchronoxError
from synchronox_core.services.defects import log_defect
from synchronox_core.text import CATALOGUE, load_area

MAIN_SCRIPT = Path(__file__).parent / "pages" / "frame" / "main.py"
JUDGED_AHEAD_PATIENTS = 5_000
"""Most patients whose pairs of strategies are judged before anybody asks.

Six comparisons take seconds there, and a quarter of an hour of a core at 100,000 (measured).
"""

SECURITY_HEADERS = {
    # Nothing from elsewhere, no inline script: a picture or frame in a text cannot call out.
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
        "font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "frame-src 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


class SecurityHeaders:
    """Middleware that adds the security headers to every answer.

    Args:
        app: The application behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def warm_up() -> None:
    """Import and read what the pages need; take it out of the garbage collector's rounds.

    Streamlit collects garbage after every rerun; with these libraries loaded that costs about
    90 ms a rerun until the objects are frozen.
    """
    from pages.components import data_access
    from synchronox_core.services.cohort.filters import CohortFilter
    from synchronox_core.services.cohort.overview import build_overview
    from synchronox_core.services.patients.figures import liver_map
    from synchronox_core.services.patients.file import read_patient_file
    from synchronox_core.services.patients.search import find_patients
    from synchronox_core.services.recruitment.outlook import RecruitmentQuestion, build_recruitment

    for area in CATALOGUE.glob("*.toml"):
        load_area(area.stem)
    with suppress(SynchronoxError):  # the first page tells what is wrong with the store
        build_overview(data_access.store(), CohortFilter())
        build_recruitment(
            data_access.store(), data_access.settings().recruitment, RecruitmentQuestion()
        )
        for patient_id in find_patients(data_access.store(), "").patient_ids[:1]:
            file = read_patient_file(data_access.store(), patient_id)
            liver_map(file.record, LANGUAGES[0])
    with suppress(SynchronoxError):  # without a model its pages tell what to do
        open_model_ahead()
    for language in LANGUAGES:
        compile_ahead(language)
    gc.collect()
    gc.freeze()


def compile_ahead(language: str) -> None:
    """Compile the charts of the pages: each takes longer than drawing the whole page.

    Args:
        language: ``en`` or ``fr``.
    """
    from synchronox_core.plots import contributions, lesion_waterfall, margins, patient_timeline
    from synchronox_core.plots import overview as charts
    from synchronox_core.plots.outcomes import statuses_chart
    from synchronox_core.services.quality import figures as quality_figures
    from synchronox_core.services.recruitment import figures as recruitment_figures

    charts.centres_chart(language)
    charts.strategies_chart(language)
    charts.bars_chart(language)
    charts.histogram_chart(language)
    patient_timeline.timeline_chart(language, has_origin=True)
    lesion_waterfall.waterfall_chart(language)
    margins.margins_chart(language)
    contributions.contributions_chart(language)
    statuses_chart(language)
    recruitment_figures.compile_charts(language)
    quality_figures.compile_charts(language)


def open_model_ahead() -> None:
    """Open the model, and judge the pairs of strategies where that takes seconds.

    Raises:
        ArtefactError: There is no model, or none that may speak of this store.
        StoreError: The store cannot be read.
    """
    from pages.components import data_access, pair_judgement

    extract = data_access.current_extract()
    if extract is None:
        return
    data_access.predictor()
    data_access.planned_courses()
    if extract.patients <= JUDGED_AHEAD_PATIENTS:
        pair_judgement.judge_ahead()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up beside the first requests; at the end let everything be collected as usual."""
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield
    gc.unfreeze()


def apologise(error: Exception) -> bool:
    """Log a defect without its message, show its reference number, never the traceback."""
    st.error(text("errors.defect", reference=log_defect(error)))
    return True


app = st.App(
    MAIN_SCRIPT,
    lifespan=lifespan,
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=apologise,
)
