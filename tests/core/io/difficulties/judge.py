"""What came of one sheet: right, asked, or silently wrong."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose

import numpy as np

from core.io.guess import unit_id
from core.io.importing import ImportPlan
from core.model import Mark, Problem, Series
from tests.core.io.difficulties.draft import NO_POINT, Draft, Line, Point

_DATES = frozenset({"day_first", "date", "date_system"})
_DATE_RULES = frozenset({"date", "century", "day first", "date twice"})
_OF_THE_MODEL = 0xFF  # marks beyond are the generator's own
_NOTHING_RULES = frozenset({"no dates", "no series", "no table", "empty", "date"})


class Outcome(enum.StrEnum):
    """What an import made of a sheet."""

    RIGHT = "right"
    ASKED = "asked"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, and what was asked or wrong, in words."""

    outcome: Outcome
    reasons: tuple[str, ...] = ()


def judge(draft: Draft, made: ImportPlan) -> Verdict:
    """Compare what would be imported with what the sheet truly says.

    Right: all of it, and nothing else, without a question. Asked: what is not as the truth has it is asked about, or told by a problem
    worse than a note. Wrong: anything else.
    """
    asked = {question.key for table in made.understood.tables for question in table.recipe.questions}
    loud = [one for one in made.problems if one.severity != "note"]
    if draft.empty:
        return Verdict(*_of_nothing(made))
    wrong, open_ = _series(draft, made, asked, loud) if not draft.records else _records(draft, made, asked, loud)
    if wrong:
        return Verdict(Outcome.WRONG, tuple(wrong))
    questions = [f"question {key}" for key in sorted(asked)]
    return Verdict(Outcome.ASKED, (*open_, *questions)) if open_ or questions else Verdict(Outcome.RIGHT)


def _of_nothing(made: ImportPlan) -> tuple[Outcome, tuple[str, ...]]:
    if made.series or made.records:
        return Outcome.WRONG, ("something was imported from nothing",)
    return (Outcome.RIGHT, ()) if made.problems else (Outcome.WRONG, ("nothing was said about nothing",))


def _series(draft: Draft, made: ImportPlan, asked: set[str], loud: list[Problem]) -> tuple[list[str], list[str]]:
    found = [change.result for change in made.series]
    wrong, open_ = [], []
    for line in sorted(draft.truth(), key=lambda one: one.optional):
        one = max(found, key=lambda other: _likeness(line, other), default=None)
        if one is None or _likeness(line, one) < 4:
            if not line.optional and any(point != NO_POINT for point in line.points.values()):
                (open_ if not made.series and _nothing(asked, loud) else wrong).append(f"{line.label} is missing")
            continue
        found.remove(one)
        for aspect, said, is_asked in _differences(line, one, asked, loud):
            (open_ if is_asked else wrong).append(f"{line.label}: {aspect} {said}")
    wrong += [f"{one.title!r} ({one.unit}, {len(one.points)} points) is no series of the sheet" for one in found]
    wrong += [f"{len(made.records)} records of a sheet of series"] if made.records else []
    return wrong, open_


def _nothing(asked: set[str], loud: list[Problem]) -> bool:
    return bool(asked & _DATES) or any(one.rule in _NOTHING_RULES for one in loud)


def _likeness(line: Line, one: Series) -> int:
    words = _named(line, one)
    points = not _unlike(line.points, _points(one))
    return 4 * words + 4 * points + (unit_id(line.unit) == unit_id(one.unit)) + (line.mineral == one.mineral) + (line.kind == one.kind)


def _named(line: Line, one: Series) -> bool:
    said = f"{one.title} {one.venue} {one.tenor}".casefold()
    return all(word.casefold() in said for word in line.words) and not any(sign in said for sign in line.without)


def _points(one: Series) -> dict[object, Point]:
    return {
        day.item(): (None if np.isnan(value) else float(value), Mark(int(mark)))
        for day, value, mark in zip(one.points.dates, one.points.values, one.points.marks, strict=True)
    }


def _unlike(true: Mapping[object, Point], found: Mapping[object, Point]) -> list[object]:
    """The days whose points differ; a point without value or reason is none."""
    return [day for day in {**true, **found} if not _alike(true.get(day, NO_POINT), found.get(day, NO_POINT))]


def _alike(a: Point, b: Point) -> bool:
    if (a[0] is None) != (b[0] is None) or (a[1] ^ b[1]) & _OF_THE_MODEL:
        return False
    return a[0] is None or b[0] is None or isclose(a[0], b[0], rel_tol=1e-9)


def _differences(line: Line, one: Series, asked: set[str], loud: list[Problem]) -> list[tuple[str, str, bool]]:
    """(aspect, what it is and should be, whether it is asked about) of each difference."""
    differing = []
    found = _points(one)
    unlike = _unlike(line.points, found)
    if unlike:
        differing.append(_points_differ(line.points, found, unlike, asked, loud))
    if not _named(line, one):
        differing.append(("title", f"{one.title!r} for {line.words}", "name" in asked))
    if unit_id(one.unit) != unit_id(line.unit) or (not unit_id(line.unit) and one.unit != line.unit):
        told = (not one.unit and "unit" in asked) or (one.unit == line.unit and any(problem.rule == "unit" for problem in loud))
        differing.append(("unit", f"{one.unit!r} for {line.unit!r}", told))
    if one.mineral != line.mineral:
        told = not one.mineral and ("mineral" in asked or any(problem.rule == "unknown mineral" for problem in loud))
        differing.append(("mineral", f"{one.mineral!r} for {line.mineral!r}", told))
    if line.tenor and one.tenor != line.tenor:
        differing.append(("tenor", f"{one.tenor!r} for {line.tenor!r}", False))
    if line.kind and one.kind != line.kind:
        differing.append(("kind", f"{one.kind!r} for {line.kind!r}", not one.kind and "kind" in asked))
    return differing


def _points_differ(
    true: Mapping[object, Point], found: Mapping[object, Point], unlike: list[object], asked: set[str], loud: list[Problem]
) -> tuple[str, str, bool]:
    days = [day for day in unlike if (day in true) != (day in found)]
    if days:
        told = bool(asked & _DATES) or any(one.rule in _DATE_RULES for one in loud)
        told = told or (not set(found) - set(true) and any(one.rule in {"number", "not computed"} for one in loud))
        return "days", f"{sorted(map(str, days))[:3]} are in one only", told
    first = unlike[0]
    rules = {one.rule for one in loud}
    told = "decimal" in asked or (all(found[day] == (None, Mark.ERROR) for day in unlike) and bool(rules & {"number", "not computed"}))
    told = told or ("date twice" in rules and bool(asked & _DATES))
    return "values", f"{first}: {found[first]} for {true[first]}", told


def _records(draft: Draft, made: ImportPlan, asked: set[str], loud: list[Problem]) -> tuple[list[str], list[str]]:
    fields = {part: tuple(record) for part, record in draft.records}
    found = [(change.part, {name: _plain(getattr(change.result, name)) for name in fields.get(change.part, ())}) for change in made.records]
    true = [(part, {name: _plain(value) for name, value in record.items()}) for part, record in draft.records]
    if not made.records and not made.series and _nothing(asked, loud):
        return [], ["nothing was imported"]
    missing, extra = _differ(true, found)
    wrong = [f"{len(made.series)} series of a table of records: {made.series[0].result.title!r}"] if made.series else []
    if not missing and not extra:
        return wrong, []
    blank = {"decimal": {"quantity", "value", "share", "error"}, "day_first": {"announced", "in_force"}, "date": {"announced"}}
    open_fields = set().union(*(blank.get(key, {key}) for key in asked)) | {one.rule.replace(" ", "_") for one in loud}
    if asked or open_fields:
        missing_then, extra_then = _differ([_without(one, open_fields) for one in true], [_without(one, open_fields) for one in found])
        if not missing_then and not extra_then:
            return wrong, [f"{sorted(open_fields)} of the records"]
    return [*wrong, *(f"missing {one}" for one in missing[:3]), *(f"found {one}" for one in extra[:3])], []


def _without(one: tuple[str, dict[str, object]], fields: set[str]) -> tuple[str, dict[str, object]]:
    return one[0], {name: value for name, value in one[1].items() if name not in fields}


def _plain(value: object) -> object:
    return round(value, 6) if isinstance(value, float) else str(value) if hasattr(value, "precision") else value


def _differ(true: list[tuple[str, dict[str, object]]], found: list[tuple[str, dict[str, object]]]) -> tuple[list[str], list[str]]:
    a, b = (Counter(repr((part, sorted(record.items()))) for part, record in some) for some in (true, found))
    return list((a - b).elements()), list((b - a).elements())
