"""The workspace: one frozen value that holds every record, by kind and id. An edit makes a new one that shares what it did not change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, TypeVar

from core.model.records import (
    Annotation,
    AssetReturn,
    CountryFact,
    Figure,
    Indicator,
    PolicyEvent,
    Problem,
    Recipe,
    Record,
    Relation,
    SavedView,
    Scenario,
    Series,
    Source,
    SupplyRecord,
    Target,
    TradeShare,
)

R = TypeVar("R", bound=Record)
_NONE: Mapping[str, Any] = MappingProxyType({})


def _part() -> Any:
    return field(default_factory=lambda: _NONE)  # one and the same empty part: parts are compared by identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """All records, each part a read-only mapping from id to record, in the order they were put in. `title` names the whole."""

    series: Mapping[str, Series] = _part()
    events: Mapping[str, PolicyEvent] = _part()
    supply: Mapping[str, SupplyRecord] = _part()
    trade: Mapping[str, TradeShare] = _part()
    indicators: Mapping[str, Indicator] = _part()
    figures: Mapping[str, Figure] = _part()
    country_facts: Mapping[str, CountryFact] = _part()
    asset_returns: Mapping[str, AssetReturn] = _part()
    targets: Mapping[str, Target] = _part()
    relations: Mapping[str, Relation] = _part()
    scenarios: Mapping[str, Scenario] = _part()
    views: Mapping[str, SavedView] = _part()
    annotations: Mapping[str, Annotation] = _part()
    recipes: Mapping[str, Recipe] = _part()
    sources: Mapping[str, Source] = _part()
    problems: Mapping[str, Problem] = _part()
    title: str = ""


# The parts and the type of their records, in the order in which they are shown and written.
PARTS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "series": Series,
        "events": PolicyEvent,
        "supply": SupplyRecord,
        "trade": TradeShare,
        "indicators": Indicator,
        "figures": Figure,
        "country_facts": CountryFact,
        "asset_returns": AssetReturn,
        "targets": Target,
        "relations": Relation,
        "scenarios": Scenario,
        "views": SavedView,
        "annotations": Annotation,
        "recipes": Recipe,
        "sources": Source,
        "problems": Problem,
    }
)


def collect(records: Iterable[R]) -> Mapping[str, R]:
    """A part made of `records`. Raises ValueError when an id stands twice."""
    part: dict[str, R] = {}
    for record in records:
        if record.id in part:
            raise ValueError(f"two records have the id {record.id}")
        part[record.id] = record
    return MappingProxyType(part)


def put(part: Mapping[str, R], *records: R) -> Mapping[str, R]:
    """The part with `records` replaced by id, or added at its end."""
    return MappingProxyType({**part, **{record.id: record for record in records}})


def drop(part: Mapping[str, R], *ids: str) -> Mapping[str, R]:
    """The part without the records of these ids; an id that is not there is no matter."""
    gone = set(ids)
    return MappingProxyType({key: record for key, record in part.items() if key not in gone})


def changed_parts(old: Workspace, new: Workspace) -> frozenset[str]:
    """The names of the parts (and "title") that are not the same object in both: found by identity, so it costs nothing."""
    return frozenset(f.name for f in fields(Workspace) if getattr(old, f.name) is not getattr(new, f.name))


def with_parts(workspace: Workspace, parts: Mapping[str, Any]) -> Workspace:
    """The workspace with these parts in place of its own. Raises TypeError for a name that is no part."""
    return replace(workspace, **parts)
