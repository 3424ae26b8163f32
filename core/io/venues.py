"""Where metal is traded and kept, by the names that titles and headers give to exchanges, vaults and price agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_VENUES = tuple(
    (venue, re.compile(pattern))
    for venue, pattern in (
        ("COMEX", r"(?i:\bcomex\b|\bcommodity exchange,? inc)|紐約商品交易所|纽约商品交易所"),
        ("NYMEX", r"(?i:\bnymex\b|\bnew york mercantile exchange)"),
        ("LME", r"\bLME\b|(?i:\blme[ _]|\blondon metal exchange)|倫敦金屬交易所|伦敦金属交易所"),
        ("LBMA", r"(?i:\blbma\b|\blondon bullion market)|倫敦金銀市場|伦敦金银市场"),
        ("LPPM", r"\bLPPM\b|(?i:\blondon platinum and palladium market)"),
        ("SHFE", r"(?i:\bshfe\b|\bshanghai futures exchange)|上海期貨交易所|上海期货交易所|上期所"),
        ("INE", r"\bINE\b|(?i:\bshanghai international energy exchange)|上期能源|上海國際能源交易中心|上海国际能源交易中心"),
        ("GFEX", r"(?i:\bgfex\b|\bguangzhou futures exchange)|廣州期貨交易所|广州期货交易所|廣期所|广期所"),
        ("SGE", r"\bSGE\b|(?i:\bshanghai gold exchange)|上海黃金交易所|上海黄金交易所|上金所"),
        ("MCX", r"\bMCX\b|(?i:\bmulti commodity exchange)"),
        ("TOCOM", r"(?i:\btocom\b)|東京商品取引所"),
        ("CME", r"\bCME\b"),
    )
)


@lru_cache(maxsize=4096)
def venue_of(text: str) -> str:
    """The exchange or market that a text names; "" when it names none, or several."""
    found = [venue for venue, pattern in _VENUES if pattern.search(text)]
    if len(found) > 1 and "CME" in found:
        found.remove("CME")  # the group that COMEX and NYMEX belong to
    return found[0] if len(found) == 1 else ""


def venue_around(lines: Iterable[str]) -> tuple[str, str]:
    """(venue, the line) of the first line that names one."""
    return next(((venue, line) for line in lines if (venue := venue_of(line))), ("", ""))
