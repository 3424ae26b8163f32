"""Countries, blocs and regions: ISO 3166-1 alpha-3 where there is one, and every name the trade's tables give them.

The table is resources/countries.csv, made by resources/build_countries.py.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, cast

import resources
from core.model.names import Entry, Likely, Match, NameTable, listed, words

Kind = Literal["country", "bloc", "region", "rest"]

# Found when they are all that a cell holds; in a title they may mean something else ("Other metals", "ask us").
_QUIET = (
    *words("US UK U.S. U.K. Other Others Unspecified Row America England Trinidad Bosnia Emirates"),
    *("All other", "All others", "Other, unspecified", "Not specified", "Other and unspecified", "Grand total"),
    *words("日 大陸 大陆 其他 其它 其餘 其余 中方 美方 歐方"),
)
# The likelier meaning of these is another: NA is "not available", plain Congo is two countries.
_CONGO = ("Congo", "剛果", "刚果")
_DOUBTFUL = {"NAM": ("NA", "N.A."), "COD": _CONGO, "COG": _CONGO, "VIR": ("Virgin Islands",), "VGB": ("Virgin Islands",)}
# Of three-letter codes only these: in a title PER, TON and CAN are words.
_CODES_IN_TITLES = words("USA US U.S. U.S.A. UK U.K. UAE EU DRC PRC ROK DPRK G7 MSP IPEF CMPA BRICS")
_NOT_AFTER = {
    "mexico": words("new"),
    "jersey": words("new"),
    "georgia": words("south"),
    "guinea": words("new papua equatorial"),
    "china": words("south east"),
}
_MONEY = words("dollar dollars cent cents c ct")


@dataclass(frozen=True, slots=True)
class Country:
    """A country, bloc, region or the rest. `iso3` is its id everywhere; `members` are the ids in a bloc or region, as of 2025."""

    iso3: str
    iso2: str
    name_en: str
    name_zh_tw: str
    name_zh_cn: str
    region: str
    aliases: tuple[str, ...]
    kind: Kind
    codes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@cache
def countries() -> Mapping[str, Country]:
    """Every country, bloc and region by its id: countries first, in the order of their codes."""
    with resources.path("countries.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["iso3"]: _country(row) for row in csv.DictReader(file)})


def find_country(text: str) -> Match:
    """What country, bloc or region the whole of `text` names; ISO codes count only in capitals."""
    return _table().find(text)


@lru_cache(maxsize=10_000)
def country_id(text: str) -> str:
    """The id of the country that the whole of `text` names for certain, else ""."""
    return _table().id_of(text)


@lru_cache(maxsize=1_000)
def likeliest_country(text: str) -> Likely | None:
    """What country a misspelled name most likely means, and how surely; None where that is not clear."""
    return _table().likeliest(text)


def countries_in(text: str) -> tuple[str, ...]:
    """The ids of the countries, blocs and regions named inside a title, in order. Only the best known codes count there."""
    return _table().within(text)


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        **{name: row[name] for name in ("iso3", "iso2", "name_en", "name_zh_tw", "name_zh_cn", "region")},
        aliases=listed(row["aliases"]),
        kind=cast("Kind", row["kind"]),
        codes=listed(row["codes"]),
        members=listed(row["members"]),
    )


@cache
def _table() -> NameTable:
    return NameTable(
        map(_entry, countries().values()), quiet=_QUIET, title_codes=_CODES_IN_TITLES, guard=_means_the_place, footnote_letters=True
    )


def _entry(country: Country) -> Entry:
    doubtful = _DOUBTFUL.get(country.iso3, ())
    return Entry(
        id=country.iso3,
        names=(country.name_en, country.name_zh_tw, country.name_zh_cn),
        aliases=country.aliases,
        codes=tuple(code for code in (country.iso3, country.iso2, *country.codes) if code and code not in doubtful),
        doubtful=doubtful,
    )


def _means_the_place(before: str, name: str, after: str) -> bool:
    """Whether `name` in a title means the country: not New Mexico, not US dollars."""
    if name in {"us", "usa", "united states"} and after in _MONEY:
        return False
    return before not in _NOT_AFTER.get(name, ())
