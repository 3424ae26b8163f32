"""A picture of its own beside the price chart (years overlaid, a forward curve), with its choices above and its table below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.views.curves import CurveLine, CurveView
from core.words import _
from gui.theme import current
from gui.widgets.lines import Lines
from gui.widgets.plot import Chart, Line, Pane

_COLOURS = {"now": 0, "before": 2, "mean": 1, "ends": 3}


class CurveDialog(QDialog):
    """Tells `wanted` when another series is chosen; whoever adds a control tells it as well. `show_view` then draws the answer."""

    wanted = Signal()

    def __init__(self, title: str, series: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """series: (id, title) of those offered, the first of them chosen."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.series = QComboBox(self)
        self.series.setObjectName("curve_series")
        self.series.setAccessibleName(_("Series"))
        for key, words in series:
            self.series.addItem(words, key)
        self.series.activated.connect(lambda _row: self.wanted.emit())
        self.sentence = QLabel(self)
        self.sentence.setObjectName("curve_sentence")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.chart = Chart(self)
        self.chart.set_theme(current())
        self.table = Lines(("",) * 7, "curve_table", self)
        self.controls = QHBoxLayout()
        self.controls.addWidget(self.series)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self.controls)
        layout.addWidget(self.sentence)
        layout.addWidget(self.chart, 2)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        em = self.fontMetrics().averageCharWidth()
        self.resize(em * 140, em * 95)

    def add_control(self, words: str, widget: QWidget) -> None:
        """Put a choice beside that of the series."""
        label = QLabel(words, self)
        label.setBuddy(widget)
        self.controls.addWidget(label)
        self.controls.addWidget(widget)

    def show_view(self, view: CurveView) -> None:
        """Draw this."""
        self.sentence.setText(view.sentence)
        self.chart.set_message(view.sentence)
        self.chart.set_lines([Pane("", view.unit, tuple(_line(at, one, view) for at, one in enumerate(view.lines)))])
        self.chart.show_all()
        self.table.setVisible(bool(view.rows))
        if view.rows:
            self.table.setHorizontalHeaderLabels(list(view.headings))
            self.table.fill(view.rows)

    def done(self, result: int) -> None:
        """Let go of the chart's lines with the dialog."""
        self.chart.close()
        super().done(result)


def _line(at: int, one: CurveLine, view: CurveView) -> Line:
    return Line(str(at), one.title, view.unit, one.days, one.values, None, _COLOURS[one.role], None, "season" if view.season else "day")
