"""Checks of the installation and of the store: what is wrong and what to do."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from synchronox_core.config import REPOSITORY
from synchronox_core.endpoints.rules_version import short_rules_version
from synchronox_core.errors import ArtefactError, StoreError
from synchronox_core.services.deliveries.derived_values import derivation_of, has_derived
from synchronox_core.services.prediction.training import OPPOSED, find_model, list_stale_reasons
from synchronox_core.store import Check, Store
from synchronox_core.store.content import verify_file

OLDEST_PYTHON = (3, 11)
WITHOUT_MODEL = ("prediction.no_model", "prediction.other_provenance")
"""Keys of what is said of a store that has no model of its own yet."""


def check_installation(requirements: Path = REPOSITORY / "requirements.txt") -> Iterator[Check]:
    """Python and every pinned package.

    Args:
        requirements: File with one ``package==version`` a line.
    """
    found = f"{sys.version_info.major}.{sys.version_info.minor}"
    is_recent = sys.version_info[:2] >= OLDEST_PYTHON
    key = "doctor.python_ok" if is_recent else "doctor.python_old"
    yield Check("python", is_recent, key, {"found": found})
    wrong = [pin for pin in read_pins(requirements) if installed_version(pin[0]) != pin[1]]
    for package, wanted in wrong:
        values: dict[str, object] = {
            "package": package,
            "wanted": wanted,
            "found": installed_version(package) or "-",
        }
        yield Check(f"package_{package}", False, "doctor.package_wrong", values)
    if not wrong:
        yield Check("packages", True, "doctor.packages_ok", {})


def read_pins(requirements: Path) -> list[tuple[str, str]]:
    """Packages and versions of a requirements file; comments and other lines are left out."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    pins = [line.partition("==") for line in lines if "==" in line and not line.startswith("#")]
    return [(package.strip(), pinned.strip()) for package, _, pinned in pins]


def installed_version(package: str) -> str | None:
    """Installed version of a package, or None.

    >>> installed_version("no-such-package") is None
    True
    """
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def check_all(store: Store, models: Path) -> tuple[Check, ...]:
    """Every check of the installation, of a store and of its model, in the order to mend them.

    Args:
        store: The cohort store.
        models: Folder of all models.
    """
    checks = (*check_installation(), *store.checks(), *check_derived(store))
    return (*checks, *check_model(store, models))


def check_model(store: Store, models: Path) -> Iterator[Check]:
    """Whether the store has a model that reads well and stands.

    A store without a model, or with one of earlier definitions, works: only a damaged one, or one
    of a person who opposes, is a fault. Nothing is said of a store that is empty.

    Args:
        store: The cohort store.
        models: Folder of all models.
    """
    try:
        artefact = find_model(store, models)
        reasons = list_stale_reasons(store, artefact)
    except StoreError:
        return
    except ArtefactError as fault:
        yield Check("model", fault.key in WITHOUT_MODEL, fault.key, fault.values)
        return
    for reason in reasons:
        yield Check("model", reason != OPPOSED, f"prediction.stale_{reason}", {})
    if not reasons:
        yield Check("model", True, "prediction.stands", {"version": artefact.version})


def check_derived(store: Store) -> Iterator[Check]:
    """Whether the extract in use has its derived values, by the rules in force and undamaged.

    Nothing is said of a store that is empty or has lost its pointer.
    """
    try:
        extract = store.extract()
    except StoreError:
        return
    path = store.derived_path(derivation_of())
    values: dict[str, object] = {
        "extract_id": extract.extract_id,
        "file": path.name,
        "rules_version": short_rules_version(),
    }
    if not has_derived(store):
        yield Check("derived_values", True, "doctor.derived_missing", values)
        return
    try:
        verify_file(path)
    except StoreError:
        yield Check("derived_values", False, "doctor.derived_damaged", values)
    else:
        yield Check("derived_values", True, "doctor.derived_stored", values)
