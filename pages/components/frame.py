"""The frame of every page: navigation, language, data cut, notices, and faults told plainly."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

import synchronox_core
from pages.components import data_access, language, result_views, taken_files
from pages.components.language import current_language, text
from synchronox_core.errors import SynchronoxError
from synchronox_core.services.stamps import extract_stamp

PAGES = Path(__file__).resolve().parents[1]
ADDRESSES = {
    "home": "home.py",
    "patient": "board/patient.py",
    "strategies": "board/strategies.py",
    "overview": "cohort/overview.py",
    "care": "cohort/care.py",
    "outcomes": "cohort/outcomes.py",
    "survival": "cohort/survival.py",
    "compare": "cohort/compare.py",
    "recruitment": "trial/recruitment.py",
    "quality": "trial/data_quality.py",
    "import": "trial/data_import.py",
    "external": "reference/external_cohorts.py",
    "external_comparison": "reference/external_comparison.py",
    "model": "reference/model.py",
    "definitions": "reference/definitions.py",
}
"""Every page of the navigation: its address and its file; the first one opens by itself."""

IMPORT_DEMO = "python -m synchronox_core import data/demo"

_IS_DRAWN: ContextVar[bool] = ContextVar("frame_is_drawn", default=False)


def navigate() -> st.Page:
    """Draw the frame and return the page the address asks for."""
    language.read_choice()
    page = st.navigation(list(pages().values()), expanded=True)
    st.set_page_config(page_title=f"{page.title} – {text('frame.product')}", layout="wide")
    with st.sidebar:
        language.switch()
        st.caption(text("frame.about", version=synchronox_core.__version__))
    return page


def pages() -> dict[str, st.Page]:
    """The pages by address, their titles carrying their group (flat: headers fail axe)."""
    return {
        address: st.Page(
            PAGES / file,
            title=text(f"frame.page_{address}"),
            url_path=address,
            default=address == "home",
        )
        for address, file in ADDRESSES.items()
    }


def linked_pages() -> dict[str, st.Page]:
    """The pages Home leads to, by address."""
    return {address: page for address, page in pages().items() if address != "home"}


@contextmanager
def drawn() -> Iterator[None]:
    """Run a page inside the frame; a fault a user can mend becomes its sentence."""
    token = _IS_DRAWN.set(True)
    try:
        yield
    except SynchronoxError as error:
        st.error(text(error.key, **error.values))
    finally:
        _IS_DRAWN.reset(token)


def open_page(address: str, *, needs_extract: bool = True) -> None:
    """Begin a page: frame, notices, title, data stamp; without data, say how to get some.

    A page that was reached around the main script draws the frame itself. The title is that of
    the navigation, which carries the group of the page.

    Args:
        address: Address of the page.
        needs_extract: The page shows nothing without an extract and stops here.
    """
    if not _IS_DRAWN.get():
        navigate()
    title = text(f"frame.page_{address}")
    taken_files.name_source(None)
    try:
        extract = data_access.current_extract()
    except SynchronoxError as error:
        st.title(title)
        st.error(text(error.key, **error.values))
        st.stop()
    if extract is not None and extract.synthetic:
        st.warning(f"**{text('frame.synthetic')}** {text('frame.synthetic_meaning')}")
    st.title(title)
    if extract is not None:
        st.caption(extract_stamp(extract, current_language()))
    elif needs_extract:
        explain_empty_store()
        st.stop()


def print_stamp(subject: str) -> str:
    """What stands at the foot of a printed page: whom or what it is about, the data, the version.

    Args:
        subject: Whom or what the page is about.
    """
    extract = data_access.current_extract()
    parts = [subject]
    if extract is not None:
        parts += [text("frame.synthetic")] if extract.synthetic else []
        parts.append(extract_stamp(extract, current_language()))
    parts.append(text("frame.version", version=synchronox_core.__version__))
    return " · ".join(parts)


def explain_empty_store() -> None:
    """Say that there is no extract yet and the two ways to bring one."""
    st.info(text("frame.empty_store"))
    st.page_link(pages()["import"], label=text("frame.page_import"))
    result_views.command(IMPORT_DEMO)
