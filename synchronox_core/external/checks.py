"""What the data of a public cohort should not say: counted, reported, never corrected."""

from collections.abc import Mapping, Sequence

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import Value
from synchronox_core.external.mapping import CohortMapping, Condition, ScoreCheck

Columns = Mapping[str, Sequence[Value]]


def find_inconsistencies(mapping: CohortMapping, file: str, columns: Columns) -> list[Finding]:
    """Findings of the declared checks that hold for at least one patient.

    Args:
        mapping: The cohort, with its checks.
        file: Name of the source file.
        columns: Values by our column name, one item a patient.
    """
    found = []
    for check in mapping.checks:
        count = sum(
            all(is_true(condition, columns, row) for condition in check.when)
            for row in range(len(columns[check.column]))
        )
        if count:
            source = mapping.columns[check.column].source
            found.append(_finding(check.code, file, source, count=count))
    for score in mapping.score_checks:
        known, equal = compare_score(score, columns)
        if equal < known:
            source = mapping.columns[score.column].source
            found.append(_finding("EXT_SCORE", file, source, equal=equal, known=known))
    return found


def compare_score(score: ScoreCheck, columns: Columns) -> tuple[int, int]:
    """In how many patients a recorded score is known, and equals the sum of its items.

    An item that is missing makes the sum unknown, and an unknown sum equals nothing.

    Args:
        score: The recorded score and its items.
        columns: Values by our column name, one item a patient.
    """
    known = equal = 0
    for row, recorded in enumerate(columns[score.column]):
        if recorded is None:
            continue
        known += 1
        is_complete = all(columns[item.column][row] is not None for item in score.items)
        points = sum(is_true(item, columns, row) for item in score.items)
        equal += is_complete and points == recorded
    return known, equal


def is_true(condition: Condition, columns: Columns, row: int) -> bool:
    """Whether a condition holds for a patient; what is missing is neither equal nor above.

    >>> is_true(Condition("size_mm", above=50), {"size_mm": [51.0, None]}, 0)
    True
    >>> is_true(Condition("size_mm", above=50), {"size_mm": [51.0, None]}, 1)
    False
    """
    value = columns[condition.column][row]
    if condition.missing:
        return value is None
    if condition.equals is not None:
        return value == condition.equals
    other = condition.above_column
    limit = condition.above if other is None else columns[other][row]
    return isinstance(value, int | float) and isinstance(limit, int | float) and value > limit


def _finding(code: str, file: str, source: str, **values: int) -> Finding:
    return Finding(Level.CHECK, code, file, column=source, values=values)
