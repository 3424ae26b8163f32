"""Targets against actuals, and money and alliances, as figures that can be explained; and the same as tables of a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from core.analysis.alliances import degrees, exposed, groups, overlap
from core.analysis.funding import Derived, derived, lead_times, ledger
from core.analysis.political_risk import political_risks
from core.analysis.targets import DIFFERS, MET, MISSED, NO_DATA, NO_NUMBER, OPEN, OVER, PARTLY, RUNNING, STATED, Judged, judged
from core.io.sheets import Table, table_of
from core.model import Workspace
from core.views.explained import Explained, inputs_of, number
from core.views.naming import title_of
from core.views.policy_words import places
from core.views.prices import mineral_title
from core.words import _

_SHOWN = 12  # minerals named in a sentence


def target_rows(workspace: Workspace, day: dt.date) -> tuple[Explained, ...]:
    """A row a target, grouped by how it stands on `day`; those that cannot be judged say what they need."""
    order = (MISSED, PARTLY, MET, DIFFERS, OPEN, RUNNING, OVER, "flags", STATED, NO_DATA, NO_NUMBER)
    found = sorted(judged(workspace, day), key=lambda one: order.index(one.state))
    return tuple(_target(workspace, one) for one in found)


def money_rows(workspace: Workspace) -> tuple[Explained, ...]:
    """The funding ledger, what follows from it, lead times, groups with their overlaps, degrees, and the companies exposed."""
    return (
        *_ledger(workspace),
        *_lead_times(workspace),
        *_groups(workspace),
        *_degrees(workspace),
        *_exposed(workspace),
        *_risks(workspace),
    )


def figures_table(name: str, rows: Sequence[Explained]) -> Table:
    """Such figures as a sheet, as they are shown."""
    headers = [_("Group"), _("Figure"), _("Value"), _("Unit"), _("Date"), _("What is missing"), _("Rule"), _("Records")]
    cells = [
        [row.group, row.title, row.value if row.value is not None else row.text or None, row.unit, row.date, row.missing, row.definition,
         "; ".join(one.id for one in row.inputs)]
        for row in rows
    ]  # fmt: skip
    return table_of(name, headers, cells)


def state_words(state: str) -> str:
    """How a target stands, in words."""
    words = {
        MET: _("Met"), MISSED: _("Missed"), PARTLY: _("Met for some minerals only"), OPEN: _("Open"), RUNNING: _("Period running"),
        OVER: _("Period over"), STATED: _("As its own source states; no outcome"), DIFFERS: _("Recomputed with another result"),
        "flags": _("A threshold, and the minerals beyond it"), NO_DATA: _("Cannot be judged: no data"),
        NO_NUMBER: _("Cannot be judged: the target has no number"),
    }  # fmt: skip
    return words[state]


def _target(workspace: Workspace, one: Judged) -> Explained:
    target = one.target
    wanted = f"{target.operator} {number(target.value)} {target.unit}" if target.value is not None else _("no number")
    by = _("by {date}").format(date=target.by) if target.by is not None else _("no date")
    title = _("{issuers}: {metric} {wanted}, {by}").format(issuers=places(target.issuers), metric=target.metric, wanted=wanted, by=by)
    definition = _(
        "Which record is an actual of a target is a rule of ours, by the words of its metric; goals and forecasts are never actuals. "
        "Minerals: {minerals}."
    ).format(minerals=", ".join(map(mineral_title, target.minerals)) or _("none named"))
    actual, parts = one.actual, tuple(part for part, _state in one.parts)
    keys = (target.id, *(actual.inputs if actual is not None else ()), *(key for part in parts for key in part.inputs))
    date = actual.date if actual is not None else max((part.period or str(part.year or "") for part in parts), default="")
    return Explained(
        key=f"target/{target.id}", group=state_words(one.state), title=title, value=None, unit="", date=date, definition=definition,
        inputs=inputs_of(workspace, keys), text=_actual_words(one), missing=_needs(one.needs), cautions=_cautions(one),
    )  # fmt: skip


def _actual_words(one: Judged) -> str:
    if one.parts:
        if one.state == "flags":
            return _("{count} of {all} minerals").format(count=one.met, all=len(one.parts))
        return _("{met} met, {missed} missed of {all}").format(met=one.met, missed=one.missed, all=len(one.parts))
    actual = one.actual
    if actual is None:
        return ""
    sign = "" if actual.comparator == "=" else f"{actual.comparator} "
    said = f"{sign}{number(actual.shown)} {one.target.unit}"
    if actual.of is not None:
        return _("{said} of {all} = {share} %").format(said=said, all=number(actual.of), share=f"{100 * actual.shown / actual.of:.1f}")
    if one.gap:
        bound = "" if one.gap_is == "=" else f"{one.gap_is} "
        return _("{said} (gap {gap})").format(said=said, gap=f"{bound}{number(one.gap)}")
    return said


def _cautions(one: Judged) -> tuple[str, ...]:
    told = []
    named = [
        f"{mineral_title(part.mineral)} ({part.stage}{', ' + places((part.by,)) if part.by else ''} {number(part.low)} %)"
        for part, state in one.parts
        if state == MISSED
    ]
    if named and one.state != "flags":
        told.append(_("Missed by: {minerals}.").format(minerals=", ".join(named[:_SHOWN]) + (" …" if len(named) > _SHOWN else "")))
    if one.rule is not None and one.rule.how == "domestic":
        told.append(_("Share of own supply and imports, which stands in for consumption: no table of consumption is at hand."))
    if one.rule is not None and one.rule.how == "figure" and one.rule.needs == "recycling":
        told.append(_("The rate is that of traction batteries; the target is on all critical raw materials."))
    return (*told, one.target.note) if one.target.note else tuple(told)


def _needs(code: str) -> str:
    words = {
        "sourcing": _("No data: needs shares of where the issuer's minerals come from."),
        "recycling": _("No data: needs a recycling rate."),
        "figure": _("No data: needs a figure of the metric."), "reliance": _("No data: needs net import reliance."),
        "dates": _("No data: needs a date and a length in days, months or years."), "begin": _("The period has not begun."),
        "price": _("No data: needs a price of this mineral in a unit that converts."),
        "finance": _("No data: needs money paid, not promised."),
        "exports": _("No data: needs quantities exported."), "scenario": _("An effect supposed in a scenario cannot be observed."),
        "named": _("No data: no record bears the name of the metric."), "number": _("The target has no number or no direction."),
    }  # fmt: skip
    return words.get(code, "")


def _ledger(workspace: Workspace) -> list[Explained]:
    rule = _("Amounts as announced. They are never added: currencies differ, and a commitment may be part of a deal.")
    rows = []
    for one in ledger(workspace.figures.values()):
        group = _("Funding: {issuer}, {currency}").format(issuer=places((one.issuer,)), currency=one.currency)
        sign = "" if one.figure.comparator in {"", "="} else f"{one.figure.comparator} "
        rows.append(
            Explained(
                key=f"money/{one.figure.id}", group=group, title=title_of(one.figure), value=None, unit="", date=str(one.figure.date or ""),
                definition=rule, inputs=inputs_of(workspace, (one.figure.id,)), text=f"{sign}{number(one.amount)} {one.figure.unit}",
            )
        )  # fmt: skip
    return rows + [_derived(workspace, one) for one in derived(workspace.figures.values(), workspace.targets.values())]


def _derived(workspace: Workspace, one: Derived) -> Explained:
    words = {
        "a project": (_("Money a project"), _("Investment over the number of projects.")),
        "projects": (_("Projects at home and abroad"), _("Projects at home plus projects abroad.")),
        "commitment share": (_("Commitments of all sides, of the deal"), _("Sides × commitment of each, over the value of the deal.")),
        "mining": (_("Of the investment, in mining"), _("Stock of investment × share of mining.")),
        "elsewhere": (_("Of the investment, elsewhere"), _("Stock of investment less that in mining.")),
    }
    title, rule = words[one.code]
    return Explained(
        key=f"derived/{one.issuer}/{one.code}", group=_("What follows from the amounts"), title=f"{places((one.issuer,))}: {title}",
        value=one.value, unit=one.unit, date="", definition=rule, inputs=inputs_of(workspace, one.inputs),
    )  # fmt: skip


def _lead_times(workspace: Workspace) -> list[Explained]:
    found, group = lead_times(workspace.figures.values()), _("Lead time to alternative supply")
    rule = _("Forecasts in years; the shortest is the claim, and the ratio is that of the next one to it.")
    figures = [found.claim, *found.others] if found.claim is not None else []
    rows = [
        Explained(
            key=f"lead/{one.id}", group=group, title=title_of(one), value=None, unit="", date=str(one.date or ""), definition=rule,
            inputs=inputs_of(workspace, (one.id,)), text=f"{one.comparator} {number(one.value or 0)} {one.unit}".removeprefix("= "),
        )
        for one in figures
    ]  # fmt: skip
    if found.ratio is not None:
        keys = tuple(one.id for one in figures)
        rows.append(
            Explained("lead/ratio", group, _("Others over the claim, at least"), found.ratio, "x", "", rule, inputs_of(workspace, keys))
        )
    return rows


def _groups(workspace: Workspace) -> list[Explained]:
    found = groups(workspace.relations.values())
    rule = _("Members and guests that the relations name; a bloc that the host is a member of is no guest. Sources may count more.")
    rows = []
    for one in found:
        shared = [(other.key, overlap(one, other)) for other in found if other.key != one.key]
        told = [_("With {group}: {count} ({who}).").format(group=key, count=len(who), who=places(who)) for key, who in shared if who]
        rows.append(
            Explained(
                key=f"group/{one.key}", group=_("Groups: named members and guests"), title=f"{one.key}: {places(one.members)}",
                value=float(len(one.members)), unit="", date="", definition=rule, inputs=inputs_of(workspace, one.inputs),
                cautions=tuple(told),
            )
        )  # fmt: skip
    return rows


def _degrees(workspace: Workspace) -> list[Explained]:
    rule = _("How many different others a country or bloc is tied to, by relations of any kind and date.")
    rows = []
    for key, count in list(degrees(workspace.relations.values()).items())[:_SHOWN]:
        own = [one.id for one in workspace.relations.values() if key in {one.giver, one.taker}]
        group = _("Most ties")
        rows.append(Explained(f"degree/{key}", group, places((key,)), float(count), "", "", rule, inputs_of(workspace, own)))
    return rows


def _exposed(workspace: Workspace) -> list[Explained]:
    rule = _("Companies that a relation of investment names and calls at risk.")
    return [
        Explained(
            key=f"exposed/{one.relation}/{one.company}", group=_("Companies exposed"), title=one.company, value=None, unit="", date="",
            definition=rule, inputs=inputs_of(workspace, (one.relation,)),
            text=_("{home} in {host}").format(home=places((one.home,)), host=places((one.host,))),
        )
        for one in exposed(workspace.relations.values())
    ]  # fmt: skip


def _risks(workspace: Workspace) -> list[Explained]:
    rule = _("Flagged where records tell of a coup and of a Chinese state-owned operator (CNPC, CNMC). What no record tells is not a no.")
    rows = []
    for one in political_risks(workspace.events.values(), workspace.relations.values()):
        text = _("change of government told, state-owned operator not told")
        if one.flagged:
            text = _("flagged: change of government and state-owned operator")
        elif one.operator:
            text = _("state-owned operator told, change of government not told")
        keys = inputs_of(workspace, (*one.change, *one.operator))
        rows.append(Explained(f"risk/{one.country}", _("Political risk"), places((one.country,)), None, "", "", rule, keys, text=text))
    return rows
