"""What stands beside the timeline before an event is chosen: how many events stand how on the day, and the next deadlines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core.analysis.clocks import clocks
from core.analysis.stages import STATES, standings, told_days
from core.model import Workspace
from core.views.policy_clocks import ClockRow, clock_row
from core.views.policy_words import ROLES, counted_state
from core.words import _, plural

NEXT = 3


@dataclass(frozen=True, slots=True)
class Overview:
    """title: how many events there are, and the day; states: (words, colour) how many stand how; next: the clocks that end first."""

    title: str
    states: tuple[tuple[str, str], ...]
    next: tuple[ClockRow, ...]


def overview(workspace: Workspace, day: dt.date) -> Overview | None:
    """All events of the workspace on a day, whatever a filter hides; None where there are none."""
    if not workspace.events:
        return None
    found = standings(workspace.events, day, told_days(workspace.events, workspace.sources))
    counts = dict.fromkeys(STATES, 0)
    for one in found:
        counts[one.state] += 1
    states = tuple((counted_state(state, count), ROLES.get(state, "text")) for state, count in counts.items() if count)
    ahead = [one for one in clocks(workspace.events, day) if one.deadline.days_last >= 0][:NEXT]
    events = plural("{count} event", "{count} events", len(found))
    title = _("{events} on {day}").format(events=events, day=day)
    return Overview(title, states, tuple(clock_row(workspace, one) for one in ahead))
