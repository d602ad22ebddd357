"""Bytes to text: the encoding found, line ends made equal, nothing lost."""

import codecs
import re
from dataclasses import dataclass

import numpy as np

from simlib.errors import ImportFailure
from simlib.readers.notices import Notice

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_MOST_CONTROL = 0.02
_LETTERS_850 = re.compile(rb"(?<=[A-Za-z])[\x81-\x84\x87-\x8c\x90\x93\x96\x97]|[\x82\x85\x87\x90\xb7\xd4](?=[A-Za-z])")
_LETTERS_1252 = re.compile(rb"(?<=[A-Za-z])[\xe0-\xf6\xf9-\xfc]|[\xc0-\xd6\xe0-\xef](?=[A-Za-z])")
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\f\v")


@dataclass(frozen=True)
class Text:
    """The content of a text file.

    Attributes:
        data: UTF-8 bytes whose lines end with a line feed, the last one included.
        encoding: Name of the encoding found.
        warnings: What had to be replaced.
    """

    data: bytes
    encoding: str
    warnings: tuple[str, ...]


def decode(name: str, data: bytes) -> Text:
    """Return the text of a file in UTF-8, UTF-16, UTF-32, Windows-1252, ISO 8859-15 or DOS code page 850.

    Raises:
        ImportFailure: The bytes are no text.
    """
    warnings: list[str] = []
    data, encoding = _to_utf8(name, data, warnings)
    sample = data[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > max(8, _MOST_CONTROL * len(sample)):
        raise ImportFailure(Notice("refusal.no_text", file=name))
    nuls = data.count(b"\0")
    if nuls:
        data = data.replace(b"\0", "�".encode())
        warnings.append(Notice("reader.nul_bytes", file=name, bytes=str(nuls)))
    if b"\r" in data:
        data = data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not data.endswith(b"\n"):
        data += b"\n"
    return Text(data, encoding, tuple(warnings))


def _to_utf8(name: str, data: bytes, warnings: list[str]) -> tuple[bytes, str]:
    """Return the bytes as UTF-8, without byte order mark, and the encoding they were in."""
    mark, encoding = next((known for known in _BYTE_ORDER_MARKS if data.startswith(known[0])), (b"", ""))
    data = data[len(mark) :]
    encoding = encoding or _wide(data) or "utf-8"
    if encoding != "utf-8":
        return data.decode(encoding, errors="replace").encode("utf-8", errors="replace"), encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_bytes(name, data, warnings)
    return data, encoding


def _wide(data: bytes) -> str | None:
    """Return the encoding of two-byte text without byte order mark, told by where its NUL bytes stand."""
    sample = np.frombuffer(data[: _SAMPLE - _SAMPLE % 2], dtype=np.uint8)
    even, odd = sample[0::2], sample[1::2]
    if odd.size == 0:
        return None
    even_share, odd_share = float(np.mean(even == 0)), float(np.mean(odd == 0))
    if odd_share > 0.3 and even_share < 0.05:
        return "utf-16-le"
    if even_share > 0.3 and odd_share < 0.05:
        return "utf-16-be"
    return None


def _single_bytes(name: str, data: bytes, warnings: list[str]) -> tuple[bytes, str]:
    """Return as UTF-8 the bytes of a one-byte encoding, or of a UTF-8 file with a few broken bytes."""
    sequences, broken = _sequences(data)
    if sequences > broken:
        encoding = "utf-8"
        warnings.append(Notice("reader.no_utf8", file=name, bytes=str(broken)))
    else:
        encoding = _one_byte_encoding(data)
    return data.decode(encoding, errors="backslashreplace").encode("utf-8", errors="replace"), encoding


def _sequences(data: bytes) -> tuple[int, int]:
    """Return how many sequences of UTF-8 beyond ASCII there are, and how many bytes that belong to none."""
    view = np.frombuffer(data + b"\0\0\0", dtype=np.uint8)
    at = np.flatnonzero(view >= 0x80)
    byte = view[at]
    follows = [(view[at + step] & 0xC0) == 0x80 for step in (1, 2, 3)]
    two = (byte >= 0xC2) & (byte <= 0xDF) & follows[0]
    three = (byte >= 0xE0) & (byte <= 0xEF) & follows[0] & follows[1]
    four = (byte >= 0xF0) & (byte <= 0xF4) & follows[0] & follows[1] & follows[2]
    numbers = [int(np.count_nonzero(mask)) for mask in (two, three, four)]
    return sum(numbers), int(at.size) - (2 * numbers[0] + 3 * numbers[1] + 4 * numbers[2])


def _one_byte_encoding(data: bytes) -> str:
    """Return the one-byte encoding in which more bytes among letters are French letters themselves."""
    if len(data) == len(data.translate(None, bytes(range(0x80, 0xA0)))):
        return "iso8859-15"
    return "cp850" if len(_LETTERS_850.findall(data)) > len(_LETTERS_1252.findall(data)) else "cp1252"
