"""Which sources and children the settings ask for."""

from __future__ import annotations

import asyncio
import logging
import secrets as random_secrets
from collections.abc import Iterator
from pathlib import Path

from aux_monitor.adapters.children import CollectorChild, SimulatorChild
from aux_monitor.adapters.sources.beside import (
    BesideCollector,
    further_secret_name,
    identity_of,
)
from aux_monitor.adapters.sources.collector import (
    CollectorSource,
    Endpoint,
    Identity,
    collector_secret_name,
)
from aux_monitor.adapters.sources.entries import EntriesSource
from aux_monitor.adapters.sources.github import GitHubSource
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.domain.catalogue import Catalogue, Supply
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.entries import EntryBook
from aux_monitor.ports.errors import SecretError, SourceError
from aux_monitor.ports.history import MetricHistory
from aux_monitor.ports.secrets import Secret, SecretStore
from aux_monitor.services.watching import Watch
from aux_monitor.settings.schema import CollectorSettings, Settings

logger = logging.getLogger(__name__)


TOKEN_WAIT_S = 3.0
"""A keyring that asks for its password is waited for this long: less than a poll may take, which
would otherwise end, and begin with the keyring again, for as long as the prompt is open."""


class RemoteEndpoint:
    """Where a collector that somebody else runs listens; its token, ``secret``, is read once.

    A keyring that cannot be read is no reason not to ask: on this computer a collector needs no
    token, and one that does says so itself.
    """

    def __init__(
        self, url: str, secrets: SecretStore, wait_s: float = TOKEN_WAIT_S, secret: str = ""
    ) -> None:
        self._url = url
        self._secret = secret or collector_secret_name(url)
        self._secrets = secrets
        self._wait_s = wait_s
        self._endpoint: Endpoint | None = None

    async def __call__(self) -> Endpoint:
        """Return address and token."""
        if self._endpoint is None:
            self._endpoint = Endpoint(self._url, await self._token())
        return self._endpoint

    async def _token(self) -> Secret | None:
        try:
            async with asyncio.timeout(self._wait_s):
                return await self._secrets.get(self._secret)
        except TimeoutError:
            logger.info("The collector is asked without a token: the keyring does not answer")
            return None
        except SecretError as error:
            logger.info("The collector is asked without a token: %s", error)
            return None


class ChildEndpoint:
    """Where the monitor's own collector listens at the moment."""

    def __init__(self, child: CollectorChild, token: Secret) -> None:
        self._child = child
        self._token = token

    async def __call__(self) -> Endpoint | None:
        """Return the address of this start of the child, None while it is not up.

        Raises ``SourceError`` with its last words where it has ended.
        """
        endpoint = self._child.endpoint
        if endpoint is not None:
            return Endpoint(endpoint.url, self._token)
        why = await asyncio.to_thread(lambda: self._child.exit_sentence)
        if why:
            raise SourceError(FailureKind.STARTING, why)
        return None


class Planner:
    """Builds watches from settings. ``tokens_kept`` is called whenever a token was changed.

    Figures by hand are a source as long as there are any, which ``note_entries`` says. It is one
    and the same through every plan, so that what hangs on its figures outlives a change of the
    settings, and it leaves to each connected source what that one supplies.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        secrets: SecretStore,
        history: MetricHistory,
        book: EntryBook,
        clock: Clock,
        http: HttpClient,
        query: str,
        collector_dir: Path,
        demo_log: Path | None,
    ) -> None:
        self._secrets = secrets
        self._history = history
        self._clock = clock
        self._http = http
        self._query = query
        self._collector_dir = collector_dir
        self._demo_log = demo_log
        self._tokens = 0
        self._entries = EntriesSource(book, catalogue, clock)
        self._entered = False
        self._budget = catalogue.budget
        derived = None if catalogue.budget is None else catalogue.budget.metric
        self._units = {
            metric.id: metric.unit
            for metric in catalogue.metrics.values()
            if metric.supply is Supply.COLLECTOR and metric.id != derived
        }

    def tokens_kept(self) -> None:
        """Build every source anew at the next plan: it has to read its token again."""
        self._tokens += 1

    @property
    def entered(self) -> bool:
        """Return whether there are figures by hand."""
        return self._entered

    def note_entries(self, present: bool) -> None:  # noqa: FBT001 - a callback with one answer
        """Note whether there are figures by hand: it holds from the next plan on."""
        self._entered = present

    def __call__(self, settings: Settings) -> tuple[Watch, ...]:
        """Return the watches, the collector first and figures by hand last.

        Which collector fills the tiles never changes by itself: it is that of ``[collector]``, or
        else the first of ``[[collectors]]``, and where that is switched off no other takes over.
        """
        found = (
            self._collector(settings.collector),
            *self._further(settings),
            self._github(settings),
        )
        connected = tuple(watch for watch in found if watch is not None)
        self._entries.give_way_to(frozenset(watch.source.kind for watch in connected))
        if not self._entered:
            return connected
        return (*connected, Watch("entries", self._entries, history=self._entries))

    def _collector(self, settings: CollectorSettings) -> Watch | None:
        key = (settings, self._tokens)
        if not settings.enabled and self._demo_log is None:
            return None
        if settings.url:
            endpoint = RemoteEndpoint(settings.url, self._secrets)
            source = self._source(endpoint, settings)
            return Watch(key, source, history=source)
        logs = tuple(Path(log) for log in settings.logs)
        if self._demo_log is not None:
            logs = (self._demo_log,)
        if not logs:
            return None
        token = Secret(random_secrets.token_urlsafe(32))
        child = CollectorChild(logs, self._collector_dir, token)
        source = self._source(ChildEndpoint(child, token), settings)
        if self._demo_log is None:
            return Watch(key, source, (child,), source)
        return Watch(key, source, (SimulatorChild(self._demo_log), child), source)

    def _further(self, settings: Settings) -> Iterator[Watch]:
        """Yield the further collectors that are switched on."""
        if self._demo_log is not None:
            return
        for index, each in enumerate(settings.collectors):
            if not each.enabled:
                continue
            fills = index == 0 and not settings.collector.present
            asked = CollectorSettings(
                url=each.url, poll_every_s=each.poll_every_s, timeout_s=each.timeout_s
            )
            name = further_secret_name(each.name, each.url)
            endpoint = RemoteEndpoint(each.url, self._secrets, secret=name)
            source = self._source(endpoint, asked, identity_of(each.name))
            key = (each, fills, self._tokens)
            if fills:
                yield Watch(key, source, history=source)
            else:
                yield Watch(key, BesideCollector(source))

    def _source(
        self,
        endpoint: RemoteEndpoint | ChildEndpoint,
        settings: CollectorSettings,
        identity: Identity | None = None,
    ) -> CollectorSource:
        return CollectorSource(
            endpoint,
            settings,
            self._http,
            self._clock,
            self._units,
            self._budget,
            self._history,
            identity,
        )

    def _github(self, settings: Settings) -> Watch | None:
        if not (settings.github.repositories and settings.github.enabled):
            return None
        source = GitHubSource(
            settings.github, self._http, self._secrets, self._history, self._clock, self._query
        )
        return Watch((settings.github, self._tokens), source)
