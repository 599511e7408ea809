"""What every ``DefinitionBook`` does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aux_monitor.domain.definitions import Definition
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.definitions import DefinitionBook

STARS, USERS = MetricId("github_stars"), MetricId("monthly_active_users")
NOON, LATER, LAST = 1_790_000_000.0, 1_790_003_600.5, 1_790_007_200.0


class DefinitionBookContract:
    """Subclass it and give ``make_definitions``, a fixture that returns new, empty books."""

    @pytest.mark.anyio
    async def test_only_a_change_is_kept(
        self, make_definitions: Callable[[], DefinitionBook]
    ) -> None:
        """A version that was in force before goes on since then; another one begins now."""
        book = make_definitions()
        first = await book.note({STARS: 1, USERS: 3}, NOON)
        assert first == (Definition(STARS, 1, NOON), Definition(USERS, 3, NOON))
        assert await book.note({STARS: 1, USERS: 3}, LATER) == first
        assert await book.note({STARS: 2}, LATER) == (*first, Definition(STARS, 2, LATER))

    @pytest.mark.anyio
    async def test_a_version_that_comes_back_begins_anew(
        self, make_definitions: Callable[[], DefinitionBook]
    ) -> None:
        """Whoever takes a definition back has a third span, not the first one again."""
        book = make_definitions()
        for version, at in ((1, NOON), (2, LATER)):
            await book.note({STARS: version}, at)
        known = await book.note({STARS: 1}, LAST)
        assert [(each.version, each.since) for each in known] == [(1, NOON), (2, LATER), (1, LAST)]
