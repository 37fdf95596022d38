"""The decision table of the primary endpoint: its statuses and the codes of their reasons."""

from enum import StrEnum


class TreatmentStatus(StrEnum):
    """How the complete treatment of both sites stands at month 18."""

    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not_achieved"
    PENDING = "pending"
    NOT_EVALUABLE = "not_evaluable"


class OutcomeCode(StrEnum):
    """Why a patient has this status; ``outcome_codes.<code>`` of the text catalogue tells it.

    The order counts: where several codes of one kind apply, the first one is given.

    Attributes:
        A1: R0 resection of the rectum, every liver lesion R0 or destroyed.
        A2: Rectum under organ preservation, liver as in A1.
        A3: A second treatment succeeded where a first one had failed.
        A4: The R0 resection of the rectum followed a regrowth.
        N1: Died by month 18, before both sites were treated curatively.
        N2: Rectum resected or excised, never R0.
        N3: The last treatment of a liver lesion fails.
        N4: A liver lesion is untreated while another was treated, or all only disappeared.
        N5: A site was not treated by month 18, and nothing on record says why.
        N6: Regrowth without resection of the rectum.
        N7: A site was not treated: progression or palliative decision.
        N8: A site was not treated: treatment refused.
        N9: A site was not treated: contraindication found at an operation on it.
        E0: Not in the analysis set: not eligible, or no day of FOLFIRINOX.
        E1: Lost before month 18.
        E2: A margin, or an operation that could change the answer, is missing.
        E3: The control of an ablation is missing.
        E4: The assessment of the rectum that would settle organ preservation is missing.
        E5: Data of a liver lesion are missing.
        E6: Died after month 18, without regrowth, before the year of organ preservation was over.
        W1: Month 18 is not reached.
        W2: The year of organ preservation is not over.

    Source: ``clinical.md`` F.2 and rulings R.5.
    """

    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    A4 = "A4"
    N1 = "N1"
    N2 = "N2"
    N3 = "N3"
    N4 = "N4"
    N5 = "N5"
    N6 = "N6"
    N7 = "N7"
    N8 = "N8"
    N9 = "N9"
    E0 = "E0"
    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"
    E5 = "E5"
    E6 = "E6"
    W1 = "W1"
    W2 = "W2"
