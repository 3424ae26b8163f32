"""How far ahead a price is for: cash, three months, the second nearby contract."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from core.io.periods import read_period
from core.model import Precision

CASH = "cash"
_WORDS = {"one": 1, "two": 2, "three": 3, "six": 6, "nine": 9, "twelve": 12, "fifteen": 15, "eighteen": 18, "三": 3, "六": 6, "十五": 15}
_NOT_AHEAD = re.compile(
    r"\b(?:avg|average|mean|moving|rolling|change|chg|ma|sma|ema|vol(?:atility)?|returns?|yoy|mom|high|low|last|past|trailing|ytd|"
    r"yield|rate|libor|sofr|bill|treasury)\b|平均|均價|均价|漲|涨",
    re.I,
)
_SPAN = re.compile(
    r"(?<![\w.])(?P<count>\d{1,3}|" + "|".join(_WORDS) + r")\s*[-_ ]?\s*"
    r"(?P<unit>months?|mths?|mos?|m|years?|yrs?|y|weeks?|wks?|w|個月|个月)(?![a-z\d+])",
    re.I,
)
_NEARBY = re.compile(
    r"(?<![a-z\d])(?:m\s?\+\s?|m|c)(?P<count>\d{1,2})(?!\d)|(?P<nth>\d{1,2})(?:st|nd|rd|th)[ -](?:nearby|month|position|contract)", re.I
)
_CONTRACT_WORD = re.compile(
    r"(?:contract|expiry|expiration|delivery|maturity|prompt|tenor)s?(?: (?:month|date|period)s?)?|(?:合[約约]|交割|到期)(?:月份?|日期?)?",
    re.I,
)
_LONGEST = 100  # letters of a title
_CASH = re.compile(r"\b(?:cash|spot)\b|現貨|现货", re.I)


@lru_cache(maxsize=4096)
def tenor_of(title: str) -> str:
    """The tenor that a title names: "3M", "1Y", "M+2", "cash", a contract's month as "2026-12"; "" when it names none."""
    if len(title) > _LONGEST:
        return ""
    parts = [part for part in title.split(", ") if not _NOT_AHEAD.search(part)]
    found = next(filter(None, map(_tenor_in, parts)), "")
    contract = read_period(parts[-1].strip()) if parts and not found else None
    if contract is not None and contract.date.precision in {Precision.DAY, Precision.MONTH, Precision.QUARTER}:
        return str(contract.date)
    return found or (CASH if any(_CASH.search(part) for part in parts) else "")


def _tenor_in(text: str) -> str:
    span = _SPAN.search(text)
    if span:
        word = span["count"].casefold()
        unit = span["unit"][0].upper().translate(str.maketrans("個个", "MM"))
        return f"{_WORDS.get(word) or int(word)}{unit}"
    nearby = _NEARBY.search(text)
    return f"M+{int(nearby['count'] or nearby['nth'])}" if nearby else ""


def is_ahead(title: str) -> bool:
    """Whether a title alone says that its price is for delivery ahead (Copper 3M); C2 or Dec-26 say so only beside others of a curve."""
    return tenor_of(title) not in {"", CASH} and _SPAN.search(title) is not None


def curve(titles: Iterable[str]) -> frozenset[str]:
    """Those of a table's titles that are points of one forward curve: two or more tenors ahead."""
    ahead = {title: tenor for title in titles if (tenor := tenor_of(title)) not in {"", CASH}}
    return frozenset(ahead) if len(set(ahead.values())) > 1 else frozenset()


def dates_deliveries(header: str) -> bool:
    """Whether the header of a column of dates says that they are those of delivery, not of the figures."""
    return _CONTRACT_WORD.fullmatch(header) is not None
