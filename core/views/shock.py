"""The supply shock as the Scenarios tab shows it: a loss on its way from mine to refiner to importer, who runs short first, what it may
cost."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.shock import (
    PriceResponse,
    days_to_exhaustion,
    n_minus_one,
    price_response,
)
from core.model import Workspace
from core.views.explained import Explained, inputs_of, number
from core.views.pictures import Bar, Bars, Picture
from core.views.prices import mineral_title
from core.views.scenario_inputs import Field, Lines
from core.views.scenario_results import Note, amount
from core.views.shock_data import REST, WORLD, told
from core.views.shock_inputs import asked, place_title, rationing_title, stage_title, value
from core.views.shock_outcome import Hit, Outcome, hits_of, outcome
from core.words import _

NAME: Final = "shock"
_BARS: Final = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ShockView:
    """The form, the figures, the table of who runs short first, and the shortage in per cent by country, for a map."""

    fields: tuple[Field, ...]
    rows: tuple[Explained, ...] = ()
    notes: tuple[Note, ...] = ()
    pictures: tuple[Picture, ...] = ()
    headings: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    shortage: Mapping[str, float] = field(default_factory=dict)


def title() -> str:
    """What the shock is called among the worksheets."""
    return _("Supply shock")


def summary() -> str:
    """What it is, in a sentence."""
    return _("A country loses output: who goes short, when, and what the price may do. The loss travels from mine to refiner to importer.")


def shock_view(workspace: Workspace, lines: Lines) -> ShockView:
    """The form and its answer."""
    form = asked(workspace, lines)
    if form.network is None or form.network.place(form.country) < 0:
        said = _("No mineral's mining or refining is known by country: import a table of production by country, then come back.")
        return ShockView(form.fields, notes=(Note(said, "warning"),))
    found = outcome(form, form.network)
    hits = hits_of(found)
    headings = (_("Who"), _("What it does"), _("Shortage"), _("Short after stocks"), _("Runs short after"), _("Basis"))
    table = tuple(
        (place_title(one.code), one.role, _percent(one.missing), _percent(one.short), _lasts(one.lasts), one.basis) for one in hits
    )
    shortage = {one.code: one.short for one in reversed(hits) if one.code not in {REST, WORLD}}
    return ShockView(form.fields, _rows(workspace, found), _notes(found), _pictures(found, hits), headings, table, shortage)


# --- figures


def _rows(workspace: Workspace, found: Outcome) -> tuple[Explained, ...]:
    return (*_loss_rows(workspace, found), *_price_rows(found), *_n_minus_one_rows(workspace, found))


def _loss_rows(workspace: Workspace, found: Outcome) -> list[Explained]:
    chain, steps, unit = found.network, found.cascade, found.network.unit
    unit = _("% of a year's world output") if unit == "%" else unit
    outputs = [one for one in (chain.mined, chain.refined) if one is not None]
    records = [key for one in outputs for key in one.records[:12]]
    behind = inputs_of(workspace, records)
    stock_records = inputs_of(workspace, found.asked.stock_records)
    dated = str(max((one.year for one in outputs if one.year), default=""))
    users, refiners = steps.users, steps.refiners
    method = _("Supply cascade (METHODS 1.11): loss = output × part lost × days / 365, carried along the flows; ours in its details.")
    lasts = float(np.min(days_to_exhaustion(users, found.cushions.user_stocks, found.days)))

    def row(key: str, name: str, amounts: Floats | float, formula: str, more: tuple[str, ...] = (), stocked: bool = False) -> Explained:
        total = float(np.sum(amounts))
        return Explained(
            key,
            _("Over the shock"),
            name,
            total,
            unit,
            dated,
            f"{formula}\n{method}",
            (*behind, *(stock_records if stocked else ())),
            cautions=more,
        )

    made = [
        row("ore_loss", _("Lost at the mines"), steps.mine_loss, _("Output of the country × part lost × days / 365.")),
        row("refiner_stocks", _("Drawn from refiners' stocks"), refiners.buffer, _("min(missing, stocks), refiner by refiner.")),
        row("ore_moved", _("Made up by idle mines"), refiners.moved, _("Idle capacity, shared in proportion to what is unmet.")),
        row("metal_loss", _("Not delivered by refiners"), steps.metal_loss,
        _("Their output × the part of their feed that is missing, or lost.")),
        row("user_stocks", _("Drawn from users' stocks"), users.buffer, _("min(missing, stocks), user by user."), (), stocked=True),
        row("metal_moved", _("Made up by idle refiners"), users.moved, _("Idle capacity, shared in proportion to what is unmet.")),
        row("short", _("Shortage in the end"), users.short, _("Loss − stocks drawn − idle capacity used."), (), stocked=True),
    ]  # fmt: skip
    share = Explained(
        "shortage", _("Over the shock"), _("Shortage, of the world's use"), 100 * found.shortage, "%", dated,
        _("Shortage / use over the same days.") + "\n" + method, (*behind, *stock_records),
    )  # fmt: skip
    days = Explained(
        "lasts", _("Over the shock"), _("Users' stocks last"), lasts if math.isfinite(lasts) else None, _("days"), "",
        _("stocks / daily shortfall, at an even rate."), stock_records, text=_("to the end of the shock"),
    )  # fmt: skip
    return [*(one for one in made if one.value or one.key in {"metal_loss", "short"}), share, *([days] if users.gap.sum() > 0 else [])]


def _responses(found: Outcome) -> dict[str, PriceResponse]:
    """The price by low, middle and high elasticities: the less elastic, the more it moves."""
    filled = found.asked.filled
    made = {}
    for name, demand_end, supply_end in (("elastic", 0, 1), ("middle", None, None), ("rigid", 1, 0)):
        demand, supply = filled.values["demand"], filled.values["supply"]
        if demand_end is not None and supply_end is not None:
            demand = filled.ranges.get("demand", (demand, demand))[demand_end]
            supply = filled.ranges.get("supply", (supply, supply))[supply_end]
        if demand < 0 <= supply:
            made[name] = price_response(found.shortage, demand, supply)
    return made


def _price_rows(found: Outcome) -> list[Explained]:
    responses = _responses(found)
    group, needs = _("Price, if nothing else changes"), _("needs elasticities: demand below zero, supply not")
    formula = _(
        "P1/P0 = (1 − q)^(1/(e_d − e_s)), linear q/(e_s + |e_d|), q the shortage of the world's use; low, middle and high elasticities as "
        "in the "
        "form. A range, not a forecast: it leaves out expectations, substitution and releases of stocks by governments."
    )
    made = []
    for key, name in (("exact", _("Price change, constant elasticities")), ("linear", _("Price change, linear"))):
        if len(responses) < 3:
            made.append(Explained(f"price_{key}", group, name, None, "%", "", formula, missing=needs))
            continue
        low, middle, high = (100 * getattr(responses[one], key) for one in ("elastic", "middle", "rigid"))
        text = _("{low} to {high} %, middle {middle} %").format(low=_signed(low), high=_signed(high), middle=_signed(middle))
        made.append(Explained(f"price_{key}", group, name, None, "", "", formula, text=text))
    return made


def _n_minus_one_rows(workspace: Workspace, found: Outcome) -> list[Explained]:
    chain = found.network
    stage = found.asked.stage
    source = chain.mined if stage == "mining" else chain.refined
    flows = chain.ore.amounts if stage == "mining" and chain.refined is not None else chain.metal.amounts
    amounts = flows.sum(axis=0)
    result = n_minus_one(np.where(np.array(chain.codes) == REST, 0.0, amounts), flows.sum(axis=1)) if source else None
    if result is None or source is None:
        return []
    largest = place_title(chain.codes[result.largest])
    rest = float(amounts[chain.place(REST)])
    of_all = 100 * (result.of_all + rest / float(amounts.sum()))
    group = _("Without the largest supplier (N-1), {stage}").format(stage=stage_title(stage))
    records = inputs_of(workspace, source.records[:12])
    formula = _(
        "(all supply − {country}) / demand; the IEA compares with the demand outside the largest supplier. Demand is taken as all output."
    )
    told_formula = formula.format(country=largest)
    dated = str(source.year or "")
    rows = [
        Explained("n1_all", group, _("Supply left, of all demand"), of_all, "%", dated, told_formula, records),
    ]
    known = stage == "mining" and chain.refined is not None
    others = 100 * (result.of_others + (rest / float(flows.sum(axis=1).sum() - flows.sum(axis=1)[result.largest]))) if known else math.nan
    missing = "" if known else _("needs what {country} uses itself").format(country=largest)
    name = _("Supply left, of demand outside {country}").format(country=largest)
    rows.append(
        Explained("n1_others", group, name, None if math.isnan(others) else others, "%", dated, told_formula, records, missing=missing)
    )
    return rows


# --- words and pictures


def _notes(found: Outcome) -> tuple[Note, ...]:
    form, chain = found.asked, found.network
    first = _("{mineral}: {country} loses {part} of {what} for {days}. {rationing}.").format(
        mineral=mineral_title(chain.mineral), country=place_title(form.country), part=_percent(value(form.filled, "lost")),
        what=_("its exports at the stage {stage}").format(stage=stage_title(form.stage)) if form.exports_only
        else _("its output at the stage {stage}").format(stage=stage_title(form.stage)),
        days=amount(found.days, _("days")), rationing=rationing_title(form.rationing),
    )  # fmt: skip
    notes = [Note(first), Note(_("Stocks are drawn at an even rate over the shock, each stage's by itself."))]
    if form.event is not None:
        notes.append(Note(_("Taken from the policy event {id}: {title}.").format(id=form.event.id, title=form.event.title)))
    for one, stage in ((chain.mined, "mining"), (chain.refined, "processing")):
        if one is not None:
            notes.append(Note(_("{stage}: {told}.").format(stage=stage_title(stage), told=told(one))))
    notes += [Note(text, "warning") for text in chain.assumptions]
    if form.exports_only and form.stage == "processing":
        notes.append(
            Note(_("What refiners' countries use themselves is not known: the stop of exports is taken to hit all of it."), "warning")
        )
    return tuple(notes)


def _pictures(found: Outcome, hits: list[Hit]) -> tuple[Picture, ...]:
    ranked = sorted((one for one in hits if one.code not in {REST}), key=lambda one: -one.short)[:_BARS]
    bars = tuple(
        Bar(_("{who} ({role})").format(who=place_title(one.code), role=one.role), 0.0, one.short, "", _percent(one.short), one.basis)
        for one in ranked
    )
    made: list[Picture] = [Bars("shortage", _("Shortage after stocks, of each one's supply"), "%", bars)] if bars else []
    responses = _responses(found)
    if len(responses) == 3 and found.shortage > 0:
        prices = tuple(_price_bar(name, *(100 * getattr(responses[one], key) for one in responses)) for key, name in _price_kinds())
        if all(math.isfinite(bar.high) for bar in prices):
            made.append(Bars("price", _("Price change, low to high elasticities"), "%", prices))
    return tuple(made)


def _price_kinds() -> tuple[tuple[str, str], ...]:
    return ("exact", _("constant elasticities")), ("linear", _("linear"))


def _price_bar(name: str, low: float, middle: float, high: float) -> Bar:
    text = _("{low} to {high} %, middle {middle} %").format(low=_signed(low), high=_signed(high), middle=_signed(middle))
    return Bar(name, low, high, "", text)


def _percent(value: float) -> str:
    return f"{number(value)} %"


def _signed(value: float) -> str:
    return _("without limit") if math.isinf(value) else f"+{number(value)}" if value > 0 else number(value)


def _lasts(days: float) -> str:
    return _("not within the shock") if math.isinf(days) else _("at once") if days < 0.5 else amount(round(days), _("days"))
