"""In force on this day: the measures of a day by how they stand, the elements that are controlled, the truces, what contradicts itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from core.analysis.contradictions import Contradiction, contradictions
from core.analysis.controls import Controls, controlling, controls, restricts_exports
from core.analysis.stages import STATES, TRUCE, Standing, changes, resumptions, standings, told_days
from core.model import PartialDate, PolicyEvent, Workspace
from core.model.instruments import instruments
from core.views.explained import Explained, inputs_of
from core.views.policy_words import ROLES, about, counted_state, event_title, places, reason_words, state_words, word
from core.views.prices import mineral_title
from core.views.signals import place_title
from core.words import _, plural

RARE_EARTHS = "rare earths"


@dataclass(frozen=True, slots=True)
class DayRow:
    """An event on the day, in words. state: as it stands; role: its colour; since: the date that decides; tip: why it cannot be told."""

    event: str
    title: str
    countries: str
    minerals: str
    instrument: str
    state: str
    role: str
    since: str
    tip: str


@dataclass(frozen=True, slots=True)
class DayGroup:
    """The events that stand alike. state: a code of `core.analysis.stages`; title: with the count."""

    state: str
    title: str
    rows: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True)
class TruceRow:
    """A truce, or an export measure of a country that is party to one. truce: which it is; measure: what a truce suspends, "" where the
    record names none; start, suspended, ends: dates as they are known; state: on the day.
    """

    event: str
    title: str
    truce: bool
    measure: str
    start: str
    suspended: str
    ends: str
    state: str
    role: str


@dataclass(frozen=True, slots=True)
class DayView:
    """What the day shows. counts: controlled elements, explained; notes: contradictions in words, each with the id of its event."""

    day: dt.date
    groups: tuple[DayGroup, ...]
    counts: tuple[Explained, ...]
    truces: tuple[TruceRow, ...]
    notes: tuple[tuple[str, str], ...]


def on_day(workspace: Workspace, day: dt.date, only: Collection[str] | None = None) -> DayView:
    """The measures of a day. only: the ids that a filter leaves; the counts of elements are of all, since a filter would falsify them."""
    told = told_days(workspace.events, workspace.sources)
    found = standings(workspace.events, day, told, only)
    groups = tuple(group for state in STATES if (group := _group(workspace, state, [one for one in found if one.state == state])).rows)
    return DayView(day, groups, _counts(workspace, day), truce_rows(workspace, day), notes(workspace, only))


def days_of_change(workspace: Workspace, only: Collection[str] | None = None) -> tuple[dt.date, ...]:
    """The days on which an event that a filter leaves stands otherwise than on the day before, ascending."""
    return changes(workspace.events, told_days(workspace.events, workspace.sources), only)


def truce_rows(workspace: Workspace, day: dt.date) -> tuple[TruceRow, ...]:
    """The export measures of the countries that are party to a truce, then the truces, as they stand on `day`. systems.md item 24."""
    events, told, until = workspace.events, told_days(workspace.events, workspace.sources), resumptions(workspace.events)
    truces = [one for one in events.values() if one.instrument == TRUCE]
    parties = {actor for one in truces for actor in one.actors}
    known = instruments(workspace.scenarios.values())
    measures = [one for one in events.values() if parties.intersection(one.actors) and restricts_exports(one, known)]
    how = {one.event: one for one in standings(events, day, told, [one.id for one in (*measures, *truces)])}
    rows = []
    for event in (*measures, *truces):
        ends = event.ended or until.get(event.id) or event.deadline
        measure = event_title(events[event.follows]) if event.instrument == TRUCE and event.follows in events else ""
        dates = (_dated(event.in_force or event.announced or event.adopted), str(event.suspended or ""), str(ends or ""))
        one = how[event.id]
        role = ROLES.get(one.state, "text")
        rows.append(TruceRow(event.id, event_title(event), event.instrument == TRUCE, measure, *dates, state_words(one), role))
    return tuple(rows)


def no_truces(workspace: Workspace) -> str:
    """Why there is no truce to follow."""
    if not workspace.events:
        return ""
    return _("No event is a truce: give one the instrument “{word}”, and say which measure it follows.").format(word=TRUCE)


def element_count(workspace: Workspace, country: str, day: dt.date, group: str = RARE_EARTHS) -> Explained:
    """The elements that a country controls on a day, with what a truce holds back. systems.md item 25."""
    told = told_days(workspace.events, workspace.sources)
    found = controls(workspace.events, country, day, instruments(workspace.scenarios.values()), group, told)
    title = _("{group} under export control: {country}").format(group=mineral_title(group), country=place_title(country))
    ids = [key for key, _number, _how in found.parts] + list(found.uncounted)
    if not found.parts:
        needs = _("No measure of this day says how many elements it controls, or names them singly.")
        return Explained("elements", "controls", title, None, "", day.isoformat(), _definition(), inputs_of(workspace, ids), missing=needs)
    exact = found.low == found.high
    text = "" if exact else _("{low} to {high}").format(low=found.low, high=found.high)
    lines = [_part(workspace, key, number, how) for key, number, how in found.parts]
    return Explained(
        key=f"elements/{country}", group="controls", title=title, value=float(found.low) if exact else None, unit=_("elements"),
        date=day.isoformat(), definition="\n\n".join((_definition(), "\n".join(lines))), inputs=inputs_of(workspace, ids), text=text,
        cautions=_cautions(found),
    )  # fmt: skip


def notes(workspace: Workspace, only: Collection[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Where records contradict themselves: (event, sentence)."""
    found, wanted = contradictions(workspace.events), None if only is None else set(only)
    return tuple((one.event, contradiction_words(workspace, one)) for one in found if wanted is None or one.event in wanted)


def contradiction_words(workspace: Workspace, one: Contradiction) -> str:
    """A contradiction as a sentence that names the event."""
    sentences = {
        "dates swapped": _("{title}: “{first}” is dated after “{second}”."),
        "clock": _("{title}: the deadline {first} is stated, its clock ends on {second}."),
        "status": _("{title}: the status says “{first}”, but a date says “{second}”."),
        "doubled": _("{title}: it may repeat another event, do not count it twice. {first}"),
        "note": _("{title}: {first}"),
    }
    first, second = (*map(word, one.words), "", "")[:2]
    return sentences[one.kind].format(title=event_title(workspace.events[one.event]), first=first, second=second)


def _group(workspace: Workspace, state: str, found: list[Standing]) -> DayGroup:
    rows = tuple(_row(workspace.events[one.event], one) for one in found)
    return DayGroup(state, counted_state(state, len(rows)), rows)


def _row(event: PolicyEvent, one: Standing) -> DayRow:
    fields = {"announced": "announced", "adopted": "adopted", "in force": "in_force", "suspended": "suspended", "ended": "ended"}
    date = getattr(event, fields[one.state]) if one.state in fields else None
    since = date or event.when
    return DayRow(
        event.id, event_title(event), places(event.actors), about(event), word(event.instrument), state_words(one),
        ROLES.get(one.state, "text"), _dated(since), reason_words(one),
    )  # fmt: skip


def _dated(date: PartialDate | None) -> str:
    return str(date) if date is not None else _("no date")


def _counts(workspace: Workspace, day: dt.date) -> tuple[Explained, ...]:
    """The rare earths that each country controls, then all minerals that it does."""
    known, told = instruments(workspace.scenarios.values()), told_days(workspace.events, workspace.sources)
    countries = controlling(workspace.events.values(), known)
    counts = [one for country in countries if not (one := element_count(workspace, country, day)).missing]
    every = ((country, controls(workspace.events, country, day, known, told=told)) for country in countries)
    return (*counts, *(_named(workspace, country, found, day) for country, found in every if found.minerals))


def _named(workspace: Workspace, country: str, found: Controls, day: dt.date) -> Explained:
    """The minerals that a country's measures name, in the order in which they came."""
    definition = _("What the restrictive export measures name that are announced, adopted or in force on the day, or may be.")
    title = _("Minerals under export control: {country}").format(country=place_title(country))
    return Explained(
        key=f"controlled/{country}", group="controls", title=title, value=None, unit="", date=day.isoformat(), definition=definition,
        inputs=inputs_of(workspace, found.standing),
        text=", ".join(map(mineral_title, found.minerals)),
    )  # fmt: skip


def _definition() -> str:
    return _(
        "Elements of the restrictive export measures that are announced, adopted or in force on the day and neither suspended nor ended. "
        "Each measure counts as many as its key figures say (“7 elements”), else the single minerals that it names. The rule is ours."
    )


def _part(workspace: Workspace, key: str, number: int, how: Standing) -> str:
    counted = plural("{count} element", "{count} elements", number)
    return _("{title}: {elements}, {state}").format(title=event_title(workspace.events[key]), elements=counted, state=state_words(how))


def _cautions(found: Controls) -> tuple[str, ...]:
    said = []
    if found.named != found.low:
        said.append(_("With those that are, or may be, suspended: {count}.").format(count=found.named))
    if found.uncounted:
        said.append(
            plural(
                "{count} measure names a group and no number, and is not counted.",
                "{count} measures name a group and no number, and are not counted.",
                len(found.uncounted),
            )
        )
    return tuple(said)
