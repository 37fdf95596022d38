"""Findings on a delivery that only the protocol's own answers can give."""

from collections.abc import Iterator

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import Delivery
from synchronox_core.ecrf.rules.engine_checks import NOT_ELIGIBLE
from synchronox_core.ecrf.tables import TABLES
from synchronox_core.ecrf.validation.faults import Labels
from synchronox_core.ecrf.validation.telling import file_order
from synchronox_core.endpoints.contradictions import Contradiction, list_contradictions
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.deliveries.delivered_records import iterate_delivered_records

TABLES_NEEDED = (
    "liver_lesions",
    "assessments",
    "lesion_measurements",
    "chemotherapy",
    "operations",
    "events",
)
"""Tables that the checks of the engine look at beside ``patients``."""


def add_engine_findings(delivery: Delivery) -> None:
    """Tell what a delivery says against the protocol's reading of it, in file order.

    Eligibility never drops a patient: every finding is of level W. A refused delivery has no rows
    to judge.

    Args:
        delivery: Checked; its findings grow.

    Source: ``ecrf/README.md`` 7.15 and 7.16.
    """
    if delivery.verdict == "refused":
        return
    delivery.findings.extend(_findings(delivery))
    delivery.findings.sort(key=file_order)


def _findings(delivery: Delivery) -> Iterator[Finding]:
    settings = ProtocolSettings()
    for record in iterate_delivered_records(delivery, TABLES_NEEDED):
        for found in list_contradictions(record, settings):
            yield _tell(found, record.patient.patient_id)


def _tell(found: Contradiction, patient_id: str) -> Finding:
    why = {"why": Labels(tuple(_sentence_key(found, code) for code in found.codes))}
    return Finding(
        level=Level.CHECK,
        code=found.check.code,
        file=TABLES[found.check.table].file,
        line=found.line,
        column=found.column,
        patient_id=patient_id,
        value=found.value,
        values=why if found.codes else {},
    )


def _sentence_key(found: Contradiction, code: str) -> str:
    """Entry of the text catalogue that tells why, by criterion or by reason of an answer."""
    is_criterion = found.check is NOT_ELIGIBLE
    return f"columns.exclusion_reason_{code}" if is_criterion else f"reasons.{code}"
