"""One liver lesion on a day: destroyed or resected R0, disappeared, failed, or untreated."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from synchronox_core.endpoints.evidence import gather_inputs, list_inputs, may_be_last
from synchronox_core.endpoints.records import Lesion, LesionTreatment, Measurement, Record
from synchronox_core.endpoints.resections import judge_last_treatment, judge_lesion_treatment
from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.outcome_codes import OutcomeCode
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Reason

OPEN_CODES = {
    Reason.MARGIN_MISSING: OutcomeCode.E2,
    Reason.MARGIN_UNCERTAIN: OutcomeCode.E2,
    Reason.ABLATION_CONTROL_MISSING: OutcomeCode.E3,
}
"""Code of a treatment that cannot be judged; for any other reason, data of the lesion (E5)."""


class Sight(NamedTuple):
    """A measurement of a lesion with the day of its assessment, None when missing."""

    day: date | None
    measurement: Measurement


class LesionHistory(NamedTuple):
    """What is on record about one lesion.

    Attributes:
        lesion: Its row.
        treatments: Its local treatments.
        sights: Its measurements.
    """

    lesion: Lesion
    treatments: Sequence[LesionTreatment]
    sights: Sequence[Sight]

    def is_seen_by(self, day: date) -> bool:
        """Whether it was surely seen on or before a day."""
        seen = self.lesion.first_seen_date
        return seen is not None and seen <= day

    def is_seen_after(self, day: date) -> bool:
        """Whether it was surely first seen after a day."""
        seen = self.lesion.first_seen_date
        return seen is not None and seen > day

    def list_treatments(self, until: date) -> list[LesionTreatment]:
        """Treatments up to a day, in their order."""
        dated = [
            (row.treatment_date, row.treatment_no, row)
            for row in self.treatments
            if row.treatment_date and row.treatment_date <= until
        ]
        return [row for _, _, row in sorted(dated)]

    def list_undated_treatments(self) -> list[LesionTreatment]:
        """Treatments without a day."""
        return [row for row in self.treatments if row.treatment_date is None]

    def may_be_treated(self, until: date) -> bool:
        """Whether it was treated by a day, or may have been on a day not known."""
        return any(not row.treatment_date or row.treatment_date <= until for row in self.treatments)


def list_histories(record: Record) -> list[LesionHistory]:
    """What is on record about each lesion of a patient."""
    days = {row.assessment_no: row.assessment_date for row in record.assessments}
    treatments: dict[int, list[LesionTreatment]] = defaultdict(list)
    for row in record.treatments:
        treatments[row.lesion_no].append(row)
    sights: dict[int, list[Sight]] = defaultdict(list)
    for measured in record.measurements:
        sight = Sight(days.get(measured.assessment_no), measured)
        sights[measured.lesion_no].append(sight)
    return [
        LesionHistory(row, treatments[row.lesion_no], sights[row.lesion_no])
        for row in record.lesions
    ]


def judge_lesion(history: LesionHistory, settings: ProtocolSettings, until: date) -> Answer:
    """Whether a lesion needs nothing more on a day, and why.

    Args:
        history: The lesion.
        settings: ``ablation`` and ``disappeared``.
        until: Last day whose facts count.

    Returns:
        Met with the day of the curative treatment as value, None for a lesion that disappeared;
        the reason is an ``OutcomeCode``.

    Source: NCT07467434, primary outcome; rulings R.4 of ``clinical.md``.
    """
    done = history.list_treatments(until)
    undated = history.list_undated_treatments()
    if done:
        return _judge_treated(done, undated, settings)
    if undated:
        inputs = gather_inputs(judge_lesion_treatment(row, settings) for row in undated)
        return Answer(None, State.UNDETERMINABLE, OutcomeCode.E5, inputs)
    return _judge_untreated(history, settings, until)


def has_disappeared(history: LesionHistory, until: date) -> bool | None:
    """Whether the latest measurement of a lesion up to a day no longer found it.

    Returns:
        False without any measurement; None when a missing status or day leaves it open.
    """
    statuses = {sight.measurement.status for sight in _list_last_sights(history, until)}
    if None in statuses or ("disappeared" in statuses and len(statuses) > 1):
        return None
    return "disappeared" in statuses


def _judge_treated(
    done: Sequence[LesionTreatment],
    undated: Sequence[LesionTreatment],
    settings: ProtocolSettings,
) -> Answer:
    last = judge_last_treatment([*done, *undated], settings)
    match last.is_yes:
        case True:
            earlier = [judge_lesion_treatment(row, settings) for row in done[:-1]]
            has_failed = any(answer.is_yes is False for answer in earlier)
            code = OutcomeCode.A3 if has_failed else OutcomeCode.A1
            return Answer(done[-1].treatment_date, State.MET, code, last.inputs)
        case False:
            return Answer(None, State.NOT_MET, OutcomeCode.N3, last.inputs)
        case _:
            code = OPEN_CODES.get(Reason(last.reason), OutcomeCode.E5)
            return Answer(None, State.UNDETERMINABLE, code, last.inputs)


def _judge_untreated(history: LesionHistory, settings: ProtocolSettings, until: date) -> Answer:
    inputs = list_sight_cells(history, until)
    is_gone = settings.disappeared == "literal" and has_disappeared(history, until)
    if is_gone is None:
        return Answer(None, State.UNDETERMINABLE, OutcomeCode.E5, inputs)
    if is_gone:
        return Answer(None, State.MET, OutcomeCode.A1, inputs)
    return Answer(None, State.NOT_MET, OutcomeCode.N4, inputs)


def _list_last_sights(history: LesionHistory, until: date) -> list[Sight]:
    sights = [sight for sight in history.sights if sight.day is None or sight.day <= until]
    return may_be_last(sights, lambda sight: (sight.day, sight.measurement.assessment_no))


def list_sight_cells(history: LesionHistory, until: date) -> tuple[Input, ...]:
    """When a lesion was first seen, and how it looked last by a day."""
    lesion = history.lesion
    cells = list_inputs("liver_lesions", lesion, lesion.first_seen_date, "first_seen_date")
    for sight in _list_last_sights(history, until):
        cells += list_inputs("lesion_measurements", sight.measurement, sight.day, "status")
    return cells
