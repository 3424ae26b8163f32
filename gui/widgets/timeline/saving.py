"""The timeline as it is in view, into a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from core.task import Refused
from core.words import _
from gui.widgets.timeline.picture import TimelinePicture


def ask_for_picture(picture: TimelinePicture, kind: str, parent: QWidget) -> None:
    """Ask for a name, then write the picture. kind: "png", "svg" or "pdf"."""
    dialog = QFileDialog(parent, _("Export the timeline"), f"timeline.{kind}", _("Picture (*.{kind})").format(kind=kind))
    dialog.setObjectName("timeline_file")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: write_picture(picture, Path(name)))
    dialog.open()


def write_picture(picture: TimelinePicture, path: Path) -> None:
    """Write the picture as PNG, SVG or PDF by the name's ending. Raises `Refused` when it cannot be written."""
    try:
        match path.suffix.casefold():
            case ".svg":
                path.write_bytes(picture.svg())
            case ".pdf":
                path.write_bytes(picture.pdf())
            case _:
                if not picture.image().save(str(path.with_suffix(".png"))):
                    raise OSError
    except OSError:
        raise Refused(_("{file} cannot be written; choose another place.").format(file=path)) from None
