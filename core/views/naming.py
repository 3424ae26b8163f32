"""What things are called in the language chosen: minerals, countries and blocs, and records with titles in two languages."""

from __future__ import annotations

from core.model import AssetReturn, Figure, PolicyEvent, Series, Source
from core.model.countries import countries
from core.model.minerals import minerals
from core.words import _, language

Titled = Series | PolicyEvent | Figure | AssetReturn | Source


def mineral_name(mineral: str) -> str:
    """The name of the mineral with this id; the word itself where it is none that is known."""
    known = minerals().get(mineral)
    if known is None:
        return mineral
    return {"zh_TW": known.name_zh_tw, "zh_CN": known.name_zh_cn}.get(language(), known.name_en)


def country_name(code: str) -> str:
    """The name of the country or bloc with this code; the code itself where it is none that is known."""
    known = countries().get(code)
    if known is None:
        return code
    return {"zh_TW": known.name_zh_tw, "zh_CN": known.name_zh_cn}.get(language(), known.name_en) or known.name_en


def title_of(record: Titled) -> str:
    """The record's title in the language chosen, else in the other one, else its id.

    Chinese titles stand as the source wrote them, in its own characters, for both Chinese languages.
    """
    chosen = (record.title_zh, record.title) if language().startswith("zh") else (record.title, record.title_zh)
    return next((title for title in chosen if title), record.id)


def unit_word(unit: str) -> str:
    """A unit as it is written: words such as days in the language chosen, symbols as they are."""
    return {"days": _("days"), "months": _("months"), "years": _("years"), "times": _("times"), "count": "", "x": "×"}.get(unit, unit)


def named_title(record: object) -> str:
    """The title of a record of any kind, in the language chosen where it has one in both; "" where it has none."""
    if isinstance(record, Titled) and (record.title or record.title_zh):
        return title_of(record)
    return str(getattr(record, "title", ""))
