"""Minerals, their trade products and the groups people speak of ("battery metals"), by the names the trade's tables give them.

The table is resources/minerals.csv, kept by hand; resources/SOURCES.md says where its facts come from.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

import resources
from core.model.names import Entry, Likely, Match, NameTable, listed, words

# Found when they are all that a cell holds; inside a title they are mostly words or parts of words (資金, 銀行, "metals", "energy").
_QUIET = (
    *"金銀银鐵铁錫锡矽硅煤硫磷砷汞氨氦氫氢溴碘硼鋼钢鹽盐鉀",
    *words("crude energy metals minerals gems TTF 金屬 金属 礦產 矿产 能源"),
    "62% Fe",
)
_CODES_IN_TITLES = words(
    "Au Ag Pt Pd Rh Cu Pb Zn Sn Ni Li Ga Ge Sb Nd Dy Tb Ta Nb Zr Hf Bi Mg Mn Fe XAU XAG XPT XPD XCU APT NPI WTI LNG DAP TSP "
    "PGM PGMs PGE REE REEs REO TREO LREE LREEs LREO HREE HREEs HREO LCE CRM CRMs"
)
# Things of their own whose names are nearly those of minerals: at most a suggestion.
_NOT_MISSPELLED = {"silicon": ("silicone", "silicones"), "tantalum": ("tantalate",), "phosphate": ("phosphite",)}
_LEAD_THE_VERB = words("to the a time times by on over up in talks off role into")
_OTHER_OILS = words("coconut palm kernel groundnut soybean soya rapeseed sunflower olive fish corn vegetable edible essential cooking")
_LEFT_OUT = words("ex excl excluding except non without")


@dataclass(frozen=True, slots=True)
class Mineral:
    """A mineral, product or group. `quote_unit`: how it is usually quoted; `quantity_unit`: how amounts are usually given.

    `members`: the ids in a group (one that means a changing list, such as all critical minerals, names none); `lists`: the lists of
    critical minerals that name it, "EU 2023", "US 2022" or "US 2025".
    """

    id: str
    symbol: str
    name_en: str
    name_zh_tw: str
    name_zh_cn: str
    group: str
    quote_unit: str
    quantity_unit: str
    aliases: tuple[str, ...]
    codes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


@cache
def minerals() -> Mapping[str, Mineral]:
    """Every mineral by its id, in the order of the table: precious, base, battery, rare earth, minor, bulk, industrial, groups."""
    with resources.path("minerals.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["id"]: _mineral(row) for row in csv.DictReader(file)})


def find_mineral(text: str) -> Match:
    """What mineral the whole of `text` names. A single-letter symbol only suggests: W is also "withheld"."""
    return _table().find(text)


@lru_cache(maxsize=10_000)
def mineral_id(text: str) -> str:
    """The id of the mineral that the whole of `text` names for certain, else ""."""
    return _table().id_of(text)


@lru_cache(maxsize=1_000)
def likeliest_mineral(text: str) -> Likely | None:
    """What mineral a misspelled name most likely means, and how surely; None where that is not clear."""
    return _table().likeliest(text)


def minerals_in(text: str) -> tuple[str, ...]:
    """The ids of the minerals named inside a title ("LME copper cash", "鈷價"), in order."""
    return _table().within(text)


def _mineral(row: Mapping[str, str]) -> Mineral:
    return Mineral(
        **{name: row[name] for name in ("id", "symbol", "name_en", "name_zh_tw", "name_zh_cn", "group", "quote_unit", "quantity_unit")},
        aliases=listed(row["aliases"]),
        codes=listed(row["codes"]),
        members=listed(row["members"]),
        lists=listed(row["lists"]),
    )


@cache
def _table() -> NameTable:
    return NameTable(map(_entry, minerals().values()), quiet=_QUIET, title_codes=_CODES_IN_TITLES, guard=_means_the_mineral)


def _entry(mineral: Mineral) -> Entry:
    letter = len(mineral.symbol) == 1
    return Entry(
        id=mineral.id,
        names=(mineral.id, mineral.name_en, mineral.name_zh_tw, mineral.name_zh_cn),
        aliases=mineral.aliases,
        codes=mineral.codes if letter or not mineral.symbol else (mineral.symbol, *mineral.codes),
        doubtful=(*((mineral.symbol,) if letter else ()), *_NOT_MISSPELLED.get(mineral.id, ())),
    )


def _means_the_mineral(before: str, name: str, after: str) -> bool:
    """Whether `name` in a title means the mineral: not "lead to", not palm oil, not "ex iron ore"."""
    if before in _LEFT_OUT or (name == "lead" and after in _LEAD_THE_VERB):
        return False
    return not ((name == "oil" and before in _OTHER_OILS) or (name == "silicon" and after == "valley"))
