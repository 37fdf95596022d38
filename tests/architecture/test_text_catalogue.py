"""The text catalogue: every key asked for exists, in both languages, and every entry is used."""

import ast
import re
import string
import tomllib
from pathlib import Path

from synchronox_core.config import LANGUAGES, REPOSITORY
from synchronox_core.protocol.outcome_codes import OutcomeCode
from synchronox_core.protocol.vocabulary import Reason
from synchronox_core.text import CATALOGUE

AREAS = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(CATALOGUE.glob("*.toml"))
}
KEYS = {f"{area}.{name}" for area, entries in AREAS.items() for name in entries}
ENTRIES = [
    (f"{area}.{name}", entry) for area, entries in AREAS.items() for name, entry in entries.items()
]
SOURCES = [
    *sorted((REPOSITORY / "synchronox_core").rglob("*.py")),
    *sorted((REPOSITORY / "pages").rglob("*.py")),
    REPOSITORY / "app.py",
]
KEY = re.compile(rf"(?:{'|'.join(AREAS)})\.[A-Za-z0-9_]+")
FILES = {"findings.csv", "model.json"}
"""Names of files that read like keys."""

LOOSE_SIGN = re.compile(r" [:;?!%»]|«[ ]|[A-Za-zÀ-ÿ)][;!»]")
"""A French sign after a plain space, or glued to its word."""


def forms(sentence):
    return list(sentence.values()) if isinstance(sentence, dict) else [sentence]


def placeholders(sentence):
    return {
        name for form in forms(sentence) for _, name, _, _ in string.Formatter().parse(form) if name
    }


def literals(path: Path):
    """Text constants of a module, and patterns of its f-strings (``*`` for each value)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inner.update(id(part) for part in node.values)
            yield "".join(
                part.value if isinstance(part, ast.Constant) else "*" for part in node.values
            )
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
            yield node.value


LITERALS = {literal: path for path in SOURCES for literal in literals(path)}


def test_every_entry_has_both_languages_and_nothing_else():
    assert [key for key, entry in ENTRIES if set(entry) != set(LANGUAGES)] == []


def test_every_sentence_that_depends_on_a_number_has_one_and_other():
    wrong = [
        key
        for key, entry in ENTRIES
        for sentence in entry.values()
        if isinstance(sentence, dict) and set(sentence) != {"one", "other"}
    ]
    assert wrong == []


def test_no_sentence_is_empty_in_one_language_only():
    filled = {
        key: {bool(form) for s in entry.values() for form in forms(s)} for key, entry in ENTRIES
    }
    assert [key for key, states in filled.items() if len(states) > 1] == []


def test_every_entry_asks_for_the_same_values_in_both_languages():
    # A singular may do without its count.
    different = [
        key
        for key, entry in ENTRIES
        if placeholders(entry["en"]) - {"count"} != placeholders(entry["fr"]) - {"count"}
    ]
    assert different == []


def test_french_signs_have_their_no_break_space():
    wrong = [
        (key, form)
        for key, entry in ENTRIES
        for form in forms(entry["fr"])
        if LOOSE_SIGN.search(form)
    ]
    assert wrong == []


def test_every_key_asked_for_exists():
    asked = {literal for literal in LITERALS if KEY.fullmatch(literal) and literal not in FILES}
    assert sorted(asked - KEYS) == []


def test_every_family_of_keys_asked_for_exists():
    families = {
        literal
        for literal in LITERALS
        if "*" in literal
        and re.match(r"[a-z]+\.[a-z_]*\*", literal)
        and literal.split(".")[0] in AREAS
    }
    assert families
    for family in families:
        pattern = re.compile(re.escape(family).replace(r"\*", ".+"))
        assert any(pattern.fullmatch(key) for key in KEYS), family


def test_every_reason_of_an_empty_derived_value_is_told():
    assert set(AREAS["reasons"]) == {reason.value for reason in Reason}


def test_every_code_of_the_decision_table_is_told():
    assert set(AREAS["outcome_codes"]) == {code.value for code in OutcomeCode}


def test_every_entry_is_used():
    codes = {f"outcome_codes.{code}" for code in OutcomeCode}
    exact = set(LITERALS) | {f"reasons.{reason}" for reason in Reason} | codes
    patterns = [
        re.compile(re.escape(literal).replace(r"\*", ".+"))
        for literal in LITERALS
        if "*" in literal and literal.strip("*") and literal.split(".")[0] in AREAS
    ]
    unused = [
        key
        for key in sorted(KEYS)
        if key not in exact and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []
