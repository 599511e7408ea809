"""What a test of settings found, in words that stand beside the field they are about."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class ConnectionPart(Enum):
    """What can be tried by itself."""

    COLLECTOR = "collector"
    FURTHER = "further collectors"
    GITHUB = "github"


class ConnectionField(Enum):
    """The field of the connect panel an answer stands beside."""

    LOGS = "logs"
    COLLECTOR_URL = "collector_url"
    COLLECTOR_TOKEN = "collector_token"  # noqa: S105 -- the name of a field, not a token
    FURTHER = "collectors"
    REPOSITORIES = "repositories"
    GITHUB_TOKEN = "github_token"  # noqa: S105 -- the name of a field, not a token
    GITHUB_API_URL = "github_api_url"


class ConnectionCheck(Struct, frozen=True):
    """One answer: one file, address, repository or token, and one sentence about it.

    ``item`` is the path, address or ``owner/name`` as it was entered, empty where the field has
    only one. ``missing`` are the permissions a token lacks for what the catalogue asks of it;
    with a good connection they are a hint, not a failure.
    """

    part: ConnectionPart
    field: ConnectionField
    ok: bool
    sentence: str
    item: str = ""
    missing: tuple[str, ...] = ()


class ConnectionTested(Struct, frozen=True):
    """The whole answer to a ``TestConnection``; ``parts`` are those that were asked for."""

    parts: frozenset[ConnectionPart]
    checks: tuple[ConnectionCheck, ...]

    @property
    def ok(self) -> bool:
        """Return whether every check passed."""
        return all(check.ok for check in self.checks)


class SettingsSaved(Struct, frozen=True):
    """The answer to whoever changed settings: ``error`` is empty, or one sentence on what failed.

    What could be applied is applied even when something else failed (a locked keyring keeps no
    token, but the repositories are watched). ``note`` is what a person should know of a save that
    went well, empty for nothing.
    """

    error: str = ""
    note: str = ""
