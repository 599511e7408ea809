"""Settings of sounds and channels: off unless asked for, and each fault is one sentence."""

from __future__ import annotations

import pytest

from aux_monitor.settings.codec import decode_settings
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.errors import SettingsError
from aux_monitor.settings.schema import ChannelScope, ChannelSettings, NotificationSettings

ELEVEN = "channels = [" + ", ".join(f"{{name = 'a{n}'}}" for n in range(11)) + "]"


def decoded(text: str) -> NotificationSettings:
    """Return the notification settings of a text."""
    return decode_settings(TomlText("settings.toml", text)).notifications


def test_without_being_asked_nothing_sounds_and_nothing_is_sent() -> None:
    """A settings file of before these existed stays as quiet as it was."""
    old = decoded("version = 1\n[notifications]\nenabled = true\n")
    assert (old.sound.critical, old.sound.warning, old.channels) == (False, False, ())


def test_a_channel_gets_everything_unless_it_says_otherwise() -> None:
    """Its name is enough; scope and recoveries narrow it."""
    text = """
[[notifications.channels]]
name = "ops"
[[notifications.channels]]
name = "pager_2"
scope = "critical"
recoveries = false
"""
    assert decoded(text).channels == (
        ChannelSettings("ops"),
        ChannelSettings("pager_2", ChannelScope.CRITICAL, recoveries=False),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("channels = [{name = 'Ops'}]", "channels[0].name: a channel's name begins with a small"),
        ("channels = [{name = ''}]", "channels[0].name: a channel's name begins with a small"),
        (f"channels = [{{name = '{'a' * 32}'}}]", "31 of them at the most"),
        ("channels = [{name = 'a'}, {name = 'a'}]", "channels[1].name: 'a' is named twice"),
        ("channels = [{name = 'a', url = 'json://x'}]", "url"),
        ("channels = [{name = 'a', scope = 'some'}]", "all, critical"),
        (ELEVEN, "more than 10"),
        ("sound = {critical_sound = '../x'}", "sound.critical_sound: expected the name of a sound"),
        ("sound = {warning_sound = ''}", "sound.warning_sound: expected the name of a sound"),
        ("sound = {loud = true}", "loud"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(text: str, sentence: str) -> None:
    """The setting and what is wrong with it are named."""
    with pytest.raises(SettingsError) as caught:
        decoded(f"[notifications]\n{text}\n")
    assert sentence in str(caught.value)
