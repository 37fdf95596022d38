import pytest

from synchronox_core.errors import TextError
from synchronox_core.text import has_text, plural_form, text


@pytest.mark.parametrize(
    ("language", "count", "sentence"),
    [
        ("en", 0, "0 checks failed."),
        ("en", 1, "1 check failed."),
        ("en", 2, "2 checks failed."),
        ("fr", 0, "0 contrôle en échec."),
        ("fr", 1, "1 contrôle en échec."),
        ("fr", 2, "2 contrôles en échec."),
    ],
)
def test_count_chooses_singular_and_plural_of_each_language(language, count, sentence):
    assert text("doctor.failed", language, count=count) == sentence


def test_french_counts_below_two_as_singular():
    assert [plural_form("fr", n) for n in (0, 1, 1.5, 2)] == ["one", "one", "one", "other"]


@pytest.mark.parametrize("key", ["doctor.no_such_entry", "no_such_area.title", "no_dot"])
def test_unknown_key_is_an_error_and_not_a_blank(key):
    assert not has_text(key)
    with pytest.raises(TextError):
        text(key)


def test_sentence_without_one_of_its_values_is_an_error():
    with pytest.raises(TextError):
        text("doctor.python_ok")


def test_unknown_language_is_an_error():
    with pytest.raises(TextError):
        text("frame.product", "de")
