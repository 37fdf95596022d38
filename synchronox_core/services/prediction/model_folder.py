"""The folder of the models: whether something in it has changed."""

from pathlib import Path

from synchronox_core.prediction.artefact import MODEL
from synchronox_core.prediction.documents import ENDPOINT


def read_models_state(models: Path) -> str:
    """A word that changes when a model is added, replaced or taken away.

    Args:
        models: Folder of all models; it may be absent.
    """
    files = sorted((models / ENDPOINT).glob(f"*/{MODEL}"))
    return "|".join(f"{file.parent.name}:{file.stat().st_mtime_ns}" for file in files)
