"""Covariates of the invented patients, drawn a block at a time as B.2 gives them."""

from typing import NamedTuple, TypeAlias, get_type_hints

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Covariates: TypeAlias = NDArray[np.void]

T_STAGES = {"cT2": 0.03, "cT3": 0.75, "cT4a": 0.15, "cT4b": 0.07}
N_STAGES = {"cN0": 0.20, "cN1": 0.45, "cN2": 0.35}
RECIST = {"CR": 0.04, "PR": 0.66, "SD": 0.25, "PD": 0.05}
MRTRG = (0.12, 0.26, 0.34, 0.23, 0.05)
ECOG = (0.58, 0.40, 0.02)
ASA = (0.20, 0.62, 0.18)
CYCLES = {
    2: 0.03, 3: 0.08, 4: 0.20, 5: 0.13, 6: 0.20, 7: 0.06, 8: 0.17, 9: 0.03, 10: 0.04,
    11: 0.015, 12: 0.035, 13: 0.006, 14: 0.004,
}  # fmt: skip
MOST_BILOBAR_LESIONS = 10
MOST_LESIONS = 40


class Baseline(NamedTuple):
    """What is known of a patient when the tumour board decides, and what the truth depends on.

    Attributes:
        age_years: Whole years at the rectal diagnosis.
        is_male: Sex.
        ecog: Performance status, 0 to 2.
        asa: ASA class, 1 to 3.
        bmi_kg_m2: Body mass index, one decimal.
        has_stoma: Obstruction or diverting stoma before treatment.
        is_low: Low rather than mid rectum.
        t_stage: Position in ``T_STAGES``.
        n_stage: Position in ``N_STAGES``.
        is_mrf_involved: Mesorectal fascia involved.
        is_emvi: Extramural venous invasion.
        lesions: Liver metastases before treatment.
        largest_mm: Diameter of the largest, whole millimetres.
        is_bilobar: Metastases on both sides of the liver.
        is_class_two: Resectability class II rather than I.
        cea_ng_ml: Carcinoembryonic antigen before treatment, one decimal.
        is_kras_mutated: KRAS.
        is_nras_mutated: NRAS; never together with KRAS.
        is_braf_mutated: BRAF V600E; never together with RAS.
        cycles: Cycles of FOLFIRINOX.
        recist: Position in ``RECIST`` of the response at the end of FOLFIRINOX.
        mrtrg: MRI regression grade at the end of FOLFIRINOX, 1 to 5.
    """

    age_years: int
    is_male: bool
    ecog: int
    asa: int
    bmi_kg_m2: float
    has_stoma: bool
    is_low: bool
    t_stage: int
    n_stage: int
    is_mrf_involved: bool
    is_emvi: bool
    lesions: int
    largest_mm: int
    is_bilobar: bool
    is_class_two: bool
    cea_ng_ml: float
    is_kras_mutated: bool
    is_nras_mutated: bool
    is_braf_mutated: bool
    cycles: int
    recist: int
    mrtrg: int

    @property
    def is_ras_mutated(self) -> bool:
        """KRAS or NRAS mutated."""
        return self.is_kras_mutated or self.is_nras_mutated


LAYOUT = np.dtype(
    [
        (name, {bool: "?", int: "i8", float: "f8"}[kind])
        for name, kind in get_type_hints(Baseline).items()
    ]
)


def draw_covariates(generator: np.random.Generator, patients: int) -> Covariates:
    """Covariates of a block, rounded as the bundle writes them.

    Args:
        generator: Seeded source.
        patients: Size of the block.

    Returns:
        Array of shape (patients,) whose fields are those of ``Baseline``.
    """
    drawn = np.zeros(patients, LAYOUT)
    _draw_fitness(generator, drawn)
    _draw_rectum(generator, drawn)
    _draw_liver(generator, drawn)
    _draw_biology(generator, drawn)
    drawn["cycles"] = _pick(generator, patients, tuple(CYCLES.values())) + min(CYCLES)
    drawn["recist"] = _pick(generator, patients, tuple(RECIST.values()))
    drawn["mrtrg"] = _pick(generator, patients, MRTRG) + 1
    return drawn


def _draw_fitness(generator: np.random.Generator, drawn: Covariates) -> None:
    patients = len(drawn)
    drawn["age_years"] = _truncated_normal(generator, patients, 60.0, 10.5, 18.0, 85.99)
    drawn["is_male"] = generator.random(patients) < 0.70
    drawn["ecog"] = _pick(generator, patients, ECOG)
    drawn["asa"] = _pick(generator, patients, ASA) + 1
    drawn["bmi_kg_m2"] = _truncated_normal(generator, patients, 25.0, 4.0, 16.0, 45.0).round(1)
    drawn["has_stoma"] = generator.random(patients) < 0.12


def _draw_rectum(generator: np.random.Generator, drawn: Covariates) -> None:
    patients = len(drawn)
    drawn["is_low"] = generator.random(patients) < 0.45
    drawn["t_stage"] = _pick(generator, patients, tuple(T_STAGES.values()))
    n_stage = _pick(generator, patients, tuple(N_STAGES.values()))
    # A cT2 tumour is in the study only with nodes (A.8).
    drawn["n_stage"] = np.where(drawn["t_stage"] == 0, np.maximum(n_stage, 1), n_stage)
    drawn["is_mrf_involved"] = generator.random(patients) < 0.35
    drawn["is_emvi"] = generator.random(patients) < 0.60


def _draw_liver(generator: np.random.Generator, drawn: Covariates) -> None:
    # The chances of bilobar disease and of class II are chosen so that the marginals and the
    # spread of the linear predictor are those measured in B.2 (.445, .41, .755).
    patients = len(drawn)
    several = 2 + generator.negative_binomial(1.6, 0.38, patients)
    lesions = np.where(generator.random(patients) < 0.28, 1, np.minimum(several, MOST_LESIONS))
    largest = np.exp(np.log(28.0) + 0.60 * generator.standard_normal(patients))
    burden = np.log2(lesions) - 1.5
    may_be_bilobar = (lesions > 1) & (lesions <= MOST_BILOBAR_LESIONS)
    is_bilobar = may_be_bilobar & (generator.random(patients) < logistic(0.46 + 0.35 * burden))
    drawn["lesions"] = lesions
    drawn["largest_mm"] = np.clip(largest.round(), 5, 150)
    drawn["is_bilobar"] = is_bilobar
    complexity = -0.85 + 0.85 * is_bilobar + 0.45 * burden + 0.015 * (drawn["largest_mm"] - 28)
    drawn["is_class_two"] = generator.random(patients) < logistic(complexity)


def _draw_biology(generator: np.random.Generator, drawn: Covariates) -> None:
    patients = len(drawn)
    cea = np.exp(np.log(22.0) + 1.6 * generator.standard_normal(patients))
    drawn["cea_ng_ml"] = np.clip(cea.round(1), 0.1, 5000.0)
    mutation = _pick(generator, patients, (0.38, 0.04, 0.03, 0.55))
    drawn["is_kras_mutated"] = mutation == 0
    drawn["is_nras_mutated"] = mutation == 1
    drawn["is_braf_mutated"] = mutation == 2


def logistic(log_odds: Floats) -> Floats:
    """Probabilities (0-1) of log-odds, same shape.

    >>> float(logistic(np.array([0.0]))[0])
    0.5
    """
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)), dtype=np.float64)


def _pick(
    generator: np.random.Generator, patients: int, shares: tuple[float, ...]
) -> NDArray[np.int64]:
    bounds = np.cumsum(shares)[:-1]
    return np.searchsorted(bounds, generator.random(patients), side="right")


def _truncated_normal(
    generator: np.random.Generator, patients: int, mean: float, sd: float, low: float, high: float
) -> Floats:
    drawn = generator.normal(mean, sd, patients)
    while (outside := (drawn < low) | (drawn > high)).any():
        drawn[outside] = generator.normal(mean, sd, int(outside.sum()))
    return drawn
