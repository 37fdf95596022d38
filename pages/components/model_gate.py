"""The model in use, or why there is none and what to do."""

import streamlit as st

from pages.components import data_access, result_views
from pages.components.language import text
from synchronox_core.errors import ArtefactError
from synchronox_core.services.prediction.predictor import Predictor

TRAIN = "python -m synchronox_core train"


def open_model() -> Predictor:
    """The model of this store; without one the page says what to do, and ends.

    A model that no longer stands is told as such and still shown.
    """
    try:
        with st.spinner(text("strategies.opening")):
            predictor = data_access.predictor()
    except ArtefactError as error:
        st.error(text(error.key, **error.values))
        result_views.command(TRAIN)
        st.stop()
    for reason in predictor.stale_reasons:
        st.warning(text(f"prediction.stale_{reason}"))
    if predictor.stale_reasons:
        result_views.command(TRAIN)
    return predictor
