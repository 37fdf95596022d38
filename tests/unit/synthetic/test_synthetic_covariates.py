import numpy as np
import pytest

from synchronox_core.synthetic.covariates import (
    LAYOUT,
    MOST_BILOBAR_LESIONS,
    Baseline,
    Covariates,
    draw_covariates,
)

PATIENTS = 20_000


@pytest.fixture(scope="module")
def drawn() -> Covariates:
    return draw_covariates(np.random.default_rng(3), PATIENTS)


def share(answers: np.ndarray) -> float:
    return float(answers.mean())


def test_marginals_are_those_of_the_specification(drawn: Covariates) -> None:
    # Four standard errors of a share of 20,000 are at most 0.014.
    measured = {
        "male": share(drawn["is_male"]),
        "ecog 1 or more": share(drawn["ecog"] >= 1),
        "asa 3": share(drawn["asa"] == 3),
        "stoma": share(drawn["has_stoma"]),
        "low": share(drawn["is_low"]),
        "cT4": share(drawn["t_stage"] >= 2),
        "mrf": share(drawn["is_mrf_involved"]),
        "emvi": share(drawn["is_emvi"]),
        "one lesion": share(drawn["lesions"] == 1),
        "more than three": share(drawn["lesions"] > 3),
        "bilobar": share(drawn["is_bilobar"]),
        "above 50 mm": share(drawn["largest_mm"] > 50),
        "class II": share(drawn["is_class_two"]),
        "cea 20 or more": share(drawn["cea_ng_ml"] >= 20),
        "cea above 200": share(drawn["cea_ng_ml"] > 200),
        "kras": share(drawn["is_kras_mutated"]),
        "nras": share(drawn["is_nras_mutated"]),
        "braf": share(drawn["is_braf_mutated"]),
        "progression": share(drawn["recist"] == 3),
        "mrtrg 4 or 5": share(drawn["mrtrg"] >= 4),
    }
    specified = [
        0.70, 0.42, 0.18, 0.12, 0.45, 0.22, 0.35, 0.60, 0.28, 0.42, 0.445, 0.166, 0.41, 0.52,
        0.083, 0.38, 0.04, 0.03, 0.05, 0.28,
    ]  # fmt: skip
    assert list(measured.values()) == pytest.approx(specified, abs=0.014), measured


def test_medians_are_those_of_the_specification(drawn: Covariates) -> None:
    assert np.median(drawn["lesions"]) == 3
    assert np.median(drawn["largest_mm"]) == pytest.approx(28, abs=1)
    assert np.quantile(drawn["cycles"], [0.25, 0.5, 0.75]).tolist() == [4, 6, 8]
    assert drawn["age_years"].mean() == pytest.approx(59.4, abs=0.4)


def test_every_patient_is_eligible_by_the_numbers(drawn: Covariates) -> None:
    assert drawn["age_years"].min() >= 18
    assert drawn["cycles"].min() >= 2
    assert not (drawn["is_bilobar"] & (drawn["lesions"] > MOST_BILOBAR_LESIONS)).any()
    assert not (drawn["is_bilobar"] & (drawn["lesions"] == 1)).any()
    assert not ((drawn["t_stage"] == 0) & (drawn["n_stage"] == 0)).any()


def test_mutations_exclude_each_other(drawn: Covariates) -> None:
    columns = ("is_kras_mutated", "is_nras_mutated", "is_braf_mutated")
    mutations = np.stack([drawn[column] for column in columns]).sum(axis=0)
    assert mutations.max() == 1


def test_a_row_reads_back_as_a_patient(drawn: Covariates) -> None:
    patient = Baseline(*drawn[:1].tolist()[0])
    assert LAYOUT.names == patient._fields
    assert patient.is_ras_mutated == (patient.is_kras_mutated or patient.is_nras_mutated)
