"""How far a source can be believed, from how its polls went."""

from __future__ import annotations

from typing import Any

import pytest

from aux_monitor.domain.level import Trust
from aux_monitor.domain.trust import FailureKind, all_offline, source_trust
from tests.domain.building import GITHUB, T0, status


@pytest.mark.parametrize(
    ("changes", "now", "trust"),
    [
        ({}, 3.0, Trust.LEARNING),
        ({}, 3.1, Trust.NO_DATA),
        ({"failures": 1}, 1.0, Trust.NO_DATA),
        ({"last_good_at": T0}, 3.0, Trust.FRESH),
        ({"last_good_at": T0}, 3.1, Trust.STALE),
        ({"last_good_at": T0, "failures": 1}, 2.0, Trust.FRESH),
        ({"last_good_at": T0, "failures": 2}, 2.0, Trust.STALE),
        ({"last_good_at": T0, "catching_up": True}, 2.0, Trust.LEARNING),
        ({"last_good_at": T0, "catching_up": True}, 3.1, Trust.STALE),
        ({"failures": 2, "failure": FailureKind.STARTING}, 15.0, Trust.LEARNING),
        ({"failures": 2, "failure": FailureKind.STARTING}, 15.1, Trust.NO_DATA),
    ],
    ids=[
        "its first answer is awaited for three polls",
        "after that there is no data",
        "a failed first poll is no data at once",
        "an answer is fresh for three polls",
        "and stale after",
        "one failed poll is forgiven",
        "two in a row are not",
        "a source that reads its own past is learning",
        "and stale when it says nothing",
        "a child that starts is awaited",
        "but not for ever",
    ],
)
def test_trust_follows_the_polls(changes: dict[str, Any], now: float, trust: Trust) -> None:
    """Trust is a matter of the last good answer, the polls missed and the polls failed."""
    assert source_trust(status(**changes), T0 + now) is trust


def test_a_computer_cut_off_makes_every_source_offline() -> None:
    """When this computer is cut off, that is the word, however fresh the last answer."""
    assert source_trust(status(last_good_at=T0), T0, offline=True) is Trust.OFFLINE


CUT_OFF: dict[str, Any] = {"kind": "github", "failures": 2, "failure": FailureKind.UNRESOLVED}
HERE: dict[str, Any] = {"local": True, "last_good_at": T0}


@pytest.mark.parametrize(
    ("changes", "offline"),
    [
        ({}, True),
        ({"failure": FailureKind.NO_ROUTE}, True),
        ({"failures": 1}, False),
        ({"failure": FailureKind.TIMEOUT}, False),
        ({"failure": FailureKind.UNREACHABLE}, False),
        ({"failure": FailureKind.SERVER}, False),
        ({"failures": 0, "failure": None}, False),
    ],
    ids=[
        "no name",
        "no route",
        "once is chance",
        "one server that hangs",
        "one that refuses",
        "one that answers with an error",
        "one that answers",
    ],
)
def test_one_remote_source_tells_this_computer_from_the_server(
    changes: dict[str, Any], *, offline: bool
) -> None:
    """Without a name or a route nothing left this computer; a refusal or silence came from there.

    A source on this computer proves nothing either way.
    """
    assert all_offline((status(**CUT_OFF | changes), status(**HERE, id=GITHUB))) is offline


@pytest.mark.parametrize(
    ("second", "offline"),
    [
        (CUT_OFF, True),
        (CUT_OFF | {"failure": FailureKind.TIMEOUT}, True),
        (CUT_OFF | {"failure": FailureKind.UNREACHABLE}, False),
        (CUT_OFF | {"failures": 1}, False),
        ({"last_good_at": T0}, False),
    ],
    ids=["both", "the other hangs", "the other refuses", "the other failed once", "it answers"],
)
def test_several_remote_sources_must_all_be_out_of_reach(
    second: dict[str, Any], *, offline: bool
) -> None:
    """One source down is its own matter; all of them down is ours."""
    assert all_offline((status(**CUT_OFF), status(**second, id=GITHUB))) is offline


def test_several_that_hang_are_a_network_that_is_gone() -> None:
    """One server may hang; that all do at once is this computer's doing."""
    hanging = CUT_OFF | {"failure": FailureKind.TIMEOUT}
    assert all_offline((status(**hanging), status(**hanging, id=GITHUB)))


def test_without_a_remote_source_nothing_is_known_of_the_network() -> None:
    """A collector on this computer that fails is no sign of a network that is gone."""
    assert not all_offline((status(local=True, failures=9, failure=FailureKind.NO_ROUTE),))
