"""A synthetic bundle is a valid delivery that realises its truth, whatever its size."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from synchronox_core.config import ReadingLimits
from synchronox_core.ecrf.model import Delivery
from synchronox_core.ecrf.reading import open_bundle
from synchronox_core.ecrf.tables import DEFAULT_MISSING_CODES, TABLES, Table
from synchronox_core.ecrf.validation import validate_delivery
from synchronox_core.synthetic import Options, write_synthetic_cohort
from tests.lib.declared_cells import fault_of

CUT = date(2028, 12, 31)
STRATEGIES = ("simultaneous", "rectum_first", "liver_first", "adaptive")


def read_rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def content_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def check(folder: Path) -> Delivery:
    with open_bundle(folder, ReadingLimits()) as bundle:
        return validate_delivery(bundle)


def key_of(row: dict[str, str], columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[column] for column in columns)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic") / "bundle"
    write_synthetic_cohort(folder, patients=700, seed=5)
    return folder


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_cell_follows_the_declaration(bundle: Path, table: Table) -> None:
    rows = read_rows(bundle, table.file)
    faults = {
        (name, row[name], fault)
        for row in rows
        for name, column in table.columns.items()
        if (fault := fault_of(column, row[name]))
    }
    assert rows
    assert list(rows[0]) == list(table.columns)
    assert faults == set()


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_keys_are_unique_and_parents_exist(bundle: Path, table: Table) -> None:
    rows = read_rows(bundle, table.file)
    assert len({key_of(row, table.key) for row in rows}) == len(rows)
    for parent in table.parents:
        known = {
            key_of(row, parent.parent_columns) for row in read_rows(bundle, f"{parent.parent}.csv")
        }
        named = {key_of(row, parent.columns) for row in rows if row[parent.columns[-1]]}
        assert named <= known


def days_in(folder: Path) -> Iterator[tuple[str, str, date]]:
    for table in TABLES.values():
        dated = [name for name, column in table.columns.items() if column.type == "date"]
        for row in read_rows(folder, table.file):
            for name in dated:
                if row[name] and row[name] not in DEFAULT_MISSING_CODES:
                    yield table.name, name, date.fromisoformat(row[name])


def test_no_day_lies_after_the_data_cut(bundle: Path) -> None:
    assert [found for found in days_in(bundle) if found[2] > CUT] == []


def test_the_import_has_nothing_to_hold_back_or_set_aside(bundle: Path) -> None:
    delivery = check(bundle)
    assert delivery.verdict == "ready"
    assert {finding.code for finding in delivery.findings} <= {"FILES_IGNORED", "IMPLAUSIBLE"}


def test_truth_has_the_columns_of_the_contract_and_a_row_a_patient(bundle: Path) -> None:
    rows = read_rows(bundle, "truth.csv")
    families = ("propensity", "risk", "risk_performed", "outcome")
    expected = ["patient_id", "centre_effect"]
    expected += [f"{family}_{strategy}" for family in families for strategy in STRATEGIES]
    assert list(rows[0]) == [*expected, "strategy_planned"]
    assert [row["patient_id"] for row in rows] == [
        row["patient_id"] for row in read_rows(bundle, "patients.csv")
    ]
    for row in rows:
        shares = [float(row[f"propensity_{strategy}"]) for strategy in STRATEGIES]
        assert sum(shares) == pytest.approx(1.0, abs=1e-5)
        assert all(0.0 < float(row[f"risk_{strategy}"]) < 1.0 for strategy in STRATEGIES)
        assert {row[f"outcome_{strategy}"] for strategy in STRATEGIES} <= {"0", "1"}


def test_a_strategy_written_is_the_one_planned(bundle: Path) -> None:
    planned = {row["patient_id"]: row["strategy_planned"] for row in read_rows(bundle, "truth.csv")}
    written = read_rows(bundle, "patients.csv")
    known = [row for row in written if row["strategy_planned"] not in DEFAULT_MISSING_CODES]
    assert all(planned[row["patient_id"]] == row["strategy_planned"] for row in known)
    assert len(known) < len(written)


def test_the_same_seed_gives_the_same_bytes(bundle: Path, tmp_path: Path) -> None:
    write_synthetic_cohort(tmp_path / "again", patients=700, seed=5)
    assert content_of(tmp_path / "again") == content_of(bundle)


def test_another_seed_gives_other_patients(bundle: Path, tmp_path: Path) -> None:
    write_synthetic_cohort(tmp_path / "other", patients=700, seed=6)
    assert (tmp_path / "other" / "patients.csv").read_bytes() != (
        bundle / "patients.csv"
    ).read_bytes()


@pytest.mark.parametrize("patients", [1, 2, 37])
def test_small_cohorts_are_valid_too(tmp_path: Path, patients: int) -> None:
    summary = write_synthetic_cohort(tmp_path / "small", patients=patients, seed=3)
    delivery = check(tmp_path / "small")
    assert summary.patients == len(delivery.tables["patients"]) == patients
    assert delivery.verdict == "ready"


def test_dirt_brings_findings_of_every_level_and_changes_no_patient_behind(
    bundle: Path, tmp_path: Path
) -> None:
    write_synthetic_cohort(tmp_path / "dirty", patients=700, seed=5, dirt=0.05)
    assert (tmp_path / "dirty" / "truth.csv").read_bytes() == (bundle / "truth.csv").read_bytes()
    delivery = check(tmp_path / "dirty")
    assert delivery.verdict == "ready_with_holdbacks"
    assert {finding.level.value for finding in delivery.findings} == {"B", "C", "W", "P", "N"}


def test_scenarios_change_what_they_are_about_and_nothing_else(
    bundle: Path, tmp_path: Path
) -> None:
    write_synthetic_cohort(
        tmp_path / "null", patients=700, seed=5, options=Options(strategy_effect=False)
    )
    columns = ("patient_id", "age_at_diagnosis_years", "cea_ng_ml", "inclusion_date", "kras")
    shipped, null = (read_rows(folder, "patients.csv") for folder in (bundle, tmp_path / "null"))
    assert [row["age_at_diagnosis_years"] for row in shipped] == [
        row["age_at_diagnosis_years"] for row in null
    ]
    assert [key_of(row, columns[:1]) for row in shipped] == [
        key_of(row, columns[:1]) for row in null
    ]
    truth = read_rows(tmp_path / "null", "truth.csv")
    assert all(len({row[f"risk_{strategy}"] for strategy in STRATEGIES}) == 1 for row in truth)
