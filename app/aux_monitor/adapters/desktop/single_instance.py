"""One window for each user and settings file: a second start raises the first."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile

if TYPE_CHECKING:
    from aux_monitor.adapters.desktop.instance_socket import InstanceServer

_LOG = logging.getLogger(__name__)

_LONGEST_UNIX_PATH = 100
"""Bytes; the systems' own limits are 104 and 108."""


class Claim(Enum):
    """What came of asking to be the only one."""

    FIRST = "first"
    """We are the only one, and will be told of later starts."""

    RAISED = "raised"
    """Another runs and has come to the front: this one has nothing left to do."""

    SILENT = "silent"
    """Another holds the lock and does not answer."""


class SingleInstance:
    """The claim to be the only monitor with ``config_file``.

    A lock file in ``folder`` (which must exist and be private to the user) decides who is first,
    so that two starts at the same moment cannot both be; a lock whose process has died is taken
    over. The socket beside it carries the request to come to the front: ``on_raise`` is then
    called from the event loop.
    """

    def __init__(
        self,
        folder: Path,
        config_file: Path,
        on_raise: Callable[[], None],
        *,
        patience_s: float = 2.0,
    ) -> None:
        self._stem = f"aux-monitor-{_digest(config_file)}"
        self._on_raise = on_raise
        self._patience_s = patience_s
        self._lock = QLockFile(str(folder / f"{self._stem}.lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, not when old
        self._address = _address(folder, self._stem)
        self._server: InstanceServer | None = None
        self._unlocked = False

    def claim(self) -> Claim:
        """Return what came of it, after ``patience_s`` at the most.

        Who is first is settled at once; ``listen`` lets later starts reach it. Where there can be
        no lock (the folder is read-only, the disk full) everybody is first: to run twice is less
        harm than not at all.
        """
        if self._lock.tryLock(0):
            return Claim.FIRST
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            self._unlocked = True
            return Claim.FIRST
        return Claim.RAISED if self._raise_the_other() else Claim.SILENT

    def listen(self) -> None:
        """Let later starts ask this one to come to the front; for the first, after its claim.

        Apart from the claim because Qt's network module, which only this needs, takes a while to
        load, and the window need not wait for it.
        """
        from aux_monitor.adapters.desktop.instance_socket import (  # noqa: PLC0415 - see above
            InstanceServer,
        )

        if self._unlocked:
            _LOG.warning("A second start will not know of this one: no lock can be kept.")
            return
        self._server = InstanceServer(self._address, self._on_raise)

    def close(self) -> None:
        """Give the claim up."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _raise_the_other(self) -> bool:
        """Ask until it answers: it may have the lock and not yet the socket."""
        from aux_monitor.adapters.desktop.instance_socket import (  # noqa: PLC0415 - see listen
            ask_to_come_up,
        )

        deadline = time.monotonic() + self._patience_s
        while (left_s := deadline - time.monotonic()) > 0:
            if ask_to_come_up(self._address, int(left_s * 1000)):
                return True
            time.sleep(min(0.05, left_s))
        return False


def _address(folder: Path, stem: str) -> str:
    """Return the socket's place: in the private folder, or beside temporary files if too long."""
    inside = str(folder / f"{stem}.socket")
    if len(inside.encode("utf-8", "surrogateescape")) <= _LONGEST_UNIX_PATH:
        return inside
    return str(Path(tempfile.gettempdir()) / f"{stem}-{_digest(folder)}")


def _digest(path: Path) -> str:
    """Return sixteen hexadecimal digits that stand for a path.

    Qt's own hash: ``hashlib`` would load OpenSSL before the first paint.
    """
    name = str(path.absolute()).encode("utf-8", "surrogateescape")
    whole = QCryptographicHash.hash(name, QCryptographicHash.Algorithm.Sha256)
    return bytes(whole.toHex().data())[:16].decode("ascii")
