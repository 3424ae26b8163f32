"""Who supplies whom as texts state it: relations, facts and figures of the workspace, for importers that no table tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.analysis.ladder import ALL
from core.model import Workspace
from core.model.countries import countries, countries_in
from core.model.records import COMPARATORS

_PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?) ?%")
_ABOUT: Final = re.compile(r"\b(?:about|nearly|around)\b|~")
_FROM: Final = re.compile(r"\bfrom (?:the )?(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A share of an importer's supply that comes from a supplier, a country or a region. share: percent; records: all that say the same."""

    importer: str
    supplier: str
    mineral: str
    share: float
    year: int | None
    about: bool
    records: tuple[str, ...]


def stated(workspace: Workspace, mineral: str = "") -> tuple[Stated, ...]:
    """All that is stated, the same share of the same flow once, in the order of first mention. mineral: of that one only, "" for all."""
    found: dict[tuple[str, str, str, float], Stated] = {}
    for one in (*_relations(workspace, mineral), *_facts(workspace, mineral), *_figures(workspace, mineral)):
        if one.importer and one.supplier and one.importer != one.supplier and 0 < one.share <= 100:
            key = (one.importer, one.supplier, one.mineral, one.share)
            before = found.get(key)
            found[key] = replace(before, records=(*before.records, *one.records), about=before.about or one.about) if before else one
    return tuple(found.values())


def _relations(workspace: Workspace, wanted: str) -> Iterator[Stated]:
    for one in workspace.relations.values():
        said = _PERCENT.search(one.note) if one.kind == "supply" else None
        if said and _concerns(one.minerals or ("",), wanted):
            year = one.date.start.year if one.date is not None else None
            for mineral in (one.minerals or ("",)) if not wanted else (wanted,):
                yield Stated(one.taker, one.giver, mineral, float(said[1]), year, bool(_ABOUT.search(one.note)), (one.id,))


def _facts(workspace: Workspace, wanted: str) -> Iterator[Stated]:
    for one in workspace.country_facts.values():
        if one.stage == "import" and one.unit == "%" and one.value is not None and _concerns(one.minerals or (ALL,), wanted):
            for supplier in _supplier(one.measure)[:1]:
                for mineral in (one.minerals or (ALL,)) if not wanted else (wanted,):
                    yield Stated(one.country, supplier, mineral, one.value, one.year, bool(_ABOUT.search(one.note)), (one.id,))


def _figures(workspace: Workspace, wanted: str) -> Iterator[Stated]:
    for one in workspace.figures.values():
        if one.kind == "import_reliance" and one.unit == "%" and one.value is not None and _concerns((one.mineral or ALL,), wanted):
            supplier = next((code for code in (*_supplier(one.title), *countries_in(one.title)) if code != one.place), "")
            year = one.date.end.year if one.date is not None else None
            about = one.comparator in COMPARATORS[1:3]
            yield Stated(one.place, supplier, one.mineral or ALL, one.value, year, about, (one.id,))


def _supplier(text: str) -> tuple[str, ...]:
    said = _FROM.search(text)
    if said is None:
        return ()
    return (said[1],) if said[1] in countries() else countries_in(said[1])


def _concerns(minerals: Sequence[str], wanted: str) -> bool:
    return not wanted or wanted in minerals


def members(code: str) -> tuple[str, ...]:
    """The countries that a supplier stands for: itself, or those of its bloc or region."""
    found = countries().get(code)
    return (found.members if found is not None else ()) or (code,)
