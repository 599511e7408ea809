"""Intents change the state, the secrets and the settings, and failures come back as sentences."""

from __future__ import annotations

import asyncio
from datetime import UTC

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.notice import AlertKey, Episode, Snooze
from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.domain.state import AppState, SnoozesSet, TriggersStepped
from aux_monitor.ports.errors import SettingsError
from aux_monitor.ports.secrets import Secret
from aux_monitor.services.commands import Commands, SettingsKeeping
from aux_monitor.services.intents import (
    Acknowledge,
    EndSnooze,
    Refresh,
    SaveSettings,
    SnoozeAlerts,
)
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor
from aux_monitor.services.watching import Watching
from aux_monitor.settings.schema import Settings
from tests.fakes.clock import FakeClock
from tests.fakes.secrets import FakeSecrets
from tests.services.builders import LATENCY, RULE

KEY = AlertKey(RULE, LATENCY)


def commands(store: Store, clock: FakeClock) -> Commands:
    """Return commands over a watching of no sources."""
    supervisor = Supervisor(clock, lambda _sentence: None)
    watching = Watching(store, supervisor, clock, lambda _settings: (), lambda: None)
    return Commands(store, watching, clock, UTC)


def firing() -> Episode:
    """Return an open episode."""
    return Episode(KEY, 1, began_at=1.0, fired_at=2.0, value=310.0, worst=330.0)


def test_acknowledging_marks_the_open_episode_with_time_and_note() -> None:
    """Only the open episode of that alert is marked."""
    clock = FakeClock()
    store = Store(AppState())
    store.apply(TriggersStepped({}, (firing(),)))
    commands(store, clock).carry_out(Acknowledge(KEY, "on it"))
    episode = store.state.episodes[0]
    assert (episode.acknowledged_at, episode.note) == (clock.now(), "on it")


def test_acknowledging_twice_keeps_the_first_time_and_note() -> None:
    """A second press changes nothing."""
    clock = FakeClock()
    store = Store(AppState())
    store.apply(TriggersStepped({}, (firing(),)))
    desk = commands(store, clock)
    desk.carry_out(Acknowledge(KEY, "on it"))
    before = store.state
    desk.carry_out(Acknowledge(KEY, "me too"))
    assert store.state is before


def test_a_snooze_replaces_the_one_of_the_same_alert() -> None:
    """One alert has one snooze: the last one asked for."""
    clock = FakeClock()
    store = Store(AppState())
    desk = commands(store, clock)
    desk.carry_out(SnoozeAlerts(SnoozeSpan.QUARTER_HOUR, KEY))
    desk.carry_out(SnoozeAlerts(SnoozeSpan.FOUR_HOURS))
    desk.carry_out(SnoozeAlerts(SnoozeSpan.HOUR, KEY))
    assert store.state.snoozes == (
        Snooze(clock.now() + 14_400.0),
        Snooze(clock.now() + 3600.0, KEY),
    )


@pytest.mark.parametrize("key", [None, KEY], ids=["all", "one"])
def test_a_snooze_until_recovered_silences_what_fires(key: AlertKey | None) -> None:
    """Each alert that fires is silenced by itself; one that is over is not."""
    store = Store(AppState())
    over = replace(firing(), key=AlertKey(RuleId("churn"), LATENCY), resolved_at=3.0)
    store.apply(TriggersStepped({}, (firing(), over)))
    commands(store, FakeClock()).carry_out(SnoozeAlerts(SnoozeSpan.RECOVERED, key))
    assert store.state.snoozes == (Snooze(None, KEY),)


OTHER = AlertKey(RuleId("churn"), LATENCY)


@pytest.mark.parametrize(
    ("begun", "ended", "left", "told_again"),
    [
        ((Snooze(900.0, KEY), Snooze(900.0, OTHER)), KEY, (Snooze(900.0, OTHER),), 900.0),
        ((Snooze(900.0, KEY), Snooze(900.0, OTHER)), None, (), None),
        ((Snooze(900.0), Snooze(None, OTHER)), KEY, (Snooze(None, OTHER),), None),
    ],
    ids=["one", "every one", "that of all"],
)
def test_a_snooze_that_is_taken_back_is_over(
    begun: tuple[Snooze, ...],
    ended: AlertKey | None,
    left: tuple[Snooze, ...],
    told_again: float | None,
) -> None:
    """What it silenced speaks again, and nobody is told at its time that it has ended."""
    store = Store(AppState())
    mine = replace(firing(), snoozed_until=900.0)
    store.apply(TriggersStepped({}, (mine, replace(mine, key=OTHER))))
    store.apply(SnoozesSet(begun))
    commands(store, FakeClock()).carry_out(EndSnooze(ended))
    assert store.state.snoozes == left
    waits = {episode.key: episode.snoozed_until for episode in store.state.episodes}
    assert waits == {KEY: None, OTHER: told_again}


def test_taking_back_a_snooze_that_is_not_there_changes_nothing() -> None:
    """An entry pressed after the time was over."""
    store = Store(AppState())
    before = store.state
    commands(store, FakeClock()).carry_out(EndSnooze(KEY))
    assert store.state is before


def test_a_refresh_of_nothing_is_nothing() -> None:
    """Refreshing without a source leaves the state alone."""
    store = Store(AppState())
    before = store.state
    commands(store, FakeClock()).carry_out(Refresh())
    assert store.state is before


def test_tokens_and_settings_are_kept_and_an_empty_token_is_removed() -> None:
    """A token given is stored, an empty one deletes, none leaves the stored one alone."""

    async def story() -> tuple[str | None, str | None, list[Settings]]:
        secrets = FakeSecrets()
        await secrets.put("collector@x", Secret("old"))
        kept: list[Settings] = []

        async def store(settings: Settings) -> str:
            kept.append(settings)
            return ""

        intent = SaveSettings(Settings(), github_token=Secret("new"), collector_token=Secret(""))
        saved = await SettingsKeeping(secrets, store).save(intent, "github@y", "collector@x")
        assert saved.error == ""
        github = await secrets.get("github@y")
        collector = await secrets.get("collector@x")
        return (
            github.reveal() if github else None,
            collector.reveal() if collector else None,
            kept,
        )

    assert asyncio.run(story()) == ("new", None, [Settings()])


def test_a_locked_keyring_does_not_keep_the_settings_from_being_saved() -> None:
    """The sentence names what failed; the rest is applied."""

    async def story() -> tuple[str, int]:
        secrets = FakeSecrets()
        secrets.refusal = "The keyring is locked."
        kept: list[Settings] = []

        async def store(settings: Settings) -> str:
            kept.append(settings)
            return ""

        intent = SaveSettings(Settings(), github_token=Secret("new"))
        saved = await SettingsKeeping(secrets, store).save(intent, "github@y", "collector@x")
        return saved.error, len(kept)

    assert asyncio.run(story()) == ("The keyring is locked.", 1)


def test_settings_that_cannot_be_written_come_back_as_a_sentence() -> None:
    """A read-only folder is said where the person looks."""

    async def story() -> str:
        async def store(_settings: Settings) -> str:
            raise SettingsError("config.toml cannot be written: the folder is read-only.")

        intent = SaveSettings(Settings())
        return (await SettingsKeeping(FakeSecrets(), store).save(intent, "a", "b")).error

    assert asyncio.run(story()) == "config.toml cannot be written: the folder is read-only."
