"""How a unit is put together: amounts, a measure, and perhaps a slash with another ("thousand troy ounces", "USD/1000 m3").

Text becomes tokens that know where they stand, tokens become a `Unit`. What a title around them says is the business of units.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.model.unit_words import (
    AMOUNTS,
    AS_WRITTEN,
    CENTS,
    CHINESE,
    CHINESE_AMOUNTS,
    COMPOSED,
    CURRENCIES,
    FAMILIES,
    LONGEST,
    MEASURES,
    MONEY_AMOUNTS,
    SPELLED,
)

CJK = r"\u3400-\u9fff"
_CHINESE_WORDS = "|".join(sorted((*CHINESE, *CHINESE_AMOUNTS), key=len, reverse=True))
_TOKEN = re.compile(
    rf"(?P<year>\b(?:\d\d|(?:19|20)\d\d\s?)(?:US)?\$|\bUSD(?:19|20)\d\d\b)|(?P<number>['’‘]?\d+(?:,\d{{3}})+|['’‘]?\d+s?(?![.\d]))|(?P<slash>/|÷|(?<![A-Za-z])per(?![A-Za-z])|每)|(?P<dotted>(?<![A-Za-z])(?:[A-Za-z]\.){{2,}})"
    rf"|(?P<word>[A-Za-z]*[$€£¥¢₩₹₽]|[A-Za-z]+[23]?|%|{_CHINESE_WORDS})|(?P<other>\d+(?:\.\d+)?|[^\s_])",
    re.IGNORECASE,
)
_CONSTANT = re.compile(r"USD(?:19|20)\d\d")  # dollars of one year's prices: 98$ of the Geological Survey's long series
_PASSED_OVER = frozenset("-‐‑.")  # metric-ton, 76-lb flask, tr. oz.
_MOST_AMOUNTS = 3  # words: hundred thousand million
_M_TONS = frozenset(("t", "ton", "tons"))  # after an m: metric to some, a million to others
_FAMILY_OF = {name: family for family in FAMILIES for name in family}
_PERIODS = ("days", "months")
_COUNTED_WITH = frozenset(("mass", "content", "volume", "energy", "count", "contracts", "vehicles"))
_DIVIDING = frozenset(("mass", "content", "volume", "energy", "contracts", "vehicles", "sheets", *_PERIODS))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, sign or number. text: in lower case unless capitals matter; start and end: where it stands."""

    text: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of a measure: a name in MEASURES, a currency or its cents."""

    amount: int
    measure: str

    @property
    def dimension(self) -> str:
        """What it measures; for money the currency."""
        return CENTS.get(self.measure, self.measure) if self.is_money else MEASURES[self.measure][0]

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of a currency or its cents."""
        return self.measure in CURRENCIES or self.measure in CENTS or _CONSTANT.fullmatch(self.measure) is not None

    @property
    def size(self) -> Fraction:
        """How much it is in the base of its dimension."""
        one = Fraction(1, 100 if self.measure in CENTS else 1) if self.is_money else MEASURES[self.measure][1]
        return self.amount * one

    def __str__(self) -> str:
        size = self.size
        if self.measure in CURRENCIES and self.amount > 1:
            name, ten = next(((name, ten) for name, ten in reversed(MONEY_AMOUNTS.items()) if ten <= self.amount), ("", 1))
            return _counted(self.amount // ten, f"{self.measure} {name}".rstrip())
        for name in reversed(_FAMILY_OF.get(self.measure, ())):
            times = size / MEASURES[name][1]
            if times >= 1 and self.amount > 1:
                return _counted(int(times), name)
        return _counted(self.amount, self.measure)


@dataclass(frozen=True, slots=True)
class Unit:
    """A quantity, or one per another: USD per ozt."""

    top: Quantity
    below: Quantity | None = None

    @property
    def dimension(self) -> tuple[str, str]:
        """What it measures: (dimension, what it is per)."""
        return self.top.dimension, self.below.dimension if self.below is not None else ""

    @property
    def size(self) -> Fraction:
        """How much it is in the base of its dimension."""
        return self.top.size / self.below.size if self.below is not None else self.top.size

    def __str__(self) -> str:
        if self.below is not None:
            return f"{self.top}/{self.below}"
        return f"{self.top}s" if self.top.dimension in _PERIODS else str(self.top)


def _counted(amount: int, name: str) -> str:
    return name if amount == 1 else f"{amount} {name}"


def tokens(text: str) -> list[Token]:
    """The words of `text` in order, short forms of several words taken apart ("ktpa" is kt / year)."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup or "", match[0]
        if kind == "other" and word in _PASSED_OVER and found and found[-1].kind in {"word", "number"}:
            continue
        word = word.replace(".", "") if kind == "dotted" else word
        if kind == "year":
            kind, word = "word", _of_a_year(word)
        if kind == "number":
            word = word.replace(",", "").replace("’", "'").replace("‘", "'")
        composed = "/year" if word.lower() == "pa" and found else COMPOSED.get(word.lower(), "")
        for part in re.findall("/|[^/]+", composed) or [word]:
            part_kind = "slash" if kind == "slash" or part == "/" else "word" if kind == "dotted" else kind
            found.append(Token(part, part_kind, match.start(), match.end()))
    return found


def _of_a_year(word: str) -> str:
    """98$ as USD1998."""
    digits = "".join(filter(str.isdigit, word))
    century = "" if len(digits) == 4 else "19" if digits >= "50" else "20"
    return f"USD{century}{digits}"


def read_unit(words: Sequence[Token], start: int) -> tuple[Unit, int] | None:
    """The longest unit that begins at word `start`, and where it ends; None when none does."""
    for top, end in _quantities(words, start):
        if end < len(words) and words[end].kind == "slash":
            for below, end_below in _quantities(words, end + 1):
                unit = _per(top, below)
                if unit is not None:
                    return unit, end_below
        return Unit(top), end
    return None


def _per(top: Quantity, below: Quantity) -> Unit | None:
    if below.is_money or below.dimension not in _DIVIDING or top.dimension in {"index", "percentage points"}:
        return None
    if top.measure == "ct" and below.measure == "lb":  # nobody counts carats per pound
        top = Quantity(top.amount, "USc")
    return Unit(top, below)


def _quantities(words: Sequence[Token], start: int) -> Iterator[tuple[Quantity, int]]:
    """The quantities that begin at word `start`, the longest first: amounts and a measure, or money and its amounts."""
    amount = 1
    at = start + (start + 1 < len(words) and words[start].text == "1" and words[start + 1].text in CHINESE_AMOUNTS)  # 1萬盎司
    starts = [(1, start)]
    while at < min(len(words), start + _MOST_AMOUNTS) and (more := _amount(words[at])):
        if words[at].text.lower() == "m" and at + 1 < len(words) and words[at + 1].text.lower() in _M_TONS:
            return
        amount, at = amount * more, at + 1
        if at < len(words) and words[at].text.lower() == "of":
            at += 1
        starts.append((amount, at))
    for amount, at in reversed(starts):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            measure = _measure(words[at : at + length])
            if not measure:
                continue
            found = Quantity(amount, measure)
            if found.is_money:
                yield from _more_money(found, words, at + length)
            elif amount == 1 or found.dimension in _COUNTED_WITH:
                yield found, at + length


def _more_money(money: Quantity, words: Sequence[Token], end: int) -> Iterator[tuple[Quantity, int]]:
    more = _amount(words[end]) if end < len(words) and money.measure in CURRENCIES else 0
    if more:
        yield Quantity(money.amount * more, money.measure), end + 1
    yield money, end


def _amount(word: Token) -> int:
    """The power of ten that a word means; 0 when it means none."""
    if word.kind == "number" and re.fullmatch("10{1,12}", word.text):
        return int(word.text)
    return AMOUNTS.get(word.text.lower(), 0) if word.kind in {"word", "number"} else 0


def _measure(words: Sequence[Token]) -> str:
    if any(word.kind not in {"word", "number"} for word in words):
        return ""
    phrase = " ".join(word.text for word in words)
    if _CONSTANT.fullmatch(phrase):
        return phrase
    return AS_WRITTEN.get(phrase) or SPELLED.get(phrase.lower(), "")
