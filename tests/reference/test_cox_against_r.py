"""Cox's model and its check of proportional hazards equal R's coxph and cox.zph.

Values and the calls that made them: ``tests/reference/survival``.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synchronox_core.statistics.cox import fit_cox

FOLDER = Path(__file__).parent / "survival"
MODELS = {
    ("lung", "model"): ("age", "sex", "ecog"),
    ("lung", "robust"): ("age", "sex", "ecog"),
    ("lung", "centre"): ("age", "sex", "ecog"),
    ("lung", "weighted"): ("age", "sex", "ecog"),
    ("lung", "late"): ("age", "sex", "ecog"),
    ("colon", "model"): ("age", "nodes", "rx"),
    ("rotterdam", "model"): ("age", "grade", "nodes"),
    ("gbsg", "robust"): ("age", "hormon", "nodes"),
    ("pbc", "model"): ("age", "edema", "log(bili)"),
    ("mgus2", "model"): ("age",),
}
OPTIONS = {"robust": {"is_robust": True}}
COLUMNS = {"centre": "clusters", "weighted": "weights", "late": "entries_months"}
SOURCES = {"centre": "centre", "weighted": "weight", "late": "entry"}


def fitted(name, kind):
    data = pd.read_csv(FOLDER / f"{name}.csv")
    event = data["event"] == (2 if name in ("pbc", "mgus2") else 1)
    data["log(bili)"] = np.log(data["bili"]) if "bili" in data else np.nan
    covariates = {term: data[term].to_numpy() for term in MODELS[name, kind]}
    options = dict(OPTIONS.get(kind, {}))
    if kind in COLUMNS:
        options[COLUMNS[kind]] = data[SOURCES[kind]].to_numpy()
    return fit_cox(data["time"].to_numpy(), event.to_numpy(), covariates, **options)


def expected(file, name, kind):
    frame = pd.read_csv(FOLDER / f"{file}.csv").set_index(["set", "kind"])
    return frame.loc[[(name, kind)]].set_index("term")


@pytest.mark.parametrize(("name", "kind"), MODELS)
def test_coefficients_and_errors_equal_r(name, kind):
    r = expected("cox", name, kind)
    for term in fitted(name, kind).terms:
        assert term.coefficient == pytest.approx(r.loc[term.term, "coefficient"], abs=1e-6)
        assert term.std_err == pytest.approx(r.loc[term.term, "std_err"], abs=1e-6)


@pytest.mark.parametrize(("name", "kind"), MODELS)
def test_check_of_proportional_hazards_equals_r(name, kind):
    model, r = fitted(name, kind), expected("schoenfeld", name, kind)
    for term in model.terms:
        assert term.chi_square == pytest.approx(r.loc[term.term, "chi_square"], rel=1e-6)
        assert term.p_value == pytest.approx(r.loc[term.term, "p_value"], rel=1e-5)
    assert model.chi_square == pytest.approx(r.loc["GLOBAL", "chi_square"], rel=1e-6)
