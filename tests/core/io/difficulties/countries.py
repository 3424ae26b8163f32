"""Difficulties of tables of countries: matrices, stages, years in names, totals, markers, shares of trade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from core.model import Mark
from tests.core.io.difficulties.dates import years
from tests.core.io.difficulties.draft import METALS, NO_SERIES, Change, Draft, Page, Rows, difficulty
from tests.core.io.made import Value

COUNTRIES = {
    "China": "CHN", "Chile": "CHL", "Peru": "PER", "Congo (Kinshasa)": "COD", "Australia": "AUS", "Russia": "RUS", "Indonesia": "IDN",
    "Canada": "CAN", "South Africa": "ZAF", "United States": "USA", "Kazakhstan": "KAZ", "Japan": "JPN",
}  # fmt: skip
_OTHER_NAMES = {
    "中國": "CHN", "智利": "CHL", "秘鲁": "PER", "Congo, Dem. Rep.": "COD", "Korea, Republic of": "KOR", "Russian Federation": "RUS",
    "Côte d'Ivoire": "CIV", "Türkiye": "TUR", "Burma": "MMR", "U.S.A.": "USA", "Brazil³": "BRA", "Japane": "JPN", "Vietnam*": "VNM",
}  # fmt: skip


def _supply(draft: Draft, records: list[dict[str, object]], lay: Callable[[Draft], Page]) -> Draft:
    return replace(draft, lines=(), days=(), records=tuple(("supply", record) for record in records), lay=lay, file="supply.xlsx")


_MEASURES = [
    ("mine production", "mining"),
    ("refinery production", "processing"),
    ("reserves", "reserves"),
    ("smelter output", "processing"),
]


def _quantities(random: Random, countries: list[str], columns: int) -> dict[str, list[float]]:
    return {country: [float(random.randint(3_000, 900_000)) for _column in range(columns)] for country in countries}


def _matrix(names: dict[str, str], total: str = "") -> Change:
    def change(draft: Draft, random: Random) -> Draft:
        metal, unit = random.choice(sorted(METALS)), random.choice(["t", "kt"])
        measure, stage = random.choice(_MEASURES)
        countries = random.sample(sorted(names), random.randint(4, 7))
        span = [day.year for day in years(random, random.randint(3, 6), 1995, 2018)]
        values = _quantities(random, countries, len(span))
        rows_of = {**values, **({total: [sum(column) for column in zip(*values.values(), strict=True)]} if total else {})}
        ids = {**names, total: "WLD"}
        records: list[dict[str, object]] = [
            {"mineral": METALS[metal], "country": ids[country], "stage": stage, "year": year, "quantity": value, "unit": unit}
            for country, row in rows_of.items() for year, value in zip(span, row, strict=True)
        ]  # fmt: skip
        title = random.choice([f"World {measure} of {metal.lower()}, {unit}", f"{metal}: {measure} by country ({unit})"])

        def lay(draft: Draft) -> Page:
            rows: Rows = [[title], ["Country", *span]]
            rows += [[country, *(draft.write((value, Mark.NONE)) for value in row)] for country, row in rows_of.items()]
            return Page(rows)

        return _supply(draft, records, lay)

    return change


difficulty("shape", "country x year", *NO_SERIES)(_matrix(COUNTRIES))
difficulty("shape", "country x year, other names of countries", *NO_SERIES)(_matrix(_OTHER_NAMES))
for _total in ("World total (rounded)", "World", "Total", "Grand total", "世界", "合計", "World total²"):
    difficulty("shape", f"country x year with a row {_total}", *NO_SERIES)(_matrix(COUNTRIES, _total))


@difficulty("shape", "country x year beside ranks and shares", *NO_SERIES)
def ranked(draft: Draft, random: Random) -> Draft:
    """A rank before the country and a share after the years; other countries and a world row at the end."""
    metal = random.choice(sorted(METALS))
    countries = random.sample(sorted(COUNTRIES), random.randint(4, 6))
    span = [day.year for day in years(random, 3, 1995, 2018)]
    values = _quantities(random, [*countries, "Other countries"], len(span))
    values["World total"] = [sum(column) for column in zip(*values.values(), strict=True)]
    ids = {**COUNTRIES, "Other countries": "OTH", "World total": "WLD"}
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": ids[country], "stage": "mining", "year": year, "quantity": value, "unit": "t"}
        for country, row in values.items() for year, value in zip(span, row, strict=True)
    ]  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [[f"{metal} mine production, t"], ["Rank", "Country", *span]]
        rows += [
            [at if country in COUNTRIES else None, country, *(draft.write((value, Mark.NONE)) for value in row)]
            for at, (country, row) in enumerate(values.items(), 1)
        ]
        return Page(rows)

    return _supply(draft, records, lay)


@difficulty("shape", "country x stage", *NO_SERIES)
def stages(draft: Draft, random: Random) -> Draft:
    """Mine and refinery production of a year side by side."""
    metal = random.choice(sorted(METALS))
    year = random.randint(2010, 2024)
    countries = random.sample(sorted(COUNTRIES), random.randint(4, 7))
    values = _quantities(random, countries, 2)
    two_rows = random.random() < 0.5
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": COUNTRIES[country], "stage": stage, "year": year, "quantity": value, "unit": "t"}
        for country, row in values.items() for stage, value in zip(("mining", "processing"), row, strict=True)
    ]  # fmt: skip

    def lay(draft: Draft) -> Page:
        head: Rows = [["Country", f"Mine production {year}", f"Refinery production {year}"]]
        if two_rows:
            head = [["Country", "Mine production", "Refinery production"], [None, year, year]]
        rows: Rows = [[f"{metal}, tonnes"], *head]
        return Page(rows + [[country, *(draft.write((value, Mark.NONE)) for value in row)] for country, row in values.items()])

    return _supply(draft, records, lay)


@difficulty("shape", "the year inside the column's name", *NO_SERIES)
def year_inside(draft: Draft, random: Random) -> Draft:
    metal = random.choice(sorted(METALS))
    year = random.randint(2010, 2023)
    columns = random.choice(
        [
            [
                (f"Prod_t_{year}", "mining", year, False),
                (f"Prod_t_est_{year + 1}", "mining", year + 1, True),
                (f"Reserves_t_{year + 1}", "reserves", year + 1, False),
            ],
            [(f"Mine production {year} (t)", "mining", year, False), (f"Mine production {year + 1} (t)", "mining", year + 1, False)],
            [(f"{year} mine production, t", "mining", year, False), (f"{year + 1}e mine production, t", "mining", year + 1, True)],
        ]
    )
    countries = random.sample(sorted(COUNTRIES), random.randint(4, 7))
    values = _quantities(random, countries, len(columns))
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": COUNTRIES[country], "stage": stage, "year": of, "quantity": value, "unit": "t",
            "estimated": estimated}
        for country, row in values.items() for (_head, stage, of, estimated), value in zip(columns, row, strict=True)
    ]  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Commodity", "Country", "Type", *(head for head, *_rest in columns)]]
        rows += [
            [metal, country, "Mine production", *(draft.write((value, Mark.NONE)) for value in row)] for country, row in values.items()
        ]
        return Page(rows)

    return _supply(draft, records, lay)


@difficulty("shape", "a row a country with mixed units", *NO_SERIES)
def mixed_units(draft: Draft, random: Random) -> Draft:
    """Mineral, country, year, amount and a unit a row."""
    chosen = [(metal, country) for metal in random.sample(sorted(METALS), 3) for country in random.sample(sorted(COUNTRIES), 4)]
    units = {
        metal: random.choice([("t", "metric tons"), ("kg", "kilograms"), ("kt", "thousand metric tons")]) for metal, _country in chosen
    }
    year = random.randint(2010, 2024)
    values = {one: float(random.randint(100, 90_000)) for one in chosen}
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": COUNTRIES[country], "stage": "mining", "year": year, "quantity": values[metal, country],
            "unit": units[metal][0]}
        for metal, country in chosen
    ]  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Commodity", "Country", "Type", "Unit", "Year", "Production"]]
        rows += [
            [metal, country, "Mine production", units[metal][1], year, draft.write((values[metal, country], Mark.NONE))]
            for metal, country in chosen
        ]
        return Page(rows)

    return _supply(draft, records, lay)


@difficulty("shape", "scores with their errors", *NO_SERIES, "numbers")
def scores(draft: Draft, random: Random) -> Draft:
    countries = random.sample(sorted(COUNTRIES), random.randint(4, 8))
    span = [day.year for day in years(random, 2, 2005, 2018)]
    values = {(country, year): (random.randint(-250, 250) / 100, random.randint(5, 40) / 100) for country in countries for year in span}
    records = tuple(
        ("indicators", {"country": COUNTRIES[country], "year": year, "value": value, "error": error})
        for (country, year), (value, error) in values.items()
    )

    def lay(_draft: Draft) -> Page:
        top: list[Value] = [None, *(year for year in span for _column in range(3))]
        head: list[Value] = ["Country/Territory", *(word for _year in span for word in ("Estimate", "StdErr", "Rank"))]
        rows: Rows = [["Political stability and absence of violence"], [], top, head]
        rows += [[country, *(cell for year in span for cell in (*values[country, year], 50.0))] for country in countries]
        return Page(rows)

    return replace(draft, lines=(), days=(), records=records, lay=lay, file="governance.xlsx")


@difficulty("shape", "shares of trade", *NO_SERIES, "numbers")
def trade(draft: Draft, random: Random) -> Draft:
    chosen = [
        (metal, country, random.randint(1, 99))
        for metal in random.sample(sorted(METALS), 3)
        for country in random.sample(sorted(COUNTRIES), 3)
    ]
    records = tuple(
        ("trade", {"mineral": METALS[metal], "supplier": COUNTRIES[country], "share": float(share)}) for metal, country, share in chosen
    )
    percent = random.choice([lambda share: share, lambda share: f"{share}%", lambda share: f"{share} %"])

    def lay(_draft: Draft) -> Page:
        return Page(
            [["Importer", "Mineral", "Supplier", "Share %"], *(["EU", metal, country, percent(share)] for metal, country, share in chosen)]
        )

    return replace(draft, lines=(), days=(), records=records, lay=lay, file="trade.xlsx")


@difficulty("shape", "years down, countries across", *NO_SERIES)
def countries_across(draft: Draft, random: Random) -> Draft:
    """A row a year, a column a country: the matrix on its side."""
    metal, unit = random.choice(sorted(METALS)), random.choice(["t", "kt"])
    countries = random.sample(sorted(COUNTRIES), random.randint(3, 6))
    span = [day.year for day in years(random, random.randint(5, 12), 1990, 2010)]
    values = _quantities(random, countries, len(span))
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": COUNTRIES[country], "stage": "mining", "year": year, "quantity": value, "unit": unit}
        for country, column in values.items() for year, value in zip(span, column, strict=True)
    ]  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [[f"Mine production of {metal.lower()} by country, {unit}"], ["Year", *countries]]
        rows += [[year, *(draft.write((values[country][at], Mark.NONE)) for country in countries)] for at, year in enumerate(span)]
        return Page(rows)

    return _supply(draft, records, lay)


@difficulty("shape", "a row a country and year", *NO_SERIES)
def country_year_rows(draft: Draft, random: Random) -> Draft:
    metal = random.choice(sorted(METALS))
    countries = random.sample(sorted(COUNTRIES), random.randint(4, 6))
    span = [day.year for day in years(random, 4, 1995, 2018)]
    values = {(country, year): float(random.randint(100, 90_000)) for country in countries for year in span}
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": COUNTRIES[country], "stage": "mining", "year": year, "quantity": value, "unit": "t"}
        for (country, year), value in values.items()
    ]  # fmt: skip
    head = random.choice(
        [["Country", "Year", "Production (t)"], ["Country or area", "Year", "Quantity, tonnes"], ["Nation", "Year", "Mine output, t"]]
    )

    def lay(draft: Draft) -> Page:
        return Page(
            [
                [f"{metal} mine production"],
                list(head),
                *([country, year, draft.write((value, Mark.NONE))] for (country, year), value in values.items()),
            ]
        )

    return _supply(draft, records, lay)


_MARKED: dict[str, dict[str, object]] = {
    "W": {"quantity": None}, "NA": {"quantity": None}, ">50": {"quantity": 50.0, "comparator": ">"},
    "1,200e": {"quantity": 1200.0, "estimated": True},
    "<5": {"quantity": 5.0, "comparator": "<"}, "3,400³": {"quantity": 3400.0}, "12 000": {"quantity": 12000.0},
}  # fmt: skip


@difficulty("shape", "country x year with markers", *NO_SERIES, "numbers", "text")
def marked_matrix(draft: Draft, random: Random) -> Draft:
    """Withheld, not available, bounds, estimates and footnotes among the numbers."""
    metal = random.choice(sorted(METALS))
    countries = random.sample(sorted(COUNTRIES), 6)
    span = [day.year for day in years(random, 3, 1995, 2018)]
    cells = {(country, year): float(random.randint(3_000, 900_000)) for country in countries for year in span}
    words = dict(zip(random.sample(sorted(cells), 4), random.sample(sorted(_MARKED), 4), strict=True))
    plain = {"mineral": METALS[metal], "stage": "mining", "unit": "t", "comparator": "", "estimated": False}
    records: list[dict[str, object]] = [
        {**plain, "country": COUNTRIES[country], "year": year, "quantity": value, **_MARKED.get(words.get((country, year), ""), {})}
        for (country, year), value in cells.items()
    ]  # fmt: skip

    def lay(_draft: Draft) -> Page:
        rows: Rows = [[f"World mine production of {metal.lower()}, tonnes"], ["Country", *span]]
        rows += [[country, *(words.get((country, year), cells[country, year]) for year in span)] for country in countries]
        return Page([*rows, ["W Withheld to avoid disclosing company data. NA Not available."]])

    return _supply(draft, records, lay)
