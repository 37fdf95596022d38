"""The prognostic scores by name, and their items written in a drawn table."""

from collections.abc import Mapping
from math import inf

from synchronox_core.classification.measures import Measure
from synchronox_core.classification.score_items import ScoreItems
from synchronox_core.endpoints.scores import POSTOPERATIVE_RULES, PREOPERATIVE_RULES

RULES = {
    **POSTOPERATIVE_RULES,
    **PREOPERATIVE_RULES,
    "nordlinger_7": POSTOPERATIVE_RULES["nordlinger"],
}
"""Rule of each score; ``nordlinger`` is the one before resection, of six items."""

ANSWERS = {"yes": True, "no": False}


def items_of(row: Mapping[str, str | None]) -> ScoreItems:
    """Items named by the columns of a row, those left empty or not drawn being unknown.

    A cell is a number, a range such as ``2..5`` or ``2..``, yes or no, or a word.

    >>> items_of({"lesions": "2..", "has_nodes": "yes", "cea_ng_ml": None}).lesions
    Measure(low=2.0, high=inf, has_low=True, has_high=True)
    """
    names = ScoreItems.__dataclass_fields__
    return ScoreItems(
        **{name: _value(cell) for name, cell in row.items() if name in names and cell is not None}
    )


def _value(cell: str) -> Measure | bool | str:
    if not cell[0].isdigit():
        return ANSWERS.get(cell, cell)
    low, dots, high = cell.partition("..")
    return Measure(float(low), float(high or (inf if dots else low)))
