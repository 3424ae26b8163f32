"""Which encoding a text file is in. Only those the trade sends: Unicode, Big5, GBK, and the Western code page."""

from __future__ import annotations

import codecs
import re

from core.task import Refused
from core.words import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAIRS = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_SAMPLE = 1 << 20


def decoded(data: bytes) -> tuple[str, str]:
    """(the text, the name of its encoding). Raises `Refused` for what is no text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), "utf-8" if name == "utf-8-sig" else name
    wide = _wide(data[:_SAMPLE])
    if wide:
        return data.decode(wide, "replace"), wide
    if b"\0" in data[:_SAMPLE] or _controls(data[:_SAMPLE]) > 0.02:
        raise Refused(_("it holds neither a spreadsheet nor text; export the data as xlsx or csv and import that."))
    for name in ("utf-8", *_eastern(data[:_SAMPLE]), "cp1252"):
        try:
            return data.decode(name), name
        except UnicodeDecodeError as error:
            if name == "utf-8" and len(data) - error.start < 4 and error.reason == "unexpected end of data":
                return data.decode(name, "replace"), name  # cut in the middle of its last character
    return data.decode("latin-1"), "latin-1"


def _wide(data: bytes) -> str:
    """UTF-16 without a mark shows by its zeros."""
    half = len(data) // 2
    if half < 2 or b"\0" not in data:
        return ""
    even, odd = data[0::2].count(0) / half, data[1::2].count(0) / half
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 and odd < 0.05 else ""


def _controls(data: bytes) -> float:
    bare = data.translate(None, bytes(sign for sign in range(32) if sign not in b"\t\n\r\f\v\x1a\x1b"))
    return 1 - len(bare) / len(data) if data else 0.0


def _eastern(data: bytes) -> list[str]:
    """Big5 and GBK, the likelier first, or none: each keeps its common characters in rows of its own."""
    pairs = [pair for pair in _PAIRS.findall(data) if pair[0] >= 0xA4]
    if not any(pair[1] >= 0xA1 for pair in pairs):
        return []  # each high byte stands alone among Latin letters
    big5 = sum(pair[0] <= 0xC6 for pair in pairs) / len(pairs)
    gbk = sum(0xB0 <= pair[0] <= 0xD7 and pair[1] >= 0xA1 for pair in pairs) / len(pairs)
    found = sorted(((big5, "big5hkscs"), (gbk, "gb18030")), reverse=True)
    return [name for score, name in found if score > 0.6]
