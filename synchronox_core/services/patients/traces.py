"""The trace of every answer about a patient: criterion, value, date, rule, state, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.endpoints.derivation import SITES, derive_answers
from synchronox_core.endpoints.eligibility import list_criteria
from synchronox_core.endpoints.evidence import NO_LINE
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.settings import CHOICES, ProtocolSettings
from synchronox_core.services.definitions import ACTS_ON, RULE_CHAPTERS
from synchronox_core.services.endpoints import tell_reason
from synchronox_core.services.patients.trace_words import (
    tell_answer,
    tell_day_of,
    tell_mark,
    tell_state,
)
from synchronox_core.services.patients.words import tell_fact, tell_value
from synchronox_core.text import text
from synchronox_core.text.formats import format_date

CHAPTERS = (
    *("eligibility", "responses", "margins", "complete_treatment"),
    *("strategy", "survival", "morbidity"),
)
"""Chapters of the definitions whose answers are traced, in the order of the page."""

NOT_TRACED = {"eligibility_reasons", "complete_treatment_reason", "decision_mri_grade"}
"""What the criteria and the status of the endpoint already tell, and what only models ask."""


class ToldCell(NamedTuple):
    """A cell an answer rests on, as told.

    Attributes:
        file: File of the delivery.
        line: Physical line of the row, empty when there is no row.
        column: Column of the eCRF, as it is named there.
        value: Its value.
        day: Day on which it was true, empty when it has none.
    """

    file: str
    line: str
    column: str
    value: str
    day: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One answer and what it rests on, in one language.

    Attributes:
        name: Code of the criterion or answer.
        label: What is asked.
        value: The answer.
        day: Day of the latest fact it rests on, empty when none has a day.
        rule: The rule in a few words.
        state: How the question stands.
        mark: Mark of the state.
        state_label: The state in words.
        reason: Why, empty when the value says it all.
        definition: The rule in full.
        source: Where the rule comes from.
        settings: Settings in force that can change the answer.
        cells: What it rests on, those missing included.
    """

    name: str
    label: str
    value: str
    day: str
    rule: str
    state: State
    mark: str
    state_label: str
    reason: str
    definition: str
    source: str
    settings: tuple[str, ...]
    cells: tuple[ToldCell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Traces that belong together.

    Attributes:
        name: Code of the chapter of definitions.
        title: Its title.
        traces: One an answer, in the order of the definitions.
    """

    name: str
    title: str
    traces: tuple[Trace, ...]


def list_answers(record: Record, settings: ProtocolSettings) -> dict[str, Answer]:
    """Every answer about a patient by its code, each criterion of eligibility included."""
    return {**dict(list_criteria(record, settings)), **derive_answers(record, settings)}


def build_sections(
    answers: Mapping[str, Answer], settings: ProtocolSettings, language: str
) -> tuple[Section, ...]:
    """The traces of a patient, section by section.

    Args:
        answers: What ``list_answers`` says of the patient.
        settings: Readings of the record in force.
        language: ``en`` or ``fr``.
    """
    return tuple(
        Section(
            chapter,
            text(f"definitions.chapter_{chapter}", language),
            tuple(
                _trace(name, answers[name], settings, language)
                for name in RULE_CHAPTERS[chapter]
                if name not in NOT_TRACED
            ),
        )
        for chapter in CHAPTERS
    )


def tell_setting(name: str, settings: ProtocolSettings, language: str) -> str:
    """A setting with its value, in words.

    >>> tell_setting("ablation", ProtocolSettings(), "en")
    'Local destruction accepted: radiofrequency only'
    """
    value = getattr(settings, name)
    if name in CHOICES:
        label = text(f"outcomes.setting_{name}", language)
        return tell_fact(label, text(f"outcomes.setting_{name}_{value}", language), language)
    label = text(f"patient.setting_{name}", language)
    return tell_fact(label, tell_value(name, value, language), language)


def _trace(name: str, answer: Answer, settings: ProtocolSettings, language: str) -> Trace:
    family, site = _family(name)
    return Trace(
        name=name,
        label=text(f"patient.name_{family}", language, site=_site_label(site, language)),
        value=tell_answer(name, answer, language),
        day=tell_day_of(name, answer, language),
        rule=_rule(family, settings, language),
        state=answer.state,
        mark=tell_mark(name, answer.state),
        state_label=tell_state(name, answer.state, language),
        reason=tell_reason(answer.reason, language),
        definition=text(f"rules.{name}", language),
        source=text(f"rules.{name}_source", language),
        settings=tuple(
            tell_setting(setting, settings, language)
            for setting, names in ACTS_ON.items()
            if name in names
        ),
        cells=tuple(_cell(cell, language) for cell in dict.fromkeys(answer.inputs)),
    )


def _family(name: str) -> tuple[str, str]:
    """A name without its site, and the site: both sites are asked the same."""
    for site in SITES:
        if name.startswith(("clavien", "cci", "death")) and f"_{site}" in name:
            return name.replace(f"_{site}", ""), site
    return name, ""


def _site_label(site: str, language: str) -> str:
    return text(f"patient.site_{site}", language) if site else ""


def _rule(family: str, settings: ProtocolSettings, language: str) -> str:
    limit = tell_value("mid_rectum_limit_mm", settings.mid_rectum_limit_mm, language)
    return text(f"patient.rule_{family}", language, limit=limit)


def _cell(cell: Input, language: str) -> ToldCell:
    return ToldCell(
        TABLES[cell.table].file,
        "" if cell.line == NO_LINE else str(cell.line),
        cell.column,
        text("patient.cell_empty", language) if cell.value is None else _raw(cell.value, language),
        "" if cell.day is None else format_date(cell.day, language),
    )


def _raw(value: object, language: str) -> str:
    """A cell as the eCRF has it: its codes are not reworded."""
    return value if isinstance(value, str) else tell_value("", value, language)
