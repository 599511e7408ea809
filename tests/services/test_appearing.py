"""The source of figures by hand comes with the first entry and goes with the last."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from aux_monitor.domain.entries import Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.services.appearing import LOOKED_EVERY_S, Appearing
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.entries import MemoryEntries

SCORE = Figure(MetricId("nps"), date(2026, 7, 1), 31.0, 420)


class Heard:
    """What an ``Appearing`` said, in its order: True and False, and "changed"."""

    def __init__(self) -> None:
        self.said: list[bool | str] = []

    def present(self, found: bool) -> None:  # noqa: FBT001 - a callback with one answer
        """Note what a look found."""
        self.said.append(found)

    async def changed(self) -> None:
        """Note a change."""
        self.said.append("changed")


@pytest.mark.anyio
async def test_a_look_says_whether_there_is_anything() -> None:
    """Before the session starts it is known which sources it has."""
    book, heard = MemoryEntries(), Heard()
    appearing = Appearing(book, FakeClock(), heard.present, heard.changed)
    assert not await appearing.look()
    await book.enter((SCORE,), 0.0)
    assert await appearing.look()
    assert heard.said == [False, True]


@pytest.mark.anyio
async def test_the_first_entry_and_the_removal_of_the_last_are_changes() -> None:
    """Each is told after what was found, and no look in between is."""
    book, heard, clock = MemoryEntries(), Heard(), FakeClock()
    appearing = Appearing(book, clock, heard.present, heard.changed)
    task = asyncio.get_running_loop().create_task(appearing.run())
    await clock.advance(LOOKED_EVERY_S)
    ((made),) = await book.enter((SCORE,), 0.0)
    await clock.advance(2 * LOOKED_EVERY_S)
    await book.remove(made.entry.id, "", 0.0)
    await clock.advance(LOOKED_EVERY_S)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert heard.said == [False, True, "changed", True, False, "changed"]


@pytest.mark.anyio
async def test_an_unchanged_book_is_not_read() -> None:
    """A look at a book in which nothing happened costs one number."""
    book, heard = MemoryEntries(), Heard()
    appearing = Appearing(book, FakeClock(), heard.present, heard.changed)
    await book.enter((SCORE,), 0.0)
    for _ in range(3):
        await appearing.look()
    assert book.readings == 1


@pytest.mark.anyio
async def test_a_book_that_cannot_be_read_stays_what_it_was(
    expected_warnings: ExpectedWarnings,
) -> None:
    """Its figures do not vanish for a disk that failed; that is logged once for each failure."""
    book, heard = MemoryEntries(), Heard()
    appearing = Appearing(book, FakeClock(), heard.present, heard.changed)
    await book.enter((SCORE,), 0.0)
    await appearing.look()
    expected_warnings("The entries cannot be read: no disk")
    for failure in ("no disk", "no disk", "", "no disk"):
        book.failure = failure
        assert await appearing.look()
    assert len(expected_warnings.heard) == 2
    assert heard.said == [True] * 5
