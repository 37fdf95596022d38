"""Measures drawn in a test the way a report writes them."""

import re

from synchronox_core.classification.measures import Measure, read_measure


def measure_of(drawing: str | None) -> Measure | None:
    """The measure drawn as ``>=1``; None where nothing is drawn.

    >>> measure_of(">1")
    Measure(low=1.0, high=inf, has_low=False, has_high=True)
    """
    value, sign = number_of(drawing)
    return read_measure(value, sign)


def number_of(drawing: str | None) -> tuple[float | None, str | None]:
    """The number drawn and its sign; ``<5`` is 5 with ``<``, and nothing drawn is missing.

    >>> number_of("<5"), number_of(None)
    ((5.0, '<'), (None, None))
    """
    if drawing is None:
        return None, None
    sign, number = re.fullmatch(r"([<>]?=?)([\d.]+)", drawing).groups()
    return float(number), sign or None
