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


CUT_OFF: dict[str, Any] = {"kind": "github", "failures": 2, "failure": FailureKind.UNREACHABLE}


@pytest.mark.parametrize(
    ("second", "offline"),
    [
        (CUT_OFF, True),
        (CUT_OFF | {"failures": 1}, False),
        (CUT_OFF | {"failure": FailureKind.SERVER}, False),
        (CUT_OFF | {"kind": "collector"}, False),
    ],
    ids=["both unreachable", "one failed only once", "one answered", "one is this computer's own"],
)
def test_offline_needs_two_remote_sources_that_fail_to_connect(
    second: dict[str, Any], *, offline: bool
) -> None:
    """One source down is its own matter; all of them down is ours."""
    assert all_offline((status(**CUT_OFF), status(**second, id=GITHUB))) is offline
