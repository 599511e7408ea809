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
from aux_monitor.services.backtesting import Past
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor

logger = logging.getLogger(__name__)

MOST_POINTS = 1_900
"""A chart gets at most so many points, as many as a collector answers at once: more than there are
pixel columns, so that the drawing decides what is left out, and leaves out no peak."""

ASKED_SHARE = 360
"""A span is asked for again after this part of it: that moves the chart by a pixel or three."""

STEPS_S = (10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400)
"""The steps a past is asked for in: on the clock's own marks."""

LEAST_POINTS = 24
"""A series at hand with fewer points than this over the span is too coarse for it."""

LEAST_STEP_S = 10.0

PastOf: TypeAlias = Callable[[MetricId], Past]
"""Where a metric's past is kept, with the collector or on this machine, and how finely."""


class Opened(Struct, frozen=True):
    """The page that is open; one that is not ``charted`` shows no history.

    ``compared`` asks for the period before as well.
    """

    metric: MetricId
    span_s: float
    charted: bool = True
    compared: bool = False


class Detailing:
    """Answers ``series`` for the open page at once, and asks for what is missing beside it.

    ``on_change`` is called when an answer came in. What a person has left meanwhile is dropped.
    """

    def __init__(
        self,
        store: Store,
        supervisor: Supervisor,
        clock: Clock,
        past_of: PastOf,
        on_change: Callable[[], None],
    ) -> None:
        self._store = store
        self._supervisor = supervisor
        self._clock = clock
        self._past_of = past_of
        self._on_change = on_change
        self._opened: Opened | None = None
        self._series: Series | None = None
        self._before: Series | None = None
        self._asked_at: float | None = None
        self._entered: Reading | None = None

    @property
    def opened(self) -> Opened | None:
        """Return the page that is open, None for none."""
        return self._opened

    def open(
        self, metric: MetricId, span_s: float, *, charted: bool = True, compared: bool = False
    ) -> None:
        """Open a page over the last ``span_s`` seconds, or one that shows no history."""
        self._opened = Opened(metric, span_s, charted, compared)
        self._series = self._before = None
        self._asked_at = None

    def close(self) -> None:
        """Close the page."""
        self._opened = None
        self._series = self._before = None

    @property
    def before(self) -> Series | None:
        """Return the history of the period before as far as it is known; None unless compared."""
        return self._before

    def series(self) -> Series | None:
        """Return the open page's history as far as it is known, and ask for it where it is old."""
        opened = self._opened
        if opened is None or not opened.charted:
            return None
        live = self._live(opened)
        if live is None or opened.compared:
            self._keep_asking(opened)
        return self._series if live is None else live

    def _keep_asking(self, opened: Opened) -> None:
        now = self._clock.now()
        self._look_at(self._store.state.readings.get(opened.metric))
        every = max(LEAST_STEP_S, opened.span_s / ASKED_SHARE)
        if self._asked_at is None or now - self._asked_at >= every:
            self._asked_at = now
            self._supervisor.once(f"the history of {opened.metric}", lambda: self._ask(opened))

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

    async def _ask(self, opened: Opened) -> None:
        now, span_s = self._clock.now(), opened.span_s
        past = self._past_of(opened.metric)
        step_s = max(step_of(span_s), past.step_s)
        before = None
        try:
            series = await past.history.series(opened.metric, now - span_s, now, step_s)
            finer = young(series, now)
            if finer is not None:
                step_s = max(step_of(now - finer), past.step_s)
                series = await past.history.series(opened.metric, finer, now, step_s)
            if opened.compared:
                step_s = max(step_of(span_s), past.step_s)
                since = now - 2 * span_s
                before = await past.history.series(opened.metric, since, now - span_s, step_s)
        except HistoryError as error:
            logger.warning("The history of %s cannot be read: %s", opened.metric, error)
            return
        if opened == self._opened:
            self._series, self._before = series, before
            self._on_change()


def young(series: Series, now: float) -> float | None:
    """Return since when a past is known, where that is only a few of its steps; else None.

    Over twelve months a record of five hours would be one point, or none before the step is over:
    such a past is asked for again, as finely as its own length allows.
    """
    first = next((at for at, value in series.points() if value is not None), series.end)
    since = first - series.step_s
    return since if now - since < LEAST_POINTS * series.step_s else None


def step_of(span_s: float) -> float:
    """Return the finest step that gives a span of at most ``MOST_POINTS`` points."""
    return next((step for step in STEPS_S if span_s / step <= MOST_POINTS), float(STEPS_S[-1]))
