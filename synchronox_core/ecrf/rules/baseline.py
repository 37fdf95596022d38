"""Rules on the baseline of a patient: tumour level, comorbidities, resectability class."""

from collections.abc import Iterator

from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.rules.registry import Rule, Spot
from synchronox_core.protocol.thresholds import (
    CLASS_I_MOST_SEGMENTS,
    CLASS_I_REMNANT_ABOVE_PERCENT,
    LOW_RECTUM_TO_MM,
    MID_RECTUM_TO_MM,
)


def tumour_level_contradicts(lookup: Lookup) -> Iterator[Spot]:
    """A third of the rectum that the distance from the anal verge contradicts."""
    for row, distance, level in lookup.rows("patients", "anal_verge_mm", "tumour_level"):
        if distance is not None and level is not None and level != rectal_third(distance):
            values = {"distance": distance, "low": LOW_RECTUM_TO_MM, "mid": MID_RECTUM_TO_MM}
            yield Spot(row, "tumour_level", values)


def rectal_third(anal_verge_mm: float) -> str:
    """Third of the rectum at a distance from the anal verge (mm): low, mid or high.

    Source: ``clinical.md`` A.8 (low to 5 cm, mid above 5 to 10 cm).

    >>> rectal_third(50), rectal_third(51), rectal_third(101)
    ('low', 'mid', 'high')
    """
    if anal_verge_mm <= LOW_RECTUM_TO_MM:
        return "low"
    return "mid" if anal_verge_mm <= MID_RECTUM_TO_MM else "high"


def no_comorbidity_and_some(lookup: Lookup) -> Iterator[Spot]:
    """``none`` in a list that also names a comorbidity."""
    for row, comorbidities in lookup.rows("patients", "comorbidities"):
        named = () if comorbidities is None else comorbidities.split(";")
        if "none" in named and len(named) > 1:
            yield Spot(row, "comorbidities", {})


def class_i_contradicts(lookup: Lookup) -> Iterator[Spot]:
    """Class I with more than 4 segments to remove, or 40 % of remnant liver or less."""
    for row, resectability, segments, remnant in lookup.rows(
        "patients", "liver_resectability_class", "segments_planned", "remnant_liver_percent"
    ):
        if resectability != "I":
            continue
        values = {"segments": CLASS_I_MOST_SEGMENTS, "percent": CLASS_I_REMNANT_ABOVE_PERCENT}
        if segments is not None and segments > CLASS_I_MOST_SEGMENTS:
            yield Spot(row, "segments_planned", values)
        if remnant is not None and remnant <= CLASS_I_REMNANT_ABOVE_PERCENT:
            yield Spot(row, "remnant_liver_percent", values)


RULES = (
    Rule("TUMOUR_LEVEL_CONTRADICTS", "patients", tumour_level_contradicts),
    Rule("NO_COMORBIDITY_AND_SOME", "patients", no_comorbidity_and_some),
    Rule("CLASS_I_CONTRADICTS", "patients", class_i_contradicts),
)
