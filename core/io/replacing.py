"""Whole files, replaced in one step: a file is either the old one or the new one, whatever happens on the way."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from core.io.failures import because
from core.io.processes import alive, host
from core.task import Refused
from core.words import _

_SUFFIX = ".orebook-saving"
_NAME = re.compile(r"\.(?P<host>\w*)-(?P<pid>\d+)-[0-9a-f]+" + re.escape(_SUFFIX))
_ABANDONED = 7 * 86_400  # seconds after which a half-written file of another machine is nobody's
# Folders that cannot be synced at all (some network shares) answer with one of these; the rename is then as safe as it gets.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EISDIR}


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Write to the name given; when the block ends well, that file takes the place of `path`, on the disk and in one step.

    When it ends with an exception, the half-written file is removed and `path` is what it was. Half-written files that a killed
    process left in the folder are removed first. Raises OSError as the disk does, and where `path` is a folder or a device; when the
    last step, the sync of the folder, raises it, the new file is in place already.
    """
    path = path.resolve()  # a link stays a link
    if path.exists() and not path.is_file():  # a folder, or a device that must not become a file
        raise OSError(errno.EINVAL, _("there is something of this name that is not a file"), str(path))
    sweep(path.parent)
    written = path.with_name(f".{_plain_host()}-{os.getpid()}-{uuid.uuid4().hex[:8]}{_SUFFIX}")
    try:
        yield written
        if path.exists():
            shutil.copymode(path, written)
        _sync(written)
        written.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            written.unlink()
        raise
    _sync_folder(path)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Path]:
    """As `replacing`, for exports: what the disk says against it is a `Refused` with one sentence."""
    try:
        with replacing(path) as beside:
            yield beside
    except OSError as error:
        sentence = _("{file} cannot be written: {reason}. What was there before is unchanged; free some room or choose another place.")
        raise Refused(sentence.format(file=path, reason=because(error))) from error


def sweep(folder: Path) -> None:
    """Remove the half-written files of processes that run no more. A folder that cannot be read or written to is left alone."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            found = _NAME.fullmatch(entry.name)
            if found and _abandoned(found, entry):
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


def _abandoned(found: re.Match[str], entry: os.DirEntry[str]) -> bool:
    if found["host"] == _plain_host() and not alive(int(found["pid"])):
        return True
    return time.time() - entry.stat().st_mtime > _ABANDONED


def _plain_host() -> str:
    return re.sub(r"\W", "_", host())[:40]


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # there, folders cannot be opened and the rename is journalled by the system
        return
    try:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
