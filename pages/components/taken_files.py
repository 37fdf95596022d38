"""What is taken away from a page: tables as CSV, figures as pictures with their source."""

from collections.abc import Callable
from contextvars import ContextVar

import pandas as pd

from pages.components import data_access
from pages.components.language import current_language
from synchronox_core.services.deliveries.downloads import write_csv
from synchronox_core.services.figure_files import PictureKind, draw_figure
from synchronox_core.services.figures import Figure
from synchronox_core.services.stamps import figure_source

_SOURCE: ContextVar[str | None] = ContextVar("source_of_the_numbers", default=None)


def name_source(source: str | None) -> None:
    """Say where the numbers of the page come from, for the pictures taken away from it.

    Args:
        source: Name of the data; None names the extract in use, as every page does at first.
    """
    _SOURCE.set(source)


def source() -> str:
    """Where the numbers of the page come from."""
    named = _SOURCE.get()
    if named is not None:
        return named
    extract = data_access.current_extract()
    return figure_source(extract, current_language()) if extract else ""


def draw_picture(build: Callable[[], Figure], told: str, kind: PictureKind) -> bytes:
    """A figure as it may leave the board.

    Args:
        build: Makes it.
        told: Where its numbers come from.
        kind: Format.
    """
    shown = build()
    return draw_figure(shown.spec, shown.drawn, shown.sentence, told, kind)


def write_table(build: Callable[[], pd.DataFrame]) -> bytes:
    """A table as it may leave the board, as CSV.

    Args:
        build: Makes it, one row a line.
    """
    frame = build()
    rows = [
        {str(column): None if pd.isna(value) else value for column, value in row.items()}
        for row in frame.to_dict("records")
    ]
    return write_csv([str(column) for column in frame], rows)
