"""Factors associated with complete treatment in the extract in use."""

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.factors import FactorTable, estimate_factors
from synchronox_core.prediction.training import SEED
from synchronox_core.prediction.training_data import Account, build_training_data
from synchronox_core.services.prediction.model_members import read_members
from synchronox_core.statistics.threads import use_one_thread
from synchronox_core.store import Store


def read_factors(store: Store) -> tuple[FactorTable, Account]:
    """Odds ratios of what was known at restaging, and the account of who was analysed.

    Args:
        store: The cohort store.

    Raises:
        ArtefactError: Too few patients of the rarer outcome, or too few centres.
        StoreError: The store is empty, or the extract cannot be read.
    """
    data, account = build_training_data(
        read_members(store), Moment.RESTAGING, has_second_block=True
    )
    with use_one_thread():
        return estimate_factors(data, SEED), account
