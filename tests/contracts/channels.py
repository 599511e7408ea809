"""What every ``Channels`` does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from aux_monitor.ports.channels import ChannelMessage, Channels, Tone
from aux_monitor.ports.errors import ChannelError

MESSAGE = ChannelMessage(
    "Response time above 300 ms",
    "Engineering investigation. 318 ms <b>now</b> & then, since 14:02.",
    Tone.FAILURE,
)

Arrived: TypeAlias = Callable[[], list[tuple[str, str]]]
"""Returns title and body of everything that has come to the channel ``ops``."""


class ChannelsContract:
    """Derived classes give ``channels``, on which ``ops`` works, and what ``arrived`` there."""

    @pytest.mark.anyio
    async def test_what_is_sent_arrives_once_and_as_it_is(
        self, channels: Channels, arrived: Arrived
    ) -> None:
        """Title and body come through word for word: nothing of them is markup."""
        await channels.send("ops", MESSAGE)
        assert arrived() == [(MESSAGE.title, MESSAGE.body)]

    @pytest.mark.anyio
    async def test_a_channel_without_an_address_is_named(
        self, channels: Channels, arrived: Arrived
    ) -> None:
        """Nothing is sent anywhere, and the sentence says which channel it is about."""
        with pytest.raises(ChannelError, match="Channel other has no address"):
            await channels.send("other", MESSAGE)
        assert arrived() == []

    @pytest.mark.anyio
    async def test_nothing_is_sent_after_the_end(
        self, channels: Channels, arrived: Arrived
    ) -> None:
        """Closed channels refuse with their own error."""
        await channels.aclose()
        with pytest.raises(ChannelError, match="closed"):
            await channels.send("ops", MESSAGE)
        assert arrived() == []
