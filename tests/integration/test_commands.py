"""The commands as a script calls them: exit codes, one JSON document, one clear line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from synchronox_core.commands.program import main
from synchronox_core.config import REPOSITORY
from tests.lib.bundles import BundleFolder


@pytest.fixture
def bundle(tmp_path: Path) -> BundleFolder:
    """A copy of the valid sample delivery."""
    return BundleFolder(tmp_path / "delivery")


@pytest.fixture
def call(tmp_path: Path, capsys):
    """Call a command on a store of the test: exit code, JSON document, standard error."""

    def run(*words: object, environ: dict[str, str] | None = None):
        arguments = [str(word) for word in words]
        arguments += ["--store", str(tmp_path / "store"), "--json"]
        code = main(arguments, environ or {})
        said = capsys.readouterr()
        return code, json.loads(said.out), said.err

    return run


def test_check_of_a_valid_delivery_is_ready_and_changes_nothing(call, bundle, tmp_path):
    code, document, _ = call("check", bundle.path)
    assert (code, document["verdict"]) == (0, "ready")
    # The pathologist's R0 at exactly 1 mm is none by the record.
    assert [found["code"] for found in document["findings"]] == ["PATHOLOGIST_R0_DIFFERS"]
    assert document["counts"]["patients.csv"] == {
        "records": 12, "clean": 12, "held_back": 0, "blank": 0, "privacy": 0,
    }  # fmt: skip
    assert not (tmp_path / "store").exists()


def test_check_of_a_refused_delivery_ends_with_one_and_one_line(call, bundle):
    bundle.change_manifest(study="NCT00000000")
    code, document, told = call("check", bundle.path)
    assert (code, document["verdict"]) == (1, "refused")
    assert {f["level"] for f in document["findings"]} == {"F"}
    assert "Nothing was changed" in told.strip().splitlines()[-1]


def test_check_of_a_missing_path_is_told_without_a_traceback(call, tmp_path):
    code, document, told = call("check", tmp_path / "nowhere")
    assert (code, document["verdict"]) == (1, "refused")
    assert "Traceback" not in told


def test_import_gives_the_keys_of_the_contract(call, bundle):
    code, document, _ = call("import", bundle.path)
    assert code == 0
    assert document["verdict"] == "ready"
    assert (document["extract_id"], document["imported"]) == (1, True)
    assert len(document["sha256"]) == 64


def test_import_of_the_same_content_again_is_no_fault(call, bundle):
    call("import", bundle.path)
    code, document, _ = call("import", bundle.path)
    assert (code, document["extract_id"], document["imported"]) == (0, 1, False)


def test_refused_import_names_the_option_that_lifts_it(call, bundle):
    bundle.replace("events.csv", "SYN-INA-0002,1,2024", "SYN-INA-9999,1,2024")
    code, document, told = call("import", bundle.path)
    assert (code, document["imported"], document["extract_id"]) == (1, False, None)
    assert "--accept-held-back" in told.strip().splitlines()[-1]
    assert call("import", bundle.path, "--accept-held-back")[0] == 0


def test_extracts_rollback_and_diff_tell_the_way_back(call, bundle):
    call("import", bundle.path)
    bundle.change_manifest(extract_at="2026-07-31T08:00:00Z")
    bundle.replace(
        "operations.csv", "coloanal_anastomosis,,,2.5,,15,", "coloanal_anastomosis,,,2.5,,12,"
    )
    call("import", bundle.path)

    _, kept, _ = call("extracts")
    assert (kept["current"], [e["extract_id"] for e in kept["extracts"]]) == (2, [2, 1])

    _, difference, _ = call("diff", 1, 2)
    assert (difference["patients_added"], difference["patients_gone"]) == ([], [])
    (cell,) = difference["cells"]
    assert (cell["table"], cell["column"]) == ("operations", "distal_margin_mm")
    assert (float(cell["old"]), float(cell["new"])) == (15.0, 12.0)
    assert difference["endpoint_flips"] == []

    code, document, _ = call("rollback", 1)
    assert (code, document) == (0, {"extract_id": 1})
    assert call("extracts")[1]["current"] == 1


@pytest.mark.parametrize("words", [("rollback", 9), ("diff", 1, 9)])
def test_unknown_extract_is_refused_in_one_line(call, bundle, words):
    call("import", bundle.path)
    code, document, told = call(*words)
    assert code == 1
    assert document["message"] == told.strip()
    assert "Traceback" not in told


def test_extracts_of_an_empty_store_is_an_empty_list(call):
    code, document, _ = call("extracts")
    assert (code, document["current"], document["extracts"]) == (0, None, [])


def test_doctor_passes_on_a_sound_store_and_fails_on_a_damaged_one(call, bundle, tmp_path):
    call("import", bundle.path)
    code, document, _ = call("doctor")
    assert [c["message"] for c in document["checks"] if not c["passed"]] == []
    assert code == 0

    (tmp_path / "store" / "extract_000001.duckdb").write_bytes(b"not a database")
    code, document, _ = call("doctor")
    assert code == 1
    assert [c["name"] for c in document["checks"] if not c["passed"]] != []


def test_demo_writes_a_delivery_that_is_ready(call, tmp_path):
    code, document, _ = call("demo", "--patients", 20, "--seed", 7, "--out", tmp_path / "demo")
    assert (code, document["patients"]) == (0, 20)
    assert {"bundle.json", "patients.csv", "truth.csv"} <= set(document["files"])
    assert call("check", tmp_path / "demo")[1]["verdict"] == "ready"


def test_external_load_tells_rows_and_findings(call, public_data):
    code, document, _ = call("external", "load", "crlm_tcia", public_data / "crlm_tcia")
    assert (code, document["rows"]) == (0, 197)
    assert document["findings"] != []


def test_sentences_follow_the_language_of_the_environment(call, tmp_path):
    _, document, _ = call("rollback", 1, environ={"SYNCHRONOX_LANGUAGE": "fr"})
    english = call("rollback", 1)[1]
    assert document["error"] == english["error"]
    assert document["message"] != english["message"]


@pytest.mark.parametrize(
    "words",
    [
        ("no-such-command",),
        ("rollback", "first"),
        ("rollback", "0"),
        ("import", "somewhere", "--as-of", "31/12/2026"),
        ("demo", "--patients", "many", "--out", "x"),
        ("demo", "--dirt", "2", "--out", "x"),
        ("external", "load", "no_such_cohort", "x"),
    ],
)
def test_wrong_usage_ends_with_two(words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(list(words), {})
    assert caught.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_wrong_setting_ends_with_two(capsys):
    assert main(["extracts"], {"SYNCHRONOX_LANGUAGE": "xx"}) == 2
    assert "SYNCHRONOX_LANGUAGE" in capsys.readouterr().err


def test_program_as_a_script_calls_it_prints_json_only(bundle, tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "synchronox_core", "import", str(bundle.path), "--json",
         "--store", str(tmp_path / "store")],
        cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0
    assert json.loads(run.stdout)["extract_id"] == 1
    assert "Checking" in run.stderr
