"""What the Risk map tab shows: every country's value with its year and class, the legend, the ranking, differences, arrows, small maps."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from core.analysis.classes import Method as ClassMethod
from core.analysis.classes import breaks, class_of
from core.model import Workspace
from core.views.explained import Explained, inputs_of
from core.views.map_classes import Band, bands, breaks_of_difference, fixed_breaks
from core.views.map_event import EventOnMap, event_on_map
from core.views.map_flows import Arrow, arrows
from core.views.map_measured import details, measure_titles, measured, minerals_on_map, offered
from core.views.map_notes import main_table, notes
from core.views.map_shocks import beyond, signed
from core.views.map_values import Measured, Method, Value, country_name, disclaimer, short, source_title
from core.words import _

_YEARLESS: Final = frozenset(("measures", "severity", "shortage"))
MOST_SMALL: Final = 6


@dataclass(frozen=True, slots=True)
class Choices:
    """What is chosen. year: None is the newest; before: the year that differences are taken from, None for no differences; detail: the
    importer, the indicator or the saved shock; against: another shock, to show what the first does beyond it; table: the ids of the only
    source wanted, "" for the newest of any; event: the policy event to be seen; fixed: the breaks of "fixed", () for those usual of the
    measure; small: "", "years" or "minerals"."""

    measure: str = "mining"
    mineral: str = ""
    detail: str = ""
    year: int | None = None
    before: int | None = None
    against: str = ""
    table: str = ""
    event: str = ""
    as_of: dt.date | None = None
    classes: ClassMethod = "fixed"
    count: int = 5
    fixed: tuple[float, ...] = ()
    locked: bool = True
    arrows: bool = False
    small: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A country on the map and in the ranking. band: its class, 0 the lowest; rank: 1 for the largest value, equals share one,
    0 for a figure of another table than those ranked."""

    country: str
    name: str
    value: float
    text: str
    brief: str
    band: int
    rank: int
    year: int | None
    when: str
    source: str
    records: tuple[str, ...]
    label: str

    @property
    def read_out(self) -> str:
        """All that is known of it, in one line."""
        dated = f" ({self.when})" if self.when else ""
        return f"{self.name}: {self.text}{dated}" + (f" · {self.source}" if self.source else "")


@dataclass(frozen=True, slots=True)
class SmallMap:
    """One of several maps side by side, in the classes of the whole."""

    title: str
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class RiskMap:
    """The tab's content. places: by country code, in the order of rank; a country that is not in it has no data.
    tables: those that can be chosen, as (ids of their sources, title), where there are several. event: the policy event chosen.
    """

    choices: Choices
    title: str
    subtitle: str
    unit: str
    definition: str
    places: Mapping[str, Place]
    bands: tuple[Band, ...]
    limits: tuple[float, ...]
    diverging: bool
    years: tuple[int, ...]
    year: int | None
    measures: tuple[tuple[str, str], ...]
    minerals: tuple[tuple[str, str], ...]
    details: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    event: EventOnMap | None = None
    arrows: tuple[Arrow, ...] = ()
    small: tuple[SmallMap, ...] = ()
    message: str = ""

    @property
    def disclaimer(self) -> str:
        """On the boundaries."""
        return disclaimer()


def read_outs(view: RiskMap) -> dict[str, str]:
    """What is read on each country: its figure, and below it the event that it acts in or that is aimed at it."""
    found = {code: place.read_out for code, place in view.places.items()}
    for code in (*view.event.actors, *view.event.targets) if view.event is not None else ():
        figure = found.get(code) or _("{country}: no data").format(country=country_name(code))
        found[code] = f"{figure}\n{view.event.sentence}" if view.event is not None else figure
    return found


def risk_map(workspace: Workspace, wanted: Choices, methods: Sequence[Method] = ()) -> RiskMap:
    """All that the tab shows. What is chosen and not there gives way to what is: the choices in the answer are those that hold."""
    choices = _holding(workspace, wanted, methods)
    newest = _measured(workspace, choices, None, methods)
    if choices.table not in newest.tables and choices.table:
        choices = replace(choices, table="")
        newest = _measured(workspace, choices, None, methods)
    year = None if choices.measure in _YEARLESS or not newest.years else _year(newest.years, choices.year)
    if choices.before not in newest.years or choices.before == year:
        choices = replace(choices, before=None)
    shown = _shown(workspace, choices, year, methods)
    differs = choices.before is not None or bool(choices.against)
    limits = _limits(workspace, choices, shown, methods, differs=differs)
    places = _places(shown, limits)
    return RiskMap(
        choices=choices,
        title=shown.title,
        subtitle=_subtitle(shown, year, choices),
        unit=shown.unit,
        definition=shown.definition,
        places=places,
        bands=bands(limits, [place.band for place in places.values()]),
        limits=limits,
        diverging=differs or choices.measure == "governance",
        years=newest.years,
        year=year,
        measures=(
            *((key, measure_titles()[key]) for key in offered(workspace)),
            *((method.key, method.title) for method in methods),
        ),
        minerals=minerals_on_map(workspace),
        details=details(workspace, choices.measure, choices.mineral),
        tables=tuple((key, source_title(workspace, key) or key) for key in newest.tables) if len(newest.tables) > 1 else (),
        notes=notes(workspace, choices.measure, shown, places, arrows=choices.arrows, differs=differs),
        event=event_on_map(workspace, choices.event),
        arrows=arrows(workspace, choices.mineral, choices.detail if choices.measure == "imports" else "", year) if choices.arrows else (),
        small=_small(workspace, choices, year, limits, newest.years, methods) if choices.small and not differs else (),
        message="" if places else _message(choices),
    )


def _holding(workspace: Workspace, wanted: Choices, methods: Sequence[Method]) -> Choices:
    known = {*offered(workspace), *(method.key for method in methods)}
    measure = wanted.measure if wanted.measure in known else "mining"
    there = [key for key, _title in minerals_on_map(workspace)]
    mineral = wanted.mineral or (there[0] if there else "")
    choice = [key for key, _title in details(workspace, measure, mineral)]
    detail = wanted.detail if wanted.detail in choice else choice[0] if choice else ""
    against = wanted.against if measure == "shortage" and wanted.against in choice and wanted.against != detail else ""
    return replace(wanted, measure=measure, mineral=mineral, detail=detail, against=against, count=min(max(wanted.count, 2), 9))


def _measured(workspace: Workspace, choices: Choices, year: int | None, methods: Sequence[Method]) -> Measured:
    return measured(
        workspace, choices.measure, choices.mineral, year, detail=choices.detail, table=choices.table, as_of=choices.as_of, methods=methods
    )


def _shown(workspace: Workspace, choices: Choices, year: int | None, methods: Sequence[Method]) -> Measured:
    if choices.against:
        return beyond(workspace, choices.detail, choices.against)
    shown = _measured(workspace, choices, year, methods)
    if choices.before is None:
        return shown
    return _difference(_measured(workspace, choices, choices.before, methods), shown, choices.before)


def _year(years: Sequence[int], wanted: int | None) -> int:
    return years[-1] if wanted is None else max(wanted, years[0])


def _difference(before: Measured, after: Measured, year: int | None) -> Measured:
    """What changed for each country that has a figure of its own in both years: one carried forward changes nothing and tells nothing.

    Both must be of one table: what differs between two publications need not have changed.
    """
    unit = _("percentage points") if after.unit == "%" else after.unit
    values = {}
    for code, one in after.values.items():
        old = before.values.get(code)
        if old is not None and not one.carried and old.year != one.year and old.table == one.table:
            change = one.value - old.value
            text = _("{change} {unit} (from {old} in {year} to {new})").format(
                change=signed(change), unit=unit, old=old.text, new=one.text, year=old.year if old.year is not None else year
            )
            values[code] = Value(
                code, change, text, one.year, source=one.source, records=(*old.records, *one.records), brief=signed(change), table=one.table
            )
    return replace(after, unit=unit, values=values, rest="")


def _limits(workspace: Workspace, choices: Choices, shown: Measured, methods: Sequence[Method], *, differs: bool) -> tuple[float, ...]:
    """The breaks: of all years together where they are locked, so that a colour means the same in each."""
    values = [one.value for one in shown.values.values()]
    if differs:
        return breaks_of_difference(values)
    if choices.classes == "fixed":
        own = next((method.fixed for method in methods if method.key == choices.measure), ())
        return fixed_breaks(values, choices.measure, shown.unit, choices.fixed or own, choices.count)
    if choices.locked:
        values = [one.value for year in shown.years or (None,) for one in _measured(workspace, choices, year, methods).values.values()]
    return breaks(values, choices.classes, choices.count)


def _places(shown: Measured, limits: Sequence[float]) -> dict[str, Place]:
    """By rank; those of other tables than the main one after them, without."""
    values = {code: one for code, one in shown.values.items() if np.isfinite(one.value)}
    main = main_table(values)
    found = sorted(values.values(), key=lambda one: (one.table != main, -one.value, country_name(one.country)))
    classes = class_of(np.array([one.value for one in found]), limits).tolist()
    made: dict[str, Place] = {}
    rank = 0
    for at, (one, band) in enumerate(zip(found, classes, strict=True)):
        rank = rank if at and math.isclose(one.value, found[at - 1].value, rel_tol=1e-9) else at + 1
        made[one.country] = _place(one, band, rank if one.table == main else 0)
    return made


def _place(one: Value, band: int, rank: int) -> Place:
    year = f" ({one.year})" if one.carried else ""
    sign = one.text[0] if one.text[:1] in "<>~≤≥+" else ""
    return Place(
        one.country, country_name(one.country), one.value, one.text, one.brief or one.text, band, rank, one.year, one.when, one.source,
        one.records, f"{sign}{short(one.value)}{year}",
    )  # fmt: skip


def _subtitle(shown: Measured, year: int | None, choices: Choices) -> str:
    if choices.before is not None:
        return _("{unit}, {year} against {before}").format(unit=shown.unit, year=year, before=choices.before)
    return f"{shown.unit}, {year}" if year is not None and shown.unit else shown.unit or (str(year) if year is not None else "")


def _small(
    workspace: Workspace, choices: Choices, year: int | None, limits: Sequence[float], years: Sequence[int], methods: Sequence[Method]
) -> tuple[SmallMap, ...]:
    if choices.small == "years":
        return tuple(SmallMap(str(one), _places(_measured(workspace, choices, one, methods), limits)) for one in years[-MOST_SMALL:])
    made = []
    for mineral in _side_by_side(workspace, choices):
        shown = _measured(workspace, replace(choices, mineral=mineral, detail=""), year, methods)
        made.append(SmallMap(dict(minerals_on_map(workspace)).get(mineral, mineral), _places(shown, limits)))
    return tuple(made)


def _side_by_side(workspace: Workspace, choices: Choices) -> list[str]:
    """The mineral chosen and those with the most countries after it."""
    count: dict[str, int] = {}
    for one in workspace.supply.values():
        if one.stage == choices.measure or choices.measure not in {"mining", "processing", "reserves"}:
            count[one.mineral] = count.get(one.mineral, 0) + 1
    others = sorted((key for key in count if key != choices.mineral), key=lambda key: -count[key])
    return [choices.mineral, *others[: MOST_SMALL - 1]]


def _message(choices: Choices) -> str:
    if choices.before is not None:
        return _(
            "No country has figures of {year} and of another year in one table, and a difference of two tables is no change. Choose another"
            " year to compare with."
        ).format(year=choices.before)
    name = measure_titles().get(choices.measure, choices.measure)
    return _(
        "No country has a figure for “{measure}” with what is chosen. Choose another mineral, year or measure, or import a table."
    ).format(measure=name)


def explained(workspace: Workspace, view: RiskMap, country: str) -> Explained:
    """A country's value with its formula and the records behind it; without a value it says what is missing."""
    place = view.places.get(country)
    group, name = view.title, country_name(country)
    if place is None:
        missing = _("No table of the workspace gives a figure of {country} for this.").format(country=name)
        return Explained(country, group, name, None, view.unit, "", view.definition, missing=missing)
    inputs = inputs_of(workspace, place.records)
    cautions = [_("Shown as {text}; {source}.").format(text=place.text, source=place.source)] if place.source else []
    return Explained(country, group, name, place.value, view.unit, place.when, view.definition, inputs, cautions=tuple(cautions))
