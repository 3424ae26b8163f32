"""Worksheets of supply: a ban or quota of a supplier, the cost of building elsewhere."""

from __future__ import annotations

from core.analysis.worksheet import Check, Contradiction, Input, Output, Worksheet
from core.words import mark

_SUBJECT = mark("Supply")

# --- ban or quota

_share = Input(
    name="share", title=mark("Supplier's share of the buyer's imports"), unit="%", default=98, low=90, high=98, source="O104", most=100,
    note=mark("DR Congo in China's imports of cobalt ore. The lower end is ours."),
)  # fmt: skip
_cut = Input(
    name="cut", title=mark("Part of the exports that is stopped"), unit="%", default=50, low=25, high=100, most=100,
    note=mark("A quota of half of the exports, made up for illustration; 100 % is a ban."),
)  # fmt: skip
_replaced = Input(
    name="replaced", title=mark("Part of the loss that others replace"), unit="%", default=0, low=0, high=20, most=100, note=mark("Ours."),
)  # fmt: skip
_region = Input(
    name="region", title=mark("Africa's share of China's critical minerals"), unit="%", default=25, low=20, high=30, source="O103",
    most=100,
    note=mark("“About a quarter”. The range is ours."),
)  # fmt: skip
_loss = Output("loss", mark("Loss of the buyer's supply"), "%", _share * _cut / 100)
_net = Output("net", mark("Loss after replacement"), "%", _loss * (1 - _replaced / 100))
_left = Output("left", mark("Supply that is left"), "%", 100 - _net)
_full = Output("full", mark("Loss in a full stop"), "%", _share)
_africa = Output("africa", mark("Loss if all of Africa stopped, of all critical minerals"), "%", _region * _cut / 100)
_africa_full = Output("africa_full", mark("The same in a full stop"), "%", _region)

_BAN = Worksheet(
    name="supplier_ban", title=mark("Ban or quota on a supplier"), subject=_SUBJECT, item=34,
    summary=mark("What a buyer loses when one supplier stops or limits its exports."),
    basis=mark("Elementary: loss = share × part stopped; nothing is drawn from stocks. For the whole chain see the supply shock."),
    inputs=(_share, _cut, _replaced, _region), outputs=(_loss, _net, _left, _full, _africa, _africa_full), main="net", line="cut",
    checks=(
        Check(
            _share <= 65, mark("The supplier's share, {share}, is within the EU's 65 % for one country (used as a yardstick)."),
            mark("The supplier's share, {share}, is above the EU's 65 % for one country (used as a yardstick)."),
        ),
    ),
)  # fmt: skip

# --- build cost

_home = Input(
    name="home", title=mark("Cost of the plant where it is built now"), unit=mark("units"), default=100, low=90, high=110, least=1e-9,
    note=mark("An index of ours, 100; put in money to have an amount."),
)  # fmt: skip
_multiple = Input(
    name="multiple", title=mark("Cost multiple of building in the US"), unit="x", default=3, low=2, high=4, source="O141",
    note=mark("Rhetorical in the source. The range is ours."),
)  # fmt: skip
_generations = Input(
    name="generations", title=mark("Technology generations that pass meanwhile"), unit=mark("generations"), default=3, low=2, high=4,
    source="O140", note=mark("Rhetorical in the source. The range is ours."),
)  # fmt: skip
_times = Output("times", mark("Cost, if the multiple means “three times”"), mark("units"), _home * _multiple)
_more = Output("more", mark("Cost, if it means “three times more”"), mark("units"), _home * (1 + _multiple))
_extra_times = Output("extra_times", mark("Extra cost, “three times”"), mark("units"), _times - _home)
_extra_more = Output("extra_more", mark("Extra cost, “three times more”"), mark("units"), _more - _home)
_each = Output("each", mark("Extra cost by generation that passes, “three times”"), mark("units"), _extra_times / _generations)

_BUILD = Worksheet(
    name="build_cost", title=mark("Build cost"), subject=_SUBJECT, item=51,
    summary=mark("What a plant costs that is built in the US instead. The source names lithium, copper, aluminium and antimony to watch."),
    basis=mark("The multiple of the source times the cost; both readings of the multiple."),
    inputs=(_home, _multiple, _generations), outputs=(_times, _more, _extra_times, _extra_more, _each), main="times", line="multiple",
    contradictions=(
        Contradiction(mark("The source's words can mean ×3 or +300 %; both are reckoned."), ("times", "more")),
    ),
)  # fmt: skip

# --- price response

_short = Input(
    name="short", title=mark("Shortage, of world use"), unit="%", default=10, low=5, high=15, most=99.9,
    note=mark("An example of ours; a supply shock gives its own."),
)  # fmt: skip
DEMAND = Input(
    name="demand", title=mark("Elasticity of demand"), unit="", default=-0.3, low=-0.6, high=-0.15, least=-10, most=-0.001,
    note=mark("By how many per cent use changes when the price rises 1 %; minerals are among the least elastic. The range is ours."),
)  # fmt: skip
SUPPLY = Input(
    name="supply", title=mark("Elasticity of supply"), unit="", default=0.1, low=0.05, high=0.3, most=10,
    note=mark("By how many per cent others' output changes when the price rises 1 %; it rises with the time given. The range is ours."),
)  # fmt: skip
_exact = Output("exact", mark("Price change, constant elasticities"), "%", 100 * ((1 - _short / 100) ** (1 / (DEMAND - SUPPLY)) - 1))
_linear = Output("linear", mark("Price change, linear"), "%", _short / (SUPPLY - DEMAND))
_sticky = Output(
    "sticky", mark("Price change, half as elastic"), "%", 100 * ((1 - _short / 100) ** (2 / (DEMAND - SUPPLY)) - 1),
    mark("Both elasticities halved: a short time to react."),
)  # fmt: skip
_supple = Output(
    "supple", mark("Price change, twice as elastic"), "%", 100 * ((1 - _short / 100) ** (1 / (2 * (DEMAND - SUPPLY))) - 1),
    mark("Both elasticities doubled: a long time to react."),
)  # fmt: skip

_PRICE = Worksheet(
    name="price_response", title=mark("Price response to a shortage"), subject=_SUBJECT, item=0,
    summary=mark("How far the price must rise for use and supply to meet again: a range, never one number."),
    basis=mark("P1/P0 = (1 − q)^(1/(e_d − e_s)), linear q/(e_s + |e_d|); elasticities after Stuermer and others (IMF working papers)."),
    inputs=(_short, DEMAND, SUPPLY), outputs=(_exact, _linear, _sticky, _supple), main="exact", line="short",
)  # fmt: skip

SHEETS = (_BAN, _BUILD, _PRICE)
