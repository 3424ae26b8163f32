"""The minerals by one risk method: rank, value with bounds, where the rank falls when the inputs are drawn anew."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.views.risk_methods import STAGES, RiskTable
from core.views.risk_words import level_title, method_units, stage_title, threshold_titles
from core.words import _
from gui.theme import current, theme
from gui.widgets.flow import FlowLayout

_KEY = Qt.ItemDataRole.UserRole
_RANK, _MINERAL, _VALUE, _CLASS, _DRAWN = range(5)


class RiskMethods(QWidget):
    """`chosen` tells changed fields of `RiskChoices` as a dict, `mineral_chosen` a mineral, `explain` a mineral and a method.

    `all_wanted` asks for the methods side by side, `inputs_wanted` for the inputs to be changed.
    """

    chosen = Signal(dict)
    mineral_chosen = Signal(str)
    explain = Signal(str, str)
    all_wanted = Signal()
    inputs_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("risk_methods")
        self.method = self._combo("risk_method", _("Risk method"), "method")
        self.stage = self._combo("risk_stage", _("Stage"), "stage")
        self.thresholds = self._combo("risk_thresholds", _("Thresholds of HHI"), "thresholds")
        self.importer = self._combo("risk_importer", _("Importer"), "importer")
        self.list = QTreeWidget(self)
        self.list.setObjectName("risk_list")
        self.list.setAccessibleName(_("Minerals by risk"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setStyleSheet("QTreeView::item { padding: 2px 0 }")
        self.list.setHeaderLabels([_("Rank"), _("Mineral"), _("Value"), _("Class"), _("In draws")])
        self.list.itemActivated.connect(lambda item, _column: self.explain.emit(item.data(_RANK, _KEY), self._method()))
        self.list.currentItemChanged.connect(lambda item, _before: self._tell(item))
        self.notes = QLabel(self)
        self.notes.setObjectName("risk_notes")
        self.notes.setWordWrap(True)
        self._table: RiskTable | None = None
        self._lay_out()
        theme().changed.connect(self._dress)
        self._dress()

    def show_table(self, table: RiskTable, mineral: str) -> None:
        """Show the minerals by the method chosen; telling nobody."""
        self._table = table
        choices = table.choices
        _fill(self.method, table.methods, choices.method)
        _fill(self.stage, ((stage, stage_title(stage)) for stage in STAGES), choices.stage)
        _fill(self.thresholds, threshold_titles().items(), choices.thresholds)
        _fill(self.importer, table.importers, choices.importer)
        self.thresholds.setVisible(choices.method == "hhi")
        self.importer.setVisible(choices.method in ("geopolrisk", "usgs", "product"))
        self.stage.setVisible(choices.method != "eu")
        self.list.setColumnHidden(_CLASS, choices.method != "hhi")
        self.list.setColumnHidden(_DRAWN, not table.intervals)
        quiet, top = QSignalBlocker(self.list), self.list.verticalScrollBar().value()
        self.list.clear()
        for key, title in table.minerals:
            self.list.addTopLevelItem(self._row(table, key, title))
        quiet.unblock()
        self.list.verticalScrollBar().setValue(top)
        self.choose(mineral)
        unit = _("Value: {unit}.").format(unit=method_units()[choices.method])
        self.notes.setText(table.message or " ".join((unit, *table.notes)))
        self._dress()

    def choose(self, mineral: str) -> None:
        """Make a mineral current, telling nobody."""
        quiet = QSignalBlocker(self.list)
        rows = map(self.list.topLevelItem, range(self.list.topLevelItemCount()))
        found = next((item for item in rows if item is not None and item.data(_RANK, _KEY) == mineral), None)
        self.list.setCurrentItem(found)  # type: ignore[arg-type]  # None: no item is current
        quiet.unblock()

    def _row(self, table: RiskTable, key: str, title: str) -> QTreeWidgetItem:
        cell, drawn = table.cells[key, table.choices.method], table.intervals.get(key)
        value = cell.text if cell.value is not None else _("no data")
        words = _("{low}–{high}").format(low=drawn.low, high=drawn.high) if drawn is not None else ""
        if drawn is not None and not drawn.firm:
            words = _("{low}–{high}, not robust").format(low=drawn.low, high=drawn.high)
        item = QTreeWidgetItem(
            ["" if cell.rank is None else str(cell.rank), title, value, level_title(cell.level) if cell.level else "", words]
        )
        item.setData(_RANK, _KEY, key)
        for column in (_RANK, _VALUE):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tips = [f"{title}: {value}"]
        tips += [_("Concentration: {level}.").format(level=level_title(cell.level))] if cell.level else []
        tips += [_("Without {inputs}.").format(inputs=cell.missing)] if cell.missing else []
        tips += [drawn.text] if drawn is not None else []
        for column in range(5):
            item.setToolTip(column, "\n".join((*tips, _("Double-click explains it."))))
        return item

    def _method(self) -> str:
        return self._table.choices.method if self._table is not None else ""

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.mineral_chosen.emit(item.data(_RANK, _KEY))

    def _combo(self, name: str, words: str, field: str) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(14)
        made.activated.connect(lambda row: self.chosen.emit({field: made.itemData(row)}))
        return made

    def _lay_out(self) -> None:
        top = QWidget(self)
        flow = FlowLayout(top)
        for combo in (self.method, self.stage, self.thresholds, self.importer):
            flow.addWidget(combo)
        for name, words, wanted in (
            ("risk_all", _("All methods…"), self.all_wanted),
            ("risk_inputs", _("Inputs and weights…"), self.inputs_wanted),
        ):
            button = QPushButton(words, self)
            button.setObjectName(name)
            button.clicked.connect(lambda _checked=False, wanted=wanted: wanted.emit())
            flow.addWidget(button)
        head = self.list.header()
        head.setStretchLastSection(False)
        wide = self.fontMetrics().horizontalAdvance
        for column, words in ((_RANK, "000000"), (_VALUE, "0,000 to 0,0000"), (_CLASS, "moderate0"), (_DRAWN, "00–00, not robust0")):
            head.resizeSection(column, wide(words))
        head.setSectionResizeMode(_MINERAL, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 6, 4, 4)
        layout.addWidget(top)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.notes)

    def _dress(self) -> None:
        colours = current()
        self.notes.setStyleSheet(f"color: {colours.muted}")
        for at in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(at)
            drawn = self._table.intervals.get(item.data(_RANK, _KEY)) if item is not None and self._table is not None else None
            if item is not None and drawn is not None:
                item.setForeground(_DRAWN, QBrush(QColor(colours.text if drawn.firm else colours.warning)))


def _fill(combo: QComboBox, entries: Iterable[tuple[str, str]], chosen: str) -> None:
    quiet = QSignalBlocker(combo)
    combo.clear()
    for key, title in entries:
        combo.addItem(title, key)
    combo.setCurrentIndex(combo.findData(chosen))
    quiet.unblock()
