import numpy as np
import pytest

from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.synthetic.covariates import LAYOUT, Baseline, Covariates, draw_covariates
from synchronox_core.synthetic.options import Options
from synchronox_core.synthetic.truth import (
    STRATEGIES,
    Truth,
    compute_linear_predictor,
    compute_propensities,
    compute_strategy_terms,
    draw_truth,
)

PATIENTS = 200_000
SIMULTANEOUS, RECTUM_FIRST, LIVER_FIRST, ADAPTIVE = range(4)
AVERAGE = Baseline(
    age_years=60, is_male=True, ecog=0, asa=2, bmi_kg_m2=25.0, has_stoma=False, is_low=False,
    t_stage=1, n_stage=1, is_mrf_involved=False, is_emvi=False, lesions=1, largest_mm=28,
    is_bilobar=False, is_class_two=False, cea_ng_ml=22.0, is_kras_mutated=False,
    is_nras_mutated=False, is_braf_mutated=False, cycles=6, recist=1, mrtrg=3,
)  # fmt: skip
HEAVY = AVERAGE._replace(
    age_years=70, ecog=1, has_stoma=True, is_low=True, t_stage=2, is_mrf_involved=True,
    lesions=4, largest_mm=48, is_bilobar=True, is_class_two=True, cea_ng_ml=220.0,
    is_nras_mutated=True, recist=3, mrtrg=4,
)  # fmt: skip


def as_covariates(*patients: Baseline) -> Covariates:
    return np.array([tuple(patient) for patient in patients], LAYOUT)


def draw(patients: int, options: Options | None = None, seed: int = 5) -> tuple[Covariates, Truth]:
    options = options or Options()
    generator = np.random.default_rng(seed)
    covariates = draw_covariates(generator, patients)
    centre_effect = options.centre_sd * generator.standard_normal(patients)
    return covariates, draw_truth(generator, covariates, centre_effect, options)


@pytest.fixture(scope="module")
def large() -> tuple[Covariates, Truth]:
    return draw(PATIENTS)


def test_order_of_the_strategies_is_that_of_the_contract() -> None:
    assert STRATEGIES == (
        Strategy.SIMULTANEOUS,
        Strategy.RECTUM_FIRST,
        Strategy.LIVER_FIRST,
        Strategy.ADAPTIVE,
    )


def test_linear_predictor_of_two_patients_calculated_by_hand() -> None:
    # 1.80 - .45 - .25*2 - .06*2 - .25 - 1.6 - .5 - .35 - .35 - .25 - .25 - .15 - .10 - .15 - .40
    assert compute_linear_predictor(as_covariates(AVERAGE, HEAVY)) == pytest.approx([1.80, -3.62])


def test_strategy_terms_of_two_patients_calculated_by_hand() -> None:
    terms = compute_strategy_terms(as_covariates(AVERAGE, HEAVY))
    assert terms[0] == pytest.approx([0.40 + 0.60 * 0.41, -0.10 + 0.40 * 0.45, 0.0, 0.0])
    assert terms[1] == pytest.approx([0.40 - 0.60 * 0.59, -0.10 - 0.40 * 0.55, 0.0, 0.0])


def test_propensities_of_two_patients_calculated_by_hand() -> None:
    propensity = compute_propensities(as_covariates(AVERAGE, HEAVY))
    light = np.exp([0.63 + 0.4 * 1.5, 0.19, -0.08 - 0.35 * 1.5, 0.0])
    heavy = np.exp([0.63 - 0.9 - 0.5 - 0.2, 0.19 - 0.9 + 0.5, -0.08 + 0.9 + 0.175 + 0.66, 0.0])
    assert propensity == pytest.approx(np.array([light / light.sum(), heavy / heavy.sum()]))


def test_spread_of_the_linear_predictor_is_that_of_the_specification(
    large: tuple[Covariates, Truth],
) -> None:
    predictor = compute_linear_predictor(large[0])
    assert predictor.std() == pytest.approx(0.755, abs=0.006)
    assert (1 / (1 + np.exp(-predictor))).mean() == pytest.approx(0.572, abs=0.004)


def test_prevalence_with_strategies_is_near_that_of_the_specification(
    large: tuple[Covariates, Truth],
) -> None:
    assert large[1].realised.mean() == pytest.approx(0.58, abs=0.015)


def test_shares_of_the_planned_strategies_are_those_of_the_specification(
    large: tuple[Covariates, Truth],
) -> None:
    shares = np.bincount(large[1].planned, minlength=4) / PATIENTS
    assert shares == pytest.approx([0.24, 0.20, 0.38, 0.18], abs=0.007)


@pytest.mark.parametrize(
    ("other", "naive", "weighted", "over_both_arms"),
    [(RECTUM_FIRST, -0.073, 0.015, 0.028), (SIMULTANEOUS, -0.221, -0.093, -0.083)],
)
def test_naive_difference_misleads_as_the_specification_says(
    large: tuple[Covariates, Truth],
    other: int,
    naive: float,
    weighted: float,
    over_both_arms: float,
) -> None:
    truth = large[1]
    is_first, is_other = truth.planned == LIVER_FIRST, truth.planned == other
    difference = truth.risk[:, LIVER_FIRST] - truth.risk[:, other]
    pair = truth.propensity[:, [LIVER_FIRST, other]]
    overlap = pair.prod(axis=1) / pair.sum(axis=1)
    rates = truth.realised[is_first].mean(), truth.realised[is_other].mean()
    assert rates[0] - rates[1] == pytest.approx(naive, abs=0.012)
    assert np.average(difference, weights=overlap) == pytest.approx(weighted, abs=0.008)
    assert difference[is_first | is_other].mean() == pytest.approx(over_both_arms, abs=0.010)


@pytest.mark.parametrize("other", [RECTUM_FIRST, SIMULTANEOUS])
def test_arms_overlap(large: tuple[Covariates, Truth], other: int) -> None:
    truth = large[1]
    pair = truth.propensity[:, [LIVER_FIRST, other]]
    share = pair[:, 0] / pair.sum(axis=1)
    for arm in (LIVER_FIRST, other):
        within = (share >= 0.05) & (share <= 0.95)
        assert within[truth.planned == arm].mean() >= 0.95


def test_rows_of_propensities_add_up_to_one(large: tuple[Covariates, Truth]) -> None:
    assert large[1].propensity.sum(axis=1) == pytest.approx(1.0)


def test_outcomes_follow_their_risk(large: tuple[Covariates, Truth]) -> None:
    truth = large[1]
    # Binomial standard error at 200,000: 0.0011.
    assert truth.outcome.mean(axis=0) == pytest.approx(truth.risk.mean(axis=0), abs=0.004)
    is_low = truth.risk[:, ADAPTIVE] < 0.4
    observed = truth.outcome[is_low, ADAPTIVE].mean()
    assert observed == pytest.approx(truth.risk[is_low, ADAPTIVE].mean(), abs=0.01)


def test_one_number_decides_all_outcomes_of_a_patient(large: tuple[Covariates, Truth]) -> None:
    truth = large[1]
    is_better = truth.risk[:, SIMULTANEOUS] >= truth.risk[:, LIVER_FIRST]
    gained = truth.outcome[:, SIMULTANEOUS] >= truth.outcome[:, LIVER_FIRST]
    assert gained[is_better].all()


def test_without_effect_every_strategy_has_the_same_risk() -> None:
    _, truth = draw(1000, Options(strategy_effect=False))
    assert np.ptp(truth.risk, axis=1).max() == 0.0
    assert np.ptp(truth.outcome, axis=1).max() == 0


def test_plans_are_followed_by_default() -> None:
    _, truth = draw(1000)
    assert np.array_equal(truth.planned, truth.carried_out)
    assert truth.risk == pytest.approx(truth.risk_performed)


def test_changed_plans_mix_the_risks_of_what_is_carried_out() -> None:
    covariates, truth = draw(60_000, Options(plan_changes=0.4))
    is_open = truth.planned == ADAPTIVE
    assert np.array_equal(truth.carried_out[is_open], truth.planned[is_open])
    has_changed = truth.carried_out != truth.planned
    assert has_changed[~is_open].mean() == pytest.approx(0.4, abs=0.02)
    is_complex = covariates["is_class_two"]
    assert has_changed[~is_open & is_complex].mean() > has_changed[~is_open & ~is_complex].mean()
    lowest, highest = truth.risk_performed.min(axis=1), truth.risk_performed.max(axis=1)
    assert (truth.risk[:, SIMULTANEOUS] >= lowest - 1e-12).all()
    assert (truth.risk[:, SIMULTANEOUS] <= highest + 1e-12).all()
    assert truth.outcome.mean(axis=0) == pytest.approx(truth.risk.mean(axis=0), abs=0.008)


def test_realised_outcome_is_that_of_the_plan() -> None:
    _, truth = draw(200, Options(plan_changes=0.4))
    expected = [truth.outcome[row, column] for row, column in enumerate(truth.planned)]
    assert truth.realised.tolist() == expected
