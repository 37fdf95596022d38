"""A PDF document: the same bytes each time, one table a section, text never read as markup."""

import re
from dataclasses import replace
from datetime import date

import pytest

from synchronox_core.report.document import Document, Section, write_pdf

PAGE = Document(
    title="Été",
    language="fr",
    day=date(2028, 12, 31),
    footer="Extraction 1",
    notices=("Données synthétiques",),
    sections=(Section("Complétude", ("79,2 % ≥ 10",), ("a", "b"), (("1", "2"), ("3", "4"))),),
)


def pages(content):
    return int(re.search(rb"/Type/Pages/Count (\d+)", content)[1])


def test_same_document_gives_the_same_bytes():
    assert write_pdf(PAGE) == write_pdf(PAGE)
    assert write_pdf(PAGE) != write_pdf(replace(PAGE, language="en"))


def test_document_is_a_tagged_pdf_of_its_day():
    content = write_pdf(PAGE)
    assert content.startswith(b"%PDF-")
    assert b"/MarkInfo" in content
    assert b"D:20281231" in content


def test_long_table_goes_on_over_pages():
    rows = tuple((str(number), "x") for number in range(200))
    long = replace(PAGE, sections=(replace(PAGE.sections[0], rows=rows),))
    assert pages(write_pdf(long)) > pages(write_pdf(PAGE)) == 1


@pytest.mark.parametrize("text", ['#panic("x")', "*bold", "$x$ \\ `raw", "<label> @ref //"])
def test_text_is_never_read_as_markup(text):
    hostile = replace(PAGE, title=text, sections=(Section(text, (text,), ("a",), ((text,),)),))
    assert write_pdf(hostile).startswith(b"%PDF-")


def test_row_narrower_than_its_heading_is_refused():
    with pytest.raises(ValueError, match="not as wide"):
        write_pdf(replace(PAGE, sections=(Section("x", (), ("a", "b"), (("1",),)),)))
