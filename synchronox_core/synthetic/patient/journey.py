"""The state of one invented patient while treatment and follow-up unfold."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.synthetic.covariates import Baseline
from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.patient.chart import Chart
from synchronox_core.synthetic.patient.course import Course

HORIZON_MONTHS = 18
LAST_STEP_DAYS = 240
EARLIER_STEP_DAYS = 70
"""Room that the longest last step needs, and the shortest of each step that comes before it."""


class Member(NamedTuple):
    """A patient of the roster with the truth that the path must realise.

    Attributes:
        patient_id: Study code.
        centre_id: Centre.
        is_retrospective: Diagnosed before the prospective cohort.
        diagnosis: Rectal diagnosis.
        t0: First day of FOLFIRINOX.
        inclusion: Inclusion in the cohort.
        planned: Strategy decided by the board.
        carried_out: Strategy followed.
        is_achieved: Complete treatment by month 18.
    """

    patient_id: str
    centre_id: str
    is_retrospective: bool
    diagnosis: date
    t0: date
    inclusion: date
    planned: Strategy
    carried_out: Strategy
    is_achieved: bool


@dataclass
class Lesion:
    """A liver metastasis.

    Attributes:
        number: Its number.
        side: left or right.
        baseline_mm: Diameter before treatment.
        current_mm: Diameter at the latest assessment; 0 when disappeared.
        is_target: RECIST target.
    """

    number: int
    side: str
    baseline_mm: int
    current_mm: int
    is_target: bool

    @property
    def has_disappeared(self) -> bool:
        """Whether it was no longer visible at the latest assessment."""
        return self.current_mm == 0


@dataclass
class Journey:
    """One patient on the way.

    Attributes:
        member: Place in the roster and drawn truth.
        baseline: Covariates.
        course: Treatment that realises the outcome.
        dice: Source of every decision.
        chart: Rows written so far.
        lesions: Liver metastases.
        decided_on: Day of the board's decision.
        ready_on: Earliest day of the next step.
        steps_after: Steps that are to follow the next one.
        response_on: Day of the clinical complete response, if any.
        last_act_on: Latest curative act.
        stopped_on: Day on which the curative treatment was given up, if it was.
        relapsed_on: First recurrence, or the day given up.
        died_on: Death.
        death_cause: Its cause.
    """

    member: Member
    baseline: Baseline
    course: Course
    dice: Dice
    chart: Chart
    lesions: list[Lesion] = field(default_factory=list)
    decided_on: date = date.max
    ready_on: date = date.max
    steps_after: int = 0
    response_on: date | None = None
    last_act_on: date | None = None
    stopped_on: date | None = None
    relapsed_on: date | None = None
    died_on: date | None = None
    death_cause: str | None = None

    @property
    def horizon(self) -> date:
        """Last day of the window of the primary endpoint."""
        return add_months(self.member.t0, HORIZON_MONTHS)

    @property
    def is_pressed(self) -> bool:
        """Whether what is left until month 18 leaves no room for the longer waits."""
        needed = LAST_STEP_DAYS + EARLIER_STEP_DAYS * self.steps_after
        return (self.horizon - self.ready_on).days < needed

    def wait(self, day: date, low: int, high: int) -> date:
        """A day from low to high days later; in the lower quarter when pressed for time."""
        return self.dice.after(day, low, low + (high - low) // 4 if self.is_pressed else high)

    def act(self, day: date) -> None:
        """Note a curative act."""
        self.last_act_on = day if self.last_act_on is None else max(self.last_act_on, day)
