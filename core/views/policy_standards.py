"""The standards screen: a score, the thresholds that the user sets, kept with the workspace, and the suppliers by class."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Final

from core.analysis.standards import CONDITIONAL, ELIGIBLE, EXCLUDED, NO_SCORE, Screened, screened
from core.model import Indicator, SavedView, Workspace, drop, put
from core.model.countries import countries
from core.model.fields import columns, read, show
from core.task import Refused
from core.views.data import Edited
from core.views.explained import Explained, inputs_of, number
from core.views.naming import country_name
from core.words import _

_KEY: Final = "standards"


@dataclass(frozen=True, slots=True)
class Screen:
    """The score screened by, and from where on a supplier is eligible, and where conditional; conditional None: there is no such class."""

    score: str
    eligible: float
    conditional: float | None


@dataclass(frozen=True, slots=True)
class ScreenForm:
    """What the form shows: the scores that can be chosen, the one that is, the thresholds as texts; missing: why there is none."""

    scores: tuple[str, ...]
    score: str
    eligible: str
    conditional: str
    missing: str


def screen_form(workspace: Workspace) -> ScreenForm:
    """The screen as it is set, to be changed."""
    names = sorted({one.name for one in workspace.indicators.values() if one.name and not one.mineral})
    own = screen(workspace)
    missing = "" if names else _("No scores of countries yet: import a table with the columns country, indicator, year and value.")
    if own is None:
        return ScreenForm(tuple(names), names[0] if names else "", "", "", missing)
    return ScreenForm(tuple(dict.fromkeys((*names, own.score))), own.score, show(own.eligible), show(own.conditional), missing)


def screen(workspace: Workspace) -> Screen | None:
    """The screen that is kept; None where there is none, or what is kept is no screen."""
    view = workspace.views.get(_KEY)
    if view is None or view.tab != _KEY:
        return None
    try:
        plain = json.loads(view.choices)
        eligible, conditional = float(plain["eligible"]), plain.get("conditional")
        conditional = None if conditional is None else float(conditional)
        found = Screen(str(plain["score"]), eligible, conditional)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None
    return found if math.isfinite(eligible) and math.isfinite(conditional or 0.0) else None


def set_screen(workspace: Workspace, score: str, eligible: str, conditional: str) -> Edited:
    """Keep the screen as it is typed; without thresholds there is none. Raises `Refused` with what to do."""
    most, least = _read(eligible), _read(conditional)
    if most is None and least is None:
        return Edited({"views": drop(workspace.views, _KEY)}, _("Clear the standards screen")) if _KEY in workspace.views else Edited()
    if most is None:
        raise Refused(_("The screen needs the score from which a supplier is eligible."))
    if most == least:
        raise Refused(_("Both thresholds are {value}: clear the second one, or let them differ.").format(value=number(most)))
    choices = json.dumps({"score": score, "eligible": most, "conditional": least}, ensure_ascii=False)
    view = SavedView(id=_KEY, title=score, tab=_KEY, choices=choices)
    return Edited({"views": put(workspace.views, view)}, _("Set the standards screen"))


def screen_rows(workspace: Workspace) -> tuple[Explained, ...]:
    """A row a country that supplies anything, by class; one row that says what is needed where no threshold is set."""
    suppliers = [one.country for one in workspace.supply.values() if (known := countries().get(one.country)) and known.kind == "country"]
    if not suppliers:
        return ()
    wanted = screen(workspace)
    if wanted is None:
        missing = screen_form(workspace).missing or _("Set the thresholds above: the sources ask for high standards and give none.")
        title, rule = _("Suppliers by a score"), _("Eligible, conditional or excluded, from a score and thresholds of the user.")
        return (Explained("standard", _("Standards screen"), title, None, "", "", rule, missing=missing),)
    found = screened(suppliers, workspace.indicators.values(), wanted.score, wanted.eligible, wanted.conditional)
    return tuple(_row(workspace, wanted, one) for one in found)


def class_title(state: str) -> str:
    """What a class is called on screen."""
    return {
        ELIGIBLE: _("Eligible"), CONDITIONAL: _("Conditional"), EXCLUDED: _("Excluded"), NO_SCORE: _("Cannot be screened: no score"),
    }[state]  # fmt: skip


def _row(workspace: Workspace, wanted: Screen, one: Screened) -> Explained:
    group = _("Standards screen, {score}: {class_}").format(score=wanted.score, class_=class_title(one.state))
    key, name, rule = f"standard/{one.country}", country_name(one.country), _rule(wanted)
    if one.score is None:
        return Explained(key, group, name, None, "", "", rule, missing=_("No data: needs this score of the country."))
    date = str(one.score.year or "")
    return Explained(key, group, name, one.score.value, one.score.unit, date, rule, inputs_of(workspace, (one.score.id,)))


def _rule(wanted: Screen) -> str:
    least, most = wanted.conditional, number(wanted.eligible)
    if least is None:
        return _("Eligible from {eligible} up, else excluded. The threshold is set by the user; the newest score counts.").format(
            eligible=most
        )
    if wanted.eligible > least:
        rule = _("Eligible from {eligible} up, conditional from {conditional} up, else excluded.")
    else:
        rule = _("Eligible up to {eligible}, conditional up to {conditional}, else excluded.")
    own = _("The thresholds are set by the user; the newest score counts.")
    return " ".join((rule.format(eligible=most, conditional=number(least)), own))


def _read(text: str) -> float | None:
    declared = next(one for one in columns(Indicator) if one.name == "value")
    try:
        found: float | None = read(declared, text)
    except ValueError as reason:
        raise Refused(str(reason)) from None
    return found
