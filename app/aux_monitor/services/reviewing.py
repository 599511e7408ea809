"""The review that is open: what its figures were a period before, and when it was done."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Cadence, Catalogue, Metric
from aux_monitor.domain.moved import Moved, looked_up, moved
from aux_monitor.domain.reading import MetricId, Reading, Series
from aux_monitor.domain.reviews import Reviewed, period_s, reviewed_metrics
from aux_monitor.domain.state import AppState
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import MetricHistory
from aux_monitor.ports.reviews import ReviewBook
from aux_monitor.services.review_intents import (
    ChooseReview,
    MarkReviewed,
    ReviewIntent,
    UnmarkReviewed,
)
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor

logger = logging.getLogger(__name__)

STEPS = 24
"""A period is looked up in so many steps: as many as every source answers at once, twice over."""

LOOKED_UP_EVERY_S = 300.0
"""While a review is open its earlier figures are looked up this often."""

HistoriesOf: TypeAlias = Callable[[Metric], Sequence[MetricHistory]]
"""Where a metric's past is kept, the best place first."""


class OpenReview(Struct, frozen=True):
    """What is known of the open review.

    ``moved`` holds the metrics with an earlier figure; it is complete when not ``looking``.
    ``reviewed`` are the reviews of every cadence, the earliest first. ``failure`` says what could
    not be read or kept.
    """

    cadence: Cadence
    moved: Mapping[MetricId, Moved] = MappingProxyType({})
    reviewed: tuple[Reviewed, ...] = ()
    looking: bool = True
    failure: str = ""


class Reviewing:
    """Answers ``review`` at once, and looks up what is missing beside it.

    ``on_change`` is called when more is known. What was asked for a review that a person has left
    meanwhile is dropped.
    """

    def __init__(
        self,
        store: Store,
        supervisor: Supervisor,
        clock: Clock,
        book: ReviewBook,
        catalogue: Callable[[], Catalogue],
        histories_of: HistoriesOf,
        on_change: Callable[[], None],
    ) -> None:
        self._store = store
        self._supervisor = supervisor
        self._clock = clock
        self._book = book
        self._catalogue = catalogue
        self._histories_of = histories_of
        self._on_change = on_change
        self._open = OpenReview(Cadence.DAILY)
        self._asked: tuple[float, frozenset[MetricId]] | None = None
        self._read = False

    @property
    def marked(self) -> tuple[Reviewed, ...]:
        """Return the reviews that are known to be done; nothing is looked up for it."""
        return self._open.reviewed

    def review(self) -> OpenReview:
        """Return the open review as far as it is known, and look up what is missing or old."""
        if not self._read:
            self._read = True
            self._begin("reading the reviews", self._read_book)
        now = self._clock.now()
        figures = frozenset(reading.metric for reading, _ in self._figures())
        if self._asked is None or self._asked[1] != figures or self._is_old(now):
            self._asked = (now, figures)
            cadence = self._open.cadence
            self._begin("looking back for a review", lambda: self._look_back(cadence))
        return self._open

    def carry_out(self, intent: ReviewIntent) -> None:
        """Begin what a person asked for."""
        match intent:
            case ChooseReview():
                self._choose(intent.cadence)
            case MarkReviewed():
                self._begin("marking a review", lambda: self._mark(intent))
            case UnmarkReviewed():
                self._begin("taking a review back", lambda: self._unmark(intent.review))

    def _choose(self, cadence: Cadence) -> None:
        if cadence is self._open.cadence:
            return
        self._open = replace(self._open, cadence=cadence, moved=MappingProxyType({}), looking=True)
        self._asked = None
        self._on_change()

    def _begin(self, name: str, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._supervisor.once(name, job)

    def _is_old(self, now: float) -> bool:
        return self._asked is not None and now - self._asked[0] >= LOOKED_UP_EVERY_S

    def _figures(self) -> Iterable[tuple[Reading, Metric]]:
        """Yield what the open review looks at and has a figure."""
        readings = self._store.state.readings
        for metric in reviewed_metrics(self._catalogue(), self._open.cadence):
            reading = readings.get(metric.id)
            if reading is not None and reading.value is not None:
                yield reading, metric

    async def _look_back(self, cadence: Cadence) -> None:
        found: dict[MetricId, Moved] = {}
        failure = ""
        for reading, metric in tuple(self._figures()):
            try:
                change = await self._moved(metric, reading, period_s(cadence))
            except HistoryError as error:
                logger.warning("The past of %s cannot be read: %s", metric.id, error)
                failure = str(error)
                continue
            if change is not None:
                found[metric.id] = change
            if self._open.cadence is not cadence:
                return
        self._open = replace(
            self._open, moved=MappingProxyType(found), looking=False, failure=failure
        )
        self._on_change()

    async def _moved(self, metric: Metric, reading: Reading, span_s: float) -> Moved | None:
        """Return how a figure has moved by the nearest account of its past that tells."""
        if reading.value is None:
            return None
        now = self._clock.now()
        at_hand = _at_hand(reading, self._store.state)
        found = moved(metric, reading.value, reading.at, at_hand, now, span_s)
        since, until = looked_up(metric, reading.at, now, span_s)
        for history in self._histories_of(metric):
            if found is not None:
                break
            series = await history.series(metric.id, since, until, span_s / STEPS)
            found = moved(metric, reading.value, reading.at, _known(series), now, span_s)
        return found

    async def _read_book(self) -> None:
        try:
            reviewed = await self._book.reviewed()
        except HistoryError as error:
            self._fail("The reviews cannot be read", error)
            return
        self._open = replace(self._open, reviewed=reviewed)
        self._on_change()

    async def _mark(self, intent: MarkReviewed) -> None:
        try:
            await self._book.mark(intent.cadence, self._clock.now(), intent.note)
        except HistoryError as error:
            self._fail("The review could not be kept", error)
            return
        await self._read_book()

    async def _unmark(self, review: int) -> None:
        try:
            await self._book.unmark(review)
        except HistoryError as error:
            self._fail("The review could not be taken back", error)
            return
        await self._read_book()

    def _fail(self, what: str, error: HistoryError) -> None:
        logger.warning("%s: %s", what, error)
        self._open = replace(self._open, failure=f"{what}: {error}")
        self._on_change()


def _at_hand(reading: Reading, state: AppState) -> Iterable[tuple[float, float]]:
    """Yield what of a metric's past is known without asking: its source's, and its days."""
    yield from ((past.at, past.value) for past in reading.past)
    daily = state.daily.get(reading.metric)
    if daily is not None and not reading.past:
        yield from _known(daily)


def _known(series: Series) -> Iterable[tuple[float, float]]:
    return ((at, value) for at, value in series.points() if value is not None)
