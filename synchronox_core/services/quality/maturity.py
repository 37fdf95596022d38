"""The maturity of the endpoints and the follow-up, for one data cut and set of readings."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.recruitment.follow_up import FollowUp, list_news_due, measure_follow_up
from synchronox_core.recruitment.maturity import (
    classify_primary,
    classify_survival,
    count_by_quarter,
    count_maturity,
)
from synchronox_core.services.deliveries.derived_values import DEFAULT, open_derived
from synchronox_core.store import Store
from synchronox_core.store.maturity_queries import maturity_patients
from synchronox_core.store.record_queries import read_data_cut


@dataclass(frozen=True)
class MaturityReport:
    """What can be judged at a data cut, and what is missing.

    Attributes:
        as_of: The data cut.
        primary: Complete treatment at month 18: rows of ``count_maturity``.
        primary_by_quarter: Rows of ``count_by_quarter``.
        primary_by_centre: One row a centre and maturity — centre_id, maturity, patients.
        survival: Three-year survival: rows of ``count_maturity``.
        survival_by_quarter: Rows of ``count_by_quarter``.
        follow_up: Completeness and median follow-up.
        news_due: Rows of ``list_news_due``.
    """

    as_of: date
    primary: pd.DataFrame
    primary_by_quarter: pd.DataFrame
    primary_by_centre: pd.DataFrame
    survival: pd.DataFrame
    survival_by_quarter: pd.DataFrame
    follow_up: FollowUp
    news_due: pd.DataFrame


def build_maturity(
    store: Store, settings: ProtocolSettings = DEFAULT, as_of: date | None = None
) -> MaturityReport:
    """The maturity of the endpoints in the extract in use.

    Args:
        store: The cohort store.
        settings: Readings of the record in force.
        as_of: Data cut; None takes the one of the extract.

    Raises:
        StoreError: The store is empty or its current extract cannot be read.
    """
    with open_derived(store, settings, as_of) as cursor:
        patients = maturity_patients(cursor)
        day = as_of or read_data_cut(cursor)
    return describe_maturity(patients, day)


def describe_maturity(patients: pd.DataFrame, as_of: date) -> MaturityReport:
    """The maturity of the endpoints of these patients.

    Args:
        patients: Rows of ``maturity_patients``.
        as_of: Data cut.
    """
    cut = pd.Timestamp(as_of)
    primary, survival = classify_primary(patients, cut), classify_survival(patients, cut)
    by_centre = primary.groupby([patients["centre_id"], "maturity"]).size()
    return MaturityReport(
        as_of=as_of,
        primary=count_maturity(primary),
        primary_by_quarter=count_by_quarter(primary),
        primary_by_centre=by_centre.rename("patients").reset_index(),
        survival=count_maturity(survival),
        survival_by_quarter=count_by_quarter(survival),
        follow_up=measure_follow_up(patients, cut),
        news_due=list_news_due(patients, cut),
    )
