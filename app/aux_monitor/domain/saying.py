"""What an episode holds before a notice of it goes out, and after."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aux_monitor.domain.grouping import Message
from aux_monitor.domain.notice import Episode, NoticeKind, Reason
from aux_monitor.domain.telling import RETRY_S


def announced(episode: Episode, kind: NoticeKind, number: int) -> Episode:
    """Return an episode that a notice of this number is about to tell of."""
    return replace(episode, telling=kind, notice=number)


def said(episode: Episode, message: Message, now: float) -> Episode:
    """Return an episode after a message that told of it was shown."""
    done = replace(episode, telling=None)
    match message.kind:
        case NoticeKind.FIRED:
            others, told = len(message.cases) - 1, Reason.SENT
            return replace(done, told=told, told_until=None, told_at=now, told_with=others)
        case NoticeKind.RESOLVED:
            return replace(done, told_resolved=Reason.SENT, ended_until=None, ended_at=now)
        case NoticeKind.STILL | NoticeKind.REMINDED:
            return replace(done, reminded_at=now, snoozed_until=None, told_until=None)
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def unsaid(episode: Episode, message: Message, now: float) -> Episode:
    """Return an episode after a message that told of it could not be shown."""
    done = replace(episode, telling=None)
    match message.kind:
        case NoticeKind.FIRED:
            return replace(done, told=Reason.NO_CHANNEL, told_until=now + RETRY_S)
        case NoticeKind.RESOLVED:
            return replace(done, told_resolved=Reason.NO_CHANNEL, ended_until=now + RETRY_S)
        case NoticeKind.STILL | NoticeKind.REMINDED:
            return replace(done, told_until=now + RETRY_S)
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)
