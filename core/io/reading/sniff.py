"""What the content of a file is, whatever its name says."""

from __future__ import annotations

import re

from core.io.reading.archive import Archive
from core.task import Refused
from core.words import _

HEAD = 65_536
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = re.compile(
    rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00..[\x05\x06\x10\x20\x40]\x00|\x09\x00\x04\x00..[\x10\x20\x40]\x00", re.DOTALL
)
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?[^>]*>\s*|<!doctype[^>]*>\s*)*<([\w:.-]+)", re.IGNORECASE | re.DOTALL)
_HTML = frozenset(["html", "head", "body", "table", "div", "meta", "style", "center", "font", "title", "p", "tr", "link", "script"])


def kind_of(head: bytes) -> str:
    """zip, ole2, biff, xml2003, html, fods or text for the first `HEAD` bytes. Raises `Refused` for what holds no table."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(OLE2):
        return "ole2"
    if _BARE_BIFF.match(head):
        return "biff"
    _refuse_known(head)
    return _markup(head) or "text"


def _refuse_known(head: bytes) -> None:
    """Refuse in its own words what everyone has dropped on a window once."""
    known: list[tuple[bytes, str]] = [
        (b"%PDF", _("it is a PDF document; copy the table into Excel, or get the data as a spreadsheet.")),
        (b"\x89PNG", _("it is a picture; the data behind it has to come as a spreadsheet.")),
        (b"\xff\xd8\xff", _("it is a picture; the data behind it has to come as a spreadsheet.")),
        (b"GIF8", _("it is a picture; the data behind it has to come as a spreadsheet.")),
        (b"BM", "") if head[6:10] != b"\0\0\0\0" else (b"BM", _("it is a picture; the data behind it has to come as a spreadsheet.")),
        (
            b"SQLite format 3\0",
            _("it is a database, not a spreadsheet; if it is a workspace of this program, open it instead of importing it."),
        ),
        (b"PAR1", _("it is a Parquet file; save it as CSV or Excel and import that.")),
        (b"{\\rtf", _("it is a text document (RTF); save the table in it as Excel or CSV and import that.")),
        (b"\x1f\x8b", _("it is packed with gzip; unpack it first and import what is inside.")),
        (b"7z\xbc\xaf\x27\x1c", _("it is packed with 7-Zip; unpack it first and import what is inside.")),
        (b"Rar!", _("it is packed with RAR; unpack it first and import what is inside.")),
        (b"BZh", _("it is packed with bzip2; unpack it first and import what is inside.")),
        (b"\xfd7zXZ", _("it is packed with xz; unpack it first and import what is inside.")),
        (b"MZ", "") if b"\0" not in head[:64] else (b"MZ", _("it is a program, not a spreadsheet; do not open it.")),
        (b"\x7fELF", _("it is a program, not a spreadsheet; do not open it.")),
        (b"ID;P", _("it is a SYLK file; open it in Excel, save it as xlsx and import that.")),
        (b"TABLE\r\n0,1", _("it is a DIF file; open it in Excel, save it as xlsx and import that.")),
        (b"MIME-Version:", _("it is a web archive; open it in Excel, save it as xlsx and import that.")),
        (b"socialcalc:version:", _("it is a SocialCalc file; export it as CSV or Excel and import that.")),
        (b"\x00\x00\x1a\x00", _("it is a Lotus 1-2-3 file; open it in LibreOffice, save it as xlsx and import that.")),
        (b"\x00\x00\x02\x00", _("it is a Lotus 1-2-3 file; open it in LibreOffice, save it as xlsx and import that.")),
    ]
    for start, sentence in known:
        if sentence and head.startswith(start):
            raise Refused(sentence)


def _markup(head: bytes) -> str:
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = head.decode(encoding, "replace").replace("\ufeff", "")
    found = _MARKUP.match(text)
    if not found:
        return ""
    name = found[1].lower()
    bare = name.rpartition(":")[2]
    if bare == "workbook" and "urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "xml2003"
    if bare == "document" and "opendocument" in text:
        return "fods"
    if bare in _HTML:
        return "html"
    if text.lstrip().startswith("<?xml") or name == "svg":
        message = _("it is an XML document ({name}) that holds no sheet; open it in Excel, save it as xlsx and import that.")
        raise Refused(message.format(name=found[1]))
    return ""


def archive_kind(archive: Archive) -> str:
    """xlsx, xlsb or ods for a zip archive. Raises `Refused` for any other."""
    names = archive.names
    lowered = [name.lower() for name in names]
    if archive.has("mimetype"):
        said = archive.read("mimetype")[:200].decode("ascii", "replace")
        if "opendocument.spreadsheet" in said:
            return "ods"
        if "vnd.sun.xml" in said:
            raise Refused(_("it is an OpenOffice 1 document; open it in LibreOffice, save it as ods or xlsx and import that."))
        if "opendocument" in said:
            raise Refused(_("it is a LibreOffice document but not a spreadsheet; save the table in it as ods or xlsx and import that."))
    if any(name.endswith("xl/workbook.bin") for name in lowered):
        return "xlsb"
    if any(name.startswith("xl/") for name in lowered):
        return "xlsx"
    if any(name.endswith((".iwa", "index.zip")) for name in lowered):
        raise Refused(_("it is an Apple Numbers or Pages document; in Numbers choose File, Export To, Excel, and import that."))
    for start, sentence in (
        ("word/", _("it is a Word document; save the table in it as Excel or CSV and import that.")),
        ("ppt/", _("it is a PowerPoint presentation; save the table in it as Excel or CSV and import that.")),
    ):
        if any(name.startswith(start) for name in lowered):
            raise Refused(sentence)
    if archive.has("content.xml"):
        return "ods"
    if archive.has("[Content_Types].xml"):
        return "xlsx"
    inside = next((name for name in names if name.lower().endswith((".xlsx", ".xls", ".csv", ".ods", ".xlsb", ".txt"))), "")
    if inside:
        raise Refused(_("it is a zip archive with {name} in it; unpack it first and import that.").format(name=inside))
    raise Refused(_("it is a zip archive without a spreadsheet in it."))
