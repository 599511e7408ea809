"""A program that is killed at any moment of an episode loses no notice and repeats none."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.domain.notice import Episode, Reason
from tests.desktop.dunst import Dunst
from tests.desktop.programs import surroundings, wait_until

STEPS = tuple(
    f"{when} {what}"
    for what in ("begun", "announced", "shown", "told")
    for when in ("before", "after")
)
"""What happens of an alert's beginning, and of its end: the process dies before and after each."""

FIRED, RECOVERED = "Response time above 300 ms", "Response time recovered"


class Home:
    """A folder in which the program runs, and what it has stored there."""

    def __init__(self, folder: Path, bus: str) -> None:
        self.folder = folder
        self._environment = surroundings(DBUS_SESSION_BUS_ADDRESS=bus)

    def see(self, latency_ms: float) -> None:
        """Let the program see this latency from now on."""
        new = self.folder / "latency.new"
        new.write_text(str(latency_ms))
        new.replace(self.folder / "latency")

    @contextmanager
    def program(self, die_at: str = "") -> Iterator[subprocess.Popen[bytes]]:
        """Run the program until the end of the block, then kill it."""
        command = (sys.executable, "-m", "tests.desktop.notice_program", str(self.folder), die_at)
        with (self.folder / "output.txt").open("ab") as output:
            process = subprocess.Popen(  # noqa: S603 - the program under test
                command, env=self._environment, stdout=output, stderr=output
            )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def dies(self, die_at: str) -> None:
        """Run the program until it has killed itself."""
        with self.program(die_at) as process:
            assert process.wait(60) == -signal.SIGKILL

    def episode(self) -> Episode | None:
        """Return the newest episode as it is stored."""

        async def load() -> tuple[Episode, ...]:
            history = SqliteHistory(self.folder / "history.sqlite3")
            try:
                return (await history.load()).episodes
            finally:
                await history.aclose()

        return next(reversed(asyncio.run(load())), None)

    def has_told(self, *, end: bool) -> bool:
        """Return whether the episode's beginning, or its end, is noted as told."""
        newest = self.episode()
        if newest is None or newest.telling is not None:
            return False
        assert newest.number == 1
        return (newest.told_resolved if end else newest.told) is Reason.SENT


def eventually_told(home: Home, *, end: bool = False) -> None:
    """Run the program until it has told, then once more for good measure."""
    with home.program():
        wait_until(lambda: home.has_told(end=end), "the alert being told")
    with home.program() as process:
        restored_s = time.monotonic() + 1.0  # a repeat would come with the first look
        while time.monotonic() < restored_s:
            assert process.poll() is None
            time.sleep(0.1)


@pytest.mark.parametrize("at", STEPS)
def test_killed_before_and_after_every_step(
    at: str, tmp_path: Path, session_bus: str, dunst: Dunst
) -> None:
    """At each step of the beginning, then of the end: one notice of each, never none, never two."""
    home = Home(tmp_path, session_bus)
    home.see(340)
    home.dies(at)
    eventually_told(home)
    assert [notice.title for notice in dunst.taken_off()] == [FIRED]
    home.see(120)
    home.dies(at.replace(" ", " end ", 1))
    eventually_told(home, end=True)
    assert [notice.title for notice in dunst.taken_off()] == [RECOVERED]


def test_killed_at_random_moments(tmp_path: Path, session_bus: str, dunst: Dunst) -> None:
    """From outside, in the middle of whatever it does, many times in one episode."""
    home = Home(tmp_path, session_bus)
    chance = Random(11)  # noqa: S311 - moments, not secrets
    for latency, title in ((340, FIRED), (120, RECOVERED)):
        home.see(latency)
        for _ in range(8):
            with home.program() as process:
                time.sleep(chance.uniform(0.2, 1.4))
                os.kill(process.pid, signal.SIGKILL)
        eventually_told(home, end=latency < 300)
        assert [notice.title for notice in dunst.taken_off()] == [title]
