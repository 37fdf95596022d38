"""What the board lacks about a patient, with the oldest an examination may be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.answers import Answer, State
from synchronox_core.protocol.thresholds import EXAMINATION_WITHIN_DAYS
from synchronox_core.services.endpoints import tell_reason
from synchronox_core.services.patients.file import PatientFile
from synchronox_core.services.patients.words import NOTHING_RESECTED, tell_item
from synchronox_core.text import text
from synchronox_core.text.formats import format_date

BASELINE_ITEMS = (
    *("age_at_diagnosis_years", "sex", "ecog", "rectal_diagnosis_date", "liver_diagnosis_date"),
    *("folfirinox_start_date", "anal_verge_mm", "ct", "cn", "mrf_involved", "emvi", "histology"),
    *("differentiation", "mmr_status", "kras", "nras", "braf", "cea_ng_ml"),
    *("liver_resectability_class", "extrahepatic_mets", "strategy_planned", "strategy_decided_on"),
)
"""Cells of ``patients`` that the criteria, the scores and the head of the page ask."""

RECTAL_EXAMINATIONS = ("ymrtrg", "dre", "endoscopy")
"""The three parts of a clinical complete response, each an examination with its own day."""

OPEN_ANSWERS = (
    *("recist", "rectal_r0", "liver_r0", "rodel", "blazer"),
    *("clinical_complete_response", "complete_treatment"),
)
"""Answers that are listed while a gap in the file leaves them open."""


@dataclass(frozen=True, slots=True)
class MissingItem:
    """Something the board lacks, in one language.

    Attributes:
        item: What it is.
        found: What the file says instead.
        limit: Oldest it may be, empty when it does not age.
        place: Where it is entered, files of the eCRF.
    """

    item: str
    found: str
    limit: str
    place: str


def list_missing(
    file: PatientFile, answers: Mapping[str, Answer], language: str
) -> tuple[MissingItem, ...]:
    """What is missing or too old: at baseline, at restaging, and for each open answer.

    Args:
        file: The patient.
        answers: What ``list_answers`` says of the patient.
        language: ``en`` or ``fr``.
    """
    return (
        *_missing_baseline(file, language),
        *_old_examinations(file.record, language),
        *_open_answers(answers, language),
    )


def board_day(record: Record) -> date:
    """Day on which the age of an examination is counted.

    Returns:
        The day of the board; without one the first operation, else the death or the data cut.
    """
    patient = record.patient
    operated = [row.operation_date for row in record.operations if row.operation_date]
    last = min(patient.death_date or record.as_of, record.as_of)
    return patient.strategy_decided_on or min(operated, default=last)


def tell_board_day(record: Record, language: str) -> str:
    """On which day ages are counted, and why that day."""
    return text("patient.missing_note", language, on=format_date(board_day(record), language))


def _missing_baseline(file: PatientFile, language: str) -> Iterator[MissingItem]:
    line = file.record.patient.line
    for column in BASELINE_ITEMS:
        if file.baseline[column] is None:
            code = file.missing_codes.get(("patients", line, column), "")
            found = text(f"patient.missing_{code or 'empty'}", language)
            yield MissingItem(tell_item(column, language), found, "", TABLES["patients"].file)


def _old_examinations(record: Record, language: str) -> Iterator[MissingItem]:
    asked = board_day(record)
    for item, days in _examination_days(record).items():
        past = [day for day in days if day <= asked]
        age = (asked - max(past)).days if past else None
        if age is not None and age <= EXAMINATION_WITHIN_DAYS:
            continue
        yield MissingItem(
            tell_item(item, language),
            _tell_age(age, max(past, default=asked), asked, language),
            text("patient.limit_days", language, count=EXAMINATION_WITHIN_DAYS),
            TABLES["assessments"].file,
        )


def _examination_days(record: Record) -> dict[str, list[date]]:
    """Days of each examination that restaging needs."""
    days: dict[str, list[date]] = {item: [] for item in (*RECTAL_EXAMINATIONS, "liver_imaging")}
    for row in record.assessments:
        if row.assessment_date is None:
            continue
        if row.site == "liver":
            days["liver_imaging"].append(row.assessment_date)
        for item in RECTAL_EXAMINATIONS:
            if getattr(row, item) is not None:
                days[item].append(row.assessment_date)
    return days


def _tell_age(age: int | None, day: date, asked: date, language: str) -> str:
    on = format_date(asked, language)
    if age is None:
        return text("patient.never_done", language, on=on)
    return text("patient.too_old", language, count=age, day=format_date(day, language), on=on)


def _open_answers(answers: Mapping[str, Answer], language: str) -> Iterator[MissingItem]:
    for name in OPEN_ANSWERS:
        answer = answers[name]
        if answer.state is State.UNDETERMINABLE and answer.reason not in NOTHING_RESECTED:
            files = dict.fromkeys(
                TABLES[cell.table].file for cell in answer.inputs if cell.value is None
            )
            yield MissingItem(
                text(f"patient.name_{name}", language, site=""),
                tell_reason(answer.reason, language),
                "",
                ", ".join(files),
            )
