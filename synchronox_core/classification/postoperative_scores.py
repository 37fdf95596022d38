"""Published scores that need the pathology of the resected liver metastases."""

from synchronox_core.classification.ratings import (
    Rating,
    add_points,
    find_group,
    give_points,
    is_below,
    is_up_to,
    list_items,
    list_open_items,
    sum_points,
)
from synchronox_core.classification.score_items import ScoreItems
from synchronox_core.protocol.answers import any_true

INVADED_MARGIN_BELOW_MM = 1
"""Margin below which these scores hold the liver resection invaded, strictly.

Their publications follow the common rule; the record itself is stricter (``clinical.md`` A.7).
"""


def rate_basingstoke(items: ScoreItems) -> Rating:
    """Basingstoke postoperative index, 0 to 31, without groups.

    Source: Rees 2008, points as in medicalalgorithms.com.
    """
    is_poor = _is_differentiation(items, "poor")
    given = [
        give_points("has_nodes", (items.has_nodes, 2)),
        give_points(
            "differentiation", (_is_differentiation(items, "moderate", "poor"), 2), (is_poor, 4)
        ),
        give_points("cea_ng_ml", (items.cea_ng_ml.reaches(6), 1), (items.cea_ng_ml.exceeds(60), 3)),
        give_points(
            "largest_mm", (items.largest_mm.reaches(50), 2), (items.largest_mm.exceeds(100), 7)
        ),
        give_points("margin_mm", (is_below(items.margin_mm, INVADED_MARGIN_BELOW_MM), 11)),
        give_points("has_extrahepatic", (items.has_extrahepatic, 4)),
    ]
    return add_points(items, given, [])


def rate_helsinki(items: ScoreItems) -> Rating:
    """Helsinki score, 0 to 8, in groups 0-2, 3-4 and 5-8.

    Source: Helsinki 2023, as coded by PLATO.
    """
    given = [
        give_points("has_nodes", (items.has_nodes, 1)),
        give_points("t_category", (items.t_category.reaches(3), 1)),
        give_points("lesions", (items.lesions.exceeds(1), 1)),
        give_points("margin_mm", (is_below(items.margin_mm, 5), 1)),
        give_points("largest_mm", (items.largest_mm.exceeds(50), 1)),
        give_points("viable_percent", (items.viable_percent.exceeds(30), 1)),
        give_points("has_vascular_invasion", (items.has_vascular_invasion, 1)),
        give_points("has_biliary_invasion", (items.has_biliary_invasion, 1)),
    ]
    return add_points(items, given, [(0, 2), (3, 4), (5, 8)])


def rate_iwatsuki(items: ScoreItems) -> Rating:
    """Iwatsuki's grade, 1 to 6, each value a group; 6 is an invaded margin or disease elsewhere.

    Source: Iwatsuki 1999 (PMC2967754).
    """
    given = [
        give_points("lesions", (items.lesions.reaches(3), 1)),
        give_points("largest_mm", (items.largest_mm.exceeds(80), 1)),
        give_points("interval_months", (is_up_to(items.interval_months, 30), 1)),
        give_points("is_bilobar", (items.is_bilobar, 1)),
    ]
    is_invaded = is_below(items.margin_mm, INVADED_MARGIN_BELOW_MM)
    is_worst = any_true([is_invaded, items.has_extrahepatic])
    worst = give_points(("margin_mm", "has_extrahepatic"), (is_worst, 1))
    low, high = (6, 6) if is_worst else sum_points(given, start=1)
    high = high if is_worst is False else 6
    return Rating(
        low,
        high,
        find_group(low, high, [(grade, grade) for grade in range(1, 7)]),
        list_items([*given, worst]),
        () if is_worst else list_open_items(items, [*given, worst]),
    )


def _is_differentiation(items: ScoreItems, *grades: str) -> bool | None:
    return None if items.differentiation is None else items.differentiation in grades
