"""What SQLite does to its files, told before it happens: its virtual file system (sqlite.org/vfs.html) with two of its
functions replaced, through ctypes. So a test can end a process in the middle of a write, which nothing above sees."""

import _sqlite3
import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MAIN_DATABASE, WRITE_AHEAD_LOG = 0x100, 0x80000
METHODS = 18
"""How many functions a file has in the third version of the interface."""


@dataclass(frozen=True)
class Watch:
    """Called before a write (with what writes the first half of it) and before a sync."""

    write: Callable[[Callable[[], None]], None] = lambda half: None
    sync: Callable[[], None] = lambda: None


class _FileSystem(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("functions", ctypes.c_void_p * METHODS)]


class _File(ctypes.Structure):
    _fields_ = [("methods", ctypes.POINTER(_Methods))]


_Path = ctypes.c_char_p
_Pointer = ctypes.c_void_p
_Open = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, ctypes.POINTER(_File), ctypes.c_int, _Pointer)
_Write = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, ctypes.c_int, ctypes.c_longlong)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_int)
WRITE, SYNC = 2, 4
"""Their places among the functions: close, read, write, truncate, sync, …"""

_kept: list[Any] = []
"""What SQLite points to must not be collected."""


def library() -> ctypes.CDLL | None:
    """SQLite as this Python uses it; None where it is built in and keeps its functions to itself."""
    found = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
    return found if hasattr(found, "sqlite3_vfs_find") else None


def watch(watch: Watch) -> None:
    """From now on, for every database that this process opens. Raises AssertionError where `library` is None."""
    found = library()
    assert found is not None, "this Python's SQLite cannot be watched"
    found.sqlite3_vfs_find.restype = ctypes.POINTER(_FileSystem)
    found.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
    system = found.sqlite3_vfs_find(None).contents
    original = _Open(system.open)

    @_Open
    def opening(vfs: Any, path: Any, file: Any, flags: int, result: Any) -> int:
        status = int(original(vfs, path, file, flags, result))
        if status == 0 and flags & (MAIN_DATABASE | WRITE_AHEAD_LOG) and file.contents.methods:
            file.contents.methods = ctypes.pointer(_watched(file.contents.methods.contents, watch))
        return status

    _kept.append(opening)
    system.open = ctypes.cast(opening, ctypes.c_void_p)


def _watched(methods: _Methods, watch: Watch) -> _Methods:
    """A copy of a file's functions with two of them watched."""
    write, sync = _Write(methods.functions[WRITE]), _Sync(methods.functions[SYNC])

    @_Write
    def writing(file: Any, data: Any, length: int, offset: int) -> int:
        watch.write(lambda: write(file, data, length // 2, offset))
        return int(write(file, data, length, offset))

    @_Sync
    def syncing(file: Any, flags: int) -> int:
        watch.sync()
        return int(sync(file, flags))

    copy = _Methods.from_buffer_copy(methods)
    copy.functions[WRITE] = ctypes.cast(writing, ctypes.c_void_p).value
    copy.functions[SYNC] = ctypes.cast(syncing, ctypes.c_void_p).value
    _kept.extend([copy, writing, syncing])
    return copy
