"""Tells people of alerts, exactly once, and keeps the reason of every decision."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from random import Random
from typing import TypeAlias

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Catalogue, TriggerRule
from aux_monitor.domain.grouping import Message, Plan, plan
from aux_monitor.domain.notice import AlertKey, Episode, Snooze, snooze_on
from aux_monitor.domain.offline import OFFLINE_KEY, offline_rule
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.saying import announced, said, unsaid
from aux_monitor.domain.silence import SILENCE, silence_rule
from aux_monitor.domain.state import (
    AppState,
    Event,
    PollFailed,
    PollSucceeded,
    Restored,
    Resumed,
    SnoozesSet,
    TriggersStepped,
)
from aux_monitor.domain.telling import Moment, Policy
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Notice, Notifier
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import first_of

logger = logging.getLogger(__name__)

Compose: TypeAlias = Callable[[Message, AppState, float], Notice]
"""Writes the words of a message: what it tells, the state, now."""

Relay: TypeAlias = Callable[[Message, Notice], None]
"""Takes a message that was decided, stored and offered to the desktop; returns at once."""

Settle: TypeAlias = Callable[[], Awaitable[None]]
"""Returns when everything decided so far is safely stored, or cannot be."""

LONGEST_SLEEP_S = 900.0
"""Times are looked at anew this often at least: the clock on the wall may have been set."""

LEAST_NUMBER, MOST_NUMBER = 2**30, 2**31 - 1
"""Numbers of notices. Daemons count theirs from 1, so these are nobody else's."""


def notice_tag(number: int) -> str:
    """Return the tag of the notice of a number, by which an answer to it is known."""
    return f"notice-{number}"


class Notifying:
    """Looks at the episodes after each change, decides on those that are open, and sends.

    The decisions hang on what the episodes hold, not on having seen an event: after a restart
    the same look finds what the last run left undone, and nothing that it had done. Before a
    message goes out its number is chosen and stored with its episodes; a program that was killed
    between that and the note "told" sends it once more under the same number, in the place of
    the one that may be on the screen.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        clock: Clock,
        notifier: Notifier,
        compose: Compose,
        policy: Callable[[], Policy],
        settle: Settle,
        relay: Relay | None = None,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._clock = clock
        self._notifier = notifier
        self._compose = compose
        self._policy = policy
        self._settle = settle
        self._relay = relay
        self._random = Random()  # noqa: S311 - a number nobody else uses; nothing secret
        self._look = asyncio.Event()
        self._waits = False
        self._failing = False
        store.subscribe(self._heard)

    async def run(self) -> None:
        """Decide and send until cancelled."""
        while True:
            self._look.clear()
            found = self._plan()
            self._keep(found.changed)
            for message in found.messages:
                await self._carry_out(message)
            if not found.messages:
                await self._sleep(found.next_at)

    def use(self, catalogue: Catalogue) -> None:
        """Tell of these rules from now on."""
        self._catalogue = catalogue
        self._look.set()

    def look(self) -> None:
        """Decide anew: what people want to be told has changed."""
        self._look.set()

    async def withdraw(self, key: AlertKey | None) -> None:
        """Take the notices off the screen that somebody has now answered in full.

        ``key`` is the alert that was acknowledged or snoozed, None where it was all of them.
        """
        state, now = self._store.state, self._clock.now()
        firing = [e for e in state.episodes if e.fires and e.notice]
        for number in {e.notice for e in firing if key in (None, e.key)}:
            told = [e for e in firing if e.notice == number]
            if all(e.acknowledged_at or snooze_on(e.key, state.snoozes, now) for e in told):
                await self._notifier.withdraw(notice_tag(number), number)

    def _heard(self, state: AppState, event: Event) -> None:
        match event:
            case TriggersStepped() if event.episodes:
                self._end_snoozes(state, event.episodes)
                self._look.set()
            case Restored() | SnoozesSet() | Resumed():
                self._look.set()
            case TriggersStepped() | PollSucceeded() | PollFailed() if self._waits:
                self._look.set()
            case _:
                return

    def _end_snoozes(self, state: AppState, moved: tuple[Episode, ...]) -> None:
        """End the snoozes that last until an alert has recovered, as it has."""
        over = {Snooze(None, episode.key) for episode in moved if not episode.fires}
        left = tuple(snooze for snooze in state.snoozes if snooze not in over)
        if left != state.snoozes:
            self._store.apply(SnoozesSet(left))

    def _plan(self) -> Plan:
        state = self._store.state
        keys = {episode.key for episode in state.episodes}
        found = {key: rule_of(key, self._catalogue, state) for key in keys}
        rules = {key: rule for key, rule in found.items() if rule is not None}
        cadences = {name: metric.cadence for name, metric in self._catalogue.metrics.items()}
        result = plan(rules, Moment(self._policy(), state, self._clock.now(), cadences))
        self._waits = result.waits
        return result

    async def _sleep(self, next_at: float | None) -> None:
        """Return when it is time, or when there is something new to look at."""
        if next_at is None:
            await self._look.wait()
            return
        seconds = min(max(0.0, next_at - self._clock.now()), LONGEST_SLEEP_S)
        await first_of(self._clock.sleep(seconds), self._look.wait())

    async def _carry_out(self, message: Message) -> None:
        number = message.number or self._random.randint(LEAST_NUMBER, MOST_NUMBER)
        if not message.interrupted:
            self._keep(tuple(announced(e, message.kind, number) for e in self._now(message)))
            await self._settle()
        message = replace(message, number=number)
        notice = self._compose(message, self._store.state, self._clock.now())
        settled = said if await self._send(notice) else unsaid
        now = self._clock.now()
        self._keep(tuple(settled(episode, message, now) for episode in self._now(message)))
        if self._relay is not None:
            await self._settle()
            self._relay(message, notice)

    async def _send(self, notice: Notice) -> bool:
        try:
            await self._notifier.show(notice)
        except NotifierError as error:
            if not self._failing:
                logger.warning("A notification could not be shown: %s", error)
            self._failing = True
            return False
        self._failing = False
        return True

    def _now(self, message: Message) -> tuple[Episode, ...]:
        """Return the message's episodes as they stand: they may have moved on meanwhile."""
        wanted = {case.episode.id for case in message.cases}
        return tuple(episode for episode in self._store.state.episodes if episode.id in wanted)

    def _keep(self, episodes: tuple[Episode, ...]) -> None:
        if episodes:
            self._store.apply(TriggersStepped({}, episodes))


def rule_of(key: AlertKey, catalogue: Catalogue, state: AppState) -> TriggerRule | None:
    """Return the rule of an alert: the catalogue's, or a source's silence; None once it is gone."""
    if key == OFFLINE_KEY:
        return offline_rule()
    if key.rule == SILENCE:
        status = state.sources.get(SourceId(str(key.metric)))
        return silence_rule(status) if status is not None else None
    return catalogue.rules.get(key.rule) if key.metric in catalogue.metrics else None
