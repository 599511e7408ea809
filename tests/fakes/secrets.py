"""A keyring in memory."""

from __future__ import annotations

from collections.abc import Mapping

from aux_monitor.ports.errors import SecretError
from aux_monitor.ports.secrets import Secret


class FakeSecrets:
    """A ``SecretStore`` in memory; with ``refusal`` set every call raises ``SecretError``."""

    def __init__(self, secrets: Mapping[str, str] | None = None) -> None:
        self._secrets = {name: Secret(text) for name, text in (secrets or {}).items()}
        self.refusal = ""

    async def get(self, name: str) -> Secret | None:
        """Return the secret, None when there is none."""
        self._check()
        return self._secrets.get(name)

    async def put(self, name: str, secret: Secret) -> None:
        """Store the secret, replacing the one before."""
        self._check()
        self._secrets[name] = secret

    async def delete(self, name: str) -> None:
        """Remove the secret, if there is one."""
        self._check()
        self._secrets.pop(name, None)

    def _check(self) -> None:
        if self.refusal:
            raise SecretError(self.refusal)
