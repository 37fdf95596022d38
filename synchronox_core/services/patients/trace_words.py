"""How an answer is worded in its trace: value, day, state and mark."""

from collections.abc import Mapping
from datetime import date, timedelta

from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.vocabulary import Criterion
from synchronox_core.services.definitions import RULE_CHAPTERS
from synchronox_core.services.patients.words import MARKS, SEPARATOR, tell_value
from synchronox_core.text import text
from synchronox_core.text.formats import format_date

NOTHING_YET = "–"
"""Value of an answer that is still to come."""

CENSORED = frozenset(RULE_CHAPTERS["survival"])
"""Answers that are censored, not pending, as long as nothing happened."""

UNDATED = CENSORED | {"eligible"}
"""Answers whose days stand in other rows: of the criteria, of the durations."""

JUDGED = {
    *Criterion,
    *("eligible", "complete_treatment", "rectal_r0", "liver_r0"),
    *("organ_preservation", "clinical_complete_response"),
}
"""Answers that are met or not met; of the others a value is known or not."""

CRITERION_CELLS: Mapping[str, tuple[str, ...]] = {
    Criterion.AGE_UNDER_18: ("age_at_diagnosis_years",),
    Criterion.NOT_MID_LOW_RECTUM: ("anal_verge_mm", "tumour_level"),
    Criterion.NOT_ADENOCARCINOMA: ("histology",),
    Criterion.NOT_PMMR: ("mmr_status",),
    Criterion.CT_CN_NOT_ELIGIBLE: ("ct", "cn"),
    Criterion.LM_NOT_SYNCHRONOUS: ("rectal_diagnosis_date", "liver_diagnosis_date"),
    Criterion.LM_NOT_RESECTABLE: ("liver_resectability_class",),
    Criterion.EXTRAHEPATIC_METS: ("extrahepatic_mets",),
    Criterion.FOLFIRINOX_UNDER_2_CYCLES: ("regimen", "n_cycles"),
    Criterion.DX_OUTSIDE_WINDOW: ("rectal_diagnosis_date",),
}
"""Cells that a criterion shows as its value, in order."""


def tell_answer(name: str, answer: Answer, language: str) -> str:
    """The value of an answer in words; of a criterion, the cells it looks at."""
    if answer.value is None and answer.state is State.NOT_YET:
        return NOTHING_YET
    if name not in CRITERION_CELLS:
        return tell_value(name, answer.value, language)
    known = [
        tell_value(cell.column, cell.value, language)
        for cell in _shown_cells(name, answer)
        if cell.value is not None
    ]
    return SEPARATOR.join(known) or tell_value(name, None, language)


def tell_day_of(name: str, answer: Answer, language: str) -> str:
    """Day of the latest fact an answer rests on; empty when none has a day of its own."""
    if name.endswith("_days"):
        return _end_of_days(answer, language)
    if name in CRITERION_CELLS:
        found = [day for cell in _shown_cells(name, answer) for day in (cell.day, cell.value)]
    else:
        found = [cell.day for cell in answer.inputs if name not in UNDATED]
    days = [day for day in found if isinstance(day, date)]
    return format_date(max(days), language) if days else ""


def tell_state(name: str, state: State, language: str) -> str:
    """A state in words; of an answer that judges nothing, whether it is known.

    >>> tell_state("rectal_r0", State.NOT_MET, "en"), tell_state("ymrtrg", State.MET, "en")
    ('not met', 'known')
    """
    if name not in JUDGED and state in (State.MET, State.NOT_MET):
        return text("patient.state_known", language)
    if name in CENSORED and state is State.NOT_YET:
        return text("patient.state_censored", language)
    return text(f"patient.state_{state}", language)


def tell_mark(name: str, state: State) -> str:
    """The mark of a state; a value that judges nothing is never crossed.

    >>> tell_mark("rectal_r0", State.NOT_MET), tell_mark("death_30d_liver", State.NOT_MET)
    ('⊗', '●')
    """
    is_plain = name not in JUDGED and state is State.NOT_MET
    return MARKS[State.MET if is_plain else state]


def _shown_cells(name: str, answer: Answer) -> list[Input]:
    """The cells a criterion shows; of the chemotherapy only what may be the induction."""
    columns = CRITERION_CELLS.get(name, ())
    others = {
        cell.line
        for cell in answer.inputs
        if cell.column == "phase" and cell.value not in (None, "induction")
    }
    return [cell for cell in answer.inputs if cell.column in columns and cell.line not in others]


def _end_of_days(answer: Answer, language: str) -> str:
    """Day on which a number of days from the first FOLFIRINOX ends."""
    starts = [cell.value for cell in answer.inputs if cell.column == "folfirinox_start_date"]
    if not isinstance(answer.value, int) or not starts or not isinstance(starts[0], date):
        return ""
    return format_date(starts[0] + timedelta(days=answer.value), language)
