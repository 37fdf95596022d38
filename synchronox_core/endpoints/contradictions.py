"""What a record says against the protocol's own reading of it: eligibility, response, margins."""

from collections.abc import Iterator
from typing import NamedTuple

from synchronox_core.classification.liver_imaging import Recist
from synchronox_core.classification.rectal_mri import is_clinical_complete_response
from synchronox_core.ecrf.rules.engine_checks import (
    NOT_ELIGIBLE,
    PATHOLOGIST_DIFFERS,
    PROGRESSION_WITHOUT_EVENT,
    RESPONSE_WITH_GRADE_2,
    EngineCheck,
)
from synchronox_core.endpoints.eligibility import list_criteria
from synchronox_core.endpoints.liver_response import derive_recist
from synchronox_core.endpoints.liver_targets import compare_targets
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.resections import is_rectal_resection, judge_rectal_resection
from synchronox_core.protocol.answers import State
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.thresholds import COMPLETE_YMRTRG
from synchronox_core.protocol.vocabulary import Reason

PROGRESSIONS = frozenset({"progression_preventing_resection", "progression"})
"""Events that tell a progression of the liver before it was treated."""

NEXT_TO_COMPLETE = 2
"""The ymrTRG that some series take for complete, and the record does not (``clinical.md`` A.2)."""


class Contradiction(NamedTuple):
    """A row that breaches a check.

    Attributes:
        check: The check.
        line: Physical line of the row.
        column: Column blamed, or None for the whole row.
        value: Code or grade found there, or None.
        codes: Codes that say why: criteria that fail, or the reason of an answer.
    """

    check: EngineCheck
    line: int
    column: str | None = None
    value: str | None = None
    codes: tuple[str, ...] = ()


def list_contradictions(record: Record, settings: ProtocolSettings) -> Iterator[Contradiction]:
    """What a record says against the protocol's reading of it.

    Args:
        record: The patient; radiotherapy, treatments of lesions, complications and visits do not
            matter.
        settings: ``mid_rectum_limit_mm`` matters to eligibility.

    Source: ``ecrf/README.md`` 7.15 and 7.16; ``clinical.md`` A.2, A.7 and rulings R.11.
    """
    yield from _failing_criteria(record, settings)
    yield from _responses_with_grade_2(record)
    yield from _progression_without_event(record)
    yield from _margins_read_otherwise(record)


def _failing_criteria(record: Record, settings: ProtocolSettings) -> Iterator[Contradiction]:
    criteria = list_criteria(record, settings)
    failing = tuple([code for code, answer in criteria if answer.state is State.NOT_MET])
    if failing:
        yield Contradiction(NOT_ELIGIBLE, record.patient.line, codes=failing)


def _responses_with_grade_2(record: Record) -> Iterator[Contradiction]:
    for row in record.assessments:
        would_be = is_clinical_complete_response(COMPLETE_YMRTRG, row.dre, row.endoscopy)
        if row.ymrtrg == NEXT_TO_COMPLETE and would_be:
            yield Contradiction(RESPONSE_WITH_GRADE_2, row.line, "ymrtrg", str(row.ymrtrg))


def _progression_without_event(record: Record) -> Iterator[Contradiction]:
    has_event = any(row.event_type in PROGRESSIONS for row in record.events)
    if has_event or "events" in record.held_back:
        return
    answer = derive_recist(record)
    if answer.value is Recist.PD and answer.reason != Reason.REPORTED_CATEGORY:
        comparison = compare_targets(record)
        if comparison is not None:
            yield Contradiction(PROGRESSION_WITHOUT_EVENT, comparison.graded.assessment.line)


def _margins_read_otherwise(record: Record) -> Iterator[Contradiction]:
    for row in record.operations:
        if row.pathologist_r != "R0" or not is_rectal_resection(row):
            continue
        answer = judge_rectal_resection(row)
        if answer.state is State.NOT_MET:
            yield Contradiction(
                PATHOLOGIST_DIFFERS, row.line, "pathologist_r", "R0", (answer.reason,)
            )
