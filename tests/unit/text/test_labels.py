"""Labels of columns and codes."""

import pytest

from synchronox_core.config import LANGUAGES
from synchronox_core.statistics.baseline import BASELINE
from synchronox_core.text.labels import code_label, column_label


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_baseline_variable_has_a_label(language):
    bare = [name for name in BASELINE if column_label(name, language) == name]
    assert bare == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_is_a_word_has_a_label(language):
    words = {"yes", "no", "F", "M", "low", "mid", "high", "wild_type", "mutated", "v600e"}
    bare = [
        (name, code)
        for name, variable in BASELINE.items()
        for code in variable.codes
        if code in words and code_label(name, code, language) == code
    ]
    assert bare == []


def test_code_without_an_entry_is_shown_as_it_is():
    assert code_label("ct", "cT4a", "fr") == "cT4a"


def test_missing_value_has_one_label_for_every_column():
    assert code_label("sex", "unknown", "fr") == code_label("ecog", "unknown", "fr") == "Non connu"
