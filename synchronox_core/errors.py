"""The error vocabulary: faults a user can mend, told in one sentence and without a traceback.

An error carries a key of the text catalogue and the values of its sentence, so that a page and
a command can tell it in the reader's language. Values never hold data of a patient.
"""


class SynchronoxError(Exception):
    """Base class of every error that is shown to a user as one clear sentence.

    Args:
        key: Key of the sentence in the text catalogue, for example ``errors.store_missing``.
        values: Values of the sentence; file names, counts and versions, never patient data.

    >>> SynchronoxError("errors.store_missing", store="data/store").values
    {'store': 'data/store'}
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


class ExportError(SynchronoxError):
    """A delivery (bundle, public data set) that cannot be read or is refused."""


class StoreError(SynchronoxError):
    """A store that is missing, damaged, locked, full or made by another version."""


class ArtefactError(SynchronoxError):
    """A model that cannot be trained, is missing or damaged, or must not speak of this store."""


class TextError(SynchronoxError):
    """A text key without an entry, or a sentence without one of its values."""


class UsageError(SynchronoxError):
    """A command or setting used wrongly (exit code 2)."""


class ForecastError(SynchronoxError):
    """A forecast of the recruitment asked of too few inclusions."""
