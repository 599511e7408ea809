"""The token: sent with every request, never shown, and told of when the keyring fails."""

from __future__ import annotations

import pytest

from aux_monitor.domain.reading import Fetched
from aux_monitor.ports.errors import SourceError
from tests.adapters.sources.github_world import (
    TOKEN,
    A,
    Desk,
    Repo,
    World,
    at_desk,
    reading,
)


def test_a_keyring_that_fails_is_told_and_the_poll_goes_on_without_a_token() -> None:
    """Public figures are better than none; the warning says whose fault it is."""

    async def work(desk: Desk) -> Fetched:
        desk.secrets.refusal = "The keyring is locked."
        return await desk.source.fetch()

    fetched = at_desk(World(Repo(A)), work, A)
    assert reading(fetched, "github_stars").value == 100
    assert fetched.warnings[0].endswith("The keyring is locked.")


def test_a_failure_without_the_keyrings_token_names_the_keyring_too() -> None:
    """A private repository is "not found" because the keyring was locked: both are said."""

    async def work(desk: Desk) -> SourceError:
        desk.secrets.refusal = "The keyring is locked."
        with pytest.raises(SourceError) as caught:
            await desk.source.fetch()
        return caught.value

    error = at_desk(World(), work, A)
    assert "needs a token" in error.sentence
    assert "The keyring is locked." in error.sentence


def test_the_token_is_sent_and_never_shown() -> None:
    """Every request carries it; the answer, with all its sentences, does not."""

    async def work(desk: Desk) -> tuple[Fetched, set[str]]:
        fetched = await desk.source.fetch()
        return fetched, {one.headers.get("authorization", "") for one in desk.server.asked}

    fetched, sent = at_desk(World(Repo(A)), work, A, "aux/missing")
    assert sent == {f"Bearer {TOKEN}"}
    assert TOKEN not in repr(fetched)
