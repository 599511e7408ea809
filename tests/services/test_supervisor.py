"""The supervisor restarts what fails, and ends everything."""

from __future__ import annotations

import asyncio

import pytest

from aux_monitor.services.supervisor import Supervisor, first_of
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock


@pytest.fixture
def faults() -> list[str]:
    """Return the list that collects the sentences of faults."""
    return []


def test_a_lasting_job_that_fails_starts_again_after_a_growing_pause(
    faults: list[str], expected_warnings: ExpectedWarnings
) -> None:
    """It runs at 0 s, 1 s and 3 s when each run fails at once, and each failure is told."""
    expected_warnings("The job job failed")

    async def scenario() -> list[float]:
        clock = FakeClock()
        supervisor = Supervisor(clock, faults.append)
        runs: list[float] = []

        async def job() -> None:
            runs.append(clock.monotonic() - 1000.0)
            raise RuntimeError("a fault")

        supervisor.keep("job", job)
        await clock.advance(3.5)
        await supervisor.aclose()
        return runs

    assert asyncio.run(scenario()) == [0.0, 1.0, 3.0]
    assert len(faults) == 3
    assert "job" in faults[0]


def test_closing_cancels_every_job_and_waits_for_its_clean_up(faults: list[str]) -> None:
    """After ``aclose`` the clean-up of a running job has been done, and nothing runs."""

    async def scenario() -> tuple[list[str], bool]:
        supervisor = Supervisor(FakeClock(), faults.append)
        done: list[str] = []

        async def job() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0)
                done.append("cleaned up")

        supervisor.keep("job", job)
        await asyncio.sleep(0)
        await supervisor.aclose()
        return done, supervisor.running("job")

    assert asyncio.run(scenario()) == (["cleaned up"], False)
    assert faults == []


def test_one_name_is_one_lasting_job(faults: list[str]) -> None:
    """A second job of the same name is refused: two pollers of a source would overlap."""

    async def scenario() -> None:
        supervisor = Supervisor(FakeClock(), faults.append)

        async def job() -> None:
            await asyncio.Event().wait()

        supervisor.keep("job", job)
        with pytest.raises(ValueError, match="job named job runs already"):
            supervisor.keep("job", job)
        await supervisor.aclose()

    asyncio.run(scenario())


def test_first_of_cancels_the_wait_that_lost() -> None:
    """The loser's clean-up has run when ``first_of`` returns."""

    async def scenario() -> list[str]:
        cancelled: list[str] = []

        async def forever() -> None:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                cancelled.append("forever")
                raise

        await first_of(asyncio.sleep(0), forever())
        return cancelled

    assert asyncio.run(scenario()) == ["forever"]
