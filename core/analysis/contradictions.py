"""Where the records of policy events contradict themselves or each other: told, never put right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.analysis.deadlines import deadline
from core.analysis.stages import STAGES, swapped
from core.model.records import PolicyEvent

# How a note says that the source is at odds with itself or with another.
_AT_ODDS = re.compile(
    r"\bconflict|contradict|\bdiffers?\b|\btension with\b|\bverify\b|\bambiguous|low confidence|larger than the|"
    r"\bcalls it .* (?:an?|the) |yet the text|矛盾|不一致|衝突|冲突",
    re.I,
)
_ENDS = {"ended": "ended", "expired": "ended", "suspended": "suspended"}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """kind: "note" (its note says so), "dates swapped", "clock" (it ends on another day than the one stated), "status" (the status names
    an end, and a later stage has no date), "doubled" (the note says that it repeats another). event: its id; words: of the note, or the
    stages or days that disagree.
    """

    kind: str
    event: str
    words: tuple[str, ...] = ()


def contradictions(events: Mapping[str, PolicyEvent]) -> tuple[Contradiction, ...]:
    """Every contradiction, in the order of the events."""
    return tuple(one for event in events.values() for one in of_event(event))


def of_event(event: PolicyEvent) -> tuple[Contradiction, ...]:
    """What contradicts itself in one event."""
    found = []
    if wrong := swapped(event):
        found.append(Contradiction("dates swapped", event.id, wrong))
    due = deadline(event, dt.date.min)
    if due is not None and due.clock_differs is not None:
        found.append(Contradiction("clock", event.id, (str(event.deadline), due.clock_differs.isoformat())))
    stage = _ENDS.get(event.status, "")
    later = [name for name in STAGES[STAGES.index("suspended") + 1 :] if stage == "suspended" and getattr(event, name) is not None]
    if later:
        found.append(Contradiction("status", event.id, (event.status, *later)))
    if _AT_ODDS.search(event.note):
        kind = "doubled" if "do not double count" in event.note.casefold() else "note"
        found.append(Contradiction(kind, event.id, (event.note,)))
    return tuple(found)
