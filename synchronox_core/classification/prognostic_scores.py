"""Published scores of the outlook after resection of liver metastases, computed before it.

None of them predicts complete treatment, and all were built without induction chemotherapy.
"""

from math import hypot, inf

from synchronox_core.classification.measures import Measure
from synchronox_core.classification.ratings import (
    Points,
    Rating,
    add_points,
    give_points,
    is_below,
    is_up_to,
)
from synchronox_core.classification.score_items import ScoreItems
from synchronox_core.protocol.answers import any_true
from synchronox_core.protocol.thresholds import SYNCHRONOUS_WITHIN_MONTHS

MM_PER_CM = 10
"""The Tumour Burden Score is in centimetres, the sizes on record in millimetres."""


def rate_fong(items: ScoreItems) -> Rating:
    """Fong's Clinical Risk Score, 0 to 5; 0-2 is low risk, 3-5 high risk.

    Source: Fong 1999 (PubMed 10493478).

    >>> rate_fong(ScoreItems(has_nodes=True)).high
    5
    """
    given = [
        give_points("has_nodes", (items.has_nodes, 1)),
        give_points("interval_months", (is_below(items.interval_months, 12), 1)),
        give_points("lesions", (items.lesions.exceeds(1), 1)),
        give_points("largest_mm", (items.largest_mm.exceeds(50), 1)),
        give_points("cea_ng_ml", (items.cea_ng_ml.exceeds(200), 1)),
    ]
    return add_points(items, given, [(0, 2), (3, 5)])


def rate_tbs(items: ScoreItems) -> Rating:
    """Tumour Burden Score, in cm: distance from the origin of the largest size and the number.

    Zone ``z1`` is below 3, ``z2`` from 3 to below 9, ``z3`` from 9.

    Source: Sasaki 2018, formula as in AS9 2025; zones as in GAME (10.1002/bjs.10838).

    >>> rate_tbs(ScoreItems(lesions=Measure(8, 8), largest_mm=Measure(60, 60))).low
    10.0
    """
    burden, zone = _compute_tumour_burden(items), _tumour_burden_points(items)
    return Rating(
        burden.low,
        None if burden.high == inf else burden.high,
        f"z{zone.low + 1}" if zone.low == zone.high else None,
        zone.items,
        tuple(item for item in zone.items if items.is_unknown(item)),
    )


def rate_game(items: ScoreItems) -> Rating:
    """Genetic And Morphological Evaluation score, 0 to 7, in groups 0-1, 2-3 and 4-7.

    KRAS alone counts, not NRAS. The publication leaves a burden from 8 to 9 in no group; it is
    taken with the one below.

    Source: Margonis 2018 (10.1002/bjs.10838).
    """
    given = [
        give_points("kras_mutated", (items.kras_mutated, 1)),
        give_points("cea_ng_ml", (items.cea_ng_ml.reaches(20), 1)),
        give_points("has_nodes", (items.has_nodes, 1)),
        _tumour_burden_points(items),
        give_points("has_extrahepatic", (items.has_extrahepatic, 2)),
    ]
    return add_points(items, given, [(0, 1), (2, 3), (4, 7)])


def rate_mcs(items: ScoreItems) -> Rating:
    """Modified Clinical Score, 0 to 3, each value a group; KRAS or NRAS mutated counts as RAS.

    Source: Brudvik 2019, as coded by PLATO.
    """
    is_ras_mutated = any_true([items.kras_mutated, items.nras_mutated])
    given = [
        give_points(("kras_mutated", "nras_mutated"), (is_ras_mutated, 1)),
        give_points("has_nodes", (items.has_nodes, 1)),
        give_points("largest_mm", (items.largest_mm.exceeds(50), 1)),
    ]
    return add_points(items, given, [(0, 0), (1, 1), (2, 2), (3, 3)])


def rate_nordlinger(items: ScoreItems) -> Rating:
    """Nordlinger's score before resection, 0 to 6, in groups 0-2, 3-4 and 5-6.

    Source: Nordlinger 1996, six items as in UpToDate 116620.
    """
    return add_points(items, _nordlinger_points(items), [(0, 2), (3, 4), (5, 6)])


def rate_nordlinger_with_margin(items: ScoreItems) -> Rating:
    """Nordlinger's score after resection, 0 to 7, in groups 0-2, 3-4 and 5-7.

    Source: Nordlinger 1996, seven items as coded by PLATO.
    """
    margin = give_points("margin_mm", (is_below(items.margin_mm, 10), 1))
    return add_points(items, [*_nordlinger_points(items), margin], [(0, 2), (3, 4), (5, 7)])


def rate_konopke(items: ScoreItems) -> Rating:
    """Konopke's score, 0 to 3, in groups 0, 1 and 2-3; synchronous as the study defines it.

    Source: Konopke 2009, as in UpToDate 116620.
    """
    is_synchronous = is_up_to(items.interval_months, SYNCHRONOUS_WITHIN_MONTHS)
    given = [
        give_points("lesions", (items.lesions.reaches(4), 1)),
        give_points("cea_ng_ml", (items.cea_ng_ml.reaches(200), 1)),
        give_points("interval_months", (is_synchronous, 1)),
    ]
    return add_points(items, given, [(0, 0), (1, 1), (2, 3)])


def rate_nagashima(items: ScoreItems) -> Rating:
    """Nagashima's score, one point an item, 0 to 5, in groups 0-1, 2-3 and 4-5.

    Source: Nagashima 2006, as in UpToDate 116620.
    """
    given = [
        give_points("t_category", (items.t_category.reaches(4), 1)),
        give_points("has_nodes", (items.has_nodes, 1)),
        give_points("lesions", (items.lesions.reaches(2), 1)),
        give_points("largest_mm", (items.largest_mm.exceeds(50), 1)),
        give_points("has_extrahepatic", (items.has_extrahepatic, 1)),
    ]
    return add_points(items, given, [(0, 1), (2, 3), (4, 5)])


def _nordlinger_points(items: ScoreItems) -> list[Points]:
    return [
        give_points("age_years", (items.age_years.exceeds(60), 1)),
        give_points("t_category", (items.t_category.reaches(4), 1)),
        give_points("has_nodes", (items.has_nodes, 1)),
        give_points("interval_months", (is_below(items.interval_months, 24), 1)),
        give_points("lesions", (items.lesions.exceeds(3), 1)),
        give_points("largest_mm", (items.largest_mm.exceeds(50), 1)),
    ]


def _compute_tumour_burden(items: ScoreItems) -> Measure:
    size, number = items.largest_mm, items.lesions
    return Measure(
        hypot(size.low / MM_PER_CM, number.low), hypot(size.high / MM_PER_CM, number.high)
    )


def _tumour_burden_points(items: ScoreItems) -> Points:
    burden = _compute_tumour_burden(items)
    steps = (burden.reaches(3), 1), (burden.reaches(9), 2)
    return give_points(("lesions", "largest_mm"), *steps)
