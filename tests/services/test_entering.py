"""Changing the book of figures by hand: each change is whole, shown, and can be taken back once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.entries import Entry, Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.services.entering import (
    CHANGED,
    GONE,
    MOST_PASTED_LINES,
    Change,
    Entering,
    EntryPage,
    Preview,
)
from aux_monitor.services.entry_intents import (
    EditEntry,
    EntryIntent,
    ImportEntries,
    OpenEntries,
    PreviewEntries,
    RecordEntry,
    RemoveEntry,
    UndoEntry,
)
from aux_monitor.services.supervisor import Supervisor
from tests.fakes.clock import FakeClock
from tests.fakes.entries import MemoryEntries

CATALOGUE = load_catalogue()
STARS, SHARE = MetricId("github_stars"), MetricId("market_share")


class Room:
    """A book that lies open at one metric."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.book = MemoryEntries()
        self.applied = 0
        self.told = 0
        self.faults: list[str] = []
        self.entering = Entering(
            self.book,
            self.clock,
            Supervisor(self.clock, self.faults.append),
            lambda: CATALOGUE,
            self._apply,
            self._tell,
        )

    @property
    def page(self) -> EntryPage:
        """The open page."""
        page = self.entering.page
        assert page is not None
        return page

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries on the page, which was read."""
        assert self.page.entries is not None
        return self.page.entries

    @property
    def preview(self) -> Preview | None:
        """What the lines say that were pasted."""
        return self.page.preview

    @property
    def change(self) -> Change:
        """What was changed last."""
        assert self.page.change is not None
        return self.page.change

    async def ask(self, *intents: EntryIntent) -> None:
        """Ask for something and let it come to its end."""
        for intent in intents:
            self.entering.carry_out(intent)
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)

    async def undo(self) -> None:
        """Take the last change back."""
        await self.ask(UndoEntry(self.change.number, "Eve"))

    async def standing(self) -> list[Figure]:
        """Return the figures in the book."""
        return [entry.figure for entry in await self.book.entries()]

    def stars(self, days_ago: int, value: float, who: str = "Ana") -> Figure:
        """Return the stars of a day."""
        day = datetime.fromtimestamp(self.clock.now(), UTC).date() - timedelta(days=days_ago)
        return Figure(STARS, day, value, who=who)

    async def _apply(self) -> None:
        self.applied += 1

    def _tell(self) -> None:
        self.told += 1


def play(story: Callable[[Room], Awaitable[None]]) -> Room:
    """Open the page of the stars, let a story happen, and return the room after it."""
    room = Room()

    async def whole() -> None:
        await room.ask(OpenEntries(STARS))
        await story(room)

    asyncio.run(whole())
    assert room.faults == []
    return room


def test_a_page_shows_one_metric_and_who_entered_last() -> None:
    """Who made the newest entry of the book is most likely who makes the next."""

    async def story(room: Room) -> None:
        assert not room.entries
        first, second = room.stars(2, 600.0), room.stars(1, 610.0, "Ben")
        await room.book.enter((first,), room.clock.now())
        await room.book.enter((replace(second, metric=SHARE),), room.clock.now() + 1)
        await room.ask(OpenEntries(STARS))
        assert [entry.figure for entry in room.entries] == [first]
        assert room.page.who == "Ben"

    play(story)


def test_a_recorded_figure_stands_in_the_book_and_takes_effect() -> None:
    """The page has it, the session looks at the book, and the answer is told."""

    async def story(room: Room) -> None:
        figure = room.stars(0, 640.0)
        told = room.told
        await room.ask(RecordEntry(figure))
        assert await room.standing() == [figure]
        assert [entry.figure for entry in room.entries] == [figure]
        assert (room.applied, room.page.answers, room.page.fault) == (1, 1, "")
        assert room.told > told

    play(story)


def test_two_changes_asked_at_once_are_made_one_after_the_other() -> None:
    """The second corrects the first; none is lost."""

    async def story(room: Room) -> None:
        await room.ask(RecordEntry(room.stars(0, 1.0)), RecordEntry(room.stars(0, 2.0)))
        assert await room.standing() == [room.stars(0, 2.0)]
        assert room.page.answers == 2
        assert [each.before.figure.value for each in room.page.revisions] == [1.0]

    play(story)


def test_what_may_not_be_entered_is_refused_and_said() -> None:
    """The book is as it was; the same fault twice is two answers."""

    async def story(room: Room) -> None:
        wrong = room.stars(-1, 640.0)
        await room.ask(RecordEntry(wrong))
        await room.ask(RecordEntry(wrong))
        assert room.page.fault.endswith("has not come yet (UTC).")
        assert (await room.standing(), room.page.answers, room.applied) == ([], 2, 0)

    play(story)


def test_a_book_that_cannot_be_written_is_said() -> None:
    """In its own sentence, and the next try may do better."""

    async def story(room: Room) -> None:
        room.book.failure = "The disk is full."
        await room.ask(RecordEntry(room.stars(0, 640.0)))
        assert room.page.fault == "The disk is full."
        await room.ask(OpenEntries(STARS))
        assert (room.page.fault, room.page.entries) == ("The disk is full.", None)
        room.book.failure = ""
        await room.ask(RecordEntry(room.stars(0, 640.0)))
        assert (room.page.fault, len(await room.standing())) == ("", 1)

    play(story)


def test_an_entry_is_changed_on_its_day_or_moved_to_another() -> None:
    """It keeps its number on its day; what stood there is kept as a revision."""

    async def story(room: Room) -> None:
        await room.ask(RecordEntry(room.stars(3, 600.0)))
        ((entry),) = room.entries
        await room.ask(EditEntry(entry.id, room.stars(3, 606.0)))
        assert [each.id for each in room.entries] == [entry.id]
        await room.ask(EditEntry(entry.id, room.stars(2, 606.0)))
        assert await room.standing() == [room.stars(2, 606.0)]
        assert [each.removed for each in room.page.revisions] == [False, True]
        await room.undo()
        assert await room.standing() == [room.stars(3, 606.0)]

    play(story)


def test_an_entry_that_somebody_removed_can_be_neither_changed_nor_removed() -> None:
    """That is said, and nothing is entered in its place."""

    async def story(room: Room) -> None:
        await room.ask(EditEntry(7, room.stars(0, 1.0)))
        assert room.page.fault == GONE
        await room.ask(RemoveEntry(7))
        assert (room.page.fault, room.page.answers, await room.standing()) == (GONE, 2, [])

    play(story)


def test_every_change_can_be_taken_back_once() -> None:
    """New, corrected, removed: the book says again what it said before."""

    async def story(room: Room) -> None:
        await room.ask(RecordEntry(room.stars(0, 1.0)))
        await room.undo()
        assert await room.standing() == []
        assert room.page.revisions[-1].ended_by == "Eve"
        await room.ask(RecordEntry(room.stars(0, 1.0)), RecordEntry(room.stars(0, 2.0)))
        await room.undo()
        assert await room.standing() == [room.stars(0, 1.0)]
        ((entry),) = room.entries
        await room.ask(RemoveEntry(entry.id, "Ana"))
        assert await room.standing() == []
        await room.undo()
        assert await room.standing() == [room.stars(0, 1.0)]
        await room.undo()
        assert room.page.fault == CHANGED

    play(story)


@pytest.mark.parametrize("removed", [False, True])
def test_what_somebody_changed_meanwhile_is_not_taken_back(*, removed: bool) -> None:
    """Another program's figure is never overwritten by an undo."""

    async def story(room: Room) -> None:
        await room.ask(RecordEntry(room.stars(0, 1.0)))
        if removed:
            ((entry),) = room.entries
            await room.ask(RemoveEntry(entry.id))
        await room.book.enter((room.stars(0, 5.0, "Ben"),), room.clock.now())
        await room.undo()
        assert room.page.fault == CHANGED
        assert await room.standing() == [room.stars(0, 5.0, "Ben")]

    play(story)


def test_lines_are_previewed_and_entered_all_or_none() -> None:
    """A wrong line holds back all; the right ones are one change, taken back at once."""

    async def story(room: Room) -> None:
        day = room.stars(0, 0.0).day
        good = f"metric,date,value\ngithub_stars,{day},640\nmarket_share,{day},3\n"
        await room.ask(PreviewEntries(f"{good}market_sharee,{day},3\n"))
        assert room.page.preview is not None
        assert [line.figure is None for line in room.page.preview.lines] == [False, False, True]
        await room.ask(ImportEntries(f"{good}market_sharee,{day},3\n"))
        assert room.page.fault == "A line is wrong, or there is none: nothing was entered."
        assert await room.standing() == []
        await room.ask(ImportEntries(good))
        assert [figure.metric for figure in await room.standing()] == [STARS, SHARE]
        assert room.preview is None
        await room.undo()
        assert await room.standing() == []

    play(story)


def test_what_is_no_list_of_lines_is_one_sentence() -> None:
    """No columns, or more than anybody looks through; an empty text is no preview."""

    async def story(room: Room) -> None:
        await room.ask(PreviewEntries("hello"))
        assert room.page.preview is not None
        assert room.page.preview.fault.startswith("What was pasted must begin with a line")
        await room.ask(PreviewEntries("\n" * MOST_PASTED_LINES + "x\n"))
        assert room.page.preview.fault == (
            "What was pasted is larger than 256 KiB or 2,000 lines: use aux-monitor entry import."
        )
        await room.ask(PreviewEntries(" \n"))
        assert room.preview is None

    play(story)


def test_a_page_that_was_left_shows_nothing_that_comes_late() -> None:
    """What was asked is done all the same."""

    async def story(room: Room) -> None:
        room.entering.carry_out(RecordEntry(room.stars(0, 1.0)))
        room.entering.close()
        await room.ask(PreviewEntries("x"))
        assert (room.entering.page, room.applied) == (None, 1)
        room.entering.carry_out(OpenEntries(STARS))
        room.entering.carry_out(OpenEntries(SHARE))
        await room.ask()
        assert (room.page.metric, room.page.entries) == (SHARE, ())
        room.entering.close()
        await room.ask(RemoveEntry(99))
        assert room.entering.page is None

    play(story)
