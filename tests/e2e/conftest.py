"""A real server and a real browser (Debian's Chromium)."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from synchronox_core.config import REPOSITORY
from synchronox_core.store import Store

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
READY = (
    "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
)
START_SECONDS = 60
WAIT_MS = 60_000
GRAVE = {"serious", "critical"}

StartServer = Callable[[Path], str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_health(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped before it answered"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer from the server within {START_SECONDS} s")


@pytest.fixture(scope="session")
def start_server() -> Iterator[StartServer]:
    """Start a server on a store and return its address; every server ends with the run."""
    running: list[subprocess.Popen[bytes]] = []

    def start(store: Path) -> str:
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py",
             "--server.port", str(port), "--server.headless", "true"],
            cwd=REPOSITORY,
            env={**os.environ, "SYNCHRONOX_STORE": str(store)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        running.append(process)
        address = f"http://127.0.0.1:{port}"
        wait_for_health(address, process)
        return address

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def demo_directory(demo_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the store with the shipped synthetic cohort."""
    directory = tmp_path_factory.mktemp("e2e") / "store"
    shutil.copytree(demo_store.directory, directory)
    return directory


@pytest.fixture(scope="session")
def demo_server(start_server: StartServer, demo_directory: Path) -> str:
    """Address of a server on the shipped synthetic cohort."""
    return start_server(demo_directory)


@pytest.fixture(scope="session")
def empty_server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of a server on a store never written to."""
    return start_server(tmp_path_factory.mktemp("empty") / "store")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh session on a laptop's screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


def open_address(page: Page, address: str) -> None:
    """Go to an address and wait until the script has run."""
    page.goto(address)
    wait_until_ready(page)


def wait_until_ready(page: Page) -> None:
    """Wait until the script is not running and the page has settled."""
    page.wait_for_selector(READY)
    page.wait_for_timeout(300)
    page.wait_for_selector(READY)


def grave_faults(page: Page) -> list[tuple[str, str, int]]:
    """Accessibility faults of level serious or worse: rule, level, places."""
    violations = Axe().run(page).response["violations"]
    return [(v["id"], v["impact"], len(v["nodes"])) for v in violations if v["impact"] in GRAVE]
