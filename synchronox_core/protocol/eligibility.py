"""The criteria of inclusion, each met, failed or unknown from what is on record."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from synchronox_core.protocol.answers import all_true, any_true
from synchronox_core.protocol.burden import UNKNOWN_LESION, Lesion, derive_bilobar
from synchronox_core.protocol.calendar import add_months, is_before
from synchronox_core.protocol.cohort import derive_cohort
from synchronox_core.protocol.cycles import (
    FOLFIRINOX_REGIMENS,
    ChemotherapyCourse,
    count_folfirinox_cycles,
)
from synchronox_core.protocol.thresholds import (
    ADULT_FROM_YEARS,
    BORDERLINE_RECTUM_TO_MM,
    LEAST_FOLFIRINOX_CYCLES,
    MOST_BILOBAR_LESIONS,
    SYNCHRONOUS_WITHIN_MONTHS,
)
from synchronox_core.protocol.vocabulary import Reason

Verdict: TypeAlias = tuple[bool | None, Reason | None]
"""Whether a criterion is met, None when unknown; and why, where that has to be said."""

ADENOCARCINOMA = frozenset({"adenocarcinoma"})
PMMR = frozenset({"pmmr"})
MID_OR_LOW = frozenset({"mid", "low"})
ADVANCED_T = frozenset({"cT3", "cT4a", "cT4b"})
ADVANCED_N = frozenset({"cN1", "cN2"})
NOT_CLASS_III = frozenset({"I", "II"})
NO_SURE_METASTASIS = frozenset({"no", "indeterminate"})
"""Findings outside the liver that do not exclude (R.6)."""


def judge_code(code: str | None, accepted: frozenset[str]) -> Verdict:
    """Whether a code is one of those accepted.

    >>> judge_code("dmmr", PMMR), judge_code(None, PMMR)
    ((False, None), (None, <Reason.VALUE_MISSING: 'value_missing'>))
    """
    return _verdict(_is_one_of(code, accepted))


def judge_age(age_years: int | None) -> Verdict:
    """Whether the patient was an adult at the rectal diagnosis.

    Source: NCT07467434, criteria.
    """
    return _verdict(None if age_years is None else age_years >= ADULT_FROM_YEARS)


def judge_level(
    anal_verge_mm: int | None, tumour_level: str | None, mid_rectum_limit_mm: int
) -> Verdict:
    """Whether the tumour lies in the mid or low rectum; the distance outranks the level.

    Args:
        anal_verge_mm: Distance from the anal verge to the tumour, mm.
        tumour_level: ``low``, ``mid`` or ``high``; read only without a distance.
        mid_rectum_limit_mm: Largest distance of the mid rectum, mm.

    Source: NCT07467434, criteria; rulings R.6 of ``clinical.md``.

    >>> judge_level(101, "mid", 100), judge_level(None, "mid", 100)
    ((False, <Reason.LEVEL_TO_CHECK: 'level_to_check'>), (True, None))
    """
    if anal_verge_mm is None:
        return judge_code(tumour_level, MID_OR_LOW)
    if anal_verge_mm <= mid_rectum_limit_mm:
        return True, None
    is_borderline = anal_verge_mm <= BORDERLINE_RECTUM_TO_MM
    return False, Reason.LEVEL_TO_CHECK if is_borderline else None


def judge_stage(ct: str | None, cn: str | None) -> Verdict:
    """Whether the tumour is cT3-T4, or has nodes, or both; unknown only if neither settles it.

    Source: NCT07467434, criteria; rulings R.6 of ``clinical.md``.

    >>> judge_stage("cT2", "cN1"), judge_stage("cT2", None)
    ((True, None), (None, <Reason.VALUE_MISSING: 'value_missing'>))
    """
    return _verdict(any_true([_is_one_of(ct, ADVANCED_T), _is_one_of(cn, ADVANCED_N)]))


def judge_interval(
    rectal: date | None,
    liver: date | None,
    rectal_precision: str | None = None,
    liver_precision: str | None = None,
) -> Verdict:
    """Whether both diagnoses lie within three calendar months, either one first.

    Args:
        rectal: Day of the rectal diagnosis.
        liver: Day of the first imaging that showed the metastases.
        rectal_precision: ``month`` when every day of that month is possible.
        liver_precision: The same for the liver.

    Returns:
        Unknown when a day is missing, or when the possible days give both answers.

    Source: NCT07467434, detailed description; rulings R.1 of ``clinical.md``.

    >>> judge_interval(date(2021, 11, 30), date(2022, 2, 28))
    (True, None)
    >>> judge_interval(date(2021, 11, 30), date(2022, 3, 1))
    (False, None)
    """
    if rectal is None or liver is None:
        return None, Reason.VALUE_MISSING
    answers = {
        max(one, other) <= add_months(min(one, other), SYNCHRONOUS_WITHIN_MONTHS)
        for one in _possible_days(rectal, rectal_precision)
        for other in _possible_days(liver, liver_precision)
    }
    return _verdict(answers.pop() if len(answers) == 1 else None, Reason.BOUNDARY_UNCERTAIN)


def judge_liver(
    lesions: Sequence[Lesion],
    t0: date | None,
    resectability_class: str | None,
    *,
    is_row_held_back: bool = False,
) -> Verdict:
    """Whether the liver is resectable: not class III, and one side or ten lesions at most.

    Args:
        lesions: Every lesion of the patient on record.
        t0: First day of FOLFIRINOX; lesions seen later do not count.
        resectability_class: ``I``, ``II`` or ``III``, judged before treatment.
        is_row_held_back: Rows of lesions wait in quarantine, so that there may be more.

    Returns:
        A part that fails decides, even when the other is unknown.

    Source: NCT07467434, detailed description; rulings R.6 and R.12 of ``clinical.md``.
    """
    is_class_met, class_reason = judge_code(resectability_class, NOT_CLASS_III)
    is_extent_met, extent_reason = _judge_extent(lesions, t0, is_row_held_back=is_row_held_back)
    return _verdict(all_true([is_class_met, is_extent_met]), class_reason or extent_reason)


def judge_cycles(courses: Sequence[ChemotherapyCourse]) -> Verdict:
    """Whether at least two cycles of induction FOLFIRINOX were given.

    Args:
        courses: Every row of chemotherapy of the patient; an unknown course for one held back.

    Returns:
        Met as soon as the rows known add up to two; failed only when every cycle is known.

    Source: NCT07467434, exclusion criteria; rulings R.6 and R.12 of ``clinical.md``.

    >>> judge_cycles([ChemotherapyCourse("induction", "folfirinox", 1)])
    (False, None)
    >>> judge_cycles([])
    (None, <Reason.NO_INDUCTION_ROW: 'no_induction_row'>)
    """
    known = [
        course.cycles or 0
        for course in courses
        if course.phase == "induction" and course.regimen in FOLFIRINOX_REGIMENS
    ]
    if sum(known) >= LEAST_FOLFIRINOX_CYCLES:
        return True, None
    cycles, reason = count_folfirinox_cycles(courses)
    return None if cycles is None else False, reason


def judge_window(rectal_diagnosis_date: date | None, precision: str | None = None) -> Verdict:
    """Whether the rectal diagnosis lies in the window of the study.

    >>> judge_window(date(2028, 6, 1)), judge_window(date(2020, 5, 31))
    ((True, None), (False, <Reason.OUTSIDE_WINDOW: 'outside_window'>))
    """
    _, reason = derive_cohort(rectal_diagnosis_date, precision)
    return {None: True, Reason.OUTSIDE_WINDOW: False}.get(reason), reason


def _judge_extent(lesions: Sequence[Lesion], t0: date | None, *, is_row_held_back: bool) -> Verdict:
    if t0 is None:
        return None, Reason.T0_MISSING
    if not lesions:
        return None, Reason.NO_LESION_ROWS
    possible = [lesion for lesion in lesions if not is_before(t0, lesion.first_seen_date)]
    if len(possible) <= MOST_BILOBAR_LESIONS and not is_row_held_back:
        return True, None
    listed = [*possible, UNKNOWN_LESION] if is_row_held_back else possible
    is_bilobar, reason = derive_bilobar(listed, t0)
    sure = sum(lesion.first_seen_date is not None for lesion in possible)
    if is_bilobar and sure <= MOST_BILOBAR_LESIONS:
        is_bilobar, reason = None, Reason.FIRST_SEEN_MISSING
    told = Reason.ROW_HELD_BACK if is_row_held_back else reason
    return _verdict(None if is_bilobar is None else not is_bilobar, told)


def _verdict(truth: bool | None, reason: Reason | None = Reason.VALUE_MISSING) -> Verdict:
    return truth, reason if truth is None else None


def _is_one_of(code: str | None, accepted: frozenset[str]) -> bool | None:
    return None if code is None else code in accepted


def _possible_days(day: date, precision: str | None) -> tuple[date, ...]:
    if precision != "month":
        return (day,)
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
