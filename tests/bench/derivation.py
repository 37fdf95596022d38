"""Time to derive and store the values of every patient, to trace those of one, to open the model.

Run in a process of its own with ``SYNCHRONOX_STORE`` set: prints one line of JSON.
"""

import json
import os
import statistics
import time

from synchronox_core.config import REPOSITORY, Settings
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.deliveries.derived_values import ensure_derived, has_derived
from synchronox_core.services.endpoints import explain
from synchronox_core.services.patients.patient_records import read_record
from synchronox_core.services.prediction.predictor import open_predictor
from synchronox_core.store import Store, open_store

MODELS = REPOSITORY / "models"
TRACED_PATIENTS = 25


def time_derivation(store: Store) -> float:
    """Seconds to derive and store all values; those already stored are removed first."""
    if has_derived(store):
        for path in store.directory.glob("derived_*"):
            path.unlink()
    started = time.perf_counter()
    ensure_derived(store)
    return time.perf_counter() - started


def time_on_one_core(store: Store) -> float:
    """As ``time_derivation``, by this process alone."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        return time_derivation(store)
    finally:
        os.sched_setaffinity(0, cores)


def time_model(store: Store) -> float:
    """Seconds to open the shipped model, its libraries imported."""
    open_predictor(store, MODELS)
    started = time.perf_counter()
    open_predictor(store, MODELS)
    return time.perf_counter() - started


def time_trace(store: Store) -> float:
    """Median seconds to read one patient and explain every answer."""
    patient_ids = sorted(store.patient_ids())
    times = []
    for patient_id in patient_ids[:: len(patient_ids) // TRACED_PATIENTS]:
        started = time.perf_counter()
        explain(read_record(store, patient_id), ProtocolSettings(), "en")
        times.append(time.perf_counter() - started)
    return statistics.median(times)


if __name__ == "__main__":
    kept = open_store(Settings.from_environ(os.environ).store_directory)
    times = {
        "one_core": time_on_one_core(kept),
        "derivation": time_derivation(kept),
        "trace": time_trace(kept),
        "model": time_model(kept),
    }
    print(json.dumps(times))
