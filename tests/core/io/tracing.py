"""Run a function in a child process and step in at one of its system calls: kill it there, tear a write, or let the call fail.

By ptrace and a seccomp filter through ctypes, so that SQLite's own calls are reached, only the calls that count stop the child, and no
compiler is needed. Linux on x86-64 only.
"""

from __future__ import annotations

import ctypes
import enum
import errno
import os
import platform
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from core.task import Refused

# ptrace, see ptrace(2)
_TRACEME, _PEEKUSER, _POKEUSER, _CONTINUE, _SYSCALL, _SETOPTIONS = 0, 3, 6, 7, 24, 0x4200
_TRACESECCOMP, _EXITKILL = 0x80, 0x100000
_AT_A_CALL = signal.SIGTRAP | 7 << 8
_RAX, _RDX, _RSI, _RDI, _ORIG_RAX = (8 * index for index in (10, 12, 13, 14, 15))
_O_CREAT = 0o100
# seccomp, see seccomp(2)
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD_NUMBER, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _TRACE = 0x7FFF0000, 0x7FF00000

# The calls by their numbers on x86-64.
WRITES = {1: "write", 18: "pwrite64", 20: "writev", 40: "sendfile", 285: "fallocate", 296: "pwritev", 326: "copy_file_range"}
CHANGES = WRITES | {
    74: "fsync", 75: "fdatasync", 76: "truncate", 77: "ftruncate", 82: "rename", 83: "mkdir", 84: "rmdir", 86: "link", 87: "unlink",
    90: "chmod", 91: "fchmod", 258: "mkdirat", 263: "unlinkat", 264: "renameat", 268: "fchmodat", 316: "renameat2",
}  # fmt: skip
OPENS = {2: ("open", _RSI), 257: ("openat", _RDX)}  # with the register that holds the flags
LOOKS = {
    0: "read", 4: "stat", 5: "fstat", 6: "lstat", 8: "lseek", 17: "pread64", 21: "access", 72: "fcntl", 73: "flock", 217: "getdents64",
    262: "newfstatat", 269: "faccessat", 332: "statx", 439: "faccessat2",
}  # fmt: skip


class Outcome(enum.IntEnum):
    """How the child ended; what it returned to the system."""

    DONE = 0
    REFUSED = 1
    FAILED = 2  # with another exception than Refused
    KILLED = 3


@dataclass(frozen=True, slots=True)
class Kill:
    """Kill the child before its counted call number `at`; with `torn`, after half of what that call was to write."""

    at: int
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Fail:
    """Let the counted call number `at` fail with `error`; with `stays`, every later write, too."""

    at: int
    error: int = errno.EIO
    stays: bool = False


@dataclass(slots=True)
class Run:
    """What came of a run. calls: the counted calls by name; told: what it told on its way; words: its last, if it ended badly."""

    outcome: Outcome = Outcome.KILLED
    calls: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    words: str = ""


def why_not() -> str:
    """Why processes cannot be traced here; empty when they can."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return "tracing is written for Linux on x86-64"
    try:
        run = trace(_nothing)
    except OSError as error:
        return f"processes cannot be traced here: {error}"
    return "" if run.outcome is Outcome.DONE else f"processes cannot be traced here: {run.words}"


def _nothing(_tell: Tell) -> None:
    pass


Tell = Callable[[str], None]


def trace(work: Callable[[Tell], None], step: Kill | Fail | None = None, *, looks: bool = False) -> Run:
    """Run `work` in a child; what it tells is heard even when it is killed later.

    Counted are the calls that change the disk and, with `looks`, those that read it.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        _be_the_child(work, writer, [*CHANGES, *OPENS, *(LOOKS if looks else ())])
    os.close(writer)
    child, run = _Child(pid), Run()
    while child.to_next_call():
        name = child.name(looks)
        if name is None or child.writes_to(writer):
            continue
        if isinstance(step, Fail) and (step.at == len(run.calls) or (step.stays and step.at < len(run.calls) and child.call in WRITES)):
            child.fail(step.error)
        elif isinstance(step, Kill) and step.at == len(run.calls):
            child.kill(torn=step.torn)
        run.calls.append(name)
    with os.fdopen(reader, "rb") as pipe:
        *run.told, run.words = pipe.read().decode().split("\0")
    if os.WIFEXITED(child.status):
        run.outcome = Outcome(os.WEXITSTATUS(child.status))
    return run


def _be_the_child(work: Callable[[Tell], None], writer: int, calls: list[int]) -> None:
    """Never returns."""
    code = Outcome.FAILED
    try:
        _ptrace(_TRACEME, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        _stop_at(calls)
        work(lambda text: _write(writer, text + "\0"))
        code = Outcome.DONE
    except Refused as refused:
        _write(writer, str(refused))
        code = Outcome.REFUSED
    except BaseException:  # noqa: BLE001 - told to the parent
        _write(writer, traceback.format_exc())
    finally:
        os._exit(code)


def _stop_at(calls: list[int]) -> None:
    """Let this process stop, for its tracer, at the beginning of these calls. Raises OSError where the system does not allow it."""
    program = [(_LOAD_NUMBER, 0, 0, 0)]
    for index, call in enumerate(calls):
        program.append((_JUMP_IF_EQUAL, len(calls) - index, 0, call))
    program += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _TRACE)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    whole = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(code)))
    for request, value, address in ((_NO_NEW_PRIVILEGES, 1, 0), (_SET_SECCOMP, _FILTER, ctypes.addressof(whole))):
        if _libc.prctl(request, value, address, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")


def _write(descriptor: int, text: str) -> None:
    os.write(descriptor, text.encode())


class _Child:
    """A traced process, stopped at the beginning of a call."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.call = -1
        _waited, self.status = os.waitpid(pid, 0)
        if os.WIFSTOPPED(self.status):
            _ptrace(_SETOPTIONS, pid, 0, _TRACESECCOMP | _EXITKILL)

    def to_next_call(self) -> bool:
        """Run to the beginning of the next call; False when the child has ended."""
        while os.WIFSTOPPED(self.status):
            self._run(_CONTINUE)
            if os.WIFSTOPPED(self.status) and self.status >> 8 == _AT_A_CALL:
                self.call = self._peek(_ORIG_RAX)
                return True
        return False

    def name(self, looks: bool) -> str | None:
        """What the call is named, if it is one that counts."""
        if self.call in OPENS:
            name, flags = OPENS[self.call]
            return name if looks or self._peek(flags) & _O_CREAT else None
        return CHANGES.get(self.call) or (LOOKS.get(self.call) if looks else None)

    def writes_to(self, descriptor: int) -> bool:
        """Whether the call writes to this descriptor."""
        return self.call in WRITES and self._peek(_RDI) == descriptor

    def fail(self, error: int) -> None:
        """Let the call end with `error` instead of being done."""
        self._poke(_ORIG_RAX, -1)
        self._poke(_RAX, -error)

    def kill(self, *, torn: bool) -> None:
        """Kill the child before the call, or when half of it is written."""
        if torn:
            self._poke(_RDX, self._peek(_RDX) // 2)
            self._run(_SYSCALL)
        os.kill(self.pid, signal.SIGKILL)

    def _run(self, how: int) -> None:
        received = os.WSTOPSIG(self.status)
        _ptrace(how, self.pid, 0, 0 if received in {signal.SIGSTOP, signal.SIGTRAP} else received)
        _waited, self.status = os.waitpid(self.pid, 0)

    def _peek(self, register: int) -> int:
        return _ptrace(_PEEKUSER, self.pid, register, 0)

    def _poke(self, register: int, value: int) -> None:
        _ptrace(_POKEUSER, self.pid, register, value)


def _ptrace(request: int, pid: int, address: int, data: int) -> int:
    """Raises OSError."""
    ctypes.set_errno(0)
    answer: int = _libc.ptrace(request, pid, address, data)
    if answer == -1 and ctypes.get_errno() not in {0, errno.ESRCH}:
        raise OSError(ctypes.get_errno(), "ptrace")
    return answer


_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long
_libc.prctl.argtypes = [ctypes.c_int, *4 * [ctypes.c_ulong]]
