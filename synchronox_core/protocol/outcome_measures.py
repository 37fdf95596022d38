"""The outcome measures of the trial record, in its order."""

from dataclasses import dataclass

SURVIVAL_MONTHS = 36
"""Months from time zero at which survival is told: 3 years. Source: secondary outcomes 1 and 2."""


@dataclass(frozen=True)
class OutcomeMeasure:
    """One outcome measure of the trial record.

    Attributes:
        code: Names it; ``outcomes.measure_<code>`` and ``outcomes.time_frame_<code>`` of the text
            catalogue hold the record's own words in English, and their translation.
        is_primary: Whether it is the primary one.
        place: Its place among the primary or the secondary ones, from 0.
    """

    code: str
    is_primary: bool
    place: int

    @property
    def source(self) -> str:
        """Field of the trial record NCT07467434.

        >>> OUTCOME_MEASURES[0].source
        'protocolSection.outcomesModule.primaryOutcomes[0]'
        """
        group = "primaryOutcomes" if self.is_primary else "secondaryOutcomes"
        return f"protocolSection.outcomesModule.{group}[{self.place}]"


SECONDARY_MEASURES = tuple(
    OutcomeMeasure(code, is_primary=False, place=place)
    for place, code in enumerate(
        (
            "overall_survival",
            "progression_free_survival",
            "rectal_r0",
            "liver_r0",
            "ymrtrg",
            "recist",
            "rodel",
            "blazer",
            "clinical_complete_response",
            "complications_rectum",
            "complications_liver",
            "mortality_rectum",
            "mortality_liver",
        )
    )
)
"""The 13 secondary outcome measures, in the order of the record."""

OUTCOME_MEASURES = (
    OutcomeMeasure("complete_treatment", is_primary=True, place=0),
    *SECONDARY_MEASURES,
)
"""The 14 outcome measures. Source: NCT07467434, version of 2026-03."""
