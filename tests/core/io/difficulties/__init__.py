"""Spreadsheets made hard in named ways, with what they truly say, and the judge of what an import makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from core.io.importing import plan, understand
from core.model import Workspace
from tests.core.io.difficulties import countries, dates, events, headers, kinds, numbers, places, reports, shapes, texts, units
from tests.core.io.difficulties.draft import ALL, Difficulty, Draft, plain
from tests.core.io.difficulties.judge import Outcome, Verdict, judge

__all__ = ["ALL", "ORDER", "Difficulty", "Draft", "Outcome", "Verdict", "compatible", "judge", "made", "tried"]
_MODULES = (countries, dates, events, headers, kinds, numbers, places, reports, shapes, texts, units)
# What is said comes before how it is laid out, and that before what stands around it.
ORDER = (
    "tables", "kinds", "formats", "names", "dates", "units", "headers", "shape", "numbers", "glued", "markers", "order", "helpers", "gaps",
    "side", "above", "below", "corner", "book", "text",
)  # fmt: skip


def compatible(chosen: Iterable[Difficulty]) -> bool:
    """Whether difficulties can be in one sheet."""
    some = list(chosen)
    groups = [one.group for one in some]
    return len(set(groups)) == len(groups) and not any(one.against & set(groups) for one in some)


def made(names: Iterable[str], random: Random) -> Draft:
    """A sheet with these difficulties."""
    draft = plain(random)
    for one in sorted((ALL[name] for name in names), key=lambda one: ORDER.index(one.group)):
        draft = one.change(draft, random)
    return draft


def tried(draft: Draft) -> Verdict:
    """What an import into an empty workspace makes of the sheet."""
    return judge(draft, plan(Workspace(), understand(draft.book(), Workspace(), digest="aa")))
