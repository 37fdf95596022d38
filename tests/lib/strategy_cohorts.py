"""Invented cohorts as a comparison of strategies sees them, drawn without writing a bundle."""

from dataclasses import dataclass

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.comparison_data import ComparisonData
from synchronox_core.statistics.design import Covariate
from synchronox_core.statistics.outcomes import BinaryOutcome
from synchronox_core.synthetic.covariates import MRTRG, RECIST, T_STAGES, Covariates
from synchronox_core.synthetic.options import Options
from synchronox_core.synthetic.population import draw_study, iterate_blocks
from synchronox_core.synthetic.truth import STRATEGIES

NAMES = tuple(strategy.value for strategy in STRATEGIES)


@dataclass(frozen=True, eq=False)
class TrueCohort:
    """n patients with what nobody knows of real ones; columns follow ``NAMES``.

    Attributes:
        data: What a comparison is made from; every outcome known at month 18.
        propensity: True probability of each strategy, shape (n, 4).
        risk: True risk had each strategy been planned, shape (n, 4).
    """

    data: ComparisonData
    propensity: Floats
    risk: Floats


def draw_true_cohort(seed: int, patients: int = 550, options: Options | None = None) -> TrueCohort:
    """Draw a cohort; the same arguments give the same patients."""
    study = draw_study(patients, seed, options or Options())
    blocks = list(iterate_blocks(study))
    drawn = np.concatenate([block.covariates for block in blocks])
    realised = np.concatenate([block.truth.realised for block in blocks]).astype(float)
    data = ComparisonData(
        strategies=NAMES,
        strategy=np.concatenate([block.truth.planned for block in blocks]),
        covariates=list_covariates(drawn),
        centre=study.roster.centre,
        outcome=settle_at_once(realised),
    )
    return TrueCohort(
        data,
        np.concatenate([block.truth.propensity for block in blocks]),
        np.concatenate([block.truth.risk for block in blocks]),
    )


def settle_at_once(values: Floats) -> BinaryOutcome:
    """An outcome known in everybody, so that nobody needs to stand for those who wait."""
    patients = len(values)
    everybody = np.ones(patients, dtype=bool)
    return BinaryOutcome(values, np.full(patients, 18.0), everybody, np.zeros(patients, np.int64))


def list_covariates(drawn: Covariates) -> tuple[Covariate, ...]:
    """Everything the invented board knows and decides by, with what it does not heed."""

    def number(name: str, **how: bool) -> Covariate:
        return Covariate(name, drawn[name].astype(float), **how)

    def coded(name: str, values: Ints, *codes: str) -> Covariate:
        return Covariate(name, values.astype(float), codes)

    def yes_no(name: str) -> Covariate:
        return coded(name, drawn[name].astype(np.int64), "no", "yes")

    is_ras_mutated = drawn["is_kras_mutated"] | drawn["is_nras_mutated"]
    return (
        number("age_years"),
        coded("ecog", np.minimum(drawn["ecog"], 1), "0", "1_or_more"),
        coded("t_stage", (drawn["t_stage"] >= 2).astype(np.int64), tuple(T_STAGES)[1], "cT4"),
        yes_no("has_stoma"),
        yes_no("is_low"),
        yes_no("is_mrf_involved"),
        number("lesions", is_log=True, is_curved=True),
        number("largest_mm", is_curved=True),
        yes_no("is_bilobar"),
        yes_no("is_class_two"),
        number("cea_ng_ml", is_log=True, is_curved=True),
        coded("ras", is_ras_mutated.astype(np.int64), "wild", "mutated"),
        coded("recist", drawn["recist"], *RECIST),
        coded("mrtrg", drawn["mrtrg"] - 1, *map(str, range(1, len(MRTRG) + 1))),
    )
