"""The shortage of a supply shock as a map shows it: a class for each country, and what is read on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from core.model.countries import countries
from core.views.explained import number
from core.views.map_values import disclaimer
from core.views.naming import country_name
from core.words import _

_LIMITS: Final = (1.0, 5.0, 10.0, 25.0, 50.0)  # per cent; fixed, so that two shocks can be compared by colour


@dataclass(frozen=True, slots=True)
class ShortageMap:
    """bands: the classes in words, the lowest first; shades: the class of each country; read_outs: what is told of each; names: of all."""

    title: str
    bands: tuple[str, ...]
    shades: Mapping[str, int]
    read_outs: Mapping[str, str]
    names: Mapping[str, str]
    order: tuple[str, ...]
    no_data: str
    disclaimer: str


def shortage_map(shortage: Mapping[str, float], title: str) -> ShortageMap:
    """shortage: per cent of each one's supply, by code. That of a bloc is shown on the members that have none of their own."""
    found = of_countries(shortage)
    names = {code: country_name(code) for code, one in countries().items() if one.kind == "country"}
    return ShortageMap(
        title,
        _bands(),
        {code: bisect_right(_LIMITS, share) for code, (share, _bloc) in found.items()},
        {code: _read_out(names.get(code, code), share, bloc) for code, (share, bloc) in found.items()},
        names,
        tuple(sorted(found, key=lambda code: (-found[code][0], code))),
        _("Not hit, or not known"),
        disclaimer(),
    )


def of_countries(shortage: Mapping[str, float]) -> dict[str, tuple[float, str]]:
    """By country what it is short of, and the bloc whose figure that is, "" where it is its own."""
    table = countries()
    found = {code: (share, "") for code, share in shortage.items() if code in table and table[code].kind == "country"}
    for code, share in shortage.items():
        if code in table and table[code].kind == "bloc":
            for member in table[code].members:
                found.setdefault(member, (share, country_name(code)))
    return found


def _bands() -> tuple[str, ...]:
    edges = [f"{limit:g}" for limit in _LIMITS]
    between = [_("{low} to {high} %").format(low=low, high=high) for low, high in pairwise(edges)]
    return _("below {limit} %").format(limit=edges[0]), *between, _("{limit} % and more").format(limit=edges[-1])


def _read_out(name: str, share: float, bloc: str) -> str:
    if bloc:
        return _("{country}: {share} % short (as the {bloc})").format(country=name, share=number(share), bloc=bloc)
    return _("{country}: {share} % short").format(country=name, share=number(share))
