"""Where sources are asked, and with which token."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from aux_monitor.adapters.children import CollectorChild
from aux_monitor.adapters.sources.collector import Endpoint
from aux_monitor.bootstrap.plans import TOKEN_WAIT_S, ChildEndpoint, RemoteEndpoint
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import ChildError, SourceError
from aux_monitor.ports.secrets import Secret
from aux_monitor.settings.schema import CollectorSettings


class Prompting:
    """A ``SecretStore`` whose keyring asks for a password that nobody types."""

    async def get(self, name: str) -> Secret | None:
        """Never return."""
        raise AssertionError(await asyncio.Event().wait(), name)

    async def put(self, name: str, secret: Secret) -> None:
        """Take nothing."""
        raise AssertionError(name, secret)

    async def delete(self, name: str) -> None:
        """Remove nothing."""
        raise AssertionError(name)


def test_a_keyring_that_prompts_does_not_keep_a_collector_from_being_asked() -> None:
    """It is asked without a token, well before the poll would be over."""
    url = "https://collector.example"
    assert asyncio.run(RemoteEndpoint(url, Prompting(), wait_s=0.0)()) == Endpoint(url)
    assert CollectorSettings().timeout_s > TOKEN_WAIT_S


def test_a_collector_that_cannot_start_says_why_where_its_figures_would_be(
    tmp_path: Path,
) -> None:
    """What its process last said is the source's error; it is still taken to be starting."""
    folder = tmp_path / "collector"
    folder.write_text("in the way")
    child = CollectorChild((tmp_path / "session.log",), folder, None)
    endpoint = ChildEndpoint(child, Secret("t" * 32))

    async def ask() -> None:
        assert await endpoint() is None
        with pytest.raises(ChildError):
            await child.start()
        try:
            await endpoint()
        finally:
            await child.stop()

    with pytest.raises(SourceError, match=f"The data folder {folder} cannot be used") as caught:
        asyncio.run(ask())
    assert caught.value.kind is FailureKind.STARTING
