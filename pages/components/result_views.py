"""How results are shown: a chart with its sentence and its data, a table, a file to take away."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Concatenate, ParamSpec, Protocol, Self, TypeVar

import pandas as pd
import streamlit as st

from pages.components import printed, taken_files
from pages.components.language import current_language, text
from synchronox_core.services.figure_files import PictureKind
from synchronox_core.services.figures import Figure
from synchronox_core.text.formats import NO_BREAK_SPACE, THIN_SPACE, format_number
from synchronox_core.text.labels import column_label

COUNT = re.compile(rf"[<≥]?\d[\d,{NO_BREAK_SPACE}{THIN_SPACE}]*")
"""A count as it is written, or what stands in its place."""


class Exportable(Protocol):
    """Counts of the cohort, which leave the board under another rule than they are shown."""

    def as_exported(self) -> Self:
        """The same as it may leave the board."""
        ...


Counts = TypeVar("Counts", bound=Exportable)
Asked = ParamSpec("Asked")


def cohort_figure(
    build: Callable[Concatenate[Counts, Asked], Figure],
    counts: Counts,
    key: str,
    *asked: Asked.args,
    **named: Asked.kwargs,
) -> None:
    """Draw a figure of the cohort; what is taken away keeps the rule of exports.

    Args:
        build: Makes the figure of counts.
        counts: The counts.
        key: Key of the figure, unique on the page.
        *asked: What else the figure is made of.
        **named: The same by name.
    """
    _draw(
        build(counts, *asked, **named),
        key,
        lambda: build(counts.as_exported(), *asked, **named),
    )


def cohort_table(
    build: Callable[[Counts, str], pd.DataFrame], counts: Counts, *, alt: str, name: str
) -> None:
    """Show a table of the cohort as a whole, and offer it under the rule of exports.

    Args:
        build: Makes the table of counts in a language.
        counts: The counts.
        alt: One sentence that says what it lists.
        name: Name of the file without its ending, and key of the button.
    """
    language = current_language()
    printed.table(build(counts, language), alt=alt)
    download_csv(lambda: build(counts.as_exported(), language), name)


def figure(shown: Figure, key: str) -> None:
    """Draw a figure without counts of the cohort: it is taken away as it is.

    Args:
        shown: Chart, rows, sentence and table.
        key: Key of the figure, unique on the page.
    """
    _draw(shown, key, lambda: shown)


def monitoring_figure(shown: Figure, key: str) -> None:
    """Draw a figure of the monitoring, which is not for export.

    Args:
        shown: Chart, rows, sentence and table.
        key: Key of the figure, unique on the page.
    """
    _draw(shown, key, None)


def _draw(shown: Figure, key: str, exported: Callable[[], Figure] | None) -> None:
    """Draw a figure; beneath it its sentence, and its data as a table on demand."""
    st.vega_lite_chart(shown.drawn, dict(shown.spec), alt=shown.sentence, key=key)
    st.caption(shown.sentence)
    with st.expander(text("frame.data"), key=f"{key}_data", type="compact"):
        table(shown.listed, alt=shown.sentence, key=f"{key}_table")
        if exported is not None:
            with st.container(horizontal=True):
                download_csv(lambda: exported().listed, key)
                download_pictures(exported, key)


def table(frame: pd.DataFrame, *, alt: str, key: str) -> None:
    """Show a table under the labels of its columns, numbers as the language writes them.

    Args:
        frame: One row a line; columns the catalogue knows are shown under their label.
        alt: One sentence that says what it lists.
        key: Key of the table, unique on the page.
    """
    shown = frame.rename(columns=lambda name: column_label(str(name), current_language()))
    numbers = [str(label) for label in shown if pd.api.types.is_numeric_dtype(shown[label])]
    for label in numbers:
        shown[label] = shown[label].map(_number, na_action="ignore")
    numbers += [str(label) for label in shown if _is_of_counts(shown[label])]
    right = st.column_config.TextColumn(alignment="right")
    st.dataframe(
        shown, hide_index=True, alt=alt, key=key, column_config=dict.fromkeys(numbers, right)
    )


def metrics(figures: Sequence[tuple[str, str]]) -> None:
    """Show headline figures side by side, one below the other on a phone.

    Args:
        figures: Label and value of each.
    """
    with st.grid(min_column_width=140):
        for label, value in figures:
            st.metric(label, value)


def command(line: str) -> None:
    """Show a command to type, in plain colours: those of highlighted code are too faint."""
    st.code(line, language=None, wrap_lines=True)


def download_csv(build: Callable[[], pd.DataFrame], name: str) -> None:
    """Offer a table as a CSV file, made when asked for.

    Args:
        build: Makes the table as it may leave the board, one row a line.
        name: Name of the file without its ending, and key of the button.
    """
    st.download_button(
        text("frame.download"),
        partial(taken_files.write_table, build),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"{name}_csv",
        on_click="ignore",
    )


def download_pictures(build: Callable[[], Figure], name: str) -> None:
    """Offer a figure as SVG and PNG, drawn when asked for.

    Args:
        build: Makes the figure as it may leave the board.
        name: Name of the files without their ending, and key of the buttons.
    """
    told = taken_files.source()
    for kind in PictureKind:
        st.download_button(
            text("frame.download_picture", kind=kind.upper()),
            partial(taken_files.draw_picture, build, told, kind),
            file_name=f"{name}.{kind}",
            mime=kind.mime,
            key=f"{name}_{kind}",
            on_click="ignore",
        )


def _is_of_counts(column: "pd.Series[Any]") -> bool:
    """Whether a column of text holds counts, some of them withheld."""
    return bool(len(column)) and all(COUNT.fullmatch(str(cell)) for cell in column)


def _number(value: float) -> str:
    decimals = 0 if float(value).is_integer() else 2
    return format_number(value, current_language(), decimals)
