"""Difficulties of headers: how many rows, what they say, and where the name stands when they do not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from tests.core.io.difficulties.draft import Change, Draft, Line, Page, Point, difficulty
from tests.core.io.made import Value

_LABELS = {"n": "Name", "u": "Unit", "c": "Code", "f": "Frequency", "s": "Scenario", "d": "Description"}
_ROWS = {
    "names, units": "nu", "names, codes": "nc", "names, units, codes": "nuc", "names, codes, units": "ncu",
    "names, frequencies, units": "nfu",
    "names, units, codes, frequencies": "nucf", "names, units, codes, frequencies, scenarios": "nucfs", "codes, names, units": "cnu",
    "descriptions, names, units": "dnu",
}  # fmt: skip


def _rows(kinds: str) -> Change:
    """Header rows with their labels in the first column, or the word of the dates in the last row or in the first, or nothing."""

    def change(draft: Draft, random: Random) -> Draft:
        corner = random.choice(["labels", "last", "first", "nothing"])

        def first(draft: Draft, at: int) -> Value:
            dated = (corner == "last" and at == len(kinds) - 1) or (corner == "first" and at == 0)
            return _LABELS[kinds[at]] if corner == "labels" else draft.date_word if dated else None

        def heads(draft: Draft) -> Page:
            return Page(
                [
                    [first(draft, at), *(_said(kind, line, number) for number, line in enumerate(draft.lines))]
                    for at, kind in enumerate(kinds)
                ]
            )

        return replace(draft, heads=heads, label=lambda line: line.label)

    return change


def _said(kind: str, line: Line, at: int) -> Value:
    return {
        "n": line.label, "u": line.unit, "c": f"PX_{line.label[:3].upper()}_{at}", "f": "Monthly", "s": "Base case",
        "d": "Average over the period",
    }[kind]  # fmt: skip


for _name, _kinds in _ROWS.items():
    difficulty("headers", f"header rows: {_name}", "units")(_rows(_kinds))


@difficulty("headers", "no header", "units", "helpers", "tables")
def no_header(draft: Draft, _random: Random) -> Draft:
    """Names and units are unknown: only asking is fine."""
    made = draft.with_lines(lambda line: replace(line, mineral="", words=()))
    return replace(made, heads=lambda _draft: Page([]), file="export.xlsx")


def _grouped(draft: Draft, groups: list[str]) -> Draft:
    """Each line twice or more: of each group, the group's name a word of its title."""
    lines = tuple(
        replace(line, group=group, points=_shifted(line, 7 * at),
            words=(*line.words, *group.casefold().split()), kind="forward" if group == "3-month" else line.kind)
        for at, group in enumerate(groups) for line in draft.lines
    )  # fmt: skip
    return replace(draft, lines=lines)


def _shifted(line: Line, by: float) -> dict[dt.date, Point]:
    return {day: (None if value is None else round(value + by, 1), mark) for day, (value, mark) in line.points.items()}


_GROUPS = (["Base case", "High case"], ["Stated policies", "Net zero", "Announced pledges"], ["Cash", "3-month"], ["Bid", "Ask"])


@difficulty("headers", "groups over columns", "units", "kinds", "formats")
def groups(draft: Draft, random: Random) -> Draft:
    draft = _grouped(draft, random.choice(_GROUPS))
    return replace(draft, heads=lambda draft: _group_head(draft, merged=False))


@difficulty("headers", "merged groups over columns", "units", "kinds", "formats")
def merged_groups(draft: Draft, random: Random) -> Draft:
    draft = _grouped(draft, random.choice(_GROUPS))
    return replace(draft, heads=lambda draft: _group_head(draft, merged=True))


@difficulty("headers", "groups named in each column", "units", "kinds", "formats")
def repeated_groups(draft: Draft, random: Random) -> Draft:
    draft = _grouped(draft, random.choice(_GROUPS))

    def heads(draft: Draft) -> Page:
        return Page([[None, *(line.group for line in draft.lines)], [draft.date_word, *map(draft.label, draft.lines)]])

    return replace(draft, heads=heads)


@difficulty("headers", "scenario one column left of its block", "units", "kinds", "helpers", "shape", "tables", "formats", "gaps")
def scenario_left(draft: Draft, random: Random) -> Draft:
    """The scenario's name stands over a blank column before the block of its columns."""
    draft = _grouped(draft, random.choice(_GROUPS[:2]))

    def lay(draft: Draft) -> Page:
        groups = list(dict.fromkeys(line.group for line in draft.lines))
        of = {group: [line for line in draft.lines if line.group == group] for group in groups}
        rows: list[list[Value]] = [[None], [draft.date_word]]
        for group in groups:
            rows[0] += [group, *([None] * len(of[group]))]
            rows[1] += [None, *map(draft.label, of[group])]
        for day in draft.dated():
            row: list[Value] = [draft.write_day(day)]
            for group in groups:
                row += [None, *(draft.cell(line, day) for line in of[group])]
            rows.append(row)
        return Page(rows)

    return replace(draft, lay=lay)


def _group_head(draft: Draft, *, merged: bool) -> Page:
    top: list[Value] = [None]
    before = ""
    ranges = []
    for at, line in enumerate(draft.lines, 1):
        top.append(line.group if line.group != before else None)
        if line.group == before:
            first = ranges.pop()
            ranges.append((0, first[1], 0, at))
        else:
            ranges.append((0, at, 0, at))
        before = line.group
    made = tuple(one for one in ranges if one[3] > one[1]) if merged else ()
    return Page([top, [draft.date_word, *map(draft.label, draft.lines)]], made)


@difficulty("headers", "staggered header", "units")
def staggered(draft: Draft, _random: Random) -> Draft:
    """The names of every other column one row higher."""

    def heads(draft: Draft) -> Page:
        upper: list[Value] = [None]
        lower: list[Value] = [draft.date_word]
        for at, line in enumerate(draft.lines):
            upper.append(draft.label(line) if at % 2 == 0 else None)
            lower.append(None if at % 2 == 0 else draft.label(line))
        return Page([upper, lower])

    return replace(draft, heads=heads)


@difficulty("headers", "a blank row under the header")
def parted(draft: Draft, _random: Random) -> Draft:
    heads = draft.heads
    return replace(draft, heads=lambda draft: heads(draft).over([[]]))


@difficulty("headers", "the date's column has no word")
def no_date_word(draft: Draft, _random: Random) -> Draft:
    return replace(draft, date_word="")


@difficulty("headers", "the date's column is named otherwise")
def other_date_word(draft: Draft, random: Random) -> Draft:
    return replace(
        draft, date_word=random.choice(["Period", "Month", "日期", "年月", "Trade date", "As of", "Obs.", "TIME_PERIOD", "Datum"])
    )


@difficulty("headers", "line breaks in the header")
def broken_lines(draft: Draft, _random: Random) -> Draft:
    return replace(draft, label=lambda line: f"{line.label}\n({line.unit})")


def _named(place: str) -> Change:
    """One price column that says only Price; its metal stands elsewhere."""

    def change(draft: Draft, random: Random) -> Draft:
        line = draft.lines[0]
        word = random.choice(["Price", "Close", "Value", "Settlement price"])
        made = replace(draft, lines=(replace(line, words=(), kind=""),), label=lambda line: f"{word} ({line.unit})")
        match place:
            case "sheet":
                return replace(made, sheet=line.label, file="prices.xlsx")
            case "file":
                return replace(made, file=f"{line.label.lower()}_prices_2024-05.xlsx")
            case _:
                return replace(
                    made,
                    file="export.xlsx",
                    around=(*made.around, lambda _draft, page: page.under([[line.label], *([[]] if random_blank else [])])),
                )

    random_blank = place == "row, blank"
    return change


for _place, _name in {
    "sheet": "name in the sheet's name",
    "file": "name in the file's name",
    "row": "name alone in a row above",
    "row, blank": "name alone above a blank row",
}.items():
    difficulty(
        "headers", _name, "units", "kinds", "names", "tables", "helpers", "shape", "formats", *(("text",) if _place == "sheet" else ())
    )(_named(_place))


@difficulty("tables", "a sheet a metal", "headers", "shape", "text", "book", "kinds", "names", "units", "formats")
def sheet_each(draft: Draft, random: Random) -> Draft:
    """Each metal on a sheet of its name, each with a column Price."""
    from tests.core.io.made import book, sheet

    def bind(draft: Draft, _page: Page):  # type: ignore[no-untyped-def]
        pages = []
        for line in draft.lines:
            one = replace(draft, lines=(line,))
            pages.append(sheet(one.page().rows, line.label))
        return book(*pages, path="prices.xlsx")

    made = replace(draft, label=lambda line: f"Price ({line.unit})", bind=bind)
    return made.with_lines(lambda line: replace(line, words=(), kind=""))
