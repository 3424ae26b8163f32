"""The policy event chosen on the desk as the map shows it: who acts, whom it aims at, and what it is in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.model import Workspace
from core.views.map_values import country_name, is_country, members
from core.views.naming import title_of
from core.words import _


@dataclass(frozen=True, slots=True)
class EventOnMap:
    """actors, targets: codes of countries, members in place of blocs; acts, aims: what the legend says of them, "" where there are none;
    sentence: what is read on each of them."""

    actors: tuple[str, ...]
    targets: tuple[str, ...]
    acts: str
    aims: str
    sentence: str


def event_on_map(workspace: Workspace, key: str) -> EventOnMap | None:
    """None where no such event is there, or it names no country."""
    event = workspace.events.get(key)
    if event is None:
        return None
    actors = _countries(event.actors)
    targets = tuple(code for code in _countries(event.targets) if code not in actors)
    if not actors and not targets:
        return None
    title, when = title_of(event), str(event.when or _("no date"))
    names = ", ".join(country_name(code) for code in event.targets)
    sentence = _("{title} ({date})").format(title=title, date=when)
    if names:
        sentence = _("{title} ({date}), aimed at {targets}").format(title=title, date=when, targets=names)
    return EventOnMap(
        actors,
        targets,
        _("Acts: {title}").format(title=title) if actors else "",
        _("Aimed at: {countries}").format(countries=names) if targets else "",
        sentence,
    )


def _countries(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for one in codes for code in members(one) if is_country(code)))
