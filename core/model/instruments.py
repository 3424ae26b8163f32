"""Policy instruments and how others class them: the OECD's export restrictions, the IEA's policy areas, the old and new tools of A5.

The table is resources/policy_instruments.csv, kept by hand; resources/SOURCES.md says where its classes come from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import resources
from core.model.names import listed
from core.model.records import Scenario

WORKSHEET = "instruments"  # of a scenario that classes words of its own: "royalty holiday = export tax"


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument and its classes. class_: of the matrix; "" where nothing is known of it. oecd: the type of the OECD's inventory, "" for
    what restricts no export; iea: "supply", "production" or "practices"; tool: "old" or "new"; rung: of the escalation ladder.
    """

    name: str
    class_: str = ""
    oecd: str = ""
    iea: str = ""
    tool: str = ""
    rung: str = ""


def instruments(scenarios: Iterable[Scenario] = ()) -> Mapping[str, Instrument]:
    """Every instrument by its word in lower case. scenarios: those of a workspace, whose worksheet "instruments" adds words to a class.

    A word that is said to be like one that is not known either is left out: it stays not classified.
    """
    known = _table()
    own: dict[str, Instrument] = {}
    for one in scenarios:
        if one.worksheet == WORKSHEET:
            for line in one.inputs:
                word, _sign, like = (part.strip().casefold() for part in line.partition("="))
                if word and like in known:
                    own[word] = replace(known[like], name=word)
    return MappingProxyType({**known, **own}) if own else known


def instrument(word: str, known: Mapping[str, Instrument] | None = None) -> Instrument:
    """The instrument of a word, without any class where the table does not know it."""
    return (known or _table()).get(word.strip().casefold(), Instrument(word))


@cache
def classes() -> tuple[str, ...]:
    """The classes of the matrix: those of the OECD first, in the order of the table."""
    own = list(dict.fromkeys(one.class_ for one in _table().values()))
    restricting = {one.class_ for one in _table().values() if one.oecd}
    return tuple(sorted(own, key=lambda one: one not in restricting))


@cache
def _table() -> Mapping[str, Instrument]:
    found: dict[str, Instrument] = {}
    with resources.path("policy_instruments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one = Instrument(row["instrument"], row["class"], row["oecd"], row["iea"], row["tool"], row["rung"])
            for word in (row["instrument"], *listed(row["words"])):
                found.setdefault(word.casefold(), one)
    return MappingProxyType(found)
