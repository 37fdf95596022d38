"""Frozen values as readable JSON and back, strictly: every key, every type, six digits."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np

from synchronox_core.errors import ArtefactError

DIGITS = 6
"""Significant digits of every number written."""


def to_plain(value: Any) -> Any:
    """A value as JSON has it: fields become keys, arrays lists, numbers six digits.

    >>> to_plain({"a": np.array([1 / 3, 2.0])})
    {'a': [0.333333, 2.0]}
    """
    if isinstance(value, np.ndarray):
        return to_plain(value.tolist())
    if isinstance(value, bool | int | str | NoneType):
        return value if isinstance(value, bool | int | NoneType) else str(value)
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: to_plain(getattr(value, name)) for name in value._fields}
    return [to_plain(item) for item in value]


def from_plain(kind: Any, value: Any, where: str) -> Any:
    """The value of a type that a JSON value stands for.

    Args:
        kind: Type: a frozen dataclass, a named tuple, an array, a tuple, a mapping from text, a
            plain type, or one of them or None.
        value: JSON value.
        where: File and place, for the error.

    Raises:
        ArtefactError: A key is missing or unknown, or a value is of another type.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if value is None else from_plain(inner[0], value, where)
    if origin is np.ndarray:
        return _read_array(value, where)
    if origin is dict:
        _demand(isinstance(value, dict), where)
        return {key: from_plain(inner[1], item, f"{where}.{key}") for key, item in value.items()}
    if origin is tuple:
        _demand(isinstance(value, list), where)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
        _demand(len(kinds) == len(value), where)
        return tuple(from_plain(k, v, where) for k, v in zip(kinds, value, strict=True))
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _read_fields(kind, value, where)
    if kind is float and type(value) is int:
        return float(value)
    _demand(type(value) is kind, where)
    return value


def write_json(value: Any) -> str:
    """JSON that a person can read and compare: one key a line, plain lists on one line."""
    return _write(to_plain(value), 0) + "\n"


def _write(value: Any, depth: int) -> str:
    is_nested = isinstance(value, list) and any(isinstance(item, list | dict) for item in value)
    if not value or not (isinstance(value, dict) or is_nested):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    indent = " " * (depth + 1)
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {_write(item, depth + 1)}" for key, item in value.items()]
        left, right = "{}"
    else:
        items = [_write(item, depth + 1) for item in value]
        left, right = "[]"
    body = f",\n{indent}".join(items)
    return f"{left}\n{indent}{body}\n{' ' * depth}{right}"


def _read_fields(kind: Any, value: Any, where: str) -> Any:
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else list(kind._fields)
    _demand(isinstance(value, dict), where)
    missing = [name for name in names if name not in value]
    unknown = [name for name in value if name not in names]
    if missing or unknown:
        raise ArtefactError(
            "prediction.artefact_keys",
            where=where,
            missing=", ".join(missing) or "-",
            unknown=", ".join(unknown) or "-",
        )
    hints = get_type_hints(kind)
    return kind(**{name: from_plain(hints[name], value[name], f"{where}.{name}") for name in names})


def _read_array(value: Any, where: str) -> Any:
    try:
        array = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        array = np.array(np.nan)
    _demand(array.ndim > 0 and bool(np.isfinite(array).all()), where)
    return array


def _demand(is_right: bool, where: str) -> None:
    if not is_right:
        raise ArtefactError("prediction.artefact_value", where=where)
