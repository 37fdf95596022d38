"""Columns as covariates: order of codes, rare codes merged, unknown never a value."""

import numpy as np
import pandas as pd

from synchronox_core.services.comparisons.decision_covariates import (
    COVARIATE_RULES,
    CovariateRule,
    build_covariates,
    place_codes,
)
from synchronox_core.services.comparisons.strategy_sets import count_patterns
from synchronox_core.statistics.attrition import count_attrition


def built(rule, values):
    (covariate,) = build_covariates(pd.DataFrame({rule.name: values}), [rule])
    return covariate


def test_codes_become_their_place_and_unknown_stays_unknown():
    covariate = built(CovariateRule("ecog", ("0", "1"), {"2": "1"}), ["0", "1", "2", "unknown"])
    np.testing.assert_array_equal(covariate.values, [0, 1, 1, np.nan])
    assert covariate.codes == ("0", "1")


def test_logarithm_has_a_floor_and_keeps_unknown():
    covariate = built(CovariateRule("cea", is_log=True, floor=0.1), [0.0, 1.6, None])
    np.testing.assert_allclose(covariate.scaled[:2], np.log2([0.1, 1.6]))
    assert np.isnan(covariate.values[2])


def test_code_that_is_none_of_them_has_no_place():
    assert place_codes(pd.Series(["b", "z", None]), ("a", "b")).tolist() == [1, -1, -1]


def test_no_covariate_is_of_what_follows_the_decision():
    names = {rule.name for rule in COVARIATE_RULES}
    later = ("strategy", "complete", "os_", "pfs_", "second_site", "first_site", "clavien")
    assert not [name for name in names if name.startswith(later)]
    # These change with time and are taken as they stood on the day.
    assert {"decision_recist", "decision_mri_grade", "decision_cycles"} <= names
    assert {"recist", "ymrtrg", "folfirinox_cycles"}.isdisjoint(names)


def test_attrition_adds_up_and_keeps_unknown_apart():
    # By hand: of six, one is not eligible and one unknown; of the four left one has no strategy.
    passing = pd.DataFrame(
        {
            "is_eligible": pd.array([True, True, True, True, False, None], dtype="boolean"),
            "has_strategy": pd.array([True, True, True, False, False, True], dtype="boolean"),
        }
    )
    flow = count_attrition(tuple(passing), count_patterns(passing))
    assert flow.persons == 6
    assert [(s.removed, s.failing, s.remaining) for s in flow.steps] == [(2, 1, 4), (1, 2, 3)]
