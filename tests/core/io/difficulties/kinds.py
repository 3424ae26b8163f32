"""Difficulties of kinds: what the series are, names they go by, and columns that are none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from core.model import Mark
from tests.core.io.difficulties.dates import years
from tests.core.io.difficulties.draft import METALS, Change, Draft, Line, difficulty

_KINDS = {
    "stocks": ("stock", "{} stocks", "t"), "warehouse stocks": ("stock", "{} LME warehouse stocks", "t"),
    "holdings of a fund": ("holding", "{} ETF holdings", "ozt"), "imports": ("flow", "{} imports", "t"),
    "open interest": ("position", "{} open interest", "contracts"), "mine production": ("production", "{} mine production", "kt"),
    "cash price": ("price", "{} cash price", "USD/t"),
}  # fmt: skip
_NAMES = {
    "Traditional Chinese": {
        "銅": "copper", "黃金": "gold", "鎳": "nickel", "鈷": "cobalt", "銻": "antimony", "鎵": "gallium", "鍺": "germanium",
        "鋰": "lithium", "鋅": "zinc", "鋁": "aluminium", "鎢": "tungsten",
    },
    "Simplified Chinese": {
        "铜": "copper", "黄金": "gold", "镍": "nickel", "钴": "cobalt", "锑": "antimony", "镓": "gallium", "锗": "germanium",
        "锂": "lithium", "锌": "zinc", "铝": "aluminium", "钨": "tungsten",
    },
    "other spellings": {
        "Aluminum": "aluminium", "Aluminium": "aluminium", "COPPER": "copper", "gold": "gold", "Wolfram": "tungsten",
        "Columbium": "niobium",
    },
    "misspellings": {"Gallum": "gallium", "Germaniun": "germanium", "Antimoney": "antimony", "Lithum": "lithium", "Aluminim": "aluminium"},
    "tin in Chinese": {"錫": "tin", "锡": "tin"},
    "symbols": {"Cu": "copper", "Au": "gold", "Sn": "tin", "Ni": "nickel", "Zn": "zinc", "Li": "lithium"},
    "bilingual": {"Gallium 鎵": "gallium", "Copper 铜": "copper", "Tin 錫": "tin", "Nickel (鎳)": "nickel"},
}  # fmt: skip


def _kind(kind: str, label: str, unit: str) -> Change:
    def change(draft: Draft, _random: Random) -> Draft:
        def line(one: Line) -> Line:
            named = label.format(one.label)
            return replace(one, label=named, kind=kind, unit=unit, words=(*one.words, *label.format("").casefold().split()))

        return draft.with_lines(line)

    return change


for _name, _said in _KINDS.items():
    difficulty("kinds", _name)(_kind(*_said))


def _renamed(names: dict[str, str]) -> Change:
    def change(draft: Draft, random: Random) -> Draft:
        chosen = random.sample(sorted(names), min(len(draft.lines), len(names)))
        lines = tuple(
            replace(line, label=line.label.replace(_metal(line), name), mineral=names[name], words=(name.casefold(), *line.words[1:]))
            for line, name in zip(draft.lines, chosen, strict=False)
        )
        return replace(draft, lines=lines)

    return change


def _metal(line: Line) -> str:
    return next(metal for metal, mineral in METALS.items() if mineral == line.mineral)


for _name, _names in _NAMES.items():
    difficulty("names", f"names: {_name}")(_renamed(_names))


@difficulty("names", "names: footnotes glued")
def footnotes(draft: Draft, random: Random) -> Draft:
    mark = random.choice(["¹", "²", "*", " 1/", "¹ ²"])
    return draft.with_lines(lambda line: replace(line, label=f"{line.label}{mark}", without=(mark.strip(),)))


@difficulty("names", "names: unknown")
def unknown(draft: Draft, random: Random) -> Draft:
    """No mineral: kept as it is, and nothing guessed."""
    names = random.sample(["Unobtainium", "Vibranium", "Basket A", "Grade II mix", "Adamantium", "Product 7"], len(draft.lines))
    lines = tuple(
        replace(line, label=line.label.replace(_metal(line), name), mineral="", words=(name.casefold(), *line.words[1:]))
        for line, name in zip(draft.lines, names, strict=True)
    )
    return replace(draft, lines=lines)


@difficulty("helpers", "helper columns of year and month", "shape")
def helper_dates(draft: Draft, _random: Random) -> Draft:
    return replace(draft, helpers=(("Year", lambda day: day.year), ("Month", lambda day: day.month), ("Day", lambda day: day.day)))


@difficulty("helpers", "helper columns of volume and change", "shape")
def helper_changes(draft: Draft, random: Random) -> Draft:
    change = random.choice(["Change %", "% Chg", "Chg", "漲跌幅", "MoM %", "YoY", "Diff.", "Daily change"])
    return replace(draft, helpers=((change, lambda day: (day.toordinal() % 7 - 3) / 10), ("Volume", lambda day: day.toordinal() % 9000)))


@difficulty("helpers", "a column of remarks", "shape")
def remarks(draft: Draft, _random: Random) -> Draft:
    words = ("firm demand", "see note", None, "holiday in China")
    return replace(draft, helpers=(("Remarks", lambda day: words[day.toordinal() % 4]),))


@difficulty("helpers", "a column of numbers of rows", "shape")
def numbering(draft: Draft, _random: Random) -> Draft:
    order = {day: at + 1 for at, day in enumerate(draft.dated())}
    return replace(draft, helpers=(("No.", order.get),))


@difficulty("helpers", "a date of release beside the date", "shape", "dates")
def released(draft: Draft, _random: Random) -> Draft:
    return replace(draft, date_word="Period", helpers=(("Release date", lambda day: day + dt.timedelta(days=41)),))


@difficulty("kinds", "open, high, low, close", "names", "tables", "helpers", "units", "headers", "shape", "formats", "glued", "markers")
def open_high_low(draft: Draft, random: Random) -> Draft:
    """One metal's day: the close must be there, the others may; the volume is none."""
    first = draft.lines[0]

    def line(word: str, by: float) -> Line:
        points = {day: (round((value or 0) + by, 1), mark) for day, (value, mark) in first.points.items()}
        return replace(
            first, label=word, unit="USD/t", points=points, words=() if word == "Close" else (word.casefold(),), optional=word != "Close"
        )

    lines = tuple(line(word, by) for word, by in (("Open", 1.0), ("High", 4.0), ("Low", -3.0), ("Close", 0.0)))
    title = f"{first.label}, USD/t"
    made = replace(draft, lines=lines, label=lambda line: line.label, file=f"{first.label.lower()}.xlsx")
    return replace(
        made, helpers=(("Volume", lambda day: day.toordinal() % 9000),), around=(*made.around, lambda _draft, page: page.under([[title]]))
    )


@difficulty("kinds", "forecasts by 2027f", "dates", "order", "glued")
def forecast(draft: Draft, random: Random) -> Draft:
    """Years of which the last ones are forecasts."""
    draft = draft.with_days(years(random, len(draft.days), 1990, 2015))
    last = set(draft.days[-2:])
    letter = random.choice(["F", " f", "(f)"]) if random.random() < 0.5 else "f"

    def split(line: Line) -> tuple[Line, ...]:
        known, told = ({day: point for day, point in line.points.items() if (day in last) == told} for told in (False, True))
        return replace(line, points=known), replace(line, points=told, kind="forecast", words=(*line.words, "forecast"))

    return replace(draft, split=split, write_day=lambda day: f"{day.year}{letter}" if day in last else day.year)


_TENORS = {
    "Cash": "cash",
    "3M": "3M",
    "15M": "15M",
    "27M": "27M",
    "M+1": "M+1",
    "M+2": "M+2",
    "M+3": "M+3",
    "3-month": "3M",
    "15-month": "15M",
}


@difficulty("kinds", "forward curve by tenor", "names")
def tenors(draft: Draft, random: Random) -> Draft:
    """One metal at several tenors."""
    names = random.choice([["Cash", "3M", "15M", "27M"], ["M+1", "M+2", "M+3"], ["Cash", "3-month", "15-month"]])
    first = draft.lines[0]
    metal, ahead = first.label, first.points.items()
    lines = tuple(
        Line(f"{metal} {name}", first.mineral, first.unit,
            {day: (round((value or 0) + 10 * at, 1), Mark.NONE) for day, (value, _mark) in ahead},
            kind="price" if name == "Cash" else "forward", words=(metal.casefold(), name.casefold()), tenor=_TENORS[name])
        for at, name in enumerate(names)
    )  # fmt: skip
    return replace(draft, lines=lines)


@difficulty("kinds", "forecast scenario columns", "names")
def scenario_columns(draft: Draft, _random: Random) -> Draft:
    return draft.with_lines(lambda line: replace(line, label=f"{line.label} forecast", kind="forecast", words=(*line.words, "forecast")))
