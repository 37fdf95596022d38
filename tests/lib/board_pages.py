"""A page of the board, opened as a reader opens it: the main script, then the page."""

from streamlit.testing.v1 import AppTest

from pages.components.frame import ADDRESSES, PAGES
from synchronox_core.config import REPOSITORY

MAIN = str(REPOSITORY / "pages" / "frame" / "main.py")


def open_board_page(page: str, *, timeout_seconds: float = 60, **parameters: str) -> AppTest:
    """The page at an address, with parameters in it."""
    app = AppTest.from_file(MAIN, default_timeout=timeout_seconds)
    app.run()
    app.switch_page(str(PAGES / ADDRESSES[page]))
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()
