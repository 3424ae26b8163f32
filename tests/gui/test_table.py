"""The grid behaves like a spreadsheet, and its rows stay those of the data however they are sorted and filtered."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHeaderView, QLineEdit, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.table import ArrayData, Condition, Edit, Grid, GridColumn

NO_KEYBOARD = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")  # what a popup wants

COLUMNS = (
    GridColumn("mineral", "Mineral", "choice", editable=True, choices=("gold", "copper", "cobalt")),
    GridColumn("date", "Date", "date", editable=True),
    GridColumn("price", "Price", "number", "USD/ozt", editable=True, digits=1),
    GridColumn("estimated", "Estimated", "flag", editable=True),
    GridColumn("source", "Source", tip="File, sheet and cell"),
)
ROWS = (
    ("gold", "2024-01-05", 2050.25, False, "World Bank B7"),
    ("Copper", "2024-03-01", 3.9, True, "LME"),
    ("cobalt", "NaT", np.nan, False, ""),
    ("gold", "2023-12-31", 2062.125, True, "World Bank B6"),
    ("", "2025-01-01", -1250.0, False, "world bank"),
)


def table(rows: tuple[tuple[object, ...], ...] = ROWS) -> ArrayData:
    minerals, dates, prices, flags, sources = zip(*rows, strict=True)
    return ArrayData(
        COLUMNS,
        (list(minerals), np.array(dates, "datetime64[D]"), np.array(prices, float), np.array(flags, bool), list(sources)),
    )


@pytest.fixture
def grid(qtbot: QtBot) -> Grid:
    made = Grid("Prices")
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.set_data(table())
    made.show()
    return made


def view(grid: Grid) -> QTableView:
    return grid.findChildren(QTableView)[0]


def rows(grid: Grid) -> list[int]:
    return [int(row) for row in grid.current_rows()]


def select(grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
    """Select a rectangle of shown rows with the keyboard's own means: a click and a click with Shift."""
    shown = view(grid)
    shown.setCurrentIndex(shown.model().index(top, left))
    shown.selectionModel().select(shown.model().index(top, left), shown.selectionModel().SelectionFlag.ClearAndSelect)
    if (bottom, right) != (top, left):
        flags = shown.selectionModel().SelectionFlag
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                shown.selectionModel().select(shown.model().index(row, column), flags.Select)


def press(target: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = "") -> None:
    """Press a key in `target`, or in the table of a grid."""
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(view(target) if isinstance(target, Grid) else target, QKeyEvent(kind, key, modifiers, text))
    for _ in range(2):  # the editor hands on its text in one turn of the event loop, the grid its edit in the next
        QApplication.processEvents()


def control(grid: Grid, key: Qt.Key) -> None:
    press(grid, key, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def edits(grid: Grid) -> list[list[Edit]]:
    heard: list[list[Edit]] = []
    grid.edited.connect(heard.append)
    return heard


@pytest.fixture
def told(grid: Grid) -> list[str]:
    heard: list[str] = []
    grid.told.connect(heard.append)
    return heard


# --- sorting and filtering


@pytest.mark.parametrize(
    ("column", "up", "down"),
    [
        (0, [2, 1, 0, 3, 4], [0, 3, 1, 2, 4]),
        (1, [3, 0, 1, 4, 2], [4, 1, 0, 3, 2]),
        (2, [4, 1, 0, 3, 2], [3, 0, 1, 4, 2]),
    ],
)
def test_sorting_puts_missing_values_last_both_ways(grid: Grid, column: int, up: list[int], down: list[int]) -> None:
    grid.sort_by(column)
    assert rows(grid) == up
    grid.sort_by(column, descending=True)
    assert rows(grid) == down
    grid.sort_by(None)
    assert rows(grid) == [0, 1, 2, 3, 4]


def test_clicks_on_a_head_sort_up_then_down_then_not(grid: Grid) -> None:
    head = view(grid).horizontalHeader()
    seen = []
    for _ in range(3):
        head.sectionClicked.emit(2)
        seen.append(grid.sorting())
    assert seen == [(2, False), (2, True), None]


def test_the_filter_finds_every_word_anywhere_in_any_letter_case(grid: Grid) -> None:
    for text, found in (
        ("WORLD gold", [0, 3]),
        ("2024-03", [1]),
        ("2,062.1", [3]),
        ("bank", [0, 3, 4]),
        ("tin", []),
        ("  ", [0, 1, 2, 3, 4]),
    ):
        grid.set_filter(text)
        assert rows(grid) == found, text


@pytest.mark.parametrize(
    ("column", "condition", "found"),
    [
        (0, Condition("equals", "COPPER"), [1]),
        (0, Condition("equals", "co"), []),
        (0, Condition("contains", "co"), [1, 2]),
        (0, Condition("missing"), [4]),
        (1, Condition("at least", "2024"), [0, 1, 4]),
        (1, Condition("at most", "2024-01"), [0, 3]),
        (1, Condition("at most", "2023-12-31"), [3]),
        (1, Condition("contains", "2024"), [0, 1]),
        (1, Condition("present"), [0, 1, 3, 4]),
        (2, Condition("at least", "2,050.25"), [0, 3]),
        (2, Condition("at most", "\N{MINUS SIGN}1250"), [4]),
        (2, Condition("equals", "3.9"), [1]),
        (3, Condition("present"), [1, 3]),
        (3, Condition("missing"), [0, 2, 4]),
    ],
)
def test_a_condition_leaves_the_rows_that_satisfy_it(grid: Grid, column: int, condition: Condition, found: list[int]) -> None:
    grid.set_condition(column, condition)
    assert rows(grid) == found
    grid.set_condition(column, None)
    assert rows(grid) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("column", "text"), [(2, "dear"), (1, "24"), (1, "2024-13"), (1, "2024-02-30"), (1, "2024-1-1-1")])
def test_a_condition_without_sense_is_not_taken(grid: Grid, column: int, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        grid.set_condition(column, Condition("at least", text))
    assert rows(grid) == [0, 1, 2, 3, 4]
    assert not grid.conditions()


def test_sort_and_filters_hold_together_and_survive_new_data(grid: Grid) -> None:
    grid.set_condition(0, Condition("equals", "gold"))
    grid.set_filter("bank")
    grid.sort_by(2, descending=True)
    assert rows(grid) == [3, 0]
    grid.set_data(table((*ROWS, ("gold", "2025-05-05", 3300.0, False, "bank"))))
    assert rows(grid) == [5, 3, 0]
    grid.set_data(ArrayData((GridColumn("x", "X"),), (["a", "b"],)))
    assert grid.sorting() is None
    assert not grid.conditions()


def test_the_place_is_kept_while_rows_move(grid: Grid) -> None:
    grid.go_to(3, 2)
    grid.sort_by(2)
    assert grid.current_cell() == (3, 2)
    grid.set_filter("world")
    assert grid.current_cell() == (3, 2)
    grid.set_data(table())
    assert grid.current_cell() == (3, 2)
    grid.set_filter("lme")
    assert grid.current_cell() is None
    assert not grid.go_to(3, 2), "its row is filtered out"


def test_new_values_in_the_same_rows_do_not_move_the_view(qtbot: QtBot) -> None:
    grid = Grid("Long")
    qtbot.addWidget(grid)
    grid.resize(300, 200)
    column = (GridColumn("n", "N", "number", editable=True),)
    grid.set_data(ArrayData(column, (np.arange(5000.0),)))
    grid.show()
    grid.go_to(4000, 0)
    before = view(grid).verticalScrollBar().value()
    assert before > 0
    grid.set_data(ArrayData(column, (np.arange(5000.0) + 1,)))
    assert view(grid).verticalScrollBar().value() == before
    assert grid.current_cell() == (4000, 0)
    assert view(grid).model().index(4000, 0).data() == "4,001"


def test_the_place_is_kept_when_rows_come_and_go_but_not_in_another_table(grid: Grid) -> None:
    grid.go_to(4, 1)
    grid.set_data(table((*ROWS, ("gold", "2025-02-01", 1.0, False, ""))))
    assert grid.current_cell() == (4, 1)
    grid.set_data(table(ROWS[:3]))
    assert grid.current_cell() == (2, 1), "the last row, when its own is gone"
    grid.set_data(table(ROWS[:3]), another=True)
    assert grid.current_cell() is None


# --- editing


def test_typing_into_a_cell_is_one_edit_with_the_number_in_full(grid: Grid, edits: list[list[Edit]]) -> None:
    grid.sort_by(2)
    grid.go_to(3, 2)
    grid.edit_current()
    editor = grid.findChildren(QLineEdit)[0]
    assert editor.text() == "2062.125", "all its digits, not the ones shown"
    editor.setText("2100")
    press(editor, Qt.Key.Key_Return)
    assert edits == [[Edit(3, 2, "2100")]]
    assert grid.current_cell() == (2, 2), "on to the row below"


def test_an_owner_that_shows_the_new_data_at_once_closes_the_editor(grid: Grid) -> None:
    def take(edits: list[Edit]) -> None:
        changed = [list(row) for row in ROWS]
        for edit in edits:
            changed[edit.row][edit.column] = float(edit.text)
        grid.set_data(table(tuple(map(tuple, changed))))

    grid.edited.connect(take)
    grid.sort_by(2)
    grid.go_to(1, 2)
    grid.edit_current()
    editor = grid.findChildren(QLineEdit)[0]
    editor.setText("9999")
    press(editor, Qt.Key.Key_Return)
    assert rows(grid) == [4, 0, 3, 1, 2]
    assert view(grid).state() == QTableView.State.NoState
    assert not [line for line in view(grid).findChildren(QLineEdit) if line.isVisible()]


def test_rows_that_change_while_a_cell_is_written_end_the_writing(grid: Grid, edits: list[list[Edit]]) -> None:
    grid.go_to(1, 2)
    grid.edit_current()
    grid.findChildren(QLineEdit)[0].setText("12")
    grid.set_data(table(ROWS[1:]))
    QApplication.processEvents()
    assert edits == [], "nothing is written into another row"
    assert view(grid).state() == QTableView.State.NoState


def test_an_editor_left_as_it_was_is_no_edit(grid: Grid, edits: list[list[Edit]]) -> None:
    grid.go_to(0, 2)
    grid.edit_current()
    press(grid.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    assert edits == []


def test_enter_edits_or_tells_that_a_fixed_cell_was_chosen(grid: Grid, qtbot: QtBot) -> None:
    grid.go_to(1, 4)
    with qtbot.waitSignal(grid.cell_activated) as activated:
        press(grid, Qt.Key.Key_Return)
    assert activated.args == [1, 4]
    grid.go_to(1, 2)
    press(grid, Qt.Key.Key_Return)
    assert view(grid).state() == QTableView.State.EditingState
    assert view(grid).findChildren(QLineEdit)


@NO_KEYBOARD
def test_a_choice_is_picked_from_its_list(grid: Grid, edits: list[list[Edit]]) -> None:
    grid.go_to(0, 0)
    grid.edit_current()
    box = grid.findChildren(QComboBox)[0]
    assert [box.itemText(number) for number in range(box.count())] == ["", "gold", "copper", "cobalt"]
    assert box.currentText() == "gold"
    box.setCurrentIndex(2)
    box.activated.emit(2)
    QApplication.processEvents()
    assert edits == [[Edit(0, 0, "copper")]]


def test_space_turns_a_flag(grid: Grid, edits: list[list[Edit]]) -> None:
    for row in (0, 1):
        grid.go_to(row, 3)
        press(grid, Qt.Key.Key_Space, text=" ")
    assert edits == [[Edit(0, 3, "yes")], [Edit(1, 3, "")]]


def test_delete_empties_what_can_be_edited_in_one_step(grid: Grid, edits: list[list[Edit]], told: list[str]) -> None:
    select(grid, 0, 2, 2, 4)
    press(grid, Qt.Key.Key_Delete)
    assert edits == [[Edit(0, 2, ""), Edit(1, 2, ""), Edit(1, 3, "")]], "cells already empty are left out"
    assert "3 cells cannot be changed here." in told


def test_fill_down(grid: Grid, edits: list[list[Edit]]) -> None:
    select(grid, 0, 1, 2, 2)
    control(grid, Qt.Key.Key_D)
    assert len(edits) == 1
    assert set(edits[0]) == {Edit(1, 1, "2024-01-05"), Edit(2, 1, "2024-01-05"), Edit(1, 2, "2050.25"), Edit(2, 2, "2050.25")}


# --- the clipboard


def clipboard(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    QApplication.clipboard().setMimeData(mime)


def test_copying_gives_full_numbers_as_text_and_as_html(grid: Grid) -> None:
    grid.sort_by(1)
    select(grid, 0, 1, 1, 2)
    control(grid, Qt.Key.Key_C)
    mime = QApplication.clipboard().mimeData()
    assert mime.text() == "2023-12-31\t2062.125\n2024-01-05\t2050.25"
    assert 'x:num="2062.125"' in mime.html()


def test_copying_with_titles_and_around_hidden_columns(grid: Grid) -> None:
    grid.hide_column(1)
    select(grid, 0, 0, 0, 2)
    grid.copy(titles=True)
    assert QApplication.clipboard().text() == "Mineral\tPrice (USD/ozt)\ngold\t2050.25"


def test_cells_apart_are_copied_as_one_table_with_blanks_between(grid: Grid) -> None:
    select(grid, 0, 0, 0, 0)
    model, flags = view(grid).selectionModel(), view(grid).selectionModel().SelectionFlag
    model.select(view(grid).model().index(1, 2), flags.Select)
    grid.copy()
    assert QApplication.clipboard().text() == "gold\t\n\t3.9"


def test_text_that_looks_like_a_formula_is_marked_as_text(qtbot: QtBot) -> None:
    grid = Grid("Notes")
    qtbot.addWidget(grid)
    grid.set_data(ArrayData((GridColumn("n", "Note", editable=True),), (['=HYPERLINK("x")', "<b>&", "two\nlines"],)))
    grid.select_all()
    grid.copy()
    html = QApplication.clipboard().mimeData().html()
    assert html.count('mso-number-format:"\\@"') == 3
    assert "&lt;b&gt;&amp;" in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ("1", [["1"]]),
        ("", [[""]]),
        ("\t\n\t", [["", ""], ["", ""]]),
        ('"two\nlines"\tx', [["two\nlines", "x"]]),
        ('"say ""hi"""\tx\r\n', [['say "hi"', "x"]]),
        ('12" pipe\t"so"\t"open', [['12" pipe', '"so"', '"open']]),
        ('"a\tb"\n"c', [["a\tb"], ['"c']]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
    ],
)
def test_pasted_text_is_read_as_spreadsheets_write_it(text: str, cells: list[list[str]]) -> None:
    from gui.widgets.table.clipboard import from_text

    assert from_text(text) == cells


def test_what_is_copied_is_pasted_back_unchanged(qtbot: QtBot) -> None:
    from gui.widgets.table.clipboard import Copied, from_text, to_mime

    cells = [["plain", 'say "hi"', "two\nlines", "tab\there"], ["", '"', "=1+1", "鋰"]]
    assert from_text(to_mime([[Copied(cell) for cell in row] for row in cells]).text()) == cells


def test_a_pasted_table_is_one_edit_from_the_corner_whatever_the_sort(grid: Grid, edits: list[list[Edit]]) -> None:
    grid.sort_by(2)
    grid.go_to(1, 1)
    clipboard("2024-05-01\t4.5\r\n2024-05-02\t4.6\r\n")
    control(grid, Qt.Key.Key_V)
    assert edits == [[Edit(1, 1, "2024-05-01"), Edit(1, 2, "4.5"), Edit(0, 1, "2024-05-02"), Edit(0, 2, "4.6")]]


def test_one_value_fills_the_selection(grid: Grid, edits: list[list[Edit]]) -> None:
    select(grid, 0, 2, 3, 2)
    clipboard("7")
    grid.paste()
    assert edits == [[Edit(row, 2, "7") for row in range(4)]]


def test_a_table_that_fits_several_times_is_repeated(grid: Grid, edits: list[list[Edit]]) -> None:
    select(grid, 0, 2, 3, 2)
    clipboard("7\n8")
    grid.paste()
    assert [edit.text for edit in edits[0]] == ["7", "8", "7", "8"]


def test_what_does_not_fit_and_what_is_locked_is_said(grid: Grid, edits: list[list[Edit]], told: list[str]) -> None:
    grid.go_to(4, 3)
    clipboard("yes\tx\tout\nno\ty\tout")
    grid.paste()
    assert edits == [[Edit(4, 3, "yes")]]
    assert told[-1] == "4 cells did not fit into the table. One cell cannot be changed here."


def test_ragged_lines_leave_the_rest_alone(grid: Grid, edits: list[list[Edit]]) -> None:
    grid.go_to(0, 1)
    clipboard("2020-01-01\n2020-01-02\t9")
    grid.paste()
    assert edits == [[Edit(0, 1, "2020-01-01"), Edit(1, 1, "2020-01-02"), Edit(1, 2, "9")]]


def test_pasting_into_an_empty_table_does_nothing(qtbot: QtBot) -> None:
    grid = Grid("Empty")
    qtbot.addWidget(grid)
    grid.set_data(ArrayData(COLUMNS[:1], ([],)))
    clipboard("a\tb")
    with qtbot.assertNotEmitted(grid.edited):
        grid.paste()
        grid.clear()
        grid.copy()


# --- problems, selection, menus, state


def test_a_refused_edit_stays_on_show_with_its_reason_until_new_data_comes(grid: Grid, told: list[str]) -> None:
    grid.sort_by(2)
    grid.show_problems({(3, 2): "12x is not a number."}, [Edit(3, 2, "12x")])
    grid.go_to(3, 2)
    assert told[-1] == "12x is not a number."
    index = view(grid).currentIndex()
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "12x is not a number."
    assert index.data(Qt.ItemDataRole.EditRole) == "12x", "so that it can be mended"
    grid.go_to(0, 0)
    assert told[-1] == ""
    press(grid, Qt.Key.Key_F8)
    assert grid.current_cell() == (3, 2)
    grid.set_data(table())
    assert view(grid).currentIndex().data(Qt.ItemDataRole.EditRole) == "2062.125"


def test_the_selection_is_summed_up(grid: Grid) -> None:
    select(grid, 0, 2, 2, 3)
    summary = grid.selection_summary()
    assert (summary.cells, summary.numbers, summary.low, summary.high) == (6, 2, 3.9, 2050.25)
    assert summary.total == pytest.approx(2054.15)
    assert summary.mean == pytest.approx(1027.075)
    grid.sort_by(1)
    select(grid, 0, 4, 1, 4)
    assert grid.selection_summary().numbers == 0
    assert grid.selected_rows().tolist() == [3, 0]


def menus(grid: Grid) -> list[QMenu]:
    return [menu for menu in grid.findChildren(QMenu) if menu.isVisible()]


@NO_KEYBOARD
def test_the_menu_of_a_cell_takes_what_the_owner_adds(grid: Grid) -> None:
    heard: list[tuple[int, int]] = []

    def add(menu: QMenu, row: int, column: int) -> None:
        heard.append((row, column))
        menu.addAction("Where from?")

    grid.menu_opening.connect(add)
    shown = view(grid)
    shown.customContextMenuRequested.emit(shown.visualRect(shown.model().index(1, 4)).center())
    (menu,) = menus(grid)
    words = [action.text().split("\t")[0] for action in menu.actions()]
    assert words == ["Copy", "Copy with titles", "Where from?"], "nothing to paste where nothing can be edited"
    assert heard == [(1, 4)]
    menu.close()


@NO_KEYBOARD
def test_alt_down_opens_the_menu_of_the_column_whose_filter_says_what_is_wrong(grid: Grid) -> None:
    from gui.widgets.table.menu import ColumnMenu

    grid.go_to(0, 2)
    press(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    (menu,) = menus(grid)
    assert isinstance(menu, ColumnMenu)
    menu.filter.text.setText("dear")
    menu.filter.apply()
    assert menu.isVisible()
    assert not grid.conditions()
    menu.filter.text.setText("1000")
    menu.filter.apply()
    assert rows(grid) == [0, 3]
    assert not menu.isVisible()


def test_find_is_handed_to_the_owner(grid: Grid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.find_wanted):
        control(grid, Qt.Key.Key_F)


def test_widths_hidden_columns_and_sort_come_back(grid: Grid, qtbot: QtBot) -> None:
    view(grid).setColumnWidth(2, 222)
    grid.hide_column(4)
    grid.sort_by(1, descending=True)
    other = Grid("Other")
    qtbot.addWidget(other)
    other.set_data(table())
    other.restore(grid.state())
    assert view(other).columnWidth(2) == 222
    assert view(other).isColumnHidden(4)
    assert other.sorting() == (1, True)
    for nonsense in (
        b"",
        b"[]",
        b"{}",
        b'{"widths": 1, "hidden": [], "sort": 3}',
        b'{"widths": {"price": -4}, "hidden": [], "sort": ["no", true]}',
    ):
        other.restore(nonsense)
    assert view(other).columnWidth(2) == 222


def test_heads_and_cells_are_named_for_those_who_listen(grid: Grid) -> None:
    model = view(grid).model()
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Price (USD/ozt)"
    assert model.headerData(4, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "File, sheet and cell"
    assert model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Price: 2,050.2 USD/ozt"
    assert view(grid).accessibleName() == "Prices"
    grid.sort_by(1)
    assert [model.headerData(row, Qt.Orientation.Vertical) for row in range(3)] == ["4", "1", "2"]


def test_missing_is_not_painted_as_zero_nor_wide_numbers_cut(qtbot: QtBot) -> None:
    """A gap, a zero and a number without room must look different."""
    grid = Grid("Gaps")
    qtbot.addWidget(grid)
    column = (GridColumn("n", "N", "number", digits=0),)
    pictures = []
    for value in (np.nan, 0.0, 123456789.0, 123456780.0):
        grid.set_data(ArrayData(column, (np.array([value]),)))
        view(grid).setColumnWidth(0, 40)
        pictures.append(view(grid).viewport().grab().toImage())
    gap, zero, wide, other_wide = pictures
    assert gap != zero
    assert wide not in (gap, zero)
    assert wide == other_wide, "### for both: no digit of a number that does not fit is shown"


def test_an_empty_table_says_why(qtbot: QtBot) -> None:
    from gui.widgets.table.view import TableView

    grid = Grid("Empty")
    qtbot.addWidget(grid)
    grid.set_empty_text("Drop a spreadsheet here.")
    shown = grid.findChildren(TableView)[0]
    assert shown.empty_text == "Drop a spreadsheet here."
    grid.set_data(table())
    grid.set_filter("nothing like it")
    assert shown.empty_text == "No row matches the filter."


def test_typing_on_a_fixed_column_does_not_search_the_rows(qtbot: QtBot) -> None:
    asked: list[int] = []

    class Counting(ArrayData):
        def text(self, row: int, column: int) -> str:
            asked.append(row)
            return super().text(row, column)

    grid = Grid("Long")
    qtbot.addWidget(grid)
    grid.set_data(Counting((GridColumn("t", "T"),), (["a"] * 50_000,)))
    grid.show()
    grid.go_to(0, 0)
    QApplication.processEvents()
    asked.clear()
    press(grid, Qt.Key.Key_Z, text="z")
    QApplication.processEvents()
    assert len(set(asked)) < 200


def test_a_long_table_is_reset_from_the_top(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    grid = Grid("Long")
    qtbot.addWidget(grid)
    grid.set_data(ArrayData((GridColumn("n", "N", "number"),), (np.arange(100_000.0),)))
    grid.resize(300, 200)
    grid.show()
    grid.go_to(99_999, 0)
    seen: list[int] = []
    bar, model = view(grid).verticalScrollBar(), view(grid).model()
    model.modelAboutToBeReset.connect(lambda: seen.append(bar.value()))
    grid.sort_by(0, descending=True)
    grid.set_filter("99")
    assert seen == [0, 0]


def test_rows_have_one_fixed_height(grid: Grid) -> None:
    assert view(grid).verticalHeader().sectionResizeMode(0) == QHeaderView.ResizeMode.Fixed
