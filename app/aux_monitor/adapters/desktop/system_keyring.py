"""keyring, as blocking calls whose errors are sentences; for the keyring's worker thread only.

Importing it reads every installed distribution in search of backends, so ``secrets`` does that
in the thread too.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from typing import TypeVar

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.core
import keyring.errors

from aux_monitor.ports.errors import SecretError

T = TypeVar("T")

_VARIABLES = (
    "the variable AUX_MONITOR_GITHUB_TOKEN or AUX_MONITOR_COLLECTOR_TOKEN (a channel's address by "
    "AUX_MONITOR_CHANNEL_ and its name)"
)


def get(service: str, name: str) -> str | None:
    """Return the secret, None when there is none, or raise ``SecretError``."""
    return _spoken(lambda: keyring.get_password(service, name))


def put(service: str, name: str, text: str) -> None:
    """Store the secret, replacing the one before, or raise ``SecretError``."""
    _spoken(lambda: keyring.set_password(service, name, text))


def delete(service: str, name: str) -> None:
    """Remove the secret, if there is one, or raise ``SecretError``."""

    def remove() -> None:
        if keyring.get_password(service, name) is not None:
            keyring.delete_password(service, name)

    _spoken(remove)


def _spoken(call: Callable[[], T]) -> T:
    """Return what ``call`` does; errors become sentences that repeat nothing of theirs."""
    try:
        _look_again_for_a_backend()
        return call()
    except keyring.errors.KeyringLocked as error:
        raise SecretError("The keyring is locked: unlock it, then try again.") from error
    except (keyring.errors.NoKeyringError, keyring.errors.InitError) as error:
        raise SecretError(_no_keyring()) from error
    except Exception as error:  # backends leak the errors of every system's own library
        raise SecretError(f"The keyring could not be used ({type(error).__name__}).") from error


def _look_again_for_a_backend() -> None:
    """Search anew after a search that found nothing: at login the keyring may start after us.

    keyring itself searches once in the life of a process. A backend that the user named in
    keyring's own configuration is left as it is.
    """
    if not isinstance(keyring.get_keyring(), keyring.backends.fail.Keyring):
        return
    if keyring.core.load_env() is None and keyring.core.load_config() is None:
        viable = keyring.backend.KeyringBackend.get_viable_backends()
        keyring.set_keyring(max(viable, key=keyring.backend.by_priority)())


def _no_keyring() -> str:
    if platform.system() == "Linux":
        return (
            "This desktop has no keyring (Secret Service): install and start one, such as "
            f"gnome-keyring or KWallet, or give the token by {_VARIABLES}."
        )
    return f"This system's keyring is not available: give the token by {_VARIABLES}."
