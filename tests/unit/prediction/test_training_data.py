"""Who a model learns from, with which weight, and where everybody else went."""

from datetime import timedelta

import numpy as np
import pytest

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.endpoints.settlement import Fate
from synchronox_core.errors import ArtefactError
from synchronox_core.prediction.design import list_columns, list_predictors
from synchronox_core.prediction.training import compute_fingerprint, train
from synchronox_core.prediction.training_data import build_training_data
from synchronox_core.text import text
from tests.lib.prediction_cohorts import KNOWN, T0, member, members


def on(days):
    return T0 + timedelta(days=days)


def test_the_models_have_the_parameters_decided_beforehand():
    assert list_columns(list_predictors(Moment.RESTAGING)) == (
        "resectability=II", "lesions", "largest_lesion_mm", "bilobar=yes", "recist=SD",
        "recist=PD", "ymrtrg=4-5", "ecog=1+", "cea_ng_ml",
    )  # fmt: skip
    assert len(list_columns(list_predictors(Moment.DIAGNOSIS))) == 6


def test_settled_patients_stand_for_those_who_still_wait():
    # G falls to 1/2 when the one of two still waiting on day 400 is censored.
    data, account = build_training_data(
        [
            member(1, settled_on=on(300)),
            member(2, fate=Fate.WAITING, settled_on=on(400)),
            member(3, fate=Fate.NOT_ACHIEVED, settled_on=on(547)),
        ],
        Moment.RESTAGING,
    )
    np.testing.assert_allclose(data.weight / data.weight[0], [1.0, 2.0])
    assert data.outcome.tolist() == [1.0, 0.0]
    assert (account.waiting, account.analysed, account.events) == (1, 2, 1)


def test_the_account_adds_up():
    everybody = [
        member(1),
        member(2, fate=Fate.NOT_ACHIEVED, settled_on=on(547)),
        member(3, fate=Fate.NOT_ELIGIBLE, settled_on=None),
        member(4, predictors=dict.fromkeys(Moment)),
        member(5, fate=Fate.UNDETERMINABLE),
        member(6, fate=Fate.WAITING, settled_on=on(100)),
        member(7, cohort="prospective"),
        member(8, strategy_planned=None),
    ]
    _, account = build_training_data(everybody, Moment.RESTAGING)
    assert account._asdict() == {
        "patients": 8, "not_eligible": 1, "not_predictable": 1, "undeterminable": 1, "waiting": 1,
        "unmatured": 1, "analysed": 3, "events": 2, "without_strategy": 1,
    }  # fmt: skip


def test_early_successes_of_a_cohort_without_failures_carry_no_weight():
    everybody = [
        member(1), member(2, fate=Fate.NOT_ACHIEVED, settled_on=on(547)),
        *(member(n, cohort="prospective") for n in range(3, 9)),
    ]  # fmt: skip
    data, _ = build_training_data(everybody, Moment.RESTAGING)
    assert not data.is_prospective.any()


@pytest.mark.parametrize(("patients", "centres"), [(150, 10), (400, 4)])
def test_nothing_is_trained_on_too_few_events_or_centres(patients, centres):
    with pytest.raises(ArtefactError) as error:
        train(members(patients, 1, centres), Moment.RESTAGING, replications=1)
    said = text(error.value.key, "en", **error.value.values)
    assert f"in {centres} centres" in said
    assert "at least 100 of them and 5 centres" in said


def test_the_fingerprint_follows_every_value_and_no_order():
    everybody = members(20, 3)
    whole = compute_fingerprint(everybody)
    assert compute_fingerprint(everybody[::-1]) == whole
    other = everybody[0]._replace(
        predictors={**everybody[0].predictors, Moment.RESTAGING: KNOWN._replace(ecog=4)}
    )
    assert compute_fingerprint([other, *everybody[1:]]) != whole
