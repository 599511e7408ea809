"""The socket over which a second start asks the first to come to the front."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LOG = logging.getLogger(__name__)

_RAISE, _RAISED = b"raise\n", b"raised\n"


class InstanceServer:
    """Listens at ``address`` for this user alone; ``on_raise`` is called from the event loop."""

    def __init__(self, address: str, on_raise: Callable[[], None]) -> None:
        self._on_raise = on_raise
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(address)  # a killed process leaves its own
        if not self._server.listen(address):
            _LOG.warning("A second start cannot reach this one: %s", self._server.errorString())

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

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


def ask_to_come_up(address: str, timeout_ms: int) -> bool:
    """Ask whoever listens at ``address`` to come to the front; return whether it said it did."""
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(timeout_ms):
        return False
    socket.write(_RAISE)
    answered = socket.waitForReadyRead(timeout_ms)
    answer = bytes(socket.readAll().data())
    socket.abort()
    return answered and answer == _RAISED
