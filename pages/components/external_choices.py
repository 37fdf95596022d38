"""What a reader chooses on the page of the public cohorts, each kept in the address."""

from collections.abc import Mapping

from pages.components import address
from pages.components.language import current_language, text
from synchronox_core.services.external import views as external_views


def cohort(titles: Mapping[str, str]) -> str:
    """Name of a loaded cohort.

    Args:
        titles: Title by name of each loaded cohort.
    """
    return _choose("public", text("external.choose_cohort"), titles)


def endpoint(name: str) -> str:
    """An endpoint of a cohort."""
    labels = external_views.endpoint_labels(name, current_language())
    return _choose(f"endpoint_{name}", text("external.endpoint"), labels)


def group(name: str) -> str:
    """A column of a cohort by which curves are drawn apart, or nobody apart."""
    labels = external_views.group_labels(name, current_language())
    return _choose(f"group_{name}", text("external.group"), labels)


def variable(name: str) -> str:
    """A column of a cohort whose distribution is shown."""
    labels = external_views.distribution_labels(name, current_language())
    return _choose(f"variable_{name}", text("external.distribution"), labels)


def _choose(parameter: str, label: str, labels: Mapping[str, str]) -> str:
    # The parameter names the cohort, so that the choices of one never reach another.
    codes = tuple(labels)
    return address.choose_one(
        parameter, label, codes, default=codes[0], label_of=labels.__getitem__
    )
