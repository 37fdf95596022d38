"""What followed the operations on the rectum and on the liver: complications and death."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from synchronox_core.classification.morbidity import (
    DEATH_GRADE,
    NO_COMPLICATION,
    compute_complication_index,
    worst_grade,
)
from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.last_news import derive_death, derive_last_news
from synchronox_core.endpoints.records import Complication, Operation, Record
from synchronox_core.protocol.answers import Answer, Input, State, yes_or_no
from synchronox_core.protocol.thresholds import LATE_DEATH_DAYS, POSTOPERATIVE_DAYS
from synchronox_core.protocol.vocabulary import Reason

Site = Literal["rectum", "liver"]

COMPLICATION_SITES: dict[Site, str] = {"rectum": "rectal", "liver": "liver"}
"""Word of ``complications`` for a site; ``general`` belongs to every site operated on."""

DEATH_UNKNOWN = (Reason.DEATH_DATE_MISSING, Reason.VITAL_STATUS_MISSING)
"""Reasons that leave open whether the patient died in a window."""


class Course(NamedTuple):
    """An operation with the complications that belong to it.

    Attributes:
        operation: The operation.
        sites: Sites operated on that day, in this row or in another.
        complications: Complications from that day to day 30, none after a later operation.
    """

    operation: Operation
    sites: frozenset[str]
    complications: tuple[Complication, ...]

    def complications_of(self, site: Site) -> list[Complication]:
        """Complications that count for a site: all of them unless both were operated on."""
        if len(self.sites) == 1:
            return list(self.complications)
        counted = (COMPLICATION_SITES[site], "general", None)
        return [row for row in self.complications if row.site in counted]

    @property
    def complications_to_share(self) -> tuple[Complication, ...]:
        """Complications of which the site matters, because both were operated on."""
        return self.complications if len(self.sites) > 1 else ()


class Postoperative(NamedTuple):
    """Complications and death after the operations of a site.

    Attributes:
        clavien_30d: Worst full grade in 30 days, ``I`` to ``V``; ``0`` when there was none.
        cci: Comprehensive complication index (0-100), the highest of one operation.
        death_30d: Whether the patient died from day 0 to day 30, whatever the cause.
        death_90d: Whether the patient died from day 0 to day 90.
    """

    clavien_30d: Answer
    cci: Answer
    death_30d: Answer
    death_90d: Answer


class Survival(NamedTuple):
    """What is known of a patient's life after the operations of a site.

    Attributes:
        operated_on: Known days of the operations.
        died_on: Day of death; None when alive or unknown.
        until: Last day of observation, that of the death included.
        reason: Why a death in a window cannot be denied; empty when it can.
        inputs: Cells it rests on.
    """

    operated_on: list[date]
    died_on: date | None
    until: date | None
    reason: str
    inputs: tuple[Input, ...]


def attribute_complications(record: Record) -> tuple[Course, ...]:
    """Every operation with its complications, whatever operation each was entered with.

    A complication belongs to the latest day of operation on or before its own, and to none when
    more than 30 days have passed since. Operations of one day are one simultaneous operation.

    Source: rulings R.10 and R.12 of ``clinical.md``.
    """
    days = [row.operation_date for row in record.operations if row.operation_date is not None]
    placed = [(_operation_day(row, days), row) for row in record.complications]
    return tuple(
        Course(
            operation,
            _sites_on_day_of(operation, record.operations),
            tuple(row for day, row in placed if day and day == operation.operation_date),
        )
        for operation in record.operations
    )


def derive_postoperative(record: Record, site: Site) -> Postoperative:
    """Complications and death after the operations of a site.

    Source: NCT07467434, secondary outcomes; rulings R.10 of ``clinical.md``.
    """
    courses = [
        course for course in attribute_complications(record) if site in _sites_of(course.operation)
    ]
    survival = _follow(record, courses)
    death_30d = _judge_death(survival, POSTOPERATIVE_DAYS)
    clavien_30d = _grade(record, site, courses, death_30d)
    return Postoperative(
        clavien_30d=clavien_30d,
        cci=_index(clavien_30d, site, courses),
        death_30d=death_30d,
        death_90d=_judge_death(survival, LATE_DEATH_DAYS),
    )


def _grade(record: Record, site: Site, courses: Sequence[Course], death: Answer) -> Answer:
    """Worst full grade; a death is grade V without a row, and V stands whatever is missing."""
    rows = [row for course in courses for row in course.complications_of(site)]
    inputs = death.inputs + _complication_cells(courses, rows)
    grades = [row.clavien_grade for row in rows]
    if death.is_yes or DEATH_GRADE in grades:
        return Answer(DEATH_GRADE, State.MET, inputs=inputs)
    reason = (
        _why_operations_open(record, courses)
        or _why_grades_open(record, courses, rows)
        or (death.reason if death.reason in DEATH_UNKNOWN else "")
        or ("" if grades else _why_none_open(courses))
    )
    if reason:
        return Answer(None, State.UNDETERMINABLE, reason, inputs)
    worst = worst_grade(grade for grade in grades if grade is not None)
    return Answer(worst or NO_COMPLICATION, State.MET, inputs=inputs)


def _index(grade: Answer, site: Site, courses: Sequence[Course]) -> Answer:
    """Comprehensive complication index of the operation that has the highest."""
    if grade.value is None:
        return grade
    if grade.value == DEATH_GRADE:
        return Answer(compute_complication_index([DEATH_GRADE]), State.MET, inputs=grade.inputs)
    highest = max(
        compute_complication_index(
            row.clavien_grade for row in course.complications_of(site) if row.clavien_grade
        )
        for course in courses
    )
    return Answer(highest, State.MET, inputs=grade.inputs)


def _follow(record: Record, courses: Sequence[Course]) -> Survival:
    death, news = derive_death(record), derive_last_news(record)
    days = [row.operation.operation_date for row in courses if row.operation.operation_date]
    died_on = record.patient.death_date if death.is_yes else None
    reason = _why_operations_open(record, courses) or (death.reason if death.is_yes is None else "")
    inputs = death.inputs + news.inputs + _operation_cells(courses)
    return Survival(days, died_on, died_on or news.day, reason, inputs)


def _judge_death(survival: Survival, within_days: int) -> Answer:
    """Whether the death lies in the window of an operation, day 0 and the last day included."""
    died_on, until, inputs = survival.died_on, survival.until, survival.inputs
    if died_on and any(0 <= (died_on - day).days <= within_days for day in survival.operated_on):
        return yes_or_no(True, inputs=inputs)
    if survival.reason:
        return yes_or_no(None, survival.reason, inputs)
    if until is None or (until - max(survival.operated_on)).days < within_days:
        return yes_or_no(None, Reason.FOLLOW_UP_TOO_SHORT, inputs)
    return yes_or_no(False, inputs=inputs)


def _operation_day(complication: Complication, days: Iterable[date]) -> date | None:
    """Day of the operation that a complication belongs to."""
    found_on = complication.complication_date
    if found_on is None:
        return None
    latest = max((day for day in days if day <= found_on), default=None)
    is_late = latest is None or (found_on - latest).days > POSTOPERATIVE_DAYS
    return None if is_late else latest


def _sites_on_day_of(operation: Operation, operations: Iterable[Operation]) -> frozenset[str]:
    day = operation.operation_date
    same_day = [row for row in operations if row.operation_date == day] if day else [operation]
    return frozenset(site for row in same_day for site in _sites_of(row))


def _sites_of(operation: Operation) -> tuple[str, ...]:
    """Sites operated on; none when the row does not say."""
    if operation.site == "both":
        return ("rectum", "liver")
    return () if operation.site is None else (operation.site,)


def _why_operations_open(record: Record, courses: Sequence[Course]) -> str:
    """Why the operations of a site are not all known; empty when they are."""
    if "operations" in record.held_back:
        return Reason.ROW_HELD_BACK
    if any(row.operation_date is None or row.site is None for row in record.operations):
        return Reason.OPERATION_INCOMPLETE
    return "" if courses else Reason.NO_OPERATION


def _why_grades_open(
    record: Record, courses: Iterable[Course], rows: Iterable[Complication]
) -> str:
    """Why a complication worse than those known may have followed; empty when none did."""
    if "complications" in record.held_back:
        return Reason.ROW_HELD_BACK
    is_open = (
        any(row.complication_date is None for row in record.complications)
        or any(row.clavien_grade is None for row in rows)
        or any(row.site is None for course in courses for row in course.complications_to_share)
    )
    return Reason.COMPLICATION_INCOMPLETE if is_open else ""


def _why_none_open(courses: Iterable[Course]) -> str:
    """Why the absence of recorded complications does not mean none; empty when it does."""
    stated = {course.operation.complications_30d for course in courses}
    if None in stated:
        return Reason.COMPLICATIONS_NOT_STATED
    return Reason.COMPLICATIONS_NOT_LISTED if "yes" in stated else ""


def _operation_cells(courses: Iterable[Course]) -> tuple[Input, ...]:
    rows = [course.operation for course in courses]
    return tuple(
        [
            cell
            for row in rows
            for cell in list_inputs("operations", row, None, "operation_date", "site")
        ]
    )


def _complication_cells(
    courses: Iterable[Course], rows: Iterable[Complication]
) -> tuple[Input, ...]:
    columns = ("complication_date", "clavien_grade", "site")
    stated = [
        list_inputs("operations", course.operation, None, "complications_30d") for course in courses
    ]
    found = [list_inputs("complications", row, None, *columns) for row in rows]
    return tuple([cell for cells in stated + found for cell in cells])
