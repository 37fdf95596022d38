"""A long computation on a page: offered, shown while it runs, and its result once it is done."""

from collections.abc import Callable, Hashable

import streamlit as st

from pages.components.language import text
from synchronox_core.services.computations import (
    Computation,
    ComputationState,
    Told,
    find_computation,
    start_computation,
)

REFRESH_SECONDS = 1.0


def result_of(key: Hashable, work: Callable[[Told], object], name: str) -> object | None:
    """The result of a computation; until it is there, a button to start it or its progress.

    Args:
        key: Everything the result depends on.
        work: Computes it; it is given the function to tell the share done.
        name: Key of the button, unique on the page.
    """
    found = find_computation(key)
    if found is None or found.state is ComputationState.FAILED:
        if found is not None and found.error is not None:
            st.error(text(found.error.key, **found.error.values))
        label = "comparison.compute" if found is None else "comparison.compute_again"
        if st.button(text(label), key=f"compute_{name}"):
            start_computation(key, work)
            st.rerun()
        return None
    if not found.is_over:
        _show_progress(found, name)
    return found.result


@st.fragment(run_every=REFRESH_SECONDS)
def _show_progress(found: Computation[object], name: str) -> None:
    if found.is_over:
        st.rerun(scope="app")
    is_waiting = found.state is ComputationState.WAITING
    step = "comparison.waiting" if is_waiting else "comparison.running"
    st.progress(found.share, text=text(step))
    if st.button(text("comparison.stop"), key=f"stop_{name}"):
        found.stop()
