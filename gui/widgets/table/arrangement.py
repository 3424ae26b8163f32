"""Which rows are shown, and in what order: the sort, the conditions and the words of the moment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.widgets.table.data import GridData
from gui.widgets.table.filters import Condition, arranged


class Arrangement:
    """Sort and filters of one grid. Sorting is the dear part, so its order is kept while only the filters change."""

    def __init__(self) -> None:
        self.words = ""
        self.conditions: dict[int, Condition] = {}
        self._sort: tuple[int, bool] | None = None
        self._sorted: tuple[GridData, NDArray[np.int32]] | None = None

    @property
    def sort(self) -> tuple[int, bool] | None:
        """(column, descending), or None for the rows' own order."""
        return self._sort

    @sort.setter
    def sort(self, sort: tuple[int, bool] | None) -> None:
        self._sort, self._sorted = sort, None

    @property
    def filters(self) -> bool:
        """Whether any row may be left out."""
        return bool(self.words.strip() or self.conditions)

    def rows(self, data: GridData) -> NDArray[np.int32]:
        """The row numbers of `data` as they are to be shown."""
        order = self._sorted_rows(data)
        masks = [condition.mask(data, column) for column, condition in self.conditions.items()]
        if self.words.strip():
            masks.append(data.matches(self.words))
        return order[np.logical_and.reduce(masks)[order]] if masks else order

    def _sorted_rows(self, data: GridData) -> NDArray[np.int32]:
        if self._sorted is None or self._sorted[0] is not data:
            if self._sort is None:
                order = np.arange(data.count(), dtype=np.int32)
            else:
                order = arranged(data.sort_key(self._sort[0]), descending=self._sort[1])
            self._sorted = (data, order)
        return self._sorted[1]
