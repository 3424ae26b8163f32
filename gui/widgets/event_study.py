"""A policy event and a price: the study of the event with its chart, and the average path around all events of its class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.views.event_choices import BASES, CLASSES, ESTIMATIONS, USUAL, WINDOWS, Choice
from core.views.event_study import ClassView, Result, StudyView, window_title
from core.words import _
from gui.theme import current, font
from gui.widgets.flow import FlowLayout
from gui.widgets.lines import Lines
from gui.widgets.plot import Chart, Flag, Line, Pane
from gui.widgets.plot.values import PRECISION_OF

_ID = "event"
_COLOURS = (1, 3, 3)  # of the paths: what happened, and the bounds of chance


class EventStudyDialog(QDialog):
    """Tells `chosen` with the id of a series and a `Choice` when the user wants another study, `event_wanted` to see the event itself."""

    chosen = Signal(str, Choice)
    event_wanted = Signal(str)

    def __init__(self, series: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """series: (id, title) of those that can be studied, the first of them chosen."""
        super().__init__(parent)
        self.setObjectName("event_study")
        self.setWindowTitle(_("Event study"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._event = ""
        self.head = _label("event_study_head", self)
        self.head.setFont(font("heading", bold=True))
        self.series = QComboBox(self)
        self.series.setObjectName("event_study_series")
        for key, title in series:
            self.series.addItem(title, key)
        self.window_box = QComboBox(self)
        self.window_box.setObjectName("event_study_window")
        for window in WINDOWS:
            self.window_box.addItem(window_title(window), window)
        self.estimation_box = self._box("event_study_estimation", [(str(count), count) for count in ESTIMATIONS])
        self.estimation_box.setCurrentIndex(ESTIMATIONS.index(USUAL.estimation))
        self.market_box = self._box("event_study_market", [(_("Constant mean"), "")])
        self.market_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.market_box.setMinimumContentsLength(24)
        bases = dict(zip(BASES, (_("announcement"), _("entry into force")), strict=True))
        self.basis_box = self._box("event_study_basis", [(words, key) for key, words in bases.items()])
        classes = dict(zip(CLASSES, (_("same instrument"), _("same direction"), _("same instrument and direction")), strict=True))
        self.class_box = self._box("event_study_class", [(words, key) for key, words in classes.items()])
        self.warnings = _label("event_study_warnings", self)
        self.caution = _label("event_class_caution", self)
        self.chart, self.class_chart = Chart(self), Chart(self)
        for chart in (self.chart, self.class_chart):
            chart.set_theme(current())
        self.results = Lines((_("What"), _("Result")), "event_study_results", self)
        self.path = Lines(("", "", "", "", ""), "event_class_path", self)
        self.tests = Lines((_("What"), _("Result")), "event_class_tests", self)
        self.used = _label("event_class_used", self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self._one_event(), _("This event"))
        self.tabs.addTab(self._class_of_events(), _("Its class"))
        caution = _label("event_study_caution", self)
        caution.setText(_("A return over an event's window is no proof of a cause."))
        layout = QVBoxLayout(self)
        layout.addWidget(self.head)
        layout.addWidget(self._choices())
        layout.addWidget(self.tabs, 1)
        layout.addWidget(caution)
        layout.addWidget(self._buttons())
        for box in (self.series, self.window_box, self.estimation_box, self.market_box, self.basis_box, self.class_box):
            box.activated.connect(lambda _row: self.chosen.emit(self.series.currentData(), self.choice()))
        em = self.fontMetrics().averageCharWidth()
        self.resize(em * 180, em * 105)

    def choice(self) -> Choice:
        """What is chosen now."""
        boxes = (self.window_box, self.estimation_box, self.market_box, self.basis_box, self.class_box)
        return Choice(*(box.currentData() for box in boxes))

    def offer(self, markets: Sequence[tuple[str, str]], bases: Sequence[str]) -> None:
        """Offer these markets, (key, title), and these dates to count from; what was chosen stays chosen where it is still there."""
        before = self.market_box.currentData()
        self.market_box.clear()
        for key, title in (("", _("Constant mean")), *((key, _("Market: {title}").format(title=title)) for key, title in markets)):
            self.market_box.addItem(title, key)
        self.market_box.setCurrentIndex(max(0, self.market_box.findData(before)))
        self.basis_box.setEnabled(len(bases) > 1)

    def show_study(self, study: StudyView, kind: ClassView | None) -> None:
        """Show this study, and what all events of its class say."""
        self._event = study.event.id
        self.head.setText(f"{study.when}  {study.event.title}")
        self.warnings.setText("\n".join(study.warnings))
        self.warnings.setVisible(bool(study.warnings))
        self.warnings.setStyleSheet(f"color: {current().warning}")
        _fill(self.results, study.results)
        self._draw(study)
        self.class_chart.set_message(_("No event of this class has enough prices around it for a study"))
        self.class_chart.set_lines([])
        if kind is not None:
            self.tabs.setTabText(1, _("All events of: {kind}").format(kind=kind.title).replace("&", "&&"))
            self.path.setHorizontalHeaderLabels(list(kind.headings))
            self.path.fill(kind.lines)
            _fill(self.tests, kind.results)
            self.used.setText("\n".join(kind.used))
            self.caution.setText(kind.caution)
            self.caution.setVisible(bool(kind.caution))
            self.caution.setStyleSheet(f"color: {current().warning}")
            self._draw_class(kind)

    def done(self, result: int) -> None:
        """Let go of the chart's lines with the dialog."""
        self.chart.close()
        self.class_chart.close()
        super().done(result)

    def _draw(self, study: StudyView) -> None:
        precision = PRECISION_OF.get(study.series.frequency, "day")
        price = Line("price", study.price.title, study.series.unit, study.price.days, study.price.values, None, 0, None, precision)
        panes = [Pane("", study.series.unit, (price,))]
        if study.paths:
            lines = (Line(path.title, path.title, "%", path.days, path.values, None, colour, 1, precision)
                     for path, colour in zip(study.paths, _COLOURS, strict=True))  # fmt: skip
            panes.append(Pane("", "%", tuple(lines)))
        self.chart.set_message(_("There are no values around this event"))
        self.chart.set_lines(panes if len(study.price.days) else [])
        self.chart.set_flags([Flag(_ID, study.day, study.event.title, None, 1, 3, study.when)] if len(study.price.days) else [])
        self.chart.show_all()

    def _draw_class(self, kind: ClassView) -> None:
        lines = tuple(
            Line(path.title, path.title, "%", path.days, path.values, None, colour, 1, "count", muted=muted)
            for path, colour, muted in zip(kind.paths, _COLOURS, (False, True, True), strict=False)
        )
        self.class_chart.set_lines([Pane("", "%", lines)] if lines else [])
        self.class_chart.set_flags([Flag("day 0", 0.0, _("Day 0"), None, 1, 3, _("the event"))] if lines else [])
        self.class_chart.show_all()

    def _box(self, name: str, entries: Sequence[tuple[str, object]]) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        for words, key in entries:
            box.addItem(words, key)
        return box

    def _choices(self) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, gap=8)
        named = (
            (_("Series"), self.series), (_("Window"), self.window_box), (_("Estimation, returns"), self.estimation_box),
            (_("Normal return"), self.market_box), (_("Day 0 is of"), self.basis_box), (_("Class"), self.class_box),
        )  # fmt: skip
        for words, box in named:
            pair = QWidget(row)
            both = QHBoxLayout(pair)
            both.setContentsMargins(0, 0, 0, 0)
            label = QLabel(words, pair)
            label.setBuddy(box)
            both.addWidget(label)
            both.addWidget(box)
            flow.addWidget(pair)
        self.window_box.setToolTip(_("From which to which value, counted from the first on or after the event"))
        return row

    def _one_event(self) -> QWidget:
        page, left = QSplitter(Qt.Orientation.Horizontal, self), QWidget(self)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.warnings)
        layout.addWidget(self.results, 1)
        page.addWidget(left)
        page.addWidget(self.chart)
        page.setStretchFactor(1, 1)
        page.setSizes([470, 510])
        return page

    def _class_of_events(self) -> QWidget:
        page = QWidget(self)
        about = QFormLayout()
        about.addRow(_("Events used"), self.used)
        layout = QVBoxLayout(page)
        layout.addWidget(self.caution)
        told = _("Drawn: the mean cumulative abnormal return. Table: the mean log return from the last value before each event.")
        layout.addWidget(_sentence(told, page))
        sides, left = QSplitter(Qt.Orientation.Horizontal, page), QSplitter(Qt.Orientation.Vertical, page)
        left.addWidget(self.tests)
        left.addWidget(self.path)
        sides.addWidget(left)
        sides.addWidget(self.class_chart)
        sides.setSizes([400, 580])
        layout.addWidget(sides, 1)
        layout.addLayout(about)
        return page

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        show = buttons.addButton(_("Show the event"), QDialogButtonBox.ButtonRole.ActionRole)
        show.setObjectName("show_event")
        show.clicked.connect(self._show_event)
        buttons.rejected.connect(self.reject)
        return buttons

    def _show_event(self) -> None:
        self.event_wanted.emit(self._event)
        self.accept()


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _sentence(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setWordWrap(True)
    return label


def _fill(lines: Lines, results: Sequence[Result]) -> None:
    tips = [f"{one.text}\n\n{one.meaning}".strip() for one in results]
    lines.fill([(one.title, one.text) for one in results], (), tips)
