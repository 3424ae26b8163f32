"""The words that the views of the Policy tab share: states, classes of instruments, areas, names of countries, titles of events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.analysis.stages import UNCERTAIN, Standing
from core.model import PolicyEvent, Workspace
from core.model.instruments import Instrument
from core.views.naming import title_of
from core.views.prices import mineral_title
from core.views.signals import place_title
from core.words import _, mark


class _Word(NamedTuple):
    title: str


# The words of the data that the screen shows, to be translated then.
_MARKED = (
    mark("announced"), mark("adopted"), mark("in force"), mark("suspended"), mark("ended"), mark("planned"), mark("cannot be told"),
    mark("restrictive"), mark("supportive"), mark("neutral"), mark("proposed"), mark("negotiating"), mark("expired"), mark("completed"),
    mark("risk"),
    mark("export prohibition"), mark("export quota"), mark("licensing requirement"), mark("export tax"), mark("fiscal tax on exports"),
    mark("export surtax"), mark("minimum export price"), mark("VAT rebate reduction or withdrawal"), mark("dual pricing scheme"),
    mark("restriction on customs clearance point"), mark("qualified exporters list"), mark("captive mining"),
    mark("domestic market obligation"), mark("other export measure"), mark("local processing"), mark("mining rights"),
    mark("state ownership"), mark("resource tax"), mark("import measure"), mark("sanctions"), mark("investigation and talks"),
    mark("price intervention"), mark("purchase and offtake"), mark("stockpile"), mark("finance"), mark("project"), mark("sustainability"),
    mark("agreement and alliance"), mark("truce"), mark("plan and law"), mark("statement and analysis"), mark("political risk"),
    mark("market event"), mark("not classified"), mark("talks"), mark("price floor"), mark("quota or tariff"),
)  # fmt: skip
_WORDS = {one: _Word(one) for one in _MARKED}
ROLES = {"in force": "good", "suspended": "warning", "uncertain": "warning", "ended": "muted", "planned": "muted"}


def word(text: str) -> str:
    """A word of the data in the language of the screen; one that it does not know stays as it is."""
    known = _WORDS.get(text)
    return text if known is None else _(known.title)


def state_words(one: Standing) -> str:
    """How an event stands: in a word, or what it may be where that cannot be told."""
    if one.could:
        return _("cannot be told: {states}").format(states=" / ".join(word(state) for state in one.could))
    return word(one.state)


def counted_state(state: str, count: int) -> str:
    """How many events stand so: "In force: 37"."""
    titles = {UNCERTAIN: _("Cannot be told: {count}"), "planned": _("Not begun: {count}")}
    return titles.get(state, _("{state}: {count}")).format(state=word(state).capitalize(), count=f"{count:,}")


def reason_words(one: Standing) -> str:
    """Why it cannot be told, or what the state rests on; empty where nothing needs to be said."""
    sentences = {
        "vague date": _("The date is known to the month or year only, and the day falls into it."),
        "no date": _("The record has no date for this."),
        "dates swapped": _("Its dates contradict each other: a later stage is dated before an earlier one."),
        "suspension runs out": _("The suspension was to run out by then; no record says whether it was extended."),
    }
    if one.reason:
        return sentences[one.reason]
    return _("This is what the plan says; the source is older than the date.") if one.by_plan else ""


def class_words(class_: str) -> str:
    """A class of instruments."""
    return word(class_ or "not classified")


def area_words(area: str) -> str:
    """A policy area of the IEA's tracker."""
    areas = {
        "supply": _("supply reliability and resiliency"),
        "production": _("exploration, production and innovation"),
        "practices": _("sustainable and responsible practices"),
    }
    return areas.get(area, "")


def tool_words(tool: str) -> str:
    """Whether an instrument is an old or a new tool of resource policy, as A5 tells them apart."""
    return {"old": _("old tool"), "new": _("new tool")}.get(tool, "")


def instrument_words(one: Instrument) -> str:
    """The instrument with its classes, as one line."""
    oecd = _("OECD: {type}").format(type=word(one.oecd)) if one.oecd else ""
    iea = _("IEA: {area}").format(area=area_words(one.iea)) if one.iea else ""
    return " · ".join(part for part in (one.name, class_words(one.class_), oecd, iea, tool_words(one.tool)) if part)


def event_title(event: PolicyEvent) -> str:
    """What an event is called, in the language of the screen where the record has it."""
    return title_of(event)


def places(ids: Iterable[str]) -> str:
    """Countries and blocs by name."""
    return ", ".join(place_title(one) for one in dict.fromkeys(ids))


def about(event: PolicyEvent) -> str:
    """The minerals of an event by name."""
    return ", ".join(mineral_title(one) for one in event.minerals)


def source_titles(workspace: Workspace, ids: Iterable[str]) -> str:
    """Sources by publisher or title; an id that is no source as it is."""
    return ", ".join(_source(workspace, one) for one in ids)


def _source(workspace: Workspace, key: str) -> str:
    source = workspace.sources.get(key)
    if source is None:
        return key
    if source.publisher:
        return f"{key} ({source.publisher})"
    return title_of(source) if source.title or source.title_zh else source.file or key
