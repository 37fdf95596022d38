"""What the pages ask of a public cohort: outcomes, distributions and what its reading noticed."""

import pandas as pd

from synchronox_core.store import Store
from synchronox_core.store.queries import read_query


def external_outcomes(
    store: Store, name: str, months: str, event: str, group: str | None
) -> pd.DataFrame:
    """Time, event and group of every patient of a public cohort.

    Args:
        store: The cohort store.
        name: Public cohort.
        months: Its column with the time.
        event: Its column with the event.
        group: Its column with the group; None gives no groups.

    Returns:
        One row a patient — group (text or None), months (or NaN), event (1, 0 or NaN).

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
    """
    return _read(store, name, "external_outcomes", months=months, event=event, group=group)


def external_categories(store: Store, name: str, column: str) -> pd.DataFrame:
    """Patients of a public cohort by value of a column.

    Returns:
        One row a value, the missing one included — value (text or None), patients.

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
    """
    return _read(store, name, "external_categories", column=column)


def external_bins(
    store: Store, name: str, column: str, width: float, last_bin: float | None
) -> pd.DataFrame:
    """Patients of a public cohort by bin of a number; a bin holds its lower bound.

    Args:
        store: The cohort store.
        name: Public cohort.
        column: Its column with the number.
        width: Width of a bin, in the unit of the column.
        last_bin: Lower bound of the last bin, which also holds its upper end; None without.

    Returns:
        One row a bin with patients, the missing values included — value (lower bound or NaN),
        patients.

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
    """
    bins = {"width": width, "last_bin": last_bin}
    return _read(store, name, "external_bins", column=column, **bins)


def external_pairs(store: Store, name: str, measure: str, code: str | None) -> pd.DataFrame:
    """A number of every patient of a public cohort beside what was recorded of them.

    Args:
        store: The cohort store.
        name: Public cohort.
        measure: Its column with the number.
        code: Its column with the record; None gives none.

    Returns:
        One row a patient — measure (or NaN), code (text or None).

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
    """
    return _read(store, name, "external_pairs", measure=measure, code=code)


def external_patients(store: Store, name: str) -> pd.DataFrame:
    """Every patient of a public cohort, in the columns of its mapping.

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
    """
    return _read(store, name, "external_patients")


def external_findings(store: Store, name: str) -> pd.DataFrame:
    """What the reading of a public cohort noticed.

    Returns:
        One row a finding, in order — level, code, message_en, message_fr.

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
    """
    return _read(store, name, "external_findings")


def _read(store: Store, name: str, query: str, **parameters: object) -> pd.DataFrame:
    with store.read_external(name) as cursor:
        frame: pd.DataFrame = cursor.execute(read_query(query), parameters).df()
    return frame
