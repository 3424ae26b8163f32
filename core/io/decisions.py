"""What has to be decided about a table before it can be read: order of day and month, decimal sign, units, kinds, minerals, names.

What a person decided is never touched; what the file does not say stays open and is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

import numpy as np

from core.io.calendars import part_of_year
from core.io.cells import Kind, Sheet
from core.io.columns import text_at, texts_of
from core.io.country_tables import COUNTRY_FIELD, MINERAL_FIELD, SCORE_FIELD, TYPE_FIELD
from core.io.currencies import currency_in, dollars_of, in_currencies, in_dollars_of, priced_per
from core.io.date_columns import SERIALS, SERIALS_1904, periods_of
from core.io.decimals import DECIMAL, decimals
from core.io.guess import (
    collection_of,
    is_generic,
    is_group,
    kind_of,
    mineral_name,
    mineral_of,
    pretty,
    told_by_name,
    unit_around,
    unit_id,
    unit_inside,
)
from core.io.measures import measure_in, stage_in
from core.io.movements import Movement, movement_of
from core.io.periods import day_order
from core.io.public_workbooks import PublicWorkbook, workbook_of
from core.io.recipe import OF_SERIES, ColumnRole, Decision, Orientation, Role, TableRecipe
from core.io.record_headers import REFERENCE_FIELD, says_published
from core.io.reference_dates import day_of, reference_in
from core.io.relative_dates import depends
from core.io.rhythm import frequency_of
from core.io.roles import unit_of_format
from core.io.row_units import unit_is_for
from core.io.series_names import plain
from core.io.stated_dates import best_date, month_comes_first, stated_dates
from core.io.table_dates import table_dates
from core.io.tenors import curve, dates_deliveries
from core.io.trade_decisions import of_mineral, trade_decisions, whose_imports
from core.io.venues import venue_around
from core.model import FREQUENCIES, PARTS, SERIES_KINDS, FieldKind
from core.model import columns as columns_of
from core.model.countries import countries_in
from core.model.unit_words import CURRENCIES

DAY_FIRST, DATE_SYSTEM, UNIT, FREQUENCY, COLLECTION, KIND, MINERAL, NAME, STAGE, COUNTRY, VENUE, DATE, REFERENCE, PER = (
    "day_first", "date_system", "unit", "frequency", "collection", "kind", "mineral", "name", "stage", "country", "venue",
    "date", "reference", "per",
)  # fmt: skip
OF_ONE_FILE = frozenset({DATE, REFERENCE})  # what a person says of this file and not of the next one of its layout
YES, NO = "yes", "no"
_SIGNS = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP"}
_MEASURES = ("ozt", "g", "kg", "lb", "t")  # that prices are per
_SAMPLE = 2_000  # rows looked at for the order of day and month, and texts for the decimal sign


def decide(sheet: Sheet, recipe: TableRecipe, file_name: str = "") -> TableRecipe:
    """The recipe with every decision taken that the sheet and the file's name allow; those set by a person are kept."""
    kept = {one.key: one for one in recipe.decisions if one.fixed or (one.key == COLLECTION and recipe.remembered)}
    columns: Sequence[ColumnRole] = recipe.columns
    found: list[Decision] = [Decision(COLLECTION, collection_of(file_name) or "sheet", PurePath(file_name).name)]
    if recipe.orientation in OF_SERIES:
        around = _around(sheet, recipe, file_name)
        dated = recipe.orientation is not Orientation.REPORT
        found += _date_decisions(sheet, recipe, kept) if dated else _report_date((*recipe.above, *recipe.below), file_name, kept)
        columns, told = _series_decisions(sheet, recipe, around, kept)
        found += told
        found += [Decision(NAME, _subject(columns, around, file_name), file_name)] if dated else []
        recipe = replace(recipe, kind=_main_kind(columns))
    elif recipe.orientation is Orientation.RECORDS:
        found += _record_dates(sheet, recipe)
        found += _record_trade(sheet, recipe, file_name)
    elif recipe.orientation is Orientation.SHARES:
        columns, decimal = decimals(sheet, recipe, columns, kept.get(DECIMAL))
        found += [decimal] if decimal is not None else []
        found += trade_decisions(sheet, recipe, _around(sheet, recipe, file_name))
    elif recipe.orientation is Orientation.COUNTRIES:
        columns, decimal = decimals(sheet, recipe, columns, kept.get(DECIMAL))
        found += [decimal] if decimal is not None else []
        found += _country_decisions(sheet, recipe, file_name)
    decisions = [kept.pop(one.key, one) for one in found]
    return replace(recipe, columns=tuple(columns), decisions=(*decisions, *kept.values()))


def _around(sheet: Sheet, recipe: TableRecipe, file_name: str) -> tuple[str, ...]:
    """The texts around the table that may say what it is about, the nearest first."""
    own = told_by_name(file_name)
    names = [own if sheet.name == PurePath(file_name).stem else sheet.name, own]
    rows = np.arange(recipe.first_row, min(recipe.last_row, recipe.first_row + _SAMPLE) + 1)
    constant = [texts[0] for one in recipe.having(Role.NOTE) if len(texts := texts_of(sheet, rows, one.column)) == 1]
    named = recipe.having(Role.NAME) if recipe.orientation in {Orientation.REPORT, Orientation.LONG} else ()
    heads = [plain(one.header) for one in named]
    return tuple(dict.fromkeys(text for text in (*constant, *recipe.above[::-1], *names, *heads) if text))


def _date_decisions(sheet: Sheet, recipe: TableRecipe, kept: dict[str, Decision]) -> list[Decision]:
    dates = recipe.having(Role.DATE)
    if not dates:
        return []
    found: list[Decision] = []
    column = dates[0].column
    rows = np.arange(recipe.first_row, min(recipe.last_row, recipe.first_row + _SAMPLE) + 1)
    day_first = True
    if recipe.date_pattern == "numeric":
        decision = _day_first(sheet, rows, column)
        if not decision.certain and recipe.last_row >= rows[-1] + 1:
            decision = _day_first(sheet, np.arange(recipe.first_row, recipe.last_row + 1), column)
        found.append(decision)
        day_first = kept.get(DAY_FIRST, decision).value != NO
    if recipe.date_pattern in {SERIALS, SERIALS_1904}:  # as the file's own system has it; a person may know better
        system = "1904" if recipe.date_pattern == SERIALS_1904 else "1900"
        found.append(Decision(DATE_SYSTEM, system, dates[0].header, ("1900", "1904"), certain=True))
    if recipe.orientation is Orientation.CALENDAR:
        quarters = any(part_of_year(one.title)[1] for one in recipe.having(Role.VALUE))
        return [*found, Decision(FREQUENCY, "quarterly" if quarters else "monthly", "", FREQUENCIES)]
    read = table_dates(sheet, recipe, day_first=day_first)
    days = np.unique(read.days[~np.isnat(read.days)])
    found.append(Decision(FREQUENCY, frequency_of(days, read.precisions), "", FREQUENCIES))
    return found


def _report_date(lines: Sequence[str], file_name: str, kept: dict[str, Decision]) -> list[Decision]:
    """The day that the figures of a report are of, from the words around it; else from the file's name, and then it is asked."""
    dates = stated_dates(lines)
    best = best_date(dates)
    if best is None:
        named = best_date(stated_dates([PurePath(file_name).stem.replace("_", " ")]))
        return [Decision(DATE, "" if named is None else str(named.period.date), "" if named is None else named.text, certain=False)]
    if best.period.other is None:
        return [Decision(DATE, str(best.period.date), best.text)]
    month_first = month_comes_first(dates)
    order = kept.get(DAY_FIRST) or Decision(DAY_FIRST, NO if month_first else YES, best.text, (YES, NO), certain=month_first is not None)
    return [order, Decision(DATE, str(best.period.other if order.value == NO else best.period.date), best.text)]


def _series_decisions(
    sheet: Sheet, recipe: TableRecipe, around: Sequence[str], kept: dict[str, Decision]
) -> tuple[Sequence[ColumnRole], list[Decision]]:
    """What is decided about columns of values, whatever dates them: decimal sign, mineral, unit, kind, venue."""
    columns, decimal = decimals(sheet, recipe, recipe.columns, kept.get(DECIMAL))
    columns, subject = _minerals(recipe, columns, around, kept.get(MINERAL))
    priced, per = _per(columns, around, kept.get(PER))
    columns, unit = _units(sheet, recipe, priced, around, kept.get(UNIT))
    known = workbook_of(recipe.workbook)
    if known is not None:
        columns, per, unit = _known_units(known, tuple(columns), per, unit, _told_by_rows(sheet, recipe, columns))
    columns, kind = _kinds(columns, around, _ahead(recipe, columns), kept.get(KIND))
    if kind is not None and not kind.certain and _units_tell_kinds(sheet, recipe):
        kind = replace(kind, certain=True)
    venue, evidence = venue_around((*around, *recipe.below))
    where = Decision(VENUE, venue, evidence) if venue else None
    if known is not None:
        columns, kind = _known_kinds(known, columns, kind)
        where = where or (Decision(VENUE, known.venue, known.evidence) if known.venue else None)
    return columns, [one for one in (decimal, subject, per, unit, kind, where) if one is not None]


def _known_units(
    known: PublicWorkbook, columns: tuple[ColumnRole, ...], per: Decision | None, unit: Decision | None, by_rows: frozenset[int]
) -> tuple[tuple[ColumnRole, ...], Decision | None, Decision | None]:
    """The columns with the units that the file leaves open, where they are known of the workbook; what a person said stays."""
    if per is not None and not per.certain and known.per:
        columns = tuple(
            replace(one, unit=f"{one.unit}/{known.per}") if _in_money_alone(one) and currency_in(one.title) else one for one in columns
        )
        per = replace(per, value=known.per, evidence=known.evidence, certain=True)
    used, filled = set(), []
    for one in columns:
        told = known.unit_of(one.header) if one.role is Role.VALUE and not one.fixed and one.column not in by_rows else ""
        if told and (not one.unit or told.startswith(f"{unit_id(one.unit)}/")) and not (unit is not None and unit.fixed):
            used.add(told)
            one = replace(one, unit=told)
        filled.append(one)
    if used and (unit is None or not unit.fixed):
        left = any(one.role is Role.VALUE and not one.unit and one.column not in by_rows for one in filled)
        unit = Decision(UNIT, next(iter(used)) if len(used) == 1 and not left else "", known.evidence, certain=not left)
    return tuple(filled), per, unit


def _known_kinds(
    known: PublicWorkbook, columns: tuple[ColumnRole, ...], kind: Decision | None
) -> tuple[tuple[ColumnRole, ...], Decision | None]:
    """The columns with the kind that is known of the workbook, where the file does not tell it."""
    if not known.kind or kind is None or kind.fixed or kind.certain:
        return columns, kind
    columns = tuple(replace(one, kind=one.kind or known.kind) if one.role is Role.VALUE else one for one in columns)
    return columns, replace(kind, value=_main_kind(columns), evidence=known.evidence, certain=True)


def _day_first(sheet: Sheet, rows: np.ndarray[tuple[int], np.dtype[np.int64]], column: int) -> Decision:
    periods = list(periods_of(sheet, rows, column))
    order = day_order(periods)
    shown = texts_of(sheet, rows[:1], column)
    evidence = shown[0] if shown else ""
    if order.day_first is not None:
        return Decision(DAY_FIRST, YES if order.day_first else NO, evidence, (YES, NO))
    settled = not order.ambiguous and not (order.day_first_proofs and order.month_first_proofs)
    return Decision(DAY_FIRST, YES, evidence, (YES, NO), certain=settled)


def _record_dates(sheet: Sheet, recipe: TableRecipe) -> list[Decision]:
    """The order of day and month, over all text columns of a table of records."""
    rows = np.arange(recipe.first_row, recipe.last_row + 1)
    decisions = []
    for one in recipe.having(Role.FIELD):
        periods = [period for period in periods_of(sheet, rows[:_SAMPLE], one.column) if period.pattern == "numeric"]
        if periods:
            decisions.append(_day_first(sheet, rows, one.column))
    certain = [one for one in decisions if one.certain]
    return [*(certain or decisions)[:1], *_reference(sheet, recipe)]


def _record_trade(sheet: Sheet, recipe: TableRecipe, file_name: str) -> list[Decision]:
    """Of a list of trade shares: the importer and the mineral, where no column says them."""
    fields = {one.field for one in recipe.having(Role.FIELD)}
    if recipe.kind != "trade":
        return []
    around = _around(sheet, recipe, file_name)
    importer = [] if "importer" in fields else [whose_imports(recipe, around)]
    return importer + ([] if "mineral" in fields else [of_mineral(around)])


def _reference(sheet: Sheet, recipe: TableRecipe) -> list[Decision]:
    """The day that relative dates ("last September") of a table of records count from, if it has any: what the file says, else asked."""
    column = reference_column(recipe)
    rows = np.arange(recipe.first_row, recipe.last_row + 1)
    if column is not None:
        own = sheet.kinds[rows, column] == Kind.DATE
        rows = rows[[not (dated or day_of(text_at(sheet, row, column))) for dated, row in zip(own, rows.tolist(), strict=True)]]
    dates = {one.name for one in columns_of(PARTS[recipe.kind]) if one.kind is FieldKind.DATE}
    texts = (text for one in recipe.having(Role.FIELD) if one.field in dates for text in texts_of(sheet, rows, one.column)[:_SAMPLE])
    relative = next((text for text in texts if depends(text)), "")
    if not relative:
        return []
    found = reference_in((*recipe.above[::-1], *recipe.below, sheet.name))
    if found is None:
        return [Decision(REFERENCE, "", relative, certain=False)]
    return [Decision(REFERENCE, found.day.isoformat(), found.evidence, certain=found.sure)]


def reference_column(recipe: TableRecipe) -> int | None:
    """The column of the days on which rows were published or reported, from which their relative dates count."""
    fields = recipe.having(Role.FIELD)
    own = next((one.column for one in fields if one.field == REFERENCE_FIELD), None)
    if own is not None:
        return own
    return next((one.column for one in fields if says_published(recipe.kind, one.header)), None)


def _country_decisions(sheet: Sheet, recipe: TableRecipe, file_name: str) -> list[Decision]:
    """What a table of countries is about, where its rows do not say it themselves: the mineral and stage, or the name of the score."""
    around = _around(sheet, recipe, file_name)
    values = recipe.having(Role.VALUE)
    whose = [] if any(one.field == COUNTRY_FIELD for one in recipe.columns) else [_country(around)]
    if recipe.kind != "supply":
        if any(one.field == SCORE_FIELD for one in recipe.columns) or not any(measure_in(one.header).is_main for one in values):
            return whose
        evidence = next(iter((*recipe.above, sheet.name)), "")
        return [*whose, Decision(NAME, evidence, evidence, certain=bool(recipe.above))]
    rows = np.arange(recipe.first_row, recipe.last_row + 1)
    types = [text for one in recipe.columns if one.field == TYPE_FIELD for text in texts_of(sheet, rows, one.column)]
    found: list[Decision] = whose
    named = any(one.field == MINERAL_FIELD for one in recipe.columns) or all(one.mineral for one in values)
    if not named and not (types and all(map(mineral_of, types))):
        notes = [text for one in recipe.having(Role.NOTE) for text in texts_of(sheet, rows, one.column) if mineral_of(text)]
        agreed = notes if len(set(map(mineral_of, notes))) == 1 else []
        evidence = next((text for text in (*around, *types, *agreed) if mineral_of(text)), "")
        found.append(Decision(MINERAL, mineral_of(evidence) if evidence else "", evidence, certain=bool(evidence)))
    if not all(measure_in(one.header).stage for one in values):
        told = [texts_of(sheet, rows, one.column) for one in recipe.columns if one.field in {MINERAL_FIELD, TYPE_FIELD}]
        silent = [text for text in types if not stage_in(text)]
        if not any(texts and all(map(stage_in, texts)) for texts in told):
            found.append(_stage(silent, around))
    if not (all(one.unit for one in values) or recipe.having(Role.UNIT) or (types and all(map(unit_inside, types)))):
        unit, evidence = unit_around(around)
        found.append(Decision(UNIT, unit, evidence, certain=bool(unit)))
    return found


def _country(around: Sequence[str]) -> Decision:
    """Whose figures they are where no column says it: the one country that the texts around the table name, else it is asked."""
    evidence = next((text for text in around if len(countries_in(text)) == 1), "")
    return Decision(COUNTRY, countries_in(evidence)[0] if evidence else "", evidence, certain=bool(evidence))


def _stage(silent: Sequence[str], around: Sequence[str]) -> Decision:
    """The stage of the rows that name none (`silent`: their words): a sentence around the table says it, else it is asked."""
    told = "" if silent else next((text for text in around if stage_in(text)), "")
    return Decision(STAGE, stage_in(told), told or next(iter(silent), ""), ("mining", "processing"), certain=bool(told))


def _minerals(
    recipe: TableRecipe, columns: Sequence[ColumnRole], around: Sequence[str], kept: Decision | None
) -> tuple[tuple[ColumnRole, ...], Decision | None]:
    """A mineral for each value column from its title; where no title names one, what the texts around the table are about."""
    values = [one for one in columns if one.role is Role.VALUE]
    own = {one.column: one.mineral if one.fixed and one.mineral else mineral_of(one.title.replace("_", " ")) for one in values}
    titles = {one.column: one.title for one in values}
    subject, evidence = "", ""
    if kept is not None:
        subject = kept.value
    else:
        evidence = next((text for text in around if mineral_of(text)), "")
        subject = mineral_of(evidence) if evidence else ""
        if 2 * sum(mineral not in {"", subject} for mineral in own.values()) >= len(own):
            subject = ""  # a table of several minerals is about none of them
    if subject:
        own = {column: mineral or _of_subject(subject, titles[column]) for column, mineral in own.items()}
    changed = tuple(replace(one, mineral=own[one.column]) if one.column in own else one for one in columns)
    if recipe.orientation is Orientation.LONG or (kept is None and subject not in own.values()):
        return changed, kept
    return changed, kept or Decision(MINERAL, subject, evidence)


def _of_subject(subject: str, title: str) -> str:
    """The mineral of a series that names none in a table about `subject`: a group says nothing of a series with a name of its own."""
    return "" if is_group(subject) and not is_generic(title) else subject


def _per(columns: Sequence[ColumnRole], around: Sequence[str], kept: Decision | None) -> tuple[Sequence[ColumnRole], Decision | None]:
    """The units of columns that are one price in several currencies; per what it is, a sentence says, else it is asked."""
    money = in_currencies(one.title for one in columns if one.role is Role.VALUE and _in_money_alone(one))
    if not money:
        return columns, None
    measure, evidence = priced_per(around)
    decision = kept or Decision(PER, measure, evidence or next(iter(money)), _MEASURES, certain=bool(measure))
    ending = f"/{decision.value}" if decision.value else ""
    return tuple(
        replace(one, unit=f"{money[one.title]}{ending}") if one.title in money and not one.fixed else one for one in columns
    ), decision


def _in_money_alone(one: ColumnRole) -> bool:
    """Whether the file gives a column no unit, or just a currency."""
    return unit_id(one.unit) in {"", *CURRENCIES} or (one.unit_cell is None and one.unit.startswith(f"{currency_in(one.title)}/"))


def _units(
    sheet: Sheet, recipe: TableRecipe, columns: Sequence[ColumnRole], around: Sequence[str], kept: Decision | None
) -> tuple[tuple[ColumnRole, ...], Decision | None]:
    """A unit for each value column: its own, else the one that a sentence gives for all; what is left is asked."""
    general, evidence = unit_around(around)
    year = dollars_of(around)
    by_column = _told_by_rows(sheet, recipe, columns)
    changed, without = [], 0
    for one in columns:
        if one.role is Role.VALUE and not one.fixed:
            unit = one.unit or ("%" if one.scale == 100.0 else "") or unit_inside(one.header) or _sign(sheet, recipe, one.column)
            unit = unit or unit_of_format(sheet, recipe, one.column)
            if not unit and one.column not in by_column and general and not _contradicts(one.title, general):
                unit = general
            one = replace(one, unit=in_dollars_of(unit, year) or (kept.value if kept is not None else ""))
        without += one.role is Role.VALUE and not one.unit and one.column not in by_column
        changed.append(one)
    if kept is not None:
        return tuple(changed), kept
    if without:
        return tuple(changed), Decision(UNIT, "", evidence, certain=False)
    used = general and any(one.unit == general for one in changed)
    return tuple(changed), Decision(UNIT, general, evidence) if used else None


def _told_by_rows(sheet: Sheet, recipe: TableRecipe, columns: Sequence[ColumnRole]) -> frozenset[int]:
    """The columns of values whose units the rows give, in a column of units or in the names."""
    values = [one for one in columns if one.role is Role.VALUE]
    titles = [one.title for one in values]
    for one in columns:
        if one.role is Role.NAME:
            rows = np.arange(recipe.first_row, min(recipe.last_row, recipe.first_row + _SAMPLE) + 1)
            texts = texts_of(sheet, rows, one.column)
            if texts and all(map(unit_inside, texts)):
                return frozenset(value.column for value in values)
    units = [one for one in columns if one.role is Role.UNIT]
    return frozenset(value.column for value in values if any(unit_is_for(one.title, value.title, titles) for one in units))


def _sign(sheet: Sheet, recipe: TableRecipe, column: int) -> str:
    """% or a currency where the numbers of a column are texts that all have its sign."""
    texts = texts_of(sheet, np.arange(recipe.first_row, min(recipe.last_row, recipe.first_row + _SAMPLE) + 1), column)
    numbers = [text.strip() for text in texts if any(character.isdigit() for character in text)]
    if not numbers:
        return ""
    if all(text.endswith(("%", "％")) for text in numbers):
        return "%"
    return next((money for sign, money in _SIGNS.items() if all(text.lstrip("-(").startswith(sign) for text in numbers)), "")


def _contradicts(title: str, unit: str) -> bool:
    """Whether a column is a price by its title while the unit given for all is an amount, or an amount while that is a price."""
    kind, money = kind_of(title, ""), kind_of("", unit) == "price"
    return (kind == "price" and not money) or (kind in {"stock", "holding", "production", "flow", "position"} and money)


def _ahead(recipe: TableRecipe, columns: Sequence[ColumnRole]) -> frozenset[int]:
    """The columns whose prices are for delivery ahead, as a curve of several tenors, or rows of contracts, show."""
    values = [one for one in columns if one.role is Role.VALUE and unit_id(one.unit) != "%"]
    if recipe.orientation is Orientation.REPORT and any(dates_deliveries(one.title) for one in recipe.having(Role.NAME)):
        return frozenset(one.column for one in values)
    titles = curve(one.title for one in values)
    return frozenset(one.column for one in values if one.title in titles)


def _kinds(
    columns: Sequence[ColumnRole], around: Sequence[str], ahead: frozenset[int], kept: Decision | None
) -> tuple[tuple[ColumnRole, ...], Decision | None]:
    changed = []
    for one in columns:
        if one.role is Role.VALUE and not (one.fixed and one.kind):
            kind = kept.value if kept is not None else kind_of(one.title, one.unit, *around)
            kind = "forward" if kind in {"price", ""} and kept is None and one.column in ahead else kind
            one = replace(one, kind=kind)
        changed.append(one)
    if kept is not None:
        return tuple(changed), kept
    kinds = {one.kind for one in changed if one.role is Role.VALUE}
    value = _main_kind(changed)
    return tuple(changed), Decision(KIND, value if len(kinds) < 2 or "" in kinds else "", "", SERIES_KINDS, certain="" not in kinds)


def _units_tell_kinds(sheet: Sheet, recipe: TableRecipe) -> bool:
    """Whether the rows have units that say what each is: USD/t is a price."""
    rows = np.arange(recipe.first_row, min(recipe.last_row, recipe.first_row + _SAMPLE) + 1)
    units = [text for one in recipe.having(Role.UNIT) for text in texts_of(sheet, rows, one.column)]
    return bool(units) and all(kind_of("", unit) for unit in units)


def _main_kind(columns: Sequence[ColumnRole]) -> str:
    """The kind of a table: that of the stock after, in a report of what came in and went out; else that of most columns."""
    after = [one.kind for one in columns if one.role is Role.VALUE and movement_of(one.title) is Movement.CLOSING]
    if len(after) == 1:
        return after[0]
    counted = Counter(one.kind for one in columns if one.role is Role.VALUE and one.kind)
    return counted.most_common(1)[0][0] if counted else ""


def _subject(columns: Sequence[ColumnRole], around: Sequence[str], file_name: str) -> str:
    """What a series is called whose header names nothing: by the table's one mineral, else by the file."""
    minerals = {one.mineral for one in columns if one.role is Role.VALUE}
    mineral = next(iter(minerals)) if len(minerals) == 1 else ""
    return mineral_name(mineral) if mineral else pretty(file_name) if file_name else around[0] if around else ""
