"""The written cohort has the frequencies of section B.2 of the specification."""

from pathlib import Path

import pandas as pd
import pytest

from synchronox_core.synthetic import write_synthetic_cohort

MISSING = ("", "NA", "NK", "ND", "NV")
SEVERE = ("IIIa", "IIIb", "IVa", "IVb", "V")


class Cohort:
    """Tables of a bundle as frames of text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.patients = self.read("patients")
        self.operations = self.read("operations")
        self.assessments = self.read("assessments")
        self.treatments = self.read("lesion_treatments")

    def read(self, table: str) -> pd.DataFrame:
        """A table, every cell as it is written."""
        path = self.folder / f"{table}.csv"
        return pd.read_csv(path, dtype=str, keep_default_na=False)

    def share_with(self, rows: pd.DataFrame) -> float:
        """Share of the patients who have one of the rows."""
        return rows["patient_id"].nunique() / len(self.patients)


@pytest.fixture(
    scope="module",
    params=[pytest.param((3_000, 0.03), id="quick"),
            pytest.param((20_000, 0.012), id="large", marks=pytest.mark.slow)],
)  # fmt: skip
def drawn(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Cohort, float]:
    """A cohort, and four standard errors of a share of its patients (at most)."""
    patients, tolerance = request.param
    folder = tmp_path_factory.mktemp("marginals") / "bundle"
    write_synthetic_cohort(folder, patients=patients, seed=77)
    return Cohort(folder), tolerance


def number(cells: pd.Series) -> pd.Series:
    return pd.to_numeric(cells, errors="coerce")


def day(cells: pd.Series) -> pd.Series:
    return pd.to_datetime(cells, errors="coerce", format="%Y-%m-%d")


def test_response_to_treatment(drawn: tuple[Cohort, float]) -> None:
    cohort, tolerance = drawn
    measured = cohort.read("lesion_measurements")
    gone = cohort.share_with(measured[measured["status"] == "disappeared"])
    assert gone == pytest.approx(0.20, abs=0.02 + tolerance)
    rectal = cohort.assessments[cohort.assessments["timepoint"] == "end_folfirinox"]
    grades = number(rectal.loc[rectal["site"] == "rectum", "ymrtrg"]).dropna()
    assert (grades == 1).mean() == pytest.approx(0.12, abs=tolerance)
    assert (grades >= 4).mean() == pytest.approx(0.28, abs=tolerance)


def test_radiotherapy_and_complete_response(drawn: tuple[Cohort, float]) -> None:
    cohort, tolerance = drawn
    assert 0.70 - tolerance <= cohort.share_with(cohort.read("radiotherapy")) <= 0.85
    rows = cohort.assessments
    is_complete = (
        (rows["ymrtrg"] == "1")
        & rows["dre"].isin(("normal", "scar"))
        & rows["endoscopy"].isin(("no_tumour", "white_scar"))
    )
    assert 0.06 <= cohort.share_with(rows[is_complete]) <= 0.18


def test_rectal_margins(drawn: tuple[Cohort, float]) -> None:
    cohort, tolerance = drawn
    procedures = cohort.operations["rectal_procedure"]
    resected = cohort.operations[~procedures.isin(("", "exploration_only", "local_excision"))]
    known = resected[~resected["circumferential_margin_mm"].isin(MISSING)]
    known = known[(known["distal_margin_mm"] == "NA") | ~known["distal_margin_mm"].isin(MISSING)]
    is_clear = (number(known["circumferential_margin_mm"]) > 1) | (
        known["circumferential_margin_qualifier"] == ">"
    )
    is_long = (known["distal_margin_mm"] == "NA") | (number(known["distal_margin_mm"]) >= 10)
    assert (is_clear & is_long).mean() == pytest.approx(0.89, abs=0.01 + tolerance)


def test_liver_margins_response_and_ablation(drawn: tuple[Cohort, float]) -> None:
    cohort, tolerance = drawn
    nodules = cohort.treatments[cohort.treatments["kind"] == "resection"]
    margin, viable = number(nodules["liver_margin_mm"]), number(nodules["viable_percent"])
    is_known, is_clear = margin.notna() | (viable == 0), (margin > 1) | (viable == 0)
    patients = nodules["patient_id"]
    is_all_known = is_known.groupby(patients).all()
    assert 0.70 <= is_clear.groupby(patients).all()[is_all_known].mean() <= 0.90
    mean = viable.groupby(patients).mean().dropna()
    assert 0.06 <= (mean == 0).mean() <= 0.15
    assert (mean >= 50).mean() == pytest.approx(0.45, abs=0.02 + tolerance)
    treated = cohort.treatments["patient_id"].nunique()
    ablated = cohort.treatments[cohort.treatments["kind"].isin(("rfa", "mwa"))]
    assert ablated["patient_id"].nunique() / treated == pytest.approx(0.25, abs=0.03 + tolerance)


@pytest.mark.parametrize(
    ("site", "any_range", "severe_range"),
    [("rectum", (0.30, 0.55), (0.10, 0.25)), ("liver", (0.30, 0.55), (0.10, 0.22)),
     ("both", (0.30, 0.62), (0.20, 0.35))],
)  # fmt: skip
def test_morbidity_and_mortality(
    drawn: tuple[Cohort, float],
    site: str,
    any_range: tuple[float, float],
    severe_range: tuple[float, float],
) -> None:
    cohort, _ = drawn
    operations = cohort.operations[cohort.operations["site"] == site]
    stated = operations["complications_30d"]
    share = (stated == "yes").sum() / stated.isin(("yes", "no")).sum()
    assert any_range[0] <= share <= any_range[1]
    keys = ["patient_id", "operation_no"]
    told = cohort.read("complications").merge(operations[keys], on=keys)
    severe = told[told["clavien_grade"].isin(SEVERE)].drop_duplicates(keys)
    assert severe_range[0] <= len(severe) / len(operations) <= severe_range[1]
    deaths = operations.merge(cohort.patients[["patient_id", "death_date"]], on="patient_id")
    survived = (day(deaths["death_date"]) - day(deaths["operation_date"])).dt.days
    assert (survived <= 30).mean() <= 0.025
    assert 0.004 <= (survived <= 90).mean() <= 0.04


def test_intervals(drawn: tuple[Cohort, float]) -> None:
    cohort, _ = drawn
    start = day(cohort.patients.set_index("patient_id")["folfirinox_start_date"])
    cycles = cohort.read("chemotherapy").query("phase == 'induction'").set_index("patient_id")
    assert 8 <= (day(cycles["end_date"]) - start).dt.days.median() / 7 <= 20
    first = {
        site: cohort.operations[cohort.operations["site"] == site].drop_duplicates("patient_id")
        for site in ("rectum", "liver")
    }
    days = {
        site: day(rows.set_index("patient_id")["operation_date"]) for site, rows in first.items()
    }
    between = (days["rectum"] - days["liver"]).abs().dt.days.dropna() / 7
    assert 5 <= between.median() <= 20


@pytest.mark.parametrize(
    ("table", "column", "code", "average"),
    [("patients", "cea_ng_ml", "ND", 0.10), ("patients", "kras", "ND", 0.05),
     ("operations", "circumferential_margin_mm", "NK", 0.06),
     ("assessments", "ymrtrg", "ND", 0.15)],
)  # fmt: skip
def test_missing_values(
    drawn: tuple[Cohort, float], table: str, column: str, code: str, average: float
) -> None:
    cohort, tolerance = drawn
    rows = cohort.read(table)
    if table == "assessments":
        rows = rows[rows["timepoint"].isin(("end_folfirinox", "end_neoadjuvant"))]
    rows = rows[~rows[column].isin(("", "NA", "NV"))]
    diagnosed = cohort.patients.set_index("patient_id")["rectal_diagnosis_date"]
    is_old = (rows["patient_id"].map(diagnosed) < "2025-06-01").to_numpy()
    is_missing = (rows[column] == code).to_numpy()
    assert is_missing.mean() == pytest.approx(average, abs=0.008 + tolerance)
    old, new = is_missing[is_old], is_missing[~is_old]
    ratio = old.mean() / new.mean()
    standard_error = ratio * (1 / old.sum() + 1 / new.sum()) ** 0.5
    assert ratio == pytest.approx(2.0, abs=4 * standard_error)
