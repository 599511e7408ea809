"""A computer that is cut off, as a rule like any other."""

from __future__ import annotations

from typing import Any

import pytest

from aux_monitor.domain.offline import is_undecided, offline, offline_rule
from aux_monitor.domain.trigger import QUIET, Transition, step
from aux_monitor.domain.trust import FailureKind
from tests.domain.building import GITHUB, T0, status

CUT_OFF: dict[str, Any] = {
    "id": GITHUB,
    "kind": "github",
    "failures": 2,
    "failing_since": T0,
    "failure": FailureKind.UNRESOLVED,
}


def test_being_offline_is_told_once_past_its_patience_and_its_end_too() -> None:
    """Twenty seconds without a name fire; the first answer ends it."""
    rule, state, told = offline_rule(), QUIET, []
    cut, back = status(**CUT_OFF), status(**CUT_OFF | {"failures": 0, "last_good_at": T0 + 40})
    for at, source in ((2, cut), (20, cut), (21, cut), (30, cut), (40, back), (41, back)):
        state, what = step(rule, state, offline((source,), T0 + at), T0 + at)
        told += [] if what is None else [what]
    assert rule.notify
    assert told[-3:] == [Transition.FIRED, Transition.RECOVERING, Transition.RESOLVED]
    assert Transition.FIRED not in told[:-3]


def test_it_counts_from_when_the_last_source_was_lost() -> None:
    """While one of two was reached the computer was online."""
    first, second = status(**CUT_OFF), status(**CUT_OFF | {"failing_since": T0 + 50})
    assert offline((first, second), T0 + 60).value == 10


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"failures": 0, "failure": None, "last_good_at": T0}, 0.0),
        ({"failure": FailureKind.SERVER}, 0.0),
        ({"failure": FailureKind.UNREACHABLE}, 0.0),
        ({"failure": FailureKind.TIMEOUT}, None),
        ({"failures": 1}, None),
        ({"failures": 0, "failure": None}, None),
    ],
    ids=["an answer", "an error answered", "a refusal", "a timeout", "one failure", "never asked"],
)
def test_only_an_answer_proves_the_network(changes: dict[str, Any], value: float | None) -> None:
    """Whatever comes back proves it, be it an error; what only fails to come proves nothing."""
    seen = offline((status(**CUT_OFF | changes),), T0 + 60)
    assert (seen.value, seen.usable) == (value, value is not None)


def test_sources_on_this_computer_say_nothing() -> None:
    """A collector that answers on loopback ends no offline alert, and starts none."""
    assert not offline((status(local=True, last_good_at=T0),), T0 + 60).usable


def test_a_resume_or_a_start_is_given_its_grace() -> None:
    """The network needs a minute after either; being cut off counts from then."""
    source = status(**CUT_OFF)
    assert offline((source,), T0 + 30, resumed_at=T0).value == 0
    assert offline((source,), T0 + 70, resumed_at=T0).value == 10
    assert offline((source,), T0 + 70, resumed_at=T0 + 999).value == 70


@pytest.mark.parametrize(
    ("changes", "other", "undecided"),
    [
        ({}, {"last_good_at": T0 - 1}, True),
        ({}, {}, True),
        ({}, {"last_good_at": T0 + 1}, False),
        ({}, {"failures": 1, "failure": FailureKind.SERVER}, False),
        ({"failure": FailureKind.UNREACHABLE}, {}, False),
        ({"failures": 0, "failure": None, "failing_since": None}, {}, False),
        ({"local": True}, {}, False),
        ({}, {"last_good_at": T0 + 1, "local": True}, True),
    ],
    ids=[
        "the other is not asked yet",
        "nor ever heard",
        "the other answers",
        "the other answers with an error",
        "it was refused",
        "it answers",
        "it runs here",
        "only what runs here answers",
    ],
)
def test_whose_trouble_it_is_may_have_to_wait_for_the_others(
    changes: dict[str, Any], other: dict[str, Any], *, undecided: bool
) -> None:
    """A source asked every second learns of the loss before one asked every minute."""
    source = status(**CUT_OFF | changes)
    assert is_undecided(source, (source, status(**other))) is undecided
