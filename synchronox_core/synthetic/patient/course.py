"""How a drawn outcome comes about: the operations meant, and why some fail or never happen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.synthetic.covariates import RECIST, Baseline
from synchronox_core.synthetic.dice import Dice

RADIOTHERAPY = {None: 0.18, "short_course": 0.44, "long_course": 0.38}
"""Technique meant; it is given to fewer, since some courses stop before (B.2: .25, .40, .35)."""

TWO_STAGE_SHARE = 0.50  # of bilobar class II with three lesions or more: .12 of all (B.2)
WATCHED_SHARE = 0.65
SALVAGED_REGROWTH_SHARE = 0.11  # with the failures, a regrowth in .17 of the rectums kept
COMPLETE = tuple(RECIST).index("CR")
ADAPTIVE_LIVER_FIRST_SHARE = 0.60
BEGUN_SHARE = 0.80  # of the courses of several operations that stop, those with the first done


class Failure(Enum):
    """Why complete treatment is not achieved."""

    RECTAL_MARGIN = auto()
    LIVER_MARGIN = auto()
    BOTH_MARGINS = auto()
    STAGE_TWO_MISSED = auto()
    TOO_LATE = auto()
    REGROWTH = auto()
    PROGRESSION = auto()
    REFUSAL = auto()
    CONTRAINDICATION = auto()
    DEATH = auto()


MARGINS = {
    Failure.RECTAL_MARGIN: 0.27,
    Failure.LIVER_MARGIN: 0.65,
    Failure.BOTH_MARGINS: 0.08,
}
STOPS = {
    Failure.PROGRESSION: 0.48,
    Failure.REFUSAL: 0.09,
    Failure.CONTRAINDICATION: 0.12,
    Failure.TOO_LATE: 0.13,
    Failure.DEATH: 0.18,
}
WATCHED_FAILURES = {Failure.REGROWTH: 0.30, Failure.LIVER_MARGIN: 0.40} | {
    failure: 0.30 * weight for failure, weight in STOPS.items()
}
"""What fails when the rectum is kept on a complete response."""

STOP_SHARE = {
    Strategy.SIMULTANEOUS: 0.15,
    Strategy.RECTUM_FIRST: 0.47,
    Strategy.LIVER_FIRST: 0.42,
    Strategy.ADAPTIVE: 0.46,
}
"""Share of the failures that are operations never done, tuned to the completion rates of B.2."""

MOST_STOPS = 0.95
STAGE_TWO_WEIGHT = 0.60


class Step(NamedTuple):
    """One operation meant.

    Attributes:
        has_rectum: The rectum is resected.
        has_liver: Liver lesions are treated.
        stage: Stage of a two-stage hepatectomy, or None.
    """

    has_rectum: bool
    has_liver: bool
    stage: int | None = None


RECTUM = Step(True, False)


@dataclass(frozen=True)
class Course:
    """The treatment that realises an outcome.

    Attributes:
        order: Operations meant, first one first.
        steps_done: How many of them are carried out; one done too late counts.
        failure: Why the outcome is not achieved; None when it is.
        radiotherapy: Technique of the pelvic radiotherapy meant, or None.
        has_complete_response: The rectum reaches a clinical complete response.
        is_watched: The rectum is kept on that response.
        has_regrowth: The tumour of a rectum kept grows again within the year.
    """

    order: tuple[Step, ...]
    steps_done: int
    failure: Failure | None
    radiotherapy: str | None
    has_complete_response: bool
    is_watched: bool
    has_regrowth: bool

    @property
    def is_two_stage(self) -> bool:
        """Whether the hepatectomy is planned in two stages."""
        return any(step.stage for step in self.order)


def draw_course(
    dice: Dice,
    baseline: Baseline,
    carried_out: Strategy,
    *,
    is_achieved: bool,
    unfinished: float,
) -> Course:
    """A course under the strategy carried out that ends in the outcome drawn.

    Args:
        dice: Source of the decisions.
        baseline: Covariates of the patient.
        carried_out: Strategy followed.
        is_achieved: The outcome to be realised.
        unfinished: Multiple of the share of failures that are operations never done.
    """
    radiotherapy = dice.pick(RADIOTHERAPY)
    has_response = dice.chance(_response_probability(baseline, radiotherapy))
    is_watched = has_response and dice.chance(WATCHED_SHARE)
    is_two_stage = _may_need_two_stages(baseline) and dice.chance(TWO_STAGE_SHARE)
    order = _order(dice, carried_out, is_two_stage, is_watched)
    failure = None
    if not is_achieved:
        stop_share = min(MOST_STOPS, unfinished * STOP_SHARE[carried_out])
        weights = _failure_weights(stop_share, is_two_stage, has_response, is_watched)
        failure = dice.pick(weights)
    has_regrowth = failure is Failure.REGROWTH
    if is_watched and is_achieved:
        has_regrowth = dice.chance(SALVAGED_REGROWTH_SHARE)
    return Course(
        order=order,
        steps_done=_steps_done(dice, order, failure),
        failure=failure,
        radiotherapy=radiotherapy,
        has_complete_response=has_response,
        is_watched=is_watched,
        has_regrowth=has_regrowth,
    )


def _response_probability(baseline: Baseline, radiotherapy: str | None) -> float:
    # Together .10 of all patients, and always ymrTRG 1 as the record asks (B.2, A.6).
    if baseline.mrtrg == 1:
        return 0.60
    return 0.145 if baseline.mrtrg == 2 and radiotherapy else 0.0


def _may_need_two_stages(baseline: Baseline) -> bool:
    has_vanished = baseline.recist == COMPLETE
    is_complex = baseline.is_class_two and baseline.is_bilobar and baseline.lesions >= 3
    return is_complex and not has_vanished


def _order(
    dice: Dice, carried_out: Strategy, is_two_stage: bool, is_watched: bool
) -> tuple[Step, ...]:
    liver = (Step(False, True, 1), Step(False, True, 2)) if is_two_stage else (Step(False, True),)
    if is_watched:
        return liver
    if carried_out is Strategy.SIMULTANEOUS:
        return (liver[0]._replace(has_rectum=True), *liver[1:])
    is_liver_first = carried_out is Strategy.LIVER_FIRST or (
        carried_out is Strategy.ADAPTIVE and dice.chance(ADAPTIVE_LIVER_FIRST_SHARE)
    )
    return (*liver, RECTUM) if is_liver_first else (RECTUM, *liver)


def _failure_weights(
    stop_share: float, is_two_stage: bool, has_response: bool, is_watched: bool
) -> Mapping[Failure, float]:
    if is_watched:
        return WATCHED_FAILURES
    if has_response:
        # A response followed by no resection would count as organ preservation.
        return {Failure.RECTAL_MARGIN: 0.2, Failure.LIVER_MARGIN: 0.8}
    weights = {failure: (1 - stop_share) * weight for failure, weight in MARGINS.items()}
    weights |= {failure: stop_share * weight for failure, weight in STOPS.items()}
    if is_two_stage:
        weights[Failure.STAGE_TWO_MISSED] = stop_share * STAGE_TWO_WEIGHT
    return weights


def _steps_done(dice: Dice, order: tuple[Step, ...], failure: Failure | None) -> int:
    if failure is Failure.STAGE_TWO_MISSED:
        return next(position for position, step in enumerate(order) if step.stage == 2)
    if failure in STOPS and failure is not Failure.TOO_LATE:
        return 1 if len(order) > 1 and dice.chance(BEGUN_SHARE) else 0
    return len(order)
