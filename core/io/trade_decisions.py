"""What has to be decided about a table of trade: which way it runs, whose imports they are, of what mineral, in what unit, of when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.io.cells import Sheet
from core.io.columns import text_at
from core.io.country_tables import COUNTRY_FIELD, MINERAL_FIELD
from core.io.guess import mineral_of, unit_around
from core.io.recipe import Decision, Role, TableRecipe
from core.io.spans import read_span
from core.io.trade_tables import QUANTITY_FIELD, SOURCES_FIELD, whole
from core.model.countries import countries_in

IMPORTERS, PERIOD = "importers", "period"
ACROSS, DOWN = "across", "down"
_IMPORTER = re.compile(r"\bimport(?:er|ing)s?\b|\bbuyers?\b|\bdestinations?\b|\bto\b|進口國|进口国|進口方|进口方|買方|买方", re.I)
_SUPPLIER = re.compile(
    r"\bsuppl(?:ier|ying)s?\b|\bexport(?:er|ing)s?\b|\bsources?\b|\borigins?\b|\bsellers?\b|\bfrom\b|供應國|供应国|出口國|出口国|來源國|来源国",
    re.I,
)
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s*[-–—/至到]\s*(?:(?:19|20)\d\d|\d\d))?(?!\d)")


def trade_decisions(sheet: Sheet, recipe: TableRecipe, around: Sequence[str]) -> list[Decision]:
    """The decisions about a table of trade; what the texts around it do not say is open."""
    fields = {one.field for one in recipe.columns}
    found: list[Decision] = []
    if SOURCES_FIELD not in fields:
        found.append(_direction(sheet, recipe, around))
    elif COUNTRY_FIELD not in fields:
        found.append(whose_imports(recipe, around))
    if MINERAL_FIELD not in fields:
        found.append(of_mineral(around))
    if QUANTITY_FIELD in fields and not all(one.unit for one in recipe.having(Role.VALUE)):
        unit, evidence = unit_around(around)
        found.append(Decision("unit", unit, evidence, certain=bool(unit)))
    found += [Decision(PERIOD, period, line) for line, period in _periods((*_headers(recipe), *around))][:1]
    return found


def whose_imports(recipe: TableRecipe, around: Sequence[str]) -> Decision:
    """The importer of a table that names none: the one country in its headers or in the texts around it, else it is asked."""
    evidence = next((text for text in (*_headers(recipe), *around) if len(countries_in(text)) == 1), "")
    return Decision("country", countries_in(evidence)[0] if evidence else "", evidence, certain=bool(evidence))


def of_mineral(around: Sequence[str]) -> Decision:
    """The mineral of a table that names none in its rows."""
    evidence = next((text for text in around if mineral_of(text)), "")
    return Decision("mineral", mineral_of(evidence) if evidence else "", evidence, certain=bool(evidence))


def _headers(recipe: TableRecipe) -> list[str]:
    return [one.header for one in recipe.having(Role.VALUE) if one.field == SOURCES_FIELD]


def _direction(sheet: Sheet, recipe: TableRecipe, around: Sequence[str]) -> Decision:
    """Whether importers run across or down: the corner or a line above says it, else the shares of one of them add up to 100 %."""
    names = next(one for one in recipe.having(Role.NAME) if one.field == COUNTRY_FIELD)  # without it the table is none of trade
    above = recipe.head_row - 1
    group = " ".join(filter(None, (text_at(sheet, above, one.column) for one in recipe.having(Role.VALUE))))
    choices = (ACROSS, DOWN)
    for text, of_rows in ((names.header, True), (group, False), *((line, True) for line in around if _SUPPLIER.search(line))):
        importer, supplier = _IMPORTER.search(text), _SUPPLIER.search(text)
        if importer and supplier:
            rows_import = importer.start() < supplier.start()  # Supplier \ Importer: the rows first
            if text not in (names.header, group) or not re.search(r"[\\/|→]", text):
                continue
            return Decision(IMPORTERS, DOWN if rows_import else ACROSS, text, choices)
        if (importer or supplier) and text in (names.header, group):
            return Decision(IMPORTERS, DOWN if bool(importer) is of_rows else ACROSS, text, choices)
    if all(one.unit == "%" for one in recipe.having(Role.VALUE)):
        for total in (100.0, 1.0):
            columns, rows = whole(sheet, recipe, recipe.columns, total)
            if columns != rows:
                return Decision(IMPORTERS, ACROSS if columns else DOWN, f"{total:g}", choices)
    return Decision(IMPORTERS, ACROSS, names.header, choices, certain=False)


def _periods(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The years that lines name, as text: 2020-2023 or 2023."""
    found = []
    for line in lines:
        years = _YEARS.search(line)
        if years:
            span = read_span(years[0])
            found.append((line, f"{span[0]}-{span[1]}" if span is not None and span[1] is not None else years[0]))
    return found
