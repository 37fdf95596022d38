"""The rectal tumour after treatment: MRI, finger and endoscope joined into one response."""

from synchronox_core.protocol.answers import all_true
from synchronox_core.protocol.thresholds import COMPLETE_YMRTRG

CLEAR_EXAMINATIONS = frozenset({"normal", "scar"})
"""Digital rectal examinations without a palpable lesion. Source: R.3 of ``clinical.md``."""

CLEAR_ENDOSCOPIES = frozenset({"no_tumour", "white_scar"})
"""Endoscopies without visible tumour, or with a white scar. Source: R.3 of ``clinical.md``."""


def is_clinical_complete_response(
    ymrtrg: int | None, dre: str | None, endoscopy: str | None
) -> bool | None:
    """Whether the three parts of one assessment make a clinical complete response.

    Args:
        ymrtrg: MRI tumour regression grade, from 1 (complete response) to 5 (no response).
        dre: Digital rectal examination: ``normal``, ``scar`` or ``lesion``.
        endoscopy: ``no_tumour``, ``white_scar``, ``ulcer``, ``nodule`` or ``residual_tumour``.

    Returns:
        False when one part is negative, True when all three are positive, else None.

    Source: NCT07467434, secondary outcome (complete clinical response); R.3 of ``clinical.md``.

    >>> is_clinical_complete_response(1, "normal", "white_scar")
    True
    >>> is_clinical_complete_response(2, None, None), is_clinical_complete_response(1, "scar", None)
    (False, None)
    """
    return all_true(
        (
            None if ymrtrg is None else ymrtrg == COMPLETE_YMRTRG,
            None if dre is None else dre in CLEAR_EXAMINATIONS,
            None if endoscopy is None else endoscopy in CLEAR_ENDOSCOPIES,
        )
    )
