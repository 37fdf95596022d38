"""What the published prognostic scores ask of a patient, as far as it is known."""

from dataclasses import dataclass
from math import inf

from synchronox_core.classification.measures import Measure

UNKNOWN = Measure(0, inf)
"""A number of which nothing is known."""


@dataclass(frozen=True, slots=True)
class ScoreItems:
    """The items of every score; what is left out is unknown, never absent.

    Attributes:
        age_years: Age at diagnosis, years.
        t_category: Depth of the rectal tumour, 0 to 4 (T4a and T4b are 4, Tis is 0).
        has_nodes: Whether the rectal tumour has invaded lymph nodes.
        interval_months: From the rectal diagnosis to that of the liver, calendar months, 0 when
            the liver came first.
        lesions: Number of liver lesions.
        largest_mm: Longest diameter of the largest of them, mm.
        is_bilobar: Whether they lie on both sides of the liver.
        cea_ng_ml: Carcinoembryonic antigen, ng/mL.
        kras_mutated: Whether KRAS is mutated.
        nras_mutated: Whether NRAS is mutated.
        has_extrahepatic: Whether there are metastases outside the liver.
        differentiation: ``well``, ``moderate`` or ``poor``; None when unknown.
        margin_mm: Narrowest margin of the liver resections, mm; infinite where no viable cell is
            left, so that no margin can be invaded.
        viable_percent: Viable tumour cells in the resected nodules, mean, %.
        has_vascular_invasion: Whether a resected nodule invades vessels.
        has_biliary_invasion: Whether a resected nodule invades bile ducts.
    """

    age_years: Measure = UNKNOWN
    t_category: Measure = UNKNOWN
    has_nodes: bool | None = None
    interval_months: Measure = UNKNOWN
    lesions: Measure = UNKNOWN
    largest_mm: Measure = UNKNOWN
    is_bilobar: bool | None = None
    cea_ng_ml: Measure = UNKNOWN
    kras_mutated: bool | None = None
    nras_mutated: bool | None = None
    has_extrahepatic: bool | None = None
    differentiation: str | None = None
    margin_mm: Measure = UNKNOWN
    viable_percent: Measure = UNKNOWN
    has_vascular_invasion: bool | None = None
    has_biliary_invasion: bool | None = None

    def is_unknown(self, item: str) -> bool:
        """Whether an item is missing, or a number known only as a range.

        >>> ScoreItems(has_nodes=False).is_unknown("has_nodes"), ScoreItems().is_unknown("lesions")
        (False, True)
        """
        value = getattr(self, item)
        return value is None or (isinstance(value, Measure) and value.low != value.high)
