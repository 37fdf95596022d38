"""What the tumour board knew on the day of its decision, and how the patient went on from there."""

from collections.abc import Iterator
from datetime import date

from synchronox_core.endpoints.build import cut_record
from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.last_news import derive_death
from synchronox_core.endpoints.liver_response import derive_recist
from synchronox_core.endpoints.progression import DEATH, End, list_record_ends, list_standard_ends
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.responses import derive_latest_mri_grade
from synchronox_core.endpoints.strategy import is_liver_treatment, is_rectal_treatment
from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.cycles import ChemotherapyCourse, count_folfirinox_cycles
from synchronox_core.protocol.vocabulary import Reason

KNOWN_COLUMNS = ("decision_recist", "decision_mri_grade", "decision_cycles")
"""Columns of what was known, which a row of a later day never changes."""

PATH_COLUMNS = ("first_site", "interruption_days")
"""Columns of what followed."""

DECISION_COLUMNS = (*KNOWN_COLUMNS, *PATH_COLUMNS)

SITES = {(True, False): "rectum", (False, True): "liver", (True, True): "both"}
"""Code of a first treatment by whether it treated the rectum and the liver."""


def derive_decision(record: Record) -> dict[str, Answer]:
    """What was known on the day of the decision, and what followed.

    Args:
        record: The patient as of the data cut.

    Returns:
        An answer for each of ``DECISION_COLUMNS``: ``decision_recist`` (RECIST 1.1 of the
        restaging), ``decision_mri_grade`` (of the latest rectal assessment) and
        ``decision_cycles`` (induction FOLFIRINOX, None while a course goes on), all from rows of
        that day or earlier; ``first_site`` (``rectum``, ``liver`` or ``both``, by the first day of
        treatment) and ``interruption_days`` (from time zero to the first death, progression or
        contraindication after the decision). None without the day of the decision.

    Source: ``statistics.md`` 3 (time zero is the decision; everything known then), rulings R.7.
    """
    decided_on = record.patient.strategy_decided_on
    if decided_on is None:
        missing = Answer(None, State.UNDETERMINABLE, Reason.DECISION_DAY_MISSING)
        return dict.fromkeys(DECISION_COLUMNS, missing)
    known = cut_record(record, decided_on)
    return {
        "decision_recist": derive_recist(known),
        "decision_mri_grade": derive_latest_mri_grade(known),
        "decision_cycles": _count_cycles(known),
        "first_site": _find_first_site(record),
        "interruption_days": _find_interruption(record, decided_on),
    }


def _count_cycles(known: Record) -> Answer:
    if "chemotherapy" in known.held_back:
        return Answer(None, State.UNDETERMINABLE, Reason.ROW_HELD_BACK)
    courses = [
        ChemotherapyCourse(row.phase, row.regimen, row.n_cycles) for row in known.chemotherapy
    ]
    cycles, reason = count_folfirinox_cycles(courses)
    cells: list[Input] = []
    for row in known.chemotherapy:
        cells += list_inputs("chemotherapy", row, row.end_date, "phase", "regimen", "n_cycles")
    state = State.UNDETERMINABLE if cycles is None else State.MET
    return Answer(cycles, state, reason or "", tuple(cells))


def _find_first_site(record: Record) -> Answer:
    rectum = [row for row in record.operations if is_rectal_treatment(row)]
    liver = [row for row in record.operations if is_liver_treatment(row)]
    days = [(row.operation_date, "rectum") for row in rectum]
    days += [(row.operation_date, "liver") for row in liver]
    days += [(row.treatment_date, "liver") for row in record.treatments]
    known = [day for day, _ in days if day is not None]
    if len(known) < len(days):
        return Answer(None, State.UNDETERMINABLE, Reason.DAY_MISSING)
    if not {"operations", "lesion_treatments"}.isdisjoint(record.held_back):
        return Answer(None, State.UNDETERMINABLE, Reason.ROW_HELD_BACK)
    if not known:
        return Answer(None, State.NOT_YET, Reason.NO_OPERATION)
    sites = {site for day, site in days if day == min(known)}
    return Answer(SITES["rectum" in sites, "liver" in sites], State.MET)


def _find_interruption(record: Record, decided_on: date) -> Answer:
    t0 = record.patient.folfirinox_start_date
    ends = [end for end in _list_ends(record) if end.state is State.MET and end.day > decided_on]
    if t0 is None or not ends:
        return Answer(None, State.NOT_YET if t0 else State.UNDETERMINABLE)
    first = min(ends, key=lambda end: end.place)
    return Answer((first.day - t0).days, State.MET, "", first.inputs)


def _list_ends(record: Record) -> Iterator[End]:
    yield from list_record_ends(record)
    yield from list_standard_ends(record)
    death, day = derive_death(record), record.patient.death_date
    if death.is_yes and day is not None:
        yield End(day, State.MET, DEATH, inputs=death.inputs)
