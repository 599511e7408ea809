"""Channels over Apprise, each message sent by a process of its own."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping

import msgspec

from aux_monitor.adapters.channels.wire import Order, Outcome, Report
from aux_monitor.ports.channels import ChannelMessage
from aux_monitor.ports.errors import ChannelError, SecretError
from aux_monitor.ports.secrets import Secret, SecretStore

COMMAND = (sys.executable, "-P", "-m", "aux_monitor.adapters.channels.sending")
"""The process that sends; -P keeps the working folder's files from being imported."""

_OURS = "AUX_MONITOR_"
"""Variables that begin so hold the tokens of other things: the process needs none of them."""


def channel_secret_name(channel: str) -> str:
    """Return the name under which a channel's address is kept."""
    return f"channel@{channel}"


class AppriseChannels:
    """Sends to the addresses that ``secrets`` holds; ``timeout_s`` bounds each message."""

    def __init__(
        self,
        secrets: SecretStore,
        *,
        timeout_s: float = 60.0,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._secrets = secrets
        self._timeout_s = timeout_s
        inherited = os.environ if environment is None else environment
        self._environment = {k: v for k, v in inherited.items() if not k.startswith(_OURS)}
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    async def send(self, channel: str, message: ChannelMessage) -> None:
        """Send a message, or raise ``ChannelError`` with a sentence that says why not."""
        try:
            address = await self._secrets.get(channel_secret_name(channel))
        except SecretError as error:
            raise ChannelError(f"The address of channel {channel} is not known: {error}") from None
        if address is None:
            raise ChannelError(
                f"Channel {channel} has no address: give it by 'aux-monitor channel add {channel}'."
            )
        order = Order(address.reveal(), message.title, message.body, message.tone.value)
        await self._order(channel, order)

    async def check(self, channel: str, address: Secret) -> None:
        """Return where Apprise understands an address, or raise ``ChannelError``."""
        await self._order(channel, Order(address.reveal()))

    async def aclose(self) -> None:
        """End what is being sent."""
        self._closed = True
        for process in list(self._running):
            process.kill()

    async def _order(self, channel: str, order: Order) -> None:
        report = await asyncio.to_thread(self._carry_out, order)
        if self._closed:
            raise ChannelError("The channels are closed.")
        if report is None:
            raise ChannelError(
                f"Channel {channel} took longer than {self._timeout_s:g} s or its sender failed."
            )
        if report.outcome is not Outcome.DONE:
            raise ChannelError(_sentence(channel, report))

    def _carry_out(self, order: Order) -> Report | None:
        """Return the report of a process of its own, None where it gave none in time."""
        if self._closed:
            return None
        process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            COMMAND,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback may show the address
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._running.add(process)
        with process:
            try:
                said, _ = process.communicate(msgspec.json.encode(order), self._timeout_s)
                return msgspec.json.decode(said, type=Report)
            except (OSError, subprocess.TimeoutExpired, msgspec.DecodeError):
                return None
            finally:
                process.kill()
                self._running.discard(process)


def _sentence(channel: str, report: Report) -> str:
    match report.outcome:
        case Outcome.NO_ADDRESS:
            return f"The address of channel {channel} is none that Apprise understands."
        case Outcome.REFUSED:
            return f"Channel {channel} refused the message (HTTP {report.status})."
        case _:
            return f"Channel {channel} could not be reached, or refused the message."
