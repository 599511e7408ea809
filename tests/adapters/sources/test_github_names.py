"""Repositories by name: unknown, renamed, or of a form no name has."""

from __future__ import annotations

import pytest

from aux_monitor.domain.reading import Part
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError
from tests.adapters.sources.github_world import (
    STARS,
    TOKEN,
    A,
    Desk,
    Repo,
    World,
    at_desk,
    poll,
    reading,
)
from tests.adapters.sources.loopback import json_reply


def test_one_unknown_repository_fails_the_sums_and_names_itself() -> None:
    """Rather than a sum that leaves one out, every figure fails with one sentence naming it."""
    fetched = poll(World(Repo(A)), A, "aux/missing")
    assert fetched.readings == ()
    assert fetched.failed is not None
    assert fetched.failed[STARS].startswith("The repository aux/missing: not found on 127.0.0.1:")
    assert len(set(fetched.failed.values())) == 1


def test_a_single_unknown_repository_is_the_whole_polls_failure() -> None:
    """When nothing configured can be read the poll itself fails, as not found."""
    with pytest.raises(SourceError, match="aux/missing: not found") as caught:
        poll(World(), "aux/missing", token="")
    assert caught.value.kind is FailureKind.NOT_FOUND
    assert caught.value.permanent


@pytest.mark.parametrize("name", ["server", "a/b/c", "a/..", "a b/c", "a/b?x=1", "", "-/-"])
def test_a_name_that_is_none_is_never_put_into_an_address(name: str) -> None:
    """A configured name of another form is one sentence, and nothing is asked."""

    async def work(desk: Desk) -> int:
        with pytest.raises(SourceError, match="is not the name of a repository"):
            await desk.source.fetch()
        return len(desk.server.asked)

    assert at_desk(World(), work, name) == 0


def test_a_renamed_repository_is_followed_and_told() -> None:
    """The figures are those of the new name, and a warning asks for the settings to follow."""
    old = Repo("aux/old", called=A)
    fetched = poll(World(old, Repo(A, pulls=99)), "aux/old")
    assert reading(fetched, "pull_requests_month").breakdown == (Part("aux/old", 99.0),)
    assert fetched.warnings == (f"aux/old is now called {A}: change the settings.",)


def test_a_rename_over_rest_comes_as_a_redirect() -> None:
    """301 is followed with the token kept, and the new name is noticed."""
    world = World(Repo(A))
    world.override(
        "/repos/aux/old", json_reply({"message": "Moved Permanently"}, 301, Location=f"/repos/{A}")
    )
    fetched = poll(world, "aux/old", token="")
    assert fetched.warnings[-1] == f"aux/old is now called {A}: change the settings."


def test_no_repository_is_said_as_such() -> None:
    """An empty list is a matter of configuration, not a sum of zero stars."""
    with pytest.raises(SourceError, match="No repository is configured"):
        poll(World())


@pytest.mark.parametrize("token", [TOKEN, ""])
def test_a_new_name_that_is_none_is_refused(token: str) -> None:
    """A server cannot lead the next request astray by calling a repository ``../user``."""
    with pytest.raises(SourceError, match=f"a name for {A} that is none") as caught:
        poll(World(Repo(A, called="../user")), A, token=token)
    assert caught.value.kind is FailureKind.GARBAGE
