"""Types of command arguments; a wrong one is told by argparse with exit code 2."""

import argparse
from collections.abc import Callable
from datetime import date

from synchronox_core.text import text


def positive_integer(word: str) -> int:
    """A whole number from 1.

    >>> positive_integer("550")
    550
    """
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r}: a whole number from 1 is needed")
    return int(word)


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds.

    >>> whole_number(0, 120)("24")
    24
    """

    def read(word: str) -> int:
        if not word.isdecimal() or not least <= int(word) <= most:
            raise argparse.ArgumentTypeError(
                f"{word!r}: a whole number from {least} to {most} is needed"
            )
        return int(word)

    return read


def positive_number(word: str) -> float:
    """A number above 0.

    >>> positive_number("7.5")
    7.5
    """
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{word!r}: a number above 0 is needed")
    return number


def share(word: str) -> float:
    """A share between 0 and 1.

    >>> share("0.05")
    0.05
    """
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{word!r}: a number between 0 and 1 is needed")
    return number


def day(word: str) -> date:
    """A day written YYYY-MM-DD.

    >>> day("2024-06-30")
    datetime.date(2024, 6, 30)
    """
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r}: a day YYYY-MM-DD is needed") from None


def setting(word: str) -> tuple[str, str]:
    """Name and value of a setting, written NAME=VALUE.

    >>> setting("ablation=thermal")
    ('ablation', 'thermal')
    """
    name, sign, value = word.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{word!r}: NAME=VALUE is needed")
    return name.strip(), value.strip()


def cut_options(language: str) -> argparse.ArgumentParser:
    """A parent parser with ``--as-of``."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help=text("commands.option_cut", language)
    )
    return parser


def reading_options(language: str) -> argparse.ArgumentParser:
    """A parent parser with ``--setting``, which may be repeated."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--setting",
        type=setting,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=text("commands.option_setting", language),
    )
    return parser
