"""The items of the prognostic scores that pathology gives: the rectum, and the liver resections."""

from collections.abc import Sequence
from datetime import date
from math import inf

from synchronox_core.classification.liver_pathology import compute_mean_viable_cells
from synchronox_core.classification.measures import Measure, read_measure
from synchronox_core.classification.score_items import UNKNOWN
from synchronox_core.endpoints.evidence import in_order, may_be_last
from synchronox_core.endpoints.records import LesionTreatment, Record
from synchronox_core.endpoints.resections import (
    is_rectal_resection,
    operation_place,
    read_viable_cells,
    treatment_place,
)
from synchronox_core.endpoints.score_facts import (
    Fact,
    Facts,
    list_cells,
    read_nodes,
    read_t_category,
)

NOT_INVADED = Measure(inf, inf)
"""Margin of a resection without any viable cell, which nothing can invade (A.7)."""

NOT_COLLECTED = Fact(None, ())
"""An item for which the case report form has no column (R.12)."""


def was_liver_resected(record: Record) -> bool:
    """Whether a liver lesion was resected, or an operation on record is a liver resection."""
    return any(row.kind == "resection" for row in record.treatments) or any(
        row.liver_procedure in ("minor_resection", "major_resection") for row in record.operations
    )


def gather_specimen_stage(record: Record, by: date | None) -> Facts:
    """Depth and nodes of the rectal specimen, which take the place of imaging from then on.

    Args:
        record: Record of the patient.
        by: Last day of a rectal resection that counts; None when that day is not known.

    Returns:
        Both facts, unknown when the pathology report lacks them; none before the resection.

    Source: ``clinical.md`` C.
    """
    resections = [
        (row, row.operation_date)
        for row in in_order(record.operations, operation_place)
        if _was_by(by, row.operation_date) and is_rectal_resection(row)
    ]
    if not resections:
        return {}
    depths = [row.ypt for row, _ in resections if row.ypt is not None]
    nodes = [row.ypn for row, _ in resections if row.ypn is not None]
    return {
        "t_category": Fact(
            read_t_category(depths[0] if depths else None),
            list_cells("operations", resections, "ypt"),
        ),
        "has_nodes": Fact(
            read_nodes(nodes[0] if nodes else None), list_cells("operations", resections, "ypn")
        ),
    }


def gather_liver_resection(record: Record) -> Facts:
    """Narrowest margin and mean viability of the resected lesions, stages pooled.

    The margin of a lesion is that of its last resection; where it is missing it may be the
    narrowest. Viability is that of the first specimen of a lesion that has one, as for Blazer.

    Source: rulings R.4, R.9 and R.12 of ``clinical.md``.
    """
    resections = [row for row in record.treatments if row.kind in ("resection", None)]
    lesions = _by_lesion(resections)
    margins = [_read_margin(lesion) for lesion in lesions]
    if not margins or "lesion_treatments" in record.held_back:
        margins.append(UNKNOWN)
    nodules = [viable for lesion in lesions if (viable := _read_viability(lesion)) is not None]
    dated = [(row, row.treatment_date) for row in resections]
    viability = list_cells("lesion_treatments", dated, "viable_percent", "viable_qualifier")
    lengths = list_cells("lesion_treatments", dated, "liver_margin_mm", "liver_margin_qualifier")
    return {
        "margin_mm": Fact(find_narrowest(margins), lengths + viability),
        "viable_percent": Fact(
            compute_mean_viable_cells(nodules) if nodules else UNKNOWN, viability
        ),
        "has_vascular_invasion": NOT_COLLECTED,
        "has_biliary_invasion": NOT_COLLECTED,
    }


def find_narrowest(margins: Sequence[Measure]) -> Measure:
    """The narrowest of several margins, at least one.

    >>> find_narrowest([Measure(3, 3), Measure(0, 1, has_high=False)])
    Measure(low=0, high=1, has_low=True, has_high=False)
    """
    lowest = min(margins, key=lambda margin: (margin.low, not margin.has_low))
    highest = min(margins, key=lambda margin: (margin.high, margin.has_high))
    return Measure(lowest.low, highest.high, lowest.has_low, highest.has_high)


def _was_by(last: date | None, day: date | None) -> bool:
    return last is not None and day is not None and day <= last


def _read_margin(lesion: Sequence[LesionTreatment]) -> Measure:
    last = may_be_last(lesion, treatment_place, lambda row: row.kind == "resection")
    if len(last) > 1 or last[0].kind is None:
        return UNKNOWN
    viable = read_viable_cells(last[0])
    if viable is not None and viable.high == 0:
        return NOT_INVADED
    return read_measure(last[0].liver_margin_mm, last[0].liver_margin_qualifier) or UNKNOWN


def _read_viability(lesion: Sequence[LesionTreatment]) -> Measure | None:
    specimens = (read_viable_cells(row) for row in in_order(lesion, treatment_place))
    return next((viable for viable in specimens if viable is not None), None)


def _by_lesion(treatments: Sequence[LesionTreatment]) -> list[list[LesionTreatment]]:
    lesions: dict[int, list[LesionTreatment]] = {}
    for treatment in treatments:
        lesions.setdefault(treatment.lesion_no, []).append(treatment)
    return list(lesions.values())
