"""Tables of who supplies whom: suppliers down and importers across (or the other way), or a row a mineral with its sources in words.

Supplier   EU    Japan        Mineral    Import sources (2020-23)
China      71%   60%          Gallium    China (54%), Japan (12%), other (34%)
Other      29%   40%          Yttrium    China, 93%; Germany, 4%; and other, 3%
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.io.blocks import Block
from core.io.cells import Sheet
from core.io.columns import Look, looks, text_at, texts_of
from core.io.country_tables import COUNTRY_FIELD, MINERAL_FIELD, is_total
from core.io.guess import clean_title, unit_id
from core.io.headers import sentence_rows
from core.io.number_columns import read_numbers
from core.io.recipe import ColumnRole, Orientation, Role, TableRecipe
from core.io.roles import percent_scale
from core.model.countries import country_id
from core.model.minerals import mineral_id

SOURCES_FIELD, SHARE_FIELD, QUANTITY_FIELD = "sources", "share", "quantity"
_HEADER_ROWS = 8  # among which the header of a run is looked for
_KNOWN = 0.6  # share of texts that must be countries, minerals or lists of sources
_MOST_COLUMNS = 300
_TOLD = 60  # texts of a column that are looked up
_ALL = re.compile(r"(?:total )?(?:imports?|exports?|sum)|all (?:suppliers|importers|sources)|world totals?", re.I)
_SOURCE = re.compile(
    r"(?P<name>[^\d%<>~≈;；]{2,60}?)\s*[,:：(（]?\s*[(（]?(?P<sign>[<>~≈≥≤]|less than|more than|about)?\s*(?P<share>\d{1,3}(?:\.\d+)?)\s*"
    r"(?:%|％|percent|per cent)\s*[)）]?",
    re.I,
)
_BETWEEN = re.compile(r"^[\s,;，；、.和與与及]*(?:and\s+)?", re.I)
_PRODUCT = re.compile(r"[:：—]\s*")
_SIGNS = {"≈": "~", "≥": ">=", "≤": "<=", "less than": "<", "more than": ">"}


@dataclass(frozen=True, slots=True)
class ImportSource:
    """One supplier in a list of import sources: its name as written, its share in percent; product: what, if the list says so."""

    name: str
    share: float
    comparator: str = ""
    product: str = ""


def import_sources(text: str) -> tuple[ImportSource, ...]:
    """The suppliers in "China (54%), Japan (12%), other (34%)" or "Metal: China, 60%; other, 40%. Oxide: ..."; empty when it is no list."""
    found: list[ImportSource] = []
    product, at = "", 0
    for one in _SOURCE.finditer(text):
        if text[at : one.start()].strip(" ,;，；、.。"):
            return ()  # other words stand between: a sentence, not a list
        at = one.end()
        name = _BETWEEN.sub("", one["name"]).strip(" ,(（")
        parts = _PRODUCT.split(name)
        if len(parts) > 1:
            product, name = parts[-2].strip(), parts[-1].strip()
        sign = (one["sign"] or "").casefold()
        found.append(ImportSource(name, float(one["share"]), _SIGNS.get(sign, sign), product))
    return tuple(found) if found and not re.search(r"\w", text[at:]) and all(one.name for one in found) else ()


def adds_up(name: str) -> bool:
    """Whether a row or column of this name adds up the others."""
    return is_total(name) or country_id(name) == "WLD" or _ALL.fullmatch(name.strip()) is not None


def trade_table(sheet: Sheet, run: Block) -> TableRecipe | None:
    """The table of trade whose header is among the first rows of `run`; None when there is none."""
    if run.last_column == run.first_column or run.last_column - run.first_column > _MOST_COLUMNS:
        return None
    for row in range(run.first_row, min(run.first_row + _HEADER_ROWS, run.last_row)):
        made = _matrix(sheet, run, row) or _lists(sheet, run, row)
        if made is not None:
            above = sentence_rows(sheet, run.first_row, row - 1, run.first_column, run.last_column)
            return replace(made, above=above)
    return None


def _matrix(sheet: Sheet, run: Block, header: int) -> TableRecipe | None:
    """Numbers under the names of countries, beside the names of countries."""
    words = [text_at(sheet, header, column) for column in range(run.first_column, run.last_column + 1)]
    across = [run.first_column + at for at, word in enumerate(words) if word and _is_country(clean_title(word)[0])]
    proper = [column for column in across if _is_proper(clean_title(words[column - run.first_column])[0])]
    if len(proper) < 2 or len(across) < _KNOWN * sum(bool(word) for word in words[across[0] - run.first_column :]):
        return None
    rows = np.arange(header + 1, run.last_row + 1)
    found = looks(sheet, rows, run.first_column, run.last_column)
    numbers = found[:, [column - run.first_column for column in across]] == Look.NUMBER
    down = next((c for c in range(run.first_column, across[0]) if _mostly(texts_of(sheet, rows, c), _is_country, 2)), None)
    if down is None or not numbers.any():
        return None
    with_numbers = np.flatnonzero(numbers.any(axis=1))
    empty = TableRecipe(
        header + 1, header + 1 + int(with_numbers[-1]), run.first_column, run.last_column, Orientation.SHARES, "trade", (header,), header
    )
    columns = [_of_matrix(sheet, empty, run.first_column + at, word, down, across) for at, word in enumerate(words)]
    return replace(empty, columns=_scaled(sheet, empty, columns))


def _of_matrix(sheet: Sheet, recipe: TableRecipe, column: int, word: str, down: int, across: Sequence[int]) -> ColumnRole:
    rows = np.arange(recipe.first_row, recipe.last_row + 1)
    if column == down:
        return ColumnRole(column, Role.NAME, word, word, field=COUNTRY_FIELD)
    if column in across:
        title, unit = clean_title(word)
        role = Role.IGNORE if adds_up(title) else Role.VALUE
        return ColumnRole(column, role, word, title, unit=unit, field=QUANTITY_FIELD, scale=percent_scale(sheet, recipe, column))
    if column < across[0] and _mostly(texts_of(sheet, rows, column), lambda text: bool(mineral_id(text)), 1):
        return ColumnRole(column, Role.NAME, word, word, field=MINERAL_FIELD)
    return ColumnRole(column, Role.NOTE if word and not adds_up(word) else Role.IGNORE, word, word)


def _scaled(sheet: Sheet, recipe: TableRecipe, columns: list[ColumnRole]) -> tuple[ColumnRole, ...]:
    """The columns of numbers as shares where they are in percent, or add up to 100 or to 1 down or across; else they are quantities."""
    values = [one for one in columns if one.role is Role.VALUE]
    percent = all(one.scale == 100.0 or unit_id(one.unit) == "%" or _percent_texts(sheet, recipe, one.column) for one in values)
    total = 100.0 if any(whole(sheet, recipe, columns, 100.0)) else 1.0 if any(whole(sheet, recipe, columns, 1.0)) else 0.0
    if not percent and not total:
        return tuple(columns)
    scale = 100.0 if total == 1.0 and not percent else None
    return tuple(replace(one, field=SHARE_FIELD, unit="%", scale=scale or one.scale) if one.role is Role.VALUE else one for one in columns)


def whole(sheet: Sheet, recipe: TableRecipe, columns: Sequence[ColumnRole], total: float) -> tuple[bool, bool]:
    """Whether the numbers of most columns, mineral by mineral, and of most rows add up to `total` within one percent, totals left out."""
    values = [one for one in columns if one.role is Role.VALUE]
    names = _named(columns, COUNTRY_FIELD)
    rows = [row for row in range(recipe.first_row, recipe.last_row + 1) if names is None or not adds_up(text_at(sheet, row, names))]
    if not values or not rows:
        return False, False
    first = rows[0]
    grid = np.stack([read_numbers(sheet, slice(first, rows[-1] + 1), one.column, one.decimal).values for one in values], axis=1)
    groups: dict[str, list[int]] = {}
    subject = ""
    minerals = _named(columns, MINERAL_FIELD)
    for row in rows:
        subject = (text_at(sheet, row, minerals) if minerals is not None else "") or subject
        groups.setdefault(subject, []).append(row - first)
    down = np.concatenate([np.nansum(grid[group], axis=0) for group in groups.values()])
    return _near(down, total), _near(np.nansum(grid[np.array(rows) - first], axis=1), total)


def _named(columns: Sequence[ColumnRole], field: str) -> int | None:
    return next((one.column for one in columns if one.role is Role.NAME and one.field == field), None)


def _near(sums: np.ndarray[tuple[int, ...], np.dtype[np.float64]], total: float) -> bool:
    sums = sums[sums > 0]
    return len(sums) > 1 and bool(np.count_nonzero(np.abs(sums - total) <= 0.011 * total) >= 0.8 * len(sums))


def _percent_texts(sheet: Sheet, recipe: TableRecipe, column: int) -> bool:
    texts = texts_of(sheet, np.arange(recipe.first_row, recipe.last_row + 1), column)
    numbers = [text for text in texts if any(character.isdigit() for character in text)]
    return bool(numbers) and all(text.rstrip().endswith(("%", "％")) for text in numbers)


def _lists(sheet: Sheet, run: Block, header: int) -> TableRecipe | None:
    """A column of lists of sources beside a column of minerals, or of importers."""
    rows = np.arange(header + 1, run.last_row + 1)
    for column in range(run.first_column, run.last_column + 1):
        if text_at(sheet, header, column) and _mostly(texts_of(sheet, rows, column), _is_list, 1):
            break
    else:
        return None
    columns = []
    for at in range(run.first_column, run.last_column + 1):
        word, texts = text_at(sheet, header, at), texts_of(sheet, rows, at)
        role, field = Role.NOTE if word else Role.IGNORE, ""
        if at == column:
            role, field = Role.VALUE, SOURCES_FIELD
        elif _mostly(texts, lambda text: bool(mineral_id(text)), 1):
            role, field = Role.NAME, MINERAL_FIELD
        elif _mostly(texts, _is_country, 1):
            role, field = Role.NAME, COUNTRY_FIELD
        columns.append(ColumnRole(at, role, word, word, field=field, unit="%" if field == SOURCES_FIELD else ""))
    return TableRecipe(
        header + 1, run.last_row, run.first_column, run.last_column, Orientation.SHARES, "trade", (header,), header, columns=tuple(columns)
    )


def _is_list(text: str) -> bool:
    sources = import_sources(text) if "%" in text or "％" in text or "percent" in text else ()
    return bool(sources) and any(country_id(one.name) for one in sources)


def _is_country(text: str) -> bool:
    return bool(country_id(text)) or adds_up(text)


def _is_proper(text: str) -> bool:
    """Whether it names a country or bloc; "Other" and "Total" may stand over any columns."""
    return country_id(text) not in {"", "OTH"} and not adds_up(text)


def _mostly(texts: Sequence[str], judge: Callable[[str], bool], least: int) -> bool:
    some = [text for text in texts if text.strip()][:_TOLD]
    return len(some) >= least and sum(map(judge, some)) >= _KNOWN * len(some)
