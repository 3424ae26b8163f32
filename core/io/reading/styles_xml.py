"""The number format of each cell style of an OOXML workbook."""

from __future__ import annotations

from core.io.reading.archive import Archive
from core.io.reading.grid import Formats
from core.io.reading.limits import Limits
from core.io.reading.markup import parse
from core.io.reading.number_formats import BUILT_IN
from core.task import Refused
from core.words import _


def read_formats(archive: Archive, part: str, limits: Limits) -> Formats:
    """The formats of the styles in `part`, in the order in which cells count them. Raises `Refused` for damage and for too many."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in ("cellXfs", "Fallback"):
            inside.append(name)
        elif name == "numFmt" and attributes.get("numFmtId", "").isdecimal():
            codes.setdefault(int(attributes["numFmtId"]), attributes.get("formatCode", ""))
        elif name == "xf" and inside == ["cellXfs"]:
            number = attributes.get("numFmtId", "0")
            numbers.append(int(number) if number.isdecimal() else 0)
            if len(numbers) > limits.formats:
                message = _(
                    "it has more than {count} cell formats, more than Excel allows; save a copy without formatting and import that."
                )
                raise Refused(message.format(count=f"{limits.formats:,}"))

    def end(name: str) -> None:
        if inside and inside[-1] == name:
            inside.pop()

    parse(part, archive.blocks(part), start, end)
    formats = Formats()
    for number in numbers:
        formats.add(codes.get(number, BUILT_IN.get(number, "General")))
    return formats
