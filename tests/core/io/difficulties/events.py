"""Difficulties of events: how their dates are said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.core.io.difficulties.countries import COUNTRIES
from tests.core.io.difficulties.draft import NO_SERIES, Change, Draft, Page, Rows, difficulty
from tests.core.io.made import Value

Said = Callable[[dt.date, dt.date], Value]  # of a day and the day that the table is of


_TITLES = [
    "Export licences for gallium",
    "Ban of exports of antimony",
    "Talks on section 232",
    "Quota on cobalt",
    "Duty on nickel ore",
    "Stockpile of tin",
]


def _events(write: Said, true: Said) -> Change:
    def change(draft: Draft, random: Random) -> Draft:
        reference = dt.date(2024, 6, 15)
        some = {
            title: dt.date(random.randint(2021, 2023), random.randint(1, 12), random.randint(1, 28)) for title in random.sample(_TITLES, 4)
        }
        made = [(title, day, random.choice(sorted(COUNTRIES))) for title, day in some.items()]
        records = tuple(
            ("events", {"title": title, "announced": true(day, reference), "actors": (COUNTRIES[country],)}) for title, day, country in made
        )

        def lay(_draft: Draft) -> Page:
            rows: Rows = [["Policy measures"], [f"As of {reference:%d %B %Y}"], [], ["Title", "Announced", "Country", "Status"]]
            return Page(rows + [[title, write(day, reference), country, "announced"] for title, day, country in made])

        return replace(draft, lines=(), days=(), records=records, lay=lay, file="events.xlsx")

    return change


_EVENT_DATES = {
    "days": (lambda day, _of: day, lambda day, _of: f"{day}"),
    "days as text": (lambda day, _of: f"{day:%d-%b-%Y}", lambda day, _of: f"{day}"),
    "months": (lambda day, _of: f"{day:%b %Y}", lambda day, _of: f"{day:%Y-%m}"),
    "years": (lambda day, _of: day.year, lambda day, _of: f"{day.year}"),
    "last September": (lambda day, _of: f"last {day:%B}", lambda day, of: f"{of.year - (day.month >= of.month):04d}-{day.month:02d}"),
    "去年9月": (lambda day, _of: f"去年{day.month}月", lambda day, of: f"{of.year - 1}-{day.month:02d}"),
    "soon": (lambda _day, _of: "to be announced", lambda _day, _of: None),
}
for _name, (_write, _true) in _EVENT_DATES.items():
    difficulty("shape", f"events dated by {_name}", *NO_SERIES, "numbers")(_events(_write, _true))
