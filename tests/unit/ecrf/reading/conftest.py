from pathlib import Path

import pytest

from tests.lib.bundles import BundleFolder


@pytest.fixture
def bundle(tmp_path: Path) -> BundleFolder:
    return BundleFolder(tmp_path / "freeze")
