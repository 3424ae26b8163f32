"""Scenarios side by side: a row an input and an output, a column a scenario, and the main output as bars."""

from __future__ import annotations

from dataclasses import dataclass

from core.model import Workspace
from core.views import shock
from core.views.explained import number
from core.views.pictures import Bar, Bars
from core.views.scenario_inputs import Field
from core.views.scenario_results import amount
from core.views.scenarios import Choice, choice_of, saved, view, worksheet_title
from core.views.worksheets import WORKSHEETS
from core.words import _

_MAIN_OF_SHOCK = "shortage"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table, with the rows whose inputs differ, and the bars of the main output (None where it is nowhere known)."""

    sentence: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    differing: tuple[bool, ...]
    picture: Bars | None


def compared(workspace: Workspace, worksheet: str) -> tuple[tuple[str, Choice], ...]:
    """What is set side by side for a worksheet: its defaults, and every scenario of it that the workspace keeps."""
    return (
        (_("Defaults"), Choice(worksheet)),
        *((one.title or one.id, choice_of(one)) for one in saved(workspace) if one.worksheet == worksheet),
    )


def comparison(workspace: Workspace, worksheet: str) -> Comparison:
    """The scenarios of a worksheet beside its defaults."""
    chosen = compared(workspace, worksheet)
    views = [view(workspace, choice) for _title, choice in chosen]
    rows, differing = [], []
    for at, field in enumerate(views[0].fields):
        told = [_field_text(one.fields[at]) for one in views]
        rows.append((field.title, field.unit, *told))
        differing.append(len(set(told)) > 1)
    keys = list(dict.fromkeys(row.key for one in views for row in one.rows if not row.key.startswith("mc:")))
    found = [{row.key: row for row in one.rows} for one in views]
    for key in keys:
        first = next(one[key] for one in found if key in one)
        values = [one[key].shown if key in one else "–" for one in found]
        rows.append((first.title, first.unit, *values))
        differing.append(len(set(values)) > 1)
    main = _MAIN_OF_SHOCK if worksheet == shock.NAME else WORKSHEETS[worksheet].main
    known = [(title, one[main]) for (title, _choice), one in zip(chosen, found, strict=True) if main in one and one[main].value is not None]
    bars = tuple(
        Bar(title, min(row.value or 0.0, 0.0), max(row.value or 0.0, 0.0), "", amount(row.value or 0.0, row.unit)) for title, row in known
    )
    picture = Bars("compared", known[0][1].title, known[0][1].unit, bars) if known else None
    count = len(chosen) - 1
    sentence = (
        _("{worksheet}: no scenario is saved yet; save one to see it beside the defaults.")
        if not count
        else _("{worksheet}: what differs is set in bold.")
    )
    headings = (_("Figure"), _("Unit"), *(title for title, _choice in chosen))
    return Comparison(sentence.format(worksheet=worksheet_title(worksheet)), headings, tuple(rows), tuple(differing), picture)


def _field_text(field: Field) -> str:
    if field.kind == "choice":
        return dict(field.choices).get(field.text, field.text) or "–"
    try:
        return number(float(field.text))
    except ValueError:
        return field.text or "–"
