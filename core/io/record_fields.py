"""The cells of a row read into the fields of a record: numbers, names, dates as people write them, clocks and words for a status.

What is taken for something else than it says (a misspelled name, a relative date, a free word) is said; what is not understood is
listed, and the text is kept: a name as written, a date in the record's note.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.io.cells import Cell, Kind, Sheet
from core.io.date_columns import shown_precision
from core.io.event_words import known_words, meant
from core.io.guess import unit_id
from core.io.numbers import DASHES, means_net_exporter, missing_mark, read_number
from core.io.periods import read_period, year_as_period
from core.io.record_names import NAMED, name_of, names_in
from core.io.reference_dates import day_of
from core.io.relative_dates import depends, resolve, smallest
from core.io.spans import read_span
from core.io.troubles import Troubles
from core.model import Clock, Column, FieldKind, Mark, PartialDate, Precision, read
from core.model.countries import country_id
from core.words import _

_SIGNS = (
    ("≥", ">="),
    ("≤", "<="),
    (">=", ">="),
    ("<=", "<="),
    (">", ">"),
    ("<", "<"),
    ("more than", ">"),
    ("less than", "<"),
    ("at least", ">="),
    ("at most", "<="),
    ("up to", "<="),
    ("over", ">"),
    ("under", "<"),
    ("~", "~"),
    ("about", "about"),
)
_CHINESE_SIGNS = (
    *((word, ">=") for word in ("不少於", "不少于", "不低於", "不低于", "至少")),
    *((word, "<=") for word in ("不超過", "不超过", "最多")),
    *((word, ">") for word in ("超過", "超过", "逾")),
    *((word, "<") for word in ("不足", "低於", "低于")),
    *((word, "~") for word in ("大約", "大约", "約", "约")),
)
_UNKNOWN_DATE = re.compile(
    r"tb[acd]|to be (?:determined|announced|confirmed|decided)|n\.?/?a\.?|unknown|undated|pending|"
    r"not (?:yet|known|set|specified|applicable)(?: \w+)?|none|ongoing|open[- ]ended|indefinite(?:ly)?|permanent|"
    r"待定|未定|不詳|不详|未知|未公布|未公佈|無|无|無限期|无限期|長期|长期",
    re.I,
)
_AT_ONCE = re.compile(  # on the day of the announcement
    r"immediate(?:ly)?|with immediate effect|at once|(?:up)?on (?:announcement|publication)|same (?:day|date)|"
    r"即日起?|同日|發布之日起?|发布之日起?",
    re.I,
)
_NOTHING = re.compile(r"[-–—−―]+|#?n\.?/?a\.?|none|nil|無|无|[.…*?]+", re.I)  # says no more than a blank cell
_PARTIES = frozenset(("giver", "taker"))  # a country, a bloc or a firm
_SPANNED = frozenset(("announced", "adopted", "in_force"))  # the fields that begin what `ended` ends
_CLOCK_UNIT = re.compile(r"\b(day|week|month|year)s?\b|([天日周週月年])", re.I)
_CHINESE_UNITS = {"天": "day", "日": "day", "周": "week", "週": "week", "月": "month", "年": "year"}
_ID = re.compile(r"(?=.*[\d/])[^\s:]+|[^\s:]+(?:\s*;\s*[^\s:]+)+")


@dataclass(slots=True)
class _Row:
    """One row while it is read. said: what its note shall say. end: where a date told the end of a measure too. percent: its number is."""

    values: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    reference: dt.date | None = None
    end: PartialDate | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the cells of rows into the values of fields. decimal: the sign in numbers that are written as text.

    reference: the day that relative dates count from; reference_column: where a row says its own. headers: of the columns, as written.
    percent: number cells that Excel shows in percent are in percent; else the caller scales them.
    """

    sheet: Sheet
    day_first: bool
    troubles: Troubles
    decimal: str = "."
    reference: dt.date | None = None
    reference_column: int | None = None
    headers: Mapping[int, str] = field(default_factory=dict)
    percent: bool = False
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # places that a merged cell covers downwards
    told_words: set[str] = field(default_factory=set)  # free words that were said already

    def row(self, row: int, fields: list[tuple[int, Column]]) -> dict[str, Any]:
        """The field values of a row."""
        told = _Row(reference=self._reference(row))
        for column, declared in fields:
            cell = self.sheet.cell(*self.merged.get((row, column), (row, column)))
            try:
                told.values[declared.name] = self._value(declared, cell, told, column)
            except ValueError as reason:
                if declared.kind is FieldKind.DATE and cell.kind is Kind.TEXT:
                    told.said.append(f"{_(declared.title)}: {cell.text.strip()}")
                self.troubles.add(
                    declared.name.replace("_", " "), _("{reason}; the field was left empty.").format(reason=str(reason)),
                    cell=cell.address, value=cell.text,
                )  # fmt: skip
        values = told.values
        if told.end is not None and any(declared.name == "announced" for _at, declared in fields) and not values.get("ended"):
            values["ended"] = told.end
        if told.percent and not values.get("unit"):
            values["unit"] = "%"
        if told.said:
            values["note"] = "; ".join(dict.fromkeys(filter(None, (values.get("note", ""), *told.said))))
        return values

    def _reference(self, row: int) -> dt.date | None:
        """The day that the dates of a row count from: its own date of report, else that of the whole table."""
        if self.reference_column is not None:
            cell = self.sheet.cell(row, self.reference_column)
            own = cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value
            own = day_of(own) if isinstance(own, str) else own
            if isinstance(own, dt.date):
                return own
        return self.reference

    def _value(self, declared: Column, cell: Cell, told: _Row, column: int) -> Any:
        if cell.kind is Kind.BLANK or (cell.kind is Kind.TEXT and not cell.text.strip()):
            return read(declared, None) if not declared.required else ""
        if cell.kind in {Kind.ERROR, Kind.UNCOMPUTED}:
            raise ValueError(_("The cell holds {text} and no value").format(text=cell.text))
        match declared.kind:
            case FieldKind.NUMBER | FieldKind.INTEGER if isinstance(cell.value, str):
                return self._number(declared, cell.value, told)
            case FieldKind.NUMBER if self.percent and isinstance(cell.value, float) and "%" in cell.format:
                return self._in_percent(declared, cell.value * 100.0, told)
            case FieldKind.DATE | FieldKind.DAY:
                return read(declared, self._date(declared, cell, told))
            case FieldKind.CLOCK:
                return self._clock(cell, told, self.headers.get(column, ""))
            case FieldKind.LIST:
                return names_in(declared.refers, cell, self.troubles)
            case FieldKind.CHOICE if known_words(declared.name):
                return self._choice(declared, cell, told)
            case FieldKind.TEXT if declared.name == "instrument":
                return self._instrument(declared, cell, told)
            case FieldKind.TEXT if declared.refers == "source":
                return self._source(declared, cell, told, column)
            case FieldKind.TEXT if declared.refers in NAMED:
                return name_of(declared.refers, cell.text, cell, self.troubles)
            case FieldKind.TEXT if declared.name in _PARTIES:
                return country_id(cell.text) or read(declared, cell.text)
            case FieldKind.TEXT if declared.refers == "unit":
                return unit_id(cell.text) or cell.text.strip()
            case _:
                return read(declared, cell.value if isinstance(cell.value, bool | float) else cell.text)

    def _number(self, declared: Column, text: str, told: _Row) -> Any:
        mark = missing_mark(text)
        if mark is not None:
            words = {Mark.WITHHELD: _("withheld"), Mark.NIL: _("nil")}
            meant = _("net exporter") if means_net_exporter(text) else words.get(mark, _("not available"))
            told.said.append(f"{declared.title}: {meant} ({text.strip()})")
            return None
        text = text.strip()
        sign, bare = next(((sign, text[len(word) :]) for word, sign in _CHINESE_SIGNS if text.startswith(word)), ("", text))
        number = read_number(bare, self.decimal)
        if number is None:
            return read(declared, text)
        sign = sign or next((sign for word, sign in _SIGNS if text.casefold().startswith(word)), "")
        if sign and not told.values.get("comparator"):
            told.values["comparator"] = sign
        if Mark.ESTIMATED & number.mark:
            told.values["estimated"] = True
        if number.high is not None:
            told.values["high"] = number.high
        return self._in_percent(declared, number.value, told) if number.percent else read(declared, number.value)

    def _in_percent(self, declared: Column, value: float, told: _Row) -> Any:
        told.percent |= declared.unit != "%"
        return read(declared, value)

    # dates and clocks

    def _date(self, declared: Column, cell: Cell, told: _Row) -> object:
        match cell.value:
            case dt.datetime() | dt.date():
                day = cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value
                return _shown(day, shown_precision(cell.format))
            case float():
                period = read_period(cell.text)
                return year_as_period(cell.value) or (period.date if period is not None else cell.text)
            case str():
                period = read_period(cell.value)
                if period is None:
                    return self._date_in_words(declared, " ".join(cell.value.split()), cell, told)
                return period.date if self.day_first or period.other is None else period.other
            case _:
                return cell.value

    def _date_in_words(self, declared: Column, text: str, cell: Cell, told: _Row) -> object:
        """Two dates in one cell, an unknown one, one that counts from another day, or late 2025; else the text, which is no date."""
        if text in DASHES or missing_mark(text) is not None or _UNKNOWN_DATE.fullmatch(text):
            told.said += [] if _NOTHING.fullmatch(text) else [f"{_(declared.title)}: {text}"]
            return None
        if _AT_ONCE.fullmatch(text) and told.values.get("announced") is not None:
            told.said.append(f"{_(declared.title)}: {text}")
            return told.values["announced"]
        pair = read_span(text)
        if pair is not None:
            return self._spanned(declared, text, pair, told)
        if depends(text):
            return self._counted(declared, text, cell, told)
        date = resolve(text, dt.date.min.replace(year=2000))
        if date is not None:
            told.said.append(f"{_(declared.title)}: {text}")
        return date or text

    def _spanned(self, declared: Column, text: str, pair: tuple[PartialDate, PartialDate | None], told: _Row) -> PartialDate:
        start, end = pair
        if declared.name in _SPANNED:
            told.end = end
            return start
        told.said.append(f"{_(declared.title)}: {text}")
        return (smallest(start.start, end.end) if end is not None else None) or start

    def _counted(self, declared: Column, text: str, cell: Cell, told: _Row) -> PartialDate | None:
        if told.reference is None:
            told.said.append(f"{_(declared.title)}: {text}")
            self.troubles.add(
                "relative date", _("“{text}” counts from a day that the file does not say; the date was left empty.").format(text=text),
                cell=cell.address, value=text, suggestion=_("Type the day under “Relative dates count from” in the import dialog."),
            )  # fmt: skip
            return None
        date = resolve(text, told.reference)
        if date is None:
            raise ValueError(_("“{text}” is no date when it counts from {day}").format(text=text, day=told.reference))
        said = _("“{text}” counted from {day}").format(text=text, day=told.reference)
        told.said.append(said)
        self.troubles.add("relative date", f"{said}: {date}.", cell=cell.address, value=text, severity="note")
        return date

    def _clock(self, cell: Cell, told: _Row, header: str) -> Clock | None:
        """180 days, six months; a bare number in the unit that the header names."""
        text = cell.text.strip()
        if text in DASHES or missing_mark(text) is not None or _UNKNOWN_DATE.fullmatch(text):
            told.said += [] if _NOTHING.fullmatch(text) else [f"{header}: {text}"]
            return None
        unit = _CLOCK_UNIT.search(header.replace("_", " "))
        if text.isdecimal() and unit:
            text = f"{text} {unit[1] or _CHINESE_UNITS[unit[2]]}"
        try:
            return Clock.parse(text)
        except ValueError:
            told.said.append(f"{header or _('Clock')}: {text}")
            raise

    # words and names

    def _choice(self, declared: Column, cell: Cell, told: _Row) -> Any:
        text = cell.text.strip()
        if text in DASHES or missing_mark(text) is not None:
            return ""
        try:
            return read(declared, text)
        except ValueError:
            word = meant(declared.name, text)
            if not word:
                told.said.append(f"{_(declared.title)}: {text}")
                raise
            self._tell_word(cell, _("“{text}” was taken for “{word}” ({title}).").format(text=text, word=word, title=_(declared.title)))
            return word

    def _instrument(self, declared: Column, cell: Cell, told: _Row) -> str:
        """The known word for an instrument, and in the note what stands there; words that are none are kept."""
        text = " ".join(cell.text.split())
        word = meant(declared.name, text)
        if word.casefold() != text.casefold() and word:
            told.said.append(f"{_(declared.title)}: {text}")
            self._tell_word(cell, _("“{text}” was taken for “{word}” ({title}).").format(text=text, word=word, title=_(declared.title)))
        elif not word:
            self._tell_word(cell, _("“{text}” is none of the known instruments; it was kept as written.").format(text=text))
        return word or text

    def _tell_word(self, cell: Cell, message: str) -> None:
        """A note about a free word, at the first cell that holds it."""
        if message not in self.told_words:
            self.told_words.add(message)
            self.troubles.add("word", message, cell=cell.address, value=cell.text, severity="note")

    def _source(self, declared: Column, cell: Cell, told: _Row, column: int) -> str:
        """The id of a source; a publisher's name or a link goes to the note, for the file is where the record was found."""
        text = cell.text.strip()
        if _ID.fullmatch(text):
            return text
        told.said.append(f"{self.headers.get(column) or _(declared.title)}: {text}")
        return ""


def _shown(day: dt.date, precision: Precision) -> PartialDate:
    """A day as its number format shows it: Jan-24 is a month, 2024 a year."""
    if precision is Precision.DAY:
        return PartialDate(day)
    return PartialDate(day.replace(day=1) if precision is Precision.MONTH else day.replace(month=1, day=1), precision)
