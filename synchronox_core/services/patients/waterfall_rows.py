"""The change of each liver lesion as rows for its chart, as a table and as a sentence."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from synchronox_core.classification.liver_imaging import tenths
from synchronox_core.endpoints.liver_response import derive_recist
from synchronox_core.endpoints.liver_targets import Comparison
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.calendar import is_before
from synchronox_core.services.patients.lesion_courses import (
    LesionCourse,
    Size,
    list_courses,
    size_at,
)
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number, format_percent

WATERFALL_COLUMNS = ["lesion", "position", "role", "change_percent", "note", "room", "source"]

LEAST_ROOM_PERCENT, NOTE_PERCENT = 110.0, 80.0
"""Right end of the axis at least, and room for a note right of the largest increase."""


class LesionChange(NamedTuple):
    """A lesion at baseline and at the assessment graded.

    Attributes:
        course: The lesion.
        current: Its measurement at the assessment graded; None when it is not mentioned there.
        share: Change of its diameter, as a share of the one at baseline; None when there is none.
        is_later: It was first seen after that assessment.
    """

    course: LesionCourse
    current: Size | None
    share: float | None
    is_later: bool


def list_changes(record: Record, comparison: Comparison) -> list[LesionChange]:
    """The change of each lesion, the largest increase first, those without one last."""
    graded, changes = comparison.graded, []
    for course in list_courses(record):
        current = size_at(graded, course.lesion.lesion_no)
        share = _share(course.baseline, current)
        is_later = is_before(graded.assessment.assessment_date, course.lesion.first_seen_date)
        changes.append(LesionChange(course, current, share, is_later))
    return sorted(changes, key=_order)


def _order(change: LesionChange) -> tuple[bool, float, int]:
    share = change.share
    return share is None, -(share or 0.0), change.course.lesion.lesion_no


def _share(baseline: Size | None, current: Size | None) -> float | None:
    if baseline is None or current is None:
        return None
    if not baseline.diameter_mm or current.diameter_mm is None:
        return None
    before = tenths(baseline.diameter_mm)
    return (tenths(current.diameter_mm) - before) / before


def waterfall_rows(changes: list[LesionChange], language: str) -> pd.DataFrame:
    """What the waterfall draws.

    Returns:
        One row a lesion — lesion (label), position (from the top), role (target or other, label),
        change_percent (None without both sizes), note (the sizes, or why there is no bar), room
        (right end of the axis), source (of the measurement graded).
    """
    highest = max([100 * change.share for change in changes if change.share is not None] or [0.0])
    room = max(LEAST_ROOM_PERCENT, highest + NOTE_PERCENT)
    return pd.DataFrame(
        [
            (
                _label(change.course, language),
                position,
                _role(change.course, language),
                None if change.share is None else 100 * change.share,
                _note(change, language),
                room,
                _source(change, language),
            )
            for position, change in enumerate(changes)
        ],
        columns=WATERFALL_COLUMNS,
    )


def waterfall_table(changes: list[LesionChange], language: str) -> pd.DataFrame:
    """The changes as a table: lesion, role, both sizes, change, note, source."""
    names = ("lesion", "target", "baseline", "graded", "change", "note", "source")
    return pd.DataFrame(
        [
            (
                _label(change.course, language),
                _role(change.course, language),
                describe_size(change.course.baseline, language),
                describe_size(change.current, language),
                ""
                if change.share is None
                else _signed(format_number(100 * change.share, language, 1)),
                "" if change.share is not None else _note(change, language),
                _source(change, language),
            )
            for change in changes
        ],
        columns=[text(f"patient_figures.column_{name}", language) for name in names],
    )


def describe_size(size: Size | None, language: str) -> str:
    """A measurement in millimetres, or what stands in its place."""
    if size is None or size.diameter_mm is None:
        return text("patient_figures.not_measured", language)
    if size.status == "disappeared":
        return text("patient_figures.size_disappeared", language)
    written = _mm(size.diameter_mm, language)
    if size.status == "too_small":
        return text("patient_figures.too_small", language, mm=written)
    return written


def _label(course: LesionCourse, language: str) -> str:
    segments = ", ".join(course.segments) or text("patient_figures.not_stated", language)
    return text(
        "patient_figures.lesion_label",
        language,
        number=course.lesion.lesion_no,
        segments=segments,
    )


def _role(course: LesionCourse, language: str) -> str:
    return text(f"patient_figures.is_{'target' if course.is_target else 'other'}", language)


def _note(change: LesionChange, language: str) -> str:
    """The sizes behind a bar, or why a lesion has none."""
    baseline, current = change.course.baseline, change.current
    if change.share is not None and baseline and current:
        key = "change_note" if current.diameter_mm else "disappeared_note"
        return text(
            f"patient_figures.{key}",
            language,
            baseline=_mm(baseline.diameter_mm or 0.0, language),
            current=_mm(current.diameter_mm or 0.0, language),
        )
    if change.is_later:
        return text("patient_figures.seen_later_note", language)
    if current is None or current.diameter_mm is None:
        return text("patient_figures.not_measured_note", language)
    key = "new_note" if change.course.is_new else "no_baseline_note"
    current_mm = _mm(current.diameter_mm, language)
    return text(f"patient_figures.{key}", language, current=current_mm)


def _source(change: LesionChange, language: str) -> str:
    size = change.current or change.course.baseline
    table, line = "liver_lesions.csv", change.course.lesion.line
    if size is not None:
        table, line = "lesion_measurements.csv", size.line
    return text("patient_figures.source", language, table=table, line=line)


def waterfall_sentence(
    record: Record, comparison: Comparison | None, changes: list[LesionChange], language: str
) -> str:
    """What the waterfall shows: for how many lesions, and what the sum of the targets answers."""
    answer = derive_recist(record)
    reason = text(f"reasons.{answer.reason}", language) if answer.reason else ""
    if comparison is None:
        return text("patient_figures.waterfall_not_graded", language, reason=reason)
    baseline = comparison.baseline
    shown = text(
        "patient_figures.waterfall_sentence",
        language,
        measured=sum(change.share is not None for change in changes),
        count=len(changes),
        baseline=_day(baseline.assessment.assessment_date if baseline else None, language),
        graded=_day(comparison.graded.assessment.assessment_date, language),
    )
    category = text(f"patient_figures.code_recist_{answer.value}", language)
    key = "waterfall_reason" if reason else "waterfall_recist"
    graded = text(f"patient_figures.{key}", language, category=category, reason=reason)
    lines = text("patient_figures.waterfall_lines", language)
    return " ".join([shown, _describe_sums(comparison, language), graded, lines])


def _describe_sums(comparison: Comparison, language: str) -> str:
    baseline_mm, nadir_mm, current_mm = comparison.sums_mm
    if not baseline_mm or nadir_mm is None or current_mm is None or comparison.nadir is None:
        return text("patient_figures.waterfall_without_sums", language)
    change = (tenths(current_mm) - tenths(baseline_mm)) / tenths(baseline_mm)
    return text(
        "patient_figures.waterfall_sums",
        language,
        baseline=_mm(baseline_mm, language),
        current=_mm(current_mm, language),
        change=_signed(format_percent(change, language)),
        nadir=_mm(nadir_mm, language),
        nadir_day=_day(comparison.nadir.assessment.assessment_date, language),
    )


def _signed(number: str) -> str:
    """A change with the sign of its direction; a plus where it is not a decrease."""
    return number.replace("-", "−") if number.startswith("-") else f"+{number}"


def _mm(length_mm: float, language: str) -> str:
    return format_number(length_mm, language, 0 if float(length_mm).is_integer() else 1)


def _day(day: date | None, language: str) -> str:
    return (
        text("patient_figures.day_not_known", language)
        if day is None
        else format_date(day, language)
    )
