"""Worksheets of demand: cost share, demand at risk, substitution, material intensity, industrial targets."""

from __future__ import annotations

from core.analysis.formula import both, when
from core.analysis.worksheet import Check, Contradiction, Input, Output, Worksheet
from core.words import mark

_SUBJECT = mark("Demand")

# --- input-cost share and pass-through

_share = Input(
    name="share", title=mark("Metal's share of the product's price"), unit="%", default=30, low=25, high=35, source="O018", most=100,
    note=mark("Silver in the selling price of a solar panel; the source says “about 30 %”. The range is ours."),
)  # fmt: skip
_rise = Input(
    name="rise", title=mark("Further rise of the metal's price"), unit="%", default=25, low=0, high=50, least=-100, most=1000,
    note=mark("As large as the rise since Christmas that the sources tell. The range is ours."),
)  # fmt: skip
_passed = Input(
    name="passed", title=mark("Part of the cost passed on to buyers"), unit="%", default=100, low=0, high=100, most=100,
    note=mark("Ours: 100 % is full pass-through, 0 % leaves the product's price as it is."),
)  # fmt: skip
_added = Output("added", mark("Added cost, of today's product price"), "%", _share * _rise / 100)
_product = Output("product", mark("Rise of the product's price"), "%", _added * _passed / 100)
_new_share = Output("new_share", mark("New share of the metal"), "%", _share * (1 + _rise / 100) / (1 + _product / 100))
_before = Output("before", mark("Share before such a rise, at today's product price"), "%", _share / (1 + _rise / 100))
_margin = Output("margin", mark("Borne by the maker, of today's product price"), "%", _added - _product)

_COST = Worksheet(
    name="input_cost", title=mark("Input-cost share and pass-through"), subject=_SUBJECT, item=16,
    summary=mark("What a dearer metal does to the price of the product that it is in."),
    basis=mark("Elementary: share × rise, all other costs and the metal per product unchanged."),
    inputs=(_share, _rise, _passed), outputs=(_added, _product, _new_share, _before, _margin), main="new_share", line="rise",
    checks=(
        Check(
            _added < 10, mark("The added cost, {added}, is below a tenth of the product's price."),
            mark("The added cost, {added}, is a tenth of the product's price or more."),
        ),
    ),
)  # fmt: skip

# --- demand at risk

_least = Input(name="least", title=mark("Demand at risk, lower"), unit="Moz", default=50, low=45, high=55, source="O017")
_most = Input(name="most", title=mark("Demand at risk, upper"), unit="Moz", default=60, low=55, high=65, source="O017", field="high")
_excess = Input(
    name="excess", title=mark("Exchange stocks above their baseline"), unit="Moz", default=125, low=100, high=150, source="O012", least=1e-9
)
_excess_share = Input(
    name="excess_share", title=mark("The same, of a year's mine supply"), unit="%", default=15, low=13, high=17, source="O013", least=1e-9
)
_mine = Output("mine", mark("Mine supply that this implies"), "Moz/yr", _excess / (_excess_share / 100))
_least_mine = Output("least_mine", mark("Demand at risk, of mine supply, lower"), "%", 100 * _least / _mine)
_most_mine = Output("most_mine", mark("Demand at risk, of mine supply, upper"), "%", 100 * _most / _mine)
_least_excess = Output("least_excess", mark("Demand at risk, of the excess stocks, lower"), "%", 100 * _least / _excess)
_most_excess = Output("most_excess", mark("Demand at risk, of the excess stocks, upper"), "%", 100 * _most / _excess)

_AT_RISK = Worksheet(
    name="demand_at_risk", title=mark("Demand at risk"), subject=_SUBJECT, item=17,
    summary=mark("How much the demand threatened by high prices is against mine supply and against the stocks that stand ready."),
    basis=mark("Elementary ratios; mine supply is what the source's own two figures imply. Ranges are ours."),
    inputs=(_least, _most, _excess, _excess_share), outputs=(_mine, _least_mine, _most_mine, _least_excess, _most_excess),
    main="most_mine", line="most",
    checks=(Check(_least <= _most, mark("The lower figure is not above the upper."),
    mark("The lower figure is above the upper: change one.")),),
)  # fmt: skip

# --- substitution watch

_cost = Input(
    name="cost", title=mark("Metal's share of the product's price"), unit="%", default=30, low=25, high=35, source="O018", most=100,
    note=mark("Silver in the selling price of a solar panel."),
)  # fmt: skip
_alarm_level = Input(
    name="alarm_level", title=mark("Share from which makers look for a substitute"), unit="%", default=30, low=25, high=35, source="T032",
    most=100, note=mark("A level in the text, not a limit; used here as the alarm."),
)  # fmt: skip
_days = Input(
    name="days", title=mark("Days until the change of process begins"), unit="days", default=77, low=0, high=167, source="E101",
    least=-3650,
    note=mark("From 2026-01-14 to 1 April 2026, the first day of the quarter named; the year is inferred."),
)  # fmt: skip
_near = Input(name="near", title=mark("Days that count as near"), unit="days", default=180, low=90, high=270, note=mark("Ours."))
_performance = Input(
    name="performance", title=mark("What the substitute reaches"), unit="%", default=60, low=55, high=70, source="O072", most=200,
    note=mark("Magnets without rare earths against conventional ones: “only reaches 60 %”."),
)  # fmt: skip
_over = Output("over", mark("Cost share above the alarm"), mark("points"), _cost - _alarm_level)
_alarm = Output("alarm", mark("Alarm (1 yes, 0 no)"), "", when(both(_cost >= _alarm_level, _days <= _near), 1, 0))
_gap = Output("gap", mark("What the substitute lacks"), mark("points"), 100 - _performance)

_SUBSTITUTION = Worksheet(
    name="substitution", title=mark("Substitution watch"), subject=_SUBJECT, item=18,
    summary=mark("Whether a metal has become so dear that its users begin to replace it, and how good the replacement is."),
    basis=mark("Our rule: an alarm when the cost share has reached the level and the start is near."),
    inputs=(_cost, _alarm_level, _days, _near, _performance), outputs=(_over, _alarm, _gap), main="over", line="cost",
    checks=(
        Check(
            _alarm < 1, mark("No alarm: the share of {cost} is below {alarm_level}, or the start is further than {near} away."),
            mark("Alarm: the share of {cost} has reached {alarm_level} and the change begins in {days}."),
        ),
        Check(_gap <= 0, mark("The substitute is as good as the original."),
        mark("The substitute lacks {gap} of the original's performance.")),
    ),
)  # fmt: skip

# --- material intensity

_base = Input(
    name="base", title=mark("Minerals in the conventional plant or car"), unit=mark("units"), default=100, low=90, high=110,
    note=mark("An index of ours, 100; put in kg per MW or per car to have amounts."),
)  # fmt: skip
_solar_x = Input(name="solar_x", title=mark("Solar plant against a thermal plant"), unit="x", default=5, low=4, high=6, source="O096")
_car_x = Input(name="car_x", title=mark("Electric car against a petrol car"), unit="x", default=6, low=5, high=7, source="O097")
_wind_x = Input(
    name="wind_x", title=mark("Offshore wind farm against a gas plant"), unit="x", default=10, low=10, high=15, source="O098",
    note=mark("The source says “10 times or more”."),
)  # fmt: skip
_solar = Output("solar", mark("Solar plant"), mark("units"), _base * _solar_x)
_car = Output("car", mark("Electric car"), mark("units"), _base * _car_x)
_wind = Output(
    "wind", mark("Offshore wind farm, at least"), mark("units"), _base * _wind_x, mark("A lower bound: the source says “or more”.")
)
_extra = Output("extra", mark("Added by a wind farm, at least"), mark("units"), _wind - _base)

_INTENSITY = Worksheet(
    name="material_intensity", title=mark("Material intensity"), subject=_SUBJECT, item=19,
    summary=mark("How much more mineral the energy transition takes, piece by piece."),
    basis=mark("The multiples of the source times the base."),
    inputs=(_base, _solar_x, _car_x, _wind_x), outputs=(_solar, _car, _wind, _extra), main="wind", line="wind_x",
)  # fmt: skip

# --- industrial targets

_cars_target = Input(
    name="cars_target", title=mark("Morocco: electric cars a year, target"), unit=mark("cars/yr"), default=100_000, source="T026", least=1,
    low=80_000, high=120_000, note=mark("From 2025 on."),
)  # fmt: skip
_cars = Input(
    name="cars", title=mark("Morocco: electric cars a year, made"), unit=mark("cars/yr"),
    note=mark("The sources give no actual figure: put in yours."),
)  # fmt: skip
_local_target = Input(
    name="local_target", title=mark("Egypt: local content of solar parts, at most"), unit="%", default=90, low=80, high=90, source="T027",
    least=1e-9, most=100, note=mark("“Up to” 90 % from 2026 on."),
)  # fmt: skip
_local = Input(
    name="local", title=mark("Egypt: local content of solar parts, reached"), unit="%", most=100,
    note=mark("The sources give no actual figure: put in yours."),
)  # fmt: skip
_month = Output("month", mark("Morocco: cars a month that the target asks for"), mark("cars/month"), _cars_target / 12)
_cars_reached = Output("cars_reached", mark("Morocco: target reached"), "%", 100 * _cars / _cars_target)
_cars_gap = Output("cars_gap", mark("Morocco: cars a year still missing"), mark("cars/yr"), _cars_target - _cars)
_local_reached = Output("local_reached", mark("Egypt: target reached"), "%", 100 * _local / _local_target)
_local_gap = Output("local_gap", mark("Egypt: local content still missing"), mark("points"), _local_target - _local)

_TARGETS = Worksheet(
    name="industrial_targets", title=mark("Industrial targets"), subject=_SUBJECT, item=20,
    summary=mark("What was announced against what is made. The sources give the targets only; put in what is reached."),
    basis=mark("Elementary: actual / target."),
    inputs=(_cars_target, _cars, _local_target, _local), outputs=(_month, _cars_reached, _cars_gap, _local_reached, _local_gap),
    main="month", line="cars_target",
    checks=(
        Check(_cars >= _cars_target, mark("Morocco reaches its target."), mark("Morocco misses its target by {cars_gap}.")),
        Check(_local <= _local_target, mark("Egypt is within the local content announced."),
        mark("Egypt passed the local content announced.")),
    ),
    contradictions=(
        Contradiction(
            mark("“Up to 90 %” can be a goal to reach or a limit not to pass; both figures are shown against it."), ("local_reached",
            "local_gap")
        ),
    ),
)  # fmt: skip

SHEETS = (_COST, _AT_RISK, _SUBSTITUTION, _INTENSITY, _TARGETS)
