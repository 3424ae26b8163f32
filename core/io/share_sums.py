"""Whether the shares of all suppliers of an importer add up to no more than the whole."""

from __future__ import annotations

from collections.abc import Iterable

from core.io.troubles import Troubles
from core.model import TradeShare
from core.words import _

_Key = tuple[str, str, str, str, str]
_MOST = 101.0  # percent: shares are rounded


def tell_sums(shares: Iterable[TradeShare], troubles: Troubles) -> None:
    """A note where the shares of one importer, mineral, stage, product and period add up to more than 101 %, at the last of them."""
    sums: dict[_Key, float] = {}
    last: dict[_Key, TradeShare] = {}
    for one in shares:
        if one.share is not None and one.supplier != "WLD":
            key = (one.importer, one.mineral, one.stage, one.detail, one.period)
            sums[key] = sums.get(key, 0.0) + one.share
            last[key] = one
    for key, total in sums.items():
        if total > _MOST:
            message = _("The shares of {importer}’s suppliers of {mineral} add up to {total} %.")
            troubles.add(
                "sum of shares", message.format(importer=key[0], mineral=key[1] or _("the mineral"), total=f"{total:.4g}"),
                cell=last[key].cell.rpartition("!")[2], value=f"{total:.4g}", severity="note",
                suggestion=_("A supplier may stand twice, or the table may hold several products."),
            )  # fmt: skip
