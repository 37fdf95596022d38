"""Findings as a reader wants them: grouped by cause, the gravest first, a bounded list of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from synchronox_core.ecrf.findings import Finding, Level

GRAVITY = tuple(Level)
"""Levels, the gravest first, as ``ecrf/README.md`` 6 lists them."""


PLACES_SHOWN = 3


@dataclass(frozen=True)
class Cause:
    """All findings of one code.

    Attributes:
        level: What they do to the data.
        code: Their code.
        findings: How many there are.
        patients: How many patients they concern.
        places: Where they lie, file and column, the most frequent first, three at most.
        examples: The first of them.
    """

    level: Level
    code: str
    findings: int
    patients: int
    places: tuple[str, ...]
    examples: tuple[Finding, ...]


def group_by_cause(findings: Sequence[Finding], listed: int) -> tuple[Cause, ...]:
    """Findings grouped by level and code, the gravest and then the most frequent first.

    Args:
        findings: In file order.
        listed: Examples kept of each cause.
    """
    groups: dict[tuple[Level, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.level, finding.code), []).append(finding)
    causes = [
        Cause(
            level,
            code,
            len(group),
            count_patients(group),
            most_places(group),
            tuple(group[:listed]),
        )
        for (level, code), group in groups.items()
    ]
    return tuple(sorted(causes, key=lambda c: (GRAVITY.index(c.level), -c.findings, c.code)))


def count_patients(findings: Iterable[Finding]) -> int:
    """How many patients the findings name."""
    return len({finding.patient_id for finding in findings} - {None})


def most_places(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Files and columns where most of the findings lie, three at most."""
    places = Counter(
        finding.file if finding.column is None else f"{finding.file} {finding.column}"
        for finding in findings
    )
    return tuple(place for place, _ in places.most_common(PLACES_SHOWN))


def count_by_level(findings: Iterable[Finding]) -> dict[str, int]:
    """Findings of each level that occurs, the gravest first."""
    counts = Counter(finding.level for finding in findings)
    return {level.value: counts[level] for level in GRAVITY if counts[level]}


def finding_document(finding: Finding, language: str) -> dict[str, object]:
    """A finding as the contract gives it in JSON and CSV (``contract.md``)."""
    return {
        "level": finding.level.value,
        "code": finding.code,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "patient_id": finding.patient_id,
        "message": finding.message(language),
    }


def listed_findings(
    findings: Sequence[Finding], listed: int, language: str
) -> Iterator[dict[str, object]]:
    """The documents of the findings, at most ``listed`` of each cause, the gravest first."""
    for cause in group_by_cause(findings, listed):
        for finding in cause.examples:
            yield finding_document(finding, language)
