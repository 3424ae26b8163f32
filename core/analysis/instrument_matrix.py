"""Countries and the instruments they use, counted; the gaps between; the states that restrict. systems.md item 26."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from core.model.instruments import Instrument, classes, instrument
from core.model.records import PolicyEvent

NOT_CLASSIFIED = ""
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Matrix:
    """Events by country (rows) and class of instrument (columns). cells: the ids of the events, none where there is a gap.

    An event of several countries stands in each of their rows: the events are fewer than the sum of the cells. unknown: the words of
    instruments that no class is known of, with their events. without: events that name no country.
    """

    countries: tuple[str, ...]
    classes: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[str, ...]]
    unknown: Mapping[str, tuple[str, ...]]
    without: tuple[str, ...]

    def count(self, country: str, class_: str) -> int:
        """How many events a cell has."""
        return len(self.cells.get((country, class_), ()))


def matrix(
    events: Iterable[PolicyEvent],
    known: Mapping[str, Instrument],
    columns: Sequence[str] | None = None,
    by: Callable[[Instrument], str] = lambda one: one.class_,
) -> Matrix:
    """The matrix of the events, the countries with the most events first. columns: what `by` may say that is shown; by default all
    classes. by: what an instrument counts as; those of a known class that count as nothing are left out.

    A gap says that the workspace has no such event, not that the country has no such measure.
    """
    cells: dict[tuple[str, str], list[str]] = {}
    unknown: dict[str, list[str]] = {}
    without: list[str] = []
    total: dict[str, int] = {}
    shown = tuple(classes() if columns is None else columns)
    for event in events:
        kind = instrument(event.instrument, known)
        class_ = by(kind) if kind.class_ else NOT_CLASSIFIED
        if not kind.class_:
            unknown.setdefault(event.instrument, []).append(event.id)
        elif class_ not in shown:
            continue
        if not event.actors:
            without.append(event.id)
        for country in dict.fromkeys(event.actors):
            cells.setdefault((country, class_), []).append(event.id)
            total[country] = total.get(country, 0) + 1
    if unknown:
        shown = (*shown, NOT_CLASSIFIED)
    rows = tuple(sorted(total, key=lambda country: (-total[country], country)))
    return Matrix(rows, shown, _frozen(cells), _frozen(unknown), tuple(without))


def restrictive_states(events: Iterable[PolicyEvent], known: Mapping[str, Instrument], source: str = "") -> Mapping[str, tuple[str, ...]]:
    """The countries with a restrictive measure among the old and new tools of A5, each with its events. source: only events told by it."""
    found: dict[str, list[str]] = {}
    for event in events:
        told = not source or source in {one.strip() for one in event.source.split(";")}
        if told and event.direction == "restrictive" and instrument(event.instrument, known).tool:
            for country in dict.fromkeys(event.actors):
                found.setdefault(country, []).append(event.id)
    return _frozen(found)


def _frozen(found: Mapping[K, list[str]]) -> Mapping[K, tuple[str, ...]]:
    return {key: tuple(ids) for key, ids in found.items()}
