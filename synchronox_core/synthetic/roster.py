"""Who is included where and when: the calendar of the invented cohort, drawn before all else."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from synchronox_core.protocol.thresholds import (
    FIRST_DIAGNOSIS_DAY,
    FIRST_PROSPECTIVE_DAY,
    LAST_DIAGNOSIS_DAY,
)
from synchronox_core.synthetic.centres import Centre
from synchronox_core.synthetic.options import DATA_CUT, RETROSPECTIVE_SHARE

Days = NDArray[np.int64]
LAST_INCLUSION = DATA_CUT.toordinal() - 5
EARLY_DAYS = 120  # a centre looks back this far for prospective patients when it opens
SECOND_CYCLE = 22  # nobody is eligible before the second cycle of FOLFIRINOX, even delayed
LATE_SHARE = 0.08  # prospective patients of any earlier date, entered late


@dataclass(frozen=True)
class Roster:
    """Calendar of n patients in the order of their inclusion; arrays of shape (n,).

    Attributes:
        centre: Position of the centre.
        number: Number of the patient within the centre, from 1, in the order of inclusion.
        is_retrospective: Diagnosed before the prospective cohort.
        diagnosis: Proleptic ordinal of the rectal diagnosis.
        treatment: Proleptic ordinal of the first day of FOLFIRINOX.
        inclusion: Proleptic ordinal of the inclusion.
    """

    centre: Days
    number: Days
    is_retrospective: NDArray[np.bool_]
    diagnosis: Days
    treatment: Days
    inclusion: Days


def draw_roster(
    generator: np.random.Generator, centres: tuple[Centre, ...], patients: int
) -> Roster:
    """Calendar of the whole cohort.

    Args:
        generator: Seeded source.
        centres: All centres; those without an opening include nobody.
        patients: Size of the cohort.
    """
    opened = [centre for centre in centres if centre.open_date is not None]
    openings = np.array([_ordinal(centre.open_date) for centre in opened], dtype=np.int64)
    weights = np.array([centre.weight for centre in opened])
    is_retrospective = np.arange(patients) < round(patients * RETROSPECTIVE_SHARE)
    by_days_open = weights * (LAST_INCLUSION - openings).astype(np.float64)
    centre = np.where(
        is_retrospective,
        _choose(generator, weights, patients),
        _choose(generator, by_days_open, patients),
    )
    opening = openings[centre]
    diagnosis = _draw_diagnosis(generator, is_retrospective, opening)
    treatment = diagnosis + np.clip(generator.gamma(6.0, 5.0, patients).round(), 12, 75).astype(int)
    inclusion = np.maximum(
        _draw_inclusion(generator, is_retrospective, opening, diagnosis), treatment + SECOND_CYCLE
    )
    order = np.lexsort((diagnosis, inclusion))
    return Roster(
        centre=centre[order],
        number=_number_within(centre[order]),
        is_retrospective=is_retrospective[order],
        diagnosis=diagnosis[order],
        treatment=treatment[order],
        inclusion=inclusion[order],
    )


def _draw_diagnosis(
    generator: np.random.Generator, is_retrospective: NDArray[np.bool_], opening: Days
) -> Days:
    patients = len(opening)
    prospective = FIRST_PROSPECTIVE_DAY.toordinal()
    is_late = generator.random(patients) < LATE_SHARE
    earliest = np.where(is_late, prospective, np.maximum(prospective, opening - EARLY_DAYS))
    first = np.where(is_retrospective, FIRST_DIAGNOSIS_DAY.toordinal(), earliest)
    last = np.where(is_retrospective, prospective - 1, LAST_DIAGNOSIS_DAY.toordinal())
    days: Days = first + (generator.random(patients) * (last - first + 1)).astype(np.int64)
    return days


def _draw_inclusion(
    generator: np.random.Generator,
    is_retrospective: NDArray[np.bool_],
    opening: Days,
    diagnosis: Days,
) -> Days:
    patients = len(opening)
    backlog = np.where(is_retrospective, 240.0, 40.0)
    wait = generator.exponential(1.0, patients)
    ready = np.maximum(opening + 5, diagnosis + generator.integers(45, 121, patients))
    inclusion = ready + (wait * np.where(ready > opening + 5, 10.0, backlog)).astype(np.int64)
    by_the_cut: Days = ready + (generator.random(patients) * (LAST_INCLUSION - ready)).astype(
        np.int64
    )
    return np.where(inclusion > LAST_INCLUSION, by_the_cut, inclusion)


def _choose(generator: np.random.Generator, weights: NDArray[np.float64], patients: int) -> Days:
    bounds = np.cumsum(weights / weights.sum())[:-1]
    return np.searchsorted(bounds, generator.random(patients), side="right")


def _number_within(centre: Days) -> Days:
    order = np.argsort(centre, kind="stable")
    grouped = centre[order]
    starts = np.searchsorted(grouped, grouped, side="left")
    number = np.empty_like(centre)
    number[order] = np.arange(len(centre)) - starts + 1
    return number


def _ordinal(day: date | None) -> int:
    assert day is not None
    return day.toordinal()
