"""Channels from the command line: names into the settings, addresses into the keyring."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from collections.abc import Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.adapters.channels.apprise_channels import AppriseChannels, channel_secret_name
from aux_monitor.adapters.desktop.secrets import MAX_LENGTH, EnvironmentSecrets
from aux_monitor.bootstrap.ground import Ground, lay_ground
from aux_monitor.bootstrap.options import Options
from aux_monitor.domain.state import ProblemTopic
from aux_monitor.ports.channels import ChannelMessage, Tone
from aux_monitor.ports.errors import ChannelError, SecretError, SettingsError
from aux_monitor.ports.secrets import Secret
from aux_monitor.settings.channels import check_channels
from aux_monitor.settings.decoding import Place
from aux_monitor.settings.schema import ChannelScope, ChannelSettings

EXIT_WRONG = 2
"""What was asked cannot be done as it was asked."""

TEST = ChannelMessage(
    "AUX Monitor: a test", "If you can read this, the channel works.", Tone.SUCCESS
)


class Asked(Struct, frozen=True):
    """One command with what it works on."""

    ground: Ground
    channels: AppriseChannels
    words: argparse.Namespace

    @property
    def known(self) -> tuple[ChannelSettings, ...]:
        """The channels of the settings file."""
        return self.ground.stored.notifications.channels


_Command: TypeAlias = Callable[[Asked], Coroutine[Any, Any, None]]


def run_channel(options: Options, words: argparse.Namespace) -> int:
    """Carry out one ``channel`` command; return 0, or 2 with a sentence that says what is wrong.

    Raises ``SecretError`` where the keyring cannot be used, and ``SettingsError`` where the
    settings file cannot: it is not written anew over what is in it.
    """
    ground = lay_ground(options)
    if ProblemTopic.SETTINGS in ground.problems:
        raise SettingsError(ground.problems[ProblemTopic.SETTINGS])
    try:
        asyncio.run(_COMMANDS[words.command](Asked(ground, AppriseChannels(ground.secrets), words)))
    except ChannelError as error:
        print(f"aux-monitor: {error}", file=sys.stderr)  # noqa: T201 - the answer to the command
        return EXIT_WRONG
    return 0


async def _add(asked: Asked) -> None:
    words = asked.words
    channel = ChannelSettings(
        words.name,
        ChannelScope.CRITICAL if words.critical else ChannelScope.ALL,
        recoveries=not words.no_recoveries,
    )
    others = tuple(known for known in asked.known if known.name != channel.name)
    try:
        check_channels((*others, channel), Place(""))
    except SettingsError as error:
        raise ChannelError(f"{error}.") from None
    variable = EnvironmentSecrets().holds(channel_secret_name(channel.name))
    if not variable:
        address = _asked_address(channel.name)
        await asked.channels.check(channel.name, address)
        await asked.ground.secrets.put(channel_secret_name(channel.name), address)
    _keep(asked, (*others, channel))
    whence = f"its address comes from {variable}" if variable else "its address is in the keyring"
    _say(f"{_described(channel)}; {whence}")
    _say("a monitor that runs sends to it from its next start on")


async def _list(asked: Asked) -> None:
    for channel in asked.known:
        try:
            address = await asked.ground.secrets.get(channel_secret_name(channel.name))
            has = "" if address is not None else "; has no address"
        except SecretError as error:
            has = f"; its address is not known: {error}"
        _say(f"{_described(channel)}{has}")
    if not asked.known:
        _say("there is no channel")


async def _test(asked: Asked) -> None:
    await asked.channels.send(_named(asked).name, TEST)
    _say(f"{asked.words.name}: sent")


async def _remove(asked: Asked) -> None:
    gone = _named(asked)
    name = channel_secret_name(gone.name)
    variable = EnvironmentSecrets().holds(name)
    if not variable:
        await asked.ground.secrets.delete(name)
    _keep(asked, tuple(channel for channel in asked.known if channel != gone))
    _say(f"{gone.name}: removed{f'; {variable} is left as it is' if variable else ''}")


_COMMANDS: Mapping[str, _Command] = MappingProxyType(
    {"add": _add, "list": _list, "test": _test, "remove": _remove}
)


def _asked_address(name: str) -> Secret:
    """Return the address as a person types it, unseen, or as standard input has it."""
    if sys.stdin.isatty():
        text = getpass.getpass(f"Apprise URL of {name} (not shown): ").strip()
    else:
        text = sys.stdin.readline(MAX_LENGTH + 2).strip()
    if not text:
        raise ChannelError("No address was given.")
    if len(text) > MAX_LENGTH or not (text.isascii() and text.isprintable()) or " " in text:
        raise ChannelError("The address is too long, or holds spaces or signs that no URL has.")
    return Secret(text)


def _named(asked: Asked) -> ChannelSettings:
    for channel in asked.known:
        if channel.name == asked.words.name:
            return channel
    shown = "".join(mark if mark.isprintable() else "?" for mark in asked.words.name[:64])
    names = ", ".join(channel.name for channel in asked.known)
    raise ChannelError(f"There is no channel '{shown}'{f'; there is {names}' if names else ''}.")


def _keep(asked: Asked, channels: tuple[ChannelSettings, ...]) -> None:
    stored = asked.ground.stored
    notifications = replace(stored.notifications, channels=channels)
    asked.ground.file.write(replace(stored, notifications=notifications))


def _described(channel: ChannelSettings) -> str:
    which = "critical alerts" if channel.scope is ChannelScope.CRITICAL else "all alerts"
    return f"{channel.name}: {which}, {'with' if channel.recoveries else 'without'} recoveries"


def _say(line: str) -> None:
    print(line)  # noqa: T201 - the answer to the command
