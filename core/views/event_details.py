"""One policy event in full: its stages with their dates, its clock, whom and what it concerns, its source, and the chain it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from core.analysis.deadlines import deadline
from core.model import Column, PolicyEvent, Precision, Workspace, add_months, columns, drop, put, show
from core.views import prices
from core.views.data import Edited, edit_records, provenance
from core.views.naming import country_name, title_of
from core.views.policy_filter import direction_title, status_title
from core.views.timeline import stage_title
from core.views.timeline_bars import STAGES, stage_dates
from core.words import _, plural

_AROUND: Final = 12  # months before and after an event that the other tabs show
_NOT_HERE: Final = frozenset(("id",))  # of the fields, what is not edited beside the event


@dataclass(frozen=True, slots=True)
class Link:
    """Another record, with the words to show it by."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a chain. depth: how many steps from the first; here: whether it is the event itself."""

    event: str
    title: str
    when: str
    depth: int
    here: bool


@dataclass(frozen=True, slots=True)
class EventDetails:
    """An event in words.

    other_title: its title in the other language; kind: direction, status and instrument; stages: (stage, date, how exactly);
    lines: (label, text).
    """

    id: str
    title: str
    other_title: str
    kind: tuple[str, ...]
    stages: tuple[tuple[str, str, str], ...]
    lines: tuple[tuple[str, str], ...]
    sources: tuple[Link, ...]
    chain: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """What choosing an event chooses on all tabs; None and () leave things as they are."""

    minerals: tuple[str, ...]
    countries: tuple[str, ...]
    series: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None


def details(workspace: Workspace, key: str, as_of: dt.date) -> EventDetails | None:
    """The event of this id, its deadline counted to `as_of`; None where there is none."""
    event = workspace.events.get(key)
    if event is None:
        return None
    stages = tuple((stage_title(STAGES[stage]), str(date), _how(date.precision)) for stage, date in stage_dates(event))
    instrument = event.instrument[:1].upper() + event.instrument[1:]
    kind = tuple(word for word in (direction_title(event.direction), status_title(event.status), instrument) if word)
    title = title_of(event)
    return EventDetails(
        event.id,
        title,
        next((one for one in (event.title_zh, event.title) if one and one != title), ""),
        kind,
        stages,
        tuple(_lines(workspace, event, as_of)),
        tuple(_sources(workspace, event)),
        chain(workspace, key),
    )


def chain(workspace: Workspace, key: str) -> tuple[Step, ...]:
    """The events that this one follows and those that follow it, each under the one it follows; () where it stands alone."""
    events = workspace.events
    first, seen = key, {key}
    while (before := events[first].follows) in events and before not in seen:
        seen.add(before)
        first = before
    after: dict[str, list[PolicyEvent]] = {}
    for event in events.values():
        if event.follows in events and event.follows != event.id:
            after.setdefault(event.follows, []).append(event)
    steps: list[Step] = []
    todo, done = [(events[first], 0)], {first}
    while todo:
        event, depth = todo.pop()
        dates = stage_dates(event)
        when = str(dates[0][1]) if dates else ""
        steps.append(Step(event.id, title_of(event), when, depth, event.id == key))
        following = sorted((one for one in after.get(event.id, ()) if one.id not in done), key=_when, reverse=True)
        done.update(one.id for one in following)
        todo += [(one, depth + 1) for one in following]
    return tuple(steps) if len(steps) > 1 else ()


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


def _lines(workspace: Workspace, event: PolicyEvent, as_of: dt.date) -> list[tuple[str, str]]:
    lines = [
        (_("Clock"), _clock(event, as_of)),
        (_("By"), ", ".join(country_name(one) for one in event.actors)),
        (_("Aimed at"), ", ".join(country_name(one) for one in event.targets)),
        (_("Minerals"), ", ".join(prices.mineral_title(one) for one in event.minerals)),
        (_("Key figures"), event.key_figures),
        (_("Summary"), event.summary),
        (_("Basis of the date"), event.date_basis),
        (_("Note"), event.note),
    ]
    if not any(key in workspace.sources for key in _source_keys(event)):
        lines += [(label, text) for label, text in provenance(workspace, event) if label == _("Source")]
    if event.cell:
        lines.append((_("Cell"), event.cell))
    return [(label, text) for label, text in lines if text]


def _clock(event: PolicyEvent, as_of: dt.date) -> str:
    due = deadline(event, as_of)
    if due is None:
        return ""
    when = str(due.last) if due.first == due.last else _("{first} to {last}").format(first=due.first, last=due.last)
    if due.days_last < 0:
        left = plural("passed {count} day ago", "passed {count} days ago", -due.days_last)
    else:
        left = plural("{count} day left", "{count} days left", due.days_last)
    if event.clock is None:
        return _("due {date}: {left} on {day}").format(date=when, left=left, day=as_of)
    return _("{clock}, due {date}: {left} on {day}").format(clock=event.clock, date=when, left=left, day=as_of)


def _sources(workspace: Workspace, event: PolicyEvent) -> list[Link]:
    found = ((key, workspace.sources.get(key)) for key in _source_keys(event))
    return [
        Link(key, ", ".join(dict.fromkeys(part for part in (title_of(one), one.publisher, show(one.date)) if part)) or key)
        for key, one in found
        if one is not None
    ]


def _source_keys(event: PolicyEvent) -> list[str]:
    return [key for key in (part.strip() for part in event.source.split(";")) if key]


def _when(event: PolicyEvent) -> tuple[bool, dt.date]:
    dates = stage_dates(event)
    return not dates, dates[0][1].start if dates else dt.date.min


def _how(precision: Precision) -> str:
    """How exactly a date is known; "" for a day."""
    return {
        Precision.DAY: "",
        Precision.MONTH: _("known by its month"),
        Precision.QUARTER: _("known by its quarter"),
        Precision.HALF: _("known by its half year"),
        Precision.YEAR: _("known by its year"),
    }[precision]
