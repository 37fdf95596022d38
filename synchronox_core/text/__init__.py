"""Every sentence a user reads, in English with its French twin beside it.

``catalogue/<area>.toml`` holds the keys of one area; a key is ``<area>.<name>``. An entry has
``en`` and ``fr``. Where the sentence depends on a number, both are tables with ``one`` and
``other`` and the value ``count`` chooses (in French 0 and 1 are singular).
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from synchronox_core.errors import TextError
from synchronox_core.text.formats import format_number

CATALOGUE = Path(__file__).parent / "catalogue"


@cache
def load_area(area: str) -> dict[str, Any]:
    """Entries of one area of the catalogue.

    Raises:
        TextError: The area has no file.
    """
    path = CATALOGUE / f"{area}.toml"
    if not path.is_file():
        raise TextError("errors.text_missing", key=area)
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def has_text(key: str) -> bool:
    """Whether the catalogue has an entry for a key.

    >>> has_text("frame.product"), has_text("frame.no_such_key")
    (True, False)
    """
    area, _, name = key.partition(".")
    return (CATALOGUE / f"{area}.toml").is_file() and name in load_area(area)


def text(key: str, /, language: str = "en", **values: object) -> str:
    """The sentence of a key in a language, with its values filled in.

    Args:
        key: ``<area>.<name>``.
        language: ``en`` or ``fr``.
        values: What the sentence names; ``count`` chooses between singular and plural and is
            written with the thousands sign of the language.

    Raises:
        TextError: No such key, no such language, or a value of the sentence is not given.

    >>> text("frame.product")
    'SYNCHRONOX board'
    >>> text("doctor.failed", count=12_000)
    '12,000 checks failed.'
    """
    area, _, name = key.partition(".")
    entry = load_area(area).get(name)
    if entry is None or language not in entry:
        raise TextError("errors.text_missing", key=key)
    sentence = entry[language]
    count = values.get("count")
    if isinstance(sentence, dict):
        sentence = sentence[plural_form(language, count)]
    if isinstance(count, int):
        values["count"] = format_number(count, language)
    try:
        return str(sentence).format_map(values)
    except KeyError as missing:
        raise TextError("errors.text_value_missing", key=key, value=str(missing)) from missing


def plural_form(language: str, count: object) -> str:
    """Which form of a sentence a count asks for: ``one`` or ``other``.

    >>> plural_form("en", 0), plural_form("fr", 0), plural_form("fr", 2)
    ('other', 'one', 'other')
    """
    number = count if isinstance(count, int | float) else 2
    singular = abs(number) < 2 if language == "fr" else number == 1
    return "one" if singular else "other"
