"""The source of figures that people entered: it asks the book, and needs no network."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.entries import Entry
from aux_monitor.domain.entry_readings import ENTRIES, daily_series, readings_of, stairs
from aux_monitor.domain.reading import Fetched, MetricId, Series, SourceId
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.entries import EntryBook
from aux_monitor.ports.errors import HistoryError, SourceError

POLL_EVERY_S = 30.0
"""How soon a figure that another program entered is seen; asking costs one small query."""

TIMEOUT_S = 20.0
"""Another program may hold the file for a few seconds."""

MOST_NAMED = 5


class EntriesSource:
    """A ``Source`` and ``MetricHistory`` over the book.

    It gives a metric only while no other source does: ``give_way_to`` names the kinds of source
    that are connected, and the metrics which the catalogue has supplied by one of them are left
    to it, even while it fails. A figure from a machine and one by hand never take turns.
    """

    def __init__(self, book: EntryBook, catalogue: Catalogue, clock: Clock) -> None:
        self._book = book
        self._catalogue = catalogue
        self._clock = clock
        self._connected: frozenset[str] = frozenset()
        self._seen: tuple[int, frozenset[str]] | None = None
        self._fetched = Fetched(0.0)

    @property
    def id(self) -> SourceId:
        """Return ``entries``."""
        return ENTRIES

    @property
    def name(self) -> str:
        """Return its name on the chip."""
        return "Entries"

    @property
    def kind(self) -> str:
        """Return ``entries``: no metric is supplied by hand alone."""
        return "entries"

    @property
    def local(self) -> bool:
        """Return True: the book lies on this computer."""
        return True

    @property
    def poll_every_s(self) -> float:
        """Return the interval between two looks at the book."""
        return POLL_EVERY_S

    @property
    def timeout_s(self) -> float:
        """Return how long one look may take."""
        return TIMEOUT_S

    def give_way_to(self, connected: frozenset[str]) -> None:
        """Leave from now on to these kinds of source what they supply."""
        self._connected = connected

    async def fetch(self) -> Fetched:
        """Return the newest entry of each metric; the book is read only after a change."""
        try:
            seen = (await self._book.mark(), self._connected)
            if seen != self._seen:
                self._fetched = self._answer(await self._book.entries())
                self._seen = seen
        except HistoryError as error:
            raise SourceError(FailureKind.GARBAGE, str(error)) from error
        return replace(self._fetched, at=self._clock.now())

    async def series(self, metric: MetricId, since: float, until: float, step_s: float) -> Series:
        """Return the entries of a metric as stairs, on a grid of multiples of ``step_s``."""
        entries = await self._book.entries(metric)
        return stairs(self._catalogue.metrics[metric], entries, since, until, step_s)

    async def aclose(self) -> None:
        """Release nothing: the book belongs to the history."""

    def _answer(self, entries: tuple[Entry, ...]) -> Fetched:
        metrics = self._catalogue.metrics
        readings = readings_of(self._catalogue, entries, self._connected)
        series = {
            reading.metric: found
            for reading in readings
            if (found := daily_series(metrics[reading.metric], reading)) is not None
        }
        strangers = sorted({e.figure.metric for e in entries} - metrics.keys())
        return Fetched(
            at=self._clock.now(),
            readings=readings,
            series=series,
            summary="1 KPI" if len(readings) == 1 else f"{len(readings)} KPIs",
            warnings=tuple(
                f"The entries for '{name}' are not shown: there is no KPI of that name."
                for name in strangers[:MOST_NAMED]
            ),
        )
