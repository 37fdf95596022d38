"""What happened to a patient, row by row: treatments, assessments, complications, events."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from synchronox_core.endpoints.complete_treatment import derive_complete_treatment
from synchronox_core.endpoints.eligibility import derive_eligible, list_criteria
from synchronox_core.endpoints.evidence import NO_LINE
from synchronox_core.endpoints.records import (
    Chemotherapy,
    Complication,
    LesionTreatment,
    Operation,
    Record,
)
from synchronox_core.plots.patient_timeline import LANES
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.text import text


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """Something that happened, out of one row of the record.

    Attributes:
        lane: One of ``LANES``.
        form: What it is drawn as: ``period``, or the name of a mark.
        what: What it is, in the reader's language.
        table: Table of the row.
        line: Physical line of the row in its file; ``NO_LINE`` for what the rules derive.
        start: Its day, or its first day; None when missing.
        end: Last day of a period; None when it goes on.
        site: ``rectum``, ``liver`` or empty: whose colour it bears.
        label: What stands beside its mark; empty for nothing.
    """

    lane: str
    form: str
    what: str
    table: str
    line: int
    start: date | None
    end: date | None = None
    site: str = ""
    label: str = ""


def list_items(record: Record, settings: ProtocolSettings, language: str) -> list[TimelineItem]:
    """Everything on record that has a place on the timeline, by lane and day.

    Args:
        record: The patient.
        settings: Readings in force; they decide whether and when treatment was complete.
        language: ``en`` or ``fr``.
    """
    items = chain(
        _list_chemotherapy(record, language),
        _list_assessments(record, language),
        _list_radiotherapy(record, language),
        _list_operations(record, language),
        _list_percutaneous(record, language),
        _list_complications(record, language),
        _list_events(record, language),
        _list_contacts(record, language),
        _list_achievement(record, settings, language),
    )
    return sorted(items, key=lambda item: (LANES.index(item.lane), item.start or date.max))


def _list_chemotherapy(record: Record, language: str) -> Iterator[TimelineItem]:
    for row in record.chemotherapy:
        what = _describe_chemotherapy(row, language)
        yield TimelineItem(
            "chemotherapy", "period", what, "chemotherapy", row.line, row.start_date, row.end_date
        )


def _describe_chemotherapy(row: Chemotherapy, language: str) -> str:
    regimen, phase = _code("regimen", row.regimen, language), _code("phase", row.phase, language)
    if row.targeted_agent not in (None, "none"):
        regimen = f"{regimen} + {_code('targeted_agent', row.targeted_agent, language)}"
    key = "cycles_not_known" if row.n_cycles is None else "cycles"
    return text(
        f"patient_figures.{key}", language, regimen=regimen, phase=phase, count=row.n_cycles
    )


def _list_assessments(record: Record, language: str) -> Iterator[TimelineItem]:
    for row in record.assessments:
        has_grade = row.ymrtrg is not None
        what = text(
            f"patient_figures.assessed{'_ymrtrg' if has_grade else ''}",
            language,
            site=_code("site", row.site, language),
            timepoint=_code("timepoint", row.timepoint, language),
            grade=row.ymrtrg,
        )
        yield TimelineItem(
            "imaging", f"assessment_{row.site or 'rectum'}", what, "assessments", row.line,
            row.assessment_date, site=row.site or "",
        )  # fmt: skip


def _list_radiotherapy(record: Record, language: str) -> Iterator[TimelineItem]:
    for row in record.radiotherapy:
        what = _code("technique", row.technique, language)
        # A course without a last day is drawn as the day it began: it is short, not going on.
        yield TimelineItem(
            "radiotherapy", "period", what, "radiotherapy", row.line, row.start_date,
            row.end_date or row.start_date, "rectum",
        )  # fmt: skip


def _list_operations(record: Record, language: str) -> Iterator[TimelineItem]:
    for row in record.operations:
        for site in _sites(row):
            label = _describe_operation(row, site, language)
            is_contraindicated = row.contraindication_found == "yes"
            what = (
                text("patient_figures.contraindication_found", language, procedure=label)
                if is_contraindicated
                else label
            )
            yield TimelineItem(
                site or "events", "operation", what, "operations", row.line,
                row.operation_date, site=site, label=label,
            )  # fmt: skip


def _sites(operation: Operation | None) -> tuple[str, ...]:
    """Sites of an operation; one without a name where it is missing."""
    if operation is None or operation.site is None:
        return ("",)
    return ("rectum", "liver") if operation.site == "both" else (operation.site,)


def _describe_operation(row: Operation, site: str, language: str) -> str:
    if not site:
        return text("patient_figures.operation_site_missing", language)
    if site == "rectum":
        return _code("rectal_procedure", row.rectal_procedure, language)
    procedure = _code("liver_procedure", row.liver_procedure, language)
    if row.liver_stage is None:
        return procedure
    return text(
        "patient_figures.operation_stage", language, procedure=procedure, stage=row.liver_stage
    )


def _list_percutaneous(record: Record, language: str) -> Iterator[TimelineItem]:
    """Treatments of lesions outside an operation, those of one day and kind together."""
    grouped: defaultdict[tuple[date | None, str | None], list[LesionTreatment]] = defaultdict(list)
    for row in record.treatments:
        if row.operation_no is None:
            grouped[row.treatment_date, row.kind].append(row)
    for (day, kind), rows in grouped.items():
        label = _code("kind", kind, language)
        numbers = ", ".join(str(row.lesion_no) for row in rows)
        what = text(
            "patient_figures.percutaneous", language, kind=label, lesions=numbers, count=len(rows)
        )
        yield TimelineItem(
            "liver", "percutaneous", what, "lesion_treatments", rows[0].line, day,
            site="liver", label=label,
        )  # fmt: skip


def _list_complications(record: Record, language: str) -> Iterator[TimelineItem]:
    operations = {row.operation_no: row for row in record.operations}
    for row in record.complications:
        what = text(
            "patient_figures.complication",
            language,
            site=_code("complication_site", row.site, language),
            grade=row.clavien_grade or "?",
        )
        operation = operations.get(row.operation_no) if row.operation_no is not None else None
        for site in _sites_touched(row, _sites(operation)):
            yield TimelineItem(
                site or "events", "complication", what, "complications", row.line,
                row.complication_date, site=site,
            )  # fmt: skip


def _sites_touched(row: Complication, sites: tuple[str, ...]) -> Iterable[str]:
    """Sites a complication counts for: its own of those operated on, else all of them (R.10)."""
    own = {"rectal": "rectum", "liver": "liver"}.get(row.site or "")
    return (own,) if own in sites and len(sites) > 1 else sites


def _list_events(record: Record, language: str) -> Iterator[TimelineItem]:
    for row in record.events:
        what = _code("event_type", row.event_type, language)
        if row.event_site is not None:
            site = _code("event_site", row.event_site, language)
            what = text("patient_figures.event_at", language, event=what, site=site)
        yield TimelineItem("events", "event", what, "events", row.line, row.event_date, label=what)


def _list_contacts(record: Record, language: str) -> Iterator[TimelineItem]:
    """Follow-up visits, the last news and the death."""
    for visit in record.visits:
        status = _code("disease_status", visit.disease_status, language)
        what = text("patient_figures.visit", language, status=status)
        yield TimelineItem("events", "visit", what, "followup", visit.line, visit.visit_date)
    patient = record.patient
    if patient.death_date is not None and patient.death_date <= record.as_of:
        what = text("patient_figures.death", language)
        yield TimelineItem(
            "events", "death", what, "patients", patient.line, patient.death_date, label=what
        )
    elif patient.last_news_date is not None and patient.vital_status == "alive":
        what = text("patient_figures.last_news", language)
        day = min(patient.last_news_date, record.as_of)
        yield TimelineItem("events", "last_news", what, "patients", patient.line, day)


def _list_achievement(
    record: Record, settings: ProtocolSettings, language: str
) -> Iterator[TimelineItem]:
    """The day on which the treatment of both sites was complete, if it was."""
    eligible = derive_eligible(record, list_criteria(record, settings))
    day = derive_complete_treatment(record, settings, eligible).day.value
    if isinstance(day, date):
        what = text("patient_figures.complete_treatment", language)
        yield TimelineItem("events", "complete", what, "", NO_LINE, day, label=what)


def _code(column: str, code: str | None, language: str) -> str:
    return text(f"patient_figures.code_{column}_{code or 'unknown'}", language)
