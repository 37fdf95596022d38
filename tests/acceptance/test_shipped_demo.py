"""The cohort in ``data/demo`` is the one its README says, byte for byte."""

import csv
import json
from pathlib import Path

from synchronox_core.synthetic import write_synthetic_cohort

PATIENTS = 550
SEED = 2026


def test_shipped_cohort_is_what_the_command_writes(demo_bundle: Path, tmp_path: Path) -> None:
    write_synthetic_cohort(tmp_path / "demo", patients=PATIENTS, seed=SEED)
    made = {file.name: file.read_bytes() for file in (tmp_path / "demo").iterdir()}
    shipped = {file.name: file.read_bytes() for file in demo_bundle.iterdir()}
    assert made.keys() == shipped.keys()
    assert [name for name in made if made[name] != shipped[name]] == []


def test_shipped_cohort_says_that_it_is_synthetic(demo_bundle: Path) -> None:
    manifest = json.loads((demo_bundle / "bundle.json").read_text(encoding="utf-8"))
    assert manifest["synthetic"] is True
    assert "No row describes a person" in manifest["note"]


def test_shipped_cohort_fills_every_table(demo_bundle: Path) -> None:
    manifest = json.loads((demo_bundle / "bundle.json").read_text(encoding="utf-8"))
    rows = {file["name"]: file["rows"] for file in manifest["files"]}
    assert rows["patients.csv"] == PATIENTS
    assert rows["centres.csv"] == 25
    assert min(rows.values()) > 0


def test_command_of_the_readme_is_the_one_tested(demo_bundle: Path) -> None:
    readme = (demo_bundle.parent / "README.md").read_text(encoding="utf-8")
    assert f"demo --patients {PATIENTS} --seed {SEED} --out data/demo" in readme


def test_cohorts_of_the_demo_are_340_and_210(demo_bundle: Path) -> None:
    with (demo_bundle / "patients.csv").open(encoding="utf-8", newline="") as stream:
        days = [row["rectal_diagnosis_date"] for row in csv.DictReader(stream)]
    assert sum(day < "2025-06-01" for day in days) == 340
