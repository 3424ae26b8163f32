"""The policy event chosen: in full, what choosing it chooses on the other tabs, and editing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from core.model import Column, PolicyEvent, Workspace, add_months, columns, drop, put, show
from core.views import policy_details, prices
from core.views.data import Edited, edit_records
from core.views.naming import title_of
from core.views.policy_details import Details
from core.views.policy_filter import direction_title, status_title
from core.views.timeline_bars import stage_dates
from core.words import _

_AROUND: Final = 12  # months before and after an event that the other tabs show
_NOT_HERE: Final = frozenset(("id",))  # of the fields, what is not edited beside the event


@dataclass(frozen=True, slots=True)
class Link:
    """Another record, with the words to show it by."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class EventDetails:
    """An event in words.

    other_title: its title in the other language; kind: direction, status and instrument; told: how it stands, its stages, clock, chain,
    reports and reach; sources: those that the workspace has.
    """

    id: str
    title: str
    other_title: str
    kind: tuple[str, ...]
    told: Details
    sources: tuple[Link, ...]
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class Reach:
    """What choosing an event chooses on all tabs; None and () leave things as they are."""

    minerals: tuple[str, ...]
    countries: tuple[str, ...]
    series: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None


def details(workspace: Workspace, key: str, as_of: dt.date) -> EventDetails | None:
    """The event of this id as it stands on `as_of`; None where there is none."""
    event, told = workspace.events.get(key), policy_details.details(workspace, key, as_of)
    if event is None or told is None:
        return None
    instrument = event.instrument[:1].upper() + event.instrument[1:]
    kind = tuple(one for one in (direction_title(event.direction), status_title(event.status), instrument) if one)
    title = title_of(event)
    other = next((one for one in (event.title_zh, event.title) if one and one != title), "")
    return EventDetails(event.id, title, other, kind, told, tuple(_sources(workspace, event)), as_of)


def reach(workspace: Workspace, key: str) -> Reach:
    """What the other tabs show of an event: its minerals that there are series of, its countries, and a year on either side of it.

    A measure on all critical minerals chooses none. Raises KeyError for an event that is not there.
    """
    event = workspace.events[key]
    there = [mineral for mineral, _title in prices.minerals_in_use(workspace)]
    named = set(event.minerals)
    own = tuple(one for one in there if one in named or prices.minerals_group(one) in named - {""})
    series = tuple(one for mineral in own for one in prices.series_of(workspace, mineral))
    dates = [date for _stage, date in stage_dates(event)]
    first = add_months(dates[0].start, -_AROUND) if dates and dates[0].start.year > 1 else None
    last = add_months(dates[0].end, _AROUND) if dates else None
    return Reach(own, tuple(dict.fromkeys((*event.actors, *event.targets))), series, first, last)


# editing


def fields() -> tuple[Column, ...]:
    """The fields of an event that can be edited beside it, in the order of its declaration."""
    return tuple(one for one in columns(PolicyEvent) if one.name not in _NOT_HERE)


def texts(workspace: Workspace, key: str) -> Mapping[str, str]:
    """The fields of an event as text that can be typed back."""
    event = workspace.events[key]
    return {one.name: show(getattr(event, one.name)) for one in fields()}


def edit(workspace: Workspace, key: str, field: str, text: str) -> tuple[Edited, str]:
    """Take what was typed into a field of an event; the reason in a sentence where it cannot be taken, else ""."""
    row = list(workspace.events).index(key)
    at = [one.name for one in columns(PolicyEvent)].index(field)
    made = edit_records(workspace, "events", [(row, at, text)])
    return made, made.problems.get((row, at), "")


def add(workspace: Workspace, like: str = "") -> tuple[Edited, str]:
    """A new event, or a copy of the event `like` that follows nothing and has no cell; and its id."""
    number = len(workspace.events) + 1
    while (key := f"event-{number}") in workspace.events:
        number += 1
    known = workspace.events.get(like)
    if known is None:
        made, label = PolicyEvent(id=key, title=_("New event")), _("New policy event")
    else:
        title = _("{title} (copy)").format(title=title_of(known))
        made = replace(known, id=key, title=title, follows="", cell="")
        label = _("Copy of {title}").format(title=title_of(known))
    return Edited({"events": put(workspace.events, made)}, label), key


def delete(workspace: Workspace, key: str) -> Edited:
    """Delete an event; those that follow it keep its id, so that undo makes the chain whole."""
    event = workspace.events[key]
    return Edited({"events": drop(workspace.events, key)}, _("Delete {title}").format(title=title_of(event)))


def _sources(workspace: Workspace, event: PolicyEvent) -> list[Link]:
    found = ((key, workspace.sources.get(key)) for key in _source_keys(event))
    return [
        Link(key, ", ".join(dict.fromkeys(part for part in (title_of(one), one.publisher, show(one.date)) if part)) or key)
        for key, one in found
        if one is not None
    ]


def _source_keys(event: PolicyEvent) -> list[str]:
    return [key for key in (part.strip() for part in event.source.split(";")) if key]
