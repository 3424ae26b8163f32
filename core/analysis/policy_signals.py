"""The signals of policy events: the elements of a group that a country controls, and those that a truce holds back. systems.md item 25."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from core.analysis.controls import Controls, controlling, controls
from core.analysis.signal import Detail, Signal
from core.analysis.stages import told_days
from core.model.dates import PartialDate
from core.model.instruments import instruments
from core.model.minerals import minerals
from core.model.workspace import Workspace


def controlled_elements(workspace: Workspace, mineral: str, day: dt.date | None = None) -> Iterator[Signal]:
    """A signal for each country that controls elements of the group that `mineral` is. value: those controlled for certain.

    day: by default the last day by which a source told of an event, since what is known ends there. details: named (with those that are
    suspended), most (where the dates leave it open). Bands: "partly suspended", "controlled", "open".
    """
    if not _whole(mineral):
        return
    told = told_days(workspace.events, workspace.sources)
    day = day or max(told.values(), default=None)
    if day is None:
        return
    known = instruments(workspace.scenarios.values())
    for country in controlling(workspace.events.values(), known):
        found = controls(workspace.events, country, day, known, mineral, told)
        if found.parts:
            yield _signal(mineral, found, day)


def _signal(mineral: str, found: Controls, day: dt.date) -> Signal:
    band = "open" if found.low != found.high else "partly suspended" if found.low < found.named else "controlled"
    details = (Detail("named", found.named, "count"), Detail("most", found.high, "count"))
    ids = tuple(key for key, _number, _how in found.parts)
    return Signal(
        rule="controlled elements", item=25, subject=mineral, value=float(found.low), unit="count", band=band, date=PartialDate(day),
        inputs=ids, details=details,
    )  # fmt: skip


def _whole(mineral: str) -> bool:
    """Whether it is a group that lies in no larger one: rare earths, and not heavy rare earths, so that none is counted twice."""
    table = minerals()
    if mineral not in table or not table[mineral].members:
        return False
    return not any(set(one.members) > set(table[mineral].members) for one in table.values())
