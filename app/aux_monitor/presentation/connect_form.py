"""The connect panel's form: from what was typed to settings, or one sentence per wrong field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.ports.secrets import Secret
from aux_monitor.services.connection import ConnectionCheck, ConnectionField, ConnectionPart
from aux_monitor.services.intents import SaveSettings
from aux_monitor.settings.codec import check_collectors
from aux_monitor.settings.decoding import Place
from aux_monitor.settings.errors import SettingsError
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.settings.schema import GitHubSettings, NamedCollector, Settings

_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}")
"""GitHub's rule for logins and repository names (https://docs.github.com/rest/repos)."""

_LONGEST_URL = 2000


PART_FIELDS: Mapping[ConnectionPart, frozenset[ConnectionField]] = {
    ConnectionPart.COLLECTOR: frozenset(
        {ConnectionField.LOGS, ConnectionField.COLLECTOR_URL, ConnectionField.COLLECTOR_TOKEN}
    ),
    ConnectionPart.FURTHER: frozenset({ConnectionField.FURTHER}),
    ConnectionPart.GITHUB: frozenset(
        {
            ConnectionField.REPOSITORIES,
            ConnectionField.GITHUB_TOKEN,
            ConnectionField.GITHUB_API_URL,
        }
    ),
}
"""The fields each part is set up with."""

NOTHING_TO_TRY: Mapping[ConnectionPart, str] = {
    ConnectionPart.COLLECTOR: tr_noop(
        "Nothing to try yet: add a log file or a collector's address."
    ),
    ConnectionPart.FURTHER: tr_noop(
        "Nothing to try yet: add a collector with a name and an address."
    ),
    ConnectionPart.GITHUB: tr_noop("Nothing to try yet: add a repository as owner/name."),
}
"""What a test says of a part that has no entry."""


class ConnectView(Struct, frozen=True):
    """What the connect panel shows: the settings in force, and which tokens are stored."""

    settings: Settings
    demo: bool
    collector_token_stored: bool = False
    github_token_stored: bool = False
    further_stored: frozenset[str] = frozenset()


class CollectorDraft(Struct, frozen=True):
    """A further collector as typed; ``before`` is what it was in the settings, None for a new one.

    Its interval and patience are not on this form and stay as they were.
    """

    name: str
    url: str
    enabled: bool = True
    before: NamedCollector | None = None


class ConnectDraft(Struct, frozen=True):
    """What stands in the form, as typed; tokens are kept apart."""

    logs: tuple[str, ...]
    collector_url: str
    repositories: tuple[str, ...]
    api_url: str
    collector_on: bool = True
    github_on: bool = True
    further: tuple[CollectorDraft, ...] = ()


class Problem(Struct, frozen=True):
    """One wrong field; ``item`` is the entry where the field is a list."""

    field: ConnectionField
    sentence: str
    item: str = ""


class DraftRead(Struct, frozen=True):
    """A form read: usable settings when there are no problems, else what is wrong with it."""

    settings: Settings
    problems: tuple[Problem, ...]


class FormError(ValueError):
    """An entry cannot be used; the text is one sentence for the person who typed it."""


def draft_of(settings: Settings) -> ConnectDraft:
    """Return the form that shows ``settings``."""
    return ConnectDraft(
        logs=settings.collector.logs,
        collector_url=settings.collector.url,
        repositories=settings.github.repositories,
        api_url=settings.github.api_url,
        collector_on=settings.collector.enabled,
        github_on=settings.github.enabled,
        further=tuple(
            CollectorDraft(each.name, each.url, each.enabled, each) for each in settings.collectors
        ),
    )


def read_draft(draft: ConnectDraft, base: Settings) -> DraftRead:
    """Return ``base`` with the form's values; a wrong field keeps its value of ``base``."""
    problems: list[Problem] = []
    url = base.collector.url
    api_url = base.github.api_url
    try:
        url = parse_url(draft.collector_url)
    except FormError as error:
        problems.append(Problem(ConnectionField.COLLECTOR_URL, str(error)))
    try:
        api_url = parse_url(draft.api_url) or GitHubSettings().api_url
    except FormError as error:
        problems.append(Problem(ConnectionField.GITHUB_API_URL, str(error)))
    repositories = _repositories(draft.repositories, problems)
    settings = replace(
        base,
        collector=replace(
            base.collector, logs=_unique(draft.logs), url=url, enabled=draft.collector_on
        ),
        collectors=_further(draft.further, problems),
        github=replace(
            base.github, repositories=repositories, api_url=api_url, enabled=draft.github_on
        ),
    )
    return DraftRead(settings, tuple(problems))


def in_force(before: ConnectView, sent: SaveSettings) -> ConnectView:
    """Return what the panel shows once ``sent`` is saved."""
    return ConnectView(
        sent.settings,
        demo=not sent.settings.configured,
        collector_token_stored=_stored(sent.collector_token, before=before.collector_token_stored),
        github_token_stored=_stored(sent.github_token, before=before.github_token_stored),
        further_stored=frozenset(
            each.name
            for each in sent.settings.collectors
            if _stored(
                sent.further_tokens.get(each.name), before=each.name in before.further_stored
            )
        ),
    )


def has_source(settings: Settings, part: ConnectionPart) -> bool:
    """Return whether there is anything of this part to try."""
    match part:
        case ConnectionPart.COLLECTOR:
            return bool(settings.collector.logs or settings.collector.url)
        case ConnectionPart.FURTHER:
            return bool(settings.collectors)
        case ConnectionPart.GITHUB:
            return bool(settings.github.repositories)
        case _:
            assert_never(part)


def check_words(check: ConnectionCheck) -> str:
    """Return an answer as it stands beside its field, with what the token lacks."""
    if not check.missing:
        return check.sentence
    return tr(
        "{sentence} The token lacks: {missing}.",
        sentence=check.sentence,
        missing=", ".join(check.missing),
    )


def parse_repository(text: str) -> str:
    """Return ``owner/name`` from that, or from a repository's address as browsers and git show it.

    Raises:
        FormError: It is neither.
    """
    entry = text.strip().removesuffix("/").removesuffix(".git")
    if "://" in entry:
        entry = "/".join(urlsplit(entry).path.strip("/").split("/")[:2])
    elif entry.startswith("git@"):
        entry = entry.partition(":")[2]
    if not _REPOSITORY.fullmatch(entry):
        raise FormError(f"“{_short(text)}” is not a repository: write it as owner/name.")
    return entry


def parse_url(text: str) -> str:
    """Return an http or https address without a slash at its end; empty stays empty.

    Raises:
        FormError: It is no such address, or carries a password.
    """
    entry = text.strip().rstrip("/")
    if not entry:
        return ""
    try:
        parts = urlsplit(entry)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port  # raises ValueError unless it is a port
    except ValueError:
        usable = False
    if not usable or len(entry) > _LONGEST_URL or any(sign.isspace() for sign in entry):
        raise FormError(
            f"“{_short(text)}” is not an address: it begins with http:// or https:// and a host."
        )
    if "@" in urlsplit(entry).netloc:
        raise FormError("Leave user and password out of the address: the token has its own field.")
    return entry


def _repositories(entries: tuple[str, ...], problems: list[Problem]) -> tuple[str, ...]:
    """Return the usable entries; what is wrong with the others is added to ``problems``."""
    usable = []
    for entry in entries:
        try:
            usable.append(parse_repository(entry))
        except FormError as error:
            problems.append(Problem(ConnectionField.REPOSITORIES, str(error), entry))
    return _unique(tuple(usable))


def _further(
    drafts: tuple[CollectorDraft, ...], problems: list[Problem]
) -> tuple[NamedCollector, ...]:
    """Return the usable further collectors; what is wrong with others is added to ``problems``."""
    usable: list[NamedCollector] = []
    for draft in drafts:
        name = " ".join(draft.name.split())
        try:
            made = _named(draft, name)
            check_collectors((*usable, made), Place(""))
        except FormError as error:
            problems.append(Problem(ConnectionField.FURTHER, str(error), draft.name.strip()))
        except SettingsError as error:
            said = str(error).partition(": ")[2]  # without the path: it stands under its row
            problems.append(Problem(ConnectionField.FURTHER, f"{said}.", draft.name.strip()))
        else:
            usable.append(made)
    return tuple(usable)


def _named(draft: CollectorDraft, name: str) -> NamedCollector:
    if not name:
        raise FormError("Give this collector a name: its figures and its token are kept under it.")
    url = parse_url(draft.url)
    if not url:
        raise FormError(f"{name} has no address: it begins with https:// and a host.")
    if draft.before is None:
        return NamedCollector(name, url, enabled=draft.enabled)
    return replace(draft.before, name=name, url=url, enabled=draft.enabled)


def _stored(sent: Secret | None, *, before: bool) -> bool:
    return before if sent is None else bool(sent.reveal())


def _unique(entries: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.strip() for entry in entries if entry.strip()))


def _short(text: str) -> str:
    entry = " ".join(text.split())
    return entry if len(entry) <= 60 else f"{entry[:59]}…"
