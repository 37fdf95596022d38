"""Where the numbers shown come from: extract, data cut and day of import in one line."""

from synchronox_core.store import Extract
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number


def extract_stamp(extract: Extract, language: str) -> str:
    """Extract, data cut, day of import and patients in one line."""
    return text(
        "frame.stamp",
        language,
        extract_id=extract.extract_id,
        as_of=format_date(extract.as_of, language),
        imported_at=format_date(extract.imported_at, language),
        patients=format_number(extract.patients, language),
        count=extract.patients,
    )


def figure_source(extract: Extract, language: str) -> str:
    """What an exported figure says under its title: the stamp, after the notice of invented data.

    Source: ``product.md``, What the data are: synthetic data are marked so on every export.
    """
    stamp = extract_stamp(extract, language)
    return f"{text('frame.synthetic', language)} {stamp}" if extract.synthetic else stamp
