"""Units of quantities and prices: read from the trade's spellings, written one way, converted exactly.

A unit is written as a measure ("koz", "USD", "%"), or two with a slash between ("USD/ozt", "Moz/day"), each with an amount before it
where the trade counts so ("10 kt" for 萬噸). "oz" of a metal is the troy ounce, 31.1034768 g, and is written ozt; "ton" and "mt" are the
metric ton, written t. Cents are units of their own: USc/lb. Rates of exchange and of inflation are never known here: they are facts with a
date, so USD1998/t, in dollars of 1998, is no USD/t.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from core.model.unit_grammar import CJK, Token, Unit, read_unit, tokens
from core.model.unit_words import CENTS, CURRENCIES, PLAIN_WORDS
from core.words import _

__all__ = ["PLAIN_WORDS", "UnitError", "UnitInTitle", "compatible", "convert", "factor", "parse_unit", "unit_in"]

_MAX_LENGTH = 60  # of a unit: longer is a sentence
_EXACT = 2**53  # integers up to here are floats without loss
_INDEX_BASE = re.compile(r"\b((?:1[89]|20)\d\d(?:\s*[-–/]\s*\d{2,4})?)\s*=\s*(10{1,3})\b")
_PREFIX = re.compile(r"^(?:in\s|units?\s*:|units?\s+in\s|單位\s*[::]|单位\s*[::])\s*(?=\S)", re.I)
_QUALIFIER = re.compile(
    r"[,\s]+(?:gross weight|(?:metal )?content|contained(?: (?:metal|weight))?)$|\s*\((?:metric|gross weight|(?:metal )?content)\)$", re.I
)
_AMOUNT_AFTER = re.compile(r"^(?P<unit>.*[A-Za-z])[\s,]*[(\[]?(?P<amount>['’‘]000s?|['’‘]?000s|thousands?|millions?)[)\]]?$", re.I)
_ALONE = frozenset("tTgL%$€£¢吨噸克磅桶元")  # one sign, and still a unit of its own
# Money and what it is per, with nothing between: gold_usd_oz.csv. Letter for letter as long as with the slash.
_MONEY_PER = re.compile(r"(?<![a-z])(usd|eur|cny|rmb|gbp|jpy|us\$)[ _](?=(?:t|mt|tonnes?|tons?|kg|lb|oz|ozt|toz)(?![a-z]))", re.I)
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{1,60})[)\]）】]")
_PARTS = re.compile(r"[^,;:，；：]+")
# Units at the end of a title, words before it: Mt Isa, Oz Minerals, Ton Duc Thang.
_AT_AN_END = frozenset(("mt", "lb", "pound", "pounds", "flask", "flasks", "ct", "cts", "oz", "ozs", "ton", "gal", "mb", "kb", "te"))
_IN_TITLES = frozenset(("mass", "content", "volume", "energy", "share"))
# What a person may want to see values in; the first line that holds their unit counts, else the first of its dimension.
_MENUS: tuple[tuple[str, ...], ...] = (
    ("g", "kg", "t", "kt", "Mt", "lb", "klb", "Mlb", "ozt", "koz", "Moz", "short ton", "long ton"),
    ("ct", "kct", "Mct", "g", "kg"),
    ("flask", "kg", "t", "lb"),
    ("mtu", "stu", "ltu"),
    ("m3", "mcm", "bcm"),
    ("bbl", "kbbl", "Mbbl", "m3", "gal"),
    ("mmbtu", "GJ", "kWh", "MWh", "GWh", "TWh"),
    ("%", "bp", "ppm", "ppb"),
    ("count", "thousand", "million", "billion"),
    ("hours", "days", "weeks"),
    ("months", "quarters", "years"),
)
_PRICED_PER: tuple[tuple[str, ...], ...] = (
    ("ozt", "g", "kg", "lb", "t", "short ton"),
    ("ct", "g"),
    ("flask", "kg", "lb", "t"),
    ("mtu", "stu", "ltu"),
    ("m3", "bbl", "gal"),
    ("mmbtu", "MWh"),
)


class UnitError(ValueError):
    """A value cannot be had in the unit asked for. Says why, in a sentence for the user."""


class UnitInTitle(NamedTuple):
    """A unit found in a title, and the title without it. As text: the unit."""

    unit: str
    title: str

    def __str__(self) -> str:
        return self.unit


# --- reading ---------------------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> str | None:
    """The unit that the whole of `text` means, as Orebook writes it: "($/troy oz)" is USD/ozt; an index keeps its base, 2010=100.

    None when it is no unit. "oz" is the troy ounce, a plain "ton" the metric one.
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    if bare[:1] + bare[-1:] in {"()", "[]", "【】"}:
        bare = bare[1:-1].strip()
    if not bare or len(bare) > _MAX_LENGTH:
        return None
    base = _INDEX_BASE.fullmatch(bare)
    if base:
        return re.sub(r"\s", "", bare)
    plain = _QUALIFIER.sub("", _PREFIX.sub("", bare))
    unit = _unit(plain)
    if unit is None and (counted := _AMOUNT_AFTER.match(plain)):  # Troy Ounces ('000s)
        unit = _unit(f"{counted['amount']} {counted['unit']}")
    return None if unit is None else str(unit)


@lru_cache(maxsize=4096)
def _unit(text: str) -> Unit | None:
    """The unit that the whole of `text` is."""
    words = tokens(text)
    found = read_unit(words, 0)
    if found is None or found[1] != len(words) or not _stands_alone(found[0], words):
        return None
    return found[0]


def _stands_alone(unit: Unit, words: list[Token]) -> bool:
    """Whether a unit may be all that a cell holds: "years" may, the header "Year" is none, nor are letters that are marks."""
    if unit.below is not None or len(words) > 1:
        return True
    word = words[0].text
    if len(word) == 1:
        return word in _ALONE
    return unit.top.measure not in {"sheet", "m"} and (unit.top.dimension not in {"days", "months"} or word.lower().endswith("s"))


# --- in titles -------------------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def unit_in(text: str) -> UnitInTitle | None:
    """The unit named inside a title or header, and what is left of it: "Gold ($/toz)", "Stocks, kt", "Prod_t_est_2022".

    Words that only look like units are left alone: "Mt Isa", "lead", "Rice 5%", "6000 kcal/kg".
    """
    plain = _MONEY_PER.sub(r"\1/", " ".join(unicodedata.normalize("NFKC", text).split()))
    for unit, start, end in _places(plain):
        return UnitInTitle(_with_what_it_is_per(unit, plain), _without(plain, start, end))
    return None


def _with_what_it_is_per(unit: str, text: str) -> str:
    """`unit`, or where it is money alone and the title says per what, the two together: Price per t (USD)."""
    words = tokens(text)
    per = next((at for at, word in enumerate(words) if word.kind == "slash"), None) if unit in CURRENCIES or unit in CENTS else None
    below = read_unit(words, per + 1) if per is not None else None
    return (parse_unit(f"{unit}/{below[0]}") or unit) if below is not None else unit


def _places(text: str) -> Iterator[tuple[str, int, int]]:
    """The units in `text` with their places, the surest first: in brackets, between commas, among the words."""
    for base in _INDEX_BASE.finditer(text):
        yield re.sub(r"\s", "", base[0]), base.start(), base.end()
    for bracket in _BRACKETED.finditer(text):
        unit = parse_unit(bracket[1])
        if unit:
            yield unit, bracket.start(), bracket.end()
        yield from _between_commas(text, bracket.start(1), bracket.end(1))
    yield from _between_commas(text, 0, len(text))
    yield from _among_words(text)


def _between_commas(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for part in _PARTS.finditer(text, start, end):
        words = part[0].strip()
        unit = _unit(_PREFIX.sub("", words))
        if unit is not None and (words != text) and (unit.below or unit.top.is_money or unit.top.dimension in _IN_TITLES):
            yield str(unit), part.start(), part.end()


def _among_words(text: str) -> Iterator[tuple[str, int, int]]:
    words = tokens(text)
    at = 0
    while at < len(words):
        found = read_unit(words, at)
        if found is not None and _is_meant(found[0], text, words, at, found[1]):
            yield str(found[0]), words[at].start, words[found[1] - 1].end
        elif found is None and words[at].text == "dt" and "price" in text.lower():  # Price_dt: the Geological Survey's dollars per ton
            yield "USD/t", words[at].start, words[at].end
        at = found[1] if found is not None and found[0].below else at + 1


def _is_meant(unit: Unit, text: str, words: list[Token], first: int, end: int) -> bool:
    """Whether the words from `first` to `end` mean the unit there, in the middle of a title."""
    before = words[first - 1] if first else None
    start, stop = words[first].start, words[end - 1].end
    if (before is not None and before.kind in {"slash", "number"}) or (before is not None and re.fullmatch(r"[\d.]+", before.text)):
        return False
    if (end < len(words) and words[end].kind == "slash") or re.match(f"[{CJK}]{{2}}", text[stop - 1 : stop + 1]):
        return False
    led = before is not None and before.text.lower() == "in"
    if words[first].kind == "number" and unit.top.amount < 1000 and not (led and end == len(words)):
        return False
    if unit.below is not None:
        return unit.top.dimension not in {"days", "months", "length"}
    if (text[start - 1 : start] == "_" or text[stop : stop + 1] == "_") and not (led and unit.top.is_money):
        return unit.top.dimension in {*_IN_TITLES, "count"} and len(words) > 1
    if unit.top.is_money:
        return led
    if unit.top.dimension not in _IN_TITLES:
        return False
    word = words[first].text
    if end - first > 1 or word == "%" or not word.isascii():
        return True
    if len(word) == 1 or word.lower() in _AT_AN_END:
        return end == len(words) and (word == "t" or len(word) > 1)
    return True


def _without(text: str, start: int, end: int) -> str:
    """`text` without what stands from `start` to `end`, and without the comma or little word that led there."""
    if re.match(r"\s*of\b", text[end:]):  # as a percentage of consumption
        return text
    before, after = re.sub(r"(?<![^\W_])(?:in|per)[\s_]*$", "", text[:start], flags=re.I), text[end:]
    if before.endswith("_"):
        before = before[:-1]
    rest = " ".join((before + ("" if after.startswith("_") else " ") + after).split())
    rest = re.sub(r"\s+(?=[,;:)\]])", "", rest)
    rest = re.sub(r"[,;:]+([,;:])|(?<=[(\[])[\s,;:]+|[,;:\s]+(?=[)\]])", r"\1", rest)
    return re.sub(r"\(\)|\[\]", "", rest).strip(" ,;:._-–")


# --- converting ------------------------------------------------------------------------------------------------------------------------


@overload
def convert(value: float, unit: str, to: str) -> float: ...
@overload
def convert(value: NDArray[np.float64], unit: str, to: str) -> NDArray[np.float64]: ...
def convert(value: float | NDArray[np.float64], unit: str, to: str) -> float | NDArray[np.float64]:
    """`value`, given in `unit`, in the unit `to`; gaps (NaN) stay gaps. A number is rounded once, the numbers of an array twice.

    Raises UnitError when a unit is not known, or when they measure different things or are in different currencies.
    """
    ratio = _ratio(unit, to)
    if isinstance(value, np.ndarray):
        if max(ratio.numerator, ratio.denominator) <= _EXACT:
            return value * float(ratio.numerator) / float(ratio.denominator)
        return value * float(ratio)
    return float(Fraction(value) * ratio) if math.isfinite(value) else float(value)


def factor(unit: str, to: str) -> float:
    """By what to multiply values in `unit` to have them in `to`. Raises UnitError as `convert` does."""
    return float(_ratio(unit, to))


def compatible(unit: str) -> tuple[str, ...]:
    """The units that values in `unit` can be shown in, for a menu: `unit` first, then the trade's usual ones; () when it is not known."""
    name = parse_unit(unit)
    if name is None or _INDEX_BASE.fullmatch(name):
        return () if name is None else (name,)
    return tuple(dict.fromkeys((name, *_menu(_known(name)))))


def _menu(unit: Unit) -> Iterator[str]:
    below = f"/{unit.below}" if unit.below is not None else ""
    if not unit.top.is_money:
        yield from (f"{one}{below}" for one in _line(_MENUS, str(Unit(unit.top))))
        return
    currency = unit.top.dimension
    priced = _line(_PRICED_PER, below[1:]) if below else ()
    for one in (currency, *(cents for cents, whole in CENTS.items() if whole == currency)):
        yield from (f"{one}/{per}" for per in priced)
    if not priced:
        yield from (f"{currency}{amount}{below}" for amount in ("", " k", " mn", " bn"))


def _line(menus: tuple[tuple[str, ...], ...], name: str) -> tuple[str, ...]:
    """The line of a table of menus for a unit, () when there is none."""
    listed = next((line for line in menus if name in line), None)
    if listed is not None:
        return listed
    unit = _unit(name)
    return next((line for line in menus if unit is not None and _known(line[0]).dimension == unit.dimension), ())


def _known(text: str) -> Unit:
    """The unit of that name. Raises UnitError."""
    unit = _unit(parse_unit(text) or "")
    if unit is None:
        raise UnitError(_("The unit “{unit}” is not known.").format(unit=text))
    return unit


@lru_cache(maxsize=1024)
def _ratio(unit: str, to: str) -> Fraction:
    names = parse_unit(unit), parse_unit(to)
    if names[0] is not None and names[0] == names[1]:
        return Fraction(1)
    if any(name is not None and _INDEX_BASE.fullmatch(name) for name in names):
        message = _("{unit} and {to} cannot be converted: an index only says how it stands to its own base.")
        raise UnitError(message.format(unit=unit, to=to))
    old, new = _known(unit), _known(to)
    if old.dimension == new.dimension:
        return old.size / new.size
    if old.top.is_money and new.top.is_money and old.dimension[1] == new.dimension[1]:
        message = _("{unit} and {to} are in different currencies; a rate of exchange for the date is needed.")
    else:
        message = _("{unit} and {to} measure different things and cannot be converted.")
    raise UnitError(message.format(unit=old, to=new))
