"""The files that were imported, and what became of them: those that changed are ticked to be imported again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.io.links import Link, Looked
from core.words import _
from gui.theme import current

_AT: Final = Qt.ItemDataRole.UserRole


class LinkedFilesDialog(QDialog):
    """Tells `chosen` with the paths of the files to be imported again."""

    chosen = Signal(list)

    def __init__(self, files: Sequence[Link], found: Looked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("linked_files")
        self.setWindowTitle(_("Import again"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._files = tuple(files)
        head = QLabel(_("Imported files, the newest first. What changed is shown before anything is taken."), self)
        head.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setObjectName("linked_files_list")
        self.list.setAccessibleName(_("Imported files"))
        self.list.setHeaderLabels([_("File"), _("Now"), _("Imported (UTC)"), _("Folder")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        for at, link in enumerate(self._files):
            self._add(at, link, found)
        for column in range(3):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, min(self.list.columnWidth(column) + 12, 320))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.take = self.buttons.addButton(_("Import again"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setObjectName("linked_files_take")
        layout = QVBoxLayout(self)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.buttons)
        self.list.itemChanged.connect(lambda _item, _column: self._show_count())
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self._show_count()
        self.resize(820, 420)

    def _add(self, at: int, link: Link, found: Looked) -> None:
        gone, changed = link in found.gone, link in found.changed
        state = _("not found") if gone else _("changed on disk") if changed else _("unchanged")
        item = QTreeWidgetItem([link.path.name, state, link.source.imported[:16], str(link.path.parent)])
        item.setData(0, _AT, at)
        metrics = self.list.fontMetrics()
        item.setSizeHint(0, QSize(metrics.horizontalAdvance(link.path.name) + 40, metrics.height() + 12))  # room for the box
        item.setToolTip(3, str(link.path))
        item.setCheckState(0, Qt.CheckState.Checked if changed else Qt.CheckState.Unchecked)
        if gone:
            item.setDisabled(True)
        else:
            item.setForeground(1, QBrush(QColor(current().warning if changed else current().muted)))
        self.list.addTopLevelItem(item)

    def _ticked(self) -> list[Link]:
        items = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        return [self._files[item.data(0, _AT)] for item in items if item is not None and item.checkState(0) == Qt.CheckState.Checked]

    def _show_count(self) -> None:
        self.take.setEnabled(bool(self._ticked()))

    def _accept(self) -> None:
        self.chosen.emit([link.path for link in self._ticked()])
        self.accept()
