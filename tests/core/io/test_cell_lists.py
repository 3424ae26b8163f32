"""Lists of cells: written from cells, read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io.cell_lists import areas_in, areas_of, cell_list, first_cells

CELLS = st.sets(st.tuples(st.integers(0, 40), st.integers(0, 30)), max_size=120)


def cells_in(text: str) -> list[tuple[int, int]]:
    return [(row, column) for a, b, c, d in areas_in(text) for row in range(a, c + 1) for column in range(b, d + 1)]


@given(CELLS)
def test_a_list_names_every_cell_once(cells: set[tuple[int, int]]) -> None:
    named = cells_in(cell_list(areas_of(cells)))
    assert sorted(named) == sorted(cells)


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ([(6, 5)], "F7"),
        ([(14, 1), (15, 1), (14, 2), (15, 2), (6, 5)], "F7, B15:C16"),
        ([(0, 0), (0, 2), (1, 0)], "A1:A2, C1"),
        ([], ""),
    ],
)
def test_runs_alike_side_by_side_are_one_area(cells: list[tuple[int, int]], text: str) -> None:
    assert cell_list(areas_of(cells)) == text


def test_a_list_never_outgrows_a_cell_of_a_spreadsheet() -> None:
    text = cell_list(areas_of((row, 0) for row in range(0, 40_000, 2)))
    assert len(text) < 32_767
    assert text.endswith("…")
    assert areas_in(text)[-1][0] > 5_000


def test_what_is_no_address_is_passed_over() -> None:
    assert areas_in("A1, nonsense, 7, B2:, C3:D1, …") == [(0, 0, 0, 0), (1, 1, 1, 1), (0, 2, 2, 3)]


def test_a_line_shows_the_first_areas() -> None:
    assert first_cells("A1, B2, C3, D4") == "A1, B2, C3 …"
    assert first_cells("A1, B2") == "A1, B2"
