"""Pages hold no logic, no literal sentence and no import below the services."""

import ast
from pathlib import Path

import pytest

from synchronox_core.config import REPOSITORY

PAGES = sorted(
    path
    for path in (REPOSITORY / "pages").rglob("*.py")
    if path.parent.name != "components" and path.name != "__init__.py"
)
ALLOWED_IMPORTS = (
    "streamlit",
    "pages.components",
    "synchronox_core.services",
    "synchronox_core.plots",
    "synchronox_core.text",
)
LONGEST_PAGE = 80


def names(paths):
    return [str(path.relative_to(REPOSITORY)) for path in paths]


def imported_modules(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def sentences(tree):
    """Literals that read as words for a user: a space or a capital between letters."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module) and ast.get_docstring(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.strip()
            is_text = any(sign.isalpha() for sign in words) and (
                " " in words or words[:1].isupper()
            )
            if is_text and id(node) not in docstrings:
                yield words


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_page_defines_nothing(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assert [node.name for node in ast.walk(tree) if isinstance(node, kinds)] == []


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_page_is_at_most_eighty_lines(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_PAGE


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_page_imports_only_what_a_page_may(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    foreign = [
        module
        for module in imported_modules(tree)
        if not any(module == name or module.startswith(f"{name}.") for name in ALLOWED_IMPORTS)
    ]
    assert foreign == []


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_page_has_no_literal_sentence(path: Path):
    assert list(sentences(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_literal_sentence_would_be_found():
    assert list(
        sentences(ast.parse('"""Caption."""\nst.title("Cohort")\nst.metric(key="x_y")'))
    ) == ["Cohort"]
