"""A document of headings, sentences and tables, written as an accessible PDF."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Literal

TEMPLATE = Path(__file__).parent / "document.typ"
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, with title and language, so that it can be read aloud."""


@dataclass(frozen=True)
class Section:
    """A part of a document.

    Attributes:
        heading: Its heading; empty continues the part before.
        sentences: Paragraphs.
        columns: Headings of a table; empty without a table.
        rows: Cells of the table, row by row.
        widths: Relative width of each column; empty makes them equal.
    """

    heading: str
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Document:
    """A document to print or send.

    Attributes:
        title: Title.
        language: ``en`` or ``fr``.
        day: Day it speaks of; the file bears it as its date, so that the same content gives the
            same bytes.
        footer: What stands under every page beside its number.
        sections: Its parts.
        notices: What must be seen first.
    """

    title: str
    language: str
    day: date
    footer: str
    sections: tuple[Section, ...]
    notices: tuple[str, ...] = ()


def write_pdf(document: Document) -> bytes:
    """The document as a PDF file; the same document gives the same bytes.

    Args:
        document: What to write.

    Raises:
        ValueError: A row of a table is not as wide as its heading.
    """
    # A large library, wanted by a few documents only.
    import typst

    return bytes(
        typst.compile(
            TEMPLATE.read_bytes(),
            sys_inputs={"content": json.dumps(_content(document))},
            ignore_system_fonts=True,
            pdf_standards=[STANDARD],
        )
    )


def _content(document: Document) -> dict[str, object]:
    for section in document.sections:
        if any(len(row) != len(section.columns) for row in section.rows):
            raise ValueError(f"a row of {section.heading!r} is not as wide as its heading")
    sections = [
        {**asdict(section), "widths": section.widths or (1,) * len(section.columns)}
        for section in document.sections
    ]
    day = document.day
    return {**asdict(document), "day": (day.year, day.month, day.day), "sections": sections}
