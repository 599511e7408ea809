"""Runs the collector: one process, one folder of data, one port."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import uvicorn
from msgspec import Struct

from aux_monitor.collector.api import Api
from aux_monitor.collector.guard import Door, Guard
from aux_monitor.collector.privacy import Hasher, load_key
from aux_monitor.collector.service import Collector
from aux_monitor.collector.store.duckdb import DuckDbEngine
from aux_monitor.collector.worker import Worker
from aux_monitor.settings.errors import AuxMonitorError

TOKEN_VARIABLE = "AUX_MONITOR_COLLECTOR_TOKEN"  # noqa: S105 - the name of a variable


class ServeError(AuxMonitorError):
    """The collector cannot run; one sentence says why."""


class ServeOptions(Struct, frozen=True):
    """What the command line asks for."""

    logs: tuple[Path, ...]
    data: Path
    host: str
    port: int
    exit_with_stdin: bool


def serve(options: ServeOptions) -> int:
    """Run until told to end; return 0. Raises ``AuxMonitorError`` when it cannot run."""
    token = os.environ.pop(TOKEN_VARIABLE, "")
    with _bound(options, token) as (sock, loopback):
        hasher = _prepare_data(options.data)
        engine = DuckDbEngine(options.data)
        collector = Collector(engine, options.logs, hasher, time.time(), warn)
        worker = Worker(collector.work)
        with ThreadPoolExecutor(2, thread_name_prefix="store") as executor:
            api = Api(collector, executor, worker.look, time.time, time.time())
            server = _server(Guard(api.application(), Door(token, loopback)))
            try:
                _run(server, sock, worker, exit_with_stdin=options.exit_with_stdin)
            finally:
                collector.close(time.time())
    return 0


def warn(text: str) -> None:
    """Write one line to the standard error output."""
    sys.stderr.write(f"aux-monitor collector: {text}\n")
    sys.stderr.flush()


@contextmanager
def _bound(options: ServeOptions, token: str) -> Iterator[tuple[socket.socket, bool]]:
    """Give the listening socket and whether it is on loopback."""
    place = f"{options.host}:{options.port}"
    try:
        # With the protocol named, asyncio turns Nagle's algorithm off: 40 ms less for an answer.
        family, kind, protocol, _, address = socket.getaddrinfo(
            options.host, options.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )[0]
    except OSError as error:
        raise ServeError(f"{options.host} is no address of this computer: {error}.") from None
    loopback = ipaddress.ip_address(str(address[0]).partition("%")[0]).is_loopback
    if not loopback and not token:
        raise ServeError(
            f"{options.host} can be reached from other computers: set {TOKEN_VARIABLE} first."
        )
    with socket.socket(family, kind, protocol) as sock:
        if os.name == "posix":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(address)
            sock.listen(128)
        except OSError as error:
            raise ServeError(f"{place} cannot be listened on: {error.strerror or error}.") from None
        yield sock, loopback


def _prepare_data(folder: Path) -> Hasher:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Hasher(load_key(folder / "hash.key"))
    except OSError as error:
        reason = error.strerror or error
        raise ServeError(f"The data folder {folder} cannot be used: {reason}.") from None
    except ValueError as error:
        raise ServeError(f"The data folder {folder} cannot be used: {error}.") from None


class _Server(uvicorn.Server):
    """Says where it listens, once it does, and sleeps until somebody asks or it shall end.

    uvicorn's own loop wakes ten times a second to see whether it shall end: a third of a percent
    of a core for doing nothing. What it does besides, once a second, is the ``Date`` header,
    which the guard gives to each answer.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending = asyncio.Event()

    def end(self) -> None:
        """Shut down soon; may be called from any thread, and from a signal's handler."""
        self.should_exit = True
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed: it has ended already
                self._loop.call_soon_threadsafe(self._ending.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        if sockets and self.started:
            host, port = sockets[0].getsockname()[:2]
            line = {"event": "listening", "host": host, "port": port, "pid": os.getpid()}
            sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")
            sys.stdout.flush()

    async def main_loop(self) -> None:
        if not await self.on_tick(0):
            await self._ending.wait()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self.end()


def _server(app: Guard) -> _Server:
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL + 1)  # its tracebacks may hold anything
    return _Server(
        uvicorn.Config(
            app,
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            h11_max_incomplete_event_size=16 * 1024,
            limit_concurrency=128,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=2,
        )
    )


def _run(server: _Server, sock: socket.socket, worker: Worker, *, exit_with_stdin: bool) -> None:
    def end(signum: int = 0, frame: FrameType | None = None) -> None:
        del signum, frame
        server.end()

    # uvicorn raises a signal again when it has shut down: these take it the second time.
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if exit_with_stdin:
        threading.Thread(target=_await_end_of_input, args=(end,), daemon=True).start()
    worker.begin(end)
    try:
        asyncio.run(server.serve([sock]))
    finally:
        worker.end()
    if worker.fault:
        raise ServeError(f"Reading the logs failed ({worker.fault}).")


def _await_end_of_input(end: Callable[[], None]) -> None:
    """Call ``end`` when whoever started this process is gone. Unbuffered, so as to hold no lock."""
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        pass  # a closed standard input is an ended one
    end()
