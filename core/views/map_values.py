"""What a country's colour on the map means: shares of supply, import sources, reliance, governance, measures in force, or a method.

Each measure gives a value a country for a year; where a year has none, the newest earlier one stands, with its own year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.model import PolicyEvent, SupplyRecord, TradeShare, Workspace
from core.model.countries import countries
from core.model.points import LARGEST
from core.views import naming
from core.views.prices import mineral_title
from core.words import _, plural

SUPPLY: Final = ("reserves", "mining", "processing")
MEASURES: Final = ("mining", "processing", "reserves", "imports", "reliance", "governance", "measures")
_RELIANCE: Final = "net import reliance"
_GENERAL: Final = "critical minerals"  # an event on all of them concerns each of them
# Ours: how hard a measure bites, read off its name. The first that fits counts.
_SEVERITY: Final = ((3, "ban"), (3, "embargo"), (3, "revocation"), (2, "quota"), (2, "licence"), (2, "control"), (1, ""))
_OVER: Final = frozenset(("ended", "expired", "completed", "suspended"))
_NOT_YET: Final = frozenset(("proposed", "planned", "negotiating", "risk"))


@dataclass(frozen=True, slots=True)
class Value:
    """A country's value. year: of the figure itself; carried: it is older than the year asked for. text: the value in words, with its
    sign of inequality, standard error and unit. source: in words. records: the ids behind it.
    brief: the value in fewer words, where `text` has many."""

    country: str
    value: float
    text: str
    year: int | None = None
    carried: bool = False
    source: str = ""
    records: tuple[str, ...] = ()
    brief: str = ""

    @property
    def when(self) -> str:
        """The year, with a word where it is an older one carried forward."""
        if self.year is None:
            return ""
        return _("{year}, carried forward").format(year=self.year) if self.carried else str(self.year)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's values by country code. years: those that have figures, rising; rest: what no country can be given, in words."""

    title: str
    unit: str
    values: Mapping[str, Value]
    years: tuple[int, ...] = ()
    rest: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """A risk method to be shown on the map: `values` gives, for workspace, mineral and year, each country's number, or its `Value`.

    fixed: the breaks that are usual for it, rising; () for none.
    """

    key: str
    title: str
    unit: str
    definition: str
    values: Callable[[Workspace, str, int | None], Mapping[str, float | Value]]
    fixed: tuple[float, ...] = ()


def measured(
    workspace: Workspace,
    measure: str,
    mineral: str,
    year: int | None,
    *,
    detail: str = "",
    as_of: dt.date | None = None,
    methods: Sequence[Method] = (),
) -> Measured:
    """The values of a measure in a year (None: the newest). detail: the importer or the indicator, one of `details`."""
    own = next((method for method in methods if method.key == measure), None)
    if own is not None:
        return _by_method(workspace, own, mineral, year)
    match measure:
        case "imports":
            return _imports(workspace, mineral, detail, year)
        case "reliance":
            return _indicator(workspace, _RELIANCE, mineral, year)
        case "governance":
            return _indicator(workspace, detail, "", year)
        case "measures":
            return _in_force(workspace, mineral, as_of or dt.date.today())  # noqa: DTZ011 - the day on the user's own calendar
        case _:
            return _supply(workspace, mineral, measure, year)


def measure_titles() -> dict[str, str]:
    """What each of MEASURES is called."""
    return {
        "mining": _("Share of world mining"),
        "processing": _("Share of world processing"),
        "reserves": _("Share of world reserves"),
        "imports": _("Where an importer buys"),
        "reliance": _("Net import reliance"),
        "governance": _("Governance"),
        "measures": _("Restrictive measures in force"),
    }


def details(workspace: Workspace, measure: str, mineral: str) -> tuple[tuple[str, str], ...]:
    """What a measure can be of, as (key, title): importers and stages of the mineral, or governance indicators."""
    if measure == "imports":
        found = dict.fromkeys(_importer(one) for one in workspace.trade.values() if one.mineral == mineral)
        return tuple((key, _importer_title(key)) for key in found)
    if measure == "governance":
        names = dict.fromkeys(one.name for one in workspace.indicators.values() if not one.mineral and one.name)
        return tuple((name, name[:1].upper() + name[1:]) for name in names)
    return ()


def minerals_on_map(workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """The minerals that some measure has figures of, as (id, title), by title."""
    found = {one.mineral for part in (workspace.supply, workspace.trade) for one in part.values()}
    return tuple(sorted(((key, mineral_title(key)) for key in found if key), key=lambda one: one[1].casefold()))


def country_name(code: str) -> str:
    """A country's, bloc's or region's name; the code itself where it is not known."""
    return naming.country_name(code) or _("Disputed area")


def short(value: float) -> str:
    """A number as the map writes it: three figures, no more decimals than they need."""
    if abs(value) >= 1000 or value == int(value):
        return f"{value:,.0f}".replace("-", "−")
    return f"{value:.3g}".replace("-", "−") if abs(value) >= 0.001 else f"{value:.1g}".replace("-", "−")


def source_title(workspace: Workspace, keys: str) -> str:
    """The titles of the sources that a record names."""
    names = [naming.title_of(workspace.sources[key]) if key in workspace.sources else key for key in keys.split("; ") if key]
    return ", ".join(names)


def _supply(workspace: Workspace, mineral: str, stage: str, year: int | None) -> Measured:
    records = [one for one in workspace.supply.values() if one.mineral == mineral and one.stage == stage and one.year is not None]
    totals, listed = _totals(records)
    found: dict[str, list[Value]] = {}
    for one in records:
        share = _known(_share(one, totals))
        if share is not None and one.country not in {"WLD", ""}:
            text = f"{_sign(one.comparator)}{short(share)} %"
            source = ", ".join(part for part in (source_title(workspace, one.source), one.period, _estimated(one)) if part)
            found.setdefault(one.country, []).append(Value(one.country, share, text, one.year, source=source, records=(one.id,)))
    rest = {code: values for code, values in found.items() if not _is_country(code)}
    values = _newest({code: values for code, values in found.items() if _is_country(code)}, year)
    unallocated = _newest(rest, year)
    words = " ".join(
        _("{name}: {share} ({year}), of no one country.").format(name=country_name(code), share=one.text, year=one.year)
        for code, one in unallocated.items()
    )
    if listed and values:
        words = " ".join((words, _("Where no world total is given, shares are of the sum of the countries listed."))).strip()
    title = measure_titles()[stage]
    definition = _("The country's quantity over the world total of the same table, or the share that the source gives, in percent.")
    return Measured(f"{title}: {mineral_title(mineral)}", "%", values, _years(found.values()), words, definition)


_Table = tuple[str, int | None, str]


def _totals(records: Iterable[SupplyRecord]) -> tuple[dict[_Table, float], bool]:
    """The world's quantity by source, year and unit; whether one of them is but the sum of the countries listed."""
    world: dict[_Table, float] = {}
    sums: dict[_Table, float] = {}
    for one in records:
        if (quantity := _known(one.quantity)) is not None and quantity >= 0:
            key = one.source, one.year, one.unit
            if one.country == "WLD":
                world[key] = quantity
            else:
                sums[key] = sums.get(key, 0.0) + quantity
    return {**sums, **world}, bool(sums.keys() - world.keys())


def _share(one: SupplyRecord, totals: Mapping[_Table, float]) -> float | None:
    if one.share is not None:
        return one.share
    total = totals.get((one.source, one.year, one.unit), 0.0)
    return one.quantity / total * 100 if one.quantity is not None and total > 0 and one.quantity >= 0 else None


def _estimated(one: SupplyRecord) -> str:
    return _("estimated") if one.estimated else ""


def _imports(workspace: Workspace, mineral: str, detail: str, year: int | None) -> Measured:
    records = [one for one in workspace.trade.values() if one.mineral == mineral and one.share is not None]
    key = detail or next((_importer(one) for one in records), "")
    found: dict[str, list[Value]] = {}
    for one in records:
        share = _known(one.share)
        if _importer(one) == key and share is not None:
            text = f"{_sign(one.comparator)}{short(share)} %"
            source = ", ".join(part for part in (source_title(workspace, one.source), one.period) if part)
            made = Value(one.supplier, share, text, _last_year(one.period), source=source, records=(one.id,))
            found.setdefault(one.supplier, []).append(made)
    values = _newest({code: values for code, values in found.items() if _is_country(code)}, year)
    others = _newest({code: values for code, values in found.items() if not _is_country(code)}, year)
    words = " ".join(_("{name}: {share}.").format(name=country_name(code), share=one.text) for code, one in others.items())
    title = _("Suppliers of {importer}: {mineral}").format(importer=_importer_title(key), mineral=mineral_title(mineral))
    definition = _("The supplier's part of what the importer buys, in percent, as the source gives it.")
    return Measured(title, "%", values, _years(found.values()), words, definition)


def _importer(one: TradeShare) -> str:
    return "|".join((one.importer, one.stage, one.detail))


def _importer_title(key: str) -> str:
    importer, _bar, rest = key.partition("|")
    return ", ".join(part for part in (country_name(importer) if importer else "", *rest.split("|")) if part)


def _last_year(period: str) -> int | None:
    found = re.findall(r"(?:19|20)\d\d", period)
    return int(found[-1]) if found else None


def _indicator(workspace: Workspace, name: str, mineral: str, year: int | None) -> Measured:
    every = [one for one in workspace.indicators.values() if one.mineral == mineral and one.value is not None]
    name = name or next((one.name for one in every), "")
    records = [one for one in every if one.name == name] or [one for one in every if one.name.startswith(name)]
    found: dict[str, list[Value]] = {}
    for one in records:
        value, error = _known(one.value), _known(one.error)
        if value is not None:
            text = f"{_sign(one.comparator)}{short(value)}" + (f" ± {short(error)}" if error is not None else "")
            text = f"{text} {one.unit}".strip()
            source = ", ".join(part for part in (source_title(workspace, one.source), one.note) if part)
            found.setdefault(one.country, []).append(Value(one.country, value, text, one.year, source=source, records=(one.id,)))
    unit = next((one.unit for one in records if one.unit), "") or (_("score") if not mineral else "%")
    title = name[:1].upper() + name[1:] + (f": {mineral_title(mineral)}" if mineral else "")
    values = _newest({code: values for code, values in found.items() if _is_country(code)}, year)
    definition = _("As the source gives it; ± is its standard error.")
    return Measured(title, unit, values, _years(found.values()), "", definition)


def _in_force(workspace: Workspace, mineral: str, day: dt.date) -> Measured:
    found: dict[str, list[PolicyEvent]] = {}
    for event in workspace.events.values():
        if event.direction == "restrictive" and in_force(event, day) and _concerns(event, mineral):
            for code in dict.fromkeys(member for actor in event.actors for member in _members(actor)):
                found.setdefault(code, []).append(event)
    values = {code: _measures(code, events) for code, events in found.items()}
    title = _("Restrictive measures in force on {day}: {mineral}").format(day=day, mineral=mineral_title(mineral))
    definition = _(
        "How many restrictive measures of the country, or of a bloc it is in, are in force that day. Severity is ours, by the kind of the"
        " measure: 3 ban, embargo or revocation, 2 quota, licence or control, 1 any other."
    )
    return Measured(title, _("measures"), values, (), "", definition)


def in_force(event: PolicyEvent, day: dt.date) -> bool:
    """Whether a measure is in force on a day: it has begun and not ended or been suspended. Without a date of entry its status decides."""
    if event.status in _NOT_YET:  # a date of entry is then what was planned
        return False
    if any(date is not None and date.start <= day for date in (event.suspended, event.ended)):
        return False
    if event.in_force is not None:
        return event.in_force.start <= day and not (event.status in _OVER and event.ended is None and event.suspended is None)
    return event.status == "in force" and (event.announced is None or event.announced.start <= day)


def _concerns(event: PolicyEvent, mineral: str) -> bool:
    return not mineral or mineral in event.minerals or any(name.endswith(_GENERAL) for name in event.minerals)


def _members(actor: str) -> tuple[str, ...]:
    found = countries().get(actor)
    return found.members or (actor,) if found is not None and found.kind == "bloc" else (actor,)


def _measures(code: str, events: Sequence[PolicyEvent]) -> Value:
    hardest = max(severity(event.instrument) for event in events)
    many = plural("{count} measure", "{count} measures", len(events))
    text = _("{measures}, severity up to {severity} of 3").format(measures=many, severity=hardest)
    source = "; ".join(event.title for event in events[:3]) + (f"; +{len(events) - 3}" if len(events) > 3 else "")
    return Value(code, float(len(events)), text, source=source, records=tuple(event.id for event in events), brief=many)


def severity(instrument: str) -> int:
    """How hard a measure of that name bites, 1 to 3: our own scale."""
    return next(level for level, word in _SEVERITY if word in instrument.casefold())


def _by_method(workspace: Workspace, method: Method, mineral: str, year: int | None) -> Measured:
    given = {code: value for code, value in method.values(workspace, mineral, year).items() if _is_country(code)}
    plain = {code: value if isinstance(value, Value) else Value(code, value, "", year) for code, value in given.items()}
    values = {
        code: replace(one, text=one.text or f"{short(one.value)} {method.unit}".strip())
        for code, one in plain.items()
        if _known(one.value) is not None
    }
    return Measured(f"{method.title}: {mineral_title(mineral)}", method.unit, values, (), "", method.definition)


def _newest(found: Mapping[str, Sequence[Value]], year: int | None) -> dict[str, Value]:
    """Of each country the value of the newest year that is not after `year`; never a later one. Of equals the first."""
    newest = year if year is not None else max((one.year for values in found.values() for one in values if one.year is not None), default=0)
    made = {}
    for code, values in found.items():
        there = [one for one in values if one.year is None or one.year <= newest]
        if there:
            best = max(there, key=lambda one: one.year or 0)
            made[code] = replace(best, carried=best.year is not None and best.year < newest)
    return made


def _years(found: Iterable[Sequence[Value]]) -> tuple[int, ...]:
    return tuple(sorted({one.year for values in found for one in values if one.year is not None}))


def _is_country(code: str) -> bool:
    found = countries().get(code)
    return found is not None and found.kind == "country"


def _known(value: float | None) -> float | None:
    """The number; None for none, and for what is no number that a map can show."""
    return value if value is not None and abs(value) < LARGEST else None


def _sign(comparator: str) -> str:
    return {"~": "~", "about": "~", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}.get(comparator, "")
