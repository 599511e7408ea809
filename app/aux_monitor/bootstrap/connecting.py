"""Behind the connect panel: tries settings before they are kept, and knows which tokens are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import assert_never

from aux_monitor.adapters.log_file_check import check_log
from aux_monitor.adapters.sources.beside import further_secret_name
from aux_monitor.adapters.sources.collector import (
    Endpoint,
    collector_secret_name,
    try_collector,
)
from aux_monitor.adapters.sources.github_api import secret_name
from aux_monitor.adapters.sources.github_connection import About, try_github
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import SecretError, SourceError
from aux_monitor.ports.secrets import Secret, SecretStore
from aux_monitor.presentation.connect_form import ConnectView
from aux_monitor.services.connection import (
    ConnectionCheck,
    ConnectionField,
    ConnectionPart,
    ConnectionTested,
)
from aux_monitor.services.intents import TestConnection
from aux_monitor.settings.schema import GitHubSettings, NamedCollector, Settings


class Connecting:
    """Answers the connect panel. It shows which tokens are stored, never a token."""

    def __init__(self, http: HttpClient, secrets: SecretStore, clock: Clock, query: str) -> None:
        self._http = http
        self._secrets = secrets
        self._clock = clock
        self._query = query
        self._github_stored = False
        self._collector_stored = False
        self._further_stored: frozenset[str] = frozenset()

    def view(self, settings: Settings, *, demo: bool) -> ConnectView:
        """Return what the panel shows; which tokens are stored is as of the last ``look``."""
        return ConnectView(
            settings,
            demo,
            collector_token_stored=self._collector_stored,
            github_token_stored=self._github_stored,
            further_stored=self._further_stored,
        )

    async def look(self, settings: Settings) -> None:
        """Look up which tokens are stored; a keyring that cannot say counts as none."""
        github, collector = self.secret_names(settings)
        self._github_stored = await self._stored(github) is not None
        self._collector_stored = bool(
            settings.collector.url and await self._stored(collector) is not None
        )
        names = self.further_names(settings)
        held = [name for name, kept in names.items() if await self._stored(kept) is not None]
        self._further_stored = frozenset(held)

    @staticmethod
    def secret_names(settings: Settings) -> tuple[str, str]:
        """Return the names under which GitHub's and the collector's token are kept."""
        return secret_name(settings.github.api_url), collector_secret_name(settings.collector.url)

    @staticmethod
    def further_names(settings: Settings) -> Mapping[str, str]:
        """Return the names under which the tokens of further collectors are kept, by theirs."""
        return {each.name: further_secret_name(each.name, each.url) for each in settings.collectors}

    async def test(self, intent: TestConnection) -> ConnectionTested:
        """Return one sentence for each file, address, repository and token that is set."""
        checks = [check async for check in self._checks(intent)]
        return ConnectionTested(intent.parts, tuple(checks))

    async def _checks(self, intent: TestConnection) -> AsyncIterator[ConnectionCheck]:
        if ConnectionPart.COLLECTOR in intent.parts:
            async for check in self._check_telemetry(intent):
                yield check
        if ConnectionPart.FURTHER in intent.parts:
            for each in intent.settings.collectors:
                yield await self._check_further(each, intent.further_tokens.get(each.name))
        if ConnectionPart.GITHUB in intent.parts and intent.settings.github.repositories:
            for check in await self._check_github(intent.settings.github, intent.github_token):
                yield check

    async def _check_telemetry(self, intent: TestConnection) -> AsyncIterator[ConnectionCheck]:
        for log in intent.settings.collector.logs:
            yield await _check_log(log)
        if intent.settings.collector.url:
            yield await self._check_collector(intent)

    async def _check_collector(self, intent: TestConnection) -> ConnectionCheck:
        collector = intent.settings.collector
        name = collector_secret_name(collector.url)
        ok, sentence = await self._try(
            collector.url, collector.timeout_s, intent.collector_token, name
        )
        return ConnectionCheck(
            ConnectionPart.COLLECTOR, ConnectionField.COLLECTOR_URL, ok, sentence
        )

    async def _check_further(
        self, collector: NamedCollector, token: Secret | None
    ) -> ConnectionCheck:
        name = further_secret_name(collector.name, collector.url)
        ok, sentence = await self._try(collector.url, collector.timeout_s, token, name)
        part, field = ConnectionPart.FURTHER, ConnectionField.FURTHER
        return ConnectionCheck(part, field, ok, sentence, collector.name)

    async def _try(
        self, url: str, timeout_s: float, token: Secret | None, name: str
    ) -> tuple[bool, str]:
        """Return whether a collector answers, and a sentence; ``name`` is that of its token."""
        if token is None:
            token = await self._stored(name)
        if token is not None and not token.reveal():
            token = None
        try:
            return True, await try_collector(Endpoint(url, token), timeout_s, self._http)
        except SourceError as error:
            return False, error.sentence

    async def _check_github(
        self, github: GitHubSettings, token: Secret | None
    ) -> list[ConnectionCheck]:
        if token is None:
            token = await self._stored(secret_name(github.api_url))
        if token is not None and not token.reveal():
            token = None
        found = await try_github(github, token, self._http, self._clock, self._query)
        return [
            ConnectionCheck(
                ConnectionPart.GITHUB,
                _field(finding.about),
                finding.ok,
                finding.sentence,
                finding.item,
                finding.missing,
            )
            for finding in found
        ]

    async def _stored(self, name: str) -> Secret | None:
        try:
            return await self._secrets.get(name)
        except SecretError:
            return None


async def _check_log(log: str) -> ConnectionCheck:
    found = await asyncio.to_thread(check_log, Path(log))
    return ConnectionCheck(
        ConnectionPart.COLLECTOR, ConnectionField.LOGS, found.ok, found.sentence, log
    )


def _field(about: About) -> ConnectionField:
    match about:
        case About.ADDRESS:
            return ConnectionField.GITHUB_API_URL
        case About.TOKEN:
            return ConnectionField.GITHUB_TOKEN
        case About.REPOSITORY:
            return ConnectionField.REPOSITORIES
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)
