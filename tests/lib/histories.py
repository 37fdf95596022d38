"""Small recruitments: centres and inclusions given as days from a first day."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from synchronox_core.recruitment.history import History

FIRST = date(2026, 4, 1)
UNKNOWN = float("nan")


def history(
    opened: Sequence[float],
    inclusions: Sequence[tuple[int, float]] = (),
    *,
    entry_delay: float = 0.0,
    planned: Sequence[float] | None = None,
    closed: Sequence[float] | None = None,
) -> History:
    """A recruitment; days count from ``FIRST``.

    Args:
        opened: Opening of each centre; NaN while it is not open.
        inclusions: Centre and day of each inclusion.
        entry_delay: Days from each inclusion to its entry.
        planned: Planned openings; the real ones when left out.
        closed: Last days of the centres; never when left out.
    """
    first = FIRST.toordinal()
    centre = np.array([position for position, _ in inclusions], dtype=np.int64)
    included = np.array([day for _, day in inclusions], dtype=float) + first
    return History(
        planned=np.array(opened if planned is None else planned, dtype=float) + first,
        opened=np.array(opened, dtype=float) + first,
        closed=np.array([UNKNOWN] * len(opened) if closed is None else closed) + first,
        centre=centre,
        included=included,
        entered=included + entry_delay,
        diagnosed=included - 80,
    )
