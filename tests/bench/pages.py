"""Server time of a page on a warm server: first run on an extract, and a rerun with answers kept.

What the server does ahead in the background is waited for, where it is a matter of seconds.

Run in a process of its own with ``SYNCHRONOX_STORE`` set: prints one line of JSON.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from synchronox_core.config import REPOSITORY

RERUNS = 7
TIMEOUT_SECONDS = 120


def time_page(file: str) -> dict[str, float]:
    """Seconds of the first run (nothing kept yet, imports done) and the median rerun."""
    app = AppTest.from_file(
        str(REPOSITORY / "pages/frame/main.py"), default_timeout=TIMEOUT_SECONDS
    )
    app.run()
    first = _seconds(lambda: app.switch_page(file).run())
    if app.exception or app.error:
        raise RuntimeError(f"{file} shows a fault")
    reruns = [_seconds(app.run) for _ in range(RERUNS)]
    return {"first": first, "rerun": statistics.median(reruns)}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    from app import JUDGED_AHEAD_PATIENTS, warm_up
    from pages.components import data_access, pair_judgement

    warm_up()
    extract = data_access.current_extract()
    if extract is not None and extract.patients <= JUDGED_AHEAD_PATIENTS:
        pair_judgement.judge_ahead().wait()

    print(json.dumps({file: time_page(file) for file in sys.argv[1:]}))
