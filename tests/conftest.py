"""What every test may ask for: the sample delivery, a store, the public data sets."""

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from synchronox_core.config import REPOSITORY, Settings
from synchronox_core.services.deliveries.importing import commit_import, preview_import
from synchronox_core.store import Store, open_store

# The same examples in every run, and no time limit: the machines are noisy.
hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis_settings.load_profile("repeatable")

SAMPLE = Path(__file__).parent / "fixtures" / "good_exports" / "sample_bundle"
DEMO = REPOSITORY / "data" / "demo"


@pytest.fixture(scope="session")
def sample_bundle() -> Path:
    """A valid delivery of 12 invented patients that fills every table."""
    return SAMPLE


@pytest.fixture(scope="session")
def demo_bundle() -> Path:
    """The shipped synthetic cohort of 550 patients."""
    return DEMO


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a store of its own, still empty."""
    return Settings(store_directory=tmp_path / "store")


@pytest.fixture
def store(settings: Settings) -> Store:
    """An empty store."""
    return open_store(settings.store_directory)


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the shipped synthetic cohort; tests only read it."""
    directory = tmp_path_factory.mktemp("demo") / "store"
    store = open_store(directory)
    preview = preview_import(DEMO, Settings(store_directory=directory), store)
    commit_import(preview, store, accept_held_back=True)
    return store


@pytest.fixture(scope="session")
def public_data() -> Path:
    """Folder of the public data sets; the test is skipped where they are absent."""
    folder = Path(os.environ.get("SYNCHRONOX_PUBLIC_DATA", REPOSITORY / "data" / "public"))
    if not folder.is_dir():
        pytest.skip(f"public data sets absent: {folder} (set SYNCHRONOX_PUBLIC_DATA)")
    return folder
