"""Who may write to a workspace file: the first who claims it; everybody else reads.

The claim is a lock of the operating system on a file `.NAME.lock` beside the workspace, so it ends with the process that holds it, however
that ends, and a lock file that is left behind holds nobody up. What stands in it (process, machine, moment) is for people to read, and for
folders on which the system cannot lock.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from core.io.processes import alive, host
from core.words import _

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_FAR = 1 << 20  # a byte far behind the text, so that a lock on it leaves the text readable where locks bind


class Claim:
    """`writable`: whether the workspace may be saved to its path; `reason`: if not, why, in a sentence. Release it when it is closed."""

    def __init__(self, path: Path, *, lock: int | None = None, reason: str = "") -> None:
        self.path = path
        self.reason = reason
        self._lock = lock

    @property
    def writable(self) -> bool:
        """Whether this claim holds the file."""
        return self._lock is not None

    def release(self) -> None:
        """Let others claim the file. Done twice, it is done once."""
        if self._lock is None:
            return
        lock, self._lock = self._lock, None
        with contextlib.suppress(OSError):
            if sys.platform == "win32":  # there, an open file cannot be removed
                os.close(lock)
                _lock_path(self.path).unlink()
            else:
                _lock_path(self.path).unlink()
                os.close(lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


class _Holder(NamedTuple):
    """Who says in a lock file that it holds the file. since: local time, to be read."""

    pid: int = 0
    host: str = ""
    since: str = ""


class _Held(Exception):  # noqa: N818 - an answer
    def __init__(self, holder: _Holder) -> None:
        super().__init__()
        self.holder = holder


def claim(path: Path) -> Claim:
    """Claim the workspace at `path`, which need not exist yet. Never raises: a claim that is not had says why."""
    path = path.resolve()
    try:
        if path.exists() and not _may_be_changed(path):
            return Claim(path, reason=_("{name} is marked read-only. To keep changes, save under another name.").format(name=path.name))
        return Claim(path, lock=_take(_lock_path(path)))
    except _Held as held:
        return Claim(path, reason=_held_by(held.holder, path))
    except OSError:
        return Claim(
            path,
            reason=_("The folder {folder} may not be written to, so {name} is open for reading only. Save under another name.").format(
                folder=path.parent, name=path.name
            ),
        )


def in_use(path: Path) -> bool:
    """Whether a running program holds the file."""
    lock = _lock_path(path.resolve())
    if not lock.exists():
        return False
    with claim(path) as own:
        return not own.writable


def _may_be_changed(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except PermissionError:
        return False


def _lock_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def _held_by(holder: _Holder, path: Path) -> str:
    if holder.host in {"", host()}:
        return _("{name} is already open in another Orebook (process {pid}, since {since}); it is open here for reading only.").format(
            name=path.name, pid=holder.pid or "?", since=holder.since or "?"
        )
    sentence = _(
        "{name} is open on the computer {host} since {since}; it is open here for reading only. "
        "If it is not open there, delete {lock} and open it again."
    )
    return sentence.format(name=path.name, host=holder.host, since=holder.since, lock=_lock_path(path))


def _take(lock: Path) -> int:
    """The descriptor of the lock file, locked and signed. Raises _Held; OSError where no file can be made."""
    while True:
        handle = _open(lock)
        try:
            holder = _read(handle)
            if _locked(handle, holder) and holder.host not in {"", host()}:
                raise _Held(holder)  # a lock that ends at this machine says nothing about another
            if _is_still(lock, handle):
                return _signed(handle)
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its holder removed it while we waited for it


def _open(lock: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    except PermissionError:
        if not lock.exists():
            raise
    handle = os.open(lock, os.O_RDONLY)  # another user's
    try:
        _locked(handle, _read(handle))
    finally:
        os.close(handle)
    lock.unlink()
    return _open(lock)


def _locked(handle: int, holder: _Holder) -> bool:
    """Lock the file for this process. True when the system did it, so that nobody on this machine holds it. Raises _Held."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            raise _Held(holder) from error
        if holder.host not in {"", host()} or alive(holder.pid):  # the folder knows no locks: believe what is written
            raise _Held(holder) from error
        return False
    return True


def _is_still(lock: Path, handle: int) -> bool:
    try:
        return os.path.samestat(lock.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _read(handle: int) -> _Holder:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        plain = json.loads(os.read(handle, 1000))
        return _Holder(int(plain["pid"]), str(plain["host"]), str(plain["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return _Holder()


def _signed(handle: int) -> int:
    now = dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    with contextlib.suppress(OSError):  # on a full disk the lock itself still holds
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps({"pid": os.getpid(), "host": host(), "since": now}).encode())
    return handle
