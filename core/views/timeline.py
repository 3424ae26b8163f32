"""The policy timeline: lanes with a row for every bar, as plain arrays. Where a bar stands depends on the events only, not on the zoom."""

from __future__ import annotations

import datetime as dt
import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.model import DIRECTIONS, PolicyEvent, Workspace
from core.views.naming import country_name, title_of
from core.views.policy_filter import direction_title, status_title
from core.views.prices import mineral_title
from core.views.timeline_bars import STAGES, Bar, bar, stage_dates
from core.words import _, language

LANES: Final = ("country", "issuer", "instrument", "mineral", "direction")
Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

_KEYS: Final[Mapping[str, Callable[[PolicyEvent], tuple[str, ...]]]] = {
    "country": lambda event: (*event.actors, *event.targets),
    "issuer": lambda event: event.actors,
    "instrument": lambda event: (event.instrument,),
    "mineral": lambda event: event.minerals,
    "direction": lambda event: (event.direction,),
}
_ROOM: Final = 1 / 14  # share of the whole span that is left free behind a bar, for its label, as long as a lane has few rows
_FEW: Final = 8  # rows of a lane up to which there is that room
_LEAST_SPAN: Final = 30.0  # days


@dataclass(frozen=True, slots=True)
class Item:
    """An event in words. when: its first date as it is known; "" where none is."""

    id: str
    title: str
    when: str
    direction: str
    status: str
    tip: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its rows are `row` to `row + rows`; `count` events have a bar in it, `undated` (items) have no date to stand at."""

    key: str
    title: str
    row: int
    rows: int
    count: int
    undated: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """(n,) each: the item a bar shows, its lane, its row, its first and last day (inf: open), and whether its date is a day.

    Sorted by row, then by start; no two of a row overlap.
    """

    item: Ints
    lane: Ints
    row: Ints
    start: Floats
    end: Floats
    exact: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """(m,) each: the parts of all bars, in the order of the bars; those of bar i are `first[i]` to `first[i + 1]`."""

    first: Ints
    stage: Ints
    start: Floats
    end: Floats
    soft: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Timeline:
    """What is drawn. follows: (items,) the item that each follows, -1 for none."""

    items: tuple[Item, ...]
    lanes: tuple[Lane, ...]
    bars: Bars
    parts: Parts
    follows: Ints

    @property
    def rows(self) -> int:
        """How many rows there are in all lanes."""
        return self.lanes[-1].row + self.lanes[-1].rows if self.lanes else 0

    @cached_property
    def span(self) -> tuple[float, float] | None:
        """The first and last day that any bar names; None where none is dated."""
        if not len(self.bars.start):
            return None
        ends = np.where(np.isinf(self.parts.end), self.parts.start, self.parts.end)
        return float(self.bars.start.min()), float(ends.max())

    @cached_property
    def busy(self) -> tuple[float, float] | None:
        """The days between which nine of ten bars begin, and some time around them; None where none is dated."""
        if not len(self.bars.start):
            return None
        first, last = (float(one) for one in np.quantile(self.bars.start, (0.05, 0.95)))
        room = max((last - first) * 0.25, _LEAST_SPAN)
        return first - room * 0.4, last + room

    @cached_property
    def directions(self) -> Ints:
        """(items,) the place of each event's direction among `DIRECTIONS`; one more for an event that has none."""
        places = {word: at for at, word in enumerate(DIRECTIONS)}
        return np.array([places.get(one.direction, len(places)) for one in self.items], np.intp)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The item of each event's id."""
        return {one.id: at for at, one in enumerate(self.items)}

    @cached_property
    def followers(self) -> Mapping[int, tuple[int, ...]]:
        """The items that follow each item."""
        made: dict[int, list[int]] = {}
        for at, before in enumerate(self.follows.tolist()):
            if before >= 0:
                made.setdefault(before, []).append(at)
        return {before: tuple(after) for before, after in made.items()}

    def chain(self, item: int) -> tuple[int, ...]:
        """The items that an item follows and that follow it, however far, itself included, ascending."""
        found, todo = {item}, [item]
        while todo:
            at = todo.pop()
            near = (int(self.follows[at]), *self.followers.get(at, ()))
            new = [one for one in near if one >= 0 and one not in found]
            found.update(new)
            todo += new
        return tuple(sorted(found))


def timeline(workspace: Workspace, ids: Iterable[str], lanes: str = "country") -> Timeline:
    """The events of these ids in lanes; an event of two countries or minerals has a bar in both lanes. Raises KeyError for other lanes."""
    known = _drawn_events(workspace.events)
    shown = [known[key] for key in ids if key in known]
    events = [one.event for one in shown]
    items = tuple(one.item for one in shown)
    drawn = [one.bar for one in shown]
    members: dict[str, list[int]] = {}
    for at, event in enumerate(events):
        for key in _keys(event, lanes):
            members.setdefault(key, []).append(at)
    titled = sorted(members, key=lambda key: (not key, -len(members[key]), lane_title(lanes, key).casefold()))
    made: list[Lane] = []
    placed: list[tuple[int, int, int]] = []  # row, lane, item
    room = _room(drawn)
    row = 0
    for number, key in enumerate(titled):
        dated = [at for at in members[key] if drawn[at] is not None]
        rows = _rows([_span(drawn[at]) for at in dated], room)
        placed += [(row + own, number, at) for own, at in zip(rows, dated, strict=True)]
        undated = tuple(at for at in members[key] if drawn[at] is None)
        count = max(rows, default=0) + 1
        made.append(Lane(key, lane_title(lanes, key), row, count, len(members[key]), undated))
        row += count
    placed.sort(key=lambda one: (one[0], _span(drawn[one[2]])))
    places = {item.id: at for at, item in enumerate(items)}
    follows = np.array([places.get(event.follows, -1) if event.follows != event.id else -1 for event in events], np.intp)
    return Timeline(items, tuple(made), _bars(placed, drawn), _parts(placed, drawn), follows)


def lanes_title(lanes: str) -> str:
    """What a choice of lanes is called on screen."""
    return {
        "country": _("Country"),
        "issuer": _("Issuer"),
        "instrument": _("Instrument"),
        "mineral": _("Mineral"),
        "direction": _("Direction"),
    }[lanes]


def lanes_tip(lanes: str) -> str:
    """What stands in the lanes of a choice."""
    return {
        "country": _("A lane for every country or bloc that acts or is aimed at"),
        "issuer": _("A lane for every country or bloc that acts"),
        "instrument": _("A lane for every kind of measure"),
        "mineral": _("A lane for every mineral that is named"),
        "direction": _("Lanes for what restricts, what supports, and what does neither"),
    }[lanes]


def lane_title(lanes: str, key: str) -> str:
    """What a lane is called on screen."""
    if not key:
        return {
            "country": _("No country named"),
            "issuer": _("No issuer named"),
            "instrument": _("No instrument named"),
            "mineral": _("No mineral named"),
            "direction": _("No direction named"),
        }[lanes]
    if lanes in ("country", "issuer"):
        return country_name(key)
    if lanes == "direction":
        return direction_title(key)
    return mineral_title(key) if lanes == "mineral" else key[:1].upper() + key[1:]


def stage_title(stage: str) -> str:
    """What a stage is called on screen."""
    return {
        "announced": _("Announced"),
        "adopted": _("Adopted"),
        "in_force": _("In force"),
        "suspended": _("Suspended"),
        "ended": _("Ended"),
        "deadline": _("Deadline"),
    }[stage]


def day_number(date: dt.date | None) -> float | None:
    """A date as a place on the axis."""
    return None if date is None else float((date - dt.date(1970, 1, 1)).days)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What an event is drawn as, whatever else is shown."""

    event: PolicyEvent
    item: Item
    bar: Bar | None


class _Kept:
    """The events last drawn: after an edit, what did not change need not be drawn anew."""

    events: Mapping[str, PolicyEvent] | None = None
    language = ""
    drawn: Mapping[str, _Drawn] = MappingProxyType({})


def _drawn_events(events: Mapping[str, PolicyEvent]) -> Mapping[str, _Drawn]:
    if _Kept.events is not events or _Kept.language != language():
        before = _Kept.drawn if _Kept.language == language() else {}
        drawn = {key: old if (old := before.get(key)) is not None and old.event is event else _draw(event) for key, event in events.items()}
        _Kept.events, _Kept.drawn, _Kept.language = events, drawn, language()
    return _Kept.drawn


def _draw(event: PolicyEvent) -> _Drawn:
    return _Drawn(event, _item(event), bar(event))


def _keys(event: PolicyEvent, lanes: str) -> tuple[str, ...]:
    keys = _KEYS[lanes](event)
    return keys if len(keys) == 1 else tuple(dict.fromkeys(keys)) or ("",)


def _item(event: PolicyEvent) -> Item:
    dates = stage_dates(event)
    told = [_("{stage}: {date}").format(stage=stage_title(STAGES[stage]), date=date) for stage, date in dates]
    title = title_of(event)
    words = [*(told or [_("No date known")]), *([_("Status: {status}").format(status=status_title(event.status))] if event.status else [])]
    return Item(event.id, title, str(dates[0][1]) if dates else "", event.direction, event.status, "\n".join((title, *words)))


def _span(one: Bar | None) -> tuple[float, float]:
    return (one.start, one.end) if one is not None else (math.nan, math.nan)


def _room(drawn: Sequence[Bar | None]) -> float:
    starts = [one.start for one in drawn if one is not None]
    return max(max(starts) - min(starts), _LEAST_SPAN) * _ROOM if starts else _LEAST_SPAN


def _rows(spans: Sequence[tuple[float, float]], room: float) -> list[int]:
    """A row for each span so that none overlaps another of its row.

    With room for a label behind each as long as the rows are few; a lane of many events closes the gaps rather than grow for ever.
    """
    rows = [0] * len(spans)
    ends: list[tuple[float, int]] = []  # a heap: the end of the last span of every row
    for at in sorted(range(len(spans)), key=lambda at: (*spans[at], at)):
        start, end = spans[at]
        wide = bool(ends) and ends[0][0] + room <= start
        row = heapq.heappop(ends)[1] if wide or (ends and len(ends) >= _FEW and ends[0][0] <= start) else len(ends)
        rows[at] = row
        heapq.heappush(ends, (end, row))
    return rows


def _bars(placed: Sequence[tuple[int, int, int]], drawn: Sequence[Bar | None]) -> Bars:
    own = [one for one in (drawn[item] for _row, _lane, item in placed) if one is not None]
    numbers = np.array(placed, np.intp).reshape(-1, 3)
    spans = np.array([(one.start, one.end) for one in own], np.float64).reshape(-1, 2)
    exact = np.array([one.exact for one in own], np.bool_)
    return Bars(numbers[:, 2].copy(), numbers[:, 1].copy(), numbers[:, 0].copy(), spans[:, 0].copy(), spans[:, 1].copy(), exact)


def _parts(placed: Sequence[tuple[int, int, int]], drawn: Sequence[Bar | None]) -> Parts:
    own = [one.parts if (one := drawn[item]) is not None else () for _row, _lane, item in placed]
    flat = [part for parts in own for part in parts]
    first = np.concatenate(([0], np.cumsum([len(parts) for parts in own], dtype=np.intp))).astype(np.intp)
    return Parts(
        first,
        np.array([part.stage for part in flat], np.intp),
        np.array([part.start for part in flat], np.float64),
        np.array([part.end for part in flat], np.float64),
        np.array([part.soft for part in flat], np.bool_),
    )
