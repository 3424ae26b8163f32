"""Dependence beyond one importer: mining against processing, who leads processing, what a ban takes away, endowments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.analysis.shares import Selection, selection
from core.analysis.stated_shares import stated
from core.model import CountryFact, Figure, Workspace
from core.model.countries import countries
from core.views.explained import Explained, inputs_of
from core.views.importer_exposure import named
from core.views.map_values import country_name, short
from core.views.prices import mineral_title
from core.words import _

_OF: Final = re.compile(r"\bof (\d+)\b")
_WORLD: Final = "share of world"
_PARTS: Final = (1.0, 0.5)  # a full stop, and a half


def dependence(workspace: Workspace, mineral: str) -> tuple[Explained, ...]:
    """All groups; of a mineral what its own tables say comes first."""
    chosen = selection(workspace)
    return (
        *_gaps(workspace, chosen, mineral),
        *_leading(workspace, chosen),
        *_bans(workspace, chosen, mineral),
        *_endowments(workspace),
    )


def _gaps(workspace: Workspace, chosen: Selection, mineral: str) -> Iterator[Explained]:
    group = _("Mining against processing")
    mined, refined = chosen.shares(mineral, "mining"), chosen.shares(mineral, "processing")
    if mined is not None and refined is not None and refined.parts:
        code = next(iter(refined.parts))
        before, after = mined.parts.get(code), refined.parts[code]
        title = _("{country}, {mineral}").format(country=country_name(code), mineral=mineral_title(mineral))
        when = ", ".join(str(year) for year in dict.fromkeys((mined.year, refined.year)) if year)
        missing = "" if before else _("{country} has no figure of mining in the table.").format(country=country_name(code))
        text = _gap(before * 100, after * 100, "") if before else ""
        inputs = inputs_of(workspace, (*_of_country(mined.records, code), *_of_country(refined.records, code)))
        yield Explained(f"gap/{mineral}", group, title, None, "", when, _gap_words(), inputs, text=text, missing=missing)
    figures = [one for one in workspace.figures.values() if one.unit == "%" and one.value is not None and one.mineral]
    for one in (figure for figure in figures if figure.kind == "production_share"):
        for other in (figure for figure in figures if figure.kind == "processing_share"):
            if (one.mineral, one.place, _year(one)) == (other.mineral, other.place, _year(other)) and one.value:
                sign = one.comparator
                title = _("{country}, {mineral}, as stated").format(country=country_name(one.place), mineral=mineral_title(one.mineral))
                yield Explained(
                    f"gap/{one.id}/{other.id}",
                    group,
                    title,
                    None,
                    "",
                    _year(one),
                    _gap_words(),
                    inputs_of(workspace, (one.id, other.id)),
                    text=_gap(one.value, other.value or 0.0, sign),
                    cautions=tuple(note for note in (other.note,) if note),
                )


def _gap(mined: float, refined: float, sign: str) -> str:
    """The gap in points and the ratio; when mining is more than its figure, both are less than theirs."""
    words = {
        ">": _("gap < {gap} points, ratio < {ratio}"),
        ">=": _("gap ≤ {gap} points, ratio ≤ {ratio}"),
        "~": _("gap ~{gap} points, ratio ~{ratio}"),
    }.get(sign, _("gap {gap} points, ratio {ratio}"))
    return words.format(gap=short(refined - mined), ratio=f"{refined / mined:.2f}")


def _gap_words() -> str:
    return _("The country's share of processing less its share of mining, in percentage points, and the one over the other.")


def _of_country(records: Sequence[str], code: str) -> tuple[str, ...]:
    return tuple(key for key in records if f"-{code}" in key) or tuple(records[:1])


def _leading(workspace: Workspace, chosen: Selection) -> Iterator[Explained]:
    """What texts say of processing; a fact that repeats a figure stands behind it and has no row of its own."""
    group = _("Processing concentration")
    facts = [one for one in workspace.country_facts.values() if one.stage == "processing" and one.value is not None and _says_share(one)]
    told: set[str] = set()
    for one in workspace.figures.values():
        if one.kind != "processing_share" or one.value is None:
            continue
        same = [fact for fact in facts if _repeats(fact, one)]
        told.update(fact.id for fact in same)
        said = _OF.search(one.relation) if one.unit == "count" else None
        if not said and one.unit != "%":
            continue
        text, of = "", int(said[1]) if said else 0
        if of:
            text = _("{count} of {all}, {percent} %").format(count=short(one.value), all=of, percent=short(100 * one.value / of))
        yield Explained(
            one.id,
            group,
            one.title,
            None if text else one.value,
            "%",
            _year(one),
            _("The count over the number of minerals compared.") if text else _("As the text states it."),
            inputs_of(workspace, (one.id, *(fact.id for fact in same))),
            text=text,
            cautions=(*_notes(one), *(fact.note for fact in same if fact.note)),
        )
    for fact in facts:
        if fact.id not in told and fact.unit == "%":
            what = ", ".join(mineral_title(mineral) for mineral in fact.minerals) or _("Critical minerals")
            yield Explained(
                fact.id,
                group,
                _("{country}, {minerals}: {measure}").format(country=country_name(fact.country), minerals=what, measure=fact.measure),
                fact.value,
                "%",
                str(fact.year or ""),
                _("As the text states it."),
                inputs_of(workspace, (fact.id,)),
                cautions=(fact.note,) if fact.note else (),
            )
    yield from _led(workspace, chosen, group)


def _says_share(fact: CountryFact) -> bool:
    return fact.unit == "count" or (fact.unit == "%" and "share" in fact.measure)


def _repeats(fact: CountryFact, one: Figure) -> bool:
    same = (fact.country, fact.value, fact.unit, str(fact.year or "")) == (one.place, one.value, one.unit, _year(one))
    return same and (one.mineral in fact.minerals if one.mineral else not fact.minerals)


def _led(workspace: Workspace, chosen: Selection, group: str) -> Iterator[Explained]:
    tables = [found for one in chosen.minerals("processing") if (found := chosen.shares(one, "processing")) is not None]
    leaders: dict[str, list[str]] = {}
    for one in tables:
        leaders.setdefault(next(iter(one.parts)), []).append(one.mineral)
    if leaders:
        code = max(leaders, key=lambda key: len(leaders[key]))
        own = [one for one in tables if next(iter(one.parts)) == code]
        mean = sum(one.parts[code] for one in own) / len(own) * 100
        yield Explained(
            "led",
            group,
            _("Counted in the tables: led by {country}").format(country=country_name(code)),
            None,
            "",
            "",
            _("The minerals of which the country is the largest processor in the newest table, and its mean share of those."),
            inputs_of(workspace, (key for one in own for key in _of_country(one.records, code))),
            text=_("{count} of {all}, mean share {mean} %").format(count=len(own), all=len(tables), mean=short(mean)),
            cautions=(", ".join(mineral_title(one.mineral) for one in own),),
        )


def _bans(workspace: Workspace, chosen: Selection, mineral: str) -> Iterator[Explained]:
    found = [(one.importer, one.supplier, one.mineral, one.share, str(one.year or ""), one.records, "") for one in stated(workspace)]
    for importer in chosen.importers:
        for one in [table for table in chosen.sources(importer, mineral) if table.parts][:1]:
            code = next(iter(one.parts))
            found.append(
                (
                    importer,
                    code,
                    mineral,
                    one.parts[code] * 100,
                    str(one.year or ""),
                    _of_country(one.records, code),
                    named(one),
                )
            )
    for part in _PARTS:
        group = _("If a supplier stops all") if part == 1 else _("If a supplier stops half")
        for importer, supplier, of, share, when, records, what in found:
            title = _("{supplier} to {importer}: {mineral}").format(
                supplier=country_name(supplier), importer=country_name(importer), mineral=what or mineral_title(of)
            )
            yield Explained(
                f"ban/{importer}/{supplier}/{of}/{when}/{part}",
                group,
                title,
                share * part,
                "%",
                when,
                _("Lost of the importer's supply: the supplier's share × the part that is stopped. Nobody steps in and no stock helps."),
                inputs_of(workspace, records),
            )


def _endowments(workspace: Workspace) -> Iterator[Explained]:
    by: dict[str, list[Figure]] = {}
    for one in workspace.figures.values():
        place = countries().get(one.place)
        if (
            one.kind == "other"
            and one.unit == "%"
            and one.value is not None
            and _WORLD in one.title
            and place is not None
            and place.kind == "region"
        ):
            by.setdefault(one.mineral, []).append(one)
    for mineral, figures in by.items():
        if len({one.place for one in figures}) < 2:
            continue
        total = sum(one.value or 0.0 for one in figures)
        fails = total > 100
        yield Explained(
            f"endowment/{mineral}",
            _("Endowments against 100 %"),
            mineral_title(mineral),
            None,
            "",
            _year(figures[0]),
            _("The shares of the world that regions are said to hold, together; more than 100 % cannot be."),
            inputs_of(workspace, (one.id for one in figures)),
            text=(_("{total} %, more than there is") if fails else _("{total} %, possible")).format(total=f"{total:.4g}"),
            cautions=tuple(dict.fromkeys(note for one in figures for note in _notes(one))),
        )


def _notes(one: Figure) -> tuple[str, ...]:
    return tuple(text for text in (one.relation, one.note) if text)


def _year(one: Figure) -> str:
    return str(one.date.start.year) if one.date is not None else ""
