"""What words say of money: prices in several currencies, a column each, per what they are, and in the dollars of which year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from core.io.guess import is_generic, unit_id
from core.model.unit_words import CURRENCIES

_REAL = re.compile(r"\b(?:real|constant)\b[^.]{0,20}?\b((?:19|20)\d\d)\b[^.]{0,20}?(?:dollars?|USD|\$)", re.I)
_PER = re.compile(
    r"\bper ((?:fine |troy )*(?:ounces?|oz|tonnes?|metric tons?|tons?|pounds?|lb|kilogram(?:me)?s?|kg|grams?))\b|[/每](盎司|克|噸|吨)", re.I
)


def currency_in(title: str) -> str:
    """The currency that a title names beside words that name nothing ("USD PM"); "" when there is none, or it says more."""
    words = re.findall(r"[^\W_]+", title)
    named = {word for word in words if word in CURRENCIES}
    return next(iter(named)) if len(named) == 1 and is_generic(title) else ""


def in_currencies(titles: Iterable[str]) -> Mapping[str, str]:
    """The currency of each title that names one, where they name two or more."""
    found = {title: currency for title in titles if (currency := currency_in(title))}
    return found if len(set(found.values())) > 1 else {}


def dollars_of(lines: Iterable[str]) -> str:
    """The year whose dollars a sentence says that all prices are in: in real 2010 US dollars; "" when none says so."""
    return next((found[1] for line in lines if (found := _REAL.search(line))), "")


def in_dollars_of(unit: str, year: str) -> str:
    """A price in dollars as one in the dollars of a year; other units as they are."""
    canonical = unit_id(unit)
    return f"USD{year}{canonical.removeprefix('USD')}" if year and canonical.startswith("USD/") else unit


def priced_per(lines: Iterable[str]) -> tuple[str, str]:
    """(measure, the line) of the first line that says per what prices are: per troy ounce is ozt."""
    for line in lines:
        found = _PER.search(line)
        if found:
            return unit_id(found[1] or found[2]), line
    return "", ""
