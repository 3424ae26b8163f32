"""Worksheets of logistics: freight, haul time, processing at home."""

from __future__ import annotations

from core.analysis.formula import both
from core.analysis.worksheet import Check, Contradiction, Input, Output, Worksheet
from core.words import mark

_SUBJECT = mark("Logistics")

# --- freight

_low = Input(name="low", title=mark("Lubumbashi to Durban, lower"), unit="USD/t", default=247, low=220, high=270, source="O107", least=1e-9)
_high = Input(
    name="high",
    title=mark("Lubumbashi to Durban, upper"),
    unit="USD/t",
    default=367,
    low=330,
    high=400,
    source="O107",
    field="high",
    least=1e-9,
)
_near_low = Input(
    name="near_low", title=mark("Same distance in China, lower"), unit="USD/t", default=60, low=55, high=65, source="O108", least=1e-9
)
_near_high = Input(
    name="near_high", title=mark("Same distance in China, upper"), unit="USD/t", default=80, low=75, high=85, source="O108", field="high",
    least=1e-9,
)  # fmt: skip
_claim_low = Input(name="claim_low", title=mark("Claim, lower"), unit="x", default=3, low=2.5, high=3.5, source="O106")
_claim_high = Input(name="claim_high", title=mark("Claim, upper"), unit="x", default=4, low=3.5, high=4.5, source="O106", field="high")
_middle = Output("middle", mark("Ratio, middles"), "x", (_low + _high) / (_near_low + _near_high))
_least = Output("least", mark("Ratio, least"), "x", _low / _near_high)
_most = Output("most", mark("Ratio, greatest"), "x", _high / _near_low)
_lows = Output("lows", mark("Ratio, lower figures"), "x", _low / _near_low)
_highs = Output("highs", mark("Ratio, upper figures"), "x", _high / _near_high)
_extra_low = Output("extra_low", mark("Extra cost, least"), "USD/t", _low - _near_high)
_extra_high = Output("extra_high", mark("Extra cost, greatest"), "USD/t", _high - _near_low)
_extra = Output("extra", mark("Extra cost, middles"), "USD/t", (_low + _high - _near_low - _near_high) / 2)

_FREIGHT = Worksheet(
    name="freight", title=mark("Freight"), subject=_SUBJECT, item=43,
    summary=mark("What it costs to bring a tonne of copper to the sea, against the same distance in China."),
    basis=mark("Ratios and differences of the source's figures, ends and middles. Ranges are ours."),
    inputs=(_low, _high, _near_low, _near_high, _claim_low, _claim_high),
    outputs=(_middle, _least, _most, _lows, _highs, _extra_low, _extra_high, _extra), main="middle", line="high",
    checks=(
        Check(
            both(_least >= _claim_low, _most <= _claim_high), mark("The example lies within the claim of {claim_low} to {claim_high}."),
            mark("The example gives {least} to {most}; the claim is {claim_low} to {claim_high}."),
        ),
    ),
    contradictions=(
        Contradiction(mark("The claim of 3–4 times for inland Africa is met on this route only by its least ratio."), ("least", "most")),
    ),
)  # fmt: skip

# --- haul time

_distance = Input(
    name="distance",
    title=mark("Road distance Lagos to Johannesburg"),
    unit="km",
    default=4100,
    low=4100,
    high=5000,
    source="O110",
    least=1e-9,
)
_sphere = Input(
    name="sphere", title=mark("Great-circle distance"), unit="km", default=4508, least=1e-9,
    note=mark("Not in the sources: the shortest way on the globe between the two cities."),
)  # fmt: skip
_slow = Input(
    name="slow", title=mark("Hours in Africa, more than"), unit="h", default=72, low=72, high=96, source="O111", least=1e-9,
    note=mark("The source says “more than 72 hours”."),
)  # fmt: skip
_fast = Input(name="fast", title=mark("Hours in China, lower"), unit="h", default=36, low=34, high=38, source="O112", least=1e-9)
_fair = Input(
    name="fair", title=mark("Hours in China, upper"), unit="h", default=48, low=44, high=52, source="O112", field="high", least=1e-9
)
_speed = Output("speed", mark("Speed in Africa, less than"), "km/h", _distance / _slow)
_speed_fast = Output("speed_fast", mark("Speed in China, upper"), "km/h", _distance / _fast)
_speed_fair = Output("speed_fair", mark("Speed in China, lower"), "km/h", _distance / _fair)
_ratio_fast = Output("ratio_fast", mark("Time ratio to the lower hours, more than"), "x", _slow / _fast)
_ratio_fair = Output("ratio_fair", mark("Time ratio to the upper hours, more than"), "x", _slow / _fair)
_half_fast = Output("half_fast", mark("Hours at half the speed, of the lower"), "h", 2 * _fast)
_half_fair = Output("half_fair", mark("Hours at half the speed, of the upper"), "h", 2 * _fair)

_HAUL = Worksheet(
    name="haul_time", title=mark("Haul time"), subject=_SUBJECT, item=44,
    summary=mark("How long a load is under way, against the same distance in China."),
    basis=mark("speed = distance / hours."),
    inputs=(_distance, _sphere, _slow, _fast, _fair),
    outputs=(_ratio_fast, _ratio_fair, _speed, _speed_fast, _speed_fair, _half_fast, _half_fair), main="ratio_fast", line="slow",
    checks=(
        Check(
            _distance >= _sphere, mark("The road is not shorter than the great circle."),
            mark("{distance} by road is shorter than the great circle of {sphere}: the source's distance cannot be right."),
        ),
        Check(_slow >= _half_fair, mark("“Half the speed” holds against all the hours."),
        mark("“Half the speed” would take {half_fair} against {fair}.")),
    ),
    contradictions=(
        Contradiction(mark("“Half the speed” fits 72 hours against 36; against 48 it would take 96."), ("ratio_fast", "ratio_fair")),
    ),
)  # fmt: skip

# --- processing at home

_value = Input(
    name="value", title=mark("Gain from processing at home"), unit="USD/t", least=-1e6,
    note=mark("The sources give none: put in what the processed product brings more, less the cost of processing."),
)  # fmt: skip
_pen_low = Output("pen_low", mark("Freight penalty, least"), "USD/t", _low - _near_high)
_pen_mid = Output("pen_mid", mark("Freight penalty, middles"), "USD/t", (_low + _high - _near_low - _near_high) / 2)
_pen_high = Output("pen_high", mark("Freight penalty, greatest"), "USD/t", _high - _near_low)
_net_best = Output("net_best", mark("Gain left, best"), "USD/t", _value - _pen_low)
_net_mid = Output("net_mid", mark("Gain left, middle"), "USD/t", _value - _pen_mid)
_net_worst = Output("net_worst", mark("Gain left, worst"), "USD/t", _value - _pen_high)

_LOCAL = Worksheet(
    name="local_processing", title=mark("Local-processing feasibility"), subject=_SUBJECT, item=45,
    summary=mark("Whether processing at home pays once the dearer freight is paid. The gain is not in the sources; put in yours."),
    basis=mark("gain left = gain − freight penalty; the penalty is also the gain at which it begins to pay."),
    inputs=(_value, _low, _high, _near_low, _near_high), outputs=(_pen_low, _pen_mid, _pen_high, _net_best, _net_mid, _net_worst),
    main="pen_mid", line="high",
    checks=(
        Check(_net_worst > 0, mark("It pays even at the greatest penalty."),
        mark("It does not pay at the greatest penalty of {pen_high}.")),
        Check(_net_best > 0, mark("It pays at the least penalty."), mark("It does not pay even at the least penalty of {pen_low}.")),
    ),
)  # fmt: skip

SHEETS = (_FREIGHT, _HAUL, _LOCAL)
