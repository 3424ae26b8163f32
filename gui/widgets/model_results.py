"""What a model answers, on one page that scrolls: figures, notes, a map, small pictures, a table; or several answers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QScrollArea, QVBoxLayout, QWidget

from core.views.pictures import Picture
from core.views.scenario_compare import Comparison
from core.views.scenario_results import Note
from core.views.scenarios import ScenarioView
from core.views.shock_map import shortage_map
from core.words import _
from gui.widgets.figure_table import FigureTable
from gui.widgets.lines import Lines
from gui.widgets.notes import Notes
from gui.widgets.small_charts import SmallChart
from gui.widgets.world_map import Scene, WorldMap

_ROWS: Final = 16  # of the table; more are scrolled to


class ModelResults(QScrollArea):
    """Shows a `ScenarioView`, or a `Comparison`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = QWidget(self)
        self.figures = FigureTable(_("Results"), page)
        self.figures.setObjectName("scenario_figures")
        self.figures.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)  # names here are long, values short
        self.notes = Notes(page)
        self.notes.setObjectName("scenario_notes")
        self.map = WorldMap(page)
        self.map.setObjectName("scenario_map")
        self.map.setFixedHeight(self.fontMetrics().height() * 22)
        self.charts = [SmallChart(page) for _at in range(3)]
        self.table = Lines((_("Who"),), "scenario_table", page)
        stack = QVBoxLayout(page)
        stack.setContentsMargins(4, 8, 8, 8)
        for widget in (self.figures, self.notes, self.map, *self.charts, self.table):
            stack.addWidget(widget)
        stack.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)

    def show_view(self, view: ScenarioView) -> None:
        """Show one answer."""
        self.figures.setVisible(True)
        self.figures.set_rows(view.rows)
        self.figures.setFixedHeight(_height(self.figures, len(view.rows) + len({row.group for row in view.rows})))
        self.notes.set_notes(view.notes)
        self.map.setVisible(bool(view.shortage))
        if view.shortage:
            self.map.set_scene(_scene(view))
        self._show_pictures(view.pictures)
        self._show_table(view.headings, view.table, ())

    def show_comparison(self, found: Comparison) -> None:
        """Show several answers side by side."""
        self.figures.setVisible(False)
        self.map.setVisible(False)
        self.notes.set_notes((Note(found.sentence),))
        self._show_pictures((found.picture,) if found.picture is not None else ())
        self._show_table(found.headings, found.rows, found.differing)

    def _show_pictures(self, pictures: Sequence[Picture]) -> None:
        for at, chart in enumerate(self.charts):
            chart.setVisible(at < len(pictures))
            if at < len(pictures):
                chart.show_picture(pictures[at])

    def _show_table(self, headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...], bold: tuple[bool, ...]) -> None:
        self.table.setVisible(bool(rows))
        _fill(self.table, headings, rows, bold)
        _fit(self.table)


def _scene(view: ScenarioView) -> Scene:
    found = shortage_map(view.shortage, _("Shortage after stocks, % of each one's supply"))
    return Scene(
        found.title, "", found.bands, found.shades, found.read_outs, {}, found.names, found.order,
        no_data=found.no_data, disclaimer=found.disclaimer,
    )  # fmt: skip


def _fill(table: Lines, headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...], bold: tuple[bool, ...]) -> None:
    """Show rows under headings; those that are marked are set in bold."""
    em = table.fontMetrics().averageCharWidth()
    table.set_headings(headings, (34 * em, *((21 * em,) * (len(headings) - 1))))
    table.fill(rows)
    for row, strong in enumerate(bold):
        for column in range(table.columnCount()):
            item = table.item(row, column)
            if strong and item is not None:
                made = item.font()
                made.setBold(True)
                item.setFont(made)


def _fit(table: Lines) -> None:
    """As high as its rows, so that the page scrolls and not the table; very long ones scroll by themselves."""
    rows = min(table.rowCount(), _ROWS)
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows * table.verticalHeader().defaultSectionSize() + 18)


def _height(figures: FigureTable, rows: int) -> int:
    return figures.header().sizeHint().height() + rows * max(figures.sizeHintForRow(0), 1) + 8
