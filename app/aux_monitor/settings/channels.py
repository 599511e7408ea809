"""The settings of sounds and channels, checked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aux_monitor.settings.decoding import Place
from aux_monitor.settings.schema import ChannelSettings, SoundSettings

MOST_CHANNELS = 10

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
_SOUND = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def check_channels(channels: Sequence[ChannelSettings], place: Place) -> None:
    """Raise ``SettingsError`` for a channel that could not be used or told from another."""
    if len(channels) > MOST_CHANNELS:
        raise place.error(f"more than {MOST_CHANNELS} channels")
    for index, channel in enumerate(channels):
        at = place.at(f"[{index}].name")
        if _NAME.fullmatch(channel.name) is None:
            raise at.error(
                "a channel's name begins with a small letter and holds small letters, digits and "
                "'_' alone, 31 of them at the most"
            )
        if any(earlier.name == channel.name for earlier in channels[:index]):
            raise at.error(f"'{channel.name}' is named twice")


def check_sound(sound: SoundSettings, place: Place) -> None:
    """Raise ``SettingsError`` for what is no name of a sound theme's sound."""
    for field, name in (
        ("critical_sound", sound.critical_sound),
        ("warning_sound", sound.warning_sound),
    ):
        if _SOUND.fullmatch(name) is None:
            raise place.at(field).error(
                "expected the name of a sound in the desktop's sound theme, such as dialog-warning"
            )
