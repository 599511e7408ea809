"""What people ask of alerts, sources and settings, carried out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import tzinfo
from types import MappingProxyType
from typing import TypeAlias

from msgspec.structs import replace

from aux_monitor.domain.notice import AlertKey, Snooze
from aux_monitor.domain.snooze import snooze_end
from aux_monitor.domain.state import SnoozesSet, TriggersStepped
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import AuxMonitorError
from aux_monitor.ports.secrets import Secret, SecretStore
from aux_monitor.services.connection import SettingsSaved
from aux_monitor.services.intents import (
    Acknowledge,
    EndSnooze,
    Refresh,
    SaveSettings,
    SnoozeAlerts,
)
from aux_monitor.services.store import Store
from aux_monitor.services.watching import Watching
from aux_monitor.settings.schema import Settings

StoreSettings: TypeAlias = Callable[[Settings], Awaitable[str]]
"""Writes the settings file and applies it, or raises ``SettingsError``.

Returns what a person should know of it besides, empty for nothing.
"""


class Commands:
    """Carries out the intents that concern alerts and sources."""

    def __init__(self, store: Store, watching: Watching, clock: Clock, zone: tzinfo) -> None:
        self._store = store
        self._watching = watching
        self._clock = clock
        self._zone = zone

    def carry_out(self, intent: Refresh | Acknowledge | SnoozeAlerts | EndSnooze) -> None:
        """Carry out one intent; the state shows the effect at once."""
        match intent:
            case Refresh():
                self._watching.refresh(intent.source)
            case Acknowledge():
                self._acknowledge(intent)
            case SnoozeAlerts():
                self._snooze(intent)
            case EndSnooze():
                self._end_snooze(intent.key)

    def _acknowledge(self, intent: Acknowledge) -> None:
        now = self._clock.now()
        open_ones = tuple(
            replace(episode, acknowledged_at=now, note=intent.note)
            for episode in self._store.state.episodes
            if episode.key == intent.key
            and episode.resolved_at is None
            and episode.acknowledged_at is None
        )
        if open_ones:
            self._store.apply(TriggersStepped({}, open_ones))

    def _snooze(self, intent: SnoozeAlerts) -> None:
        now = self._clock.now()
        until = snooze_end(intent.span, now, self._zone)
        begun: tuple[Snooze, ...] = (Snooze(until, intent.key),)
        if until is None:
            # Each alert recovers by itself, and what does not fire has nothing to recover from.
            asked = (key for key in self._firing() if intent.key in (None, key))
            begun = tuple(Snooze(None, key) for key in asked)
        keys = {snooze.key for snooze in begun}
        lasting = (snooze for snooze in self._store.state.snoozes if snooze.lasts(now))
        others = tuple(snooze for snooze in lasting if snooze.key not in keys)
        self._store.apply(SnoozesSet((*others, *begun)))

    def _end_snooze(self, key: AlertKey | None) -> None:
        """End what silences an alert; that its snooze is over is no news to who ended it."""
        state = self._store.state
        ended = tuple(s for s in state.snoozes if key is None or s.key in (None, key))
        if not ended:
            return
        self._store.apply(SnoozesSet(tuple(s for s in state.snoozes if s not in ended)))
        over = {snooze.key for snooze in ended}
        awake = tuple(
            replace(episode, snoozed_until=None)
            for episode in state.episodes
            if episode.snoozed_until is not None and (None in over or episode.key in over)
        )
        if awake:
            self._store.apply(TriggersStepped({}, awake))

    def _firing(self) -> tuple[AlertKey, ...]:
        """Return the alerts that have fired and are not over."""
        episodes = self._store.state.episodes
        return tuple(episode.key for episode in episodes if episode.resolved_at is None)


class SettingsKeeping:
    """Keeps settings and tokens, and says in one sentence what could not be kept."""

    def __init__(self, secrets: SecretStore, store_settings: StoreSettings) -> None:
        self._secrets = secrets
        self._store_settings = store_settings

    async def save(
        self,
        intent: SaveSettings,
        github_name: str,
        collector_name: str,
        further_names: Mapping[str, str] = MappingProxyType({}),
    ) -> SettingsSaved:
        """Keep what can be kept and apply it; return what failed, if anything.

        The names are those under which the secret store keeps each token. An empty token means
        that the stored one is to be removed.
        """
        failures: list[str] = []
        further = intent.further_tokens
        for name, secret in (
            (github_name, intent.github_token),
            (collector_name, intent.collector_token),
            *((further_names[each], further[each]) for each in further if each in further_names),
        ):
            await self._collect(failures, self._keep_secret(name, secret))
        note = await self._collect(failures, self._store_settings(intent.settings))
        return SettingsSaved(" ".join(failures), note)

    async def _keep_secret(self, name: str, secret: Secret | None) -> str:
        if secret is None:
            return ""
        if secret.reveal():
            await self._secrets.put(name, secret)
        else:
            await self._secrets.delete(name)
        return ""

    async def _collect(self, failures: list[str], work: Awaitable[str]) -> str:
        try:
            return await work
        except AuxMonitorError as error:
            failures.append(str(error))
            return ""
