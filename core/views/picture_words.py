"""The words around a picture of the price chart: what it shows, how it was converted, where it is from and as of when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from core.model import Workspace
from core.views.derived_series import parts_of
from core.views.money import Money, caption
from core.views.naming import title_of
from core.views.prices import series_title
from core.words import _

_NAMED = 4  # sources named in one line


@dataclass(frozen=True, slots=True)
class PictureWords:
    """The title above a picture, and the lines below it."""

    title: str
    lines: tuple[str, ...]


def picture_words(
    workspace: Workspace, ids: Sequence[str], first: dt.date, last: dt.date, money: Money, as_of: dt.date | None
) -> PictureWords:
    """The words for the series between two dates. `workspace`: with its ratios and spreads, before `money.in_money`."""
    shown = [workspace.series[key] for key in ids if key in workspace.series]
    title = ", ".join(dict.fromkeys(map(series_title, shown)))
    behind = [part for one in shown for part in (parts_of(workspace, one.id) or (one,))]
    keys = dict.fromkeys(key for one in behind for key in (one.source, *(origin.source for origin in one.origins)) if key)
    names = [title_of(workspace.sources[key]) if key in workspace.sources else key for key in keys]
    named = "; ".join(dict.fromkeys(names[:_NAMED])) + ("; …" if len(names) > _NAMED else "")
    newest = max((str(one.points.dates[-1]) for one in shown if len(one.points)), default="")
    lines = [caption(workspace, ids, money), _("Source: {names}").format(names=named) if named else _("Source: not stated")]
    if as_of is not None:
        pattern = _("Shown: {first} to {last} · newest value {newest} · as of {as_of}")
    else:
        pattern = _("Shown: {first} to {last} · newest value {newest}")
    lines.append(pattern.format(first=first, last=last, newest=newest, as_of=as_of) if shown else "")
    return PictureWords(title, tuple(line for line in lines if line))
