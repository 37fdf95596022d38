"""How the patients of a filter were treated: steps reached, responses, margins, what followed."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from synchronox_core.classification.liver_imaging import Recist
from synchronox_core.classification.liver_pathology import BlazerResponse
from synchronox_core.classification.morbidity import GRADES, NO_COMPLICATION
from synchronox_core.protocol.answers import State
from synchronox_core.protocol.pathway_codes import Milestone, PathwayStop
from synchronox_core.protocol.thresholds import REGRESSION_GRADES
from synchronox_core.protocol.vocabulary import Reason, Strategy
from synchronox_core.services.cohort_filters import CohortFilter
from synchronox_core.services.derived_values import open_derived
from synchronox_core.statistics.disclosure import is_described
from synchronox_core.store import Store
from synchronox_core.store.care_queries import read_care

START = "start"
"""The step everybody in the pathway has reached: the first day of FOLFIRINOX."""

STEPS = (START, *Milestone)
SINCE = ("previous", START)
"""From when the weeks to a step count: from the step before, or from the start."""

ALL = "all"
GROUPS = (ALL, *Strategy)
"""Everybody, then each planned strategy."""

NO_REASON_ASKED = "none"
STOPS = (*PathwayStop, NO_REASON_ASKED)
"""Why a step is not reached, in order; the last one of radiotherapy, which not everybody needs."""

YES_NO = ("yes", "no")
CODES: dict[str, tuple[str, ...]] = {
    "ymrtrg": ("1", "2", "3", "4", "5"),
    "clinical_complete_response": YES_NO,
    "recist": tuple(Recist),
    "recist_record": tuple(Recist),
    "rodel": tuple(str(grade) for grade in range(REGRESSION_GRADES["rodel"][1], -1, -1)),
    "blazer": tuple(BlazerResponse),
    "rectal_r0": YES_NO,
    "liver_r0": YES_NO,
    "clavien_rectum_30d": (NO_COMPLICATION, *GRADES),
    "clavien_liver_30d": (NO_COMPLICATION, *GRADES),
    "death_30d_rectum": YES_NO,
    "death_30d_liver": YES_NO,
    "death_90d_rectum": YES_NO,
    "death_90d_liver": YES_NO,
}
"""Answers counted, each with its values in order."""

NOT_CONCERNED = frozenset(
    {
        Reason.NO_RECTAL_RESECTION,
        Reason.NO_LIVER_RESECTION,
        Reason.LOCAL_EXCISION,
        Reason.NO_OPERATION,
    }
)
"""Reasons that put a patient outside the question: nothing was resected, or operated on."""


class Quartiles(NamedTuple):
    """Summary of a number: how often it is known, lower quartile, median, upper quartile."""

    known: int
    q1: float
    median: float
    q3: float


@dataclass(frozen=True)
class StepCount:
    """A step of treatment in a group.

    Attributes:
        reached: Patients who reached it.
        stops: Patients who did not, by ``PathwayStop``; by ``NO_REASON_ASKED`` where none is.
        weeks: Weeks from the step before (``previous``) and from the first FOLFIRINOX
            (``start``), of the patients whose days are known; no key for nobody.
    """

    reached: int
    stops: Mapping[str, int]
    weeks: Mapping[str, Quartiles]

    @property
    def patients(self) -> int:
        """Everybody counted: those who reached the step and those who did not."""
        return self.reached + sum(self.stops.values())


@dataclass(frozen=True)
class AnswerCounts:
    """The values of an answer in a group.

    Attributes:
        codes: Patients by value, every value of ``CODES`` included.
        missing: Patients the question concerns whose answer is not known.
        outside: Patients it does not concern: not resected, or not operated on at the site.
    """

    codes: Mapping[str, int]
    missing: int = 0
    outside: int = 0

    @property
    def known(self) -> int:
        """Patients whose answer is known."""
        return sum(self.codes.values())

    @property
    def concerned(self) -> int:
        """Patients the question concerns."""
        return self.known + self.missing


@dataclass(frozen=True)
class Care:
    """What the page of care shows of the patients a filter keeps.

    Attributes:
        sizes: Patients by group.
        pathway_sizes: Patients of the pathway by group.
        steps: Steps by group and step.
        answers: Answers by group and name.
        indices: Complication index by group and site column, of those in whom it is known.
        is_mature_only: The pathway counts only those whose month 18 has passed.
    """

    sizes: Mapping[str, int]
    pathway_sizes: Mapping[str, int]
    steps: Mapping[tuple[str, str], StepCount]
    answers: Mapping[tuple[str, str], AnswerCounts]
    indices: Mapping[tuple[str, ...], Quartiles]
    is_mature_only: bool

    @property
    def patients(self) -> int:
        """Patients kept."""
        return self.sizes[ALL]

    @property
    def is_described(self) -> bool:
        """Whether the patients kept are enough to be described."""
        return is_described(self.patients)

    @property
    def pathway_patients(self) -> int:
        """Patients of the pathway."""
        return self.pathway_sizes[ALL]

    @property
    def is_pathway_described(self) -> bool:
        """Whether the patients of the pathway are enough to be described."""
        return is_described(self.pathway_patients)


def described_groups(sizes: Mapping[str, int]) -> tuple[str, ...]:
    """The groups large enough to be described, in order."""
    return tuple(group for group in GROUPS if is_described(sizes[group]))


def build_care(store: Store, asked: CohortFilter, *, is_mature_only: bool = True) -> Care:
    """Steps, responses, margins and postoperative outcomes of the patients a filter keeps.

    Args:
        store: The cohort store.
        asked: Which patients.
        is_mature_only: The pathway counts only those whose month 18 has passed at the data cut.

    Raises:
        StoreError: The store is empty or its current extract cannot be read.
    """
    with open_derived(store) as cursor:
        frames = read_care(cursor, asked.parameters, is_mature_only=is_mature_only)
    steps = _steps(frames.steps, frames.waits)
    answers = _answers(frames.answers)
    sizes = {group: _size(answers[group, "ymrtrg"]) for group in GROUPS}
    return Care(
        sizes=sizes,
        pathway_sizes={group: steps[group, START].reached for group in GROUPS},
        steps=steps,
        answers=answers,
        indices=_quartiles(frames.indices, "strategy", "name"),
        is_mature_only=is_mature_only,
    )


def _size(counts: AnswerCounts) -> int:
    return counts.concerned + counts.outside


def _steps(steps: pd.DataFrame, waits: pd.DataFrame) -> dict[tuple[str, str], StepCount]:
    reached: Counter[tuple[str, str]] = Counter()
    stops: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in steps.to_dict("records"):
        place = (row["strategy"], row["step"])
        if row["state"] == State.MET:
            reached[place] += row["patients"]
        else:
            stops[place][row["stop"] or NO_REASON_ASKED] += row["patients"]
    weeks = _quartiles(waits, "strategy", "step", "since")
    return {
        (group, step): StepCount(
            reached[group, step],
            {stop: stops[group, step][stop] for stop in STOPS if stops[group, step][stop]},
            {since: weeks[group, step, since] for since in SINCE if (group, step, since) in weeks},
        )
        for group in GROUPS
        for step in STEPS
    }


def _answers(frame: pd.DataFrame) -> dict[tuple[str, str], AnswerCounts]:
    counts: dict[tuple[str, str], Counter[str]] = {
        (group, name): Counter() for group in GROUPS for name in CODES
    }
    for row in frame[frame["strategy"].isin(GROUPS)].to_dict("records"):
        value = row["value"] or "missing"
        kind = "outside" if row["reason"] in NOT_CONCERNED else value
        counts[row["strategy"], row["name"]][kind] += row["patients"]
    return {
        (group, name): AnswerCounts(
            {code: found[code] for code in CODES[name]}, found["missing"], found["outside"]
        )
        for (group, name), found in counts.items()
    }


def _quartiles(frame: pd.DataFrame, *keys: str) -> dict[tuple[str, ...], Quartiles]:
    return {
        tuple(row[key] for key in keys): Quartiles(
            int(row["known"]), row["q1"], row["median"], row["q3"]
        )
        for row in frame.to_dict("records")
    }
