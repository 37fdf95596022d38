"""``endpoints``, ``explain`` and ``scores`` as a script calls them."""

import csv
import io
import json
import subprocess
import sys

import pytest

from synchronox_core.commands.program import main
from synchronox_core.config import REPOSITORY
from synchronox_core.text import text

CONTRACT_COLUMNS = [
    "patient_id", "centre_id", "cohort", "eligible", "eligibility_reasons", "strategy_planned",
    "strategy_performed", "complete_treatment", "complete_treatment_reason",
    "complete_treatment_date", "rectal_r0", "liver_r0", "organ_preservation",
    "clinical_complete_response", "ymrtrg", "recist", "recist_record", "rodel", "blazer",
    "clavien_rectum_30d", "clavien_liver_30d", "cci_rectum", "cci_liver", "death_30d_rectum",
    "death_30d_liver", "death_90d_rectum", "death_90d_liver", "os_days", "os_event", "pfs_days",
    "pfs_event", "pfs_reason", "pfs_standard_days", "pfs_standard_event",
]  # fmt: skip
"""Columns as ``contract.md`` lists them."""

SCORE_COLUMNS = ["patient_id", "score", "moment", "low", "high", "group", "unknown_items"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, sample_bundle):
    """A store with the sample delivery."""
    folder = tmp_path_factory.mktemp("engine") / "store"
    assert main(["import", str(sample_bundle), "--store", str(folder)], {}) == 0
    return folder


@pytest.fixture
def call(folder, capsys):
    """Call a command: exit code, standard output, standard error."""
    capsys.readouterr()

    def run(*words):
        code = main([*map(str, words), "--store", str(folder)], {})
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def ask(call):
    """Call a command that succeeds, for its document."""

    def run(*words):
        code, out, _ = call(*words, "--json")
        assert code == 0
        return json.loads(out)

    return run


def row_of(document, patient_id):
    (row,) = [row for row in document["rows"] if row["patient_id"] == patient_id]
    return row


def test_endpoints_give_a_row_a_patient_with_the_columns_of_the_contract(ask):
    rows = ask("endpoints")["rows"]
    assert len(rows) == 12
    assert {tuple(row) for row in rows} == {tuple(CONTRACT_COLUMNS)}


def test_endpoints_say_what_they_depend_on(ask):
    document = ask("endpoints", "--setting", "ablation=thermal", "--as-of", "2025-01-31")
    assert document["as_of"] == "2025-01-31"
    assert document["settings"]["ablation"] == "thermal"
    assert ask("endpoints")["as_of"] == "2026-06-30"
    assert ask("extracts")["rules_version"] == document["rules_version"]


def test_stored_and_derived_endpoints_are_the_same_bytes(folder, call, tmp_path):
    files = [tmp_path / name for name in ("stored.csv", "derived.csv")]
    call("endpoints", "--out", files[0])
    hidden = [path.rename(tmp_path / path.name) for path in folder.glob("derived_*")]
    call("endpoints", "--out", files[1])
    assert list(folder.glob("derived_*")) == []
    for path in hidden:
        path.rename(folder / path.name)
    assert len(hidden) == 1
    assert files[0].read_bytes() == files[1].read_bytes()


def test_endpoints_hold_words_of_the_contract_only(ask):
    allowed = {
        "eligible": {"yes", "no", None},
        "complete_treatment": {"achieved", "not_achieved", "pending", "not_evaluable"},
        "rectal_r0": {"yes", "no", None},
        "liver_r0": {"yes", "no", None},
        "organ_preservation": {"yes", "no", None},
        "recist": {"CR", "PR", "SD", "PD", "NE", None},
        "blazer": {"complete", "major", "minor", None},
        "os_event": {0, 1, None},
        "pfs_event": {0, 1, None},
    }
    for row in ask("endpoints")["rows"]:
        strange = {name: row[name] for name, words in allowed.items() if row[name] not in words}
        assert strange == {}


def test_a_file_holds_the_same_rows_as_the_document(ask, call, tmp_path):
    file = tmp_path / "endpoints.csv"
    code, out, _ = call("endpoints", "--out", file)
    assert code == 0
    assert out.strip() == text("commands.rows_written", count=12, file=file)
    with file.open(encoding="utf-8", newline="") as stream:
        written = list(csv.DictReader(stream))
    told = ask("endpoints")["rows"]
    assert written == [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in told
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["endpoints.csv"]


def test_without_a_file_the_rows_are_csv_on_standard_output(call):
    code, out, _ = call("endpoints")
    rows = list(csv.reader(io.StringIO(out)))
    assert code == 0
    assert rows[0] == CONTRACT_COLUMNS
    assert len(rows) == 13


def test_a_reader_who_stops_early_is_no_fault(folder):
    words = [sys.executable, "-m", "synchronox_core", "explain", "SYN-INB-0001"]
    with subprocess.Popen(
        [*words, "--store", str(folder)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_file_that_cannot_be_written_is_told_in_one_line(call, tmp_path):
    code, _, told = call("endpoints", "--out", tmp_path / "nowhere" / "endpoints.csv")
    assert code == 1
    assert "nowhere" in told
    assert "Traceback" not in told


def test_a_setting_changes_the_answers_it_is_about(ask):
    standard = ask("endpoints", "--setting", "pfs=standard")
    default = ask("endpoints")
    for changed, row in zip(standard["rows"], default["rows"], strict=True):
        assert changed["pfs_days"] == row["pfs_standard_days"]
        others = {name for name in row if changed[name] != row[name]}
        assert others <= {"pfs_days", "pfs_event", "pfs_reason"}


def test_an_earlier_cut_takes_away_what_came_later(ask):
    day_before, that_day = (
        row_of(ask("endpoints", "--as-of", day), "SYN-INB-0001")
        for day in ("2024-07-07", "2024-07-08")
    )
    assert (day_before["strategy_performed"], day_before["rectal_r0"]) == ("none", None)
    assert (that_day["strategy_performed"], that_day["rectal_r0"]) == ("simultaneous", "no")


@pytest.mark.parametrize(
    "words",
    [
        ["endpoints", "--setting", "ablation"],
        ["endpoints", "--setting", "ablation=laser"],
        ["endpoints", "--setting", "no_such=1"],
        ["endpoints", "--as-of", "yesterday"],
        ["explain"],
    ],
)
def test_wrong_usage_ends_with_two_and_names_what_is_allowed(folder, capsys, words):
    try:
        code = main([*words, "--store", str(folder)], {})
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    assert capsys.readouterr().err.strip()


def test_explain_gives_each_answer_with_its_rule_and_the_cells_it_rests_on(ask):
    document = ask("explain", "SYN-INB-0001")
    items = {item["name"]: item for item in document["items"]}
    assert list(items) == CONTRACT_COLUMNS[2:]
    item = items["rectal_r0"]
    assert (item["value"], item["state"]) == ("no", "not_met")
    assert item["rule"] == text("rules.rectal_r0")
    assert item["source"] == text("rules.rectal_r0_source")
    cells = {(cell["file"], cell["line"], cell["column"]): cell["value"] for cell in item["inputs"]}
    assert cells["operations.csv", 7, "circumferential_margin_mm"] == 1.0


def test_explain_agrees_with_the_row_of_endpoints(ask):
    row = row_of(ask("endpoints"), "SYN-INA-0003")
    told = {item["name"]: item["value"] for item in ask("explain", "SYN-INA-0003")["items"]}
    assert told == {name: row[name] for name in told}


def test_explain_of_nobody_ends_with_one_and_one_line(call):
    code, _, told = call("explain", "SYN-INA-9999")
    assert code == 1
    assert told.strip() == text("errors.patient_unknown")


def test_explain_for_a_reader_names_the_file_and_line_of_each_cell(call):
    code, out, _ = call("explain", "SYN-INB-0001")
    assert code == 0
    assert "operations.csv:7 circumferential_margin_mm = 1.0" in out


def test_scores_give_a_row_a_patient_score_and_moment(ask):
    rows = ask("scores")["rows"]
    assert {tuple(row) for row in rows} == {tuple(SCORE_COLUMNS)}
    keys = [(row["patient_id"], row["score"], row["moment"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert {moment for _, _, moment in keys} == {"baseline", "restaging", "postoperative"}
    assert len({patient_id for patient_id, _, _ in keys}) == 12
    for row in rows:
        is_open = row["high"] is None or row["low"] < row["high"]
        assert row["high"] is None or row["low"] <= row["high"]
        assert is_open is bool(row["unknown_items"])


def test_scores_go_to_a_file_too(call, tmp_path):
    file = tmp_path / "scores.csv"
    assert call("scores", "--out", file)[0] == 0
    assert file.read_text(encoding="utf-8").splitlines()[0] == ",".join(SCORE_COLUMNS)


def test_an_empty_store_is_told(tmp_path, capsys):
    for words in (["endpoints"], ["explain", "SYN-INA-0001"], ["scores"]):
        assert main([*words, "--store", str(tmp_path / "empty")], {}) == 1
        assert "Traceback" not in capsys.readouterr().err
