"""Difficulties of reports of one day: blocks with totals, the date in words, curves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random

from core.model import Mark
from tests.core.io.difficulties.draft import METALS, NOT_WIDE, Draft, Line, Page, Rows, difficulty, prices
from tests.core.io.made import Value

_DAY_LINES: list[Callable[[dt.date], str]] = [
    lambda day: f"Activity Date: {day:%m/%d/%Y}", lambda day: f"As of {day.day} {day:%B %Y}", lambda day: f"Report date: {day:%B %d, %Y}",
    lambda day: f"Date: {day:%Y-%m-%d}", lambda day: f"Data for {day:%d-%b-%Y}", lambda day: f"截至 {day.year}年{day.month}月{day.day}日",
]  # fmt: skip


def _a_day(random: Random) -> dt.date:
    return dt.date(random.randint(2015, 2026), random.randint(1, 11), random.randint(13, 28))


@difficulty("shape", "blocks a depository", *NOT_WIDE, "dates", "order", "names", "numbers", "formats", "glued", "markers", "below")
def depositories(draft: Draft, random: Random) -> Draft:
    """One metal: for each depository Registered, Eligible and Total; grand totals, which may be kept or left out, never added."""
    metal = random.choice(["Silver", "Gold", "Copper", "Platinum"])
    day = _a_day(random)
    vaults = random.sample(
        ["NORTH VAULT, INC.", "SOUTH VAULT", "BRINK'S", "HARBOR DEPOSITORY LLC", "DELTA WAREHOUSE"], random.randint(2, 4)
    )
    unit, written = random.choice([("ozt", "Troy Ounce"), ("ozt", "Troy ounces"), ("t", "Tonnes")])
    values = {vault: (random.randint(10, 99_999), random.randint(10, 99_999)) for vault in vaults}
    told = random.choice(_DAY_LINES)
    stock = {"mineral": metal.casefold(), "unit": unit, "kind": "stock"}

    def line(words: tuple[str, ...], value: float, *, optional: bool = False) -> Line:
        return Line(" ".join(words), points={day: (float(value), Mark.NONE)}, words=words, optional=optional, **stock)

    lines = [
        line((vault.casefold(), part), value)
        for vault in vaults
        for part, value in zip(("registered", "eligible"), values[vault], strict=True)
    ]
    lines += [line((vault.casefold(), "total"), sum(values[vault]), optional=True) for vault in vaults]
    both = [sum(one[at] for one in values.values()) for at in (0, 1)]
    lines += [
        line(("total", "registered"), both[0], optional=True),
        line(("total", "eligible"), both[1], optional=True),
        line(("total",), sum(both), optional=True),
    ]
    moves = random.random() < 0.5
    grand = random.choice(["COMBINED TOTAL", "GRAND TOTAL"])

    def lay(draft: Draft) -> Page:
        def row(label: str, value: float) -> list[Value]:
            return [label, *([value] if moves else []), value]

        rows: Rows = [["METAL DEPOSITORY STATISTICS"], [metal.upper()], [written], [told(day)], []]
        rows += [["DEPOSITORY", *(["PREV TOTAL"] if moves else []), "TOTAL TODAY"], []]
        for vault in vaults:
            registered, eligible = values[vault]
            rows += [[vault], row("  Registered", registered), row("  Eligible", eligible), row("  Total", registered + eligible), []]
        rows += [row("TOTAL REGISTERED", both[0]), row("TOTAL ELIGIBLE", both[1]), row(grand, sum(both))]
        return Page(rows)

    return replace(draft, lines=tuple(lines), days=(day,), lay=lay, file=f"{metal}_stocks.xls")


def _of_day(draft: Draft, random: Random, day: dt.date) -> Draft:
    """The draft with three lines or more, of this day alone."""
    draft = replace(draft.with_lines(lambda line: replace(line, points={day: line.points[draft.days[0]]})), days=(day,))
    taken = {line.mineral for line in draft.lines}
    rest = [metal for metal in sorted(METALS) if METALS[metal] not in taken][: max(0, 3 - len(draft.lines))]
    more = tuple(Line(metal, METALS[metal], "USD/t", prices(random, [day]), words=(metal.casefold(),)) for metal in rest)
    return replace(draft, lines=draft.lines + more)


@difficulty("shape", "a report of one day", *NOT_WIDE, "dates", "order", "markers", "glued", "formats", "below")
def report(draft: Draft, random: Random) -> Draft:
    """Metals down, their prices of one day; the date in the words above."""
    day = _a_day(random)
    draft = _of_day(draft, random, day)
    told = random.choice(_DAY_LINES)
    helper = random.random() < 0.4

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Official prices"], [told(day)], [], ["Metal", "Price", "Unit", *(["Change"] if helper else [])]]
        rows += [[line.label, draft.cell(line, day), line.unit, *([1.5] if helper else [])] for line in draft.lines]
        return Page(rows)

    return replace(draft, lay=lay)


@difficulty("shape", "a report whose day nothing settles", *NOT_WIDE, "dates", "order", "markers", "glued", "formats", "below")
def unsettled_report(draft: Draft, random: Random) -> Draft:
    """11/05/2026 without another date: only asking is fine."""
    day = dt.date(random.randint(2015, 2026), random.randint(1, 5), random.randint(6, 12))
    form = random.choice(["%m/%d/%Y", "%d/%m/%Y"])

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Official prices"], [f"Date: {day.strftime(form)}"], [], ["Metal", "Price", "Unit"]]
        return Page(rows + [[line.label, draft.cell(line, day), line.unit] for line in draft.lines])

    return replace(_of_day(draft, random, day), lay=lay)


@difficulty("shape", "a report without a date", *NOT_WIDE, "dates", "order", "markers", "glued", "formats", "below")
def undated_report(draft: Draft, random: Random) -> Draft:
    """Only asking is fine."""
    day = _a_day(random)

    def lay(draft: Draft) -> Page:
        return Page(
            [["Official prices"], ["Metal", "Price", "Unit"], *([line.label, draft.cell(line, day), line.unit] for line in draft.lines)]
        )

    return replace(_of_day(draft, random, day), lay=lay)


@difficulty("shape", "a forward curve of one day", *NOT_WIDE, "dates", "order", "names", "markers", "glued", "below")
def curve(draft: Draft, random: Random) -> Draft:
    """Tenors down, their prices of one day."""
    day = _a_day(random)
    line = draft.lines[0]
    tenors = random.choice([["Cash", "3M", "15M", "27M"], ["M+1", "M+2", "M+3", "M+4"]])
    told = random.choice(_DAY_LINES)
    lines = tuple(
        replace(line, label=tenor, tenor=tenor if tenor != "Cash" else "cash", kind="" if tenor == "Cash" else "forward",
            words=(tenor.casefold(),), points={day: (round(5_000 + 11.5 * at, 1), Mark.NONE)})
        for at, tenor in enumerate(tenors)
    )  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [[f"{line.label} forward curve"], [told(day)], [], ["Tenor", f"Price ({line.unit})"]]
        return Page(rows + [[one.label, draft.cell(one, day)] for one in draft.lines])

    return replace(draft, lines=lines, days=(day,), lay=lay)
