"""Whatever bytes arrive, reading gives back exactly what was written or says why not."""

import csv
import io
import json
import re
import tempfile
import zipfile
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from synchronox_core.config import ReadingLimits
from synchronox_core.ecrf.reading.manifest import read_manifest
from synchronox_core.ecrf.reading.raw_table import read_raw_table
from synchronox_core.ecrf.tables import TABLES
from tests.lib.bundles import SAMPLE, read_delivery

FOLLOWUP = TABLES["followup"]
WIDTH = len(FOLLOWUP.columns)
SAMPLE_FOLLOWUP = (SAMPLE / "followup.csv").read_bytes()
SAMPLE_MANIFEST = (SAMPLE / "bundle.json").read_bytes()

repeatable = settings(deadline=None, derandomize=True)

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
awkward = st.text(st.sampled_from(list('",;\t|^\r\n é\u2028\x85\x1c')), max_size=6)
grids = st.lists(st.lists(cells | awkward, min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=12)


def written(record, delimiter, line_break):
    buffer = io.StringIO(newline="")
    csv.writer(
        buffer, delimiter=delimiter, lineterminator=line_break, quoting=csv.QUOTE_ALL
    ).writerow(record)
    return buffer.getvalue()


@repeatable
@given(grids, st.sampled_from(",;\t|^"), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_grid_of_text_is_read_back_exactly_with_its_physical_lines(grid, delimiter, line_break):
    parts = [written(record, delimiter, line_break) for record in [list(FOLLOWUP.columns), *grid]]
    starts = [1]
    for part in parts:
        starts.append(starts[-1] + len(re.findall("\r\n|\r|\n", part)))
    findings = []

    table = read_raw_table(FOLLOWUP, "".join(parts).encode(), ".", ReadingLimits(), findings)

    assert findings == []
    kept = [number for number, record in enumerate(grid) if "".join(record).strip()]
    assert table.lines == [starts[number + 1] for number in kept]
    assert [list(row) for row in zip(*table.columns.values(), strict=True)] == [
        grid[number] for number in kept
    ]
    assert table.blank == len(grid) - len(kept)


@repeatable
@given(st.integers(0, len(SAMPLE_FOLLOWUP)), st.integers(0, 40), st.binary(max_size=20))
def test_damaged_file_never_raises_and_never_loses_a_record_silently(start, length, junk):
    data = SAMPLE_FOLLOWUP[:start] + junk + SAMPLE_FOLLOWUP[start + length :]
    findings = []

    table = read_raw_table(FOLLOWUP, data, "", ReadingLimits(cell_characters=50), findings)

    assert (table is None) == any(finding.level == "F" for finding in findings)
    if table is not None:
        assert table.records == len(table.lines) + len(table.misfits) + table.blank
        assert {len(column) for column in table.columns.values()} == {len(table.lines)}
    assert all("\n" not in f.message("en") + f.message("fr") for f in findings)


@repeatable
@given(st.binary(max_size=300))
def test_any_bytes_as_a_table_are_a_refusal_or_a_table(data):
    findings = []
    table = read_raw_table(FOLLOWUP, data, ".", ReadingLimits(), findings)
    assert table is not None or findings[-1].level == "F"


scalars = st.sampled_from(
    [None, True, 0, -1, 1.5, float("nan"), "", " ", "NCT07467434", "1.0.0", "\ud800", "a\nb", ",",
     "2026-06-30T08:00:00Z", "9999-12-31T23:59:59-23:59", "0" * 64, "patients.csv"]
)  # fmt: skip
objects = st.dictionaries(
    st.sampled_from(["", "NA", "name", "sha256", "rows", "decimal"]), scalars, max_size=3
)
json_values = scalars | objects | st.lists(scalars | objects, max_size=2)
KEYS = ["study", "schema_version", "synthetic", "extract_at", "missing_codes", "dialect", "files"]


@repeatable
@given(st.dictionaries(st.sampled_from(KEYS), json_values))
def test_any_values_in_a_manifest_are_findings_or_a_manifest(changes):
    findings = []
    content = {**json.loads(SAMPLE_MANIFEST), **changes}

    read = read_manifest(json.dumps(content).encode(), findings)

    assert (read.manifest is None) == bool(findings)
    assert all(finding.message("en").isprintable() for finding in findings)


@repeatable
@given(st.binary(max_size=200))
def test_any_bytes_as_a_manifest_are_findings(data):
    findings = []
    assert read_manifest(data, findings).manifest is None
    assert findings


def zipped_sample(*extra_names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in SAMPLE.iterdir():
            archive.write(file, file.name)
        for name in extra_names:
            entry = zipfile.ZipInfo("placeholder")
            entry.filename = entry.orig_filename = name
            archive.writestr(entry, b"escaped")
    return buffer.getvalue()


SAMPLE_ZIP = zipped_sample()


@settings(repeatable, max_examples=60)
@given(st.integers(0, len(SAMPLE_ZIP)), st.integers(0, 30), st.binary(max_size=30))
def test_damaged_zip_never_raises(start, length, junk):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.zip"
        path.write_bytes(SAMPLE_ZIP[:start] + junk + SAMPLE_ZIP[start + length :])
        tables, findings = read_delivery(path)
    assert tables or findings


names = st.text(
    st.sampled_from(list("./\\ab:~\x01\x7f é")) | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=12,
).filter(lambda name: "\0" not in name)


@settings(repeatable, max_examples=60)
@given(st.lists(names, min_size=1, max_size=3, unique=True))
def test_zip_of_hostile_names_writes_nothing_and_is_refused_or_ignores_them(hostile):
    assume(not any(name.endswith("/") for name in hostile))
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / "delivery"
        inner.mkdir()
        (inner / "b.zip").write_bytes(zipped_sample(*hostile))
        tables, findings = read_delivery(inner / "b.zip")
        left = sorted(path.name for path in Path(folder).rglob("*"))

    assert left == ["b.zip", "delivery"]
    assert {finding.code for finding in findings} == {"FILES_IGNORED"} or not tables
    assert all(finding.level == "F" for finding in findings if finding.code.startswith("ZIP_"))
