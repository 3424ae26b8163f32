"""Whether what is to be shown would be made from just what it was made from before."""

from __future__ import annotations

import datetime as dt


def unchanged(wanted: tuple[object, ...], before: tuple[object, ...]) -> bool:
    """Dates, words and tuples of words are compared; anything else, such as a workspace, must be one and the same."""
    if len(wanted) != len(before):
        return False
    return all(one is other or (isinstance(one, str | tuple | dt.date) and one == other) for one, other in zip(wanted, before, strict=True))
