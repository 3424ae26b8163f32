"""The signals in words: what each is called, its rule with formula and source, its band, and one plain sentence with its numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.analysis.signal import Condition, Signal
from core.views.explained import number
from core.views.naming import unit_word
from core.words import _, plural

PRICES, INVENTORIES, RISK_MAP = "prices", "inventories", "risk_map"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the board shows it. name: what is looked at; rule: in a line; formula: with its source; tab: where its numbers belong."""

    name: str
    rule: str
    formula: str
    tab: str


def rule_of(signal: Signal) -> Rule:
    """The rule behind a signal; one that has no words yet is told by its code."""
    made = _RULES.get(signal.rule)
    return made() if made is not None else Rule(signal.rule, signal.rule, "", PRICES)


def band_words(band: str) -> str:
    """A band in a word or two."""
    words = {
        "divergence": _("divergence"),
        "together": _("together"),
        "implied": _("implied"),
        "warning": _("warning"),
        "support": _("support"),
        "partial": _("in part"),
        "none": _("none"),
        "ahead": _("ahead"),
        "on path": _("on the path"),
        "behind": _("behind"),
        "beyond": _("above the path"),
        "path incomplete": _("path incomplete"),
        "scenario": _("scenario"),
        "backwardation": _("backwardation"),
        "contango": _("contango"),
        "flat": _("flat"),
        "mixed": _("mixed"),
        "strong": _("strong"),
        "raised": _("raised"),
        "draining": _("draining"),
        "building": _("building"),
        "steady": _("steady"),
        "excess": _("excess"),
        "below": _("below"),
        "at baseline": _("at the baseline"),
        "large": _("large"),
        "small": _("small"),
        "matches": _("matches"),
        "more arrived": _("more arrived"),
        "less arrived": _("less arrived"),
        "same direction": _("same direction"),
        "rising": _("rising"),
        "falling": _("falling"),
        "pull": _("pull"),
        "relief": _("relief"),
        "against": _("contradiction"),
        "premium": _("premium"),
        "discount": _("discount"),
        "inflow": _("inflow"),
        "outflow": _("outflow"),
        "buying": _("buying"),
        "faster": _("faster"),
        "slower": _("slower"),
        "controlled": _("controlled"),
        "partly suspended": _("partly suspended"),
        "open": _("cannot be told"),
        "exposed": _("exposed"),
    }
    return words.get(band, band)


_ROLES = {
    **dict.fromkeys(("warning",), "danger"),
    **dict.fromkeys(("divergence", "partial", "ahead", "beyond", "backwardation", "strong", "draining", "excess", "large"), "warning"),
    **dict.fromkeys(("more arrived", "less arrived", "same direction", "premium", "pull", "against", "falling", "outflow"), "warning"),
    **dict.fromkeys(("controlled", "open", "exposed"), "warning"),
    **dict.fromkeys(("together", "support", "on path", "matches", "relief", "buying", "faster"), "good"),
}


def band_role(signal: Signal) -> str:
    """The colour of a signal's band, as the theme names it: "danger", "warning", "good", or "muted" where it says neither."""
    if signal.rule == "support scorecard" and signal.band == "partial":
        return "muted"
    return _ROLES.get(signal.band, "muted")


def caution_words(caution: str) -> str:
    """What limits a signal, as a sentence."""
    words = {
        "extrapolation": _("Days left assume that the recent rate goes on."),
        "ambiguous": _("The source can be read in more than one way; no reading was chosen."),
        "windows differ": _("The two numbers are of different periods, so they match only roughly."),
        "assumed dates": _("The source gives no days; rates count from the first day of its month, to the day of the report."),
        "implied supply": _("The year's supply is implied by the share that the source states, not measured."),
        "stated by the source": _("Part of this is stated by the source and was not worked out here."),
        "no flow": _("No stock that is reported at least monthly moved at that place."),
        "too few cases": _("Too few past cases to say what usually follows: fewer than eight."),
        "no spread": _("No price difference between the places is at hand."),
        "not a cause": _("It came after the measure, which does not say that it came because of it."),
        "at least": _("The figures are minimums, and so is their total."),
        "narrowing": _("Every tenor came nearer to spot."),
    }
    return words.get(caution, caution)


def condition_words(condition: Condition) -> str:
    """A line of a scorecard."""
    words = {
        "price above forecast": _("price above the forecast"),
        "fund outflow": _("funds sell"),
        "industrial demand stress": _("industrial demand under stress"),
        "easier supply elsewhere": _("easier supply elsewhere"),
        "fund inflow": _("funds buy"),
        "official buying": _("central banks buy"),
        "risks to hedge": _("risks to hedge against"),
    }
    return words.get(condition.code, condition.code)


def amount(value: float, unit: str = "") -> str:
    """A number with its unit, in as many digits as such figures are known to; hundredths that are exact are kept."""
    text = _digits(value)
    if unit == "x":
        return _("{number} times").format(number=text)
    if unit in {"month", "months"} and value == round(value):
        return plural("{count} month", "{count} months", int(value))
    if unit in {"quarter", "quarters"} and value == round(value):
        return plural("{count} quarter", "{count} quarters", int(value))
    if unit in {"USD bn", "USD trn"}:
        return unit.replace(" ", f" {text} ")
    return f"{text} {unit_word(unit)}".strip()


def _digits(value: float) -> str:
    size = abs(value)
    if not math.isfinite(value) or size >= 1e9 or 0 < size < 1:
        return number(float(f"{value:.3g}") if size < 1 else value)
    exact = abs(100 * value - round(100 * value)) < 1e-9
    text = f"{value:,.{2 if exact or size < 10 else 1}f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def value_words(signal: Signal) -> str:
    """The signal's value with its unit; a dash where only its direction is known."""
    if signal.value is None:
        return "–"
    of = signal.detail("of")
    if signal.conditions and of is not None:
        return _("{met} of {all}").format(met=number(signal.value), all=number(of))
    return amount(signal.value, signal.unit)


def sentence(signal: Signal, places: Sequence[str] = ()) -> str:
    """What the signal says, in one plain sentence with its numbers. places: the venues or countries that its records name."""
    of_places = _OF_PLACES.get(signal.rule)
    if of_places is not None:
        return of_places(signal, places)
    made = _SENTENCES.get(signal.rule)
    return made(signal) if made is not None else f"{rule_of(signal).name}: {value_words(signal)}, {band_words(signal.band)}."


# --- the rules


def _own() -> str:
    return _("The rule is that of the reports in the example, restated by the desk.")


def _windows() -> str:
    return _("Windows: 20 days, 4 weeks or 1 month; those of weeks and months are the desk's own.")


_RULES: dict[str, Callable[[], Rule]] = {
    "price against flow": lambda: Rule(
        _("Price against fund flows"),
        _("sign(price change) ≠ sign(flow)"),
        _("Price change and net flow of funds over the same span; the flow also as a share of the funds' holdings.") + " " + _own(),
        PRICES,
    ),
    "price against holdings": lambda: Rule(
        _("Price against fund holdings"),
        _("opposite signs, |z| of both ≥ 1"),
        _("Return and change of holdings over the window with opposite signs, each at least one standard deviation from its own past.")
        + " "
        + _windows(),
        INVENTORIES,
    ),
    "price against length": lambda: Rule(
        _("Price against managed money"),
        _("opposite signs, |z| of both ≥ 1"),
        _("Return and change of net length over the window with opposite signs, each at least one standard deviation from its own past.")
        + " "
        + _windows(),
        INVENTORIES,
    ),
    "implied holdings": lambda: Rule(
        _("Fund holdings implied"),
        _("start = change ÷ growth"),
        _("start = change ÷ growth; end = start + change; recent flow ÷ change.") + " " + _own(),
        PRICES,
    ),
    "length against price": lambda: Rule(
        _("Managed money against price"),
        _("sign(price change) ≠ sign(change of net length)"),
        _("Change of managed money's net length against the change of the price.") + " " + _own(),
        PRICES,
    ),
    "warning scorecard": lambda: Rule(
        _("Price warning"),
        _("all four warnings met"),
        _("Counted: price above the forecast path, funds selling, industrial demand under stress, easier supply elsewhere.") + " " + _own(),
        PRICES,
    ),
    "support scorecard": lambda: Rule(
        _("Price support"),
        _("all three supports met"),
        _("Counted: funds buying, central banks buying above 40 t a month, risks to hedge against.") + " " + _own(),
        PRICES,
    ),
    "ahead of path": lambda: Rule(
        _("Price against forecast path"),
        _("quarters to the first forecast ≥ spot"),
        _("Quarters to the first forecast quarter at or above spot; the path is not interpolated. The rule is the desk's own."),
        PRICES,
    ),
    "reallocation": lambda: Rule(
        _("Reallocation into the metal"),
        _("flow ÷ price, in tonnes a quarter"),
        _("Tonnes = flow ÷ price; assets = flow × quarters ÷ share; effect per USD 1 bn by both readings of the rise.") + " " + _own(),
        PRICES,
    ),
    "curve shape": lambda: Rule(
        _("Forward curve"),
        _("forward < spot at every tenor"),
        _("spread = forward ÷ spot − 1; annualised (spot ÷ forward)^(365 ÷ days) − 1. Backwardation as the trade uses the word."),
        PRICES,
    ),
    "restriction effect": lambda: Rule(
        _("Price after a restriction"),
        _("highest after ÷ mean before ≥ 2"),
        _("Highest price in the days after ÷ mean price of the days before. The threshold of 2 is the desk's own."),
        PRICES,
    ),
    "stock drawdown": lambda: Rule(
        _("Stock drawdown"),
        _("last ÷ first − 1"),
        _("Change between two reports, per calendar day and per weekday; recent rate ÷ that rate.") + " " + _own(),
        INVENTORIES,
    ),
    "baseline excess": lambda: Rule(
        _("Excess over the baseline"),
        _("level − level on the baseline day"),
        _("Unwound = (peak − level) ÷ (peak − baseline); days left = excess ÷ recent outflow a day.") + " " + _own(),
        INVENTORIES,
    ),
    "share of mine supply": lambda: Rule(
        _("Excess in mine supply"),
        _("excess ÷ a year's mine supply ≥ 10 %"),
        _("Days of mine output = 365 × share. The threshold of 10 % is the desk's own."),
        INVENTORIES,
    ),
    "multiple of base": lambda: Rule(
        _("“Nearly N times”"),
        _("increase = N × base, or level = N × base"),
        _("base = excess ÷ N if the increase is the multiple, excess ÷ (N − 1) if the level is.") + " " + _own(),
        INVENTORIES,
    ),
    "venue reconciliation": lambda: Rule(
        _("Venues reconciled"),
        _("|residual| ≤ 5 % of what left"),
        _("Residual = what arrived at one place + the change of the other. The tolerance of 5 % is the desk's own."),
        INVENTORIES,
    ),
    "free float": lambda: Rule(
        _("Free float"),
        _("vault stock − funds' holdings"),
        _("Level = low + gain; the vault's gain is split into the funds' part and the free part.") + " " + _own(),
        INVENTORIES,
    ),
    "location arbitrage": lambda: Rule(
        _("Metal between places"),
        _("premium and inflow, or neither"),
        _("Price of one place less that of the other, against the change of the first one's stock. The rule is the desk's own."),
        INVENTORIES,
    ),
    "purchase streak": lambda: Rule(
        _("Central-bank purchases"),
        _("three months in a row above 40 t"),
        _("Latest months in a row above the threshold; 40 t is the sources' figure, three months are the desk's own."),
        INVENTORIES,
    ),
    "planned purchase": lambda: Rule(
        _("Purchases sought"),
        _("sought ÷ bought last > 1"),
        _("What a central bank seeks ÷ what it bought last.") + " " + _own(),
        INVENTORIES,
    ),
    "controlled elements": lambda: Rule(
        _("Elements under export control"),
        _("measures announced or in force, less those suspended"),
        _("Each measure counts as many elements as its key figures say, else the single minerals that it names.") + " " + _own(),
        PRICES,  # with the flags of the measures
    ),
    "restricted supply": lambda: Rule(
        _("Supply from restrictive states"),
        _("sum of import share × 1 where exports are restricted, half and more"),
        _("The part of an importer's supply from countries with an export restriction on it in force; told from half on, our own limit."),
        RISK_MAP,
    ),
}

# --- the sentences


def _detail(signal: Signal, name: str) -> str | None:
    """The number of that code with its unit, None where there is none."""
    one = next((one for one in signal.details if one.name == name), None)
    return amount(one.value, one.unit) if one is not None else None


def _size(signal: Signal, name: str) -> str | None:
    """The number of that code without its sign."""
    one = next((one for one in signal.details if one.name == name), None)
    return amount(abs(one.value), one.unit) if one is not None else None


def _joined(*parts: str | None) -> str:
    return "; ".join(part for part in parts if part) + "."


def _moved(signal: Signal) -> tuple[int, str]:
    """Which way the price went, and that in words."""
    one = next((one for one in signal.details if one.name == "price change"), None)
    if one is None:
        return 0, _("The price is not known to have moved")
    up = one.value > 0
    if one.unit == "sign":
        return (1, _("The price rose")) if up else (-1, _("The price fell"))
    by = amount(abs(one.value), one.unit)
    return (1, _("The price rose by {size}").format(size=by)) if up else (-1, _("The price fell by {size}").format(size=by))


def _against_price(signal: Signal) -> int:
    """Which way flow or length went; by the band where only the direction is known."""
    if signal.value is not None:
        return 1 if signal.value > 0 else -1
    return _moved(signal)[0] * (-1 if signal.band == "divergence" else 1)


def _flow(signal: Signal) -> str:
    size = amount(abs(signal.value), signal.unit) if signal.value is not None else _("metal")
    bought, sold = _("funds took in {size}").format(size=size), _("funds gave up {size}").format(size=size)
    flow = bought if _against_price(signal) > 0 else sold
    share = _detail(signal, "share of holdings")
    held = _("{flow}, {share} of what they hold").format(flow=flow, share=share) if share else flow
    if signal.band == "divergence":
        return _("{price} while {flow}: the two disagree.").format(price=_moved(signal)[1], flow=held)
    return _("{price} and {flow}: the two agree.").format(price=_moved(signal)[1], flow=held)


def _measured(signal: Signal) -> str:
    added = (signal.value or 0) > 0
    size = amount(abs(signal.value or 0), signal.unit)
    if signal.rule == "price against length":
        other = _("managed money added {size} to its net length") if added else _("managed money cut its net length by {size}")
    else:
        other = _("funds took in {size}") if added else _("funds gave up {size}")
    other, count = other.format(size=size), int(signal.detail("cases") or 0)
    words = _("{price} while {flow}: the two disagree") if signal.band == "divergence" else _("{price} and {flow}: no divergence")
    before = plural("they parted {count} time before", "they parted {count} times before", count)
    past = before if count else _("they never parted before, as far as the series reach")
    after = _detail(signal, "median following")
    followed = _("the median return that followed is {after}").format(after=after) if after else None
    few = _("too few cases to judge by") if "too few cases" in signal.cautions else None
    return _joined(words.format(price=_moved(signal)[1], flow=other), past, followed, few)


def _length(signal: Signal) -> str:
    length = _("managed money added to its net length") if _against_price(signal) > 0 else _("managed money cut its net length")
    if signal.band == "divergence":
        return _("{price} while {length}: the two disagree.").format(price=_moved(signal)[1], length=length)
    return _("{price} and {length}: the two agree.").format(price=_moved(signal)[1], length=length)


def _holdings(signal: Signal) -> str:
    start, after, recent = _detail(signal, "start"), _detail(signal, "after"), _detail(signal, "recent share")
    main = _("The change and growth reported imply holdings of {start} at first and {end} at the end").format(
        start=start, end=value_words(signal)
    )
    since = _("{after} after the flow since, which is {share} of that change in size").format(after=after, share=recent) if after else None
    return _joined(main, since)


def _card(signal: Signal) -> str:
    met = [condition_words(one) for one in signal.conditions if one.met]
    unmet = [condition_words(one) for one in signal.conditions if one.met is False]
    unknown = [condition_words(one) for one in signal.conditions if one.met is None]
    shown = value_words(signal)
    against = signal.rule == "warning scorecard"
    main = (_("{count} warnings are met") if against else _("{count} supports are met")).format(count=shown)
    return _joined(
        f"{main}: {', '.join(met)}" if met else main,
        _("not met: {names}").format(names=", ".join(unmet)) if unmet else None,
        _("not known: {names}").format(names=", ".join(unknown)) if unknown else None,
    )


def _path(signal: Signal) -> str:
    spot, at_most, stated = _detail(signal, "spot"), _detail(signal, "at most"), _detail(signal, "stated lead")
    if signal.band == "path incomplete":
        said = _("at {spot} the price is {lead} ahead at most, for forecasts in between are missing").format(spot=spot, lead=at_most)
    elif signal.band == "beyond":
        said = _("at {spot} the price is above every forecast of the path").format(spot=spot)
    elif signal.band == "on path":
        said = _("at {spot} the price is where this quarter's forecast is").format(spot=spot)
    else:
        size = amount(abs(signal.value or 0), signal.unit)
        words = (
            _("at {spot} the price is {lead} ahead of the path") if signal.band == "ahead" else _("at {spot} it is {lead} behind the path")
        )
        said = words.format(spot=spot, lead=size)
    told = _("the source itself says {lead}").format(lead=stated) if stated else None
    return _joined(said[:1].upper() + said[1:], told)


def _reallocation(signal: Signal) -> str:
    main = _("{yearly} a year would buy {tonnes} at the price forecast").format(
        yearly=_detail(signal, "yearly flow"), tonnes=value_words(signal)
    )
    bases = [amount(one.value) for one in signal.details if one.name.startswith("assets over")]
    by, to = _detail(signal, "effect per bn, by"), _detail(signal, "effect per bn, to")
    assets = _("the assets behind it are USD {bases} trn as the share moves within 1, 4 or 16 quarters").format(bases=" / ".join(bases))
    effect = _("USD 1 bn a quarter lifts the price by {by} if it rises “by” the figure, by {to} if it rises “to” it").format(by=by, to=to)
    return _joined(main, assets if bases else None, effect if by and to else None)


def _curve(signal: Signal) -> str:
    if signal.value is None:
        return _("The source speaks of {band} along the curve; the curve itself is not at hand.").format(band=band_words(signal.band))
    tenors = [one.name.removeprefix("spread ") for one in signal.details if one.name.startswith("spread ")]
    words = _("The {tenor} forward is {size} below spot") if signal.value < 0 else _("The {tenor} forward is {size} above spot")
    main = words.format(tenor=tenors[-1] if tenors else "", size=amount(abs(signal.value), signal.unit))
    return _joined(f"{main}: {band_words(signal.band)}", _("every tenor came nearer to spot") if "narrowing" in signal.cautions else None)


def _restriction(signal: Signal) -> str:
    words = _("After the restriction the price reached {multiple} its mean before ({change}); after is not because of.")
    change = signal.detail("change") or 0
    return words.format(multiple=value_words(signal), change=("+" if change > 0 else "") + amount(change, "%"))


def _stocks(places: Sequence[str]) -> str:
    return _("Stocks at {place}").format(place=places[0]) if len(places) == 1 else _("Stocks")


def _drawdown(signal: Signal, places: Sequence[str]) -> str:
    fell = (signal.value or 0) < 0
    size, change = amount(abs(signal.value or 0), "%"), _size(signal, "change")
    words = _("{stocks} fell by {size} ({change})") if fell else _("{stocks} rose by {size} ({change})")
    main = words.format(stocks=_stocks(places), size=size, change=change)
    daily, weekday = _size(signal, "per calendar day"), _size(signal, "per weekday")
    rate = _("that is {daily}, or {weekday} if weekdays alone count").format(daily=daily, weekday=weekday) if daily and weekday else None
    faster, of_weekdays = _detail(signal, "acceleration per calendar day"), _detail(signal, "acceleration per weekday")
    recent = None
    if faster and of_weekdays:
        recent = _("the recent rate is {faster} times that ({weekday} times by weekdays)").format(faster=faster, weekday=of_weekdays)
    return _joined(main, rate, recent)


def _excess(signal: Signal, places: Sequence[str]) -> str:
    baseline, share = _detail(signal, "baseline"), _size(signal, "share of baseline")
    size = amount(abs(signal.value or 0), signal.unit)
    if signal.band == "at baseline":
        main = _("{stocks} are where they were on the baseline day").format(stocks=_stocks(places))
    else:
        words = _("{stocks} are {size} above the baseline") if signal.band == "excess" else _("{stocks} are {size} below the baseline")
        main = words.format(stocks=_stocks(places), size=size)
    if baseline:
        main += _(" of {baseline} ({share})").format(baseline=baseline, share=share) if share else f" ({baseline})"
    peak, unwound, left = _detail(signal, "peak excess"), _detail(signal, "unwound"), _detail(signal, "days left")
    return _joined(
        main,
        _("{unwound} of the peak excess of {peak} is gone").format(unwound=unwound, peak=peak) if unwound and peak else None,
        _("the rest lasts {left} if the recent rate goes on").format(left=left) if left else None,
    )


def _mine_supply(signal: Signal) -> str:
    words = _("The excess is {share} of a year's mine supply of {supply}, or {days} of mine output.")
    return words.format(share=value_words(signal), supply=_detail(signal, "annual supply"), days=_detail(signal, "days of mine output"))


def _multiple(signal: Signal) -> str:
    numbers = {name: _detail(signal, code) for name, code in (("base", "base, increase"), ("level", "level, increase"))}
    other = {name: _detail(signal, code) for name, code in (("base", "base, level"), ("level", "level, level"))}
    first = _("If the increase of {excess} is the multiple, the base was {base} and the level is {level}").format(
        excess=value_words(signal), **numbers
    )
    return _joined(first, _("if the level is, {base} and {level}").format(**other))


def _venues(signal: Signal, places: Sequence[str]) -> str:
    left, arrived, ratio = _detail(signal, "left"), _detail(signal, "arrived"), _detail(signal, "ratio")
    one, other = places if len(places) == 2 else (_("One place"), _("the other"))
    main = _("{one} changed by {left}, {other} by {arrived}").format(one=one, other=other, left=left, arrived=arrived)
    if ratio:
        main += _(", a ratio of {ratio}").format(ratio=ratio)
    return _joined(main, _("{residual} are left over").format(residual=value_words(signal)))


def _float(signal: Signal) -> str:
    words = {
        "rising": _("Metal that no fund holds rose by {growth} to {level}"),
        "falling": _("Metal that no fund holds fell by {growth} to {level}"),
    }
    growth, stated = _size(signal, "growth"), _detail(signal, "stated level")
    main = words.get(signal.band, _("Metal that no fund holds stayed at {level}")).format(growth=growth, level=value_words(signal))
    held, free = _detail(signal, "held share"), _detail(signal, "free share")
    return _joined(
        main,
        _("the source says {level}").format(level=stated) if stated else None,
        _("of the vault's gain {held} went to funds and {free} stayed free").format(held=held, free=free) if held and free else None,
    )


def _places(signal: Signal, places: Sequence[str]) -> str:
    flow = _size(signal, "stock flow")
    if signal.band in {"premium", "discount"}:
        one, other = places[:2] if len(places) > 1 else (_("One place"), _("the other"))
        words = _("{one} pays {spread} more than {other}") if signal.band == "premium" else _("{one} pays {spread} less than {other}")
        spread = amount(abs(signal.value or 0), signal.unit)
        return _joined(words.format(one=one, other=other, spread=spread), _("how its stock moved is not known"))
    inward = (signal.detail("stock flow") or 0) > 0
    place = places[0] if places else _("the first place")
    main = (_("{size} came to {place}") if inward else _("{size} left {place}")).format(size=flow, place=place)
    if signal.value is None:
        return _joined(main, _("what metal costs there and elsewhere is not at hand"))
    spread = value_words(signal)
    meaning = {
        "pull": _("its price stands {spread} over the other's and pulls metal in"),
        "relief": _("its price stands at {spread} to the other's and lets metal go"),
        "against": _("its price difference of {spread} says the opposite"),
    }
    return _joined(main, meaning.get(signal.band, "{spread}").format(spread=spread))


def _streak(signal: Signal) -> str:
    months, above = signal.detail("months") or 0, signal.detail("above") or 0
    counted = plural("{count} month", "{count} months", int(months))
    main = _("Purchases were above the threshold in {above} of {months}, the latest {streak} in a row").format(
        above=number(above), months=counted, streak=number(signal.value or 0)
    )
    total, worth, demand = _detail(signal, "total"), _detail(signal, "worth of the threshold"), _detail(signal, "demand over total")
    at_least = _("together {total} or more") if "at least" in signal.cautions else _("together {total}")
    return _joined(
        main,
        at_least.format(total=total) if signal.value else None,
        _("the threshold is worth {worth} a month").format(worth=worth) if worth else None,
        _("the reallocation would ask for {share} of that total").format(share=demand) if demand else None,
    )


def _planned(signal: Signal, places: Sequence[str]) -> str:
    words = _("{place} seeks {planned}, {multiple} the {bought} bought last.")
    place = places[0] if len(places) == 1 else _("A central bank")
    return words.format(place=place, planned=_detail(signal, "planned"), multiple=value_words(signal), bought=_detail(signal, "bought"))


def _elements(signal: Signal, places: Sequence[str]) -> str:
    named, most, low = (int(one or 0) for one in (signal.detail("named"), signal.detail("most"), signal.value))
    words = {
        "open": _("{place} has {low} to {most} elements under export control: the dates of its measures leave it open."),
        "partly suspended": _("{place} has {low} elements under export control, and {held} more that are suspended."),
        "controlled": _("{place} has {low} elements under export control."),
    }
    place = places[0] if len(places) == 1 else _("The country")
    return words[signal.band].format(place=place, low=low, most=most, held=named - low)


def _restricted(signal: Signal, places: Sequence[str]) -> str:
    place = places[0] if places else _("An importer")
    words = _("{place} gets {share} % of its supply from countries that restrict exports of it.")
    return words.format(place=place, share=number(signal.value or 0.0))


_SENTENCES: dict[str, Callable[[Signal], str]] = {
    "price against flow": _flow,
    "price against holdings": _measured,
    "price against length": _measured,
    "implied holdings": _holdings,
    "length against price": _length,
    "warning scorecard": _card,
    "support scorecard": _card,
    "ahead of path": _path,
    "reallocation": _reallocation,
    "curve shape": _curve,
    "restriction effect": _restriction,
    "share of mine supply": _mine_supply,
    "multiple of base": _multiple,
    "free float": _float,
    "purchase streak": _streak,
}
_OF_PLACES: dict[str, Callable[[Signal, Sequence[str]], str]] = {
    "stock drawdown": _drawdown,
    "baseline excess": _excess,
    "venue reconciliation": _venues,
    "location arbitrage": _places,
    "planned purchase": _planned,
    "controlled elements": _elements,
    "restricted supply": _restricted,
}
