"""The tables of care, in a reader's language: pathway, responses, margins, what followed."""

from collections.abc import Iterable, Mapping

import pandas as pd

from synchronox_core.endpoints.postoperative import Site
from synchronox_core.protocol.pathway_codes import Milestone
from synchronox_core.services.cohort.care_cells import (
    counted_share,
    not_described,
    proportion_cell,
    quartiles_cell,
    reached_cell,
    share_cell,
)
from synchronox_core.services.cohort.care_counts import (
    ALL,
    NO_REASON_ASKED,
    REACHED,
    SEVERE,
    SINCE,
    START,
    STOPS,
    SUBTOTALS,
    Care,
)
from synchronox_core.services.cohort.overview_tables import group_heading
from synchronox_core.statistics.disclosure import is_described
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
FROM_START_ONLY = frozenset({Milestone.RESTAGING, Milestone.RADIOTHERAPY, Milestone.COMPLETION})
"""Steps without a wait of their own: the step before is the start, or none, or the same day."""

Line = tuple[str, str, dict[str, str]]
"""First label, second label, cell by group."""


def pathway_table(care: Care, language: str) -> pd.DataFrame:
    """Each step of treatment: who reached it, after how many weeks, and why the others did not.

    Returns:
        One row a line — step, what is told, then a column for everybody and each described
        strategy with its size, under labels of the language.
    """
    groups = care.pathway_groups
    lines = [line for step in Milestone for line in _step_lines(care, step, language)]
    return _table(lines, groups, care.pathway_sizes, ("step", "told"), language)


def _step_lines(care: Care, step: str, language: str) -> Iterable[Line]:
    groups = care.pathway_groups
    stops = [stop for stop in STOPS if any(care.steps[group, step].parts[stop] for group in groups)]
    reached = {group: step_cell(care, group, step, language) for group in groups}
    yield text(f"care.step_{step}", language), text("care.reached", language), reached
    for since in (START,) if step in FROM_START_ONLY else SINCE:
        weeks = {
            group: quartiles_cell(
                care.steps[group, step].weeks.get(since),
                care.least,
                language,
                is_size_shown=(step, group, REACHED) not in care.withheld,
            )
            for group in groups
        }
        yield "", text(f"care.weeks_{since}", language), weeks
    for stop in (stop for stop in stops if stop != NO_REASON_ASKED):
        told = {}
        for group in groups:
            count = care.steps[group, step]
            withheld = care.withheld.get((step, group, stop))
            told[group] = share_cell(count.parts[stop], count.patients, withheld, language)
        yield "", text(f"care.stop_{stop}", language), told


def step_cell(care: Care, group: str, step: str, language: str) -> str:
    """How many of a group reached a step."""
    count = care.steps[group, step]
    withheld = care.withheld.get((step, group, REACHED))
    return reached_cell(count.reached, count.patients, withheld, language)


def response_table(care: Care, language: str) -> pd.DataFrame:
    """Each response: patients by category among the known, and those in whom it is not known."""
    lines: list[Line] = []
    for name in RESPONSES:
        lines += _category_lines(care, name, text(f"care.measure_{name}", language), language)
    return _table(lines, care.groups, care.sizes, ("measure", "category"), language)


def _category_lines(care: Care, name: str, label: str, language: str) -> Iterable[Line]:
    shown = [code for code, patients in care.answers[ALL, name].codes.items() if patients]
    for place, code in enumerate(shown):
        cells = {group: _code_cell(care, group, name, code, language) for group in care.groups}
        yield label if place == 0 else "", _code_text(name, code, language), cells
    not_known = _not_known(care, name, language)
    yield "" if shown else label, text("care.not_known", language), not_known


def _code_cell(care: Care, group: str, name: str, code: str, language: str) -> str:
    counts = care.answers[group, name]
    if not is_described(counts.known, care.least):
        return not_described(care.least, language)
    withheld = care.withheld.get((name, group, code))
    return share_cell(counts.codes[code], counts.known, withheld, language)


def _code_text(name: str, code: str, language: str) -> str:
    """What a category means: the record's wording shares the codes of RECIST 1.1."""
    measure = "clavien" if name in SUBTOTALS else name.removesuffix("_record")
    key = f"care.code_{measure}_{code}"
    return text(key, language) if has_text(key) else code_label(name, code, language)


def _not_known(care: Care, name: str, language: str) -> dict[str, str]:
    counts = {group: care.answers[group, name] for group in care.groups}
    written = {
        group: (format_number(found.missing, language), format_number(found.concerned, language))
        for group, found in counts.items()
    }
    return {group: "/".join(cell) for group, cell in written.items()}


def margin_table(care: Care, language: str) -> pd.DataFrame:
    """R0 at each site: among those resected there whose margins are known, and among everybody."""
    lines: list[Line] = []
    for site in SITES:
        name = R0_COLUMNS[site]
        resected = {group: rate_cell(care, group, name, "yes", language) for group in care.groups}
        everybody = {
            group: rate_cell(care, group, name, "yes", language, whole=care.sizes[group])
            for group in care.groups
        }
        lines += [
            (text(f"care.site_{site}", language), text("care.r0_resected", language), resected),
            ("", text("care.r0_everybody", language), everybody),
            ("", text("care.margin_not_known", language), _not_known(care, name, language)),
        ]
    return _table(lines, care.groups, care.sizes, ("measure", "category"), language)


def rate_cell(
    care: Care, group: str, name: str, part: str, language: str, whole: int | None = None
) -> str:
    """The share of a group with an answer, among those in whom it is known.

    Args:
        care: The counts.
        group: The group.
        name: The answer.
        part: Its value, or ``SEVERE`` for the severe grades together.
        language: ``en`` or ``fr``.
        whole: Another denominator.
    """
    counts = care.answers[group, name]
    if not is_described(counts.known, care.least):
        return not_described(care.least, language)
    withheld = care.withheld.get((name, group, part))
    return proportion_cell(counts.count(part), whole or counts.known, withheld, language)


def morbidity_table(care: Care, language: str) -> pd.DataFrame:
    """What followed the operations on each site, among the patients operated on there."""
    lines = [line for site in SITES for line in _morbidity_lines(care, site, language)]
    return _table(lines, care.groups, care.sizes, ("measure", "category"), language)


def _morbidity_lines(care: Care, site: Site, language: str) -> Iterable[Line]:
    grades = f"clavien_{site}_30d"
    operated = {
        group: counted_share(care.answers[group, grades].concerned, care.sizes[group], language)
        for group in care.groups
    }
    yield text(f"care.site_{site}", language), text("care.operated", language), operated
    for _, category, cells in _category_lines(care, grades, "", language):
        yield "", category, cells
    severe = {group: rate_cell(care, group, grades, SEVERE, language) for group in care.groups}
    yield "", text("care.severe", language), severe
    index = {
        group: quartiles_cell(care.indices.get((group, f"cci_{site}")), care.least, language)
        for group in care.groups
    }
    yield "", text("care.index", language), index
    for days in (30, 90):
        name = f"death_{days}d_{site}"
        deaths = {group: rate_cell(care, group, name, "yes", language) for group in care.groups}
        yield "", text("care.death", language, days=days), deaths
        not_known = _not_known(care, name, language)
        yield "", text("care.death_not_known", language, days=days), not_known


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
        if not is_described(patients)
    )
    return " ".join((text(f"care.{section}_note", language), *small))


def pathway_sentence(care: Care, language: str) -> str:
    """What the pathway shows and for whom."""
    counted = "mature" if care.is_mature_only else "everybody"
    left_out = format_number(care.patients - care.pathway_patients, language)
    return text(f"care.pathway_{counted}", language, count=care.pathway_patients, left_out=left_out)
