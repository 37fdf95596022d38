"""Errors as a user reads them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from synchronox_core.errors import SynchronoxError
from synchronox_core.text import text


@contextmanager
def told(key: str, *words: str) -> Iterator[None]:
    """The block raises the error of a key, told in both languages and naming some words."""
    with pytest.raises(SynchronoxError) as caught:
        yield
    assert caught.value.key == key
    for language in ("en", "fr"):
        sentence = text(caught.value.key, language, **caught.value.values)
        assert "\n" not in sentence
        assert all(word in sentence for word in words), sentence
