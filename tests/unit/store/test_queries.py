import pytest

from synchronox_core.store.queries import QUERY_SQL, read_query


def test_a_query_is_found_by_its_name_only() -> None:
    name = sorted(path.stem for path in QUERY_SQL.glob("*.sql"))[0]
    assert read_query(name) == (QUERY_SQL / f"{name}.sql").read_text(encoding="utf-8")
    for wrong in ("no_such_query", "../schema/extract", f"{name}.sql"):
        with pytest.raises(KeyError):
            read_query(wrong)
