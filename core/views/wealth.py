"""What a sum put into each asset became, as a table in words (systems.md, item 46)."""

from __future__ import annotations

from dataclasses import dataclass

from core.analysis.wealth import Wealth, wealth_table
from core.model import Workspace
from core.views.data import provenance
from core.views.naming import title_of
from core.words import _


@dataclass(frozen=True, slots=True)
class WealthView:
    """Headings, a row an asset (the largest multiple first), and the tip of each row: its source."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tips: tuple[str, ...]
    sentence: str


def wealth_view(workspace: Workspace) -> WealthView:
    """The table of the workspace's asset returns; no rows where it has none."""
    records = workspace.asset_returns
    lines = wealth_table(records.values())
    rows = tuple((title_of(records[line.id]), *_words(line)) for line in lines)
    tips = tuple("\n".join(f"{label}: {text}" for label, text in provenance(workspace, records[line.id])) for line in lines)
    sentence = _("Multiple = end value / start value; growth a year = multiple^(1 / years) − 1. A range shows both of its ends.")
    empty = _("There are no asset returns: import a table with a start value, an end value and the years between.")
    return WealthView(
        (_("Asset"), _("Multiple"), _("Growth a year"), _("Years"), _("What became of it")), rows, tips, sentence if rows else empty
    )


def _words(line: Wealth) -> tuple[str, str, str, str]:
    states = {
        "gain": _("gain"), "flat": _("neither gain nor loss"), "loss": _("loss"), "range": _("between a loss and no loss"),
        "wiped out": _("all of it was lost"), "unknown": _("not known: start or end value is missing"),
    }  # fmt: skip
    multiple = _range(line.low, line.high, "{:,.4g}×")
    growth = _range(line.growth_low, line.growth_high, "{:+.2%}")
    return multiple, growth, "–" if line.years is None else f"{line.years:g}", states[line.state]


def _range(low: float | None, high: float | None, pattern: str) -> str:
    if low is None or high is None:
        return "–"
    ends = dict.fromkeys(pattern.format(one).replace("-", "−").replace("%", " %").replace("+0.00", "0.00") for one in (low, high))
    return " … ".join(ends)
