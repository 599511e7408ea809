"""Behind the connect panel: tries settings before they are kept, and knows which tokens are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import assert_never

from aux_monitor.adapters.log_file_check import check_log
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
from aux_monitor.settings.schema import GitHubSettings, Settings


class Connecting:
    """Answers the connect panel. It shows which tokens are stored, never a token."""

    def __init__(self, http: HttpClient, secrets: SecretStore, clock: Clock, query: str) -> None:
        self._http = http
        self._secrets = secrets
        self._clock = clock
        self._query = query
        self._github_stored = False
        self._collector_stored = False

    def view(self, settings: Settings, *, demo: bool) -> ConnectView:
        """Return what the panel shows; which tokens are stored is as of the last ``look``."""
        return ConnectView(
            settings,
            demo,
            collector_token_stored=self._collector_stored,
            github_token_stored=self._github_stored,
        )

    async def look(self, settings: Settings) -> None:
        """Look up which tokens are stored; a keyring that cannot say counts as none."""
        github, collector = self.secret_names(settings)
        self._github_stored = await self._stored(github) is not None
        self._collector_stored = bool(
            settings.collector.url and await self._stored(collector) is not None
        )

    @staticmethod
    def secret_names(settings: Settings) -> tuple[str, str]:
        """Return the names under which GitHub's and the collector's token are kept."""
        return secret_name(settings.github.api_url), collector_secret_name(settings.collector.url)

    async def test(self, intent: TestConnection) -> ConnectionTested:
        """Return one sentence for each file, address, repository and token that is set."""
        checks = [check async for check in self._checks(intent)]
        return ConnectionTested(intent.parts, tuple(checks))

    async def _checks(self, intent: TestConnection) -> AsyncIterator[ConnectionCheck]:
        if ConnectionPart.COLLECTOR in intent.parts:
            for log in intent.settings.collector.logs:
                yield await _check_log(log)
            if intent.settings.collector.url:
                yield await self._check_collector(intent)
        if ConnectionPart.GITHUB in intent.parts and intent.settings.github.repositories:
            for check in await self._check_github(intent.settings.github, intent.github_token):
                yield check

    async def _check_collector(self, intent: TestConnection) -> ConnectionCheck:
        collector = intent.settings.collector
        token = intent.collector_token
        if token is None:
            token = await self._stored(collector_secret_name(collector.url))
        try:
            endpoint = Endpoint(collector.url, token)
            ok, sentence = True, await try_collector(endpoint, collector.timeout_s, self._http)
        except SourceError as error:
            ok, sentence = False, error.sentence
        return ConnectionCheck(
            ConnectionPart.COLLECTOR, ConnectionField.COLLECTOR_URL, ok, sentence
        )

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
