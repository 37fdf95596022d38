"""The patients of a store as a model sees them."""

from synchronox_core.endpoints.member import Member
from synchronox_core.endpoints.predictors import Moment, Predictors
from synchronox_core.endpoints.settlement import Fate
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.store import Store
from synchronox_core.store.prediction_queries import list_known_predictors, list_members

DEFAULT = ProtocolSettings()
MOMENTS = tuple((moment, moment.value) for moment in Moment)
FATES: dict[object, Fate] = {fate.value: fate for fate in Fate}


def read_members(
    store: Store, settings: ProtocolSettings = DEFAULT, extract_id: int | None = None
) -> list[Member]:
    """Every patient of an extract, in the order of the study codes, read where they are stored.

    Args:
        store: The cohort store.
        settings: Readings of the record in force.
        extract_id: Number of the extract; None reads the one in use.

    Raises:
        StoreError: The store is empty, the extract cannot be read, or the derived values it lacks
            cannot be stored.
    """
    with open_derived(store, settings, extract_id=extract_id) as cursor:
        rows, known = list_members(cursor), list_known_predictors(cursor)
    found: dict[object, dict[object, Predictors]] = {moment.value: {} for moment in Moment}
    for patient_id, moment, *values in known:
        found[moment][patient_id] = Predictors._make(values)
    return [
        Member._make(
            (*told, {key: found[code].get(told[0]) for key, code in MOMENTS}, FATES[fate], day)
        )
        for *told, fate, day in rows
    ]
