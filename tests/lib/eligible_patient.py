"""A patient who meets every criterion of the study; a test changes what it is about."""

from collections.abc import Mapping
from typing import Any

from synchronox_core.endpoints.records import Record
from tests.lib.records import record

ELIGIBLE: dict[str, object] = {
    "age_at_diagnosis_years": 58,
    "rectal_diagnosis_date": "2021-12-01",
    "liver_diagnosis_date": "2021-12-15",
    "anal_verge_mm": 60,
    "tumour_level": "mid",
    "ct": "cT3",
    "cn": "cN1",
    "histology": "adenocarcinoma",
    "mmr_status": "pmmr",
    "liver_resectability_class": "I",
    "extrahepatic_mets": "no",
}
LESIONS = ({"first_seen_date": "2021-12-15", "segments": "V"},)
CHEMOTHERAPY = ({"phase": "induction", "regimen": "folfirinox", "n_cycles": 8},)


def eligible_record(patient: Mapping[str, object] | None = None, **rest: Any) -> Record:
    """A record that meets every criterion but for the cells and rows given.

    >>> eligible_record({"ct": "cT2"}).patient.ct
    'cT2'
    """
    rows = {"lesions": LESIONS, "chemotherapy": CHEMOTHERAPY, **rest}
    return record(patient={**ELIGIBLE, **(patient or {})}, **rows)
