"""Every definition the board applies, gathered in chapters from the code that applies it."""

import ast
import inspect
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pandas as pd

from synchronox_core.ecrf.dictionary import markdown_table
from synchronox_core.endpoints.scores import POSTOPERATIVE_RULES, PREOPERATIVE_RULES
from synchronox_core.protocol import thresholds
from synchronox_core.protocol.outcome_codes import OutcomeCode
from synchronox_core.protocol.settings import CHOICES, NUMBER_LIMITS, ProtocolSettings
from synchronox_core.protocol.vocabulary import Criterion
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number

RULE_CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "eligibility": ("cohort", "eligible", "eligibility_reasons", *Criterion),
    "burden": ("lesions", "largest_lesion_mm", "bilobar", "folfirinox_cycles"),
    "responses": (
        *("clinical_complete_response", "ymrtrg", "decision_mri_grade", "rodel"),
        *("recist", "recist_record", "blazer"),
    ),
    "margins": ("rectal_r0", "liver_r0"),
    "complete_treatment": (
        *("complete_treatment", "complete_treatment_reason", "complete_treatment_date"),
        "organ_preservation",
    ),
    "strategy": ("strategy_planned", "strategy_performed"),
    "survival": (
        *("os_days", "os_event", "pfs_days", "pfs_event", "pfs_reason"),
        *("pfs_standard_days", "pfs_standard_event"),
    ),
    "morbidity": (
        *("clavien_rectum_30d", "clavien_liver_30d", "cci_rectum", "cci_liver"),
        *("death_30d_rectum", "death_30d_liver", "death_90d_rectum", "death_90d_liver"),
    ),
    "scores": tuple({**PREOPERATIVE_RULES, **POSTOPERATIVE_RULES}),
}
"""Chapters of definitions with a rule and its source in the catalogue, in order."""

TREATMENT = ("complete_treatment", "complete_treatment_reason", "complete_treatment_date")
ELIGIBILITY = ("eligible", "eligibility_reasons")

ACTS_ON: Mapping[str, tuple[str, ...]] = {
    "organ_preservation": (*TREATMENT, "organ_preservation"),
    "ablation": TREATMENT,
    "disappeared": TREATMENT,
    "pfs": ("pfs_days", "pfs_event", "pfs_reason"),
    "mid_rectum_limit_mm": (Criterion.NOT_MID_LOW_RECTUM, *ELIGIBILITY, *TREATMENT),
    "lost_grace_days": TREATMENT,
}
"""Definitions each setting can change; the first one names the source of the setting."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition, as told to the reader.

    Attributes:
        name: Column, code, setting or constant it defines.
        meaning: What it means, its edge cases included.
        value: Number, day or choice in force; empty for a rule.
        settings: Settings that can change it.
        source: Where it comes from; empty for a code of a decision table.
    """

    name: str
    meaning: str
    value: str = ""
    settings: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Definitions that belong together.

    Attributes:
        name: Code of the chapter.
        title: Its title in the reader's language.
        definitions: What it defines, in order.
    """

    name: str
    title: str
    definitions: tuple[Definition, ...]


@cache
def build_definitions(language: str) -> tuple[Chapter, ...]:
    """Every definition in a language, chapter by chapter.

    >>> build_definitions("en")[0].definitions[0].name
    'cohort'
    """
    chapters = {
        chapter: tuple(_define_rule(name, language) for name in names)
        for chapter, names in RULE_CHAPTERS.items()
    }
    chapters["outcome_codes"] = tuple(
        Definition(code, text(f"outcome_codes.{code}", language)) for code in OutcomeCode
    )
    chapters["settings"] = tuple(_define_setting(name, language) for name in ACTS_ON)
    chapters["thresholds"] = tuple(_define_thresholds(language))
    return tuple(
        Chapter(name, text(f"definitions.chapter_{name}", language), definitions)
        for name, definitions in chapters.items()
    )


def find_definitions(chapters: tuple[Chapter, ...], words: str) -> tuple[Chapter, ...]:
    """The chapters with only the definitions that hold every word, none of them empty.

    Args:
        chapters: Where to look.
        words: Words or parts of words; capitals and accents do not matter.

    >>> [chapter.name for chapter in find_definitions(build_definitions("fr"), "RODEL echelle")]
    ['responses', 'thresholds']
    """
    wanted = _plain(words).split()
    kept = (
        replace(chapter, definitions=tuple(one for one in chapter.definitions if _has(one, wanted)))
        for chapter in chapters
    )
    return tuple(chapter for chapter in kept if chapter.definitions)


def tabulate_chapter(chapter: Chapter, language: str) -> pd.DataFrame:
    """A chapter as a table under the words of a language, without its empty columns."""
    rows = pd.DataFrame([asdict(one) for one in chapter.definitions])
    filled = rows.loc[:, (rows != "").any()]
    return filled.rename(columns=lambda name: text(f"definitions.column_{name}", language))


def render_definitions(language: str) -> str:
    """Every definition as one Markdown page.

    >>> render_definitions("fr").startswith("# Définitions")
    True
    """
    parts = [f"# {text('definitions.title', language)}", text("definitions.lead", language)]
    for chapter in build_definitions(language):
        table = tabulate_chapter(chapter, language)
        header = [str(column) for column in table]
        parts += [f"## {chapter.title}", markdown_table(header, table.to_numpy().tolist())]
    return "\n\n".join(parts) + "\n"


def _define_rule(name: str, language: str) -> Definition:
    return Definition(
        name,
        text(f"rules.{name}", language),
        settings=", ".join(setting for setting, names in ACTS_ON.items() if name in names),
        source=text(f"rules.{name}_source", language),
    )


def _define_setting(name: str, language: str) -> Definition:
    allowed = CHOICES.get(name) or _write(NUMBER_LIMITS[name], language)
    default = _write(getattr(ProtocolSettings(), name), language)
    written = allowed if isinstance(allowed, str) else ", ".join(allowed)
    return Definition(
        name,
        text(f"definitions.setting_{name}", language),
        value=text("definitions.setting_value", language, default=default, allowed=written),
        source=text(f"rules.{ACTS_ON[name][0]}_source", language),
    )


def _define_thresholds(language: str) -> Iterator[Definition]:
    """Each constant of the protocol, its source read from the sentence below it."""
    body = ast.parse(inspect.getsource(thresholds)).body
    for assignment, below in pairwise(body):
        if isinstance(assignment, ast.Assign) and isinstance(below, ast.Expr):
            name = ast.unparse(assignment.targets[0])
            _, _, source = str(ast.literal_eval(below.value)).partition("Source: ")
            yield Definition(
                name,
                text(f"definitions.threshold_{name.lower()}", language),
                value=_write(getattr(thresholds, name), language),
                source=" ".join(source.replace("``", "").split()).removesuffix("."),
            )


def _write(value: object, language: str) -> str:
    match value:
        case dict():
            return ", ".join(f"{key} {_write(part, language)}" for key, part in value.items())
        case (_, _):
            return "–".join(_write(part, language) for part in value)
        case tuple():
            return ", ".join(_write(part, language) for part in value)
        case date():
            return format_date(value, language)
        case int() | float():
            return format_number(value, language)
        case _:
            return str(value)


def _has(definition: Definition, wanted: list[str]) -> bool:
    told = _plain(" ".join(getattr(definition, field.name) for field in fields(definition)))
    return all(word in told for word in wanted)


def _plain(words: str) -> str:
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render_definitions("en"), encoding="utf-8")
