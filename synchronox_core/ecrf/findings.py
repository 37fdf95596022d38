"""Findings: what was noticed in a delivery, where, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from synchronox_core.text import text


class Level(StrEnum):
    """What a finding does to the data (``ecrf/README.md`` 6)."""

    REFUSED = "F"
    HELD_BACK = "B"
    SET_ASIDE = "C"
    CHECK = "W"
    PRIVACY = "P"
    NOTICE = "N"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed in a delivery.

    Attributes:
        level: What it does to the data.
        code: Stable code in upper case; ``findings.<code>`` of the text catalogue tells it.
        file: File it was found in.
        line: Physical line, the header being 1; None for a whole file.
        column: Column, or None.
        patient_id: Study code of the patient, or None.
        value: The text found, quoted in the sentence; always None at level P.
        values: Further values of the sentence (counts, limits, names of columns and files).
    """

    level: Level
    code: str
    file: str
    line: int | None = None
    column: str | None = None
    patient_id: str | None = None
    value: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: str = "en") -> str:
        """The finding in one line: where, what, rule, consequence, what to do, code.

        Args:
            language: ``en`` or ``fr``.
        """
        what = text(
            f"findings.{self.code}",
            language,
            **{"patient_id": self.patient_id or "", **self.values},
        )
        colon = "\u00a0: " if language == "fr" else ": "
        return f"{self.where(language)}{colon}{what} [{self.code}]"

    def where(self, language: str = "en") -> str:
        """File, line, column and value found, as far as they are known."""
        parts = [self.file]
        if self.line is not None:
            parts.append(text("findings.line", language, line=self.line))
        if self.column is not None:
            parts.append(self.column)
        place = ", ".join(parts)
        if self.value is None or self.level is Level.PRIVACY:
            return place
        return f'{place} = "{quoted(self.value)}"'


def quoted(value: str) -> str:
    """A value as a sentence may quote it: cut at 60 characters, control signs escaped.

    >>> quoted("a" * 70) == "a" * 60 + "…"
    True
    >>> quoted("a" + chr(10) + "b") == "a" + chr(92) + "nb"
    True
    """
    cut = value[:60] + ("…" if len(value) > 60 else "")
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in cut
    )
