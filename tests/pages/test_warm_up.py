"""What the server does before its first visitor."""

import pytest

import app
from pages.components import data_access, pair_judgement


@pytest.fixture
def done(monkeypatch):
    """What was asked for ahead."""
    done = []
    for name in ("predictor", "planned_courses"):
        monkeypatch.setattr(data_access, name, lambda name=name: done.append(name))
    monkeypatch.setattr(pair_judgement, "judge_ahead", lambda: done.append("pairs"))
    return done


@pytest.fixture
def demo_server(demo_store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))


@pytest.mark.usefixtures("demo_server")
def test_the_model_is_opened_and_its_pairs_are_judged_ahead(done):
    app.open_model_ahead()
    assert done == ["predictor", "planned_courses", "pairs"]


@pytest.mark.usefixtures("demo_server")
def test_in_a_large_store_the_pairs_wait_until_somebody_asks(done, monkeypatch):
    monkeypatch.setattr(app, "JUDGED_AHEAD_PATIENTS", 549)
    app.open_model_ahead()
    assert done == ["predictor", "planned_courses"]


def test_nothing_is_opened_in_an_empty_store(done, tmp_path, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(tmp_path / "none"))
    app.open_model_ahead()
    assert done == []
