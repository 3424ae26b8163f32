"""Countries and instruments as a table: counts with the events behind each, gaps, words that have no class, and the policy areas."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final

from core.analysis.instrument_matrix import Matrix, matrix, restrictive_states
from core.io.sheets import Table, table_of
from core.model import PolicyEvent, Workspace
from core.model.instruments import Instrument, instrument, instruments
from core.views.explained import Explained, inputs_of
from core.views.policy_filter import Filter
from core.views.policy_words import area_words, class_words, event_title, instrument_words, tool_words
from core.views.signals import place_title
from core.words import _, plural

AREAS = ("supply", "production", "practices")
_TOLD: Final = 20  # events that the tip of a cell names
COLUMNS: Final = ("used", "class", "oecd", "iea")
_BY: Final[dict[str, Callable[[Instrument], str]]] = {"oecd": lambda one: one.oecd, "iea": lambda one: one.iea}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix. text: the count, "" for a gap; events: the ids behind it; tip: their titles, or what the gap means."""

    text: str
    events: tuple[str, ...]
    tip: str


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix in words. countries: ids of the rows, names: what they are called; classes: codes of the columns, titles: in words.

    rows: a tuple of cells a country; gaps: how many cells have no event; unknown: (word, ids) of instruments that have no class; areas:
    (area of the IEA's tracker, events); note: how to read it.
    """

    countries: tuple[str, ...]
    names: tuple[str, ...]
    classes: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    gaps: int
    unknown: tuple[tuple[str, tuple[str, ...]], ...]
    areas: tuple[tuple[str, int], ...]
    note: str


def matrix_view(workspace: Workspace, only: Collection[str] | None = None, columns: str = "class", *, used: bool = False) -> MatrixView:
    """The matrix of the events that a filter leaves. columns: one of COLUMNS: classes ("used": those with an event), the types of the
    OECD's inventory of export restrictions, the areas of the IEA's tracker; used: without the columns that no country has an event in.
    """
    known = instruments(workspace.scenarios.values())
    wanted = workspace.events.keys() if only is None else set(only)
    events = [one for key, one in workspace.events.items() if key in wanted]
    by = _BY.get(columns)
    if by is None:
        found = matrix(events, known)
    else:
        found = matrix(events, known, tuple(code for code in dict.fromkeys(map(by, known.values())) if code), by)
    if used or columns == "used":
        found = replace(found, classes=tuple(one for one in found.classes if any(found.count(row, one) for row in found.countries)))
    titles = tuple((area_words(code) if columns == "iea" else "") or class_words(code) for code in found.classes)
    rows = tuple(
        tuple(_cell(workspace, found, country, class_, title) for class_, title in zip(found.classes, titles, strict=True))
        for country in found.countries
    )
    areas = tuple((area_words(area), sum(instrument(one.instrument, known).iea == area for one in events)) for area in AREAS)
    return MatrixView(
        found.countries, tuple(map(place_title, found.countries)), found.classes, titles, rows,
        sum(not cell.events for row in rows for cell in row), tuple(found.unknown.items()), areas, _note(found),
    )  # fmt: skip


def restricting(workspace: Workspace, source: str = "") -> Explained:
    """The states with a restrictive measure among the old and new tools. systems.md item 26. source: only what it tells."""
    known = instruments(workspace.scenarios.values())
    found = restrictive_states(workspace.events.values(), known, source)
    definition = _(
        "Countries with a restrictive measure whose instrument is one of the old tools (state equity, resource taxes, limits of foreign "
        "ownership) or new tools (local processing, export quotas, raw-ore bans, licence reviews) that A5 tells apart."
    )
    lines = [f"{place_title(country)}: {_tools(workspace, ids)}" for country, ids in found.items()]
    return Explained(
        key="restrictive states", group="matrix", title=_("Restrictive states"), value=float(len(found)), unit=_("countries"), date="",
        definition="\n\n".join((definition, "\n".join(lines))), inputs=inputs_of(workspace, [key for ids in found.values() for key in ids]),
        cautions=(_("Told by {source} alone.").format(source=source),) if source else (),
    )  # fmt: skip


def taxonomy_rows(workspace: Workspace) -> tuple[tuple[str, str, int], ...]:
    """Every instrument of the workspace: (word, its classes in words, events), those without a class first."""
    known = instruments(workspace.scenarios.values())
    counts: dict[str, int] = {}
    for one in workspace.events.values():
        counts[one.instrument] = counts.get(one.instrument, 0) + 1
    found = [(word, instrument(word, known), count) for word, count in counts.items()]
    ordered = sorted(found, key=lambda one: (bool(one[1].class_), one[0]))
    return tuple((word or _("no instrument"), instrument_words(one) if word else class_words(""), count) for word, one, count in ordered)


def columns_title(columns: str) -> str:
    """What a choice of columns is called on screen."""
    return {
        "used": _("Instruments in use"),
        "class": _("All instruments"),
        "oecd": _("Export restrictions by OECD type"),
        "iea": _("IEA policy areas"),
    }[columns]


def cell_filter(workspace: Workspace, wanted: Filter, country: str, cell: Cell) -> Filter:
    """The filter that leaves what a cell counts, of the events that `wanted` leaves."""
    words = dict.fromkeys(workspace.events[key].instrument for key in cell.events)
    return replace(wanted, actors=(country,), instruments=tuple(words))


def matrix_table(view: MatrixView) -> Table:
    """The matrix as a sheet: a gap is an empty cell."""
    headers = [_("Country"), *view.titles]
    rows = [[name, *(len(cell.events) or None for cell in row)] for name, row in zip(view.names, view.rows, strict=True)]
    return table_of(_("Countries and instruments"), headers, rows)


def _cell(workspace: Workspace, found: Matrix, country: str, class_: str, title: str) -> Cell:
    ids = found.cells.get((country, class_), ())
    words = {"country": place_title(country), "class_": title}
    if not ids:
        return Cell("", (), _("{country}, {class_}: the workspace has no such event.").format(**words))
    lines = [_line(workspace.events[key]) for key in ids[:_TOLD]]
    if len(ids) > _TOLD:
        lines.append(_("and {count} more").format(count=f"{len(ids) - _TOLD:,}"))
    return Cell(f"{len(ids):,}", ids, "\n".join((_("{country}, {class_}").format(**words), *lines)))


def _line(event: PolicyEvent) -> str:
    return f"{event.when or _('no date')}: {event_title(event)}"


def _note(found: Matrix) -> str:
    said = [_("An empty cell says that the workspace has no such event, not that the country has no such measure.")]
    if found.without:
        said.append(plural("{count} event names no country.", "{count} events name no country.", len(found.without)))
    return " ".join(said)


def _tools(workspace: Workspace, ids: Collection[str]) -> str:
    known = instruments(workspace.scenarios.values())
    named = dict.fromkeys(workspace.events[key].instrument for key in ids)
    return ", ".join(f"{word} ({tool_words(instrument(word, known).tool)})" for word in named)
