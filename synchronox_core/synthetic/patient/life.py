"""One patient from diagnosis to death, before anything is lost, cut or missing."""

from synchronox_core.synthetic.covariates import Baseline
from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.options import Options
from synchronox_core.synthetic.patient.baseline import enter_baseline
from synchronox_core.synthetic.patient.chart import Chart
from synchronox_core.synthetic.patient.course import draw_course
from synchronox_core.synthetic.patient.follow_up import live_on
from synchronox_core.synthetic.patient.induction import undergo_induction
from synchronox_core.synthetic.patient.journey import Journey, Member
from synchronox_core.synthetic.patient.treatment import treat


def build_journey(member: Member, baseline: Baseline, dice: Dice, options: Options) -> Journey:
    """The path of a patient that realises the drawn outcome.

    Args:
        member: Place in the roster and drawn truth.
        baseline: Covariates.
        dice: Source of every decision.
        options: Scenario.

    Returns:
        The journey, with visits up to the data cut and everything else up to death and beyond;
        the rows dated on or before death are the path from which the endpoint algorithm derives
        ``member.is_achieved`` (not for the few who are not eligible, E0).
    """
    course = draw_course(
        dice,
        baseline,
        member.carried_out,
        is_achieved=member.is_achieved,
        unfinished=options.unfinished,
    )
    journey = Journey(member, baseline, course, dice, Chart(member.patient_id))
    enter_baseline(journey)
    undergo_induction(journey)
    treat(journey)
    live_on(journey)
    return journey
