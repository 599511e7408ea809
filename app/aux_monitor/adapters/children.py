"""The processes that the monitor starts: its own collector, and the demonstration's simulator.

A child holds the other end of a pipe from us on its standard input and ends when that closes,
so that it does not outlive a monitor that was killed. Threads read what it writes: subprocesses
of the event loop work differently under each of the loops the monitor runs on.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from aux_monitor.adapters.child_process import RunningProcess
from aux_monitor.ports.children import Endpoint
from aux_monitor.ports.errors import ChildError
from aux_monitor.ports.secrets import Secret

TOKEN_VARIABLE = "AUX_MONITOR_COLLECTOR_TOKEN"  # noqa: S105 - the name of a variable
GITHUB_VARIABLE = "AUX_MONITOR_GITHUB_TOKEN"
CHANNEL_VARIABLES = "AUX_MONITOR_CHANNEL_"
"""What the variables begin with that hold the addresses of channels."""

COMMAND = (sys.executable, "-P", "-m", "aux_monitor")
"""This program in this interpreter; -P keeps the working folder's files from being imported."""


class _Listening(msgspec.Struct, frozen=True):
    """The line a collector prints once it can be asked."""

    event: Literal["listening"]
    host: str
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)]


class _Child:
    """What the two kinds of children share: one process at a time, started and ended in turn."""

    def __init__(
        self,
        name: str,
        arguments: Sequence[str],
        *,
        token: Secret | None,
        command: Sequence[str],
        environment: Mapping[str, str] | None,
    ) -> None:
        inherited = os.environ if environment is None else environment
        self._name = name
        self._command = (*command, "collector", *arguments, "--exit-with-stdin")
        self._environment = {
            key: value
            for key, value in inherited.items()
            if key not in (TOKEN_VARIABLE, GITHUB_VARIABLE)
            and not key.startswith(CHANNEL_VARIABLES)
        }
        self._token = token
        self._turn = threading.Lock()
        self._running: RunningProcess | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self._name

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._running is not None and self._running.process.poll() is None

    @property
    def exit_sentence(self) -> str:
        """Why it ended, in one sentence; empty while it runs and after ``stop``."""
        return self._running.how_it_ended(self._name) if self._running is not None else ""

    async def stop(self) -> None:
        """End it and return when it has ended, within some 7 s; nothing happens without one."""
        await asyncio.to_thread(self._end)

    async def _begin(self) -> RunningProcess:
        """Return the process just started, or raise ``ChildError``."""
        try:
            return await asyncio.to_thread(self._spawn)
        except OSError as error:
            raise ChildError(
                f"The {self._name} could not be started: {error.strerror or error}."
            ) from error

    def _spawn(self) -> RunningProcess:
        token = self._token.reveal() if self._token is not None else ""
        environment = self._environment | ({TOKEN_VARIABLE: token} if token else {})
        with self._turn:
            if self._running is not None:
                self._running.end()
            self._running = RunningProcess(self._command, environment, token)
            return self._running

    def _end(self) -> None:
        with self._turn:
            running, self._running = self._running, None
            if running is not None:
                running.end()

    def _kill(self) -> None:
        with self._turn:
            if self._running is not None:
                self._running.kill()


class CollectorChild(_Child):
    """A ``ChildProcess``: the monitor's own collector on a free loopback port.

    It reads ``logs`` into a database under ``data_dir``. ``token`` reaches it by its environment
    alone, and no other token does. ``start_timeout_s`` bounds the wait until it listens.
    """

    def __init__(
        self,
        logs: Sequence[Path],
        data_dir: Path,
        token: Secret | None,
        *,
        start_timeout_s: float = 15.0,
        command: Sequence[str] = COMMAND,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        named = [argument for log in logs for argument in ("--log", str(log))]
        super().__init__(
            "collector",
            ("serve", *named, "--data", str(data_dir)),
            token=token,
            command=command,
            environment=environment,
        )
        self._start_timeout_s = start_timeout_s
        self._endpoint: Endpoint | None = None

    @property
    def endpoint(self) -> Endpoint | None:
        """Where it answers, None before it was started; each start may choose another port."""
        return self._endpoint if self.alive else None

    async def start(self) -> None:
        """Return once it listens, or raise ``ChildError`` with a sentence."""
        if self.endpoint is not None:
            return
        try:
            self._endpoint = await self._listening(await self._begin())
        except BaseException:
            await asyncio.to_thread(self._kill)
            raise

    async def _listening(self, running: RunningProcess) -> Endpoint:
        try:
            async with asyncio.timeout(self._start_timeout_s):
                line = await asyncio.wrap_future(running.first_line)
        except TimeoutError as error:
            raise ChildError(
                f"The {self._name} did not listen within {self._start_timeout_s:g} s."
            ) from error
        if not line:
            await asyncio.to_thread(running.end)
            raise ChildError(running.how_it_ended(self._name))
        try:
            listening = msgspec.json.decode(line, type=_Listening)
        except msgspec.MsgspecError as error:
            raise ChildError(f"The {self._name} did not say where it listens.") from error
        return Endpoint(listening.host, listening.port)


class SimulatorChild(_Child):
    """A ``ChildProcess``: writes a believable log in real time, for the demonstration.

    ``rate`` is commands a second, ``backlog_s`` how much of the past the log begins with.
    """

    def __init__(
        self,
        log: Path,
        *,
        rate: float = 2.5,
        backlog_s: float = 3600.0,
        seed: int | None = None,
        command: Sequence[str] = COMMAND,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        seeded = () if seed is None else ("--seed", str(seed))
        pace = ("--rate", f"{rate:g}", "--backlog", f"{backlog_s:g}")
        super().__init__(
            "simulator",
            ("simulate", "--log", str(log), *pace, *seeded),
            token=None,
            command=command,
            environment=environment,
        )

    async def start(self) -> None:
        """Return once it runs, or raise ``ChildError``; what it writes comes when it comes."""
        if not self.alive:
            await self._begin()
