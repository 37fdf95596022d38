"""What a monitor asks a centre: missing items, findings, open queries, news due."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date

import pandas as pd

from synchronox_core.ecrf.expectations import ENDPOINTS, EXPECTATIONS
from synchronox_core.recruitment.follow_up import list_news_due
from synchronox_core.recruitment.maturity import Maturity, classify_primary
from synchronox_core.report.document import Document, Section, write_pdf
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.services.deliveries.downloads import write_csv
from synchronox_core.services.quality.completeness import reason_label
from synchronox_core.services.quality.words import item_label
from synchronox_core.store import Cursor, Extract, Store
from synchronox_core.store.completeness import BLANK, list_missing
from synchronox_core.store.maturity_queries import maturity_patients
from synchronox_core.store.quality_queries import list_centre_findings, list_centre_queries
from synchronox_core.store.record_queries import read_data_cut
from synchronox_core.text import text
from synchronox_core.text.formats import format_date
from synchronox_core.text.labels import column_label

ANSWERABLE = (BLANK, "NV", "set_aside")
"""Reasons of an empty cell that a centre can still mend; not known and not done are answers."""

KINDS = ("endpoint", "missing", "finding", "query", "news")
WIDTHS = (3, 3, 4, 9, 2)


@dataclass(frozen=True)
class Question:
    """One question to a centre, in one language.

    Attributes:
        patient_id: Study code.
        kind: What it is about.
        item: Variable, form or file.
        question: What is asked.
        since: Day it dates from, written; empty without one.
    """

    patient_id: str
    kind: str
    item: str
    question: str
    since: str


def list_questions(store: Store, centre_id: str, language: str) -> tuple[Question, ...]:
    """Every question to a centre, patient after patient.

    Args:
        store: The cohort store.
        centre_id: The centre.
        language: ``en`` or ``fr``.

    Raises:
        StoreError: The store is empty or its current extract cannot be read.
    """
    with open_derived(store) as cursor:
        as_of = read_data_cut(cursor)
        patients = maturity_patients(cursor)
        of_centre = patients[patients["centre_id"] == centre_id]
        found = [
            *_endpoints(of_centre, as_of, language),
            *_missing(cursor, centre_id, language),
            *_findings(cursor, centre_id, language),
            *_queries(cursor, centre_id, language),
            *_news(of_centre, as_of, language),
        ]
    ranks = {text(f"quality.kind_{kind}", language): rank for rank, kind in enumerate(KINDS)}
    return tuple(sorted(found, key=lambda q: (q.patient_id, ranks[q.kind], q.item)))


def questions_table(questions: tuple[Question, ...], language: str) -> pd.DataFrame:
    """The questions under labels of the language."""
    return pd.DataFrame([astuple(question) for question in questions], columns=_columns(language))


def questions_csv(questions: tuple[Question, ...], language: str) -> bytes:
    """The questions as a CSV file."""
    columns = _columns(language)
    rows = (dict(zip(columns, astuple(q), strict=True)) for q in questions)
    return write_csv(columns, rows)


def questions_pdf(
    questions: tuple[Question, ...], extract: Extract, centre: str, language: str
) -> bytes:
    """The questions as a PDF file to send to the centre.

    Args:
        questions: What is asked.
        extract: The extract they come from.
        centre: Code and name of the centre.
        language: ``en`` or ``fr``.
    """
    cut = format_date(extract.as_of, language)
    rows = tuple(tuple(map(str, astuple(question))) for question in questions)
    document = Document(
        title=text("quality.questions_title", language, centre=centre),
        language=language,
        day=extract.as_of.date(),
        footer=text("quality.footer", language, extract_id=extract.extract_id, as_of=cut),
        notices=(text("frame.synthetic", language),) if extract.synthetic else (),
        sections=(
            Section(
                "",
                (
                    text(
                        "quality.questions_lead",
                        language,
                        count=len(questions),
                        extract_id=extract.extract_id,
                        as_of=cut,
                    ),
                ),
                tuple(_columns(language)),
                rows,
                WIDTHS,
            ),
        ),
    )
    return write_pdf(document)


def _endpoints(patients: pd.DataFrame, as_of: date, language: str) -> Iterator[Question]:
    judged = classify_primary(patients, pd.Timestamp(as_of))
    is_open = judged["maturity"] == Maturity.NOT_EVALUABLE
    for patient_id, item in zip(
        patients.loc[is_open, "patient_id"], judged.loc[is_open, "item"], strict=True
    ):
        yield _question(
            "endpoint",
            str(patient_id),
            text("quality.endpoint_primary", language),
            f"{item_label(str(item), language)} [{item}]",
            language,
        )


def _missing(cursor: Cursor, centre_id: str, language: str) -> Iterator[Question]:
    for table, columns in EXPECTATIONS.items():
        if table == ENDPOINTS:
            continue
        for column in columns:
            listed = list_missing(cursor, table, column, centre_id).listed
            for row in listed[listed["reason"].isin(ANSWERABLE)].to_dict("records"):
                item = f"{column_label(column, language)} {row['row_key']}".strip()
                reason = reason_label(str(row["reason"]), language)
                yield _question("missing", str(row["patient_id"]), item, reason, language)


def _findings(cursor: Cursor, centre_id: str, language: str) -> Iterator[Question]:
    for row in list_centre_findings(cursor, centre_id, language).to_dict("records"):
        item = str(row["column_name"] or row["file"])
        yield _question("finding", str(row["patient_id"]), item, str(row["message"]), language)


def _queries(cursor: Cursor, centre_id: str, language: str) -> Iterator[Question]:
    for row in list_centre_queries(cursor, centre_id).to_dict("records"):
        item = column_label(str(row["field"] or row["form"]), language)
        asked = str(row["text"] or "")
        opened = format_date(row["opened_date"], language)
        yield _question("query", str(row["patient_id"]), item, asked, language, opened)


def _news(patients: pd.DataFrame, as_of: date, language: str) -> Iterator[Question]:
    due = list_news_due(patients, pd.Timestamp(as_of))
    for row in due[due["overdue_days"] > 0].to_dict("records"):
        asked = text("quality.ask_news", language, count=int(row["overdue_days"]))
        last = format_date(row["last_news"], language)
        item = column_label("last_news_date", language)
        yield _question("news", str(row["patient_id"]), item, asked, language, last)


def _question(
    kind: str, patient_id: str, item: str, question: str, language: str, since: str = ""
) -> Question:
    return Question(patient_id, text(f"quality.kind_{kind}", language), item, question, since)


def _columns(language: str) -> list[str]:
    names = ("study_code", "kind", "item", "question", "since")
    return [text(f"quality.{name}", language) for name in names]
