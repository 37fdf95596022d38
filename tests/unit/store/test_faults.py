import errno
import os
from pathlib import Path

import duckdb
import pytest

from synchronox_core.store.faults import reading_faults, writing_faults
from tests.lib.told import told

FOLDER = Path("/srv/store")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_whoever_notices_it(code: int) -> None:
    for fault in (OSError(code, os.strerror(code)), duckdb.IOException(f"x: {os.strerror(code)}")):
        with told("errors.store_disk_full", str(FOLDER)), writing_faults(FOLDER):
            raise fault


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOTDIR])
def test_a_folder_that_cannot_be_written_to_is_told(code: int) -> None:
    with told("errors.store_not_writable", str(FOLDER)), writing_faults(FOLDER):
        raise OSError(code, os.strerror(code))


def test_another_fault_of_the_system_stays_a_defect() -> None:
    with pytest.raises(OSError, match="Bad file"), writing_faults(FOLDER):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


@pytest.mark.parametrize(
    "kind", [duckdb.IOException, duckdb.InternalException, duckdb.FatalException, duckdb.Error]
)
def test_a_broken_file_is_told(kind: type[duckdb.Error]) -> None:
    with told("errors.store_file_damaged", "a.duckdb"), reading_faults(FOLDER / "a.duckdb"):
        raise kind("Corrupt database file")


def test_a_forbidden_file_is_told() -> None:
    with told("errors.store_not_readable", "a.duckdb"), reading_faults(FOLDER / "a.duckdb"):
        raise duckdb.IOException("Cannot open file: Permission denied")


@pytest.mark.parametrize("kind", [duckdb.BinderException, duckdb.ParserException])
def test_a_wrong_query_stays_a_defect(kind: type[duckdb.Error]) -> None:
    with pytest.raises(kind), reading_faults(FOLDER / "a.duckdb"):
        raise kind("no such column")
