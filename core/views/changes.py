"""What an import would change, line by line, and the values or records behind each line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.io.importing import ImportPlan, RecordChange, SeriesChange, Status
from core.io.jumps import THRESHOLDS
from core.io.layout import SHEETS
from core.io.missing_now import Gone
from core.io.reviewing import SeriesJumps, jump_remark, jump_words, number, record_title
from core.model import Series, show
from core.words import _, plural

_FIRST = 3  # values or records named in a line
_MOST = 2_000  # details of a line
_ORDER = (Status.CHANGED, Status.NEW, Status.MISSING, Status.UNCHANGED)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One series, or the records of one kind with the same fate.

    jumps: how many of its values are suspicious, which `words` then say first. series: its position in the plan, -1 for others; part: of
    records.
    """

    status: Status
    title: str
    unit: str
    words: str
    jumps: int = 0
    series: int = -1
    part: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """One value or record behind a line. name: its date or title; before, after: what is there and what will be; jump: in words, or empty.

    sheet and cell: where it stands in the file.
    """

    status: Status
    name: str
    before: str
    after: str
    jump: str = ""
    sheet: str = ""
    cell: str = ""


def change_lines(plan: ImportPlan) -> tuple[ChangeLine, ...]:
    """What would change: suspicious values first, then the changed, the new, what is missing now, and the unchanged."""
    jumps = {one.series: one for one in plan.jumps}
    lines = [_series_line(at, one, jumps.get(at)) for at, one in enumerate(plan.series)]
    lines += [_missing_line(at, one) for at, one in enumerate(plan.series) if len(one.missing)]
    groups: dict[tuple[str, Status], list[RecordChange]] = {}
    for one in plan.records:
        groups.setdefault((one.part, one.status), []).append(one)
    for (part, status), group in groups.items():
        lines.append(ChangeLine(status, SHEETS[part], "", plural("{count} record", "{count} records", len(group)), part=part))
    lines += _gone_lines(plan)
    return tuple(sorted(lines, key=lambda line: (not line.jumps, _ORDER.index(line.status))))


def details(plan: ImportPlan, line: ChangeLine) -> tuple[Detail, ...]:
    """The values or records behind a line, of very many the first."""
    if line.series >= 0:
        change = plan.series[line.series]
        jumps = next((one for one in plan.jumps if one.series == line.series), None)
        found = _missing_values(change) if line.status is Status.MISSING else _values(change, jumps)
    elif line.status is Status.MISSING:
        found = (Detail(Status.MISSING, record_title(one.record), _values_of(one), "") for one in plan.gone if one.part == line.part)
    else:
        found = (_record(plan, one) for one in plan.records if (one.part, one.status) == (line.part, line.status))
    return tuple(detail for detail, _at in zip(found, range(_MOST), strict=False))


def status_words(status: Status) -> str:
    """A fate in a word."""
    words = {
        Status.NEW: _("new"),
        Status.CHANGED: _("changed"),
        Status.UNCHANGED: _("unchanged"),
        Status.MISSING: _("missing now"),
    }
    return words[status]


def thresholds() -> tuple[tuple[float, str], ...]:
    """The thresholds for jumps to choose from, with their words."""
    percent, times = _("{number} %"), _("{number} times")
    return tuple((one, percent.format(number=round(100 * one)) if one < 1 else times.format(number=round(1 + one))) for one in THRESHOLDS)


# --- the lines


def _series_line(at: int, one: SeriesChange, jumps: SeriesJumps | None) -> ChangeLine:
    series = one.result
    if one.status is Status.NEW:
        words = plural("{count} value", "{count} values", series.points.filled)
        if len(series.points) == 1:
            words = _("{value} on {date}").format(value=number(float(series.points.values[0])), date=series.points.dates[0])
        elif len(series.points):
            words = _("{values}, {first} to {last}").format(values=words, first=series.points.dates[0], last=series.points.dates[-1])
    elif one.status is Status.UNCHANGED:
        words = ""
    else:
        words = "; ".join(part for part in (_added(one), _revised(one)) if part)
    if jumps is None:
        return ChangeLine(one.status, series.title or series.id, series.unit, words, series=at)
    more = plural("{count} suspicious jump", "{count} suspicious jumps", len(jumps))
    words = "; ".join(part for part in (f"{more}: {jump_words(jumps, 0, series.unit)}", words) if part)
    return ChangeLine(one.status, series.title or series.id, series.unit, words, len(jumps), at)


def _missing_line(at: int, one: SeriesChange) -> ChangeLine:
    points, missing = one.result.points, one.missing
    words = plural("{count} date no longer in the file, kept", "{count} dates no longer in the file, kept", len(missing))
    still = points.dates[~np.isin(points.dates, missing)]
    if len(still) and missing[-1] < still[0]:
        words = _("{missing}: the file begins at {date}").format(missing=words, date=still[0])
    else:
        named = ", ".join(str(day) for day in missing[:_FIRST]) + (", …" if len(missing) > _FIRST else "")
        words = f"{words}: {named}"
    return ChangeLine(Status.MISSING, one.result.title or one.result.id, one.result.unit, words, series=at)


def _gone_lines(plan: ImportPlan) -> Iterator[ChangeLine]:
    groups: dict[str, list[Gone]] = {}
    for one in plan.gone:
        groups.setdefault(one.part, []).append(one)
    for part, group in groups.items():
        named = ", ".join(record_title(one.record) for one in group[:_FIRST]) + (", …" if len(group) > _FIRST else "")
        if part == "series":
            words = plural("{count} series no longer in the file, kept", "{count} series no longer in the file, kept", len(group))
        else:
            words = plural("{count} record no longer in the file, kept", "{count} records no longer in the file, kept", len(group))
        yield ChangeLine(Status.MISSING, SHEETS[part], "", f"{words}: {named}", part=part)


def _added(one: SeriesChange) -> str:
    return plural("{count} new date", "{count} new dates", len(one.added)) if len(one.added) else ""


def _revised(one: SeriesChange) -> str:
    if not len(one.changed):
        return ""
    pairs = zip(one.changed[:_FIRST], one.before[:_FIRST], one.after[:_FIRST], strict=True)
    named = ", ".join(f"{day}: {number(old)} → {number(new)}" for day, old, new in pairs)
    more = ", …" if len(one.changed) > _FIRST else ""
    words = plural("{count} value revised", "{count} values revised", len(one.changed)) + f" ({named}{more})"
    by_hand = int(np.count_nonzero(one.by_hand))
    return words + (", " + plural("{count} of them typed by hand", "{count} of them typed by hand", by_hand) if by_hand else "")


# --- the details


def _values(change: SeriesChange, jumps: SeriesJumps | None) -> Iterator[Detail]:
    """The suspicious values, then the revised, then the new ones, newest first."""
    series = change.result
    revised = dict(zip(change.changed.tolist(), change.before.tolist(), strict=True))
    told: set[object] = set()
    if jumps is not None:
        told = set(jumps.days.tolist())
        for at, day in enumerate(jumps.days):
            yield _value(series, day, revised.get(day.item()), jump_remark(jumps, at, series.unit))
    for day in (one for one in change.changed if one.item() not in told):
        yield _value(series, day, revised[day.item()])
    for day in (one for one in change.added[::-1] if one.item() not in told):
        yield _value(series, day, None)


def _value(series: Series, day: np.datetime64, before: float | None, jump: str = "") -> Detail:
    """A value of the file; before: the one it replaces, None when it is new."""
    at = int(np.searchsorted(series.points.dates, day))
    place = series.place(at)
    sheet, cell = (place.sheet, place.address) if place is not None else ("", "")
    status, old = (Status.NEW, "") if before is None else (Status.CHANGED, number(before))
    return Detail(status, str(day), old, number(float(series.points.values[at])), jump, sheet, cell)


def _missing_values(change: SeriesChange) -> Iterator[Detail]:
    points = change.result.points
    for day in change.missing:
        value = number(float(points.values[np.searchsorted(points.dates, day)]))
        yield Detail(Status.MISSING, str(day), value, value)


def _record(plan: ImportPlan, one: RecordChange) -> Detail:
    def fields(record: object) -> str:
        return "; ".join(f"{name}: {show(getattr(record, name))}" for name in one.fields)

    sheet = plan.understood.tables[one.table].sheet if one.table >= 0 else ""
    cell = str(getattr(one.result, "cell", "")).rpartition("!")[2]
    return Detail(one.status, record_title(one.result), fields(one.old) if one.old is not None else "", fields(one.result), "", sheet, cell)


def _values_of(one: Gone) -> str:
    if isinstance(one.record, Series):
        return plural("{count} value", "{count} values", one.record.points.filled)
    return ""
