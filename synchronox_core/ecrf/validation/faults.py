"""What can be wrong with a value, and the pieces its sentence is told with in either language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from synchronox_core.text import text


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong, not yet tied to a place.

    Attributes:
        code: ``findings.<code>`` of the text catalogue tells it.
        values: Values of that sentence; never a piece of the text found.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class Phrase(NamedTuple):
    """A clause that the sentence around it fills in as ``{name:en}`` or ``{name:fr}``.

    Attributes:
        name: Entry of the area ``finding_parts``.
        values: Values of the clause.

    >>> f"{Phrase('held_back', {}):en}"
    'The row is held back.'
    """

    name: str
    values: dict[str, object]

    def __format__(self, language: str) -> str:
        return text(f"finding_parts.{self.name}", language, **self.values)


class Labels(NamedTuple):
    """Words of the catalogue in a row, told in the language of the sentence around them.

    Attributes:
        keys: Their keys, at least one.

    >>> f"{Labels(('uses.cohort', 'uses.eligible')):en}"
    'cohort and eligibility'
    """

    keys: tuple[str, ...]

    def __format__(self, language: str) -> str:
        *head, last = (text(key, language) for key in self.keys)
        if not head:
            return last
        return text("finding_parts.enumeration", language, head=", ".join(head), last=last)


NOTHING = Phrase("nothing", {})
"""A clause that is left out."""
