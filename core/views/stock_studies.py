"""The studies of the Inventories tab: price against holdings with its own history, and one venue's price over another's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.analysis.derived import in_unit
from core.analysis.flows import FEW, Case
from core.analysis.fund_flows import Parting, best_price, fund_holdings, managed_length, parting
from core.analysis.location import WINDOW, VenueSpread, share_of, venue_spread
from core.analysis.samples import filled
from core.model import Points, Series, Workspace
from core.model.units import factor
from core.views.explained import number
from core.views.naming import title_of
from core.views.prices import mineral_title
from core.views.stock_venues import converts
from core.views.study import StudyLine, StudyView, days_of, line_of
from core.words import _, plural

Day = np.datetime64 | None


def divergence_view(workspace: Workspace, mineral: str, *, length: bool = False, last: Day = None) -> StudyView:
    """Price against the holdings (or flows) of funds, or against managed money's net length: now, and every time before.

    METHODS.md 2.3. The median of what followed stands with its N, and with "too few cases" below eight.
    """
    price = best_price(workspace, mineral, last)
    other = managed_length(workspace, mineral, last) if length else fund_holdings(workspace, mineral, last)
    if price is None or other is None:
        return StudyView(_missing_parting(mineral, price, length=length))
    found = parting(price, other, last)
    if found is None:
        return StudyView(
            _("{price} and {other} have too little in common: 140 daily, 56 weekly or 25 monthly values of both are needed.").format(
                price=title_of(price), other=_other_title(other.basis)
            )
        )
    upper = line_of("price", title_of(price), price.unit, price.points.between(None, last), price.frequency, 0)
    lower = line_of("other", _other_title(other.basis), other.unit, other.points, price.frequency, 1)
    cases = found.found.cases[::-1]
    return StudyView(
        _parting_sentence(found),
        ((upper,), (lower,)),
        (_("From"), _("Price, change over the window"), _("Flow over the window ({unit})").format(unit=other.unit), _following(found)),
        tuple(_case_row(one) for one in cases),
        tuple(_("Counted once for each run of days, by its first day.") for _one in cases),
        _parting_explained(workspace, found),
        tuple((float(days_of(np.array([one.day], "datetime64[D]"))[0]), _case_words(one)) for one in found.found.cases),
    )


def spread_view(workspace: Workspace, mineral: str, venue: str = "", unit: str = "", last: Day = None) -> StudyView:
    """The price of one venue less that of another over time, and the stock of the first that came or went: systems.md item 15.

    unit: of the stock, "" for its own, which it keeps where it cannot be converted.
    """
    found = venue_spread(workspace, mineral, venue, last)
    if found is None:
        return StudyView(
            _(
                "No spread of {mineral} can be shown: import prices of two venues, such as COMEX and LBMA, a price series each, reported "
                "at least monthly, with the venue in their records and units that convert into each other."
            ).format(mineral=mineral_title(mineral))
        )
    pair = f"{found.first.venue} − {found.second.venue}"
    coarser = min((found.first, found.second), key=lambda one: len(one.points)).frequency
    panes: list[tuple[StudyLine, ...]] = [
        (line_of("spread", _("Spread, {pair}").format(pair=pair), found.spread.unit, found.spread.points, coarser, 0),),
        (line_of("share", _("Spread, share of {venue}").format(venue=found.second.venue), "%", share_of(found), coarser, 1, 2),),
    ]
    if found.stock is not None:
        unit = unit if unit and converts(found.stock.unit, unit) else found.stock.unit
        moved = _over_window(in_unit(found.stock, unit))
        title = _("Stock of {venue}, change over {days} days").format(venue=found.first.venue, days=WINDOW)
        panes.append((line_of("flow", title, unit, moved, found.stock.frequency, 2),))
    lines = [line for pane in panes for line in pane]
    return StudyView(
        _spread_sentence(found, pair, unit),
        tuple(panes),
        (_("Figure"), _("Last"), _("Date"), _("Lowest"), _("Highest"), _("N")),
        tuple(_line_row(line) for line in lines),
        tuple(_spread_words(found) for _line in lines),
        _spread_explained(workspace, found),
    )


# the words


def _missing_parting(mineral: str, price: Series | None, *, length: bool) -> str:
    title = mineral_title(mineral)
    if price is None:
        return _("No price of {mineral} is here: import one, daily, weekly or monthly.").format(mineral=title)
    if length:
        return _("No net length of managed money in {mineral} is here: import it as a series of positions, as the CFTC reports it.").format(
            mineral=title
        )
    return _(
        "No holdings of exchange-traded products in {mineral} are here: import their holdings or flows, a series with ETF, ETP or the "
        "product's name in its title."
    ).format(mineral=title)


def _other_title(basis: str) -> str:
    words = {
        "holdings": _("Holdings of exchange-traded products"),
        "flows": _("Flows of exchange-traded products, added up"),
        "length": _("Net length of managed money"),
    }
    return words[basis]


def _parting_sentence(found: Parting) -> str:
    now, span = found.found, f"{found.first_day} – {found.last_day}"
    words = {
        "price up, flow out": _("{span}: the price rose while metal or length went out. A divergence."),
        "price down, flow in": _("{span}: the price fell while metal or length came in. A divergence."),
    }
    main = words.get(now.now, _("{span}: no divergence.")).format(span=span)
    past = plural("{count} past case with a known outcome", "{count} past cases with a known outcome", now.count)
    if now.median is None:
        return f"{main} {past}."
    median = _("{past}; the median of what followed is {median} %.").format(past=past, median=number(100 * now.median))
    return f"{main} {median} " + (_("Too few cases: fewer than {few}.").format(few=FEW) if now.too_few else "")


def _following(found: Parting) -> str:
    count = found.windows.following
    words = {
        252: plural("Return over the next {count} day", "Return over the next {count} days", count),
        52: plural("Return over the next {count} week", "Return over the next {count} weeks", count),
    }
    return words.get(found.pace, plural("Return over the next {count} month", "Return over the next {count} months", count))


def _case_row(case: Case) -> tuple[str, ...]:
    followed = _("not known yet") if case.following is None else _signed(100 * case.following)
    return str(case.day), _signed(100 * float(np.expm1(case.change))), number(case.flow), followed


def _case_words(case: Case) -> str:
    return _("price up, flow out") if case.change > 0 else _("price down, flow in")


def _signed(percent: float) -> str:
    return f"{percent:+.1f} %".replace("-", "−", 1)


def _parting_explained(workspace: Workspace, found: Parting) -> tuple[tuple[str, str], ...]:
    windows, now = found.windows, found.found
    rule = _(
        "Return and flow over {window} periods with opposite signs, each with |z| ≥ 1 against the {before} values before it, not ahead. "
        "A run of days is one case, told by its first day; what followed is the simple return over {following} periods from that day."
    ).format(window=windows.window, before=windows.before, following=windows.following)
    scores = _("price {price}, flow {flow}").format(
        price="–" if now.change_z is None else number(now.change_z), flow="–" if now.flow_z is None else number(now.flow_z)
    )
    return (
        (_("Rule"), rule),
        (_("z now"), scores),
        (_("Windows"), _("20 days, 4 weeks or 1 month; those of weeks and months are the desk's own.")),
        *_inputs(workspace, (found.price.id, *found.other.inputs)),
    )


def _spread_sentence(found: VenueSpread, pair: str, unit: str) -> str:
    sample = filled(found.spread.points)
    main = _("{pair}: {spread} on {day}.").format(
        pair=pair, spread=f"{number(float(sample.values[-1]))} {found.spread.unit}", day=sample.dates[-1]
    )
    if found.flow is None or found.stock is None:
        return (
            main
            + " "
            + _("The stock of {venue} is not known: import it to see the metal that comes for the spread.").format(venue=found.first.venue)
        )
    flow = _("The stock of {venue} changed by {change} from {first} to {last}.").format(
        venue=found.first.venue,
        change=f"{number(found.flow.change * factor(found.stock.unit, unit))} {unit}",
        first=found.flow.first_day,
        last=found.flow.last_day,
    )
    return f"{main} {flow}"


def _spread_words(found: VenueSpread) -> str:
    return _("{first} − {second}, on the days that both have, in {unit}; nothing is interpolated.").format(
        first=title_of(found.first), second=title_of(found.second), unit=found.spread.unit
    )


def _spread_explained(workspace: Workspace, found: VenueSpread) -> tuple[tuple[str, str], ...]:
    return (
        (_("Spread"), _spread_words(found)),
        (_("Rule"), _("Premium and inflow pull metal in; no premium and outflow let it go; else the two disagree. The rule is ours.")),
        *_inputs(workspace, found.inputs),
    )


def _inputs(workspace: Workspace, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The series behind a study, with how many values they have and where they are from."""
    made = []
    for one in (workspace.series[key] for key in keys if key in workspace.series):
        dates, source = filled(one.points).dates, workspace.sources.get(one.source)
        words = _("{title}: {count} values, {first} to {last}, {unit}; {source}").format(
            title=title_of(one), count=f"{len(dates):,}", first=dates[0], last=dates[-1], unit=one.unit or "–",
            source=source.title if source is not None else one.source or _("no source"),
        )  # fmt: skip
        made.append((_("Input"), words))
    return tuple(made)


# the numbers


def _line_row(line: StudyLine) -> tuple[str, ...]:
    there = np.isfinite(line.values)
    values, days = line.values[there], line.days[there]
    if not len(values):
        return (line.title, *("–",) * 4, "0")
    last, low, high = (f"{number(float(one))} {line.unit}" for one in (values[-1], values.min(), values.max()))
    return line.title, last, str(np.datetime64(int(days[-1]), "D")), low, high, f"{len(values):,}"


def _over_window(points: Points) -> Points:
    """The change from the report in force `WINDOW` days before, at each report that has one."""
    sample = filled(points)
    at = np.searchsorted(sample.dates, sample.dates - np.timedelta64(WINDOW, "D"), "right") - 1
    there = at >= 0
    return Points.rising(sample.dates[there], (sample.values - sample.values[np.maximum(at, 0)])[there])
