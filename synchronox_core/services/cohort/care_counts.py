"""What the page of care shows: patients by step, answer and group, and what is withheld."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from synchronox_core.classification.liver_imaging import Recist
from synchronox_core.classification.liver_pathology import BlazerResponse
from synchronox_core.classification.morbidity import GRADES, NO_COMPLICATION
from synchronox_core.protocol.pathway_codes import Milestone, PathwayStop
from synchronox_core.protocol.thresholds import REGRESSION_GRADES
from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.statistics.disclosure import (
    SMALLEST_DESCRIBED,
    SMALLEST_EXPORTED,
    Withheld,
    is_described,
    withhold_table,
)

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

SEVERE_GRADES = ("IIIa", "IIIb", "IVa", "IVb", "V")
"""Grades that ask for an intervention or worse (``clinical.md`` A.5)."""

REACHED = "reached"
SEVERE = "severe"
SUBTOTALS = {f"clavien_{site}_30d": {SEVERE: SEVERE_GRADES} for site in ("rectum", "liver")}
"""Answers whose values are told together as well."""


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
    def parts(self) -> dict[str, int]:
        """Patients who reached it, and those who did not by reason; every reason included."""
        return {REACHED: self.reached, **{stop: self.stops.get(stop, 0) for stop in STOPS}}

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

    def count(self, part: str) -> int:
        """Patients with a value, or with one of the severe grades."""
        if part == SEVERE:
            return sum(self.codes[grade] for grade in SEVERE_GRADES)
        return self.codes[part]

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
        least: Patients from which a group is described and a count shown.
    """

    sizes: Mapping[str, int]
    pathway_sizes: Mapping[str, int]
    steps: Mapping[tuple[str, str], StepCount]
    answers: Mapping[tuple[str, str], AnswerCounts]
    indices: Mapping[tuple[str, ...], Quartiles]
    is_mature_only: bool
    least: int = SMALLEST_DESCRIBED

    @cached_property
    def withheld(self) -> Mapping[tuple[str, str, str], Withheld]:
        """What stands in the place of a count, by step or answer, group and part.

        Sizes and denominators are shown, as are those in whom an answer is not known.
        """
        columns = {
            step: {group: self.steps[group, step].parts for group in self.pathway_groups}
            for step in STEPS
        } | {
            name: {group: self.answers[group, name].codes for group in self.groups}
            for name in CODES
        }
        return {
            (name, *cell): told
            for name, groups in columns.items()
            for cell, told in withhold_table(
                groups, least=self.least, total=ALL, subtotals=SUBTOTALS.get(name)
            ).items()
        }

    def as_exported(self) -> "Care":
        """The same as it may leave the board."""
        return replace(self, least=SMALLEST_EXPORTED)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups large enough to be described, in order."""
        return tuple(group for group in GROUPS if is_described(self.sizes[group], self.least))

    @property
    def pathway_groups(self) -> tuple[str, ...]:
        """The groups large enough for their pathway to be described, in order."""
        sizes = self.pathway_sizes
        return tuple(group for group in GROUPS if is_described(sizes[group], self.least))

    @property
    def patients(self) -> int:
        """Patients kept."""
        return self.sizes[ALL]

    @property
    def is_described(self) -> bool:
        """Whether the patients kept are enough to be described."""
        return is_described(self.patients, self.least)

    @property
    def pathway_patients(self) -> int:
        """Patients of the pathway."""
        return self.pathway_sizes[ALL]

    @property
    def is_pathway_described(self) -> bool:
        """Whether the patients of the pathway are enough to be described."""
        return is_described(self.pathway_patients, self.least)
