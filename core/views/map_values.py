"""A country's value on the map, and what all measures share: years carried forward, one table or the newest of any, numbers in words.

Each measure gives a value a country for a year; where a year has none, the newest earlier one stands, with its own year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.model import Workspace
from core.model.countries import countries
from core.model.points import LARGEST
from core.views import naming
from core.words import _

Found = Mapping[str, Sequence["Value"]]


@dataclass(frozen=True, slots=True)
class Value:
    """A country's value. year: of the figure itself; carried: it is older than the year asked for. text: the value in words, with its
    sign of inequality, standard error and unit. source: in words. records: the ids behind it.
    brief: the value in fewer words, where `text` has many. table: the ids of the sources that publish it, as the record names them."""

    country: str
    value: float
    text: str
    year: int | None = None
    carried: bool = False
    source: str = ""
    records: tuple[str, ...] = ()
    brief: str = ""
    table: str = ""

    @property
    def when(self) -> str:
        """The year, with a word where it is an older one carried forward."""
        if self.year is None:
            return ""
        return _("{year}, carried forward").format(year=self.year) if self.carried else str(self.year)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's values by country code. years: those that have figures, rising; rest: what no country can be given, in words;
    tables: those that have figures, whichever is chosen, the newest first, by the ids of their sources."""

    title: str
    unit: str
    values: Mapping[str, Value]
    years: tuple[int, ...] = ()
    rest: str = ""
    definition: str = ""
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """A risk method to be shown on the map: `values` gives, for workspace, mineral and year, each country's number, or its `Value`.

    fixed: the breaks that are usual for it, rising; () for none.
    """

    key: str
    title: str
    unit: str
    definition: str
    values: Callable[[Workspace, str, int | None], Mapping[str, float | Value]]
    fixed: tuple[float, ...] = ()


def country_name(code: str) -> str:
    """A country's, bloc's or region's name; the code itself where it is not known."""
    return naming.country_name(code) or _("Disputed area")


def short(value: float) -> str:
    """A number as the map writes it: three figures, no more decimals than they need."""
    if abs(value) >= 1000 or value == int(value):
        return f"{value:,.0f}".replace("-", "−")
    return f"{value:.3g}".replace("-", "−") if abs(value) >= 0.001 else f"{value:.1g}".replace("-", "−")


def disclaimer() -> str:
    """What every map says of its boundaries."""
    return _("Boundaries: Natural Earth via Visionscarto; no position on the status of any territory. Dashed: disputed.")


def source_title(workspace: Workspace, keys: str) -> str:
    """The titles of the sources that a record names."""
    names = [naming.title_of(workspace.sources[key]) if key in workspace.sources else key for key in keys.split("; ") if key]
    return ", ".join(names)


def newest(found: Found, year: int | None, table: str = "") -> dict[str, Value]:
    """Of each country the value of the newest year that is not after `year`; never a later one. Of equals the first.

    table: only figures of this one; "" for the newest of any.
    """
    of_table = {code: [one for one in values if table in ("", one.table)] for code, values in found.items()}
    last = (
        year if year is not None else max((one.year for values in of_table.values() for one in values if one.year is not None), default=0)
    )
    made = {}
    for code, values in of_table.items():
        there = [one for one in values if one.year is None or one.year <= last]
        if there:
            best = max(there, key=lambda one: one.year or 0)
            made[code] = replace(best, carried=best.year is not None and best.year < last)
    return made


def years_of(found: Iterable[Sequence[Value]], table: str = "") -> tuple[int, ...]:
    """The years that have figures, rising."""
    return tuple(sorted({one.year for values in found for one in values if one.year is not None and table in ("", one.table)}))


def tables_of(found: Iterable[Sequence[Value]]) -> tuple[str, ...]:
    """The tables that have figures, the newest first."""
    last: dict[str, int] = {}
    for values in found:
        for one in values:
            if one.table:
                last[one.table] = max(one.year or 0, last.get(one.table, 0))
    return tuple(sorted(last, key=lambda key: -last[key]))


def by_country(found: Found) -> tuple[dict[str, Sequence[Value]], dict[str, Sequence[Value]]]:
    """Those of countries, and those of the rest: blocs, regions, others."""
    own = {code: values for code, values in found.items() if is_country(code)}
    return own, {code: values for code, values in found.items() if code not in own}


def is_country(code: str) -> bool:
    """Whether a code is one country."""
    found = countries().get(code)
    return found is not None and found.kind == "country"


def members(code: str) -> tuple[str, ...]:
    """The countries of a bloc; a country itself."""
    found = countries().get(code)
    return found.members or (code,) if found is not None and found.kind == "bloc" else (code,)


def known(value: float | None) -> float | None:
    """The number; None for none, and for what is no number that a map can show."""
    return value if value is not None and abs(value) < LARGEST else None


def sign(comparator: str) -> str:
    """The sign of an inequality before a number."""
    return {"~": "~", "about": "~", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}.get(comparator, "")
