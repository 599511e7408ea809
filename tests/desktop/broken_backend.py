"""A keyring backend that fails as no backend should."""

from __future__ import annotations

from keyring.backend import KeyringBackend


class Broken(KeyringBackend):
    """Raises an error of its own, with a secret in it."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        """Fail."""
        raise OSError(f"ghp_secret of {username} in {service} could not be read")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Fail, with the secret in the error."""
        raise OSError(f"{password} of {username} in {service} could not be written")


class Unfinished(KeyringBackend):
    """Cannot even be made: it lacks what a backend must have."""
