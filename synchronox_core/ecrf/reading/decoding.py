"""From bytes to text: a mark decides, else UTF-8, else Windows-1252; no byte is ever replaced."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper

from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.reading.faults import notice, refusal

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_UTF8_SIGN = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_SHOWN_SIGNS = 10


@dataclass(frozen=True)
class DecodedFile:
    """A file known to decode.

    Attributes:
        data: Its bytes, without the byte order mark.
        encoding: How to read them.
        is_ended: Its last line has a line break.
    """

    data: bytes
    encoding: str
    is_ended: bool

    def open(self) -> TextIOWrapper:
        """Its text from the start; line breaks stay as they are."""
        return TextIOWrapper(BytesIO(self.data), encoding=self.encoding, newline="")


def split_mark(data: bytes) -> tuple[bytes, str | None]:
    """Bytes after the byte order mark, and the encoding it announces (None without a mark).

    >>> split_mark(b"a"), split_mark(codecs.BOM_UTF8 + b"a")
    ((b'a', None), (b'a', 'utf-8'))
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :], encoding
    return data, None


def line_and_character(before: str) -> tuple[int, int]:
    r"""Physical line and character, both from 1, of what follows a text.

    >>> line_and_character("a\r\nb\rcd")
    (3, 3)
    """
    last_break = max(before.rfind("\n"), before.rfind("\r"))
    return len(_LINE_BREAK.findall(before)) + 1, len(before) - last_break


def decode_file(file: str, data: bytes, findings: list[Finding]) -> DecodedFile | None:
    """The file with its encoding; None, with a finding, when no encoding fits the whole of it.

    Args:
        file: Name of the file.
        data: Its bytes.
        findings: Takes the refusal, or the notice that Windows-1252 was used.
    """
    body, marked = split_mark(data)
    encoding = marked or "utf-8"
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        if marked or not _is_windows_1252(body):
            findings.append(_damaged(file, body, error))
            return None
        encoding = "cp1252"
        text = body.decode(encoding)
    if (nul := text.find("\0")) >= 0:
        findings.append(refusal("NUL_BYTE", file, line_and_character(text[:nul])[0]))
        return None
    if encoding == "cp1252":
        findings.append(_windows_notice(file, text))
    return DecodedFile(body, encoding, text.endswith(("\n", "\r")))


def _is_windows_1252(body: bytes) -> bool:
    """Whether bytes that are not UTF-8 are Windows-1252 rather than UTF-8 with some damage."""
    try:
        body.decode("cp1252")
    except UnicodeDecodeError:
        return False
    strays = len(_HIGH_BYTE.findall(_UTF8_SIGN.sub(b"", body)))
    return strays > len(_UTF8_SIGN.findall(body))


def _damaged(file: str, body: bytes, error: UnicodeDecodeError) -> Finding:
    line, character = line_and_character(body[: error.start].decode(error.encoding))
    found = f"0x{body[error.start]:02X}"
    return refusal("ENCODING_DAMAGED", file, line, character=character, found=found)


def _windows_notice(file: str, text: str) -> Finding:
    """The notice shows which signs were found, never the words they stand in."""
    signs = Counter(_NOT_ASCII.findall(text))
    first = _NOT_ASCII.search(text)
    line, _ = line_and_character(text[: first.start()] if first else "")
    samples = " ".join(sign for sign, _ in signs.most_common(_SHOWN_SIGNS) if sign.isprintable())
    return notice("ENCODING_WINDOWS", file, line, count=signs.total(), samples=samples)
