"""What a command prints: one JSON document or plain lines on standard output, the rest beside."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TextIO

from synchronox_core.text import text

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True)
class Outcome:
    """What a command has to say.

    Attributes:
        document: The JSON document.
        lines: The same for a reader, one string a line.
        exit_code: 0 done, 1 refused by a rule.
        refusal: The reason of a refusal in one line; None when there is none.
    """

    document: Mapping[str, object]
    lines: list[str] = field(default_factory=list)
    exit_code: int = DONE
    refusal: str | None = None


def print_outcome(outcome: Outcome, *, as_json: bool) -> int:
    """Print an outcome and return the exit code of the command."""
    if as_json:
        print(json.dumps(outcome.document, ensure_ascii=False, indent=1, default=json_value))
    else:
        for line in outcome.lines:
            print(line)
    sys.stdout.flush()
    if outcome.refusal is not None:
        print(outcome.refusal, file=sys.stderr)
    return outcome.exit_code


def json_value(value: object) -> object:
    """A date or another simple value as JSON has it.

    Raises:
        TypeError: The value has no JSON form.

    >>> json_value(date(2026, 6, 30))
    '2026-06-30'
    """
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


class ProgressLine:
    """One line on standard error that shows the step under way and the share done.

    Args:
        language: Language of the steps.
        stream: Where to write; a terminal gets a bar, anything else a line a step.
    """

    WIDTH = 30

    def __init__(self, language: str, stream: TextIO | None = None) -> None:
        self.language = language
        self.stream = stream or sys.stderr
        self.last: tuple[str, int] | None = None

    def __call__(self, step: str, share: float) -> None:
        """Show a step (catalogue key) and the share done (0-1)."""
        percent = round(100 * min(max(share, 0.0), 1.0))
        if self.stream.isatty():
            self._draw(step, percent)
        elif self.last is None or self.last[0] != step:
            print(f"{percent:3d} % {text(step, self.language)}", file=self.stream, flush=True)
        self.last = (step, percent)

    def _draw(self, step: str, percent: int) -> None:
        if self.last == (step, percent):
            return
        filled = self.WIDTH * percent // 100
        bar = "#" * filled + "." * (self.WIDTH - filled)
        end = "\n" if percent == 100 else ""
        line = f"\r[{bar}] {percent:3d} % {text(step, self.language):<40}"
        print(line, end=end, file=self.stream, flush=True)
