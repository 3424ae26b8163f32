"""What a record's fields are: declared once, used by the import matcher, the editor grid, the Excel template and the file.

A record type is a frozen dataclass whose fields are made with `column(...)`. Each field's values can be read from text (`read`), shown
as text (`show`) and carried in JSON (`to_plain`, `from_plain`) without the record type writing any code for it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import functools
import math
import re
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar, cast

from core.model.dates import Clock, PartialDate
from core.words import _

R = TypeVar("R")

_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


class FieldKind(enum.StrEnum):
    """What sort of value a field holds, and so how it is read, shown, edited and written to a sheet."""

    TEXT = "text"
    CHOICE = "choice"  # one of the column's choices
    LIST = "list"  # tuple of texts, written with semicolons
    NUMBER = "number"  # float, or None when missing
    INTEGER = "integer"  # int, or None when missing
    FLAG = "flag"  # yes or no
    DATE = "date"  # PartialDate, or None when unknown
    DAY = "day"  # datetime.date, or None
    CLOCK = "clock"  # Clock, or None


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One field of a record type. title: English, translated when shown. names: other headers it is recognised by when imported."""

    name: str
    title: str
    kind: FieldKind
    unit: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    refers: str = ""  # what its text names: "mineral", "country", "unit", "source", "event"
    names: tuple[str, ...] = ()
    help: str = ""
    private: bool = False  # stays in the workspace: no file for others holds it


_BLANKS = (None, "")

_EMPTY: dict[FieldKind, Any] = {
    FieldKind.TEXT: "",
    FieldKind.CHOICE: "",
    FieldKind.LIST: (),
    FieldKind.FLAG: False,
}


def column(
    title: str,
    kind: FieldKind = FieldKind.TEXT,
    *,
    unit: str = "",
    choices: tuple[str, ...] = (),
    required: bool = False,
    refers: str = "",
    names: tuple[str, ...] = (),
    help: str = "",  # noqa: A002 - the word that the declarations read best with
    private: bool = False,
) -> Any:
    """A dataclass field that carries its declaration. Not required: it has the empty value of its kind as the default."""
    declared = Column("", title, kind, unit, choices, required, refers, names, help, private)
    if required:
        return dataclasses.field(metadata={"column": declared})
    return dataclasses.field(default=_EMPTY.get(kind), metadata={"column": declared})


def columns(record_type: type) -> tuple[Column, ...]:
    """The declared columns of a record type, in order. Fields without a declaration (a series' points) are not among them."""
    return _columns(cast("Hashable", record_type))


def shared_columns(record_type: type) -> tuple[Column, ...]:
    """The declared columns that files for others hold."""
    return tuple(one for one in columns(record_type) if not one.private)


@functools.cache
def _columns(record_type: Any) -> tuple[Column, ...]:
    return tuple(
        dataclasses.replace(field.metadata["column"], name=field.name)
        for field in dataclasses.fields(record_type)
        if "column" in field.metadata
    )


def read(declared: Column, value: object) -> Any:
    """The field's value from what a person typed or a file holds; blank is the empty value of its kind.

    Raises ValueError with a sentence for the user.
    """
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        if declared.required:
            raise ValueError(_("{title} cannot be empty").format(title=_(declared.title)))
        return _EMPTY.get(declared.kind)
    if declared.kind is FieldKind.CHOICE:
        return _choice(declared, _plain_text(value))
    return _READERS[declared.kind](value)


def show(value: Any) -> str:
    """The value as text that `read` understands; empty for a missing one."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return "" if math.isnan(value) else repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case tuple():
            return "; ".join(value)
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)


def to_plain(record: object) -> dict[str, Any]:
    """The declared fields as JSON has them: text, numbers, lists, true and false, null for missing."""
    return {declared.name: _plain(getattr(record, declared.name)) for declared in columns(type(record))}


def from_plain(record_type: type[R], plain: Mapping[str, Any], **more: Any) -> R:
    """The record of `to_plain`'s mapping; `more` gives undeclared fields. Unknown names are ignored, absent ones are empty.

    Raises ValueError with a sentence when a value does not fit its field.
    """
    given = {
        declared.name: read(declared, plain.get(declared.name))
        for declared in columns(record_type)
        if declared.required or plain.get(declared.name) not in _BLANKS
    }
    return record_type(**given, **more)


def _plain(value: Any) -> Any:
    match value:
        case tuple():
            return list(value)
        case PartialDate() | Clock():
            return str(value)
        case dt.date():
            return value.isoformat()
        case float() if math.isnan(value):
            return None
        case _:
            return value


def _plain_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _number(value: object) -> float:
    if isinstance(value, int | float):
        number = float(value)
    else:
        text = str(value).replace("\N{MINUS SIGN}", "-")
        if _GROUPED.fullmatch(text):  # a comma is dropped only where it can be nothing but a thousands separator
            text = text.replace(",", "")
        try:
            number = float(text)
        except ValueError:
            raise ValueError(_("“{text}” is not a number").format(text=value)) from None
    if math.isinf(number):
        raise ValueError(_("“{text}” is not a number that can be kept").format(text=value))
    return number


def _integer(value: object) -> int:
    number = _number(value)
    if not number.is_integer():
        raise ValueError(_("“{text}” is not a whole number").format(text=value))
    return int(number)


def _list(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, tuple | list) else str(value).split(";")
    return tuple(item for item in (str(item).strip() for item in items) if item)


def _day(value: object) -> dt.date:
    day = _date(value)
    if day.precision != "day":
        raise ValueError(_("“{text}” is not a full date; write 2026-01-14").format(text=value))
    return day.start


def _flag(value: object) -> bool:
    if isinstance(value, bool | int | float):
        return bool(value)
    word = str(value).casefold()
    if word in {"yes", "y", "true", "1", "x"}:
        return True
    if word in {"no", "n", "false", "0"}:
        return False
    raise ValueError(_("“{text}” is neither yes nor no").format(text=value))


def _date(value: object) -> PartialDate:
    match value:
        case PartialDate():
            return value
        case dt.datetime():
            return PartialDate(value.date())
        case dt.date():
            return PartialDate(value)
        case _:
            return PartialDate.parse(_plain_text(value))


def _clock(value: object) -> Clock:
    return value if isinstance(value, Clock) else Clock.parse(str(value))


_READERS: dict[FieldKind, Callable[[object], Any]] = {
    FieldKind.TEXT: _plain_text,
    FieldKind.LIST: _list,
    FieldKind.NUMBER: _number,
    FieldKind.INTEGER: _integer,
    FieldKind.FLAG: _flag,
    FieldKind.DATE: _date,
    FieldKind.DAY: _day,
    FieldKind.CLOCK: _clock,
}


def _choice(declared: Column, text: str) -> str:
    if text in declared.choices:
        return text
    for choice in declared.choices:
        if choice.casefold() == text.casefold():
            return choice
    raise ValueError(
        _("“{text}” is not one of the words for {title}: {choices}").format(
            text=text, title=_(declared.title), choices=", ".join(declared.choices)
        )
    )
