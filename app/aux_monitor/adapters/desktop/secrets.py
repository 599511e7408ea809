"""Tokens from the system's keyring or from the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from aux_monitor.ports.errors import SecretError
from aux_monitor.ports.secrets import Secret, SecretStore

if TYPE_CHECKING:
    from aux_monitor.adapters.desktop.worker import Worker

SERVICE = "aux-monitor"
"""The name under which the keyring files our entries."""

MAX_LENGTH = 4096
"""Characters of the longest token taken; GitHub's are below 300."""

_VARIABLES = {
    "github": "AUX_MONITOR_GITHUB_TOKEN",
    "collector": "AUX_MONITOR_COLLECTOR_TOKEN",
}

_FURTHER = "collector-"
"""What stands before the name of a further collector, whose token has a variable of its own."""

_CHANNEL = "AUX_MONITOR_CHANNEL_"
"""What stands before a channel's name, in capitals, in the variable that holds its address."""

T = TypeVar("T")


def checked(text: str, where: str) -> Secret:
    """Return ``text`` as a secret, or raise ``SecretError`` when it cannot be a token.

    A token travels in an HTTP header, where a line break would be refused with the token in the
    error's text; ``where`` says to a person where the bad one lies.
    """
    if len(text) > MAX_LENGTH or not (text.isascii() and text.isprintable()) or " " in text:
        raise SecretError(
            f"The token in {where} cannot be used: "
            "it is too long or holds spaces or characters that no token has."
        )
    return Secret(text)


class EnvironmentSecrets:
    """A ``SecretStore`` that reads AUX_MONITOR_GITHUB_TOKEN and AUX_MONITOR_COLLECTOR_TOKEN.

    The part of a name before the ``@`` chooses the variable, and of a channel the part behind it
    too; an empty variable counts as unset.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment

    def holds(self, name: str) -> str:
        """Return the variable that holds this secret, empty when none does."""
        kind, _, whose = name.partition("@")
        if kind == "channel":
            variable = f"{_CHANNEL}{whose.upper()}"
        elif kind.startswith(_FURTHER):
            slug = kind.removeprefix(_FURTHER).replace("-", "_").upper()
            variable = f"AUX_MONITOR_COLLECTOR_{slug}_TOKEN"
        else:
            variable = _VARIABLES.get(kind, "")
        return variable if self._environment.get(variable, "").strip() else ""

    async def get(self, name: str) -> Secret | None:
        """Return the secret, None when its variable is not set."""
        variable = self.holds(name)
        return checked(self._environment[variable].strip(), variable) if variable else None

    async def put(self, name: str, secret: Secret) -> None:
        """Refuse: the environment is the user's to set."""
        del secret  # it is neither kept nor named
        raise self._refusal(name)

    async def delete(self, name: str) -> None:
        """Refuse: the environment is the user's to set."""
        raise self._refusal(name)

    def _refusal(self, name: str) -> SecretError:
        variable = self.holds(name)
        if not variable:
            return SecretError("No token can be kept: only the environment is in use here.")
        return SecretError(f"The token comes from {variable}: change it there.")


class KeyringSecrets:
    """A ``SecretStore`` in the system's keyring.

    keyring is imported and called only by one worker thread, which never keeps the program from
    ending. A call that takes longer than ``timeout_s`` raises ``SecretError``: a locked keyring
    waits as long as its prompt stays on the screen.
    """

    def __init__(self, *, service: str = SERVICE, timeout_s: float = 5.0) -> None:
        self._service = service
        self._timeout_s = timeout_s
        self._worker: Worker | None = None

    async def get(self, name: str) -> Secret | None:
        """Return the secret, None when there is none; raise ``SecretError`` otherwise."""
        text = await self._ask(lambda: _system_keyring().get(self._service, name))
        return checked(text, f"the keyring under {name}") if text else None

    async def put(self, name: str, secret: Secret) -> None:
        """Store the secret, replacing the one before, or raise ``SecretError``."""
        text = checked(secret.reveal(), "the form").reveal()
        await self._ask(lambda: _system_keyring().put(self._service, name, text))

    async def delete(self, name: str) -> None:
        """Remove the secret, if there is one, or raise ``SecretError``."""
        await self._ask(lambda: _system_keyring().delete(self._service, name))

    async def _ask(self, question: Callable[[], T]) -> T:
        import asyncio  # noqa: PLC0415 - the first paint does not wait for it

        if self._worker is None:
            from aux_monitor.adapters.desktop.worker import Worker  # noqa: PLC0415 - nor for that

            self._worker = Worker("keyring")
        try:
            async with asyncio.timeout(self._timeout_s):
                return await asyncio.wrap_future(self._worker.do(question))
        except TimeoutError as error:
            raise SecretError(
                f"The keyring did not answer within {self._timeout_s:g} s: "
                "unlock it if it asks for its password, then try again."
            ) from error


class LayeredSecrets:
    """A ``SecretStore`` where the environment goes before the keyring."""

    def __init__(self, environment: EnvironmentSecrets, keyring: SecretStore) -> None:
        self._environment = environment
        self._keyring = keyring

    async def get(self, name: str) -> Secret | None:
        """Return the environment's secret, else the keyring's, None when neither has one."""
        return await self._holder(name).get(name)

    async def put(self, name: str, secret: Secret) -> None:
        """Store the secret in the keyring, or refuse where the environment would hide it."""
        await self._holder(name).put(name, secret)

    async def delete(self, name: str) -> None:
        """Remove the keyring's secret, or refuse where the environment holds one."""
        await self._holder(name).delete(name)

    def _holder(self, name: str) -> SecretStore:
        return self._environment if self._environment.holds(name) else self._keyring


class Keyring(Protocol):
    """The keyring as ``system_keyring`` shows it: blocking, and importable only where that may be.

    Every function raises ``SecretError`` with a sentence.
    """

    def get(self, service: str, name: str) -> str | None:
        """Return the secret, None when there is none."""
        ...

    def put(self, service: str, name: str, text: str) -> None:
        """Store the secret, replacing the one before."""
        ...

    def delete(self, service: str, name: str) -> None:
        """Remove the secret, if there is one."""
        ...


def _system_keyring() -> Keyring:
    from aux_monitor.adapters.desktop import system_keyring  # noqa: PLC0415 - slow: worker only

    return system_keyring
