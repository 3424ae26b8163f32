"""A figure that can be explained: its value, the formula in words, and the records behind it with the place where each stood."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.model import PARTS, Record, Series, Workspace
from core.model.fields import show
from core.model.points import LARGEST
from core.views.data import provenance
from core.views.naming import named_title, unit_word
from core.words import _

_SAID = (
    "name",
    "mineral",
    "stage",
    "importer",
    "country",
    "supplier",
    "measure",
    "giver",
    "taker",
)  # what a record without a title is told by
_AMOUNTS = ("value", "quantity", "share")


@dataclass(frozen=True, slots=True)
class Input:
    """A record behind a figure. part: the table of the workspace it is in; value: its number with unit, in words; place: sheet and cell."""

    part: str
    id: str
    title: str
    value: str
    date: str
    place: str
    source: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure as it is shown. value: None where it is told in words (`text`) or cannot be had (`missing` then says what it needs).

    definition: the formula in words with its source; cautions: sentences on what limits it.
    """

    key: str
    group: str
    title: str
    value: float | None
    unit: str
    date: str
    definition: str
    inputs: tuple[Input, ...] = ()
    text: str = ""
    missing: str = ""
    cautions: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The figure in words, without its unit; a dash where it is missing."""
        return number(self.value) if self.value is not None else self.text or "–"

    @property
    def said(self) -> str:
        """The value with its unit, as it is read."""
        return f"{self.shown} {unit_word(self.unit)}".strip() if self.value is not None else self.shown


def number(value: float) -> str:
    """A number with four significant figures, more where its whole part has more; minus signs as they are printed."""
    if not math.isfinite(value):
        return "–"
    size = math.floor(math.log10(abs(value))) if value else 0
    text = f"{value:,.{min(max(3 - size, 0), 8)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", "0"} else text.replace("-", "−", 1)


def inputs_of(workspace: Workspace, ids: Iterable[str]) -> tuple[Input, ...]:
    """The records of these ids, each once, in order; a series is told by its last value. Ids that are no record are left out."""
    found = ((part, record) for key in dict.fromkeys(ids) for part, record in _records(workspace, key))
    return tuple(_input(workspace, part, record) for part, record in found)


def explanation(row: Explained) -> str:
    """All that is known of a figure as plain lines: to be read, and to be copied."""
    lines = [f"{row.title}: {row.said}" + (f" ({row.date})" if row.date else ""), "", row.definition]
    lines += ["", row.missing] if row.missing else []
    lines += ["", *row.cautions] if row.cautions else []
    if row.inputs:
        lines += ["", _("Made of:")]
    for one in row.inputs:
        lines.append(" · ".join(part for part in (one.title, one.value, one.date, one.place, one.source, one.id) if part))
    return "\n".join(lines)


def _records(workspace: Workspace, key: str) -> list[tuple[str, Record]]:
    return [(part, getattr(workspace, part)[key]) for part in PARTS if key in getattr(workspace, part)][:1]


def _input(workspace: Workspace, part: str, record: Record) -> Input:
    said = (getattr(record, name, "") for name in _SAID)
    title = named_title(record) or ", ".join(one for one in said if one) or record.id
    if isinstance(record, Series):
        filled = np.flatnonzero(np.abs(np.nan_to_num(record.points.values, nan=np.inf)) < LARGEST)
        if not len(filled):
            return Input(part, record.id, title, "", "", "", _source(workspace, record))
        at = int(filled[-1])
        place = record.place(at)
        value = f"{number(float(record.points.values[at]))} {record.unit}".strip()
        return Input(part, record.id, title, value, str(record.points.dates[at]), str(place or ""), _source(workspace, record, at))
    name, amount = next(((name, one) for name in _AMOUNTS if (one := getattr(record, name, None)) is not None), ("", None))
    unit = "%" if name == "share" else getattr(record, "unit", "")
    sign = getattr(record, "comparator", "")
    value = "" if amount is None else f"{sign if sign not in {'', '='} else ''} {number(amount)} {unit}".strip()
    date = show(getattr(record, "date", None) or getattr(record, "year", None) or getattr(record, "announced", None))
    return Input(part, record.id, title, value, date, getattr(record, "cell", ""), _source(workspace, record))


def _source(workspace: Workspace, record: Record, point: int | None = None) -> str:
    """What the first source of the record, or of a series' point, is called and, where it is a file, the file's name."""
    told = dict(reversed(provenance(workspace, record, point)))
    return ", ".join(dict.fromkeys(text for label in (_("Source"), _("File")) if (text := told.get(label, ""))))
