"""The plot: lines over time in stacked panes with one crosshair, painted by the widget itself."""

from gui.widgets.plot.chart import Chart
from gui.widgets.plot.date_axis import days_of
from gui.widgets.plot.values import Flag, Line, Pane, Precision, Reading, Row

__all__ = ["Chart", "Flag", "Line", "Pane", "Precision", "Reading", "Row", "days_of"]
