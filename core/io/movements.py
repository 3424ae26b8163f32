"""What a column of a stock report counts: the stock before, what came in and went out, and the stock after."""

from __future__ import annotations

import enum
import re


class Movement(enum.StrEnum):
    """A column of a stock report. opening + received - withdrawn + adjustment = closing; change is the difference."""

    OPENING = "opening"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"
    ADJUSTMENT = "adjustment"
    CHANGE = "change"
    CLOSING = "closing"
    NONE = ""


_STOCK = r"(?: (?:total|stocks?|inventory|balance|day|week|month|of day|close|closing))*"
_WORDS = {
    Movement.CHANGE: (
        r"(?:net |daily |weekly |monthly |total )?(?:change|chg\.?|difference|\+ ?/ ?-)(?: (?:on|from|vs\.?) .*)?",
        r"[淨净]?(?:增減|增减|變化|变化)|[漲涨升]?跌",
    ),
    Movement.OPENING: (
        r"(?:prev(?:ious)?\.?|prior|opening|open|begin(?:ning)?|start(?:ing)?|last (?:week|month|day)|yesterday)(?:'s)?" + _STOCK,
        r"(?:上[週周期月]|[前昨]日|期初)(?:庫存|库存)?",
    ),
    Movement.RECEIVED: (
        r"(?:total )?(?:received|receipts?|in|delivered in|deliveries in|inflows?|deposit(?:s|ed)?|load(?:ed)?[- ]in)",
        r"[入][庫库]量?|流入",
    ),
    Movement.WITHDRAWN: (
        r"(?:total )?(?:withdrawn|withdrawals?|out|delivered out|deliveries out|outflows?|load(?:ed)?[- ]out)",
        r"出[庫库]量?|流出",
    ),
    Movement.ADJUSTMENT: (r"(?:net )?(?:adjust(?:ment|ed)?s?|adj\.?|reclassif\w+)", r"[調调]整"),
    Movement.CLOSING: (
        r"(?:total |today'?s? |current |latest |this week'?s? )*(?:today|clos(?:e|ing)|end(?:ing)?|current|latest|this week)" + _STOCK,
        r"(?:本[週周期月日]|今日|[當当]前|期末)(?:庫存|库存)?",
    ),
}
_PATTERNS = {movement: re.compile("|".join(words), re.I) for movement, words in _WORDS.items()}


def movement_of(title: str) -> Movement:
    """What the title of a column says it counts; NONE when it is no word of a stock report."""
    plain = " ".join(title.replace("_", " ").replace(",", " ").split())
    return next((movement for movement, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), Movement.NONE)
