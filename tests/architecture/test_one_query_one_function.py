"""Every SQL query file has one Python function of its name, and every query function its file."""

import ast

from synchronox_core.config import REPOSITORY

STORE = REPOSITORY / "synchronox_core" / "store"
QUERIES = {path.stem: path for path in sorted((STORE / "sql" / "queries").glob("*.sql"))}


def functions_naming_a_query():
    """Functions of the store's query modules, with the text constants in their bodies."""
    for path in sorted(STORE.glob("*_queries.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                constants = {
                    part.value
                    for part in ast.walk(node)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
                yield node.name, constants


def test_every_query_has_one_function_of_its_name_that_runs_it():
    owners = {name for name, constants in functions_naming_a_query() if name in constants}
    assert owners == set(QUERIES)


def test_no_other_function_runs_a_query():
    strangers = [
        (name, constants & set(QUERIES))
        for name, constants in functions_naming_a_query()
        if constants & set(QUERIES) - {name}
    ]
    assert strangers == []


def test_every_query_begins_with_a_comment_that_says_what_it_returns():
    mute = [name for name, path in QUERIES.items() if not path.read_text().startswith("-- ")]
    assert mute == []
