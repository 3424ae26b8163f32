"""How Orebook's own workbooks are laid out: known to the export that writes them and to the import that takes them back.

* One sheet a kind of record, named as `SHEETS` says; its first row holds the titles of the record's columns, in their order, then a row
  a record.
* The sheet "Series" is the catalogue: a row a series, without its values.
* The values stand on sheets of their own, one a kind and frequency ("Price monthly"), dates down, series across: row 1 `DATE` and the
  series' titles, row 2 `UNIT` and their units, row 3 `ID` and their ids, then a row a date. A blank cell: the series has no point on that
  date. A point without a value holds the word of `WORDS` that says why.
* The sheet "Marks" lists what a value cell cannot say: series id, date, and the marks by name ("estimated", "preliminary", "edited",
  "bound").
* A sheet "Chart" holds a native chart above the very values that it draws; it is for looking at and is not read back.
* What does not fit on one sheet goes on with " (2)", " (3)" ... after the name.

The words are English in every language of the program, so that a workbook written in one is read back in another.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.model.points import Mark

DATE = "Date"
UNIT = "Unit"
ID = "Id"
MARKS_SHEET = "Marks"
MARKS_HEADER = ("Series", "Date", "Marks")
ABOUT_SHEET = "About"
CHART_SHEET = "Chart"

SHEETS: Mapping[str, str] = MappingProxyType(
    {
        "series": "Series",
        "events": "Policy events",
        "supply": "Supply",
        "trade": "Trade shares",
        "indicators": "Indicators",
        "figures": "Figures",
        "country_facts": "Country facts",
        "asset_returns": "Asset returns",
        "targets": "Targets",
        "relations": "Relations",
        "scenarios": "Scenarios",
        "views": "Saved views",
        "annotations": "Annotations",
        "recipes": "Recipes",
        "sources": "Sources",
        "problems": "Problems",
    }
)

# Fields that workbooks written before them have no column for.
LATER: Mapping[str, tuple[str, ...]] = MappingProxyType({"events": ("adopted",)})

# Why a point has no value, as the word that stands in its cell. The first that applies is written; a plain gap is "gap".
WORDS: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.WITHHELD: "W",
        Mark.NOT_AVAILABLE: "n/a",
        Mark.NIL: "nil",
        Mark.ERROR: "error",
        Mark.NONE: "gap",
    }
)


def mark_names(mark: Mark) -> tuple[str, ...]:
    """The names of the marks that are set, lower case: ("estimated", "edited")."""
    return tuple(one.name.lower().replace("_", " ") for one in Mark if one & mark and one.name)


def marks_named(names: str) -> Mark:
    """The marks of names with semicolons between them. Raises ValueError with the name that is none."""
    mark = Mark.NONE
    for name in (part.strip() for part in names.split(";")):
        if name:
            try:
                mark |= Mark[name.upper().replace(" ", "_")]
            except KeyError:
                raise ValueError(name) from None
    return mark
