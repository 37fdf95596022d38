"""Server time of a page alone: first run on an extract, and a rerun with its answers kept.

The processor time of the first run stands beside it: it is the same on a busy machine. What the
server computes ahead, off the page's thread, is waited for. Run in a process of its own with
``SYNCHRONOX_STORE`` set: prints one line of JSON.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from synchronox_core.config import REPOSITORY
from synchronox_core.services.computations import find_computation

RERUNS = 7
TIMEOUT_SECONDS = 120


def time_page(file: str) -> dict[str, float]:
    """Seconds of the first run (nothing kept yet, imports done), of the processor, of a rerun."""
    app = AppTest.from_file(
        str(REPOSITORY / "pages/frame/main.py"), default_timeout=TIMEOUT_SECONDS
    )
    app.run()
    worked = time.process_time()
    first = _seconds(lambda: app.switch_page(file).run())
    processor = time.process_time() - worked
    if app.exception or app.error:
        raise RuntimeError(f"{file} shows a fault")
    reruns = [_seconds(app.run) for _ in range(RERUNS)]
    return {"first": first, "processor": processor, "rerun": statistics.median(reruns)}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def warm_up_to_the_end() -> None:
    """Warm up as the server does, and wait for what it computes ahead."""
    from app import warm_up
    from pages.components import data_access, pair_judgement

    warm_up()
    judged = find_computation(data_access.computation_key(pair_judgement.NAME))
    if judged is not None:
        judged.wait()


if __name__ == "__main__":
    warm_up_to_the_end()
    print(json.dumps({file: time_page(file) for file in sys.argv[1:]}))
