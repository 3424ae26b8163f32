"""The system's dialogs for files and folders: opened, never waited for; what was chosen is handed to a function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui import errors

SPREADSHEETS = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt *.prn *.xml"


def ask_files(parent: QWidget, folder: str, title: str, kinds: Sequence[str], take: Callable[[list[Path]], object]) -> None:
    """Let files be chosen that are there; the dialog begins in `folder`."""
    dialog = _dialog(parent, folder, title, ";;".join(kinds))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(errors.guarded(lambda names: take([Path(name) for name in names])))
    dialog.open()


def ask_name(parent: QWidget, folder: str, title: str, name: str, kinds: str, take: Callable[[Path], object]) -> None:
    """Let a name be given under which something is written; `name` is offered."""
    dialog = _dialog(parent, folder, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    dialog.fileSelected.connect(errors.guarded(lambda chosen: take(Path(chosen))))
    dialog.open()


def ask_folder(parent: QWidget, folder: str, title: str, take: Callable[[Path], object]) -> None:
    """Let a folder be chosen."""
    dialog = _dialog(parent, folder, title, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(errors.guarded(lambda chosen: take(Path(chosen))))
    dialog.open()


def _dialog(parent: QWidget, folder: str, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setObjectName("file_dialog")
    dialog.finished.connect(dialog.deleteLater)
    return dialog
