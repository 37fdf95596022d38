"""The operations that took the rectal tumour away, by resection or by local excision."""

from datetime import date

from synchronox_core.endpoints.records import Operation, Record
from synchronox_core.endpoints.resections import is_local_excision, is_rectal_resection


def list_rectal_surgery(record: Record, until: date) -> list[Operation]:
    """Rectal resections and local excisions up to a day, in their order."""
    dated = [
        (row.operation_date, row.operation_no, row)
        for row in record.operations
        if _is_rectal_surgery(row) and row.operation_date and row.operation_date <= until
    ]
    return [row for _, _, row in sorted(dated)]


def list_undated_rectal_surgery(record: Record) -> list[Operation]:
    """Rectal resections and local excisions without a day."""
    return [
        row for row in record.operations if row.operation_date is None and _is_rectal_surgery(row)
    ]


def _is_rectal_surgery(operation: Operation) -> bool:
    return is_rectal_resection(operation) or is_local_excision(operation)
