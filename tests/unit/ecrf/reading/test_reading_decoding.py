import codecs

import pytest

from tests.lib.bundles import codes, only, read_delivery

COMMENT = '"Contrôle « RAS » ; scanner'


@pytest.fixture
def followup(bundle):
    """Text of a table with accents."""
    text = bundle.text("followup.csv")
    assert COMMENT in text
    return text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_mark_or_utf8_decides_without_a_word(bundle, followup, mark, encoding):
    expected = read_delivery(bundle.path)[0]["followup"]
    bundle.write("followup.csv", mark + followup.encode(encoding))

    tables, findings = read_delivery(bundle.path)

    assert tables["followup"] == expected
    assert findings == []


def test_windows_1252_is_read_with_a_notice_that_shows_signs_but_no_words(bundle, followup):
    expected = read_delivery(bundle.path)[0]["followup"]
    bundle.write("followup.csv", followup.encode("cp1252"))

    tables, findings = read_delivery(bundle.path)

    assert tables["followup"] == expected
    notice = only(findings)
    assert (notice.code, notice.level, notice.line) == ("ENCODING_WINDOWS", "N", 3)
    assert "ô" in str(notice.values["samples"])
    assert "Contr" not in notice.message()


def test_isolated_bad_byte_in_utf8_is_refused_at_its_place(bundle):
    header = bundle.text("followup.csv").splitlines()[0]
    rows = b"\nP1,1,2024-01-01,x,1,\xc3\xa9t\xc3\xa9\nP2,1,2024-01-01,x,1,\xc3\xa9t\xe9\n"
    bundle.write("followup.csv", header.encode() + rows)

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.line) == ("ENCODING_DAMAGED", 3)
    assert finding.values == {"character": 23, "found": "0xE9"}


@pytest.mark.parametrize("undefined", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_byte_without_meaning_in_windows_1252_is_refused(bundle, followup, undefined):
    bundle.write("followup.csv", followup.encode("cp1252") + bytes([undefined]))
    assert codes(read_delivery(bundle.path)[1]) == ["ENCODING_DAMAGED"]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8 + b"\xe9", codecs.BOM_UTF16_LE + b"\x00\xd8,"])
def test_mark_that_lies_is_refused(bundle, mark):
    bundle.write("followup.csv", mark)
    assert codes(read_delivery(bundle.path)[1]) == ["ENCODING_DAMAGED"]


def test_nul_is_refused_with_its_line(bundle, followup):
    bundle.write("followup.csv", followup.replace("2.1", "2\0001"))

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.line) == ("NUL_BYTE", 3)


def test_utf16_without_mark_is_refused_for_its_nul_bytes(bundle):
    bundle.write("followup.csv", bundle.text("followup.csv").splitlines()[0].encode("utf-16-le"))
    assert codes(read_delivery(bundle.path)[1]) == ["NUL_BYTE"]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_each_kind_of_line_break_counts_one_line(bundle, followup, line_break):
    expected = read_delivery(bundle.path)[0]["followup"].lines
    bundle.write("followup.csv", "".join(line + line_break for line in followup.splitlines()))
    assert read_delivery(bundle.path)[0]["followup"].lines == expected
