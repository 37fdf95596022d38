"""The steps of curative treatment, and why a patient has not reached one of them."""

from enum import StrEnum


class Milestone(StrEnum):
    """Steps after the first day of FOLFIRINOX, in the order in which they are mostly reached.

    Attributes:
        RESTAGING: Imaging at the end of FOLFIRINOX.
        DECISION: Tumour board that planned the strategy.
        RADIOTHERAPY: First day of pelvic radiotherapy, where it was given.
        FIRST_SITE: First treatment of rectum or liver, an exploration alone being none (R.7).
        SECOND_SITE: First treatment of the other site.
        COMPLETION: Complete treatment of both sites by the primary endpoint.
    """

    RESTAGING = "restaging"
    DECISION = "decision"
    RADIOTHERAPY = "radiotherapy"
    FIRST_SITE = "first_site"
    SECOND_SITE = "second_site"
    COMPLETION = "completion"


class PathwayStop(StrEnum):
    """Why a step is not reached by the data cut; ``care.stop_<code>`` of the catalogue tells it.

    Attributes:
        CONTRAINDICATION: A contraindication was found at an operation.
        PROGRESSION: Progression prevents resection.
        PALLIATIVE: The board decided on palliative treatment.
        REFUSED: The patient refused.
        DEATH: The patient died.
        COMPLETE_RESPONSE: The liver is treated and the rectum, in complete response, is not.
        REGROWTH: The rectal tumour grew again and was not resected.
        NOT_CURATIVE: A margin, an ablation or an untreated lesion fails the definition.
        LATE: Treatment was not complete by month 18, though both sites were treated.
        NO_REASON: Month 18 has passed and nothing on record says why.
        UNDER_WAY: Month 18 has not come, or a year of organ preservation is not over.
        LOST: No news up to month 18.
        NOT_ELIGIBLE: Outside the analysis set of the endpoint.
        NOT_RECORDED: A later step was reached and this one is not on record.
        UNKNOWN: What would say it is missing or waits in quarantine.
    """

    CONTRAINDICATION = "contraindication"
    PROGRESSION = "progression"
    PALLIATIVE = "palliative"
    REFUSED = "refused"
    DEATH = "death"
    COMPLETE_RESPONSE = "complete_response"
    REGROWTH = "regrowth"
    NOT_CURATIVE = "not_curative"
    LATE = "late"
    NO_REASON = "no_reason"
    UNDER_WAY = "under_way"
    LOST = "lost"
    NOT_ELIGIBLE = "not_eligible"
    NOT_RECORDED = "not_recorded"
    UNKNOWN = "unknown"
