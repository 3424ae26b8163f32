"""Worksheets of prices and money: reallocation of assets, price floor and ceiling, location arbitrage."""

from __future__ import annotations

from core.analysis.formula import largest, size
from core.analysis.worksheet import Check, Contradiction, Input, Output, Worksheet
from core.model.units import convert
from core.words import mark

_SUBJECT = mark("Prices and money")
_OUNCES = convert(1.0, "t", "ozt")

# --- reallocation of foreign-held assets

_share = Input(
    name="share", title=mark("Part of foreign-held US assets moved to gold"), unit="%", default=0.5, low=0.25, high=1, source="O036",
    least=1e-9, most=100,
)  # fmt: skip
_flow = Input(
    name="flow", title=mark("Extra demand for gold"), unit=mark("USD bn/quarter"), default=17, low=12, high=22, source="O037", least=1e-9,
    note=mark("From the source. The range is ours."),
)  # fmt: skip
_price = Input(
    name="price", title=mark("Gold price"), unit="USD/ozt", default=5000, low=4000, high=6000, source="O034", least=1e-9,
    note=mark("The source's forecast for 2026-Q4. The range is ours."),
)  # fmt: skip
_quarters = Input(
    name="quarters", title=mark("Quarters over which the part moves"), unit=mark("quarters"), default=4, low=1, high=16, least=1, most=400,
    note=mark("The source gives none: one quarter, a year and four years are reckoned besides."),
)  # fmt: skip
_effect = Input(
    name="effect", title=mark("Price effect that the source gives"), unit="USD/ozt", default=6000, low=5500, high=6500, source="O038",
    note=mark("“Rise 6,000”: by it, or to it. The range is ours."),
)  # fmt: skip
_year = Output("year", mark("Extra demand in a year"), mark("USD bn"), 4 * _flow)
_moz = Output("moz", mark("Metal a quarter"), "Moz", _flow * 1000 / _price)
_tonnes = Output("tonnes", mark("The same in tonnes"), "t", _moz * 1e6 / _OUNCES)
_assets = Output("assets", mark("Assets that this implies"), mark("USD trn"), _flow * _quarters / (_share / 100) / 1000)
_assets_1 = Output("assets_1", mark("… if all moves in one quarter"), mark("USD trn"), _flow / (_share / 100) / 1000)
_assets_16 = Output("assets_16", mark("… if it moves over 16 quarters"), mark("USD trn"), 16 * _assets_1)
_by = Output("by", mark("Effect of USD 1 bn a quarter, if the price rises BY it"), "USD/ozt", _effect / _flow)
_to = Output("to", mark("Effect of USD 1 bn a quarter, if it rises TO it"), "USD/ozt", (_effect - _price) / _flow)

_REALLOCATION = Worksheet(
    name="reallocation", title=mark("Reallocation of foreign-held assets"), subject=_SUBJECT, item=6,
    summary=mark("What a small shift of US assets into gold would buy, and what the source's figures imply."),
    basis=mark("metal = flow / price; assets = flow × quarters / share."),
    inputs=(_share, _flow, _price, _quarters, _effect),
    outputs=(_year, _moz, _tonnes, _assets, _assets_1, _assets_16, _by, _to), main="assets", line="quarters",
    contradictions=(
        Contradiction(mark("The source says “rise 6,000” beside a forecast of 5,000: by it or to it. Both are reckoned."), ("by", "to")),
        Contradiction(
            mark("Part and flow cannot be reconciled without the time that the shift takes, which the source does not give."),
            ("assets", "assets_1", "assets_16"),
        ),
    ),
)  # fmt: skip

# --- price floor and ceiling

_floor = Input(
    name="floor", title=mark("Floor for light rare earths"), unit="USD/t", default=20_000, low=15_000, high=25_000, source="O073",
    note=mark("“Base price” under discussion in the G7, read as a floor. The range is ours."),
)  # fmt: skip
_market = Input(
    name="market", title=mark("Market price, light rare earths"), unit="USD/t", default=15_000, low=10_000, high=22_000, least=1e-9,
    note=mark("Made up for illustration."),
)  # fmt: skip
_amount = Input(
    name="amount", title=mark("Amount under the floor"), unit="t", default=10_000, low=8_000, high=12_000,
    note=mark("Made up for illustration."),
)  # fmt: skip
_ceiling = Input(
    name="ceiling", title=mark("Ceiling for heavy rare earths"), unit="USD/kg", default=1_500, low=1_200, high=1_800, source="O074",
    least=1e-9,
    note=mark("A licence is needed above it. The range is ours."),
)  # fmt: skip
_heavy = Input(
    name="heavy", title=mark("Market price, heavy rare earths"), unit="USD/kg", default=1_800, low=1_200, high=2_000,
    note=mark("Made up for illustration."),
)  # fmt: skip
_floor_kg = Output("floor_kg", mark("Floor by the kilogram"), "USD/kg", _floor / 1000)
_top_up = Output("top_up", mark("Top-up to the floor"), "USD/t", largest(_floor - _market, 0))
_cost = Output("cost", mark("Cost of the top-up"), mark("USD mn"), _top_up * _amount / 1e6)
_ceiling_t = Output("ceiling_t", mark("Ceiling by the tonne"), "USD/t", _ceiling * 1000)
_ratio = Output("ratio", mark("Ceiling over floor"), "x", _ceiling_t / _floor)
_above = Output("above", mark("Price above the ceiling"), "USD/kg", largest(_heavy - _ceiling, 0))

_FLOOR = Worksheet(
    name="price_floor", title=mark("Price floor top-up and ceiling licence"), subject=_SUBJECT, item=39,
    summary=mark("What a guaranteed floor costs when the market is below it, and when a ceiling asks for a licence."),
    basis=mark("top-up = floor − price where that is above zero (a contract for difference); cost = top-up × amount."),
    inputs=(_floor, _market, _amount, _ceiling, _heavy), outputs=(_floor_kg, _top_up, _cost, _ceiling_t, _ratio, _above),
    main="cost", line="market",
    checks=(
        Check(_market >= _floor, mark("No top-up: {market} is not below the floor."), mark("A top-up of {top_up} is due: {cost} in all.")),
        Check(_heavy <= _ceiling, mark("No licence needed: {heavy} is not above the ceiling."), mark("A licence is needed: {above} over.")),
    ),
    contradictions=(
        Contradiction(mark("The G7 text says base price; other articles say floor. It is read as a floor."), ("floor_kg", "top_up")),
    ),
)  # fmt: skip

# --- location arbitrage

_london = Input(
    name="london", title=mark("London price"), unit="USD/ozt", default=90, low=85, high=95, least=1e-9,
    note=mark("Made up for illustration: the sources give no spread. Put in the day's prices."),
)  # fmt: skip
_new_york = Input(
    name="new_york", title=mark("New York price"), unit="USD/ozt", default=91, low=89, high=94, least=1e-9,
    note=mark("Made up for illustration: the sources give no spread."),
)  # fmt: skip
_tariff = Input(
    name="tariff", title=mark("Tariff that is feared"), unit="%", default=50, low=10, high=50, source="O039", least=1e-9, most=1000,
    note=mark("As large as the US duty on copper, as a precedent."),
)  # fmt: skip
_freight = Input(name="freight", title=mark("Freight and insurance"), unit="USD/ozt", default=0.3, low=0.1, high=0.6, note=mark("Ours."))
_rate = Input(name="rate", title=mark("Interest"), unit=mark("%/yr"), default=4.5, low=3, high=6, least=-5, most=100, note=mark("Ours."))
_days = Input(name="days", title=mark("Days under way"), unit="days", default=14, low=5, high=30, note=mark("Ours."))
_comex = Input(
    name="comex", title=mark("COMEX stocks, change"), unit="Moz", default=-100, low=-110, high=-90, source="O010", least=-1e6,
)  # fmt: skip
_vaults = Input(
    name="vaults", title=mark("London vaults, change"), unit="Moz", default=104, low=94, high=114, source="O021", least=-1e6,
    note=mark("From September; the COMEX figure is from early October."),
)  # fmt: skip
_spread = Output("spread", mark("New York over London"), "USD/ozt", _new_york - _london)
_spread_share = Output("spread_share", mark("The same, of the London price"), "%", 100 * _spread / _london)
_fear = Output(
    "fear", mark("Chance of the tariff that the spread implies"), "%", 100 * _spread_share / _tariff,
    mark("As if nothing but the tariff made the spread."),
)  # fmt: skip
_carry = Output("carry", mark("Cost of moving an ounce"), "USD/ozt", _freight + _london * _rate / 100 * _days / 365)
_gain = Output("gain", mark("Gain of moving an ounce to the dearer place"), "USD/ozt", size(_spread) - _carry)
_residual = Output("residual", mark("Stock changes that do not match"), "Moz", _comex + _vaults)

_ARBITRAGE = Worksheet(
    name="arbitrage", title=mark("Location arbitrage"), subject=_SUBJECT, item=15,
    summary=mark("Fear of a tariff draws metal to New York, relief sends it back: the spread, what it implies, and whether moving pays."),
    basis=mark("Elementary: gain = |spread| − freight − interest under way; chance = spread / tariff."),
    inputs=(_london, _new_york, _tariff, _freight, _rate, _days, _comex, _vaults),
    outputs=(_spread, _spread_share, _fear, _carry, _gain, _residual), main="gain", line="new_york",
    checks=(
        Check(_gain > 0, mark("Moving metal pays: {gain}."), mark("Moving metal does not pay: {gain}.")),
        Check(
            _comex * _vaults < 0,
            mark("New York and London changed in opposite directions; {residual} do not match, and their dates differ."),
            mark("New York and London changed in the same direction: the metal did not merely move."),
        ),
    ),
)  # fmt: skip

SHEETS = (_REALLOCATION, _FLOOR, _ARBITRAGE)
