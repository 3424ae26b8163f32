"""A worksheet of OOXML in the plain form nearly every program writes, read as arrays of bytes instead of element by element.

The cells of a worksheet are a local language: whether a file is in the plain form can be judged from every two tags that follow each
other. So the tags of a block of rows are found, their order is checked, and addresses, styles and numbers are taken for all cells at
once. Whatever is not exactly in the plain form raises `Irregular`, and `sheet_xml` reads the sheet instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from core.io.cells import Kind
from core.io.reading.cell_values import put_cell
from core.io.reading.decimals import decimals
from core.io.reading.grid import Grid
from core.io.reading.markup import unescaped
from core.io.reading.sheet_xml import Frame, read_cells

_ROW_PLACES = 26 + 26**2 + 26**3  # columns that three letters can name
_LARGEST_ROW = 1 << 26
_ROWS = re.compile(rb"<sheetData\s*>")
_PLAIN_START = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*(?:<\?xml\s[^>]*?(?:encoding=["\'](?:utf-8|us-ascii)["\'][^>]*)?\?>)?\s*<worksheet[\s>]', re.IGNORECASE
)
Ints = npt.NDArray[np.int64]

# The tags of the plain form, and which may follow which.
_ROW, _ROW_SELF, _ROW_END, _C, _C_SELF, _C_END, _V, _V_SELF, _V_END, _F, _F_SELF, _F_END, _IS, _IS_END, _T, _T_END, _OTHER = range(17)
_FOLLOWERS = {
    _ROW: (_C, _C_SELF, _ROW_END),
    _ROW_SELF: (_ROW, _ROW_SELF),
    _ROW_END: (_ROW, _ROW_SELF),
    _C: (_V, _V_SELF, _F, _F_SELF, _IS, _C_END),
    _C_SELF: (_C, _C_SELF, _ROW_END),
    _C_END: (_C, _C_SELF, _ROW_END),
    _V: (_V_END,),
    _V_SELF: (_C_END,),
    _V_END: (_C_END,),
    _F: (_F_END,),
    _F_SELF: (_V, _V_SELF, _C_END),
    _F_END: (_V, _V_SELF, _C_END),
    _IS: (_T,),
    _IS_END: (_C_END,),
    _T: (_T_END,),
    _T_END: (_IS_END,),
}
_ALLOWED = np.zeros((17, 17), np.bool_)
for _tag, _next in _FOLLOWERS.items():
    _ALLOWED[_tag, list(_next)] = True

_LT, _GT, _SLASH, _SPACE, _QUOTE, _EQUALS = b'<>/ "='


class Irregular(Exception):  # noqa: N818 - not an error: the other reader takes over
    """The sheet is not in the plain form."""


def read_sheet(part: str, blocks: Iterable[bytes], grid: Grid, frame: Frame) -> None:
    """Put the cells of a plain worksheet into `grid`, the rest into `frame`. Raises `Irregular`, or `Refused` for damage."""
    source = iter(blocks)
    head, rest = _head(source)
    tail, last = b"", -1
    for chunk, after in _row_chunks(rest, source):
        tail = after
        frame.raw += chunk.count(b"</v>") - chunk.count(b"<v></v>") + chunk.count(b"</is>")
        last = _Chunk(chunk).put_into(grid, last)
    read_cells(part, _tail_blocks(head, tail, source), grid, frame)


def _head(source: Iterator[bytes]) -> tuple[bytes, bytes]:
    """The bytes up to the start of the rows, and those after it."""
    data = b""
    for block in source:
        data += block
        found = _ROWS.search(data)
        if found:
            head = data[: found.end()]
            if not _PLAIN_START.match(head) or b"<!" in head:
                raise Irregular
            return head, data[found.end() :]
        if len(data) > _LARGEST_ROW:
            break
    raise Irregular


def _row_chunks(rest: bytes, source: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Whole rows as they come, each with the bytes that follow the last of all rows (empty until then)."""
    while True:
        end = rest.find(b"</sheetData>")
        if end >= 0:
            yield rest[:end], rest[end:]
            return
        cut = rest.rfind(b"</row>") + len(b"</row>")
        if cut >= len(b"</row>"):
            yield rest[:cut], b""
            rest = rest[cut:]
        block = next(source, b"")
        if not block or len(rest) > _LARGEST_ROW:
            raise Irregular
        rest += block


def _tail_blocks(head: bytes, tail: bytes, source: Iterator[bytes]) -> Iterator[bytes]:
    """The worksheet as if it had no rows: for its merged ranges, its protection, and to be sure that it is whole."""
    yield head
    yield tail
    yield from source


class _Chunk:
    """Some whole rows."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        # a margin, so that looking a few bytes past the last tag stays inside
        self.bytes = np.frombuffer(data + b" " * 16, np.uint8)
        self.open: Ints = np.flatnonzero(self.bytes == _LT)
        self.close = self._closes()
        self.tags = self._tags()
        if self.tags.size and not _ALLOWED[self.tags[:-1], self.tags[1:]].all():
            raise Irregular
        if self.tags.size and (self.tags[0] not in (_ROW, _ROW_SELF) or self.tags[-1] not in (_ROW_END, _ROW_SELF)):
            raise Irregular

    def _closes(self) -> Ints:
        """For each tag the place of its >; text may hold a bare > too, attributes here may not."""
        closes: Ints = np.flatnonzero(self.bytes == _GT)
        if closes.size < self.open.size:
            raise Irregular
        if closes.size > self.open.size:
            closes = closes[np.searchsorted(closes, self.open)] if self.open.size else closes[:0]
        if (closes <= self.open).any() or (closes[:-1] >= self.open[1:]).any():
            raise Irregular
        return closes

    def _tags(self) -> npt.NDArray[np.intp]:
        """What each tag is, by its first two letters."""
        first, second = self.bytes[self.open + 1], self.bytes[self.open + 2]
        third = self.bytes[self.open + 3]
        tags = np.full(self.open.size, _OTHER, np.intp)
        ends = first == _SLASH
        after_end = third == _GT
        alone = self.bytes[self.close - 1] == _SLASH
        named = (second == _SPACE) | (second == _GT) | (second == _SLASH)
        for letter, (start, single, end) in {
            "c": (_C, _C_SELF, _C_END),
            "v": (_V, _V_SELF, _V_END),
            "f": (_F, _F_SELF, _F_END),
            "t": (_T, _OTHER, _T_END),
        }.items():
            starts = (first == ord(letter)) & named
            tags[starts] = np.where(alone[starts], single, start)
            tags[ends & (second == ord(letter)) & after_end] = end
        self._long_tags(tags, first, second, third, alone)
        return tags

    def _long_tags(
        self,
        tags: npt.NDArray[np.intp],
        first: npt.NDArray[np.uint8],
        second: npt.NDArray[np.uint8],
        third: npt.NDArray[np.uint8],
        alone: npt.NDArray[np.bool_],
    ) -> None:
        fourth, fifth = self.bytes[self.open + 4], self.bytes[self.open + 5]
        row = (first == ord("r")) & (second == ord("o")) & (third == ord("w")) & ((fourth == _SPACE) | (fourth == _GT) | (fourth == _SLASH))
        tags[row] = np.where(alone[row], _ROW_SELF, _ROW)
        ends = first == _SLASH
        tags[ends & (second == ord("r")) & (third == ord("o")) & (fourth == ord("w")) & (fifth == _GT)] = _ROW_END
        tags[(first == ord("i")) & (second == ord("s")) & (third == _GT)] = _IS
        tags[ends & (second == ord("i")) & (third == ord("s")) & (fourth == _GT)] = _IS_END

    def put_into(self, grid: Grid, last: int) -> int:
        """Put the cells of these rows into `grid`; the place of the last of them. They must all come after the place `last`."""
        cells = np.flatnonzero(self.tags == _C)
        if not cells.size:
            return last
        rows, columns, styles, kinds = self._attributes(cells)
        places = rows * _ROW_PLACES + columns
        if places[0] <= last or (np.diff(places) <= 0).any():
            raise Irregular  # a cell may be given twice: the other reader knows which came last
        following = self.tags[cells + 1]
        value = cells + 1 + (following == _F_SELF) + 2 * (following == _F)
        has_value = self.tags[value] == _V
        plain = has_value & ((kinds == ord("n")) | (kinds == ord("s")))
        self._put_plain(grid, rows, columns, styles, kinds, value, plain)
        others = np.flatnonzero(~plain & (following != _C_END))
        for at in others.tolist():
            self._put_other(grid, int(cells[at]), int(rows[at]), int(columns[at]), int(styles[at]), int(kinds[at]))
        return int(places[-1])

    def _attributes(self, cells: npt.NDArray[np.intp]) -> tuple[Ints, Ints, Ints, npt.NDArray[np.uint8]]:
        """Rows, columns, styles and types of the cells; the type by one letter: n, s, b, e, d, or S for str and I for inlineStr."""
        quotes: Ints = np.flatnonzero(self.bytes == _QUOTE)
        quotes = np.append(quotes, [self.bytes.size] * 8)
        at = np.searchsorted(quotes, self.open[cells])
        cursor, stop = self.open[cells] + 2, self.close[cells]
        styles = np.zeros(cells.size, np.int64)
        kinds = np.full(cells.size, ord("n"), np.uint8)
        rows, columns = self._addresses(cursor, quotes[at], quotes[at + 1])
        cursor, at = quotes[at + 1] + 1, at + 2
        for _attribute in range(2):
            left = np.flatnonzero(cursor < stop)
            if not left.size:
                break
            name = self._attribute_name(cursor[left], quotes[at[left]])
            first, last = quotes[at[left]] + 1, quotes[at[left] + 1]
            styled = name == ord("s")
            styles[left[styled]] = self._digits(first[styled], last[styled], 6)
            typed = name == ord("t")
            kinds[left[typed]] = self._types(first[typed], last[typed])
            if not (styled | typed).all():
                raise Irregular
            cursor, at = cursor.copy(), at.copy()
            cursor[left] = last + 1
            at[left] += 2
        if (cursor != stop).any():
            raise Irregular
        return rows, columns, styles, kinds

    def _attribute_name(self, cursor: Ints, quote: Ints) -> npt.NDArray[np.uint8]:
        """The one-letter name of the attribute at `cursor`, whose value starts at `quote`."""
        if (self.bytes[cursor] != _SPACE).any() or (self.bytes[cursor + 2] != _EQUALS).any() or (cursor + 3 != quote).any():
            raise Irregular
        return self.bytes[cursor + 1]

    def _addresses(self, cursor: Ints, quote: Ints, end: Ints) -> tuple[Ints, Ints]:
        if (self._attribute_name(cursor, quote) != ord("r")).any():
            raise Irregular
        place = quote + 1
        columns = np.zeros(place.size, np.int64)
        letters = np.ones(place.size, np.bool_)
        for _letter in range(3):
            sign = self.bytes[place]
            letters = letters & (sign >= 65) & (sign <= 90)
            columns = np.where(letters, columns * 26 + sign - 64, columns)
            place = place + letters
        if (columns == 0).any():
            raise Irregular
        return self._digits(place, end, 7) - 1, columns - 1

    def _digits(self, first: Ints, last: Ints, most: int) -> Ints:
        """The whole numbers of up to `most` digits that stand from `first` up to `last`."""
        width = last - first
        if width.size and (width.min() < 1 or width.max() > most):
            raise Irregular
        numbers = np.zeros(first.size, np.int64)
        for place in range(int(width.max()) if width.size else 0):
            inside = width > place
            digit = self.bytes[np.minimum(first + place, self.bytes.size - 1)].astype(np.int64) - 48
            if (inside & ((digit < 0) | (digit > 9))).any():
                raise Irregular
            numbers = np.where(inside, numbers * 10 + digit, numbers)
        return numbers

    def _types(self, first: Ints, last: Ints) -> npt.NDArray[np.uint8]:
        width = last - first
        kinds: npt.NDArray[np.uint8] = self.bytes[first].copy()
        known = (width == 1) & np.isin(kinds, np.frombuffer(b"nsbed", np.uint8))
        text = (width == 3) & (kinds == ord("s"))
        inline = (width == 9) & (kinds == ord("i"))
        if not (known | text | inline).all():
            raise Irregular
        kinds[text], kinds[inline] = ord("S"), ord("I")
        return kinds

    def _put_plain(
        self, grid: Grid, rows: Ints, columns: Ints, styles: Ints, kinds: npt.NDArray[np.uint8], value: Ints, plain: npt.NDArray[np.bool_]
    ) -> None:
        """The numbers and shared texts, all at once."""
        value = value[plain]
        try:
            numbers = decimals(self.data, self.bytes, self.close[value] + 1, self.open[value + 1])
        except ValueError as error:
            raise Irregular from error
        shared = kinds[plain] == ord("s")
        texts = numbers[shared]
        if texts.size and (texts.min() < 0 or texts.max() >= grid.strings.shared or (texts % 1).any()):
            raise Irregular
        empty = np.zeros(numbers.size, np.bool_)
        empty[shared] = grid.strings.empty[texts.astype(np.int64)]
        grid.blanks += int(empty.sum())
        what = np.where(shared, Kind.TEXT, Kind.NUMBER).astype(np.uint8)
        rows, columns, styles = rows[plain], columns[plain], styles[plain]
        keep = slice(None) if not empty.any() else ~empty
        grid.extend(rows[keep].astype(np.int32), columns[keep].astype(np.int32), what[keep], numbers[keep], styles[keep].astype(np.int32))

    def _put_other(self, grid: Grid, cell: int, row: int, column: int, style: int, kind: int) -> None:
        """One cell that is neither a number nor a shared text."""
        formula = text = None
        at = cell + 1
        while self.tags[at] != _C_END:
            tag = self.tags[at]
            if tag in (_F, _V, _T):
                content = self._content(at)
                if tag == _F:
                    formula = content
                elif tag == _V or self.data.find(b'xml:space="preserve"', self.open[at], self.close[at]) >= 0:
                    text = content
                else:
                    text = content.strip()
            elif tag == _F_SELF:
                formula = ""
            at += 1
        if formula == "" and not text and kind != ord("S"):
            raise Irregular  # the text of a shared formula stands elsewhere
        names = {ord("S"): "str", ord("I"): "inlineStr"}
        put_cell(grid, row, column, style, names.get(kind, chr(kind)), text, formula)

    def _content(self, tag: int) -> str:
        raw = self.data[self.close[tag] + 1 : self.open[tag + 1]]
        try:
            return unescaped(raw.decode("utf-8"))
        except ValueError as error:
            raise Irregular from error
