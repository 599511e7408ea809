"""The collector as a source: one conditional request a second, decoded straight into types."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Iterator, Mapping
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.adapters.sources.address import checked_base, is_loopback
from aux_monitor.adapters.sources.collector_budget import budget_reading, counted
from aux_monitor.adapters.sources.collector_wire import (
    ErrorBody,
    IngestBody,
    MethodBody,
    MetricBody,
    SeriesBody,
    SnapshotBody,
)
from aux_monitor.adapters.sources.decoding import decode, plain
from aux_monitor.adapters.sources.http import Answer, HttpClient, Request
from aux_monitor.domain.catalogue import BudgetPlan
from aux_monitor.domain.reading import Fetched, MetricId, Part, Reading, Series, SourceId, Unit
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import HistoryError, SourceError
from aux_monitor.ports.history import MetricHistory
from aux_monitor.ports.secrets import Secret
from aux_monitor.settings.schema import CollectorSettings

COLLECTOR = SourceId("collector")
WHO = "The collector"
SNAPSHOT_PATH = "/api/v1/snapshot"
SERIES_PATH = "/api/v1/series"
LIVE_WINDOW_S = 300
SNAPSHOT_PARAMS: Mapping[str, str] = {"window": str(LIVE_WINDOW_S), "history": "3600", "step": "10"}
"""The live window and the chart history; the collector's own defaults, asked for by name."""

BEHIND_BYTES = 2_000_000
"""A collector with more of its logs unread than this is still catching up with the past."""

MOST_METHODS = 50
NAME_CHARACTERS = 60
NOTE_CHARACTERS = 300


class Endpoint(Struct, frozen=True):
    """Where a collector listens, and what it wants to see."""

    url: str
    token: Secret | None = None


class Identity(Struct, frozen=True):
    """What tells one collector from another: its source's id, and its name for people."""

    id: SourceId
    name: str


FIRST = Identity(COLLECTOR, "Collector")
"""The one that ``[collector]`` sets up."""

_SNAPSHOT = msgspec.json.Decoder(SnapshotBody)
_SERIES = msgspec.json.Decoder(SeriesBody)
_ERROR = msgspec.json.Decoder(ErrorBody)

_BY_METHOD: Mapping[str, Callable[[MethodBody], float | None]] = {
    "response_time_avg": lambda method: method.avg_ms,
    "response_time_p95": lambda method: method.p95_ms,
    "command_success_rate": lambda method: method.success_rate,
    "retry_rate": lambda method: method.retry_rate,
}


class CollectorSource:
    """A ``Source`` over one collector; ``identity`` tells it from others.

    ``endpoint`` is asked before every poll, since a restarted child listens elsewhere; it returns
    None while there is none. ``units`` are the metrics expected, with the unit each is held in:
    others are passed over, and one in another unit fails rather than being shown a thousandfold.
    The collector keeps its own past, so this is a ``MetricHistory`` too. What is left of the error
    ``budget`` is worked out here: its past is the one ``kept`` on this machine.
    """

    def __init__(
        self,
        endpoint: Callable[[], Awaitable[Endpoint | None]],
        settings: CollectorSettings,
        http: HttpClient,
        clock: Clock,
        units: Mapping[MetricId, Unit],
        budget: BudgetPlan | None = None,
        kept: MetricHistory | None = None,
        identity: Identity | None = None,
    ) -> None:
        self._identity = identity or FIRST
        self._endpoint = endpoint
        self._settings = settings
        self._http = http
        self._clock = clock
        self._units = units
        self._budget = budget
        self._kept = kept
        self._body: bytes | None = None
        self._last = Fetched(at=0.0)

    @property
    def id(self) -> SourceId:
        """Return ``collector`` for the first one."""
        return self._identity.id

    @property
    def name(self) -> str:
        """Return ``Collector``, or the name a person gave it."""
        return self._identity.name

    @property
    def kind(self) -> str:
        """Return ``collector``."""
        return "collector"

    @property
    def local(self) -> bool:
        """Return whether it is this program's own child, or listens on a loopback address."""
        return not self._settings.url or is_loopback(self._settings.url)

    @property
    def poll_every_s(self) -> float:
        """Return the configured interval."""
        return self._settings.poll_every_s

    @property
    def timeout_s(self) -> float:
        """Return the configured limit of the one request a poll makes."""
        return self._settings.timeout_s

    async def aclose(self) -> None:
        """Leave the client open: it is shared, and its owner closes it."""

    async def fetch(self) -> Fetched:
        """Return the newest snapshot; one that has not changed is the last with a new time."""
        answer = await ask(self._http, await self._listening(), self._settings.timeout_s)
        if answer.body is not self._body:
            body = decode(answer, _SNAPSHOT, WHO)
            found = fetched(body, self._units, self.id)
            self._last = with_budget(found, body, self._budget, self.id)
            self._body = answer.body
        return replace(self._last, at=self._clock.now())

    async def series(self, metric: MetricId, since: float, until: float, step_s: float) -> Series:
        """Return a metric's past as the collector computes it; a step without a sample is a gap.

        Raises ``HistoryError`` with the sentence that a poll would fail with.
        """
        if self._kept is not None and self._budget is not None and metric == self._budget.metric:
            return await self._kept.series(metric, since, until, step_s)
        params = {
            "metric": str(metric),
            "since": f"{since:.3f}",
            "until": f"{until:.3f}",
            "step": str(math.ceil(step_s)),  # whole seconds only
            "window": str(max(LIVE_WINDOW_S, math.ceil(step_s))),  # so that no command is left out
        }
        try:
            endpoint = await self._listening()
            limit = self._settings.timeout_s
            answer = await ask(self._http, endpoint, limit, SERIES_PATH, params)
            body = decode(answer, _SERIES, WHO)
        except SourceError as error:
            raise HistoryError(error.sentence) from error
        counts = body.n if len(body.n) == len(body.values) else ()
        return Series(body.start, body.step, body.values, counts)

    async def _listening(self) -> Endpoint:
        endpoint = await self._endpoint()
        if endpoint is None:
            raise SourceError(FailureKind.STARTING, f"{WHO} is starting.")
        return endpoint


async def ask(
    http: HttpClient,
    endpoint: Endpoint,
    timeout_s: float,
    path: str = SNAPSHOT_PATH,
    params: Mapping[str, str] = SNAPSHOT_PARAMS,
) -> Answer:
    """Return a collector's 200, or raise ``SourceError`` with its own sentence."""
    base = checked_base(endpoint.url, "The collector's address")
    answer = await http.send(
        Request(
            url=base + path,
            who=f"{WHO} at {urlsplit(base).netloc}",
            timeout_s=timeout_s,
            params=params,
            headers={"Accept-Encoding": "identity"},
            token=endpoint.token,
        )
    )
    if answer.status != 200:
        raise _refusal(answer, endpoint, urlsplit(base).netloc)
    return answer


def collector_secret_name(url: str) -> str:
    """Return the name a collector's token has in the secret store: ``collector@<host:port>``."""
    return f"collector@{urlsplit(url.strip()).netloc.rpartition('@')[2]}"


def _refusal(answer: Answer, endpoint: Endpoint, host: str) -> SourceError:
    match answer.status:
        case 401 | 403:
            missing = "does not accept the token" if endpoint.token else "asks for a token"
            text = f"{WHO} at {host} {missing}."
            return SourceError(FailureKind.REFUSED, text, permanent=True)
        case 404 | 405:
            text = f"No collector answers at {host}: is the address right?"
            return SourceError(FailureKind.NOT_FOUND, text, permanent=True)
    said = _said(answer, endpoint)
    told = f": {said}" if said else ""
    kind = FailureKind.SERVER if answer.status >= 500 else FailureKind.GARBAGE
    return SourceError(kind, f"{WHO} at {host} answered {answer.status}{told}".rstrip(".") + ".")


def _said(answer: Answer, endpoint: Endpoint) -> str:
    try:
        text = _ERROR.decode(answer.body).error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    token = endpoint.token.reveal() if endpoint.token is not None else ""
    return plain(text.replace(token, "***") if token else text)


def fetched(
    body: SnapshotBody, units: Mapping[MetricId, Unit], source: SourceId = COLLECTOR
) -> Fetched:
    """Return a snapshot as readings; ``at`` is left at zero for the caller to set."""
    readings: list[Reading] = []
    series: dict[MetricId, Series] = {}
    failed: dict[MetricId, str] = {}
    for metric, unit in units.items():
        found = body.metrics.get(metric)
        if found is None:
            failed[metric] = f"{WHO} does not deliver this figure."
        elif found.unit != unit.value:
            failed[metric] = (
                f"{WHO} delivers this figure in {plain(found.unit, 20)!r}, not in {unit.value!r}."
            )
        else:
            readings.append(_reading(metric, found, body.by_method, source))
            if found.series is not None:
                series[metric] = Series(found.series.start, found.series.step, found.series.values)
    return Fetched(
        at=0.0,
        readings=tuple(readings),
        series=series,
        failed=failed,
        catching_up=sum(file.lag_bytes for file in body.ingest.files) > BEHIND_BYTES,
        summary=_summary(body.ingest),
        warnings=tuple(_warnings(body.ingest)),
    )


def with_budget(
    found: Fetched, body: SnapshotBody, plan: BudgetPlan | None, source: SourceId = COLLECTOR
) -> Fetched:
    """Return the answer with what is left of the error budget, where the catalogue plans one."""
    if plan is None:
        return found
    if body.outcomes is None:
        refused = {plan.metric: f"{WHO} does not count what an error budget is made of."}
        return replace(found, failed={**(found.failed or {}), **refused})
    outcomes = counted(body.outcomes, body.at)
    reading = budget_reading(plan, outcomes, body.at, source)
    return replace(found, readings=(*found.readings, reading), outcomes=outcomes)


def _reading(
    metric: MetricId, found: MetricBody, by_method: Mapping[str, MethodBody], source: SourceId
) -> Reading:
    return Reading(
        metric,
        found.value,
        found.at,
        source,
        found.n,
        found.window_s,
        tuple(_parts(metric, by_method)),
        plain(found.note, NOTE_CHARACTERS),
    )


def _parts(metric: MetricId, by_method: Mapping[str, MethodBody]) -> Iterator[Part]:
    pick = _BY_METHOD.get(metric)
    if pick is None:
        return
    for name, method in list(by_method.items())[:MOST_METHODS]:
        yield Part(plain(name, NAME_CHARACTERS), pick(method), method.n)


def _summary(ingest: IngestBody) -> str:
    count = len(ingest.files)
    good = sum(not file.error for file in ingest.files)
    words = "1 log" if count == 1 else f"{count} logs"
    read = words if good == count else f"{good} of {words}"
    if not ingest.bad_lines:
        return read
    lines = "line" if ingest.bad_lines == 1 else "lines"
    return f"{read}, {ingest.bad_lines:,} unreadable {lines}"


def _warnings(ingest: IngestBody) -> Iterator[str]:
    if ingest.lost:
        yield plain(ingest.lost, NOTE_CHARACTERS)
    for file in ingest.files[:MOST_METHODS]:
        if file.error:
            yield f"{plain(file.path)}: {plain(file.error)}"


async def try_collector(endpoint: Endpoint, timeout_s: float, http: HttpClient) -> str:
    """Return one sentence about the collector that was reached, or raise ``SourceError``.

    For the connect panel: settings and token are those entered, not those stored.
    """
    answer = await ask(http, endpoint, timeout_s)
    ingest = decode(answer, _SNAPSHOT, WHO).ingest
    troubles = " ".join(_warnings(ingest))
    return f"{WHO} answers: {_summary(ingest)}. {troubles}".strip()
