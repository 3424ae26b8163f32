"""Numbers as spreadsheets write them in text: 1,234.50  1.234,50  $ 1 200  (35)  12 %  >50  1,200e; and the words for no number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.model import Mark

# The words that stand where a number is missing. An unexplained dash is not taken for zero.
MISSING = {
    **dict.fromkeys(("w", "withheld", "c", "s", "confidential", "suppressed"), Mark.WITHHELD),
    **dict.fromkeys(
        (
            "na", "n.a.", "n.a", "n/a", "#n/a", "nan", "null", "none", "not available", "not applicable", "xx", "n.d.", "nd", "n.q.",
            "…", "..", "...", "....", "……", ".", ":", "?", "*", "holiday", "awaited", "tbc", "tba", "tbd", "e",
            "net exporter", "net export", "nr", "n.r.", "closed",
            "no data", "missing", "無", "无", "不詳", "不详", "暂无", "暫無",
        ),
        Mark.NOT_AVAILABLE,
    ),
    **dict.fromkeys(("nil", "neg.", "negligible"), Mark.NIL),
}  # fmt: skip
DASHES = frozenset(("-", "--", "---", "–", "––", "—", "——", "−", "―"))
_NET_EXPORTER = frozenset(("e", "net exporter", "net export"))  # how tables of import reliance say that a country needs no imports

_SPACES = re.compile("[\\s\u00a0\u2007\u2009\u202f]+")
_MONEY = re.compile(
    r"^(?:US\$|A\$|C\$|NT\$|HK\$|R\$|[$€£¥₹₩￥]|(?:USD|EUR|GBP|CNY|RMB|JPY|AUD|CAD)(?=[\s\d(.-]))\s*|\s*(?:[$€£¥₹₩￥元]|USD|EUR|GBP|CNY|RMB|JPY)$"
)
_BOUND = re.compile(r"^(?:(?P<sign>>=|<=|>|<|≥|≤)|(?P<words>more than|less than|at least|at most|over|under|up to)\s)\s*", re.I)
_ABOUT = re.compile(r"^(?:~|≈|about\s|approx\.?\s|ca\.?\s|c\.\s|est\.?\s|e(?=\d))\s*", re.I)
_AFTER = re.compile(
    r"(?<=[\d%)])\s*(?:\((?P<inside>e|p|r|est\.?|est|rev)\)|(?P<letters>re|[epr])|(?P<signs>[*†‡§#]+)|\[(?:\d+|[a-z])\]|\s\d{1,2}/|(?P<raised>[⁰¹²³⁴-⁹ᵃᵇᶜᵈᵉᵖʳ]+))$",
    re.I,
)
_RANGE = re.compile(r"(?P<low>[\d.,' ]*\d)\s*(?:-|–|—|to|~)\s*(?P<high>[\d.,' ]*\d)", re.I)
_LONGEST = 100  # letters of a cell that may be a number
_YEARS = re.compile(r"(?:1[5-9]|2[01])\d\d\s*(?:-|–|—|to)\s*(?:(?:1[5-9]|2[01])\d\d|\d\d)")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_DOT = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?:\.\d*)?")
_COMMA = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)?(?:,\d*)?(?:[eE][+-]?\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Number:
    """A text read as a number. mark: estimated, preliminary, bound; high: the upper end of a range; percent: it had a percent sign."""

    value: float
    mark: Mark = Mark.NONE
    high: float | None = None
    percent: bool = False


def missing_mark(text: str) -> Mark | None:
    """Why there is no number, if `text` is one of the words for that. A dash counts as not available until it is explained."""
    if len(text) > _LONGEST:
        return None
    word = _SPACES.sub(" ", text.strip()).casefold()
    if word in DASHES:
        return Mark.NOT_AVAILABLE
    return MISSING.get(word)


def means_net_exporter(text: str) -> bool:
    """Whether a word for a missing number says that the country exports more than it imports: E in tables of import reliance."""
    return text.strip().casefold() in _NET_EXPORTER


def read_number(text: str, decimal: str = ".") -> Number | None:
    """The number that the whole of `text` is, with `decimal` ("." or ",") as the decimal sign; None when it is none."""
    if len(text) > _LONGEST:
        return None
    rest = _SPACES.sub(" ", text).strip().replace("\N{MINUS SIGN}", "-")
    plain = _value(rest, decimal)
    if plain is not None:
        return Number(plain)
    if not any(character.isdigit() for character in rest):
        return None
    mark, rest = _peel(rest)
    percent = rest.endswith(("%", "％"))
    rest = rest.rstrip("%％ ") if percent else rest
    rest, negative = _sign(_MONEY.sub("", rest))
    if negative and rest.startswith(("-", "+", "(")):
        return None
    value = _value(rest, decimal)
    if value is not None:
        return Number(-value if negative else value, mark, percent=percent)
    span = _RANGE.fullmatch(rest)
    if span and not negative and not _YEARS.fullmatch(rest):
        low, high = _value(span["low"].strip(), decimal), _value(span["high"].strip(), decimal)
        if low is not None and high is not None and low < high:
            return Number(low, mark | Mark.BOUND, high, percent)
    return None


def decimal_proof(text: str) -> str:
    """The decimal sign that `text` proves: "." or ","; "?" when it is a number under either; "" when it says nothing or is no number."""
    rest = _bare(text[:_LONGEST])
    dot, comma = _value(rest, "."), _value(rest, ",")
    if dot is None and comma is None:
        return ""
    if dot is None or comma is None:
        return "." if comma is None else ","
    return "" if dot == comma else "?"


@dataclass(frozen=True, slots=True)
class DecimalSign:
    """The decimal sign of a column and the text that shows it; `certain` is False when both readings stay possible."""

    sign: str
    certain: bool
    evidence: str = ""


def decimal_sign(texts: Iterable[str]) -> DecimalSign | None:
    """What a column's texts say about its decimal sign; None when nothing (then either will do)."""
    proofs: dict[str, str] = {}
    small = ""
    for text in texts:
        proofs.setdefault(decimal_proof(text), text)
        small = small or (text if re.fullmatch(r"[1-9]\d{0,2}", _bare(text[:_LONGEST])) else "")
    if "." in proofs and "," in proofs:
        return DecimalSign(".", certain=False, evidence=f"{proofs['.']} / {proofs[',']}")
    for sign in (".", ","):
        if sign in proofs:
            return DecimalSign(sign, certain=True, evidence=proofs[sign])
    if "?" in proofs and small:  # 1,200 beside 50: with three decimals it would be 50,000
        separator = "," if "," in proofs["?"] else "."
        return DecimalSign("." if separator == "," else ",", certain=True, evidence=f"{proofs['?']} / {small}")
    return DecimalSign(".", certain=False, evidence=proofs["?"]) if "?" in proofs else None


def _bare(text: str) -> str:
    rest = _peel(_SPACES.sub(" ", text).strip().replace("\N{MINUS SIGN}", "-"))[1]
    return _sign(_MONEY.sub("", rest.rstrip("%％ ")))[0]


def _peel(text: str) -> tuple[Mark, str]:
    """`text` without what stands around its number, and what that says of it."""
    mark = Mark.NONE
    bound = _BOUND.match(text)
    if bound:
        mark, text = Mark.BOUND, text[bound.end() :]
    about = _ABOUT.match(text)
    if about:
        mark, text = mark | Mark.ESTIMATED, text[about.end() :]
    after = _AFTER.search(text)
    if after:
        letters = (after["inside"] or after["letters"] or after["raised"] or "").casefold()
        if letters.startswith(("e", "ᵉ")) or letters == "re":
            mark |= Mark.ESTIMATED
        elif letters.startswith(("p", "ᵖ")):
            mark |= Mark.PRELIMINARY
        text = text[: after.start()]
    return mark, text.strip()


def _sign(text: str) -> tuple[str, bool]:
    """`text` without brackets or a trailing minus, and whether they made it negative."""
    if text.startswith("(") and text.endswith(")"):
        return _MONEY.sub("", text[1:-1].strip()), True
    if text.endswith("-") and len(text) > 1:
        return text[:-1].strip(), True
    if text.startswith("-"):
        return _MONEY.sub("", text[1:].strip()), True
    return text.strip(), False


def _value(text: str, decimal: str) -> float | None:
    """The number of digits, signs and separators alone."""
    if decimal == "." and _PLAIN.fullmatch(text):
        return _finite(text)
    joined = re.sub(r"(?<=\d)[ '’](?=\d{3}(?!\d))", "", text)
    if not joined or not any(character.isdigit() for character in joined):
        return None
    if decimal == ".":
        if _PLAIN.fullmatch(joined):
            return _finite(joined)
        return _finite(joined.replace(",", "")) if _DOT.fullmatch(joined) else None
    return _finite(joined.replace(".", "").replace(",", ".")) if _COMMA.fullmatch(joined) else None


def _finite(text: str) -> float | None:
    number = float(text)
    return number if abs(number) < float("inf") else None
