"""The drawn figures of the patient page: timeline, liver map, waterfall and margins."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from synchronox_core.endpoints.liver_targets import compare_targets
from synchronox_core.endpoints.records import Record
from synchronox_core.plots.lesion_marks import Fate, LesionMark
from synchronox_core.plots.lesion_waterfall import waterfall_chart
from synchronox_core.plots.liver_map import draw_liver
from synchronox_core.plots.margins import margins_chart
from synchronox_core.plots.patient_timeline import timeline_chart
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.figures import Figure
from synchronox_core.services.patients import (
    margin_rows,
    timeline_rows,
    timeline_words,
    waterfall_rows,
)
from synchronox_core.services.patients.lesion_courses import LesionCourse, list_courses
from synchronox_core.services.patients.resection_margins import list_margins
from synchronox_core.services.patients.timeline_items import list_items
from synchronox_core.text import text
from synchronox_core.text.formats import format_date


@dataclass(frozen=True)
class LiverMap:
    """The liver of a patient with its lesions, in one language.

    Attributes:
        svg: The drawing: self-contained SVG, every text escaped, sized by its view box.
        sentence: What it shows.
        listed: The lesions as a table.
    """

    svg: str
    sentence: str
    listed: pd.DataFrame


def timeline_figure(record: Record, settings: ProtocolSettings, language: str) -> Figure:
    """What happened to a patient, in lanes over the months from the first FOLFIRINOX.

    Args:
        record: The patient.
        settings: Readings in force; they decide whether and when treatment was complete.
        language: ``en`` or ``fr``.
    """
    items = list_items(record, settings, language)
    has_origin = record.patient.folfirinox_start_date is not None
    return Figure(
        timeline_chart(language, has_origin=has_origin),
        timeline_rows.timeline_rows(record, items, language),
        timeline_words.timeline_sentence(record, items, language),
        timeline_words.timeline_table(record, items, language),
    )


def lesion_waterfall_figure(record: Record, language: str) -> Figure:
    """Change of each liver lesion from baseline to the end of FOLFIRINOX, beside RECIST 1.1."""
    comparison = compare_targets(record)
    changes = [] if comparison is None else waterfall_rows.list_changes(record, comparison)
    return Figure(
        waterfall_chart(language),
        waterfall_rows.waterfall_rows(changes, language),
        waterfall_rows.waterfall_sentence(record, comparison, changes, language),
        waterfall_rows.waterfall_table(changes, language),
    )


def margins_figure(record: Record, language: str) -> Figure:
    """Each resection margin against its cut-off."""
    margins = list_margins(record)
    return Figure(
        margins_chart(language),
        margin_rows.margin_rows(margins, language),
        margin_rows.margins_sentence(record, margins, language),
        margin_rows.margin_table(margins, language),
    )


def liver_map(record: Record, language: str) -> LiverMap:
    """The liver with each lesion in its segment, to scale, and what became of it."""
    courses = list_courses(record)
    marks = [
        LesionMark(
            course.lesion.lesion_no,
            course.segments,
            course.first_diameter_mm,
            course.fate,
            course.is_new,
        )
        for course in courses
    ]
    sentence = _map_sentence(record, courses, language)
    return LiverMap(
        draw_liver(marks, sentence, language), sentence, _lesion_table(courses, language)
    )


def _map_sentence(record: Record, courses: list[LesionCourse], language: str) -> str:
    sentences = [text("patient_figures.no_lesions", language)]
    if courses:
        counts = Counter(course.fate for course in courses)
        fates = ", ".join(
            text(f"patient_figures.count_{fate}", language, count=counts[fate])
            for fate in Fate
            if counts[fate]
        )
        day = format_date(record.as_of, language)
        sentences = [
            text("patient_figures.map_sentence", language, count=len(courses), day=day, fates=fates)
        ]
    new = sum(course.is_new for course in courses)
    if new:
        sentences.append(text("patient_figures.map_new", language, count=new))
    held_back = record.held_back & {"liver_lesions", "lesion_measurements", "lesion_treatments"}
    if held_back:
        tables = ", ".join(sorted(held_back))
        sentences.append(text("patient_figures.map_held_back", language, tables=tables))
    return " ".join(sentences)


def _lesion_table(courses: list[LesionCourse], language: str) -> pd.DataFrame:
    names = (
        "lesion", "segments", "target", "baseline", "latest", "latest_day", "fate", "treatment",
        "source",
    )  # fmt: skip
    return pd.DataFrame(
        [_lesion_line(course, language) for course in courses],
        columns=[text(f"patient_figures.column_{name}", language) for name in names],
    )


def _lesion_line(course: LesionCourse, language: str) -> tuple[object, ...]:
    latest = course.latest
    fate = text(f"patient_figures.fate_{course.fate}", language)
    if course.is_new:
        fate = text("patient_figures.new_lesion_fate", language, fate=fate)
    return (
        course.lesion.lesion_no,
        ", ".join(course.segments) or text("patient_figures.not_stated", language),
        text(f"columns.any_{'yes' if course.is_target else 'no'}", language),
        waterfall_rows.describe_size(course.baseline, language),
        waterfall_rows.describe_size(latest, language),
        "" if latest is None or latest.day is None else format_date(latest.day, language),
        fate,
        _describe_treatment(course, language),
        text(
            "patient_figures.source", language, table="liver_lesions.csv", line=course.lesion.line
        ),
    )


def _describe_treatment(course: LesionCourse, language: str) -> str:
    treatment = course.last_treatment
    if treatment is None:
        return ""
    kind = text(f"patient_figures.code_kind_{treatment.kind or 'unknown'}", language)
    day = (
        text("patient_figures.day_not_known", language)
        if treatment.treatment_date is None
        else format_date(treatment.treatment_date, language)
    )
    return text("patient_figures.treated_on", language, kind=kind, day=day)
