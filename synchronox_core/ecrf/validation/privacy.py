"""Persons who oppose the use of their data, and identities that must not be told."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import Opposition, RawRecord, RawTable
from synchronox_core.ecrf.tables import TABLES
from synchronox_core.ecrf.validation.faults import Phrase
from synchronox_core.ecrf.validation.identities import find_identities
from synchronox_core.ecrf.validation.sheet import (
    CENTRE_IN_CODE,
    STUDY_CODE,
    Fate,
    Sheet,
)
from synchronox_core.ecrf.validation.signs import fold, remove_hidden, trim

OPPOSED = "yes"
PATIENTS = TABLES["patients"]
CENTRE_CODE = re.compile(PATIENTS.columns["centre_id"].pattern or "")
CODE_INSIDE = re.compile(STUDY_CODE.pattern.strip("^$"))


class Oppositions:
    """The persons of a delivery who oppose, on its own word or known from an earlier one.

    Args:
        is_known: Whether a study code is that of a person who opposed earlier.
    """

    def __init__(self, is_known: Callable[[str], bool]) -> None:
        self._is_known = is_known
        self._opposed: dict[str, bool] = {}
        self._stated: dict[str, str] = {}
        self._left_out: dict[str, str] = {}
        self._unreadable: list[tuple[int, str | None]] = []

    @property
    def stated(self) -> list[Opposition]:
        """Persons who oppose on the word of this delivery."""
        return [Opposition(code, centre) for code, centre in sorted(self._stated.items())]

    def read_patients(self, raw: RawTable | None) -> None:
        """Take the oppositions that ``patients.csv`` states, before anything else is judged.

        Args:
            raw: Raw text of the patients; None when it could not be read.
        """
        if raw is None:
            return
        for row in _opposed_rows(raw):
            centre = trim(raw.columns["centre_id"][row])
            code = fold(raw.columns["patient_id"][row]).upper()
            if STUDY_CODE.fullmatch(code):
                known_centre = CENTRE_CODE.fullmatch(centre)
                self._stated[code] = centre if known_centre else code[CENTRE_IN_CODE]
            else:
                readable = centre if CENTRE_CODE.fullmatch(centre) else None
                self._unreadable.append((raw.lines[row], readable))
            if code:
                self._opposed[code] = True

    def leave_out(self, sheet: Sheet) -> None:
        """Take every row of the persons who oppose out of a table.

        Args:
            sheet: Table under way.
        """
        texts = sheet.raw.columns.get("patient_id", [])
        opposed = {text for text in set(texts) if self._leaves_out_code(text)}
        for row, text in enumerate(texts) if opposed else ():
            if text in opposed:
                sheet.fates[row] = Fate.PRIVACY
        if sheet.table.name == PATIENTS.name:
            for row in _opposed_rows(sheet.raw):
                sheet.fates[row] = Fate.PRIVACY

    def leaves_out(self, record: RawRecord) -> bool:
        """Whether a record that could not be cut into columns names a person who opposes."""
        return any(self.are_named_in(cell) for cell in record.cells)

    def are_named_in(self, text: str) -> bool:
        """Whether a text holds the study code of one of them."""
        codes = CODE_INSIDE.findall(remove_hidden(text).upper())
        return any(self._is_opposed(code) for code in codes)

    def findings(self) -> Iterator[Finding]:
        """One finding a centre with the number of persons, and one for each unreadable code."""
        centres: Counter[str | None] = Counter((self._left_out | self._stated).values())
        centres.update(centre for _, centre in self._unreadable)
        for centre, persons in centres.items():
            told = Phrase("of_centre" if centre else "of_unknown_centre", {"centre": centre})
            values = {"centre": told, "count": persons}
            yield Finding(Level.PRIVACY, "OPPOSITION", PATIENTS.file, values=values)
        for line, _ in self._unreadable:
            yield Finding(Level.PRIVACY, "OPPOSITION_UNREADABLE", PATIENTS.file, line, "patient_id")

    def _is_opposed(self, code: str) -> bool:
        if code not in self._opposed:
            self._opposed[code] = self._is_known(code)
        return self._opposed[code]

    def _leaves_out_code(self, text: str) -> bool:
        code = fold(text).upper()
        if not code or not self._is_opposed(code):
            return False
        if STUDY_CODE.fullmatch(code):
            self._left_out[code] = code[CENTRE_IN_CODE]
        return True


def _opposed_rows(patients: RawTable) -> list[int]:
    answers = patients.columns.get("opposition", [])
    return [row for row, answer in enumerate(answers) if trim(answer) == OPPOSED]


def without_identity(finding: Finding, oppositions: Oppositions) -> Finding:
    """The finding, without the value it quotes when that seems to contain an identity.

    Args:
        finding: Any finding.
        oppositions: Persons whose study codes are identities too.
    """
    value = finding.value
    if value is None or not (find_identities(value) or oppositions.are_named_in(value)):
        return finding
    return replace(finding, value=None)
