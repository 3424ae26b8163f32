"""A series from its points, with everything that a table says about it: id, unit, kind, venue, source."""

from __future__ import annotations

import re

from core.io.cells import Book, Sheet
from core.io.decisions import COLLECTION, VENUE
from core.io.guess import is_group, kind_of, mineral_name, slug, unit_id
from core.io.recipe import ColumnRole, TableRecipe
from core.io.tenors import tenor_of
from core.io.troubles import Troubles
from core.io.venues import venue_of
from core.model import Origin, Points, Series
from core.model.minerals import likeliest_mineral
from core.model.names import Likely
from core.words import _

_TEXT_FORMATS = frozenset({"csv", "tsv", "txt", "text"})


class SeriesMaker:
    """Makes the series of one table; a unit that is not known is told once."""

    def __init__(self, book: Book, sheet: Sheet, recipe: TableRecipe, source_id: str, troubles: Troubles) -> None:
        self._recipe, self._source, self._troubles = recipe, source_id, troubles
        self._origin = Origin(source_id, "" if book.format in _TEXT_FORMATS else sheet.name)
        self._strange: set[str] = set()
        self._misspelt: set[str] = set()

    def series(
        self, column: ColumnRole, title: str, unit: str, mineral: str, points: Points, frequency: str, first_row: int, place: str = ""
    ) -> Series:
        """A series of a value column. unit: as written; first_row: of its points, for the address of a problem; place: within the venue."""
        canonical = unit_id(unit)
        notes = [_("Code: {code}").format(code=column.code)] if column.code else []
        notes += [column.note] if column.note else []
        if unit and not canonical:
            notes.append(_("Unit as written: {unit}").format(unit=unit))
            self._tell_strange(unit, *(column.unit_cell or (first_row, column.column)))
        self._tell_misspelt(title, mineral, first_row, column.column)
        kind = column.kind if unit == column.unit or column.fixed else kind_of(title, unit, *self._recipe.above) or column.kind
        return Series(
            id=f"{self._recipe.decided(COLLECTION, 'sheet')}/{slug(title)}",
            title=title,
            kind=kind,
            mineral=mineral,
            unit=canonical or unit,
            venue=": ".join(filter(None, (venue_of(title) or self._recipe.decided(VENUE), place))),
            frequency=frequency,
            tenor=tenor_of(title) if kind in {"price", "forward"} else "",
            source=self._source,
            note="; ".join(notes),
            points=points,
            origins=(self._origin,),
        )

    def _tell_misspelt(self, title: str, mineral: str, first_row: int, column: int) -> None:
        """A title that is nearly the name of a mineral: never taken for it without a word."""
        near = _nearly_named(title) if not mineral and title not in self._misspelt else None
        if near is None:
            return
        self._misspelt.add(title)
        self._troubles.add(
            "unknown mineral", _("“{title}” names no mineral that is known. Did you mean {name} ({likeness:.0%} alike)?").format(
                title=title, name=mineral_name(near.id), likeness=near.likeness
            ), cell=self._recipe.address(first_row, column), value=title,
            suggestion=_("Choose the mineral in the import dialog or in the Data tab."),
        )  # fmt: skip

    def _tell_strange(self, unit: str, row: int, column: int) -> None:
        if unit in self._strange:
            return
        self._strange.add(unit)
        self._troubles.add(
            "unit", _("The unit “{unit}” is not known; the values are kept, but cannot be converted.").format(unit=unit),
            cell=self._recipe.address(row, column), value=unit, suggestion=_("Choose the unit in the import dialog or in the Data tab."),
        )  # fmt: skip


def _nearly_named(title: str) -> Likely | None:
    """The mineral that a title misspells: as a whole, in one of its parts, or in one of its words."""
    parts = [title, *title.split(", "), *re.findall(r"[A-Za-z]{5,}", title[:200])]
    found = (near for part in dict.fromkeys(parts) if (near := likeliest_mineral(part)) is not None)
    return next((near for near in found if not is_group(near.id)), None)
