"""Number formats of spreadsheets: the built-in ones by number, and what kind of value a format shows."""

from __future__ import annotations

import enum
import re
from functools import lru_cache


class Shows(enum.IntEnum):
    """What a number becomes under a format."""

    NUMBER = 0
    DATE = 1
    TIME = 2  # a time of day: hours, minutes, seconds, no day
    SPAN = 3  # hours, minutes or seconds that count on: [h]:mm


# ECMA-376 part 1, 18.8.30; 27-36 and 50-58 are the East Asian ones in their Chinese form.
BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)', 7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'AM/PMh"时"mm"分"', 35: 'AM/PMh"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', 42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', 44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: 'AM/PMh"时"mm"分"', 56: 'AM/PMh"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_SILENT = re.compile(r'"[^"]*"?|\\.|_.|\*.|AM/PM|A/P|上午/下午|general|e[+-]', re.IGNORECASE | re.DOTALL)
_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")


@lru_cache(maxsize=4096)
def shows(code: str) -> Shows:
    """What a number under the format `code` is; its first section decides."""
    bare = _SILENT.sub("", code[:1000]).split(";")[0]
    if _SPAN.search(bare):
        return Shows.SPAN
    letters = set(_BRACKETS.sub("", bare).lower())
    if letters & set("yde") or ("g" in letters and "e" in letters):
        return Shows.DATE
    if letters & set("hs"):
        return Shows.DATE if "mmm" in bare.lower() else Shows.TIME
    return Shows.DATE if "m" in letters else Shows.NUMBER
