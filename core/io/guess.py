"""What words tell: the mineral, unit and kind of a series from its title and what stands around it, and the names things are kept by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePath

from core.io.tenors import is_ahead
from core.model.minerals import mineral_id, minerals, minerals_in
from core.model.names import words
from core.model.unit_words import CURRENCIES
from core.model.units import parse_unit, unit_in

_KIND_WORDS = (
    ("forecast", r"forecasts?|projections?|projected|outlook|scenarios?|預測|预测"),
    ("forward", r"forward(?: curve| price)s?|futures curve|遠期|远期"),
    ("position", r"open interest|net long|net short|managed money|positions?|swap dealers?|commitments?|持倉量|持仓量"),
    ("holding", r"holdings?|etfs?|etcs?|trust|central banks?|official reserves|gold reserves|持有|儲備|储备"),
    ("stock", (r"stocks?|stockpiles?|inventor(?:y|ies)|registered|eligible|warehouses?|vaults?|"
        r"on warrant|cancelled warrants?|depositor(?:y|ies)|庫存|库存")),
    ("price", r"prices?|unit value|fix(?:ing)?|settlement|cash|spot|close|closing|bid|ask|premium|quotes?|quotation|價格?|价格?"),
    ("production", r"production|prod|usprod|output|mined|refined|smelter|refinery|產量|产量"),
    ("flow", (r"imports?|exports?|shipments?|demand|consumption|"
        r"consump|received|receipts?|withdrawn|withdrawals?|adjustments?|deliver(?:y|ies)|sales|purchases?|supply|inflows?|outflows?|flows?|進口|进口|出口|需求")),
    ("index", r"index|indices|pmi|指數|指数"),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])")) for kind, pattern in _KIND_WORDS)
_INDEX = re.compile(r"\b\d{4}\s*=\s*1\d{0,2}0\b")
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]{1,40})[)\]）】]")
_FOOTNOTE = re.compile(r"(?:\s*(?:[*†‡§]+|(?<=\s)\d{1,2}/|(?<=[a-z])\d{1,2}\)|[⁰¹²³⁴-⁹]+)+)+$")
_PRICE_UNIT = re.compile("|".join(sorted(CURRENCIES)))
_LONGEST = 200  # letters of a header that may hold a unit
_COPY = re.compile(r"\b(?:copy(?: of)?|final|draft|latest|new|updated?|revised|download(?:ed)?|export(?:ed)?|v\d+)\b|副本|複本")
_MONTH_WORDS = re.compile(
    r"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_DAY_WORDS = re.compile(r"(?<![a-z])(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])")
_GENERIC = frozenset(
    words(
        "price prices value values close closing last open high low bid ask mid settle "
        "settlement rate amount quantity total volume production output imports import exports export consumption demand "
        "supply stocks stock inventory inventories date year month usd eur cny registered eligible average "
        "avg mean level figure data series unit 價格 价格 數值 数值 收盤價 收盘价 數量 "
        "数量 日期 cash spot forward nearby contract months m mo c 現貨 现货 am pm "
    )
) | frozenset(currency.casefold() for currency in CURRENCIES)
_KEPT_IN_TITLES = CURRENCIES | {"AM", "PM"}


def slug(text: str) -> str:
    """`text` as part of an id: lower case, letters and digits of any script, hyphens between."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("%", " percent ").replace("$", " usd ")
    return re.sub(r"[\W_]+", "-", plain).strip("-") or "unnamed"


def collection_of(file_name: str) -> str:
    """What this month's and next month's file have in common: the name without dates, months, numbers and marks of copies."""
    return slug(undated(file_name) or _stem(file_name))


def _stem(file_name: str) -> str:
    return PurePath(file_name.replace("\\", "/")).stem if file_name else ""


def undated(file_name: str) -> str:
    """The words of a file's name that are no dates, numbers or marks of copies; "" when it has no other."""
    stem = _stem(file_name)
    plain = re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem).casefold())
    return " ".join(_MONTH_WORDS.sub(" ", _COPY.sub(" ", re.sub(r"\b[qh]?\d+\w?\b|\d+(?=年|月)|[年月日]", " ", plain))).split())


def told_by_name(file_name: str) -> str:
    """What the name of a file says of what is in it, as words: without dates, numbers and marks of copies; "" when that is nothing."""
    told = collection_of(file_name).replace("-", " ")
    return "" if not _COPY.sub(" ", told).strip() else told


def dateless(text: str) -> str:
    """A title or a sheet's name without the words for months and days: Stocks, 14 January 2026 -> Stocks,  14   2026."""
    return _DAY_WORDS.sub(" ", _MONTH_WORDS.sub(" ", text.casefold()))


def pretty(file_name: str) -> str:
    """A file name as a title: gold_monthly.csv -> Gold monthly."""
    name = collection_of(file_name).replace("-", " ")
    return name[:1].upper() + name[1:]


def is_generic(header: str) -> bool:
    """Whether a header names no particular series: Price, Close, Production, 2023."""
    return all(word in _GENERIC for word in re.sub(r"[\W_\d]+", " ", header.casefold()).split())


def lowered(title: str) -> str:
    """A title as it goes on after another: USD PM stays, Price becomes price."""
    return " ".join(word if word in _KEPT_IN_TITLES else word.lower() for word in title.split())


def clean_title(header: str) -> tuple[str, str]:
    """(title, unit) of a header: without footnote marks, and without its unit, in brackets or among the words."""
    title, unit = " ".join(header.split()), ""
    for found in _BRACKETS.finditer(title):
        if is_unit(found[1]):
            unit = found[1].strip()
            title = " ".join((title[: found.start()] + " " + title[found.end() :]).split())
            break
    else:
        found_in = unit_in(title) if len(title) < _LONGEST else None
        if found_in is not None and found_in.title:
            title, unit = found_in.title, found_in.unit
    title = title if " " in title else title.replace("_", " ")
    return without_marks(title).strip(" ,;:") or title, unit


def without_marks(text: str) -> str:
    """A name without the footnote marks behind it: Tin*, Gold 1/, Zinc²; the text itself where nothing else is left."""
    return _FOOTNOTE.sub("", text).strip() or text


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether `text`, in brackets or not, is a unit and nothing else."""
    return bool(unit_id(text))


@lru_cache(maxsize=4096)
def unit_id(text: str) -> str:
    """The trade's spelling of a unit: ($/troy oz) -> USD/ozt; 2010=100 as it is; "" when it is not known."""
    bare = text.strip().strip("()[]（）【】").strip()
    if not bare or len(bare) > 60:
        return ""
    if _INDEX.fullmatch(bare):
        return re.sub(r"\s", "", bare)
    unit = parse_unit(text.strip()) or parse_unit(bare)
    return "" if unit is None else str(unit)


def unit_inside(header: str) -> str:
    """The unit named inside a header such as "Price, USD per tonne" or Imports_t, as it stands; "" when none is."""
    index = _INDEX.search(header)
    if index:
        return index[0]
    found = unit_in(header)
    return "" if found is None else str(found)


def unit_around(lines: Iterable[str]) -> tuple[str, str]:
    """(unit, the line) that sentences around a table give for all of its columns; money alone is no unit, it says what per what is in."""
    for line in lines:
        if len(line) > 200:
            continue
        index = _INDEX.search(line)
        unit = index[0] if index else unit_inside(line)
        if unit and (index or not re.fullmatch(r"[A-Z]{3}", unit_id(unit))):
            return unit, line
    return "", ""


def mineral_of(*texts: str) -> str:
    """The one mineral that the first telling text names; "" when it names several, for then it is a list and not a title."""
    for text in texts:
        whole = mineral_id(text) if len(text) <= _LONGEST else ""
        if whole:
            return whole  # some names mean a mineral only where nothing else stands beside them
        found = minerals_in(text) or _alone(text)
        if found:
            return found[0] if len(found) == 1 or _main(found) else ""
    return ""


def _alone(text: str) -> tuple[str, ...]:
    """The mineral of a single Chinese letter that stands apart from others: 錫 net imports, but not 無錫."""
    parts = re.findall(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?![\u4e00-\u9fff])", text[:_LONGEST])
    return tuple(dict.fromkeys(filter(None, map(mineral_id, parts))))


def _main(found: tuple[str, ...]) -> bool:
    """Whether the first of the minerals is what a title is about: a mineral and then groups or parts of it."""
    known = minerals()
    return all(known[one].members for one in found[1:])


def is_group(mineral: str) -> bool:
    """Whether a mineral stands for several: base metals, rare earths."""
    known = minerals().get(mineral)
    return known is not None and (bool(known.members) or known.quote_unit == "index")


def mineral_name(mineral: str) -> str:
    """The mineral's English name as a word in a title."""
    known = minerals().get(mineral)
    name = known.name_en if known is not None else mineral
    return name[:1].upper() + name[1:]


def kind_of(title: str, unit: str, *around: str) -> str:
    """The kind of a series: by its unit, its own words, then the words around it; "" when nothing tells."""
    canonical = unit_id(unit)
    if _INDEX.search(unit) or canonical == "index":
        return "index"
    money = re.match(r"(?:[A-Z]{3}(?:\d{4})?|USc|GBp|EURc|AUc|CAc)/", canonical) is not None
    own = _kind_in(title)
    if money:
        return own if own in {"forecast", "forward"} else "forward" if is_ahead(title) else "price"
    if own and not (own == "price" and canonical and not re.fullmatch(r"[A-Z]{3}|%|pp", canonical)):
        return own
    for text in around:
        kind = _kind_in(text)
        if kind and not (kind == "price" and canonical and not re.fullmatch(r"[A-Z]{3}|%", canonical)):
            return kind
    return "price" if _PRICE_UNIT.fullmatch(canonical) and is_generic(title) else ""


def _kind_in(text: str) -> str:
    plain = re.sub(r"_+", " ", text.casefold())
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), "")
