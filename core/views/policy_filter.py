"""Which policy events are meant: by text, mineral, country, instrument, direction, status and source; and filters kept by a name.

One filter drives the timeline, the list, the matrix and the flags on the price chart. Within a field any of the words will do; all
fields must hold. A mineral finds what concerns it, as the flags do: itself, its group, and "all critical minerals".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from core.model import DIRECTIONS, STATUSES, PolicyEvent, SavedView, Workspace, drop, put
from core.task import Refused
from core.views.data import Edited
from core.views.naming import country_name, title_of
from core.views.policy_filter_columns import Mask, columns_of
from core.views.prices import concerns, mineral_title
from core.words import _, plural

TAB: Final = "policy"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted; an empty field wants everything. text: words that must all stand somewhere in the event.

    minerals, countries (as actor or target), actors, sources: ids. "" finds events that name none.
    """

    text: str = ""
    minerals: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether every event passes."""
        return self == EVERYTHING


EVERYTHING: Final = Filter()
FIELDS: Final = ("minerals", "countries", "actors", "instruments", "directions", "statuses", "sources")


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of the events that pass, in the workspace's order, and how many there are in all."""

    ids: tuple[str, ...]
    total: int

    @property
    def count(self) -> int:
        """How many pass."""
        return len(self.ids)

    @property
    def words(self) -> str:
        """ "34 of 114 events" """
        if self.count == self.total:
            return plural("{count} event", "{count} events", self.total)
        return _("{found} of {events}").format(found=f"{self.count:,}", events=plural("{count} event", "{count} events", self.total))


@dataclass(frozen=True, slots=True)
class Offer:
    """A word that can be chosen in a field, and how many events have it."""

    key: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter kept by a name."""

    id: str
    title: str
    filter: Filter


def found(workspace: Workspace, wanted: Filter) -> Found:
    """The events of the workspace that pass the filter."""
    columns = columns_of(workspace.events)
    if wanted.empty:
        return Found(columns.ids, len(columns.ids))
    if wanted not in columns.answers:  # timeline, list and flags ask the same question one after the other
        columns.answers.clear()
        columns.answers[wanted] = Found(tuple(columns.names[passing(workspace, wanted)].tolist()), len(columns.ids))
    return columns.answers[wanted]


def passing(workspace: Workspace, wanted: Filter) -> Mask:
    """(events,) whether each event of the workspace, in its order, passes the filter."""
    columns = columns_of(workspace.events)
    mask = np.ones(len(columns.ids), bool)
    for name, test in _tests(wanted):
        mask &= columns.fields[name].mask(test)
    words = wanted.text.casefold().split()
    if words:
        texts = columns.texts
        mask[[row for row in np.flatnonzero(mask).tolist() if not all(word in texts[row] for word in words)]] = False
    return mask


def offers(workspace: Workspace, field: str) -> tuple[Offer, ...]:
    """The words that the events have in a field, with the number of events of each, those of a fixed list in its order."""
    counts = columns_of(workspace.events).fields[field].counts
    title = _TITLES.get(field, _own_title)
    made = (Offer(key, title(workspace, key) if key else _("not stated"), count) for key, count in counts.items())
    order = {"directions": DIRECTIONS, "statuses": STATUSES}.get(field)
    if order is not None:
        places = {word: at for at, word in enumerate(order)}
        return tuple(sorted(made, key=lambda one: places.get(one.key, len(places))))
    return tuple(sorted(made, key=lambda one: (not one.key, one.title.casefold())))


def field_title(field: str) -> str:
    """What a field of the filter is called on screen."""
    return {
        "text": _("Text"),
        "minerals": _("Mineral"),
        "countries": _("Country or bloc"),
        "actors": _("Who acts"),
        "instruments": _("Instrument"),
        "directions": _("Direction"),
        "statuses": _("Status"),
        "sources": _("Source"),
    }[field]


def status_title(status: str) -> str:
    """What a status is called on screen; a word that is none of the list as it is written."""
    known = {
        "proposed": _("Proposed"),
        "negotiating": _("Negotiating"),
        "planned": _("Planned"),
        "announced": _("Announced"),
        "adopted": _("Adopted"),
        "in force": _("In force"),
        "suspended": _("Suspended"),
        "expired": _("Expired"),
        "ended": _("Ended"),
        "completed": _("Completed"),
        "risk": _("Risk"),
    }
    return known.get(status, status)


def direction_title(direction: str) -> str:
    """What a direction is called on screen; a word that is none of the list as it is written."""
    known = {"restrictive": _("Restrictive"), "supportive": _("Supportive"), "neutral": _("Neutral")}
    return known.get(direction, direction)


def described(workspace: Workspace, wanted: Filter) -> str:
    """The filter in words: "Country or bloc: China; Direction: Restrictive"; "" where everything passes."""
    told = [_("{field}: {words}").format(field=field_title("text"), words=wanted.text.strip())] if wanted.text.strip() else []
    for name in FIELDS:
        chosen = getattr(wanted, name)
        if chosen:
            titles = {one.key: one.title for one in offers(workspace, name)}
            told.append(_("{field}: {words}").format(field=field_title(name), words=", ".join(titles.get(key, key) for key in chosen)))
    return "; ".join(told)


# filters kept by a name


def saved(workspace: Workspace) -> tuple[Saved, ...]:
    """The filters kept in the workspace, by name."""
    kept = ((view, from_choices(view.choices)) for view in workspace.views.values() if view.tab == TAB)
    made = (Saved(view.id, view.title or view.id, one) for view, one in kept if one is not None)
    return tuple(sorted(made, key=lambda one: one.title.casefold()))


def save(workspace: Workspace, title: str, wanted: Filter) -> Edited:
    """Keep the filter under this name, in place of one of the same name. Raises `Refused` for an empty name."""
    title = " ".join(title.split())
    if not title:
        raise Refused(_("A filter needs a name to be kept by."))
    same = next((one.id for one in saved(workspace) if one.title.casefold() == title.casefold()), "")
    view = SavedView(id=same or _free(workspace), title=title, tab=TAB, choices=to_choices(wanted))
    return Edited({"views": put(workspace.views, view)}, _("Keep the filter {title}").format(title=title))


def forget(workspace: Workspace, key: str) -> Edited:
    """Delete a kept filter; one that is gone is no matter."""
    view = workspace.views.get(key)
    if view is None:
        return Edited()
    return Edited({"views": drop(workspace.views, key)}, _("Delete the filter {title}").format(title=view.title or key))


def to_choices(wanted: Filter) -> str:
    """The filter as JSON, without its empty fields."""
    named = {name: getattr(wanted, name) for name in ("text", *FIELDS)}
    return json.dumps({"filter": {name: value for name, value in named.items() if value}}, ensure_ascii=False)


def from_choices(choices: str) -> Filter | None:
    """The filter that the JSON holds; None where it holds none. What it says of other things is left alone."""
    try:
        plain = json.loads(choices)["filter"]
        text = plain.get("text", "")
        lists = {name: tuple(str(one) for one in plain.get(name, ())) for name in FIELDS}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return replace(EVERYTHING, text=text if isinstance(text, str) else "", **lists)


def _free(workspace: Workspace) -> str:
    number = len(workspace.views) + 1
    while (key := f"filter-{number}") in workspace.views:
        number += 1
    return key


def _own_title(_workspace: Workspace, key: str) -> str:
    return key[:1].upper() + key[1:]


def _source_title(workspace: Workspace, key: str) -> str:
    source = workspace.sources.get(key)
    return title_of(source) if source is not None else key


_TITLES: Final[dict[str, Callable[[Workspace, str], str]]] = {
    "minerals": lambda _workspace, key: mineral_title(key),
    "countries": lambda _workspace, key: country_name(key),
    "actors": lambda _workspace, key: country_name(key),
    "directions": lambda _workspace, key: direction_title(key),
    "statuses": lambda _workspace, key: status_title(key),
    "sources": _source_title,
}


def _tests(wanted: Filter) -> list[tuple[str, Callable[[tuple[str, ...]], bool]]]:
    tests: list[tuple[str, Callable[[tuple[str, ...]], bool]]] = []
    for name in FIELDS:
        chosen = getattr(wanted, name)
        if chosen:
            tests.append((name, _of_mineral(chosen) if name == "minerals" else _any_of(chosen)))
    return tests


def _any_of(chosen: Sequence[str]) -> Callable[[tuple[str, ...]], bool]:
    words = frozenset(chosen)
    return lambda own: bool(words.intersection(own or ("",)))


def _of_mineral(chosen: Sequence[str]) -> Callable[[tuple[str, ...]], bool]:
    named, plain = frozenset(chosen), _any_of(chosen)
    return lambda own: plain(own) or concerns(PolicyEvent(id="", minerals=own), tuple(named))
