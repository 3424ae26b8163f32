"""A study in a window of its own: its choices above, a chart over time, its figures below; everything copied or explained by a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from core.views.study import StudyLine, StudyView, copied
from core.words import _
from gui.theme import current
from gui.widgets.explained_lines import ExplainedLines
from gui.widgets.flow import FlowLayout
from gui.widgets.lines import Lines
from gui.widgets.plot import Chart, Flag, Line, Pane
from gui.widgets.plot.values import PRECISION_OF

_ROWS = 8  # of the table that are seen at once; the rest is scrolled to


class StudyDialog(QDialog):
    """Whoever opens it adds the choices and draws again, by `show_view`, when one of them changes."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view = StudyView("")
        self._controls = QWidget(self)
        self._row = FlowLayout(self._controls, gap=8)
        self._controls.hide()
        self.sentence = QLabel(self)
        self.sentence.setObjectName("study_sentence")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.chart = Chart(self)
        self.chart.setObjectName("study_chart")
        self.chart.set_theme(current())
        self.pictures = QSplitter(self)
        self.pictures.addWidget(self.chart)
        em = self.fontMetrics().averageCharWidth()
        self.table = Lines(("",) * 7, "study_table", self, (em * 60,))
        layout = QVBoxLayout(self)
        layout.addWidget(self._controls)
        layout.addWidget(self.sentence)
        layout.addWidget(self.pictures, 1)
        layout.addWidget(self.table)
        layout.addWidget(self._buttons())
        self.resize(em * 150, em * 115)

    def add_control(self, words: str, widget: QWidget, tip: str = "") -> None:
        """Put a choice into the row above."""
        both = QWidget(self._controls)
        label = QLabel(words, both)
        label.setBuddy(widget)
        widget.setAccessibleName(words)
        for one in (label, widget):
            one.setToolTip(tip)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(widget)
        self._row.addWidget(both)
        self._controls.show()

    def show_view(self, view: StudyView) -> None:
        """Draw this."""
        self._view = view
        self.sentence.setText(view.sentence)
        self.sentence.setVisible(bool(view.panes))  # where nothing is drawn the chart says it
        self.chart.set_message(view.sentence)
        self.chart.set_lines([Pane("", lines[0].unit, tuple(_line(line) for line in lines)) for lines in view.panes])
        self.chart.set_flags([Flag(f"{at}", day, words, None, 1, 3) for at, (day, words) in enumerate(view.marked)])
        self.chart.show_all()
        self.table.setVisible(bool(view.rows))
        self.table.setColumnCount(len(view.headings))
        self.table.setHorizontalHeaderLabels(list(view.headings))
        self.table.fill(view.rows, (), view.tips)
        line = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(min(len(view.rows), _ROWS) * line + head + 2 * self.table.frameWidth() + 2)
        for button in (self.explain, self.copy_picture):
            button.setEnabled(bool(view.rows))

    def done(self, result: int) -> None:
        """Let go of the chart's lines with the dialog."""
        self.chart.close()
        super().done(result)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.explain = self._button(buttons, "study_explain", _("Explain"))
        self.explain.clicked.connect(lambda: ExplainedLines(self._view.explained, self).open())
        self.copy_numbers = self._button(buttons, "study_copy", _("Copy numbers"))
        self.copy_numbers.clicked.connect(lambda: QGuiApplication.clipboard().setText(copied(self._view)))
        self.copy_picture = self._button(buttons, "study_copy_picture", _("Copy picture"))
        self.copy_picture.clicked.connect(lambda: QGuiApplication.clipboard().setImage(self.chart.image(scale=2.0)))
        buttons.rejected.connect(self.reject)
        return buttons

    def _button(self, buttons: QDialogButtonBox, name: str, words: str) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAutoDefault(False)
        buttons.addButton(made, QDialogButtonBox.ButtonRole.ActionRole)
        return made


def _line(line: StudyLine) -> Line:
    marks = (line.values == line.values).astype("uint8") if line.expected else None  # what is expected is dashed, as an estimate is
    precision = PRECISION_OF.get(line.frequency, "day")
    return Line(
        line.key, line.title, line.unit, line.days, line.values, marks, line.colour, line.digits, precision, muted=line.muted
    )  # fmt: skip
