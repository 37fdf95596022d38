"""Response of the liver on imaging: RECIST 1.1, and the record's own wording of it."""

from collections.abc import Iterable
from enum import StrEnum

from synchronox_core.protocol.thresholds import (
    PARTIAL_RESPONSE_PERCENT,
    PROGRESSION_FROM_MM,
    PROGRESSION_PERCENT,
)

TENTHS = 10
PERCENT = 100


class Recist(StrEnum):
    """Category of response of the liver.

    Attributes:
        CR: Complete response.
        PR: Partial response.
        SD: Stable disease.
        PD: Progressive disease.
        NE: Not evaluable.
    """

    CR = "CR"
    PR = "PR"
    SD = "SD"
    PD = "PD"
    NE = "NE"


def compute_sum_mm(diameters_mm: Iterable[float | None]) -> float | None:
    """Sum of the diameters of the targets (mm), exact to the tenth; None when one is missing.

    >>> compute_sum_mm([0.1, 0.2]), compute_sum_mm([20.0, None])
    (0.3, None)
    """
    total = 0
    for diameter_mm in diameters_mm:
        if diameter_mm is None:
            return None
        total += tenths(diameter_mm)
    return total / TENTHS


def classify_recist(
    baseline_mm: float | None,
    nadir_mm: float | None,
    current_mm: float | None,
    *,
    has_progression: bool = False,
    is_other_lesion_seen: bool = False,
) -> Recist:
    """Response by RECIST 1.1.

    Args:
        baseline_mm: Sum of the targets before treatment, mm; None when a target has no diameter.
        nadir_mm: Smallest sum before the assessment graded, that of baseline included, mm.
        current_mm: Sum at the assessment graded, mm.
        has_progression: A new lesion, or unequivocal progression of a lesion that is no target.
        is_other_lesion_seen: A lesion that is no target is not known to have disappeared.

    Returns:
        PD outranks everything; a partial response once reached stays until progression; NE when
        a sum is missing or there was nothing to measure before treatment.

    Source: RECIST 1.1, EORTC clarifications; ``clinical.md`` A.1 and rulings R.8.

    >>> classify_recist(100, 50, 60), classify_recist(20, 20, 24)
    (<Recist.PD: 'PD'>, <Recist.SD: 'SD'>)
    """
    if has_progression:
        return Recist.PD
    if not baseline_mm or nadir_mm is None or current_mm is None:
        return Recist.NE
    if current_mm == 0:
        return Recist.PR if is_other_lesion_seen else Recist.CR
    if _has_grown(tenths(nadir_mm), tenths(current_mm)):
        return Recist.PD
    smallest = min(tenths(nadir_mm), tenths(current_mm))
    lost_percent = PERCENT * (tenths(baseline_mm) - smallest)
    is_partial = lost_percent >= PARTIAL_RESPONSE_PERCENT * tenths(baseline_mm)
    return Recist.PR if is_partial else Recist.SD


def classify_recist_record(baseline_mm: float | None, current_mm: float | None) -> Recist | None:
    """Response as the record words it: against baseline alone, and new lesions do not count.

    Args:
        baseline_mm: Sum of the targets before treatment, mm; None when a target has no diameter.
        current_mm: Sum at the assessment graded, mm.

    Returns:
        NE when a sum is missing or zero before treatment; None at exactly -30 % or +20 %, which
        the record leaves in no category.

    Source: NCT07467434, secondary outcome on the liver lesions; ``clinical.md`` A.1.

    >>> classify_recist_record(90, 63), classify_recist_record(90, 62.9)
    (None, <Recist.PR: 'PR'>)
    """
    if not baseline_mm or current_mm is None:
        return Recist.NE
    if current_mm == 0:
        return Recist.CR
    baseline = tenths(baseline_mm)
    growth_percent = PERCENT * (tenths(current_mm) - baseline)
    lowest, highest = -PARTIAL_RESPONSE_PERCENT * baseline, PROGRESSION_PERCENT * baseline
    if growth_percent in (lowest, highest):
        return None
    if growth_percent < lowest:
        return Recist.PR
    return Recist.PD if growth_percent > highest else Recist.SD


def tenths(length_mm: float) -> int:
    """Tenths of a millimetre: whole numbers compare exactly where fractions do not.

    >>> 120 / 100 - 1 >= 0.20, 5 * (tenths(120) - tenths(100)) >= tenths(100)
    (False, True)
    """
    return round(length_mm * TENTHS)


def _has_grown(nadir: int, current: int) -> bool:
    growth = current - nadir
    is_large_enough = growth >= tenths(PROGRESSION_FROM_MM)
    return is_large_enough and PERCENT * growth >= PROGRESSION_PERCENT * nadir
