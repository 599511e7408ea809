"""What people ask of alerts, sources and settings, carried out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from msgspec.structs import replace

from aux_monitor.domain.notice import Snooze
from aux_monitor.domain.state import SnoozesSet, TriggersStepped
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import AuxMonitorError
from aux_monitor.ports.secrets import Secret, SecretStore
from aux_monitor.services.connection import SettingsSaved
from aux_monitor.services.intents import Acknowledge, Refresh, SaveSettings, SnoozeAlerts
from aux_monitor.services.store import Store
from aux_monitor.services.watching import Watching
from aux_monitor.settings.schema import Settings

StoreSettings: TypeAlias = Callable[[Settings], Awaitable[None]]
"""Writes the settings file and applies it, or raises ``SettingsError``."""


class Commands:
    """Carries out the intents that concern alerts and sources."""

    def __init__(self, store: Store, watching: Watching, clock: Clock) -> None:
        self._store = store
        self._watching = watching
        self._clock = clock

    def carry_out(self, intent: Refresh | Acknowledge | SnoozeAlerts) -> None:
        """Carry out one intent; the state shows the effect at once."""
        match intent:
            case Refresh():
                self._watching.refresh(intent.source)
            case Acknowledge():
                self._acknowledge(intent)
            case SnoozeAlerts():
                self._snooze(intent)

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
        others = tuple(
            snooze
            for snooze in self._store.state.snoozes
            if now < snooze.until and snooze.key != intent.key
        )
        self._store.apply(SnoozesSet((*others, Snooze(now + intent.seconds, intent.key))))


class SettingsKeeping:
    """Keeps settings and tokens, and says in one sentence what could not be kept."""

    def __init__(self, secrets: SecretStore, store_settings: StoreSettings) -> None:
        self._secrets = secrets
        self._store_settings = store_settings

    async def save(
        self, intent: SaveSettings, github_name: str, collector_name: str
    ) -> SettingsSaved:
        """Keep what can be kept and apply it; return what failed, if anything.

        The names are those under which the secret store keeps each token. An empty token means
        that the stored one is to be removed.
        """
        failures: list[str] = []
        for name, secret in (
            (github_name, intent.github_token),
            (collector_name, intent.collector_token),
        ):
            await self._collect(failures, self._keep_secret(name, secret))
        await self._collect(failures, self._store_settings(intent.settings))
        return SettingsSaved(" ".join(failures))

    async def _keep_secret(self, name: str, secret: Secret | None) -> None:
        if secret is None:
            return
        if secret.reveal():
            await self._secrets.put(name, secret)
        else:
            await self._secrets.delete(name)

    async def _collect(self, failures: list[str], work: Awaitable[None]) -> None:
        try:
            await work
        except AuxMonitorError as error:
            failures.append(str(error))
