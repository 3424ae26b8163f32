"""Who is tied to whom, as a picture and as a table: the relations by date and kind, their degrees, the groups and who is in two of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from core.analysis.alliances import Group, Membership, degrees, groups, membership, overlap
from core.model import Workspace
from core.model.records import Relation
from core.views.explained import Explained, inputs_of, number
from core.views.naming import country_name
from core.views.network_layout import Spot, layout
from core.views.policy_words import places
from core.views.prices import mineral_title
from core.words import _, plural

FAMILIES: Final = ("together", "goods", "against", "other")
_FAMILY: Final = {
    "agreement": "together", "MoU": "together", "alliance membership": "together", "meeting": "together", "outreach": "together",
    "supply": "goods", "investment": "goods",
    "export control against": "against", "suspension": "against", "rival": "against",
}  # fmt: skip
_TOLD: Final = 12  # relations that a tip tells of


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which relations are shown. kind: one of FAMILIES, a kind as the records have it, or "" for all; first, last: years, None for open;
    undated: whether those without a date are shown too.
    """

    kind: str = ""
    first: int | None = None
    last: int | None = None
    undated: bool = True


@dataclass(frozen=True, slots=True)
class Node:
    """A country, bloc or firm where it stands; ties: how many different others it is tied to; near: these."""

    key: str
    name: str
    ties: int
    spot: Spot
    near: tuple[str, ...]
    tip: str


@dataclass(frozen=True, slots=True)
class Edge:
    """All relations of a family between two nodes."""

    one: str
    other: str
    family: str
    tip: str


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A row of the table. key: of the node, or of the group; cells: who, how many, with whom."""

    key: str
    cells: tuple[str, str, str]
    explained: Explained


@dataclass(frozen=True, slots=True)
class Network:
    """The picture and its table. told: what is shown, in a sentence; missing: why there is nothing, "" where there is."""

    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    rows: tuple[tuple[str, tuple[NetworkRow, ...]], ...]
    told: str
    missing: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filter offers. kinds: key and title, families first; years: those that relations are dated to."""

    kinds: tuple[tuple[str, str], ...]
    years: tuple[int, ...]


def network(workspace: Workspace, wanted: Wanted) -> Network:
    """The relations that are wanted, laid out; the same for the same records."""
    tied = [one for one in workspace.relations.values() if one.giver and one.taker and one.giver != one.taker]
    shown = [one for one in tied if _passes(one, wanted)]
    counts = degrees(shown)
    near = {key: _near(key, shown) for key in counts}
    spots = layout(near)
    nodes = {key: Node(key, country_name(key), counts[key], spots[key], near[key], _node_tip(key, counts[key], shown)) for key in counts}
    told = _("{ties} of {all} relations, {nodes}").format(
        ties=f"{len(shown):,}", all=f"{len(tied):,}", nodes=plural("{count} country or bloc", "{count} countries and blocs", len(nodes))
    )
    return Network(nodes, _edges(shown), _rows(workspace, shown, counts, near), told, _missing(len(tied), len(shown)))


def choices(workspace: Workspace) -> Choices:
    """What can be filtered by."""
    kinds = dict.fromkeys(one.kind for one in workspace.relations.values() if one.kind)
    families = [name for name in FAMILIES if any(family(kind) == name for kind in kinds)]
    dated = {year for one in workspace.relations.values() if one.date is not None for year in (one.date.start.year, one.date.end.year)}
    titles = [(key, kind_title(key)) for key in sorted(kinds, key=lambda kind: (FAMILIES.index(family(kind)), kind))]
    return Choices((*((name, family_title(name)) for name in families), *titles), tuple(sorted(dated)))


def kept(wanted: Wanted) -> dict[str, str]:
    """What is wanted as texts, to be remembered."""
    first, last = ("" if year is None else str(year) for year in (wanted.first, wanted.last))
    return {"network_kind": wanted.kind, "network_first": first, "network_last": last, "network_undated": "" if wanted.undated else "no"}


def wanted_of(kept: Mapping[str, str], offered: Choices) -> Wanted:
    """What was wanted, as far as it is still offered."""
    kind, years = kept.get("network_kind", ""), {str(year): year for year in offered.years}
    first, last = (years.get(kept.get(name, "")) for name in ("network_first", "network_last"))
    return Wanted(kind if kind in dict(offered.kinds) else "", first, last, not kept.get("network_undated"))


def family(kind: str) -> str:
    """Which of FAMILIES a kind of relation belongs to. The grouping is ours."""
    return _FAMILY.get(kind, "other")


def family_title(name: str) -> str:
    """What a family is called on screen."""
    titles = {
        "together": _("Agreements, alliances, meetings"), "goods": _("Supply and investment"),
        "against": _("Controls, suspensions, rivalry"), "other": _("Other relations"),
    }  # fmt: skip
    return titles[name]


def kind_title(kind: str) -> str:
    """What a kind is called on screen; one that is not known as it is written."""
    titles = {
        "agreement": _("agreement"), "MoU": _("memorandum of understanding"), "alliance membership": _("membership of an alliance"),
        "meeting": _("meeting"), "outreach": _("outreach"), "supply": _("supply"), "investment": _("investment"),
        "export control against": _("export control against"), "suspension": _("suspension of controls"), "rival": _("rivalry"),
    }  # fmt: skip
    return titles.get(kind, kind)


def _passes(one: Relation, wanted: Wanted) -> bool:
    if wanted.kind and wanted.kind not in {one.kind, family(one.kind)}:
        return False
    if one.date is None:
        return wanted.undated
    first, last = wanted.first, wanted.last
    if first is not None and last is not None and last < first:
        first, last = last, first
    return (first is None or one.date.end.year >= first) and (last is None or one.date.start.year <= last)


def _missing(tied: int, shown: int) -> str:
    if not tied:
        return _("There are no relations between countries yet: import a table with the columns from, to, kind and date.")
    return "" if shown else _("No relation is of this kind and date. Choose another kind or more years.")


def _near(key: str, shown: Iterable[Relation]) -> tuple[str, ...]:
    pairs = ((one.giver, one.taker) for one in shown)
    return tuple(dict.fromkeys(other if one == key else one for one, other in pairs if key in {one, other}))


def _edges(shown: Iterable[Relation]) -> tuple[Edge, ...]:
    made: dict[tuple[str, str, str], list[Relation]] = {}
    for one in shown:
        first, last = sorted((one.giver, one.taker))
        made.setdefault((first, last, family(one.kind)), []).append(one)
    return tuple(Edge(*key, _told(ties)) for key, ties in made.items())


def _told(ties: Sequence[Relation]) -> str:
    lines = [_relation(one) for one in ties[:_TOLD]]
    return "\n".join([*lines, _("and {count} more").format(count=f"{len(ties) - _TOLD:,}")] if len(ties) > _TOLD else lines)


def _relation(one: Relation) -> str:
    words = _("{giver} → {taker}: {kind}, {date}").format(
        giver=country_name(one.giver), taker=country_name(one.taker), kind=kind_title(one.kind) or _("kind not stated"),
        date=one.date or _("no date"),
    )  # fmt: skip
    return " · ".join(part for part in (words, ", ".join(map(mineral_title, one.minerals)), one.note) if part)


def _node_tip(key: str, count: int, shown: Iterable[Relation]) -> str:
    others = plural("{count} other", "{count} others", count)
    head = _("{place}: tied to {others}").format(place=country_name(key), others=others)
    return "\n".join((head, _told([one for one in shown if key in {one.giver, one.taker}])))


# the table


def _rows(
    workspace: Workspace, shown: Sequence[Relation], counts: Mapping[str, int], near: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, tuple[NetworkRow, ...]], ...]:
    found = groups(shown)
    parts = (
        (_("How many others each is tied to"), tuple(_degree(workspace, key, counts[key], near[key], shown) for key in counts)),
        (_("Groups: named members and guests"), tuple(_group(workspace, one) for one in found)),
        (_("In two groups at once"), tuple(_both(workspace, one, other) for one, other in combinations(found, 2) if overlap(one, other))),
        (_("Members counted"), tuple(_counted(workspace, one) for one in found if one.kind == "alliance")),
    )
    return tuple((title, rows) for title, rows in parts if rows)


def _degree(workspace: Workspace, key: str, count: int, near: Sequence[str], shown: Iterable[Relation]) -> NetworkRow:
    rule = _(
        "How many different others a country or bloc is tied to, by the relations shown. Several relations with the same one count once."
    )
    ids = [one.id for one in shown if key in {one.giver, one.taker}]
    name, others = country_name(key), places(near)
    explained = Explained(key, "network", name, float(count), "", "", rule, inputs_of(workspace, ids), cautions=(others,))
    return NetworkRow(key, (name, f"{count:,}", others), explained)


def group_title(one: Group) -> str:
    """An alliance by its name, a meeting by its host and date."""
    if one.kind == "alliance":
        return country_name(one.key)
    host, _space, date = one.key.partition(" ")
    return _("Meeting of {host}, {date}").format(host=country_name(host), date=date or _("no date"))


def _group(workspace: Workspace, one: Group) -> NetworkRow:
    rule = _("Members and guests that the relations name; a bloc that the host is a member of is no guest. Sources may count more.")
    title, count = group_title(one), len(one.members)
    explained = Explained(f"group/{one.key}", "network", title, float(count), "", "", rule, inputs_of(workspace, one.inputs))
    return NetworkRow(f"group/{one.key}", (title, f"{count:,}", places(one.members)), explained)


def _both(workspace: Workspace, one: Group, other: Group) -> NetworkRow:
    shared = overlap(one, other)
    title = _("{group} and {other}").format(group=group_title(one), other=group_title(other))
    rule = _("Who is named in both, member or guest.")
    key = f"both/{one.key}/{other.key}"
    inputs = inputs_of(workspace, (*one.inputs, *other.inputs))
    explained = Explained(key, "network", title, float(len(shared)), "", "", rule, inputs, cautions=(places(shared),))
    return NetworkRow(key, (title, f"{len(shared):,}", places(shared)), explained)


def _counted(workspace: Workspace, group: Group) -> NetworkRow:
    found = membership(group.key, workspace.relations.values(), workspace.figures.values())
    rule = _("The first figure of its members plus the members that relations name as joining after it, up to its last figure.")
    named = plural("{count} named as a member", "{count} named as members", len(group.members))
    key, name = f"members/{group.key}", country_name(group.key)
    if found.count is None or found.first is None:
        missing = _("No data: needs a figure of how many members it has.")
        explained = Explained(key, "network", name, None, "", "", rule, missing=missing, cautions=(named,))
        return NetworkRow(key, (name, "–", f"{missing} {named}."), explained)
    date = str((found.stated or found.first).date)
    explained = Explained(
        key, "network", name, found.count, "", date, rule, inputs_of(workspace, found.inputs), cautions=(_sum(found), named)
    )
    return NetworkRow(key, (name, number(found.count), " · ".join((_sum(found), named))), explained)


def _sum(found: Membership) -> str:
    first, count = found.first, found.count
    if first is None or first.value is None or count is None:
        return ""
    words = _("{first} ({date}) + {joined} = {count}").format(
        first=number(first.value), date=first.date, joined=len(found.joined), count=number(count)
    )
    stated = found.stated
    if stated is None or stated.value is None:
        return _("{sum}; no later figure to hold against it").format(sum=words)
    if stated.value == count:
        return _("{sum}, as stated for {date}").format(sum=words, date=stated.date)
    return _("{sum}, but {stated} stated for {date}").format(sum=words, stated=number(stated.value), date=stated.date)
