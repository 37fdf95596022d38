"""The answers stored for every patient of an extract: their columns, and how a record gives them.

A module that answers more questions adds its columns to ``STORED_COLUMNS`` and its answers to
``derive_stored``; what is stored already is then derived again (``rules_version``).
"""

from enum import StrEnum

from synchronox_core.endpoints.decision import DECISION_COLUMNS, derive_decision
from synchronox_core.endpoints.derivation import DERIVED_COLUMNS, derive_answers, treatment_of
from synchronox_core.endpoints.milestones import MILESTONE_COLUMNS, STOP_COLUMN, derive_milestones
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.answers import Answer
from synchronox_core.protocol.settings import ProtocolSettings


class ValueKind(StrEnum):
    """What the values of a column are."""

    CODE = "code"
    YES_NO = "yes_no"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"


_KINDS = {
    ValueKind.YES_NO: (
        "eligible",
        "rectal_r0",
        "liver_r0",
        "organ_preservation",
        "clinical_complete_response",
        "death_30d_rectum",
        "death_30d_liver",
        "death_90d_rectum",
        "death_90d_liver",
    ),
    ValueKind.INTEGER: (
        "ymrtrg",
        "rodel",
        "os_days",
        "os_event",
        "pfs_days",
        "pfs_event",
        "pfs_standard_days",
        "pfs_standard_event",
        *MILESTONE_COLUMNS,
        STOP_COLUMN,
        "decision_mri_grade",
        "decision_cycles",
        "interruption_days",
    ),
    ValueKind.NUMBER: ("cci_rectum", "cci_liver"),
    ValueKind.DATE: ("complete_treatment_date",),
}
_KIND_BY_COLUMN = {column: kind for kind, columns in _KINDS.items() for column in columns}

STORED_COLUMNS: dict[str, ValueKind] = {
    column: _KIND_BY_COLUMN.get(column, ValueKind.CODE)
    for column in (*DERIVED_COLUMNS, *MILESTONE_COLUMNS, STOP_COLUMN, *DECISION_COLUMNS)
}
"""Columns stored, in order, and what their values are; days and events (0 or 1) are integers."""


def derive_stored(record: Record, settings: ProtocolSettings) -> dict[str, Answer]:
    """The answer of each stored column, in the order of ``STORED_COLUMNS``.

    Args:
        record: The patient as of the data cut.
        settings: Readings of the record in force.
    """
    answers = derive_answers(record, settings)
    milestones = derive_milestones(record, settings, treatment_of(answers))
    return {**answers, **milestones, **derive_decision(record)}


def stored_value(value: object) -> object:
    """A value as it is stored and as the contract writes it: three-valued answers as yes or no.

    >>> stored_value(True), stored_value(1), stored_value(None)
    ('yes', 1, None)
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
