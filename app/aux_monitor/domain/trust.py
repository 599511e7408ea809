"""How far a source can be believed, from how its polls went."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct

from aux_monitor.domain.level import Trust
from aux_monitor.domain.reading import RequestBudget, SourceId

MISSED_POLLS = 3
"""A reading older than this many of its source's poll intervals is stale."""

FAILED_POLLS = 2
"""After this many polls that failed in a row a source's readings are stale at once."""


STARTING_S = 15.0
"""A source that runs as our own child is given this long to start."""


class FailureKind(Enum):
    """Why a poll failed, as far as a person can act on it.

    UNRESOLVED and NO_ROUTE come about before anything has left this computer; UNREACHABLE is
    what the other side, or something near it, did: it refused or broke off the connection.
    """

    STARTING = "starting"
    UNRESOLVED = "name not resolved"
    NO_ROUTE = "no route"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    LIMITED = "rate limited"
    NOT_FOUND = "not found"
    SERVER = "server error"
    GARBAGE = "unreadable answer"
    CONFIGURATION = "configuration"


class SourceStatus(Struct, frozen=True):
    """What is known of one source.

    ``name`` is its short name for people, ``kind`` the family that metrics name as their supply.
    ``poll_every_s`` is the interval its readings must keep. ``last_good_at`` is the time of the
    last good answer, ``failures`` the polls failed since, ``failing_since`` the first of those,
    ``error`` one plain sentence about the last of them. ``next_poll_at`` is when it is asked
    again. ``watching_since`` is when it was first asked in this run, or the machine resumed.
    ``local`` says that it runs on this computer, so that it says nothing of the network.
    """

    id: SourceId
    name: str
    kind: str
    poll_every_s: float
    watching_since: float
    last_good_at: float | None = None
    failures: int = 0
    failing_since: float | None = None
    failure: FailureKind | None = None
    error: str = ""
    next_poll_at: float | None = None
    budget: RequestBudget | None = None
    summary: str = ""
    warnings: tuple[str, ...] = ()
    catching_up: bool = False
    local: bool = False


def source_trust(status: SourceStatus, now: float, *, offline: bool = False) -> Trust:
    """Return FRESH, STALE, NO_DATA, LEARNING or OFFLINE.

    LEARNING is a source whose first answer is awaited, or that is still reading its own past.
    """
    if offline:
        return Trust.OFFLINE
    if status.last_good_at is None:
        return Trust.LEARNING if _is_awaited(status, now) else Trust.NO_DATA
    overdue = now - status.last_good_at > MISSED_POLLS * status.poll_every_s
    failing = status.failures >= FAILED_POLLS
    if overdue or failing:
        return Trust.STALE
    return Trust.LEARNING if status.catching_up else Trust.FRESH


def _is_awaited(status: SourceStatus, now: float) -> bool:
    """Return whether a source that has never answered may still be given the time to."""
    waited_s = now - status.watching_since
    if status.failure is FailureKind.STARTING:
        return waited_s <= max(STARTING_S, MISSED_POLLS * status.poll_every_s)
    return status.failures == 0 and waited_s <= MISSED_POLLS * status.poll_every_s


CUT_OFF = frozenset({FailureKind.UNRESOLVED, FailureKind.NO_ROUTE})
"""Failures of this computer's own: they say nothing of the server that was asked."""


def remotes(statuses: Iterable[SourceStatus]) -> tuple[SourceStatus, ...]:
    """Return the sources that are reached over the network."""
    return tuple(status for status in statuses if not status.local)


def all_offline(statuses: Iterable[SourceStatus]) -> bool:
    """Return whether this computer, rather than a server, seems to be cut off.

    True when every remote source has failed more than once in a row for want of a name or a
    route. With several, those that merely time out count too: one may hang, but not all. A
    refused or broken connection is an answer, and proves that the network is there.
    """
    away = remotes(statuses)
    if not away or any(status.failures < FAILED_POLLS for status in away):
        return False
    kinds = {status.failure for status in away}
    silent = CUT_OFF | {FailureKind.TIMEOUT} if len(away) > 1 else CUT_OFF
    return kinds <= silent
