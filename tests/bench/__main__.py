"""``make bench``: import, derivation, endpoints and pages at 550 and 100,000 patients, one table.

``python -m tests.bench 550`` measures one size. Cohorts are kept in ``build/bench``.
"""

import json
import shutil
import sys
from pathlib import Path

from pages.components.frame import ADDRESSES
from synchronox_core.config import REPOSITORY
from tests.bench.measure import measure

SIZES = (550, 100_000)
FOLDER = REPOSITORY / "build" / "bench"
SEED = 2026
PAGES = {address: f"../{file}" for address, file in ADDRESSES.items()}


def bench(patients: int) -> None:
    """Measure one size and print its lines."""
    bundle = FOLDER / f"cohort_{patients}_{SEED}"
    if not (bundle / "bundle.json").exists():
        written = measure(
            "synchronox_core",
            "demo",
            "--patients",
            str(patients),
            "--seed",
            str(SEED),
            "--out",
            str(bundle),
        )
        show(patients, "demo", written.seconds, written.peak_mib)
    store = FOLDER / f"store_{patients}"
    shutil.rmtree(store, ignore_errors=True)
    checked = measure("synchronox_core", "check", str(bundle), "--store", str(store))
    show(patients, "check", checked.seconds, checked.peak_mib)
    imported = measure("synchronox_core", "import", str(bundle), "--store", str(store))
    show(patients, "import", imported.seconds, imported.peak_mib)
    bench_derivation(patients, store)
    for command in ("endpoints", "scores"):
        file = FOLDER / f"{command}_{patients}.csv"
        derived = measure("synchronox_core", command, "--store", str(store), "--out", str(file))
        show(patients, command, derived.seconds, derived.peak_mib)
    bench_pages(patients, store)


def bench_derivation(patients: int, store: Path) -> None:
    """Measure the derivation of every stored value, the trace of one patient, opening the model."""
    run = measure("tests.bench.derivation", environ={"SYNCHRONOX_STORE": str(store)})
    times = json.loads(run.output)
    show(patients, "derivation, one core", times["one_core"])
    show(patients, "derivation, all cores", times["derivation"], run.peak_mib)
    show(patients, "trace of one patient", times["trace"])
    show(patients, "opening the model", times["model"])


def bench_pages(patients: int, store: Path) -> None:
    """Measure each page on a store."""
    run = measure("tests.bench.pages", *PAGES.values(), environ={"SYNCHRONOX_STORE": str(store)})
    times = json.loads(run.output)
    for name, file in PAGES.items():
        show(patients, f"page {name}, first", times[file]["first"])
        show(patients, f"page {name}, first, CPU", times[file]["processor"])
        show(patients, f"page {name}, again", times[file]["rerun"])


def show(patients: int, what: str, seconds: float, peak_mib: float | None = None) -> None:
    """Print one line."""
    memory = "" if peak_mib is None else f"{peak_mib:8.0f} MiB"
    print(f"{patients:>7}  {what:<38} {seconds:9.3f} s {memory}", flush=True)


if __name__ == "__main__":
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        bench(size)
