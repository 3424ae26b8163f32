"""Lead times to an alternative supply as bars: how much of the period that a target claims is over on a day. systems.md item 42."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core.analysis.targets import begun, rule_of
from core.model import Target, Workspace
from core.views.explained import Explained, inputs_of
from core.views.policy_words import places
from core.words import _, plural

_LEAD = "years to"  # how the metric of such a target begins, as the rules of targets have it


@dataclass(frozen=True, slots=True)
class LeadBar:
    """A lead time as it is read. left: the days to its end; passed: the share that is over, 0 to 1; bar: the same in words; by: its end."""

    target: str
    title: str
    left: str
    passed: float
    bar: str
    by: str
    role: str
    explained: Explained


def lead_bars(workspace: Workspace, day: dt.date) -> tuple[LeadBar, ...]:
    """Every target that claims a number of years to something, by a date, counted to `day`; the first to end first."""
    found = [one for one in workspace.targets.values() if (rule := rule_of(one)) is not None and _LEAD in rule.words]
    dated = [(one, start, one.by.end) for one in found if one.by is not None and (start := begun(one)) is not None and start < one.by.end]
    return tuple(_bar(workspace, one, start, end, day) for one, start, end in sorted(dated, key=lambda each: (each[2], each[0].id)))


def _bar(workspace: Workspace, target: Target, start: dt.date, end: dt.date, day: dt.date) -> LeadBar:
    days, passed = (end - start).days, (day - start).days
    share = min(max(passed / days, 0.0), 1.0)
    title = _("{issuers}: {metric}").format(issuers=places(target.issuers), metric=target.metric)
    bar = _("{share} % of {days} over").format(share=f"{100 * share:.0f}", days=plural("{count} day", "{count} days", days))
    if passed < 0:
        bar = _("not begun")
    rule = _("From {start} to {end}: the date of the target, known as {by}, less its length. {passed} of {days} days are over on {day}.")
    told = rule.format(start=start, end=end, by=target.by, passed=f"{max(passed, 0):,}", days=f"{days:,}", day=day)
    value = 100 * share
    explained = Explained(f"lead/{target.id}", "targets", title, value, "%", str(day), told, inputs_of(workspace, (target.id,)))
    role = "warning" if day > end else "muted" if passed < 0 else "text"
    return LeadBar(target.id, title, _left((end - day).days), share, bar, str(target.by), role, explained)


def _left(days: int) -> str:
    if days < 0:
        return plural("over for {count} day", "over for {count} days", -days)
    return plural("{count} day left", "{count} days left", days) if days else _("today")
