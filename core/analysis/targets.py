"""Targets against what came of them: which record is an actual of which target, what it says, and how far it is off. systems.md item 38.

What counts as an actual of a target is said in `RULES`, by words that its metric holds, and nowhere else. A metric without a rule is held
against records that bear its very name: a figure's series or title, a country's fact, an indicator, of the same minerals and issuers and
in a unit that converts. Goals and forecasts are never actuals. The rules are ours.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from core.analysis.samples import filled
from core.analysis.sourcing import Sourcing, domestic, largest_supplier, reliance
from core.model.countries import countries
from core.model.dates import PartialDate, Precision, add_months
from core.model.minerals import minerals
from core.model.records import CountryFact, Figure, Indicator, Series, Target
from core.model.units import UnitError, convert
from core.model.workspace import Workspace

ALL: Final = "all critical minerals"
_NO_ACTUALS: Final = frozenset(("target", "forecast", "scenario"))  # kinds of figures that say what is wanted or expected
_LISTS: Final = {"EU": "EU ", "USA": "US "}  # how the lists of critical minerals of an issuer begin
_YEARS: Final = {"days": None, "months": 1, "years": 12}

MET, MISSED, DIFFERS, PARTLY, OPEN, STATED, RUNNING, OVER, FLAGS, NO_DATA, NO_NUMBER = (
    "met", "missed", "differs", "partly", "open", "stated", "running", "over", "flags", "no data", "no number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """How the actual of a target is found. words: all stand in its metric; how: "figure", "covered", "domestic", "largest supplier",
    "reliance", "flags", "price", "span", or "none" where no record of a workspace can say it. look: a figure's kind or the words of its
    series' name, the stage of a trade, or the least and the most reliance counted. needs: a code of what would be needed.
    """

    words: tuple[str, ...]
    how: str
    look: tuple[str, ...] = ()
    needs: str = ""


RULES: Final = (
    Rule(("domestic", "extraction"), "domestic", ("mining",), "sourcing"),
    Rule(("domestic", "processing"), "domestic", ("processing",), "sourcing"),
    Rule(("self-sufficiency", "processing"), "domestic", ("processing",), "sourcing"),
    Rule(("one third country",), "largest supplier", ("mining", "processing"), "sourcing"),
    Rule(("recycling",), "figure", ("kind", "recycling_rate"), "recycling"),
    Rule(("strategic minerals covered",), "covered", ("strategic_minerals_covered", "strategic_minerals_total"), "figure"),
    Rule(("minerals", "100% import reliance"), "reliance", ("100", "100"), "reliance"),
    Rule(("minerals", "net import reliance", ">=50%"), "reliance", ("50", "100-"), "reliance"),
    Rule(("import reliance flag",), "flags", (), "reliance"),
    Rule(("days of negotiation",), "span", (), "dates"),
    Rule(("suspension",), "span", (), "dates"),
    Rule(("years to",), "span", (), "dates"),
    Rule(("average price",), "price", (), "price"),
    Rule(("pipeline value",), "figure", ("series", "deal_value"), "figure"),
    Rule(("import duty",), "figure", ("series", "tariff_rate"), "figure"),
    Rule(("investment fund",), "figure", ("series", "mining_fund"), "figure"),
    Rule(("revoked companies",), "figure", ("series", "revoked_companies"), "figure"),
    Rule(("cost share",), "figure", ("series", "cost_share_solar_panel"), "figure"),
    Rule(("net purchases",), "figure", ("series", "net_purchase"), "figure"),
    Rule(("excess over",), "figure", ("series", "silver_excess"), "figure"),
    Rule(("members",), "figure", ("series", "_members"), "figure"),
    Rule(("projects",), "figure", ("series", "_projects"), "figure"),
    Rule(("finance provided",), "none", (), "finance"),
    Rule(("exports",), "none", (), "exports"),
    Rule(("price effect",), "none", (), "scenario"),
    Rule(("price",), "price", (), "price"),
)


@dataclass(frozen=True, slots=True)
class Actual:
    """What is known: between `low` and `high` (infinite where a record says "more than" or "less than"), in the target's unit.

    strict: the ends themselves are left out. shown: the number as it stands; comparator: as the record has it.
    """

    low: float
    high: float
    shown: float
    comparator: str
    date: str
    inputs: tuple[str, ...]
    strict: bool = False
    of: float | None = None  # the total that it is a part of


@dataclass(frozen=True, slots=True)
class Judged:
    """A target as it stands on a day. state: a code of this module; gap: actual less target in the target's unit, None where it has none.

    gap_is: "=", "<" or ">" where the actual is only bounded. parts: mineral by mineral where it is judged so; met, missed: how many parts
    are met, and how many can be judged. due: the last day of its date. needs: what is missing, as a code.
    """

    target: Target
    rule: Rule | None
    state: str
    actual: Actual | None = None
    gap: float | None = None
    gap_is: str = "="
    parts: tuple[tuple[Sourcing, str], ...] = ()
    due: dt.date | None = None
    needs: str = ""

    @property
    def met(self) -> int:
        """How many of the parts are met."""
        return sum(state == MET for _part, state in self.parts)

    @property
    def missed(self) -> int:
        """How many of the parts are missed."""
        return sum(state == MISSED for _part, state in self.parts)


def judged(workspace: Workspace, day: dt.date) -> tuple[Judged, ...]:
    """Every target of the workspace, in its order, with what is known on `day`."""
    return tuple(judge(workspace, one, day) for one in workspace.targets.values())


def judge(workspace: Workspace, target: Target, day: dt.date) -> Judged:
    """One target. A target without a number or direction cannot be judged; nor can one whose actual no record says."""
    rule = rule_of(target)
    due = target.by.end if target.by is not None else None
    if target.value is None or not math.isfinite(target.value) or not target.operator:
        return Judged(target, rule, NO_NUMBER, due=due, needs="number")
    if rule is not None and rule.how in {"domestic", "largest supplier", "flags"}:
        return _by_mineral(workspace, target, rule, due)
    if rule is not None and rule.how == "span":
        return _span(target, rule, day, due)
    actual = _actual(workspace, target, rule, day)
    if actual is None:
        return Judged(target, rule, NO_DATA, due=due, needs=rule.needs if rule is not None else "named")
    gap, sign = actual.shown - target.value, _bound(actual)
    if _says_itself(workspace, target, actual):
        return Judged(target, rule, STATED, actual, gap, sign, due=due)
    found = verdict(target.operator, target.value, actual.low, actual.high, strict=actual.strict)
    if found == MISSED and due is not None and due >= day and rule is not None and rule.how == "price":
        found = OPEN  # a forecast of a date that is still to come is not wrong yet
    if found == MISSED and target.operator == "=":
        found = DIFFERS  # a number that was to be found again, and no goal
    return Judged(target, rule, found, actual, gap, sign, due=due)


def rule_of(target: Target) -> Rule | None:
    """The first rule whose words the target's metric holds."""
    metric = target.metric.casefold()
    return next((one for one in RULES if all(word in metric for word in one.words)), None)


def verdict(operator: str, wanted: float, low: float, high: float, *, strict: bool = False) -> str:
    """Whether something between `low` and `high` meets the target: "met" or "missed" where every value in between says so, else "open".

    strict: an end that is not infinite is itself left out, as in "less than 15".
    """
    ends = (low, high) if low == high else (math.nextafter(low, math.inf), math.nextafter(high, -math.inf)) if strict else (low, high)
    says = {_meets(operator, wanted, one) for one in ends}
    if operator == "=" and low < wanted < high:
        return OPEN
    return OPEN if len(says) > 1 else MET if says == {True} else MISSED


def _meets(operator: str, wanted: float, value: float) -> bool:
    match operator:
        case ">=":
            return value >= wanted
        case "<=":
            return value <= wanted
        case ">":
            return value > wanted
        case "<":
            return value < wanted
        case _:
            return math.isclose(value, wanted)


def _by_mineral(workspace: Workspace, target: Target, rule: Rule, due: dt.date | None) -> Judged:
    """A target on shares of supply or on reliance, mineral by mineral and stage by stage."""
    wanted = target.value or 0.0
    parts: list[tuple[Sourcing, str]] = []
    for issuer in target.issuers:
        meant = [one for one in _sourced(workspace, issuer, rule) if _listed(target, one.mineral)]
        parts += [(one, verdict(target.operator, wanted, one.low, one.high)) for one in meant]
    if not parts:
        return Judged(target, rule, NO_DATA, due=due, needs=rule.needs)
    states = {state for _part, state in parts} - {OPEN}
    if rule.how == "flags":
        state = FLAGS
    elif len(states) == 2:
        state = PARTLY
    else:
        state = states.pop() if states else OPEN
    return Judged(target, rule, state, parts=tuple(parts), due=due)


def _sourced(workspace: Workspace, issuer: str, rule: Rule) -> Iterable[Sourcing]:
    if rule.how == "flags":
        return reliance(workspace.indicators.values(), issuer)
    how = domestic if rule.how == "domestic" else largest_supplier
    return (one for stage in rule.look for one in how(workspace.trade.values(), issuer, stage))


def _span(target: Target, rule: Rule, day: dt.date, due: dt.date | None) -> Judged:
    """How much of a period has passed: it ends on the target's date and is as long as the target says."""
    start = begun(target)
    if start is None or due is None:
        return Judged(target, rule, NO_DATA, due=due, needs=rule.needs)
    days = (day - start).days
    if days < 0:
        return Judged(target, rule, NO_DATA, due=due, needs="begin")
    passed = float(days) if target.unit == "days" else days / 365.25 * (12 if target.unit == "months" else 1)
    actual = Actual(passed, passed, passed, "=", day.isoformat(), (target.id,))
    return Judged(target, rule, RUNNING if day <= due else OVER, actual, passed - (target.value or 0.0), due=due)


def begun(target: Target) -> dt.date | None:
    """The first day of the period that a target's value and date give; None without either, or in a unit that is no time."""
    if target.by is None or target.value is None or target.unit not in _YEARS or not 0 <= target.value < 10_000:
        return None
    months = _YEARS[target.unit]
    try:
        if months is None:
            return target.by.start - dt.timedelta(days=round(target.value))
        return add_months(target.by.start, -round(target.value * months))
    except (OverflowError, ValueError):
        return None


def _actual(workspace: Workspace, target: Target, rule: Rule | None, day: dt.date) -> Actual | None:
    if rule is None:
        return _named(workspace, target)
    match rule.how:
        case "figure":
            return _of_figure(_last(_figures(workspace, target, rule.look)), target.unit)
        case "covered":
            part, whole = (_last(_figures(workspace, target, ("series", name))) for name in rule.look)
            found = _of_figure(part, target.unit)
            if found is None or whole is None or not whole.value:
                return found
            return Actual(found.low, found.high, found.shown, found.comparator, found.date, (*found.inputs, whole.id), of=whole.value)
        case "reliance":
            return _counted(workspace, target, rule)
        case "price":
            return _price(workspace, target, day)
        case _:
            return None


def _figures(workspace: Workspace, target: Target, look: tuple[str, ...]) -> Iterator[Figure]:
    """The figures of a rule: of the kind, or whose series' name ends as it says; of the target's minerals and, where they
    name a country or a bloc, of its issuers.
    """
    where, *words = look
    for one in workspace.figures.values():
        named = one.kind == words[0] if where == "kind" else one.series.endswith(tuple(words))
        if named and one.kind not in _NO_ACTUALS and _about(target, one):
            yield one


def _about(target: Target, one: Figure) -> bool:
    """Whether a figure speaks of the target's minerals, and of its issuers where it names a country or a bloc and not a venue."""
    if one.mineral and ALL not in target.minerals and not set(one.mineral.split(";")) & set(target.minerals):
        return False
    return one.place not in countries() or one.place in target.issuers


def _listed(target: Target, mineral: str) -> bool:
    """Whether the target means the mineral: it names it, or means all critical ones and an issuer's list has it (any list, without one)."""
    if ALL not in target.minerals:
        return mineral in target.minerals
    own = tuple(_LISTS[one] for one in target.issuers if one in _LISTS)
    meant = [one for one in minerals().values() if one.id == mineral or mineral in one.members]
    return any(not own or name.startswith(own) for one in meant for name in one.lists)


def _last(figures: Iterable[Figure]) -> Figure | None:
    """The latest figure with a number; of one date the last in the workspace."""
    return max(((one.date.end if one.date else dt.date.min, at, one) for at, one in enumerate(figures) if one.value is not None),
               default=(None, 0, None))[2]  # fmt: skip


def _of_figure(one: Figure | None, unit: str) -> Actual | None:
    if one is None or one.value is None:
        return None
    return _bounded(one.value, one.high, one.unit, unit, one.comparator, str(one.date or ""), one.id)


def _bounded(value: float, high: float | None, unit: str, to: str, comparator: str, date: str, key: str) -> Actual | None:
    try:
        value = convert(value, unit, to) if unit != to else value
        high = convert(high, unit, to) if high is not None and unit != to else high
    except UnitError:
        return None
    low, top = value, value if high is None else max(value, high)
    if comparator in {">", ">="}:
        top = math.inf
    elif comparator in {"<", "<="}:
        low = -math.inf
    return Actual(low, top, value, comparator or "=", date, (key,), comparator in {"<", ">"})


def _counted(workspace: Workspace, target: Target, rule: Rule) -> Actual | None:
    """How many minerals rely on imports as the rule says, by the last indicator of each up to the target's date."""
    least, most = rule.look
    for issuer in target.issuers:
        last = target.by.end.year if target.by is not None else None
        until = [one for one in workspace.indicators.values() if last is None or (one.year or 0) <= last]
        parts = [one for one in reliance(until, issuer) if _listed(target, one.mineral)]
        if parts:
            fits = [one for one in parts if one.low >= float(least) and (one.low < 100 if most.endswith("-") else True)]
            count = float(len(fits))
            keys = tuple(key for one in fits for key in one.inputs)
            return Actual(count, count, count, "=", str(max(one.year or 0 for one in parts)), keys or parts[0].inputs)
    return None


def _price(workspace: Workspace, target: Target, day: dt.date) -> Actual | None:
    """The last monthly or daily price of the minerals on or before the day that can be had in the target's unit."""
    best: tuple[dt.date, float, Series] | None = None
    for one in workspace.series.values():
        if one.kind != "price" or one.mineral not in target.minerals:
            continue
        sample = filled(one.points.between(None, np.datetime64(day)))
        if not len(sample):
            continue
        when = sample.dates[-1].astype("datetime64[D]").item()
        try:
            value = convert(float(sample.values[-1]), one.unit, target.unit)
        except UnitError:
            continue
        if best is None or when > best[0]:
            best = (when, value, one)
    if best is None:
        return None
    when, value, series = best
    date = PartialDate(when, Precision.MONTH if series.frequency == "monthly" else Precision.DAY)
    return Actual(value, value, value, "=", str(date), (series.id,))


def _named(workspace: Workspace, target: Target) -> Actual | None:
    """What a record says that bears the metric's very name: a figure, else a country's fact, else an indicator; the latest of them."""
    name = target.metric.casefold().strip()
    if not name:
        return None
    figures = [
        one for one in workspace.figures.values()
        if name in {one.title.casefold(), one.series.casefold().replace("_", " ")} and one.kind not in _NO_ACTUALS and _about(target, one)
    ]  # fmt: skip
    found = _of_figure(_last(figures), target.unit)
    if found is not None:
        return found
    told: list[CountryFact | Indicator] = [one for one in workspace.country_facts.values() if one.measure.casefold() == name]
    told += [one for one in workspace.indicators.values() if one.name.casefold() == name]
    own = [one for one in told if one.country in target.issuers and one.value is not None and _same_minerals(target, one)]
    for one in sorted(own, key=lambda one: one.year or 0, reverse=True):
        comparator = one.comparator if isinstance(one, Indicator) else ""
        bounded = _bounded(one.value or 0.0, None, one.unit or target.unit, target.unit, comparator, str(one.year or ""), one.id)
        if bounded is not None:
            return bounded
    return None


def _same_minerals(target: Target, one: CountryFact | Indicator) -> bool:
    named = set(one.minerals) if isinstance(one, CountryFact) else {one.mineral} - {""}
    return not named or ALL in target.minerals or bool(named & set(target.minerals))


def _says_itself(workspace: Workspace, target: Target, actual: Actual) -> bool:
    """Whether the actual is the target's own number in the target's own source: a statement, and no outcome."""
    record = workspace.figures.get(actual.inputs[0])
    if record is None or target.value is None or not math.isclose(actual.shown, target.value):
        return False
    own, its = ({one.strip() for one in text.split(";")} for text in (target.source, record.source))
    return bool(own & its) and record.comparator not in {">", "<"}


def _bound(actual: Actual) -> str:
    return "<" if actual.low == -math.inf else ">" if actual.high == math.inf else "="
