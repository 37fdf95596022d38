"""Liver lesions that came back after both sites were complete, told from those to be treated."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from synchronox_core.endpoints.lesion_outcome import LesionHistory, judge_lesion
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.rectal_surgery import (
    list_rectal_surgery,
    list_undated_rectal_surgery,
)
from synchronox_core.endpoints.resections import judge_rectal_resection
from synchronox_core.endpoints.watch_and_wait import find_regrowth, list_rectal_examinations
from synchronox_core.protocol.answers import Answer
from synchronox_core.protocol.settings import ProtocolSettings


class LesionScope(NamedTuple):
    """Lesions that the primary endpoint asks about.

    Attributes:
        inside: Lesions that surely have to be treated.
        uncertain: Lesions that have to be, unless they are recurrences.
    """

    inside: Sequence[LesionHistory]
    uncertain: Sequence[LesionHistory]


class _Question(NamedTuple):
    """When were both sites complete, an unknown answer counting as yes or as no?"""

    record: Record
    histories: Sequence[LesionHistory]
    settings: ProtocolSettings
    counts_unknown: bool

    def accepts(self, answer: Answer) -> bool:
        """Whether an answer counts as yes."""
        return answer.is_yes or (self.counts_unknown and answer.is_yes is None)

    def is_known(self, history: LesionHistory, day: date) -> bool:
        """Whether a lesion had to be treated by a day for the liver to be complete."""
        if self.counts_unknown:
            return history.is_seen_by(day)
        return not history.is_seen_after(day)


def find_scope(
    record: Record, histories: Sequence[LesionHistory], settings: ProtocolSettings, until: date
) -> LesionScope:
    """Lesions to be treated; one first seen after both sites were complete is a recurrence.

    Args:
        record: The patient.
        histories: Every lesion of the patient.
        settings: ``ablation`` and ``disappeared``.
        until: Last day whose facts count.

    Source: rulings R.4 of ``clinical.md``.
    """
    treated = [row.treatment_date for row in record.treatments if row.treatment_date]
    first = min(treated, default=date.max)
    if all(history.is_seen_by(first) for history in histories):
        return LesionScope(histories, ())
    earliest, latest = (
        _find_completion(_Question(record, histories, settings, counts_unknown), until)
        for counts_unknown in (True, False)
    )
    if earliest is None:
        return LesionScope(histories, ())
    inside = [history for history in histories if history.is_seen_by(earliest)]
    uncertain = [
        history
        for history in histories
        if not history.is_seen_by(earliest) and not (latest and history.is_seen_after(latest))
    ]
    return LesionScope(inside, uncertain)


def _find_completion(question: _Question, until: date) -> date | None:
    """The first day on which the rectum and every lesion known by then were complete."""
    days = sorted({day for day in _list_days(question.record) if day <= until})
    return next(
        (
            day
            for day in days
            if _is_liver_complete(question, day) and _is_rectum_complete(question, day)
        ),
        None,
    )


def _list_days(record: Record) -> Iterator[date]:
    """Days on which a site may become complete."""
    for operation in record.operations:
        yield operation.operation_date or date.max
    for treatment in record.treatments:
        yield treatment.treatment_date or date.max
    for assessment in record.assessments:
        yield assessment.assessment_date or date.max


def _is_liver_complete(question: _Question, day: date) -> bool:
    known = [history for history in question.histories if question.is_known(history, day)]
    return any(history.list_treatments(day) for history in known) and all(
        question.accepts(judge_lesion(history, question.settings, day)) for history in known
    )


def _is_rectum_complete(question: _Question, day: date) -> bool:
    """Whether the rectum is R0, or under organ preservation, on a day."""
    record = question.record
    surgery = list_rectal_surgery(record, until=day)
    undated = list_undated_rectal_surgery(record) if question.counts_unknown else []
    if any(question.accepts(judge_rectal_resection(row)) for row in surgery + undated):
        return True
    return not surgery and any(
        question.accepts(item.response) and not find_regrowth(record, item.day, day)
        for item in list_rectal_examinations(record, until=day)
    )
