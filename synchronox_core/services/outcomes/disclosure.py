"""Which outcome lines are not described, so that no small count is told or can be computed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from synchronox_core.statistics.disclosure import is_small_count, withhold_counts, withhold_table
from synchronox_core.statistics.outcome_lines import OutcomeLine
from synchronox_core.statistics.primary_outcome import PrimaryOutcome

WITH, WITHOUT = "with", "without"


def hide_lines(lines: Sequence[OutcomeLine], least: int) -> tuple[OutcomeLine, ...]:
    """The lines of a measure, without what they tell where it would point at single persons.

    Lines among the same patients that add up to them are parts of one whole; any other line is
    told beside its complement. A count withheld in one line is withheld in the others too.

    Args:
        lines: Figures of a measure.
        least: Patients from which a count is shown.
    """
    hidden = {line.patients for line in _withheld(lines, least)}
    return tuple(
        line.hidden()
        if line.patients in hidden or is_small_count(line.known, least)
        else _without_few_at_risk(line, least)
        for line in lines
    )


def _without_few_at_risk(line: OutcomeLine, least: int) -> OutcomeLine:
    is_small = line.at_risk is not None and is_small_count(line.at_risk, least)
    return replace(line, at_risk=None) if is_small else line


def _withheld(lines: Sequence[OutcomeLine], least: int) -> list[OutcomeLine]:
    wholes: defaultdict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for line in lines:
        if line.patients is not None:
            wholes[line.population, line.known][line.code] = line.patients
    found = []
    for line in lines:
        if line.patients is None:
            continue
        parts = wholes[line.population, line.known]
        if len(parts) == 1 or sum(parts.values()) != line.known:
            parts = {line.code: line.patients, WITHOUT: line.known - line.patients}
        if line.code in withhold_counts(parts, least):
            found.append(line)
    return found


def hide_cohorts(
    cohorts: Mapping[str, PrimaryOutcome], whole: PrimaryOutcome, least: int
) -> dict[str, PrimaryOutcome]:
    """The primary outcome of each cohort; none is described while one of them is not.

    Args:
        cohorts: Outcome by cohort.
        whole: That of all.
        least: Patients from which a count is shown.
    """
    lines = {"all": whole.line, **{cohort: found.line for cohort, found in cohorts.items()}}
    columns = {
        group: {WITH: line.patients or 0, WITHOUT: line.known - (line.patients or 0)}
        for group, line in lines.items()
    }
    small = any(is_small_count(found.line.known, least) for found in cohorts.values())
    if small or withhold_table(columns, least=least, total="all"):
        # The whole less the others would tell what is held back of the small one.
        return {cohort: found.hidden() for cohort, found in cohorts.items()}
    return dict(cohorts)
