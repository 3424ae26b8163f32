"""What a form of inputs holds: numbers by their text, with unit, range, default and source; what does not fit is said in a sentence.

A scenario is kept as lines "name = value", and only those that differ from the defaults: "share = 35", "share.low = 30", "seed = 7".
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.analysis.worksheet import Input, Output
from core.model import Figure, Scenario, Target, Workspace
from core.model.units import UnitError, convert
from core.views.explained import number
from core.words import _

Lines = Mapping[str, str]

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?$")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+$")


@dataclass(frozen=True, slots=True)
class Field:
    """A row of a form. kind: "number", "choice" (of `choices`, key and title) or "whole"; low, high: texts, with `ranged` where they may
    be set.

    changed: whether it differs from its default; error: what is wrong with it; tip: note, default and source.
    """

    name: str
    title: str
    unit: str
    kind: str
    text: str
    default: str
    tip: str = ""
    error: str = ""
    low: str = ""
    high: str = ""
    ranged: bool = False
    changed: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def sourced(self) -> bool:
        """Whether its value is the default, whatever was done to its range."""
        return self.text == self.default


@dataclass(frozen=True, slots=True)
class Filled:
    """The inputs as they are to be reckoned with: NaN where one is missing or wrong. records: the ids behind the defaults in use, by
    input."""

    fields: tuple[Field, ...]
    values: Mapping[str, float]
    ranges: Mapping[str, tuple[float, float]]
    records: Mapping[str, str]

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of inputs without a number."""
        return tuple(name for name, value in self.values.items() if math.isnan(value))


def lines_of(scenario: Scenario) -> dict[str, str]:
    """The lines of a scenario by name; a line that is none is left out."""
    split = (line.partition("=") for line in scenario.inputs)
    return {name.strip(): value.strip() for name, sign, value in split if sign}


def as_lines(lines: Lines) -> tuple[str, ...]:
    """The lines as a record keeps them: semicolons would end one, so they become commas."""
    return tuple(f"{name} = {value.replace(';', ',')}" for name, value in lines.items())


def parse(text: str) -> float:
    """The number that a person typed: 1,000.5, 1 000, −5, 2,5. Raises ValueError with a sentence."""
    plain = text.strip().replace("−", "-").replace("\u00a0", "").replace(" ", "").replace("\u202f", "").rstrip("%")
    if _THOUSANDS.match(plain):
        plain = plain.replace(",", "")
    elif _DECIMAL_COMMA.match(plain):
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(_("“{text}” is no number.").format(text=text.strip()))
    return value


def typed(value: float) -> str:
    """A number as it stands in a field: short, and read back as the same number."""
    return "" if math.isnan(value) else f"{value:.15g}"


def default_of(workspace: Workspace, declared: Input) -> tuple[float, str]:
    """The default of an input and the id of the record that it is taken from, "" where the declaration's own figure stands in for it."""
    record = workspace.figures.get(declared.source) or workspace.targets.get(declared.source)
    own = math.nan if declared.default is None else float(declared.default)
    if record is None:
        return own, declared.source if declared.source in workspace.events else ""
    value = getattr(record, declared.field, None)
    if value is None or not math.isfinite(value):
        return own, ""
    found = _in_unit(record, float(value), declared.unit)
    return (own, "") if found is None or not declared.least <= found <= declared.most else (found, record.id)


def fill(workspace: Workspace, inputs: Iterable[Input], lines: Lines) -> Filled:
    """The form and the numbers for these inputs, with what `lines` says of them in place of the defaults."""
    fields, values, ranges, records = [], {}, {}, {}
    for declared in inputs:
        default, record = default_of(workspace, declared)
        text = lines.get(declared.name, typed(default))
        value, error = _checked(text, declared)
        low, high, wrong = _range(declared, lines, value)
        values[declared.name] = value
        if low < high:
            ranges[declared.name] = (low, high)
        if record:
            records[declared.name] = record
        changed = text != typed(default) or any(f"{declared.name}.{end}" in lines for end in ("low", "high"))
        fields.append(
            Field(
                declared.name, _(declared.title), unit_of(declared), "number", text, typed(default), _tip(workspace, declared, default,
                record),
                error or wrong, lines.get(f"{declared.name}.low", typed(low)), lines.get(f"{declared.name}.high", typed(high)),
                declared.low is not None, changed,
            )
        )  # fmt: skip
    return Filled(tuple(fields), values, ranges, records)


def differing(fields: Iterable[Field], lines: Lines) -> dict[str, str]:
    """The lines that a scenario must keep: those of no field, and those whose value is not the default."""
    defaults = {field.name: field.default for field in fields}
    return {name: value for name, value in lines.items() if defaults.get(name) != value}


def unit_of(declared: Input | Output) -> str:
    """A unit as it is shown: codes as they are, words translated."""
    return _(declared.unit) if declared.unit else ""


def _in_unit(record: Figure | Target, value: float, unit: str) -> float | None:
    """The record's value in the input's unit; as it stands where the units are counts and multiples that no table converts."""
    try:
        return float(convert(value, record.unit, unit))
    except UnitError:
        return value


def _checked(text: str, declared: Input) -> tuple[float, str]:
    if not text.strip():
        return math.nan, ""
    try:
        value = parse(text)
    except ValueError as wrong:
        return math.nan, str(wrong)
    if declared.least <= value <= declared.most:
        return value, ""
    title, unit = _(declared.title), unit_of(declared)
    if value < declared.least:
        if 0 < declared.least <= 1e-6:
            return math.nan, _("{title} must be above zero.").format(title=title)
        sentence = _("{title} must not be below {limit} {unit}.")
        return math.nan, sentence.format(title=title, limit=number(declared.least), unit=unit).replace(" .", ".")
    return math.nan, _("{title} must not be above {limit} {unit}.").format(title=title, limit=number(declared.most), unit=unit).replace(
        " .", "."
    )


def _range(declared: Input, lines: Lines, value: float) -> tuple[float, float, str]:
    """The range, stretched to hold the value unless the user set it, and what is wrong with it; NaN, NaN for none."""
    if declared.low is None or declared.high is None:
        return math.nan, math.nan, ""
    ends = []
    for end, own in (("low", declared.low), ("high", declared.high)):
        text = lines.get(f"{declared.name}.{end}", "")
        found, wrong = _checked(text, declared) if text else (own, "")
        if wrong:
            return math.nan, math.nan, wrong
        ends.append(found)
    low, high = ends
    if f"{declared.name}.low" not in lines and value < low:
        low = value
    if f"{declared.name}.high" not in lines and value > high:
        high = value
    if low > high:
        return math.nan, math.nan, _("{title}: the low end is above the high end.").format(title=_(declared.title))
    if not math.isnan(value) and not low <= value <= high:
        return math.nan, math.nan, _("{title}: the value lies outside its range.").format(title=_(declared.title))
    return low, high, ""


def _tip(workspace: Workspace, declared: Input, default: float, record: str) -> str:
    lines = [_(declared.note)] if declared.note else []
    if not math.isnan(default):
        lines.append(_("Default: {value} {unit}").format(value=number(default), unit=unit_of(declared)).strip())
    if record:
        lines.append(_("Source: {source}").format(source=_told(workspace, record)))
    elif declared.source:
        lines.append(
            _("The workspace does not hold {id}, which says it; the default is the source's figure as declared.").format(id=declared.source)
        )
    return "\n".join(lines)


def _told(workspace: Workspace, key: str) -> str:
    record = workspace.figures.get(key) or workspace.targets.get(key) or workspace.events.get(key)
    title = getattr(record, "title", "") or getattr(record, "metric", "")
    sources = [workspace.sources[one].title for one in getattr(record, "source", "").split("; ") if one in workspace.sources]
    return ", ".join(part for part in (title, "; ".join(sources[:1]), key) if part)
