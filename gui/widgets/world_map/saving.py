"""A map as a file: what is on the screen as a picture, as vectors or as a page, by the name's ending."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize

from core.task import Refused
from core.words import _
from gui.widgets.plot.export import Render, to_image, to_pdf, to_svg

SCALE = 2.0  # device pixels a logical one, of pictures


def save_picture(render: Render, size: QSize, title: str, path: Path) -> None:
    """Write .png, .svg or .pdf. Raises `Refused` for another ending, and where the file cannot be written."""
    ending = path.suffix.casefold()
    if ending not in {".png", ".svg", ".pdf"}:
        raise Refused(_("{file} says no picture that can be written; its name must end in .png, .svg or .pdf.").format(file=path.name))
    try:
        if ending == ".png":
            if not to_image(render, size, SCALE).save(str(path)):
                raise OSError(path)
        else:
            path.write_bytes((to_svg if ending == ".svg" else to_pdf)(render, size, title))
    except OSError:
        raise Refused(_("{file} cannot be written; choose another place.").format(file=path)) from None
