"""A whole session over fakes, and the channels beside its desktop."""

from __future__ import annotations

import pytest

from aux_monitor.settings.schema import ChannelSettings, NotificationSettings, Settings
from tests.bootstrap.test_runtime_trust import World, play
from tests.fakes.channels import FakeChannels

SETTINGS = Settings(notifications=NotificationSettings(channels=(ChannelSettings("ops"),)))


async def incident(world: World) -> None:
    """Let the latency be bad for half an hour."""
    world.latency = 900.0
    await world.clock.advance(1800)


@pytest.mark.parametrize("demo", [False, True])
def test_only_a_real_session_sends_to_channels(demo: bool) -> None:  # noqa: FBT001 - a case
    """The demonstration's alerts show on the desktop, and wake nobody elsewhere."""
    channels = FakeChannels()
    world = play(incident, World(github=False, demo=demo, channels=channels, settings=SETTINGS))
    told = [(message.title, message.body) for _, message in channels.sent]
    shown = [(notice.title, notice.body) for notice in world.notifier.shown]
    assert len(shown) == 1
    assert told == ([] if demo else shown)


def test_changed_settings_reach_a_running_session() -> None:
    """A channel that is set up while the session runs gets what comes next."""
    channels = FakeChannels()

    async def story(world: World) -> None:
        await world.runtime.apply(SETTINGS)
        await incident(world)

    play(story, World(github=False, channels=channels))
    assert len(channels.sent) == 1
