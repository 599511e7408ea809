"""Writes to the history what must outlive the process, and reads it back at the start."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from aux_monitor.domain.away import Presence
from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.notice import AlertKey, Episode, Snooze
from aux_monitor.domain.reading import MetricId, Reading
from aux_monitor.domain.state import (
    AppState,
    Event,
    PollSucceeded,
    PresenceNoted,
    ProblemNoted,
    ProblemTopic,
    Restored,
    SnoozesSet,
    TriggersStepped,
)
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import History, Remembered
from aux_monitor.services.store import Store

logger = logging.getLogger(__name__)

HOLD_SAVED_EVERY_S = 10.0
"""The progress of a hold is saved this often; transitions and episodes at once."""

RECORDED_EVERY_S = 900.0
"""A metric's readings enter the history at most this often."""


@dataclass(slots=True)
class _Unsaved:
    """What waits to be written."""

    triggers: dict[AlertKey, TriggerState] = field(default_factory=dict)
    episodes: dict[tuple[RuleId, MetricId, int], Episode] = field(default_factory=dict)
    readings: dict[MetricId, Reading] = field(default_factory=dict)
    snoozes: tuple[Snooze, ...] | None = None
    presence: Presence | None = None

    def then(self, later: _Unsaved) -> _Unsaved:
        """Return both, the later over the earlier."""
        return _Unsaved(
            self.triggers | later.triggers,
            self.episodes | later.episodes,
            self.readings | later.readings,
            self.snoozes if later.snoozes is None else later.snoozes,
            self.presence if later.presence is None else later.presence,
        )


class Keeping:
    """Saves alerts and readings; a broken history is told once, and what it missed is kept."""

    def __init__(
        self,
        store: Store,
        history: History,
        clock: Clock,
    ) -> None:
        self._store = store
        self._history = history
        self._clock = clock
        self._unsaved = _Unsaved()
        self._saved: dict[AlertKey, tuple[TriggerState, float]] = {}
        self._recorded_at: dict[MetricId, float] = {}
        self._something = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._broken = False
        self._restored = False
        store.subscribe(self._heard)

    async def run(self) -> None:
        """Save until cancelled."""
        while True:
            await self._something.wait()
            self._something.clear()
            await self._save()

    async def settle(self) -> None:
        """Return when everything noted so far is safely stored.

        A history that cannot be written is not waited for: whoever asks goes on without it.
        """
        await self._save()

    async def restore(self) -> None:
        """Give back to the store what the last run knew."""
        try:
            await self._restore()
        except HistoryError as error:
            self._problem(error)

    async def _restore(self) -> None:
        remembered = await self._history.load()
        self._restored = True
        self._give_way_to(remembered)
        now = self._clock.now()
        self._saved.update({key: (held, now) for key, held in remembered.triggers.items()})
        firing = {episode.key for episode in remembered.episodes if episode.fires}
        snoozes = tuple(s for s in remembered.snoozes if _in_force(s, firing, now))
        self._store.apply(
            Restored(remembered.triggers, remembered.episodes, snoozes, {}, remembered.presence)
        )

    def _give_way_to(self, remembered: Remembered) -> None:
        """Let nothing of this run overwrite what was remembered.

        That can be only where the last run's alerts could not be read at the start and can be
        now: an alert that fired meanwhile was counted from one again. It goes on from where the
        last run left it, and may be told once more.
        """
        present = self._store.state.triggers
        behind = {
            key: held
            for key, held in remembered.triggers.items()
            if key in present and present[key].episode <= held.episode
        }
        if behind:
            self._store.apply(TriggersStepped(behind))
        for key in behind:
            self._unsaved.triggers.pop(key, None)
        for episode in remembered.episodes:
            self._unsaved.episodes.pop(episode.id, None)

    def _heard(self, _state: AppState, event: Event) -> None:
        match event:
            case TriggersStepped():
                self._note_alerts(event)
            case SnoozesSet():
                self._unsaved.snoozes = event.snoozes
                self._something.set()
            case PresenceNoted():
                self._unsaved.presence = event.presence
                self._something.set()
            case PollSucceeded():
                self._note_readings(event.fetched.readings)
            case _:
                return

    def _note_alerts(self, event: TriggersStepped) -> None:
        now = self._clock.now()
        for key, state in event.triggers.items():
            if self._worth_saving(key, state, now):
                self._unsaved.triggers[key] = state
        for episode in event.episodes:
            self._unsaved.episodes[episode.id] = episode
        if self._unsaved.triggers or self._unsaved.episodes:
            self._something.set()

    def _worth_saving(self, key: AlertKey, state: TriggerState, now: float) -> bool:
        saved = self._saved.get(key)
        if saved is None:
            return state.phase is not Phase.INACTIVE
        before, at = saved
        moved = (state.phase, state.episode) != (before.phase, before.episode)
        holding = state.phase in (Phase.PENDING, Phase.RECOVERING)
        return moved or (holding and now - at >= HOLD_SAVED_EVERY_S)

    def _note_readings(self, readings: tuple[Reading, ...]) -> None:
        now = self._clock.now()
        for reading in readings:
            before = self._recorded_at.get(reading.metric)
            if reading.value is not None and (before is None or now - before >= RECORDED_EVERY_S):
                self._recorded_at[reading.metric] = now
                self._unsaved.readings[reading.metric] = reading
        if self._unsaved.readings:
            self._something.set()

    async def _save(self) -> None:
        async with self._one_at_a_time:
            await self._save_unsaved()

    async def _save_unsaved(self) -> None:
        if not self._restored:
            await self.restore()
            if not self._restored:
                return
        work, self._unsaved = self._unsaved, _Unsaved()
        try:
            await self._write(work)
        except HistoryError as error:
            self._unsaved = work.then(self._unsaved)
            self._problem(error)
            return
        now = self._clock.now()
        self._saved.update({key: (state, now) for key, state in work.triggers.items()})
        if self._broken:
            self._store.apply(ProblemNoted(ProblemTopic.HISTORY, ""))
        self._broken = False

    async def _write(self, work: _Unsaved) -> None:
        if work.triggers or work.episodes:
            await self._history.save_alerts(work.triggers, tuple(work.episodes.values()))
        if work.snoozes is not None:
            await self._history.save_snoozes(work.snoozes)
        if work.presence is not None:
            await self._history.save_presence(work.presence)
        if work.readings:
            await self._history.record(tuple(work.readings.values()))

    def _problem(self, error: HistoryError) -> None:
        if not self._broken:
            logger.warning("The history cannot be used: %s", error)
            self._store.apply(ProblemNoted(ProblemTopic.HISTORY, str(error)))
        self._broken = True


def _in_force(snooze: Snooze, firing: set[AlertKey], now: float) -> bool:
    """Return whether a snooze of the last run holds on; until recovered, while its alert fires."""
    return snooze.lasts(now) if snooze.until is not None else snooze.key in firing
