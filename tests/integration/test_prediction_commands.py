"""``train``, ``evaluate``, ``predict`` and ``factors`` as a script calls them."""

import json

import pytest

from synchronox_core.commands.program import main
from synchronox_core.config import REPOSITORY

MODELS = {"SYNCHRONOX_MODELS": str(REPOSITORY / "models")}
PATIENT = "SYN-INB-0001"


@pytest.fixture
def ask(demo_store, capsys):
    """Call a command: exit code, its document, standard error."""

    def run(*words, environ=MODELS):
        capsys.readouterr()
        code = main([*words, "--store", str(demo_store.directory), "--json"], environ)
        said = capsys.readouterr()
        return code, json.loads(said.out), said.err

    return run


def test_predict_answers_the_contract(ask):
    code, document, _ = ask("predict", PATIENT)
    assert code == 0
    assert {"risk", "interval", "support", "applicability", "strategies"} <= set(document)
    assert set(document["support"]) == set(document["strategies"])
    assert document["interval"]["low"] < document["risk"] < document["interval"]["high"]


def test_predict_may_be_asked_as_of_the_diagnosis(ask):
    _, document, _ = ask("predict", PATIENT, "--moment", "diagnosis")
    assert (document["moment"], document["strategies"]) == ("diagnosis", {})
    assert document["predictors"]["recist"] is None


def test_evaluate_answers_the_contract(ask):
    code, document, _ = ask("evaluate")
    assert code == 0
    assert {"version", "performance"} <= set(document)
    assert (
        document["performance"]["restaging"]["by_centre"]["figures"]["c_statistic"]["value"] > 0.6
    )
    assert document["in_this_store"]["restaging"]["patients"] > 400


def test_factors_answer_the_contract(ask):
    code, document, _ = ask("factors")
    assert code == 0
    by_name = {factor["name"]: factor for factor in document["factors"]}
    assert len(by_name) == 11
    assert by_name["lesions"]["odds_ratio"] < 1


def test_an_unknown_patient_and_a_missing_model_are_refused(ask, tmp_path):
    code, document, said = ask("predict", "SYN-INB-9999")
    assert (code, document["error"]) == (1, "patient_unknown")
    assert len(said.splitlines()) == 1
    code, document, _ = ask("predict", PATIENT, environ={"SYNCHRONOX_MODELS": str(tmp_path)})
    assert (code, document["error"]) == (1, "no_model")


def test_train_refuses_a_store_of_too_few_patients(sample_bundle, tmp_path, capsys):
    store, models = str(tmp_path / "store"), tmp_path / "models"
    assert main(["import", str(sample_bundle), "--store", store], {}) == 0
    environ = {"SYNCHRONOX_MODELS": str(models)}
    assert main(["train", "--store", store], environ) == 1
    assert "100" in capsys.readouterr().err
    assert not models.exists()


@pytest.mark.slow
def test_training_twice_gives_the_same_bytes(ask, tmp_path):
    written = []
    for name in ("one", "two"):
        environ = {"SYNCHRONOX_MODELS": str(tmp_path / name)}
        code, document, _ = ask("train", "--replications", "5", environ=environ)
        assert code == 0
        assert {"version", "performance"} <= set(document)
        written.append(
            {p.name: p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
        )
    assert written[0] == written[1]
