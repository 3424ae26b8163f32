"""Which imports need nobody's eyes: next month's file of a layout that was imported before, with nothing in it that surprises."""

from __future__ import annotations

import numpy as np

from core.io.importing import ImportPlan
from core.io.merging import Mode, RecordChange, SeriesChange, Status
from core.io.recipe import Orientation
from core.io.remembering import of_one_name

_LARGEST_REVISION = 0.5  # of the old value


def is_routine(plan: ImportPlan) -> bool:
    """Whether a plan can be carried out without being shown: nothing is asked, nothing is new but dates, nothing is suspicious.

    Every table is laid out exactly as one that was imported before from a file of this name (but for its date), each continues records
    that are there, no problem is worse than a note, and nothing that was there before is changed by much, or was typed by hand.
    """
    understood = plan.understood
    if understood.own is not None or not understood.tables or plan.questions or plan.recipes:
        return False
    if any(one.severity != "note" for one in plan.problems):
        return False
    return (
        all(_is_known(plan, at) for at in range(len(understood.tables)))
        and not any(_surprises(one) for one in plan.series)
        and not any(_differs(one) for one in plan.records)
    )


def _is_known(plan: ImportPlan, at: int) -> bool:
    """Whether a table follows a recipe to the letter and continues what an import by it made before."""
    table = plan.understood.tables[at]
    if plan.understood.modes[at] is not Mode.UPDATE or not table.recipe.remembered or table.moved:
        return False
    if table.recipe.orientation is Orientation.UNKNOWN or not of_one_name(table.recipe, plan.understood.file_name):
        return False
    series = any(one.table == at and one.status is not Status.NEW for one in plan.series)
    return series or any(one.table == at and one.status is not Status.NEW for one in plan.records)


def _surprises(one: SeriesChange) -> bool:
    """Whether values that are there would be taken away, turned round, revised by more than half, or were typed by hand."""
    if one.by_hand.any():
        return True
    before, after = one.before, one.after
    known = np.isfinite(before)
    gone = known & ~np.isfinite(after)
    turned = known & (np.sign(before) * np.sign(after) < 0)
    return bool((gone | turned | (known & (np.abs(after - before) > _LARGEST_REVISION * np.abs(before)))).any())


def _differs(one: RecordChange) -> bool:
    """Whether a record that is there would say something else than a slightly revised number."""
    if one.status is not Status.CHANGED or one.old is None:
        return False
    for name in set(one.fields) - {"source", "cell"}:
        old, new = getattr(one.old, name), getattr(one.result, name)
        if type(old) is not float or type(new) is not float or old * new < 0 or abs(new - old) > _LARGEST_REVISION * abs(old):
            return True
    return False
