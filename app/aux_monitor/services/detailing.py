"""Which metric's page is open over which span, and the history it is drawn from."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from aux_monitor.domain.entry_readings import ENTRIES
from aux_monitor.domain.reading import MetricId, Reading, Series
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import MetricHistory
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor

logger = logging.getLogger(__name__)

POINTS = 360
"""A chart gets about this many points: one for every second or third pixel."""

LEAST_POINTS = 24
"""A series at hand with fewer points than this over the span is too coarse for it."""

LEAST_STEP_S = 10.0

HistoryOf: TypeAlias = Callable[[MetricId], MetricHistory]
"""Where a metric's past is kept: with the collector, or on this machine."""


class Opened(Struct, frozen=True):
    """The page that is open; one that is not ``charted`` shows no history."""

    metric: MetricId
    span_s: float
    charted: bool = True


class Detailing:
    """Answers ``series`` for the open page at once, and asks for what is missing beside it.

    ``on_change`` is called when an answer came in. What a person has left meanwhile is dropped.
    """

    def __init__(
        self,
        store: Store,
        supervisor: Supervisor,
        clock: Clock,
        history_of: HistoryOf,
        on_change: Callable[[], None],
    ) -> None:
        self._store = store
        self._supervisor = supervisor
        self._clock = clock
        self._history_of = history_of
        self._on_change = on_change
        self._opened: Opened | None = None
        self._series: Series | None = None
        self._asked_at: float | None = None
        self._entered: Reading | None = None

    @property
    def opened(self) -> Opened | None:
        """Return the page that is open, None for none."""
        return self._opened

    def open(self, metric: MetricId, span_s: float, *, charted: bool = True) -> None:
        """Open a page over the last ``span_s`` seconds, or one that shows no history."""
        self._opened = Opened(metric, span_s, charted)
        self._series = None
        self._asked_at = None

    def close(self) -> None:
        """Close the page."""
        self._opened = None
        self._series = None

    def series(self) -> Series | None:
        """Return the open page's history as far as it is known, and ask for it where it is old."""
        opened = self._opened
        if opened is None or not opened.charted:
            return None
        live = self._live(opened)
        if live is not None:
            return live
        now = self._clock.now()
        self._look_at(self._store.state.readings.get(opened.metric))
        if self._asked_at is None or now - self._asked_at >= self._step(opened):
            self._asked_at = now
            self._supervisor.once(f"the history of {opened.metric}", lambda: self._ask(opened))
        return self._series

    def _look_at(self, reading: Reading | None) -> None:
        """Ask at once where a figure was entered or removed: of any day, and steps are long."""
        entered = reading if reading is not None and reading.source == ENTRIES else None
        if entered != self._entered:
            self._asked_at = None
        self._entered = entered

    def _live(self, opened: Opened) -> Series | None:
        """Return the series that came with the readings, if it covers the span well enough."""
        series = self._store.state.series.get(opened.metric)
        if series is None:
            return None
        covers = series.end - series.start >= 0.9 * opened.span_s
        fine = series.step_s * LEAST_POINTS <= opened.span_s
        return series if covers and fine else None

    @staticmethod
    def _step(opened: Opened) -> float:
        return max(LEAST_STEP_S, opened.span_s / POINTS)

    async def _ask(self, opened: Opened) -> None:
        now = self._clock.now()
        step_s = self._step(opened)
        try:
            history = self._history_of(opened.metric)
            series = await history.series(opened.metric, now - opened.span_s, now, step_s)
        except HistoryError as error:
            logger.warning("The history of %s cannot be read: %s", opened.metric, error)
            return
        if opened == self._opened:
            self._series = series
            self._on_change()
