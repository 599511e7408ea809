"""A real collector in its own process, asked over loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import httpx

COMMAND = (sys.executable, "-m", "aux_monitor", "collector")
DEADLINE_S = 60.0


class RunningCollector:
    """One collector process; a context manager that ends it."""

    def __init__(
        self,
        data: Path,
        logs: Sequence[Path],
        *extra: str,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        named = [part for log in logs for part in ("--log", str(log))]
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [*COMMAND, "serve", *named, "--data", str(data), "--exit-with-stdin", *extra],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        assert told, self._complaint()
        self.listening = json.loads(told)
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.listening['port']}", timeout=20)

    def _complaint(self) -> str:
        self.process.wait(DEADLINE_S)
        assert self.process.stderr is not None
        return self.process.stderr.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.end()

    def snapshot(self, **parameters: float) -> dict[str, Any]:
        """Return the decoded snapshot."""
        answer = self.http.get("/api/v1/snapshot", params=parameters)
        assert answer.status_code == 200, answer.text
        decoded: dict[str, Any] = answer.json()
        return decoded

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first snapshot for which ``holds`` is true."""
        deadline = time.monotonic() + DEADLINE_S
        while True:
            snapshot = self.snapshot()
            if holds(snapshot):
                return snapshot
            assert time.monotonic() < deadline, snapshot["ingest"]
            time.sleep(0.05)

    def end(self) -> tuple[int, str]:
        """Close its standard input; return its exit code and what it said on standard error."""
        self.http.close()
        _, said = self.process.communicate(timeout=DEADLINE_S)
        return self.process.returncode, said

    def kill(self) -> None:
        """End it at once, as the system would."""
        self.process.kill()
        self.http.close()
        self.process.communicate(timeout=DEADLINE_S)


def refused(data: Path, log: Path, *extra: str) -> tuple[int, str]:
    """Start a collector that cannot run; return its exit code and its standard error output."""
    done = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, "serve", "--log", str(log), "--data", str(data), *extra],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    return done.returncode, done.stderr
