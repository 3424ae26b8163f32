"""The number formats of OpenDocument, said in the way of Excel: what a unit or a currency is recognised by."""

from __future__ import annotations

from core.io.reading.grid import Formats
from core.io.reading.markup import local

_STYLES = frozenset({"number-style", "currency-style", "percentage-style", "date-style", "time-style", "text-style", "boolean-style"})
_LONG = {"year": ("yy", "yyyy"), "day": ("d", "dd"), "hours": ("h", "hh"), "minutes": ("m", "mm"), "seconds": ("s", "ss")}


class Styles:
    """Hears style elements; knows the format of a cell style and whether a table style hides its sheet."""

    def __init__(self) -> None:
        self.formats = Formats()
        self._codes: dict[str, str] = {}
        self._data_styles: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._plain: dict[int, int] = {}
        self._code: list[str] | None = None
        self._name = self._cell_style = ""
        self._text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        given = {local(key): value for key, value in attributes.items()}
        if name in _STYLES:
            self._name, self._code = given.get("name", ""), []
        elif self._code is not None:
            self._code.append(_piece(name, given))
            self._text = name in ("text", "currency-symbol")
        elif name == "style":
            self._cell_style = given.get("name", "")
            if "data-style-name" in given:
                self._data_styles[self._cell_style] = given["data-style-name"]
        elif name == "table-properties" and given.get("display") == "false":
            self._hidden.add(self._cell_style)

    def characters(self, text: str) -> None:
        """Text inside of a format."""
        if self._code is not None and self._text and text:
            self._code.append(text if text in " -/.,:()%" else f'"{text}"')

    def end(self, name: str) -> None:
        """An element closes."""
        self._text = False
        if name in _STYLES and self._code is not None:
            self._codes[self._name] = "".join(self._code)
            self._code = None

    def hides(self, table_style: str) -> bool:
        """Whether a table of this style is hidden."""
        return table_style in self._hidden

    def number(self, cell_style: str) -> int:
        """The number of `cell_style` in `formats`; -1 where it has no format."""
        if cell_style not in self._numbers:
            code = self._codes.get(self._data_styles.get(cell_style, ""), "")
            self._numbers[cell_style] = self.formats.add(code) if code else -1
        return self._numbers[cell_style]

    def plain(self, style: int) -> int:
        """`style` for a value the file calls a number: without one that would make a date of it."""
        if style not in self._plain:
            _place, shown = self.formats.of_one(style)
            self._plain[style] = -1 if shown else style
        return self._plain[style]


def _piece(name: str, given: dict[str, str]) -> str:
    if name in ("number", "scientific-number"):
        places = given.get("decimal-places", given.get("min-decimal-places", "0"))
        decimals = "." + "0" * min(int(places), 30) if places.isdecimal() and int(places) else ""
        grouped = "#,##0" if given.get("grouping") == "true" else "0"
        return grouped + decimals + ("E+00" if name.startswith("sci") else "")
    if name == "month":
        long = given.get("style") == "long"
        return ("mmmm" if long else "mmm") if given.get("textual") == "true" else ("mm" if long else "m")
    if name in _LONG:
        piece = _LONG[name][given.get("style") == "long"]
        return f"[{piece}]" if name == "hours" and given.get("truncate-on-overflow") == "false" else piece
    return {"am-pm": "AM/PM", "day-of-week": "ddd", "era": "g", "quarter": '"Q"', "text-content": "@"}.get(name, "")
