"""What every ``EntryBook`` does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from aux_monitor.domain.entries import Entry, Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.entries import Entered, EntryBook, Revision

NPS, USERS = MetricId("nps"), MetricId("daily_users")
SPRING = Figure(NPS, date(2026, 4, 1), 44.0, 410, "spring survey", "Ana")
SUMMER = Figure(NPS, date(2026, 7, 1), 31.0, 420)
MONDAY = Figure(USERS, date(2026, 7, 6), 1090.5)
NOON, LATER = 1_790_000_000.0, 1_790_003_600.5


class EntryBookContract:
    """Subclass it and give ``make_book``, a fixture that returns new, empty books."""

    @pytest.mark.anyio
    async def test_what_was_entered_stands_in_the_book(
        self, make_book: Callable[[], EntryBook]
    ) -> None:
        """Entries come back as they were made, by metric and day."""
        book = make_book()
        made = await book.enter((SUMMER, SPRING, MONDAY), NOON)
        assert [entered.entry.figure for entered in made] == [SUMMER, SPRING, MONDAY]
        assert {entered.before for entered in made} == {None}
        assert [e.figure for e in await book.entries()] == [MONDAY, SPRING, SUMMER]
        assert [e.figure for e in await book.entries(NPS)] == [SPRING, SUMMER]
        assert {e.entered_at for e in await book.entries()} == {NOON}
        assert await book.revisions() == ()

    @pytest.mark.anyio
    async def test_a_second_figure_for_a_day_takes_the_place_of_the_first(
        self, make_book: Callable[[], EntryBook]
    ) -> None:
        """A correction keeps the entry's id, and what stood there before is kept too."""
        book = make_book()
        ((first),) = await book.enter((SPRING,), NOON)
        right = replace(SPRING, value=45.0, who="Ben")
        made = await book.enter((right,), LATER)
        now = Entry(first.entry.id, right, LATER)
        assert made == (Entered(now, before=first.entry),)
        assert await book.entries() == (now,)
        assert await book.revisions() == (Revision(first.entry, LATER, "Ben", removed=False),)

    @pytest.mark.anyio
    async def test_the_same_figure_again_changes_nothing(
        self, make_book: Callable[[], EntryBook]
    ) -> None:
        """A file that is imported twice leaves one entry and no revision."""
        book = make_book()
        await book.enter((SPRING, SUMMER), NOON)
        before, mark = await book.entries(), await book.mark()
        assert await book.enter((SPRING, SUMMER), LATER) == ()
        assert (await book.entries(), await book.mark()) == (before, mark)
        assert await book.revisions() == ()

    @pytest.mark.anyio
    async def test_what_is_removed_is_kept_as_a_revision(
        self, make_book: Callable[[], EntryBook]
    ) -> None:
        """A removed entry stands in the book no more, and is not forgotten."""
        book = make_book()
        spring, summer = await book.enter((SPRING, SUMMER), NOON)
        assert await book.remove(spring.entry.id, "Ben", LATER) == spring.entry
        assert await book.entries() == (summer.entry,)
        assert await book.revisions(NPS) == (Revision(spring.entry, LATER, "Ben", removed=True),)
        assert await book.revisions(USERS) == ()

    @pytest.mark.anyio
    async def test_an_entry_moves_to_another_day_in_one_step(
        self, make_book: Callable[[], EntryBook]
    ) -> None:
        """What is entered takes the place of what goes; an unknown id is passed over."""
        book = make_book()
        ((spring),) = await book.enter((SPRING,), NOON)
        moved = replace(SPRING, day=date(2026, 4, 2))
        ((made),) = await book.enter((moved,), LATER, without=(spring.entry.id, 99), who="Ben")
        assert await book.entries() == (made.entry,)
        assert made.entry.figure == moved
        assert await book.revisions() == (Revision(spring.entry, LATER, "Ben", removed=True),)

    @pytest.mark.anyio
    async def test_there_is_nothing_to_remove_where_nothing_stands(
        self, make_book: Callable[[], EntryBook]
    ) -> None:
        """An id that was never given, or whose entry went, removes nothing."""
        book = make_book()
        ((made),) = await book.enter((SPRING,), NOON)
        await book.remove(made.entry.id, "", NOON)
        mark = await book.mark()
        assert await book.remove(made.entry.id, "", LATER) is None
        assert await book.remove(99, "", LATER) is None
        assert await book.mark() == mark

    @pytest.mark.anyio
    async def test_an_id_is_never_given_twice(self, make_book: Callable[[], EntryBook]) -> None:
        """What one person calls entry 2 is never another's."""
        book = make_book()
        ((first),) = await book.enter((SPRING,), NOON)
        await book.remove(first.entry.id, "", NOON)
        ((second),) = await book.enter((SPRING,), LATER)
        assert second.entry.id > first.entry.id

    @pytest.mark.anyio
    async def test_every_change_changes_the_mark(self, make_book: Callable[[], EntryBook]) -> None:
        """Whoever saw a mark before knows by it that there is something new."""
        book = make_book()
        marks = [await book.mark()]
        ((made),) = await book.enter((SPRING,), NOON)
        marks.append(await book.mark())
        await book.enter((replace(SPRING, value=45.0),), NOON)
        marks.append(await book.mark())
        await book.remove(made.entry.id, "", NOON)
        marks.append(await book.mark())
        assert marks[0] == 0
        assert len(set(marks)) == len(marks)
