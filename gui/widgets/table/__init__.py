"""The grid: a million rows, edited like a spreadsheet.

The owner hands a `GridData` to `Grid.set_data`; the grid sorts and filters row numbers and never copies a value. What the user
changes comes back as one list of `Edit`, so that a paste of a thousand cells is one step to undo.
"""

from gui.widgets.table.data import ArrayData, ColumnKind, Edit, GridColumn, GridData, ranks
from gui.widgets.table.filters import Condition
from gui.widgets.table.grid import Grid
from gui.widgets.table.summary import Summary

__all__ = ["ArrayData", "ColumnKind", "Condition", "Edit", "Grid", "GridColumn", "GridData", "Summary", "ranks"]
