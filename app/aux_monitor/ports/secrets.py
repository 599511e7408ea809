"""Where tokens live."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct


class Secret(Struct, frozen=True):
    """A token whose text shows only where ``reveal`` is called."""

    _text: str

    def reveal(self) -> str:
        """Return the token itself, for the one place that sends it."""
        return self._text

    def __repr__(self) -> str:
        """Return a mask."""
        return "Secret(***)"

    __str__ = __repr__


class SecretStore(Protocol):
    """The system's keyring, or the environment where there is none.

    ``name`` is such as ``github@api.github.com``. Every call returns within a few seconds or
    raises ``SecretError``: a locked keyring may otherwise wait as long as its prompt stays.
    """

    async def get(self, name: str) -> Secret | None:
        """Return the secret, None when there is none."""
        ...

    async def put(self, name: str, secret: Secret) -> None:
        """Store the secret, replacing the one before."""
        ...

    async def delete(self, name: str) -> None:
        """Remove the secret; nothing happens when there is none."""
        ...
