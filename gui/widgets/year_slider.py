"""A slider over the years that have figures, with a button that plays them once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from core.words import _

_STEP_MS: Final = 900


class YearSlider(QWidget):
    """Stops at the years given, and nowhere between. `chosen` tells the year."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: tuple[int, ...] = ()
        self.play = QToolButton(self)
        self.play.setObjectName("map_play")
        self.play.setCheckable(True)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName("map_year")
        self.slider.setAccessibleName(_("Year"))
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setPageStep(1)
        self.slider.setMinimumWidth(110)
        self.words = QLabel(self)
        self.words.setMinimumWidth(self.fontMetrics().horizontalAdvance("00000"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.play, self.slider, self.words):
            row.addWidget(widget)
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._step)
        self.play.toggled.connect(self._play)
        self.slider.valueChanged.connect(self._moved)
        self._name()

    def set_years(self, years: Sequence[int], year: int | None) -> None:
        """Offer these years and stand at `year`, telling nobody."""
        quiet = QSignalBlocker(self.slider)
        self._years = tuple(years)
        self.slider.setRange(0, max(len(self._years) - 1, 0))
        at = max((at for at, one in enumerate(self._years) if year is None or one <= year), default=0)
        self.slider.setValue(at)
        quiet.unblock()
        self.words.setText(str(year if year is not None else "–") if self._years else "–")
        many = len(self._years) > 1
        self.slider.setEnabled(many)
        self.play.setEnabled(many)
        if not many:
            self.stop()

    def stop(self) -> None:
        """Play no further."""
        self.play.setChecked(False)

    def _play(self, on: bool) -> None:
        self._name()
        if on:
            if self.slider.value() == self.slider.maximum():
                self.slider.setValue(0)
            self._timer.start()
        else:
            self._timer.stop()

    def _step(self) -> None:
        if self.slider.value() >= self.slider.maximum():
            self.stop()
        else:
            self.slider.setValue(self.slider.value() + 1)

    def _moved(self, at: int) -> None:
        if at < len(self._years):
            self.words.setText(str(self._years[at]))
            self.chosen.emit(self._years[at])

    def _name(self) -> None:
        text = _("Stop") if self.play.isChecked() else _("Play")
        self.play.setText(text)
        self.play.setToolTip(_("Go through the years from the first to the last"))
