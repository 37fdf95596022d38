"""Checks that need the protocol's answers: declared here, found by the engine that gives them."""

from typing import NamedTuple


class EngineCheck(NamedTuple):
    """A statement that cells should fulfil once the protocol's definitions are applied to them.

    The values are kept, always; what is missing breaches nothing.

    Attributes:
        code: Stable code; ``findings.<code>`` of the text catalogue tells a breach.
        table: Table whose row is blamed.
    """

    code: str
    table: str


NOT_ELIGIBLE = EngineCheck("NOT_ELIGIBLE", "patients")
"""A patient fails a criterion of the protocol (``ecrf/README.md`` 7.16)."""

RESPONSE_WITH_GRADE_2 = EngineCheck("CCR_WITH_YMRTRG_2", "assessments")
"""Only a ymrTRG of 2 keeps an assessment from being a complete response (7.15)."""

PROGRESSION_WITHOUT_EVENT = EngineCheck("RECIST_PD_WITHOUT_EVENT", "assessments")
"""Lesions are measured in progression and no event says so (``clinical.md`` R.11)."""

PATHOLOGIST_DIFFERS = EngineCheck("PATHOLOGIST_R0_DIFFERS", "operations")
"""The pathologist calls a resection R0 that is not R0 by the record (7.15)."""

ENGINE_CHECKS = (
    NOT_ELIGIBLE,
    RESPONSE_WITH_GRADE_2,
    PROGRESSION_WITHOUT_EVENT,
    PATHOLOGIST_DIFFERS,
)
"""Every such check, in the order in which breaches are found."""
