"""What changed from one extract to another, in the data and in the answers of the rules."""

from dataclasses import replace

from synchronox_core.services.deliveries.derived_values import derivation_of, ensure_derived
from synchronox_core.store import ExtractDifference, Store, diff_derived, diff_extracts
from synchronox_core.store.building import Progress, silent


def compare_extracts(
    store: Store, a: int, b: int, progress: Progress = silent
) -> ExtractDifference:
    """What changed from one extract to another, both read whole first.

    Endpoints are compared by the default settings, each extract at its own data cut; they are
    derived where they are missing.

    Args:
        store: Holds both.
        a: Number of the first extract.
        b: Number of the second extract.
        progress: Told the share derived (0-1).

    Raises:
        StoreError: An extract is unknown, missing or damaged, or its values cannot be stored.
    """
    difference = diff_extracts(store, a, b)
    for extract_id in (a, b):
        ensure_derived(store, extract_id, progress)
    flipped, flips = diff_derived(store, derivation_of(), a, b)
    return replace(difference, endpoints_flipped=flipped, endpoint_flips=flips)
