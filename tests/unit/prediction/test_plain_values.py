"""Frozen values become readable JSON and come back the same, or not at all."""

import json
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pytest

from synchronox_core.errors import ArtefactError
from synchronox_core.prediction.plain_values import from_plain, to_plain, write_json
from synchronox_core.statistics.arrays import Floats
from synchronox_core.text import text


class Inner(NamedTuple):
    name: str
    value: float


@dataclass(frozen=True, eq=False)
class Outer:
    count: int
    is_right: bool
    rows: Floats
    parts: tuple[Inner, ...]
    by_name: dict[str, float]
    maybe: Inner | None


WHOLE = Outer(3, True, np.array([[1.0, 2.5], [3.0, 4.0]]), (Inner("a", 0.1),), {"x": 2.0}, None)


def test_a_value_comes_back_the_same():
    found = from_plain(Outer, json.loads(write_json(WHOLE)), "file")
    assert to_plain(found) == to_plain(WHOLE)
    assert found.rows.shape == (2, 2)
    assert isinstance(found.parts[0], Inner)


def test_numbers_have_six_significant_digits():
    assert to_plain([1 / 3, 123456789.0]) == [0.333333, 123457000.0]


def test_plain_lists_stand_on_one_line():
    assert '"rows": [\n  [1.0, 2.5],\n  [3.0, 4.0]\n ]' in write_json(WHOLE)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"count": "3"}, "file.count"),
        ({"count": 3.0}, "file.count"),
        ({"is_right": 1}, "file.is_right"),
        ({"rows": [[1, "x"]]}, "file.rows"),
        ({"rows": [[1.0], [1.0, 2.0]]}, "file.rows"),
        ({"rows": [None]}, "file.rows"),
        ({"by_name": []}, "file.by_name"),
        ({"parts": [{"name": "a", "value": "high"}]}, "file.parts.value"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_its_place(change, where):
    with pytest.raises(ArtefactError) as error:
        from_plain(Outer, {**to_plain(WHOLE), **change}, "file")
    assert error.value.values == {"where": where}
    assert "train again" in text(error.value.key, "en", **error.value.values)


def test_missing_and_unknown_keys_are_named():
    plain = {**to_plain(WHOLE), "surplus": 1}
    del plain["count"]
    with pytest.raises(ArtefactError) as error:
        from_plain(Outer, plain, "file")
    assert error.value.values == {"where": "file", "missing": "count", "unknown": "surplus"}
