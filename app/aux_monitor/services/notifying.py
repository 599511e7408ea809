"""Tells people of alerts, exactly once, and keeps the reason of every decision."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Catalogue, TriggerRule
from aux_monitor.domain.notice import (
    AlertKey,
    Episode,
    NoticeKind,
    Reason,
    should_notify,
)
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import SILENCE, silence_rule
from aux_monitor.domain.state import AppState, Event, Restored, TriggersStepped
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Notice, Notifier
from aux_monitor.services.store import Store

logger = logging.getLogger(__name__)

Compose: TypeAlias = Callable[[NoticeKind, TriggerRule, Episode, AppState, float], Notice]
"""Writes the words of a notice: kind, rule, episode, state, now."""


class Decision(Struct, frozen=True):
    """One notice that an episode asks for."""

    kind: NoticeKind
    rule: TriggerRule
    episode: Episode


class Notifying:
    """Looks at the episodes after each change, decides on those not decided yet, and sends.

    The decisions hang on what the episodes hold, not on having seen an event: after a restart
    the same look finds what the last run left undone, and nothing that it had done.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        clock: Clock,
        notifier: Notifier,
        compose: Compose,
        enabled: Callable[[], bool],
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._clock = clock
        self._notifier = notifier
        self._compose = compose
        self._enabled = enabled
        self._look = asyncio.Event()
        store.subscribe(self._heard)

    async def run(self) -> None:
        """Decide and send until cancelled."""
        while True:
            await self._look.wait()
            self._look.clear()
            for decision in self._undecided():
                await self._carry_out(decision)

    def _heard(self, _state: AppState, event: Event) -> None:
        match event:
            case TriggersStepped() if event.episodes:
                self._look.set()
            case Restored():
                self._look.set()
            case _:
                return

    def _undecided(self) -> tuple[Decision, ...]:
        """Return what has to be decided, oldest first."""
        state = self._store.state
        found: list[Decision] = []
        for episode in reversed(state.episodes):
            rule = rule_of(episode.key, self._catalogue, state)
            if rule is None:
                continue
            if episode.told is None:
                found.append(Decision(NoticeKind.FIRED, rule, episode))
            elif episode.resolved_at is not None and episode.told_resolved is None:
                found.append(Decision(NoticeKind.RESOLVED, rule, episode))
        return tuple(found)

    async def _carry_out(self, decision: Decision) -> None:
        now = self._clock.now()
        reason = should_notify(
            decision.kind, decision.rule, decision.episode, self._store.state.snoozes, now
        )
        if reason.sends and not self._enabled():
            reason = Reason.DISABLED
        if reason.sends:
            state = self._store.state
            notice = self._compose(decision.kind, decision.rule, decision.episode, state, now)
            reason = await self._send(notice)
        elif decision.kind is NoticeKind.RESOLVED:
            reason = Reason.NEVER_TOLD
        self._keep(decision, reason)

    async def _send(self, notice: Notice) -> Reason:
        try:
            await self._notifier.show(notice)
        except NotifierError as error:
            logger.warning("A notification could not be shown: %s", error)
            return Reason.NO_CHANNEL
        return Reason.SENT

    def _keep(self, decision: Decision, reason: Reason) -> None:
        """Write the decision into the episode as it stands now: it may have moved on meanwhile."""
        identity = decision.episode.id
        current = next((e for e in self._store.state.episodes if e.id == identity), None)
        if current is None:
            return
        if decision.kind is NoticeKind.FIRED:
            decided = replace(current, told=reason)
        else:
            decided = replace(current, told_resolved=reason)
        self._store.apply(TriggersStepped({}, (decided,)))


def rule_of(key: AlertKey, catalogue: Catalogue, state: AppState) -> TriggerRule | None:
    """Return the rule of an alert: the catalogue's, or a source's silence; None once it is gone."""
    if key.rule == SILENCE:
        status = state.sources.get(SourceId(str(key.metric)))
        return silence_rule(status) if status is not None else None
    return catalogue.rules.get(key.rule)
