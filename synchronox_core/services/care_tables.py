"""The tables of care, in a reader's language: pathway, responses, margins, what followed."""

from collections.abc import Iterable, Mapping

import pandas as pd

from synchronox_core.endpoints.postoperative import Site
from synchronox_core.protocol.pathway_codes import Milestone
from synchronox_core.services.care import (
    ALL,
    NO_REASON_ASKED,
    SINCE,
    START,
    STOPS,
    AnswerCounts,
    Care,
    StepCount,
    described_groups,
)
from synchronox_core.services.care_cells import (
    count_cells,
    proportion_cell,
    quartiles_cell,
    reached_cell,
)
from synchronox_core.services.overview_tables import group_heading
from synchronox_core.statistics.disclosure import is_described, withhold_counts
from synchronox_core.text import has_text, text
from synchronox_core.text.formats import format_number
from synchronox_core.text.labels import code_label

SITES: tuple[Site, ...] = ("rectum", "liver")
R0_COLUMNS: Mapping[Site, str] = {"rectum": "rectal_r0", "liver": "liver_r0"}
RESPONSES = (
    "recist",
    "recist_record",
    "ymrtrg",
    "clinical_complete_response",
    "rodel",
    "blazer",
)
SEVERE_GRADES = ("IIIa", "IIIb", "IVa", "IVb", "V")
"""Grades that ask for an intervention or worse (``clinical.md`` A.5)."""

FROM_START_ONLY = frozenset({Milestone.RESTAGING, Milestone.RADIOTHERAPY, Milestone.COMPLETION})
"""Steps without a wait of their own: the step before is the start, or none, or the same day."""

REACHED = "reached"
Line = tuple[str, str, dict[str, str]]
"""First label, second label, cell by group."""


def pathway_table(care: Care, language: str) -> pd.DataFrame:
    """Each step of treatment: who reached it, after how many weeks, and why the others did not.

    Returns:
        One row a line — step, what is told, then a column for everybody and each described
        strategy with its size, under labels of the language.
    """
    groups = described_groups(care.pathway_sizes)
    lines: list[Line] = []
    for step in Milestone:
        found = {group: care.steps[group, step] for group in groups}
        lines += _step_lines(step, found, language)
    return _table(lines, groups, care.pathway_sizes, ("step", "told"), language)


def _step_lines(step: str, found: Mapping[str, StepCount], language: str) -> Iterable[Line]:
    stops = [stop for stop in STOPS if any(stop in count.stops for count in found.values())]
    parts = {
        group: {REACHED: count.reached, **{stop: count.stops.get(stop, 0) for stop in stops}}
        for group, count in found.items()
    }
    reached = {
        group: reached_cell(found[group].patients, parts[group], REACHED, language)
        for group in found
    }
    yield text(f"care.step_{step}", language), text("care.reached", language), reached
    for since in (START,) if step in FROM_START_ONLY else SINCE:
        weeks = {
            group: quartiles_cell(
                count.weeks.get(since),
                language,
                is_size_shown=REACHED not in withhold_counts(parts[group]),
            )
            for group, count in found.items()
        }
        yield "", text(f"care.weeks_{since}", language), weeks
    cells = {group: count_cells(counts, language) for group, counts in parts.items()}
    for stop in (stop for stop in stops if stop != NO_REASON_ASKED):
        told = {group: cells[group][stop] for group in found}
        yield "", text(f"care.stop_{stop}", language), told


def response_table(care: Care, language: str) -> pd.DataFrame:
    """Each response: patients by category among the known, and those in whom it is not known."""
    groups = described_groups(care.sizes)
    lines: list[Line] = []
    for name in RESPONSES:
        found = {group: care.answers[group, name] for group in groups}
        lines += _category_lines(name, text(f"care.measure_{name}", language), found, language)
    return _table(lines, groups, care.sizes, ("measure", "category"), language)


def _category_lines(
    name: str, label: str, found: Mapping[str, AnswerCounts], language: str
) -> Iterable[Line]:
    cells = {group: _code_cells(counts, language) for group, counts in found.items()}
    shown = [code for code, patients in found[ALL].codes.items() if patients]
    for place, code in enumerate(shown):
        by_group = {group: cells[group][code] for group in found}
        yield label if place == 0 else "", _code_text(name, code, language), by_group
    yield "" if shown else label, text("care.not_known", language), _not_known(found, language)


def _code_cells(counts: AnswerCounts, language: str) -> dict[str, str]:
    """Counts by category, none to be had from the others or from the sum of the severe grades."""
    severe = {code: patients for code, patients in counts.codes.items() if code in SEVERE_GRADES}
    if not is_described(sum(severe.values())):
        return count_cells(counts.codes, language)
    others = {code: patients for code, patients in counts.codes.items() if code not in severe}
    return {
        **count_cells(others, language, counts.known),
        **count_cells(severe, language, counts.known),
    }


def _code_text(name: str, code: str, language: str) -> str:
    """What a category means: the record's wording shares the codes of RECIST 1.1."""
    key = f"care.code_{name.removesuffix('_record')}_{code}"
    return text(key, language) if has_text(key) else code_label(name, code, language)


def _not_known(found: Mapping[str, AnswerCounts], language: str) -> dict[str, str]:
    return {
        group: f"{format_number(counts.missing, language)}/"
        f"{format_number(counts.concerned, language)}"
        for group, counts in found.items()
    }


def margin_table(care: Care, language: str) -> pd.DataFrame:
    """R0 at each site: among those resected there whose margins are known, and among everybody."""
    groups = described_groups(care.sizes)
    lines: list[Line] = []
    for site in SITES:
        found = {group: care.answers[group, R0_COLUMNS[site]] for group in groups}
        resected = {
            group: proportion_cell(counts.codes["yes"], counts.known, language)
            for group, counts in found.items()
        }
        everybody = {
            group: proportion_cell(counts.codes["yes"], care.sizes[group], language)
            for group, counts in found.items()
        }
        lines += [
            (text(f"care.site_{site}", language), text("care.r0_resected", language), resected),
            ("", text("care.r0_everybody", language), everybody),
            ("", text("care.margin_not_known", language), _not_known(found, language)),
        ]
    return _table(lines, groups, care.sizes, ("measure", "category"), language)


def morbidity_table(care: Care, language: str) -> pd.DataFrame:
    """What followed the operations on each site, among the patients operated on there."""
    groups = described_groups(care.sizes)
    lines: list[Line] = []
    for site in SITES:
        lines += _morbidity_lines(care, site, groups, language)
    return _table(lines, groups, care.sizes, ("measure", "category"), language)


def _morbidity_lines(
    care: Care, site: Site, groups: Iterable[str], language: str
) -> Iterable[Line]:
    grades = {group: care.answers[group, f"clavien_{site}_30d"] for group in groups}
    operated = {
        group: proportion_cell(counts.concerned, care.sizes[group], language)
        for group, counts in grades.items()
    }
    yield text(f"care.site_{site}", language), text("care.operated", language), operated
    for _, category, cells in _category_lines("clavien", "", grades, language):
        yield "", category, cells
    severe = {
        group: proportion_cell(severe_patients(counts), counts.known, language)
        for group, counts in grades.items()
    }
    yield "", text("care.severe", language), severe
    index = {
        group: quartiles_cell(care.indices.get((group, f"cci_{site}")), language)
        for group in grades
    }
    yield "", text("care.index", language), index
    for days in (30, 90):
        deaths = {group: care.answers[group, f"death_{days}d_{site}"] for group in grades}
        cells = {
            group: proportion_cell(counts.codes["yes"], counts.known, language)
            for group, counts in deaths.items()
        }
        yield "", text("care.death", language, days=days), cells
        yield "", text("care.death_not_known", language, days=days), _not_known(deaths, language)


def severe_patients(counts: AnswerCounts) -> int:
    """Patients whose worst grade is IIIa or above."""
    return sum(counts.codes[grade] for grade in SEVERE_GRADES)


def _table(
    lines: Iterable[Line],
    groups: Iterable[str],
    sizes: Mapping[str, int],
    headings: tuple[str, str],
    language: str,
) -> pd.DataFrame:
    columns = {group: group_heading(group, sizes[group], language) for group in groups}
    names = [text(f"care.table_{heading}", language) for heading in headings]
    rows = [[first, second, *(cells[group] for group in columns)] for first, second, cells in lines]
    return pd.DataFrame(rows, columns=[*names, *columns.values()])


def note(section: str, sizes: Mapping[str, int], language: str) -> str:
    """How to read a table, and which strategies have no column in it.

    Args:
        section: ``pathway``, ``responses``, ``margins`` or ``morbidity``.
        sizes: Patients of the table by group.
        language: ``en`` or ``fr``.
    """
    small = (
        text(
            "overview.table_one_small",
            language,
            strategy=code_label("strategy_planned", group, language),
            count=patients,
        )
        for group, patients in sizes.items()
        if group not in described_groups(sizes)
    )
    return " ".join((text(f"care.{section}_note", language), *small))


def pathway_sentence(care: Care, language: str) -> str:
    """What the pathway shows and for whom."""
    counted = "mature" if care.is_mature_only else "everybody"
    left_out = format_number(care.patients - care.pathway_patients, language)
    return text(f"care.pathway_{counted}", language, count=care.pathway_patients, left_out=left_out)
