"""Difficulties of units: where they are said, and when they are not."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.core.io.difficulties.draft import PRICES, Draft, Line, Page, difficulty
from tests.core.io.made import Shown

_SPELLED = {"USD/t": "US$ per tonne", "USD/ozt": "$/troy oz", "USD/lb": "US$/lb", "USD/kg": "$/kg", "EUR/t": "€/t", "CNY/t": "元/吨"}


def _label(line: Line) -> str:
    return line.label


@difficulty("units", "unit row")
def unit_row(draft: Draft, _random: Random) -> Draft:
    def heads(draft: Draft) -> Page:
        return Page([[draft.date_word, *map(draft.label, draft.lines)], [None, *(f"({line.unit})" for line in draft.lines)]])

    return replace(draft, heads=heads, label=_label)


@difficulty("units", "unit row with its label")
def unit_row_label(draft: Draft, _random: Random) -> Draft:
    def heads(draft: Draft) -> Page:
        return Page([[draft.date_word, *map(draft.label, draft.lines)], ["Unit", *(line.unit for line in draft.lines)]])

    return replace(draft, heads=heads, label=_label)


@difficulty("units", "unit spelled")
def spelled(draft: Draft, random: Random) -> Draft:
    between = random.choice([" (", ", "])
    close = ")" if between == " (" else ""
    return replace(draft, label=lambda line: f"{line.label}{between}{_SPELLED.get(line.unit, line.unit)}{close}")


@difficulty("units", "unit in a sentence above")
def sentence(draft: Draft, random: Random) -> Draft:
    unit = random.choice(PRICES)
    told = random.choice(["All prices in {}", "Prices are quoted in {}", "Unit: {}", "({})", "Nominal, {}"]).format(_SPELLED[unit])
    made = draft.with_lines(lambda line: replace(line, unit=unit if line.kind in {"price", "forward", "forecast"} else line.unit))
    return replace(made, label=_label, around=(*made.around, lambda _draft, page: page.under([["Monthly averages"], [told]])))


_CHINESE = {"USD/t": "美元/吨", "USD/ozt": "美元/盎司", "USD/lb": "美元/磅", "USD/kg": "美元/公斤", "EUR/t": "欧元/吨", "CNY/t": "元/吨"}


@difficulty("units", "unit in Chinese")
def chinese(draft: Draft, random: Random) -> Draft:
    left, right = random.choice([("(", ")"), ("（", "）")])
    return replace(draft, label=lambda line: f"{line.label}{left}{_CHINESE.get(line.unit, line.unit)}{right}")


@difficulty("units", "thousands of a unit", "numbers", "formats", "glued", "markers", "kinds")
def thousands(draft: Draft, random: Random) -> Draft:
    """Stocks in thousand tonnes: the unit is kept, nothing is multiplied."""
    spelled = random.choice(["thousand tonnes", "'000 t", "kt", "1,000 metric tons", "千吨", "k tonnes", "Thousand metric tons"])
    made = draft.with_lines(
        lambda line: replace(line, unit="kt", kind="stock", label=f"{line.label} stocks", words=(*line.words, "stocks"))
    )
    return replace(made, label=lambda line: f"{line.label} ({spelled})")


@difficulty("units", "no unit anywhere")
def none(draft: Draft, _random: Random) -> Draft:
    """Only asking is fine."""
    return replace(draft, label=_label)


@difficulty("units", "unit in the number format", "numbers", "formats", "glued", "text", "shape")
def number_format(draft: Draft, random: Random) -> Draft:
    unit, shown = random.choice([("USD/t", '#,##0.0" USD/t"'), ("USD/ozt", '[$$-409]#,##0.00"/ozt"'), ("EUR/t", '#,##0" €/t"')])
    made = draft.with_lines(lambda line: replace(line, unit=unit))
    return replace(made, label=_label, write=lambda point: None if point[0] is None else Shown(point[0], shown))


@difficulty("units", "unit unknown to the trade")
def strange(draft: Draft, _random: Random) -> Draft:
    """Kept as written and told."""
    return draft.with_lines(lambda line: replace(line, unit="zorkmids/blob", kind=""))


@difficulty("units", "index of a base year", "kinds", "names")
def index(draft: Draft, _random: Random) -> Draft:
    return draft.with_lines(lambda line: replace(line, unit="2010=100", kind="index", label=f"{line.label} index"))
