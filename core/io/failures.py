"""Why the disk said no, in words."""

from __future__ import annotations

import errno
import sqlite3

from core.words import _

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV}


def because(error: OSError | sqlite3.Error) -> str:
    """The reason, to stand after a colon in a sentence: no capital, no full stop."""
    if isinstance(error, OSError):
        return _of_the_system(error)
    return _of_the_database(error)


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's result code without its details; 0 for an error that Python's own module raised."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _of_the_system(error: OSError) -> str:
    if error.errno in _FULL:
        return _("there is no room left on the disk, or the file would be larger than allowed")
    if error.errno in _FORBIDDEN:
        return _("the file or its folder may not be written to, or another program holds it")
    if error.errno in _GONE:
        return _("the folder is not there any more")
    if error.errno == errno.EIO:
        return _("the disk reports an error")
    return error.strerror or str(error)


def _of_the_database(error: sqlite3.Error) -> str:
    match primary_code(error):
        case sqlite3.SQLITE_FULL:
            return _("there is no room left on the disk, or the file would be larger than allowed")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return _("the file or its folder may not be written to, or another program holds it")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _("another program is writing to it")
        case sqlite3.SQLITE_IOERR:
            return _("the disk reports an error")
        case _:
            return str(error)
