"""What the Risk map tab shows: every country's value with its year and class, the legend, the ranking, differences, arrows, small maps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from core.analysis.classes import Method as ClassMethod
from core.analysis.classes import breaks, class_of
from core.model import Workspace
from core.model.countries import countries
from core.views.explained import Explained, inputs_of
from core.views.map_flows import Arrow, arrows
from core.views.map_values import MEASURES, Measured, Method, Value, country_name, details, measure_titles, measured, minerals_on_map, short
from core.words import _, plural

_PERCENT_BREAKS: Final = (1.0, 5.0, 10.0, 25.0, 50.0)  # of shares: what the eye looks for first is who holds a quarter, who holds half
_FIXED: Final = {"governance": (-1.0, -0.5, 0.0, 0.5, 1.0), "measures": (2.0, 3.0, 5.0, 10.0)}
_YEARLESS: Final = frozenset(("measures",))
MOST_SMALL: Final = 6


@dataclass(frozen=True, slots=True)
class Choices:
    """What is chosen. year: None is the newest; before: the year that differences are taken from, None for no differences; detail: the
    importer or the indicator; fixed: the breaks of "fixed", () for those usual of the measure; small: "", "years" or "minerals"."""

    measure: str = "mining"
    mineral: str = ""
    detail: str = ""
    year: int | None = None
    before: int | None = None
    as_of: dt.date | None = None
    classes: ClassMethod = "fixed"
    count: int = 5
    fixed: tuple[float, ...] = ()
    locked: bool = True
    arrows: bool = False
    small: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A class of the legend: what it spans in words, and how many countries are in it."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """A country on the map and in the ranking. band: its class, 0 the lowest; rank: 1 for the largest value, equals share one."""

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
    """The tab's content. places: by country code, in the order of rank; a country that is not in it has no data."""

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
    notes: tuple[str, ...]
    arrows: tuple[Arrow, ...] = ()
    small: tuple[SmallMap, ...] = ()
    message: str = ""

    @property
    def disclaimer(self) -> str:
        """On the boundaries."""
        return disclaimer()


def risk_map(workspace: Workspace, wanted: Choices, methods: Sequence[Method] = ()) -> RiskMap:
    """All that the tab shows. What is chosen and not there gives way to what is: the choices in the answer are those that hold."""
    choices = _holding(workspace, wanted, methods)
    newest = _measured(workspace, choices, None, methods)
    year = None if choices.measure in _YEARLESS or not newest.years else _year(newest.years, choices.year)
    shown = _measured(workspace, choices, year, methods)
    if choices.before not in newest.years or choices.before == year:
        choices = replace(choices, before=None)
    differs = choices.before is not None
    if differs:
        shown = _difference(_measured(workspace, choices, choices.before, methods), shown, choices.before)
    diverging = differs or choices.measure == "governance"
    limits = _limits(workspace, choices, shown, methods, differs=differs)
    places = _places(shown, limits)
    bands = _bands(limits, places)
    return RiskMap(
        choices=choices,
        title=shown.title,
        subtitle=_subtitle(shown, year, choices if differs else None),
        unit=shown.unit,
        definition=shown.definition,
        places=places,
        bands=bands,
        limits=limits,
        diverging=diverging,
        years=newest.years,
        year=year,
        measures=(*measure_titles().items(), *((method.key, method.title) for method in methods)),
        minerals=minerals_on_map(workspace),
        details=details(workspace, choices.measure, choices.mineral),
        notes=_notes(shown, places, choices),
        arrows=arrows(workspace, choices.mineral, choices.detail if choices.measure == "imports" else "", year) if choices.arrows else (),
        small=_small(workspace, choices, year, limits, newest.years, methods) if choices.small and not differs else (),
        message="" if places else _message(choices),
    )


def disclaimer() -> str:
    """What every map says of its boundaries."""
    return _("Boundaries: Natural Earth via Visionscarto; no position on the status of any territory. Dashed: disputed.")


def class_titles() -> dict[ClassMethod, str]:
    """What the ways of making classes are called."""
    return {"fixed": _("Fixed breaks"), "quantile": _("Quantiles"), "equal": _("Equal intervals"), "natural": _("Natural breaks")}


def _holding(workspace: Workspace, wanted: Choices, methods: Sequence[Method]) -> Choices:
    known = {*MEASURES, *(method.key for method in methods)}
    measure = wanted.measure if wanted.measure in known else "mining"
    there = [key for key, _title in minerals_on_map(workspace)]
    mineral = wanted.mineral or (there[0] if there else "")
    offered = [key for key, _title in details(workspace, measure, mineral)]
    detail = wanted.detail if wanted.detail in offered else offered[0] if offered else ""
    return replace(wanted, measure=measure, mineral=mineral, detail=detail, count=min(max(wanted.count, 2), 9))


def _measured(workspace: Workspace, choices: Choices, year: int | None, methods: Sequence[Method]) -> Measured:
    return measured(workspace, choices.measure, choices.mineral, year, detail=choices.detail, as_of=choices.as_of, methods=methods)


def _year(years: Sequence[int], wanted: int | None) -> int:
    return years[-1] if wanted is None else max(wanted, years[0])


def _difference(before: Measured, after: Measured, year: int | None) -> Measured:
    """What changed for each country that has a figure of its own in both years: one carried forward changes nothing and tells nothing."""
    unit = _("percentage points") if after.unit == "%" else after.unit
    values = {}
    for code, one in after.values.items():
        old = before.values.get(code)
        if old is not None and not one.carried and old.year != one.year:
            change = one.value - old.value
            text = _("{change} {unit} (from {old} in {year} to {new})").format(
                change=_signed(change), unit=unit, old=old.text, new=one.text, year=old.year if old.year is not None else year
            )
            values[code] = Value(
                code, change, text, one.year, source=one.source, records=(*old.records, *one.records), brief=_signed(change)
            )
    return replace(after, unit=unit, values=values, rest="")


def _signed(value: float) -> str:
    return f"+{short(value)}" if value > 0 else short(value)


def _limits(workspace: Workspace, choices: Choices, shown: Measured, methods: Sequence[Method], *, differs: bool) -> tuple[float, ...]:
    """The breaks: of all years together where they are locked, so that a colour means the same in each."""
    values = [one.value for one in shown.values.values()]
    if differs:
        reach = max((abs(value) for value in values if np.isfinite(value)), default=0.0)
        step = _round_up(reach / 3) if reach > 0 else 1.0
        return (-2 * step, -step, -step / 5, step / 5, step, 2 * step)
    if choices.classes == "fixed":
        own = next((method.fixed for method in methods if method.key == choices.measure), ())
        usual = own or _FIXED.get(choices.measure, _PERCENT_BREAKS if shown.unit == "%" else ())
        given = breaks((), "fixed", 0, choices.fixed or usual)[:8]
        return given or breaks(values, "equal", choices.count)
    if choices.locked:
        values = [one.value for year in shown.years or (None,) for one in _measured(workspace, choices, year, methods).values.values()]
    return breaks(values, choices.classes, choices.count)


def _round_up(value: float) -> float:
    """The next number of 1, 2 or 5 times a power of ten."""
    size = float(10.0 ** np.floor(np.log10(value)))
    return next(step * size for step in (1, 2, 5, 10) if step * size >= value * (1 - 1e-9))


def _places(shown: Measured, limits: Sequence[float]) -> dict[str, Place]:
    found = sorted(
        (one for one in shown.values.values() if np.isfinite(one.value)), key=lambda one: (-one.value, country_name(one.country))
    )
    bands = class_of(np.array([one.value for one in found]), limits)
    made: dict[str, Place] = {}
    rank = 0
    for at, (one, band) in enumerate(zip(found, bands.tolist(), strict=True)):
        rank = at + 1 if at == 0 or one.value != found[at - 1].value else rank
        year = f" ({one.year})" if one.carried else ""
        sign = one.text[0] if one.text[:1] in "<>~≤≥+" else ""
        made[one.country] = Place(
            one.country,
            country_name(one.country),
            one.value,
            one.text,
            one.brief or one.text,
            band,
            rank,
            one.year,
            one.when,
            one.source,
            one.records,
            f"{sign}{short(one.value)}{year}",
        )
    return made


def _bands(limits: Sequence[float], places: Mapping[str, Place]) -> tuple[Band, ...]:
    counts = [sum(place.band == at for place in places.values()) for at in range(len(limits) + 1)]
    if not limits:
        return (Band(_("one class"), counts[0]),) if places else ()
    words = [_("below {limit}").format(limit=short(limits[0]))]
    words += [_("{low} to {high}").format(low=short(low), high=short(high)) for low, high in pairwise(limits)]
    words += [_("{limit} and more").format(limit=short(limits[-1]))]
    return tuple(Band(text, count) for text, count in zip(words, counts, strict=True))


def _subtitle(shown: Measured, year: int | None, differs: Choices | None) -> str:
    if differs is not None:
        return _("{unit}, {year} against {before}").format(unit=shown.unit, year=year, before=differs.before)
    return f"{shown.unit}, {year}" if year is not None and shown.unit else shown.unit or (str(year) if year is not None else "")


def _notes(shown: Measured, places: Mapping[str, Place], choices: Choices) -> tuple[str, ...]:
    carried = sum(shown.values[code].carried for code in places)
    older = plural("{count} country by an older figure, with its year.", "{count} countries by older figures, with their years.", carried)
    without = sum(one.kind == "country" for one in countries().values()) - len(places)
    none = plural("{count} country without data (hatched).", "{count} countries without data (hatched).", without)
    lines = _("Arrows: full lines are what the importer's table says, dashed ones our split of what is mined beyond own refining.")
    return tuple(note for note in (older if carried else "", shown.rest, none, lines if choices.arrows else "") if note)


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
