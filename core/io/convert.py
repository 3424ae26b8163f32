"""From the cells of a table to records, as its recipe says; every value keeps its place, and what is not understood is listed by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.io.cells import Book, Sheet
from core.io.convert_dated import convert_dated
from core.io.correcting import seen
from core.io.decisions import COLLECTION
from core.io.guess import slug
from core.io.recipe import Orientation, Role, TableRecipe
from core.io.troubles import Troubles
from core.model import Problem, Record, Series
from core.words import _


@dataclass(frozen=True, slots=True)
class Converted:
    """Records by part, and the problems met on the way."""

    parts: Mapping[str, tuple[Record, ...]]
    problems: tuple[Problem, ...] = ()


def convert(book: Book, sheet: Sheet, recipe: TableRecipe, source_id: str) -> Converted:
    """The records of one table. Never raises for what stands in a cell: that becomes a `Problem` with its address."""
    sheet = seen(sheet, recipe)
    troubles = Troubles(source_id, recipe.decided(COLLECTION, "sheet"), sheet)
    if recipe.orientation is Orientation.RECORDS:
        from core.io.convert_records import convert_records

        return Converted({recipe.kind: convert_records(book, sheet, recipe, source_id, troubles)}, tuple(troubles.found))
    if recipe.orientation is Orientation.SHARES:
        from core.io.convert_trade import convert_trade

        return Converted({recipe.kind: convert_trade(book, sheet, recipe, source_id, troubles)}, tuple(troubles.found))
    if recipe.orientation is Orientation.COUNTRIES and recipe.having(Role.VALUE):
        from core.io.convert_countries import convert_countries

        return Converted({recipe.kind: convert_countries(book, sheet, recipe, source_id, troubles)}, tuple(troubles.found))
    if recipe.orientation is Orientation.REPORT:
        from core.io.convert_reports import convert_report

        return Converted({"series": _distinct(convert_report(book, sheet, recipe, source_id, troubles), troubles)}, tuple(troubles.found))
    if recipe.orientation is Orientation.UNKNOWN or not recipe.having(Role.DATE):
        message = _("A table was found at {range}, but no column of dates in it; nothing was imported from it.")
        if recipe.having(Role.DATE):
            message = _("The table at {range} has a row a country and no series in time; nothing was imported from it.")
        troubles.add(
            "no series" if recipe.having(Role.DATE) else "no dates",
            message.format(range=recipe.range),
            cell=recipe.address(recipe.first_row, recipe.first_column),
            suggestion=_("Say in the import dialog which column holds the dates, or leave the table out."),
        )
        return Converted({}, tuple(troubles.found))
    if not recipe.having(Role.VALUE):
        troubles.add(
            "no values",
            _("The table at {range} has dates but no column of numbers; nothing was imported from it.").format(range=recipe.range),
            cell=recipe.address(recipe.first_row, recipe.first_column),
            suggestion=_("Say in the import dialog what its columns are, or leave the table out."),
        )
        return Converted({}, tuple(troubles.found))
    return Converted({"series": _distinct(convert_dated(book, sheet, recipe, source_id, troubles), troubles)}, tuple(troubles.found))


def _distinct(series: list[Series], troubles: Troubles) -> tuple[Series, ...]:
    """Series with ids of their own: where titles are the same, the unit tells them apart, then the frequency, then a number."""
    by_id: dict[str, list[int]] = {}
    for at, one in enumerate(series):
        by_id.setdefault(one.id, []).append(at)
    taken = {key for key, members in by_id.items() if len(members) == 1}
    for key, members in by_id.items():
        if len(members) == 1:
            continue
        for at in members:
            one = series[at]
            ways = (f"{key}-{slug(one.unit)}" if one.unit else key, f"{key}-{slug(one.unit)}-{one.frequency}")
            numbered = (f"{key}-{number}" for number in range(2, len(members) + 2))
            rest = [other for other in members if other != at]
            unlike = [way for way, same in zip(ways, _shared(series, one, rest), strict=True) if not same]
            chosen = next(way for way in (*unlike, key, *numbered) if way not in taken)
            taken.add(chosen)
            if not unlike:
                troubles.add(
                    "title twice", _("“{title}” is the title of {count} series; they were told apart by number.").format(
                        title=one.title, count=len(members)
                    ), cell=place.address if (place := one.place(0)) is not None else "", value=one.title,
                )  # fmt: skip
            series[at] = replace(one, id=chosen)
    return tuple(series)


def _shared(series: list[Series], one: Series, others: list[int]) -> tuple[bool, bool]:
    """Whether another of the same title has the same unit; and the same unit and frequency."""
    units = any(series[at].unit == one.unit for at in others)
    return units, any((series[at].unit, series[at].frequency) == (one.unit, one.frequency) for at in others)
