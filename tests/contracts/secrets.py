"""What every ``SecretStore`` that can be written to does."""

from __future__ import annotations

import pytest

from aux_monitor.ports.secrets import Secret, SecretStore

GITHUB, COLLECTOR = "github@api.github.com", "collector@127.0.0.1:8080"


class SecretStoreContract:
    """Subclasses give the fixture ``secrets``: an empty store."""

    @pytest.mark.anyio
    async def test_what_is_put_is_got(self, secrets: SecretStore) -> None:
        """A secret comes back as it was put."""
        await secrets.put(GITHUB, Secret("ghp_first"))
        found = await secrets.get(GITHUB)
        assert found is not None
        assert found.reveal() == "ghp_first"

    @pytest.mark.anyio
    async def test_nothing_was_put(self, secrets: SecretStore) -> None:
        """A name never used has no secret."""
        assert await secrets.get(GITHUB) is None

    @pytest.mark.anyio
    async def test_a_later_secret_replaces(self, secrets: SecretStore) -> None:
        """The last secret put under a name is the one kept."""
        await secrets.put(GITHUB, Secret("ghp_first"))
        await secrets.put(GITHUB, Secret("ghp_second"))
        assert await secrets.get(GITHUB) == Secret("ghp_second")

    @pytest.mark.anyio
    async def test_names_are_apart(self, secrets: SecretStore) -> None:
        """Secrets of different names do not touch each other."""
        await secrets.put(GITHUB, Secret("ghp_first"))
        await secrets.put(COLLECTOR, Secret("other"))
        await secrets.delete(GITHUB)
        assert await secrets.get(GITHUB) is None
        assert await secrets.get(COLLECTOR) == Secret("other")

    @pytest.mark.anyio
    async def test_deleting_nothing_is_quiet(self, secrets: SecretStore) -> None:
        """To delete what is not there is no error."""
        await secrets.delete(GITHUB)
        assert await secrets.get(GITHUB) is None
