"""Rolling studies of a price: volatility over a window and by RiskMetrics, and how it moves with another series."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import numpy as np

from core.analysis.comovement import LEAST, Comovement, comovement
from core.analysis.returns import DECAY_DAILY, DECAY_MONTHLY, ewma_volatility, rolling_volatility
from core.analysis.samples import filled, log_returns, pace
from core.model import Points, Series, Workspace
from core.views.prices import series_title
from core.views.study import StudyLine, StudyView, line_of
from core.words import _, plural

_USUAL: Final = {252: 60, 52: 52, 12: 24}  # returns a window holds unless another number is chosen


def usual_window(series: Series) -> int:
    """The window offered first: a quarter of days, a year of weeks, two years of months, else the fewest that are shown."""
    return _USUAL.get(pace(filled(series.points).dates), LEAST)


def rolling_view(workspace: Workspace, first: str, second: str, window: int) -> StudyView:
    """Volatility of a series over `window` returns and by RiskMetrics; with a second series, correlation and beta besides.

    METHODS.md 2.2. second: "" for none. A window below 20 returns is taken as 20: fewer are never shown.
    """
    series, other = workspace.series.get(first), workspace.series.get(second)
    if series is None:
        return StudyView(_("The series is not in the workspace any more."))
    window = max(window, LEAST)
    sample = filled(series.points)
    count = len(log_returns(sample))
    if count < window:
        return StudyView(
            _("{title} has {count}; a window of {window} is never full. No window is shorter than {least}.").format(
                title=series_title(series), count=_returns(count), window=_returns(window), least=LEAST
            )
        )
    swings = _volatility(series, window)
    price = line_of("price", series_title(series), series.unit, series.points, series.frequency, 0)
    panes: list[tuple[StudyLine, ...]] = [(price,), swings]
    meanings = [_rolling_words(series, window), _ewma_words(series)]
    told = _("Volatility of {title} over {window}.").format(title=series_title(series), window=_returns(window))
    if other is not None and other.id != series.id:
        found = comovement(series.points, other.points, window)
        if found.pairs < window:
            told += " " + _("With {other} it has only {count} in common, too few for a window.").format(
                other=series_title(other), count=_returns(found.pairs)
            )
        else:
            panes += [(one,) for one in _together(series, other, found)]
            meanings += [_correlation_words(series, other, found), _beta_words(series, other)]
            told += " " + _("Correlation and beta with {other}, of the returns that both have.").format(other=series_title(other))
    shown = [line for pane in panes[1:] for line in pane]
    return StudyView(
        told, tuple(panes), (_("Study"), _("Last"), _("Date"), _("Lowest"), _("Mean"), _("Highest"), _("N")),
        tuple(_row(line) for line in shown), tuple(meanings),
        _explained(workspace, series, other if len(panes) > 2 else None, shown, meanings),
    )  # fmt: skip


def _volatility(series: Series, window: int) -> tuple[StudyLine, StudyLine]:
    """Both in percent a year; RiskMetrics' from the twentieth return on, as a window is."""
    rolling = rolling_volatility(series.points, window)
    smooth = ewma_volatility(series.points)
    yearly = smooth.values * math.sqrt(pace(filled(series.points).dates))
    yearly[: LEAST - 1] = np.nan
    patterns = _("Volatility, {window}"), _("EWMA, λ {decay}")
    return (
        line_of("rolling", patterns[0].format(window=_returns(window)), _("% a year"), _percent(rolling), series.frequency, 1, 1),
        line_of(
            "ewma", patterns[1].format(decay=_decay(series)), _("% a year"), _percent(Points(smooth.dates, yearly)), series.frequency, 2, 1
        ),
    )


def _together(series: Series, other: Series, found: Comovement) -> Iterable[StudyLine]:
    title = series_title(other)
    yield line_of("correlation", _("Correlation with {other}").format(other=title), "", found.correlation, series.frequency, 3, 2)
    yield line_of("beta", _("Beta on {other}").format(other=title), "", found.beta, series.frequency, 4, 2)


def _row(line: StudyLine) -> tuple[str, ...]:
    there = np.isfinite(line.values)
    values, days = line.values[there], line.days[there]
    if not len(values):
        return (line.title, *("–",) * 5, "0")
    last, low, mean, high = (
        f"{one:.{line.digits}f} {line.unit}".strip().replace("-", "−", 1)
        for one in (values[-1], values.min(), values.mean(), values.max())
    )  # fmt: skip
    return line.title, last, str(np.datetime64(int(days[-1]), "D")), low, mean, high, f"{len(values):,}"


def _explained(
    workspace: Workspace, series: Series, other: Series | None, shown: list[StudyLine], meanings: list[str]
) -> tuple[tuple[str, str], ...]:
    lines = [(line.title, f"{_row(line)[1]} ({_row(line)[2]}). {words}") for line, words in zip(shown, meanings, strict=True)]
    for one in (series, other):
        if one is not None:
            dates = filled(one.points).dates
            source = workspace.sources.get(one.source)
            lines.append((_("Input"), _("{title}: {count} values, {first} to {last}, {unit}; {source}").format(
                title=series_title(one), count=f"{len(dates):,}", first=dates[0], last=dates[-1], unit=one.unit or "–",
                source=source.title if source is not None else one.source or _("no source"),
            )))  # fmt: skip
    return tuple(lines)


def _rolling_words(series: Series, window: int) -> str:
    return _(
        "Sample standard deviation of the last {window} × √{periods}, the periods a year of the dates themselves. No return is taken "
        "across a gap; the line begins when the window is full."
    ).format(window=_returns(window), periods=pace(filled(series.points).dates))


def _ewma_words(series: Series) -> str:
    return _(
        "RiskMetrics: s²(t) = λ s²(t−1) + (1 − λ) r², with λ = {decay} (0.94 for daily and weekly values, 0.97 for monthly and coarser "
        "ones), begun with the first squared return, × √{periods} for a year. It is the forecast for the next period."
    ).format(decay=_decay(series), periods=pace(filled(series.points).dates))


def _correlation_words(series: Series, other: Series, found: Comovement) -> str:
    told = _("Pearson correlation of the log returns over the window, −1 to 1, of pairs only: a return counts where both have one.")
    if found.averaged:
        finer = series if found.averaged == "first" else other
        told += " " + _("{title} is the finer one and stands by its mean of each period.").format(title=series_title(finer))
    return told


def _beta_words(series: Series, other: Series) -> str:
    return _("Covariance of the returns of {title} and {other} / variance of those of {other}, over the window.").format(
        title=series_title(series), other=series_title(other)
    )


def _decay(series: Series) -> float:
    return DECAY_DAILY if pace(filled(series.points).dates) >= 52 else DECAY_MONTHLY


def _returns(count: int) -> str:
    return plural("{count} return", "{count} returns", count)


def _percent(points: Points) -> Points:
    return Points(points.dates, 100 * points.values)
