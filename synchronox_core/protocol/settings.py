"""The readings of the record an investigator may change; each answer follows them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from synchronox_core.errors import UsageError

CHOICES = {
    "organ_preservation": ("A", "B", "C"),
    "ablation": ("rfa", "thermal"),
    "disappeared": ("literal", "strict"),
    "pfs": ("record", "standard"),
}
"""Settings that are one of a few words (``contract.md``)."""

NUMBER_LIMITS = {"mid_rectum_limit_mm": (0, 150), "lost_grace_days": (0, 3650)}
"""Settings that are a whole number, with the least and the largest allowed."""


@dataclass(frozen=True)
class ProtocolSettings:
    """Readings in force.

    Attributes:
        organ_preservation: Rule A (year completed, even after month 18), B (year ends by month
            18) or C (free of regrowth at month 18). Source: ``clinical.md`` F.2, question 1.
        ablation: ``rfa`` accepts radiofrequency only, ``thermal`` microwave too. Question 2.
        disappeared: ``literal`` asks nothing of a lesion that disappeared, ``strict`` counts it
            as untreated. Question 3.
        pfs: Progression-free survival of the ``record`` or the ``standard`` one. Question 8.
        mid_rectum_limit_mm: Distance from the anal verge up to which a tumour is eligible.
        lost_grace_days: Days before month 18 from which news counts as news at month 18.
    """

    organ_preservation: str = "A"
    ablation: str = "rfa"
    disappeared: str = "literal"
    pfs: str = "record"
    mid_rectum_limit_mm: int = 100
    lost_grace_days: int = 30


def read_settings(pairs: Mapping[str, str]) -> ProtocolSettings:
    """Settings with some changed.

    Args:
        pairs: Words by name of the setting.

    Raises:
        UsageError: No such setting, or a value it cannot have.

    >>> read_settings({"ablation": "thermal"}).ablation
    'thermal'
    """
    changes = {name: read_setting(name, word) for name, word in pairs.items()}
    return replace(ProtocolSettings(), **changes)  # type: ignore[arg-type]


def read_setting(name: str, word: str) -> str | int:
    """The value of one setting.

    Raises:
        UsageError: No such setting, or a value it cannot have.
    """
    if name in CHOICES and word in CHOICES[name]:
        return word
    if name in NUMBER_LIMITS:
        least, largest = NUMBER_LIMITS[name]
        if word.isascii() and word.isdecimal() and least <= int(word) <= largest:
            return int(word)
        raise _wrong(name, word, f"{least} - {largest}")
    if name in CHOICES:
        raise _wrong(name, word, ", ".join(CHOICES[name]))
    raise _wrong(name, word, ", ".join(field.name for field in fields(ProtocolSettings)))


def _wrong(name: str, word: str, allowed: str) -> UsageError:
    return UsageError("errors.setting_value", setting=name, value=word, allowed=allowed)
