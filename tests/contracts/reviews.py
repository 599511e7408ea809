"""What every ``ReviewBook`` does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.reviews import LONGEST_NOTE
from aux_monitor.ports.reviews import ReviewBook

NOON, LATER = 1_790_000_000.0, 1_790_003_600.5


class ReviewBookContract:
    """Subclass it and give ``make_reviews``, a fixture that returns new, empty books."""

    @pytest.mark.anyio
    async def test_what_was_marked_comes_back(self, make_reviews: Callable[[], ReviewBook]) -> None:
        """Reviews come back as they were marked, the earliest first, each with an id of its own."""
        book = make_reviews()
        late = await book.mark(Cadence.DAILY, LATER, "all calm")
        early = await book.mark(Cadence.QUARTERLY, NOON, "")
        assert await book.reviewed() == (early, late)
        assert (late.cadence, late.at, late.note) == (Cadence.DAILY, LATER, "all calm")
        assert early.id != late.id

    @pytest.mark.anyio
    async def test_a_mark_can_be_taken_back(self, make_reviews: Callable[[], ReviewBook]) -> None:
        """A review that is unmarked is gone, the others stay, and no id is given twice."""
        book = make_reviews()
        kept = await book.mark(Cadence.DAILY, NOON, "")
        wrong = await book.mark(Cadence.DAILY, LATER, "")
        assert await book.unmark(wrong.id) == wrong
        assert await book.unmark(wrong.id) is None
        assert await book.reviewed() == (kept,)
        assert (await book.mark(Cadence.DAILY, LATER, "")).id != wrong.id

    @pytest.mark.anyio
    async def test_a_note_is_bounded(self, make_reviews: Callable[[], ReviewBook]) -> None:
        """No more of a note is kept than is promised."""
        marked = await make_reviews().mark(Cadence.DAILY, NOON, "x" * (LONGEST_NOTE + 1))
        assert len(marked.note) == LONGEST_NOTE
