"""Trial / Import without a browser: check by path, preview, decision, history, way back."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.frame import ADDRESSES
from synchronox_core.config import REPOSITORY
from synchronox_core.services.deliveries.import_jobs import JobState, current_job, discard_job
from synchronox_core.store import open_store
from synchronox_core.text import text
from tests.lib.bundles import BundleFolder

PAGES = REPOSITORY / "pages"
WAIT_SECONDS = 60


@pytest.fixture(autouse=True)
def free_slot():
    """No import before or after a test."""
    discard_job()
    yield
    if current_job() is not None:
        current_job().wait(WAIT_SECONDS)
    discard_job()


@pytest.fixture
def bundle(tmp_path: Path) -> BundleFolder:
    """A copy of the valid sample delivery."""
    return BundleFolder(tmp_path / "delivery")


@pytest.fixture
def app(tmp_path: Path, monkeypatch) -> AppTest:
    """The import page on an empty store."""
    monkeypatch.setenv("SYNCHRONOX_STORE", str(tmp_path / "store"))
    opened = AppTest.from_file(str(PAGES / "frame" / "main.py"), default_timeout=60)
    opened.run()
    return opened.switch_page(str(PAGES / ADDRESSES["import"])).run()


def press(app: AppTest, key: str) -> AppTest:
    [button] = [button for button in app.button if button.label == text(key)]
    return button.click().run()


def is_enabled(app: AppTest, key: str) -> bool:
    [button] = [button for button in app.button if button.label == text(key)]
    return not button.disabled


def check(app: AppTest, bundle: BundleFolder) -> AppTest:
    """Ask for a check by path, wait, and look again."""
    app.text_input(key="import_path").set_value(str(bundle.path)).run()
    press(app, "import.check_path")
    current_job().wait(WAIT_SECONDS)
    return app.run()


def said(app: AppTest) -> str:
    return " ".join(e.value for e in (*app.success, *app.warning, *app.error, *app.info))


def test_valid_delivery_is_previewed_then_imported_and_listed(app, bundle, tmp_path):
    check(app, bundle)
    assert text("import.verdict_ready") in said(app)
    assert open_store(tmp_path / "store").catalogue().current is None
    press(app, "import.confirm")
    current_job().wait(WAIT_SECONDS)
    app.run()
    assert text("import.imported_as", extract_id=1, count=12) in said(app)
    history = app.dataframe[-1].value
    assert history[text("import.patients")].tolist() == [12]


def test_refused_delivery_cannot_be_imported_and_says_why(app, bundle):
    bundle.change_manifest(study="NCT00000000")
    check(app, bundle)
    assert text("import.verdict_refused") in said(app)
    assert not is_enabled(app, "import.confirm")


def test_rows_held_back_are_imported_only_when_accepted(app, bundle):
    bundle.replace("events.csv", "SYN-INA-0002,1,2024", "SYN-INA-9999,1,2024")
    check(app, bundle)
    assert not is_enabled(app, "import.confirm")
    app.checkbox(key="import_accept").check().run()
    assert is_enabled(app, "import.confirm")


def test_older_delivery_waits_for_a_reason(app, bundle):
    check(app, bundle)
    press(app, "import.confirm")
    current_job().wait(WAIT_SECONDS)
    app.run()
    bundle.change_manifest(extract_at="2026-01-31T08:00:00Z")
    check(app, bundle)
    assert not is_enabled(app, "import.confirm")
    app.text_input(key="import_reason").set_value("wrong file sent before").run()
    assert is_enabled(app, "import.confirm")


def test_cancelled_delivery_is_forgotten(app, bundle):
    check(app, bundle)
    press(app, "import.cancel")
    assert current_job() is None
    assert text("import.source") in [header.value for header in app.header]


def test_way_back_needs_a_reason_and_moves_the_pointer(app, bundle, tmp_path):
    for day in ("2026-06-30", "2026-07-31"):
        bundle.change_manifest(extract_at=f"{day}T08:00:00Z")
        check(app, bundle)
        press(app, "import.confirm")
        current_job().wait(WAIT_SECONDS)
        assert current_job().state is JobState.DONE
        app.run()
    assert not is_enabled(app, "import.go_back")
    app.text_input(key="rollback_reason").set_value("the second one was incomplete").run()
    press(app, "import.go_back")
    catalogue = open_store(tmp_path / "store").catalogue()
    assert catalogue.current.extract_id == 1
    assert len(catalogue.extracts) == 2


def test_path_that_is_no_delivery_is_told_without_a_traceback(app, tmp_path, bundle):
    bundle.path = tmp_path / "nowhere"
    check(app, bundle)
    assert not app.exception
    assert text("import.verdict_refused") in said(app)
