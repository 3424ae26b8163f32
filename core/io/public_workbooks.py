"""Public workbooks that are recognised at sight, by the words of their headers, sheets and titles; never by the name of the file.

Everything that such a file says is read by the general way. Knowing it adds who publishes it, and what it leaves unsaid: that the
prices of the London market are per troy ounce, or what PCOPP means. What a file says itself always counts more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from core.io.cells import Book
from core.io.columns import text_at
from core.io.recipe import header_key
from core.words import _

_ROWS, _COLUMNS = 16, 80  # of each sheet that are looked at
_TEXT_FORMATS = frozenset({"csv", "tsv", "txt", "text"})
_NO_CODES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class PublicWorkbook:
    """A known workbook. key: its name in recipes; has: cells or sheets called so; says: words within a cell or sheet name.

    `has` and `says` are compared as headers are (`header_key`), and all of them must be there. units: by patterns of headers, the first
    that fits. per: what prices in currencies are per. codes: what those at the heads of columns mean.
    """

    key: str
    publisher: str
    title: str = ""
    has: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    per: str = ""
    kind: str = ""
    venue: str = ""
    codes: Mapping[str, str] = field(default_factory=lambda: _NO_CODES)

    @property
    def evidence(self) -> str:
        """What is said to speak for something that is known of the workbook."""
        return _("known workbook: {title}").format(title=self.title or self.publisher)

    def unit_of(self, header: str) -> str:
        """The unit of the column with this header, "" where nothing is known of it."""
        words = header_key(header)
        return next((unit for pattern, unit in self.units if re.search(pattern, words)), "")


_GOVERNANCE = {
    "va": "Voice and Accountability", "pv": "Political Stability and Absence of Violence/Terrorism", "ge": "Government Effectiveness",
    "rq": "Regulatory Quality", "rl": "Rule of Law", "cc": "Control of Corruption",
}  # fmt: skip
# Prices of the International Monetary Fund as the Federal Reserve Bank of St. Louis calls them (fred.stlouisfed.org).
_MONTHLY_PRICES = {
    f"{code}USDM": f"Global price of {name}, U.S. Dollars per {per}"
    for code, name, per in (
        ("PALUM", "Aluminum", "Metric Ton"), ("PCOPP", "Copper", "Metric Ton"), ("PIORECR", "Iron Ore", "Metric Ton"),
        ("PLEAD", "Lead", "Metric Ton"), ("PNICK", "Nickel", "Metric Ton"), ("PTIN", "Tin", "Metric Ton"),
        ("PZINC", "Zinc", "Metric Ton"), ("PURAN", "Uranium", "Pound"), ("PCOALAU", "Coal, Australia", "Metric Ton"),
    )
}  # fmt: skip
_CONTRACTS = ((r"^pct |^conc ", "%"), (r"^traders ", "count"), (r"open interest|positions|^change ", "contracts"))
WORKBOOKS: tuple[PublicWorkbook, ...] = (
    PublicWorkbook(
        "world bank monthly", "World Bank", "World Bank Commodity Price Data (The Pink Sheet), monthly",
        has=("monthly prices",), says=("world bank commodity price data",),
    ),
    PublicWorkbook(
        "world bank annual", "World Bank", "World Bank Commodity Price Data (The Pink Sheet), annual",
        has=("annual prices nominal",), says=("world bank commodity price data",),
    ),
    PublicWorkbook(
        "imf prices", "International Monetary Fund", "IMF Primary Commodity Prices",
        has=("commodity", "commodity description", "data type", "frequency"),
    ),
    PublicWorkbook("imf sdmx", "International Monetary Fund", "IMF Primary Commodity Price System", says=("imf res pcps",)),
    PublicWorkbook(
        "lbma vaults", "London Bullion Market Association", "LBMA London vault holdings", has=("month end", "gold", "silver"),
        units=(("^(gold|silver)$", "koz"),), kind="holding", venue="LBMA",
    ),
    PublicWorkbook(
        "lbma prices", "London Bullion Market Association", "LBMA precious metal prices",
        has=("date", "usd am", "usd pm", "gbp am", "gbp pm", "eur am", "eur pm"), per="ozt", kind="price", venue="LBMA",
    ),
    PublicWorkbook(
        "wgc prices", "World Gold Council", "WGC gold price averages in a range of currencies", has=("monthly avg", "usd"),
        says=("world gold council",), per="ozt", kind="price",
    ),
    PublicWorkbook(
        "wgc funds", "World Gold Council", "WGC gold ETF holdings and flows", has=("holdings by month", "fund flows by month"),
    ),
    PublicWorkbook(
        "wgc reserves", "World Gold Council", "World official gold holdings", says=("world official gold holdings",),
    ),
    PublicWorkbook(
        "cftc disaggregated", "U.S. Commodity Futures Trading Commission", "Commitments of Traders, disaggregated",
        has=("market and exchange names", "open interest all", "m money positions long all"), units=_CONTRACTS, kind="position",
    ),
    PublicWorkbook(
        "cftc legacy", "U.S. Commodity Futures Trading Commission", "Commitments of Traders",
        has=("market and exchange names", "open interest all"), units=_CONTRACTS, kind="position",
    ),
    PublicWorkbook(
        "spdr gold", "SPDR Gold Shares", "SPDR Gold Shares historical archive", has=("gld close", "lbma gold price"),
        units=(
            ("^lbma gold price", "USD/ozt"), ("^nav per gld in gold", "ozt"), ("ounces in the trust", "ozt"), ("tonnes in the trust", "t"),
            ("^premium", "%"), ("^gld close|^nav share|^indicative price|^mid point|in the trust", "USD"),
        ),
    ),
    PublicWorkbook(
        "usgs world", "U.S. Geological Survey", "USGS Mineral Commodity Summaries, world data",
        has=("source", "commodity", "country", "type", "unit meas"),
    ),
    PublicWorkbook("usgs history", "U.S. Geological Survey", says=("u s geological survey", "last modification")),
    PublicWorkbook(
        "iea minerals", "International Energy Agency", "IEA Critical Minerals Dataset", says=("for key minerals", "# total "),
    ),
    PublicWorkbook(
        "bgs records", "British Geological Survey", "BGS World Mineral Statistics", has=("bgs commodity trans", "country trans"),
    ),
    PublicWorkbook("bgs", "British Geological Survey", says=("world mineral statistics",)),
    PublicWorkbook("wgi", "World Bank", "Worldwide Governance Indicators", says=("worldwide governance indicators",)),
    PublicWorkbook(
        "wgi long", "World Bank", "Worldwide Governance Indicators", has=("countryname", "indicator", "estimate", "pctrank"),
        codes=_GOVERNANCE,
    ),
    PublicWorkbook(
        "fred", "Federal Reserve Bank of St. Louis", "FRED economic data", has=("observation date",),
        codes=_MONTHLY_PRICES,
    ),
    PublicWorkbook(
        "comtrade", "United Nations", "UN Comtrade", has=("reporterdesc", "partnerdesc", "cmdcode", "primaryvalue"),
        units=(("^(net|gross)wgt$", "kg"), ("value$", "USD")), kind="flow",
    ),
    PublicWorkbook("eurostat", "Eurostat", has=("time period", "obs value"), says=("estat ds",)),
    PublicWorkbook("comex stocks", "CME Group", "COMEX metal depository statistics", says=("commodity exchange inc", "metal depository")),
    PublicWorkbook("shfe stocks", "Shanghai Futures Exchange", says=("上海期货交易所", "库存周报")),
)  # fmt: skip


def recognised(book: Book) -> PublicWorkbook | None:
    """The known workbook that a book is; None when it is none."""
    words = frozenset(_words(book))
    return next((one for one in WORKBOOKS if _is(one, words)), None)


def workbook_of(key: str) -> PublicWorkbook | None:
    """The known workbook of this key; None when there is none."""
    return next((one for one in WORKBOOKS if one.key == key), None) if key else None


def _is(one: PublicWorkbook, words: frozenset[str]) -> bool:
    return words.issuperset(one.has) and all(any(said in word for word in words) for said in one.says)


def _words(book: Book) -> Iterable[str]:
    """The first cells of each sheet and the sheets' own names, as headers are compared; a text file's sheet has the name of the file."""
    for sheet in book.sheets:
        if book.format not in _TEXT_FORMATS:
            yield header_key(sheet.name)
        for row in range(min(sheet.rows, _ROWS)):
            for column in range(min(sheet.columns, _COLUMNS)):
                yield _key(text_at(sheet, row, column))


@lru_cache(maxsize=10_000)
def _key(text: str) -> str:
    return header_key(text[:500])
