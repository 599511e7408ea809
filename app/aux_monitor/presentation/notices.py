"""Desktop notifications: one alert in full, several as a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import assert_never

from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.grouping import Message
from aux_monitor.domain.notice import NoticeKind, is_urgent
from aux_monitor.domain.state import AppState
from aux_monitor.domain.telling import Case
from aux_monitor.ports.notifier import Notice, NoticeAction, Urgency
from aux_monitor.presentation import text
from aux_monitor.presentation.notice_words import end_sentence, short_title, subject, words
from aux_monitor.services.notifying import notice_tag
from aux_monitor.settings.language import tr

LONGEST_BODY = 400
"""Desktops cut a notification off after a few lines; nothing beyond this would be read."""

MOST_LINES = 6
"""A notice of several alerts has a line for each of this many, the worst first."""

_LONGEST_TITLE = 80
_LONGEST_LINE = 120
_FIRING_ACTIONS = (NoticeAction.OPEN, NoticeAction.ACKNOWLEDGE, NoticeAction.SNOOZE)


class NoticeComposer:
    """Writes a message's notice: plain text, bounded.

    Calling it is the ``Compose`` of services/notifying.py. Local times are in ``zone``.
    """

    def __init__(self, catalogue: Catalogue, zone: tzinfo) -> None:
        self._catalogue = catalogue
        self._zone = zone
        self._order = {rule: number for number, rule in enumerate(catalogue.rules)}

    def __call__(self, message: Message, state: AppState, now: float) -> Notice:
        """Return the notice. A demonstration's says so in its title."""
        ordered = sorted(message.cases, key=self._rank)
        if len(ordered) == 1:
            given = (self._catalogue, state, now, self._zone)
            title, told = words(message.kind, ordered[0], *given)
            body = text.clean(told, LONGEST_BODY)
        else:
            title = self._group_title(message.kind, ordered)
            body = self._group_body(message.kind, ordered, state, now)
        marked = tr("Demonstration: {title}", title=title) if state.demo else title
        over = message.kind is NoticeKind.RESOLVED
        return Notice(
            tag=notice_tag(message.number),
            title=text.clean(marked, _LONGEST_TITLE),
            body=body,
            urgency=Urgency.LOW if over else _urgency(ordered),
            actions=(NoticeAction.OPEN,) if over else _FIRING_ACTIONS,
            number=message.number,
        )

    def _rank(self, case: Case) -> tuple[bool, int]:
        """Return the place in a list: the critical first, then as the KPI document has them."""
        return (not is_urgent(case.rule), self._order.get(case.rule.id, len(self._order)))

    def _group_title(self, kind: NoticeKind, cases: Sequence[Case]) -> str:
        names = ", ".join(self._named(kind, case) for case in cases)
        match kind:
            case NoticeKind.FIRED:
                return tr("{n} alerts: {names}", n=len(cases), names=names)
            case NoticeKind.RESOLVED:
                return tr("{n} recovered: {names}", n=len(cases), names=names)
            case NoticeKind.STILL | NoticeKind.REMINDED:
                return tr("{n} still firing: {names}", n=len(cases), names=names)
            case _ as unreachable:  # pragma: no cover
                assert_never(unreachable)

    def _named(self, kind: NoticeKind, case: Case) -> str:
        grave = is_urgent(case.rule) and kind is not NoticeKind.RESOLVED
        return f"{subject(case, self._catalogue)}{tr(' (critical)') if grave else ''}"

    def _group_body(
        self, kind: NoticeKind, cases: Sequence[Case], state: AppState, now: float
    ) -> str:
        lines = [*self._lines(kind, cases, state, now)]
        kept = [text.clean(line, _LONGEST_LINE) for line in lines[:MOST_LINES]]
        if len(lines) > MOST_LINES:
            kept.append(tr("and {n} more", n=len(lines) - MOST_LINES))
        while sum(map(len, kept)) + len(kept) > LONGEST_BODY:
            del kept[-1]
        return "\n".join(kept)

    def _lines(
        self, kind: NoticeKind, cases: Sequence[Case], state: AppState, now: float
    ) -> Iterable[str]:
        if kind is NoticeKind.STILL:
            yield tr("Your snooze ended.")
        for case in cases:
            if kind is NoticeKind.RESOLVED:
                yield end_sentence(case, self._catalogue, state, now)
            else:
                title = short_title(case, self._catalogue)
                yield f"{title}: {text.sentence(case.rule.action)}" if case.rule.action else title


def _urgency(cases: Sequence[Case]) -> Urgency:
    urgent = any(is_urgent(case.rule) for case in cases)
    return Urgency.CRITICAL if urgent else Urgency.NORMAL
