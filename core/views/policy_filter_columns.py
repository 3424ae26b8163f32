"""The policy events of a workspace as columns: what a filter asks of every event is asked once of every different word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from core.model import PolicyEvent
from core.model.countries import countries

if TYPE_CHECKING:
    from core.views.policy_filter import Filter, Found

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Field:
    """values: what stands in the field, each once; codes: (events,) which of them each event has."""

    values: tuple[tuple[str, ...], ...]
    codes: NDArray[np.intp]

    def mask(self, test: Callable[[tuple[str, ...]], bool]) -> Mask:
        """(events,) whether the test holds."""
        held: Mask = np.fromiter(map(test, self.values), bool, len(self.values))
        return held[self.codes] if len(self.codes) else np.zeros(0, bool)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many events have each word; "" stands for none."""
        times = np.bincount(self.codes, minlength=len(self.values)).tolist()
        made: dict[str, int] = {}
        for words, count in zip(self.values, times, strict=True):
            for word in dict.fromkeys(words) or ("",):
                made[word] = made.get(word, 0) + count
        return made


class Columns:
    """The events of one workspace as columns."""

    def __init__(self, events: Mapping[str, PolicyEvent]) -> None:
        self.events = events
        self.ids = tuple(events)
        self.names = np.array(self.ids, object)
        self.answers: dict[Filter, Found] = {}
        self.fields = {name: _field([read(event) for event in events.values()]) for name, read in _READ.items()}

    @cached_property
    def texts(self) -> list[str]:
        """(events,) all words of each event, in small letters."""
        return [_text(event) for event in self.events.values()]


_kept: list[Columns] = []  # of the last workspace asked about, and the one before: an edit is compared with what it changed


def columns_of(events: Mapping[str, PolicyEvent]) -> Columns:
    """The columns of these events, kept while the same events are asked about."""
    for one in _kept:
        if one.events is events:
            return one
    made = Columns(events)
    _kept.insert(0, made)
    del _kept[2:]
    return made


def _field(values: Sequence[tuple[str, ...]]) -> Field:
    places: dict[tuple[str, ...], int] = {}
    codes = np.array([places.setdefault(value, len(places)) for value in values], np.intp)
    return Field(tuple(places), codes)


def _sources(event: PolicyEvent) -> tuple[str, ...]:
    return tuple(one for one in (part.strip() for part in event.source.split(";")) if one)


_READ: Final[dict[str, Callable[[PolicyEvent], tuple[str, ...]]]] = {
    "minerals": lambda event: event.minerals,
    "countries": lambda event: tuple(dict.fromkeys((*event.actors, *event.targets))),
    "actors": lambda event: event.actors,
    "instruments": lambda event: (event.instrument,),
    "directions": lambda event: (event.direction,),
    "statuses": lambda event: (event.status,),
    "sources": _sources,
}


def _names(country: str) -> tuple[str, ...]:
    known = countries().get(country)
    return () if known is None else (known.name_en, known.name_zh_tw, known.name_zh_cn)


def _text(event: PolicyEvent) -> str:
    own: tuple[Any, ...] = (
        event.id, event.title, event.title_zh, event.summary, event.key_figures, event.instrument, event.status, event.direction,
        event.date_basis, event.note, event.source, *event.minerals, *event.actors, *event.targets,
        *(name for key in (*event.actors, *event.targets) for name in _names(key)), event.announced or "", event.in_force or "",
    )  # fmt: skip
    return "\n".join(str(one) for one in own if one).casefold()
