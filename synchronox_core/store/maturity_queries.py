"""What the maturity of the endpoints asks of an extract and its derived values."""

import pandas as pd

from synchronox_core.store import Cursor
from synchronox_core.store.queries import run_query


def maturity_patients(cursor: Cursor) -> pd.DataFrame:
    """Time zero, primary endpoint and survival of every patient.

    Args:
        cursor: On an extract and its derived values
            (``services.deliveries.derived_values.open_derived``).

    Returns:
        One row a patient — patient_id, centre_id, time_zero, cohort, complete_treatment,
        complete_treatment_reason, os_days, os_event, os_reason.
    """
    return run_query(cursor, "maturity_patients")
