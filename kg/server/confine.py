"""A second wall around readers: the kernel itself refuses connections and writes, whatever a query says.

By Landlock (Linux 5.13, connections from 6.7 on), which needs no privilege. Where the kernel has none, `check_reach`
and the read-only store stand alone.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_SET_NO_NEW_PRIVILEGES = 38
_ASK_VERSION = 1
# Writing, removing and making files of any kind; reading stays, since Python and the store read when they need to.
_WRITES = sum(1 << bit for bit in (1, *range(4, 13)))
_BIND_AND_CONNECT, _CONNECT = 0b11, 0b10
_PORT_RULE = 2
_VERSION_WITH_NETWORK = 4


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


class _PortRule(ctypes.Structure):
    _fields_ = (("allowed", ctypes.c_uint64), ("port", ctypes.c_uint64))


def confine(*, may_write: bool = False, ports: Iterable[int] = ()) -> bool:
    """Refuse this process all TCP connections and all writing of files, for ever; tell whether the kernel does that.

    With ``may_write`` files may be written. Connections to ``ports``, of whatever host, stay possible.
    """
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    with_network = version >= _VERSION_WITH_NETWORK
    rules = _Ruleset(0 if may_write else _WRITES, _BIND_AND_CONNECT if with_network else 0)
    size = ctypes.sizeof(rules) if with_network else ctypes.sizeof(ctypes.c_uint64)
    handle = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if handle < 0:
        return False
    for port in ports if with_network else ():
        rule = _PortRule(_CONNECT, port)
        libc.syscall(_ADD_RULE, handle, _PORT_RULE, ctypes.byref(rule), 0)
    libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    failed: int = libc.syscall(_RESTRICT_SELF, handle, 0)
    os.close(handle)
    return with_network and not failed
