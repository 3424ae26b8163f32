"""What can be chosen in an event study: the window, the date counted from, the market taken out, and what makes a class of events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.analysis.event_study import Window
from core.analysis.market import LEAST, equal_weighted
from core.analysis.samples import align, filled, pace
from core.model import PartialDate, Points, PolicyEvent, Series, Workspace
from core.views.prices import series_title
from core.words import _

WINDOWS: Final = ((-1, 1), (-1, 5), (-5, 5), (-10, 10), (0, 20), (0, 60))
BASES: Final = ("announced", "in_force")
CLASSES: Final = ("instrument", "direction", "both")
ESTIMATIONS: Final = (60, 120, 250)
OTHERS: Final = "others"  # the market that the other minerals of the workspace make


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user chose. window: first and last value from day 0; estimation: returns that the normal return is learnt from.

    market: "" for the constant mean model, `OTHERS`, or the id of a series. basis: the date counted from, one of `BASES`. same: what
    makes the class, one of `CLASSES`.
    """

    window: tuple[int, int] = WINDOWS[0]
    estimation: int = 120
    market: str = ""
    basis: str = BASES[0]
    same: str = CLASSES[0]

    @property
    def returns(self) -> Window:
        """The window as the analysis counts it."""
        return Window(*self.window, self.estimation)


USUAL: Final = Choice()


def event_date(event: PolicyEvent, basis: str = BASES[0]) -> PartialDate | None:
    """The date that a study counts from: when it was announced, else adopted, else came into force, else ended; or its entry into force."""
    return event.in_force if basis == "in_force" else event.when


def bases_of(event: PolicyEvent) -> tuple[str, ...]:
    """The dates that a study of the event can count from; the first alone where there is no other."""
    return BASES if event.in_force is not None and event.in_force != event.when else BASES[:1]


def markets(workspace: Workspace, series: Series) -> tuple[tuple[str, str], ...]:
    """(key, title) of what a market model can be held against: the other minerals together, then series of the same pace without it."""
    own = pace(filled(series.points).dates)
    there = [
        one
        for one in workspace.series.values()
        if one.kind in {"price", "index"} and one.id != series.id and (one.mineral != series.mineral or not one.mineral)
        and own and pace(filled(one.points).dates) == own
    ]  # fmt: skip
    count = len(_others(workspace, series))
    together = [(OTHERS, _("Other minerals, equal weights ({count})").format(count=count))] if count >= LEAST else []
    return (*together, *((one.id, series_title(one)) for one in there))


def price_and_market(workspace: Workspace, series: Series, market: str) -> tuple[Points, Points | None]:
    """Price and market on the periods that both have; the price as it is without a market."""
    if market == OTHERS:
        index = equal_weighted([one.points for one in _others(workspace, series)])
    elif market in workspace.series:
        index = workspace.series[market].points
    else:
        return series.points, None
    both = align(series.points, index)
    return Points(both.dates, both.first), Points(both.dates, both.second)


def _others(workspace: Workspace, series: Series) -> list[Series]:
    """A price a mineral, the longest, of the pace of the series and without its own mineral."""
    own = pace(filled(series.points).dates)
    found: dict[str, Series] = {}
    for one in workspace.series.values():
        if one.kind == "price" and one.mineral and one.mineral != series.mineral and pace(filled(one.points).dates) == own:
            known = found.get(one.mineral)
            if known is None or len(one.points) > len(known.points):
                found[one.mineral] = one
    return list(found.values())
