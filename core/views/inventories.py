"""What the Inventories tab shows: the venues of a mineral, the chart of their stocks, and the key figures of one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from core.analysis.evidence import Known, latest
from core.analysis.fund_flows import best_price, fund_holdings, parting
from core.analysis.location import venue_spread
from core.model import Series, Workspace
from core.model.minerals import minerals
from core.model.units import compatible, factor
from core.views.explained import Explained, Input, inputs_of, number
from core.views.prices import mineral_title
from core.views.stock_chart import StockLine, StockPane, against_years, beside, from_report_to_report, stacked, stated_baseline, told
from core.views.stock_definitions import Definition, definitions
from core.views.stock_figures import (
    Focus,
    Value,
    band_figures,
    baseline_figures,
    cover_figures,
    drain_figures,
    level_figures,
    mine_figures,
)
from core.views.stock_reported import reported_figures
from core.views.stock_venues import MONTHLY, Level, Stock, Venue, added, converts, in_one_unit, stocks_of, venues
from core.views.venue_figures import between_figures, divergence_figures, float_figures, spread_figures
from core.words import _

BASELINE = dt.date(2024, 11, 5)  # the vote; the sources count excess from the level before it
_LARGE = 1_000  # of a unit, from which on the next larger one is used
_STEPS = {"ozt": ("ozt", "koz", "Moz"), "t": ("t", "kt", "Mt")}


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen. venue: whose key figures are shown, "" for the first; unit: "" for the trade's; hidden: keys of entries not drawn.

    as_of: the last day that counts; it is also the day that a report's "this month" means. stack: areas on each other, else lines.
    years, changes: whether the venue is drawn against its last years, and its change from report to report.
    """

    mineral: str = ""
    venue: str = ""
    unit: str = ""
    baseline: dt.date = BASELINE
    as_of: dt.date | None = None
    hidden: frozenset[str] = frozenset()
    stack: bool = True
    years: bool = True
    changes: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: a venue, or a series or depository of it.

    key: what `hidden` names, "" where it cannot be drawn by itself; venue: whose figures it stands for; detail: how much; tip: more of
    that; shown: whether it is drawn.
    """

    key: str
    title: str
    venue: str
    detail: str
    shown: bool
    tip: str = ""
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, eq=False)
class Inventories:
    """All that the tab shows. message: what to say where there is nothing to draw; notes: what is not drawn or not added, and why.

    venue: whose figures `rows` are, which `find_rows` works out; unit: of the stocks; units: those that may be chosen.
    """

    mineral: str
    venue: str
    venues: tuple[str, ...]
    unit: str
    units: tuple[str, ...]
    entries: tuple[Entry, ...]
    panes: tuple[StockPane, ...]
    find_rows: Callable[[], tuple[Explained, ...]]
    baseline: dt.date
    message: str
    notes: tuple[str, ...]

    @cached_property
    def rows(self) -> tuple[Explained, ...]:
        """The key figures. They cost more than the chart, so they are worked out when they are first asked for: it can be drawn before."""
        return self.find_rows()


def inventories(workspace: Workspace, choices: Choices) -> Inventories:
    """The tab for these choices. Whatever the workspace lacks is said, in the rows and in `message`; nothing raises for want of data."""
    last = None if choices.as_of is None else np.datetime64(choices.as_of)
    stocks = stocks_of(workspace, choices.mineral, last) if choices.mineral else ()
    unit, units = _unit(stocks, choices)
    fitting = [in_one_unit(one, unit) for one in stocks if converts(one.series.unit, unit)]
    usable = venues(workspace, choices.mineral, fitting) if choices.mineral else ()
    places = tuple(replace(place, name=f"{one.name}: {place.name}") for one in usable for place in one.places)
    venue = next((one for one in (*usable, *places) if one.name == choices.venue), next(iter(usable), None))
    focus = _focus(workspace, choices, venue, unit)
    panes = _panes(usable, focus, choices, last)
    return Inventories(
        mineral=choices.mineral,
        venue=venue.name if venue is not None else "",
        venues=tuple(dict.fromkeys(one.name for one in (*usable, *places))),
        unit=unit,
        units=units,
        entries=tuple(_entry(one, unit, choices.hidden) for one in usable),
        panes=panes,
        find_rows=partial(_rows, workspace, choices, focus, usable, last),
        baseline=choices.baseline,
        message=_message(choices.mineral, usable, panes),
        notes=_notes([one.series.title for one in stocks if not converts(one.series.unit, unit)], usable, unit, panes),
    )


def _focus(workspace: Workspace, choices: Choices, venue: Venue | None, unit: str) -> Focus:
    chosen = venue or Venue("", ())
    layers = [one for one in chosen.layers if one.series.id not in choices.hidden]
    return Focus(workspace, choices.mineral, chosen, unit, added(layers, unit, chosen.name), np.datetime64(choices.baseline, "D"))


# the chart


def _panes(usable: Sequence[Venue], focus: Focus, choices: Choices, last: np.datetime64 | None) -> tuple[StockPane, ...]:
    """Vaults and warehouses on each other; what funds and reports say as lines over them; below, the focus against its last years.

    Where there is no such pane, the baseline stands among the stocks.
    """
    counted: list[Level] = []
    lines: list[StockLine] = []
    vault = any(one.is_vault and one.layers for one in usable)
    for venue in usable:
        if venue.name in choices.hidden or not venue.layers or all(one.reported for one in venue.layers):
            continue
        named = [(one, _name(venue, one)) for one in _drawn(venue, choices.hidden)]
        levels = [level for one, name in named if (level := added((one,), focus.unit, name, name)) is not None]
        if choices.stack and not (venue.is_fund and vault):
            counted += levels
        else:
            lines += beside(levels, focus.unit)
    lines = [*stacked(counted, focus.unit), *lines]
    reported = [told(one.reported, focus.unit) for one in usable if one.reported is not None and one.name not in choices.hidden]
    lines += [one for one in reported if one is not None]
    below = against_years(focus) if choices.years and focus.venue.name not in choices.hidden else None
    last_day = max((line.days[-1] for line in lines if len(line.days)), default=-np.inf)
    if choices.years and below is None and last_day > focus.baseline.astype(np.int64):
        known = _known_baseline(focus, last)
        lines += [] if known is None else [stated_baseline(known, focus.baseline, float(last_day), focus.unit)]
    main = StockPane(_("Stocks by venue") if choices.stack else _("Stocks"), focus.unit, tuple(lines))
    moves = from_report_to_report(focus) if choices.changes else None
    return tuple(one for one in (main if lines else None, below, moves) if one is not None)


def _known_baseline(focus: Focus, last: np.datetime64 | None) -> float | None:
    """The number of the baseline by the series, else by reports; None in another measure."""
    reported = reported_figures(focus.workspace, focus.mineral, focus.venue.name, focus.unit, last)
    found = {key: value for figures in (reported, baseline_figures(focus)) for key, value in figures if key == "baseline"}.get("baseline")
    return found.value if found is not None and found.unit == focus.unit else None


def _drawn(venue: Venue, hidden: Iterable[str]) -> tuple[Stock, ...]:
    """The series of a venue that are drawn: registered and eligible where these make up the whole, else what it is made of."""
    categories = (*venue.registered, *venue.eligible)
    both = bool(venue.registered and venue.eligible) and len(categories) <= 2
    layers = categories if both else venue.layers
    return tuple(one for one in layers if one.series.id not in hidden)


def _name(venue: Venue, stock: Stock) -> str:
    words = {"registered": _("registered"), "eligible": _("eligible")}
    if stock.category in words and stock in (*venue.registered, *venue.eligible):
        return f"{venue.name}, {words[stock.category]}"
    if len(venue.layers) > 1:
        return stock.place or stock.series.title or venue.name
    return venue.name


# the list


def _entry(venue: Venue, unit: str, hidden: frozenset[str]) -> Entry:
    known, drawn = _last(venue.layers, unit), _drawn(venue, ())
    children = [_series_entry(venue, one, unit, hidden) for one in drawn if len(drawn) > 1]
    children += [_place_entry(venue, one, unit) for one in venue.places]
    children += [_series_entry(venue, one, unit, hidden, _("not added: the same metal again")) for one in venue.others]
    tip = _dated(known) if known is not None else _("told by reports only")
    return Entry(venue.name, venue.name, venue.name, _size(known), venue.name not in hidden, tip, tuple(children))


def _series_entry(venue: Venue, stock: Stock, unit: str, hidden: frozenset[str], why: str = "") -> Entry:
    known = _last((stock,), unit)
    tip = "\n".join(part for part in (_dated(known), why) if part)
    key, shown = ("", False) if why else (stock.series.id, stock.series.id not in hidden)
    return Entry(key, stock.series.title, venue.name, _size(known), shown, tip)


def _place_entry(venue: Venue, place: Venue, unit: str) -> Entry:
    known = _last(place.layers, unit)
    parts = ((_("registered"), _last(place.registered, unit)), (_("eligible"), _last(place.eligible, unit)))
    tip = [_dated(known), *(f"{words}: {_dated(part)}" for words, part in parts if part is not None)]
    return Entry("", place.name, f"{venue.name}: {place.name}", _size(known), shown=False, tip="\n".join(tip))


def _last(stocks: Sequence[Stock], unit: str) -> Known | None:
    """The last level of stocks added up; a stock alone, which is in the unit already, is only looked at."""
    if len(stocks) == 1:
        return latest(stocks[0].series, unit)
    level = added(stocks, unit)
    return latest(level.series) if level is not None else None


def _size(known: Known | None) -> str:
    return "" if known is None else f"{number(known.value)} {known.unit}"


def _dated(known: Known | None) -> str:
    return "" if known is None else f"{number(known.value)} {known.unit} ({known.date})"


# the figures


def _rows(
    workspace: Workspace, choices: Choices, focus: Focus, usable: Sequence[Venue], last: np.datetime64 | None
) -> tuple[Explained, ...]:
    if not choices.mineral:
        return ()
    vault, funds = (_sum_of(usable, focus.unit, name) for name in ("vault", "funds"))
    others = [
        level
        for one in usable
        if not f"{focus.venue.name}:".startswith(f"{one.name}:")
        and not one.is_fund
        and one.pace >= MONTHLY
        and (level := added(one.layers, focus.unit, one.name)) is not None
    ]
    parted = parting(best_price(workspace, choices.mineral, last), fund_holdings(workspace, choices.mineral, last), last)
    apart = venue_spread(workspace, choices.mineral, focus.venue.name, last)
    found = dict(reported_figures(workspace, choices.mineral, focus.venue.name, focus.unit, last))
    for figures in (
        level_figures(focus),
        baseline_figures(focus),
        drain_figures(focus),
        float_figures(vault, funds),
        between_figures(focus.level, others, focus.baseline),
        band_figures(focus),
        spread_figures(apart, focus.unit),
        divergence_figures(parted, focus.unit),
    ):
        found.update(figures)
    found.update(mine_figures(focus, found.get("excess")))
    found.update(cover_figures(focus, found.get("level")))
    ids = dict.fromkeys(key for one in found.values() for key in one.inputs)
    behind = {one.id: one for one in inputs_of(workspace, ids)}
    rows = (_row(one, found.get(one.key), behind) for one in definitions())
    return tuple(row for row in rows if row is not None)


def _sum_of(usable: Sequence[Venue], unit: str, which: str) -> Level | None:
    """The vault that funds keep their metal in, or the holdings of all funds."""
    chosen = [one for one in usable if (one.is_vault if which == "vault" else one.name == _("Exchange-traded"))]
    return added(chosen[0].layers, unit, chosen[0].name) if chosen else None


def _row(one: Definition, found: Value | None, behind: Mapping[str, Input]) -> Explained | None:
    if found is None:
        needs = _("Needs {what}.").format(what=one.needs)
        return None if one.optional else Explained(one.key, one.group, one.title, None, "", "", one.formula, missing=needs)
    inputs = tuple(behind[key] for key in dict.fromkeys(found.inputs) if key in behind)
    cautions = tuple(one for one in found.cautions if one)
    return Explained(
        one.key, one.group, one.title, found.value, found.unit, found.date, one.formula, inputs, text=found.text, cautions=cautions
    )


# units and words


def _unit(stocks: Sequence[Stock], choices: Choices) -> tuple[str, tuple[str, ...]]:
    """The unit of the stocks: that chosen where it fits, else the trade's in the size that suits the largest of them; and all that fit."""
    series = [one.series for one in stocks]
    quoted = minerals()[choices.mineral].quote_unit if choices.mineral in minerals() else ""
    precious = quoted.endswith("/ozt")
    steps = _STEPS["ozt" if precious else "t"]
    fitting = [one.unit for one in series if converts(one.unit, steps[0])]
    if series and not fitting:
        return series[0].unit, compatible(series[0].unit) or (series[0].unit,)
    offered = tuple(dict.fromkeys((*steps, *compatible(fitting[0] if fitting else steps[0]))))
    if choices.unit in offered:
        return choices.unit, offered
    if not fitting:  # figures of reports alone, which speak in thousands of ounces
        return ("koz" if precious else "t"), offered
    largest = max(_amount(one, steps[0]) for one in series)
    return (steps[0] if largest < _LARGE else steps[1] if largest < _LARGE**2 else steps[2]), offered


def _amount(series: Series, unit: str) -> float:
    known = latest(series)
    return known.value * factor(known.unit, unit) if known is not None and converts(known.unit, unit) else 0.0


def _message(mineral: str, usable: Sequence[Venue], panes: Sequence[StockPane]) -> str:
    if panes:
        return ""
    if not mineral:
        return _("Choose a mineral above to see its stocks.")
    if not usable:
        sentence = _("No stock of {mineral} is here yet. Drop a stock report on the window: COMEX, LBMA, LME, SHFE or a table of your own.")
        return sentence.format(mineral=mineral_title(mineral))
    if all(not one.layers for one in usable):
        sentence = _("Reports tell of stocks of {mineral}, but no level: see the figures. Import a stock report to draw them.")
        return sentence.format(mineral=mineral_title(mineral))
    return _("Tick a venue on the left to see its stocks.")


def _notes(left: Sequence[str], usable: Sequence[Venue], unit: str, panes: Sequence[StockPane]) -> tuple[str, ...]:
    made = []
    if panes and all(np.isfinite(line.values).sum() < 2 for pane in panes for line in pane.lines):
        made.append(_("There is one report so far; the next one makes it a line."))
    if left:
        made.append(_("Not shown, because its unit cannot be converted to {unit}: {names}.").format(unit=unit, names=", ".join(left)))
    if any(one.is_vault for one in usable) and any(one.is_fund for one in usable):
        made.append(_("Holdings of funds lie in vaults that are counted already: they are drawn as a line and not added."))
    beside = [one for one in usable if len(one.layers) > 1 and not any(stock.category or stock.place for stock in one.layers)]
    for one in beside:
        sentence = _("{venue}: {titles} are added, because they stand side by side in one table; untick what is not the same metal.")
        made.append(sentence.format(venue=one.name, titles=", ".join(stock.series.title for stock in one.layers)))
    if any(one.others for one in usable):
        made.append(_("Series that give the same metal again are listed but not added."))
    return tuple(made)
