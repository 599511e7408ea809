"""One window for each user and settings file: a second start raises the first."""

from __future__ import annotations

import hashlib
import logging
import tempfile
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QLockFile
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LOG = logging.getLogger(__name__)

_RAISE, _RAISED = b"raise\n", b"raised\n"
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
        digest = hashlib.sha256(str(config_file.absolute()).encode("utf-8", "surrogateescape"))
        self._stem = f"aux-monitor-{digest.hexdigest()[:16]}"
        self._on_raise = on_raise
        self._patience_s = patience_s
        self._lock = QLockFile(str(folder / f"{self._stem}.lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, not when old
        self._address = _address(folder, self._stem)
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self) -> Claim:
        """Return what came of it, after ``patience_s`` at the most."""
        if self._lock.tryLock(0):
            QLocalServer.removeServer(self._address)  # a killed process leaves its own
            if not self._server.listen(self._address):
                _LOG.warning("A second start cannot reach this one: %s", self._server.errorString())
            return Claim.FIRST
        return Claim.RAISED if self._raise_the_other() else Claim.SILENT

    def close(self) -> None:
        """Give the claim up."""
        self._server.close()
        self._lock.unlock()

    def _raise_the_other(self) -> bool:
        """Ask until it answers: it may have the lock and not yet the socket."""
        deadline = time.monotonic() + self._patience_s
        while (left_s := deadline - time.monotonic()) > 0:
            if self._ask(int(left_s * 1000)):
                return True
            time.sleep(min(0.05, left_s))
        return False

    def _ask(self, timeout_ms: int) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if not socket.waitForConnected(timeout_ms):
            return False
        socket.write(_RAISE)
        answered = socket.waitForReadyRead(timeout_ms)
        answer = bytes(socket.readAll().data())
        socket.abort()
        return answered and answer == _RAISED

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setReadBufferSize(len(_RAISE))
            socket.readyRead.connect(lambda socket=socket: self._on_request(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._on_request(socket)

    def _on_request(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() < len(_RAISE):
            return
        if bytes(socket.readAll().data()) == _RAISE:
            socket.write(_RAISED)
            socket.flush()
            self._on_raise()
        socket.disconnectFromServer()


def _address(folder: Path, stem: str) -> str:
    """Return the socket's place: in the private folder, or beside temporary files if too long."""
    inside = str(folder / f"{stem}.socket")
    if len(inside.encode("utf-8", "surrogateescape")) <= _LONGEST_UNIX_PATH:
        return inside
    owner = hashlib.sha256(str(folder.absolute()).encode("utf-8", "surrogateescape"))
    return str(Path(tempfile.gettempdir()) / f"{stem}-{owner.hexdigest()[:16]}")
