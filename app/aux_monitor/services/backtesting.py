"""Looks back for the open rule: when it fired in the last month, and when a changed one would have.

What was recorded is read once for an open rule. Each change is then played over it in slices, so
that the loop is never held up; a newer change ends the one before it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.backtest import Backtest, backtest, lead_s, looks_back, sight, trace
from aux_monitor.domain.catalogue import Catalogue, RuleInput, TriggerRule
from aux_monitor.domain.drops import DAY_S
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId, Series
from aux_monitor.domain.tuning import Tuning, tuned
from aux_monitor.domain.walk import Seen
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import MetricHistory
from aux_monitor.services.long_series import whole_series
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor

logger = logging.getLogger(__name__)

T = TypeVar("T")

LOOKED_BACK_S = 30 * DAY_S
"""A changed rule is tried on this much of the past."""

PATIENT_S = 3600.0
"""A rule that holds for this long needs no values finer than ``PATIENT_STEP_S``."""

PATIENT_STEP_S = 3600.0

SLICE = 150
"""After as many samples the loop gets its turn: one or two milliseconds' work."""

SURVEYS = "Falls between surveys are judged by their numbers of answers, which are not recorded."


class Past(Struct, frozen=True):
    """Where a metric's past is kept, and the finest step it is kept at."""

    history: MetricHistory
    step_s: float


PastOf: TypeAlias = Callable[[MetricId], Past]


class Tried(Struct, frozen=True):
    """A tuning that was tried, and what it would have done."""

    tuning: Tuning
    result: Backtest


class LookedBack(Struct, frozen=True):
    """What is known of the open rule so far.

    ``today`` is what the rule in force did, None until it is known; ``tried`` the newest change
    that was played to its end. ``failure`` says why nothing can be known.
    """

    key: AlertKey
    today: Backtest | None = None
    tried: Tried | None = None
    failure: str = ""


class Backtesting:
    """Keeps the open rule's look back. ``on_change`` is called whenever more of it is known."""

    def __init__(
        self,
        store: Store,
        supervisor: Supervisor,
        clock: Clock,
        catalogue: Callable[[], Catalogue],
        past_of: PastOf,
        on_change: Callable[[], None],
    ) -> None:
        self._store = store
        self._supervisor = supervisor
        self._clock = clock
        self._catalogue = catalogue
        self._past_of = past_of
        self._on_change = on_change
        self._looked: LookedBack | None = None
        self._series: Series | None = None
        self._since = 0.0
        self._seen: tuple[Seen, ...] = ()
        self._wanted: Tuning | None = None
        self._asked = 0

    @property
    def looked_back(self) -> LookedBack | None:
        """Return what is known of the open rule, None while none is open."""
        return self._looked

    def open(self, key: AlertKey) -> None:
        """Look back for a rule on one of its metrics; one that is open already stays as it is."""
        if self._looked is not None and self._looked.key == key:
            return
        self.close()
        self._looked = LookedBack(key)
        self._start(lambda asked: self._read(key, asked))

    def attempt(self, tuning: Tuning | None) -> None:
        """Try a change of the open rule; None takes the change back."""
        self._wanted = tuning
        looked = self._looked
        if looked is None or looked.today is None:
            return  # what is wanted is tried as soon as the past is known
        if tuning is None:
            self._asked += 1
            self._tell(replace(looked, tried=None))
        else:
            self._start(lambda asked: self._attempt(tuning, asked))

    def renew(self) -> None:
        """Play the rule as it is in force by now: it was saved."""
        self._wanted = None
        if self._looked is not None and self._series is not None:
            self._start(self._play)

    def close(self) -> None:
        """Forget the open rule."""
        self._asked += 1
        self._looked = None
        self._series = None
        self._seen = ()
        self._wanted = None

    def _start(self, job: Callable[[int], Coroutine[Any, Any, None]]) -> None:
        """Run a job as the newest; any before it ends at its next slice."""
        self._asked += 1
        asked = self._asked
        self._supervisor.once("looking back", lambda: job(asked))

    async def _read(self, key: AlertKey, asked: int) -> None:
        rule = self._rule(key)
        if rule is None:
            return
        if not looks_back(rule):
            self._tell(LookedBack(key, failure=SURVEYS))
            return
        until = self._clock.now()
        self._since = until - LOOKED_BACK_S
        past = self._past_of(key.metric)
        step_s = _step_of(rule, past)
        try:
            series = await whole_series(
                past.history, key.metric, self._since - lead_s(rule), until, step_s
            )
        except HistoryError as error:
            logger.warning("The past of %s cannot be read: %s", key.metric, error)
            if asked == self._asked:
                self._tell(LookedBack(key, failure=str(error)))
            return
        if asked != self._asked:
            return
        self._series = series
        metric = self._catalogue().metrics[key.metric]
        start = self._store.state.programme_start
        seen = await self._in_slices(sight(rule, metric, series, self._since, start), asked)
        if seen is not None:
            self._seen = tuple(seen)
            await self._play(asked)

    async def _play(self, asked: int) -> None:
        """Play the rule in force, and then what is wanted meanwhile."""
        looked = self._looked
        rule = None if looked is None else self._rule(looked.key)
        if looked is None or rule is None:
            return
        result = await self._result(rule, asked)
        if result is not None:
            self._tell(LookedBack(looked.key, today=result))
            if self._wanted is not None:
                await self._attempt(self._wanted, asked)

    async def _attempt(self, tuning: Tuning, asked: int) -> None:
        looked = self._looked
        rule = None if looked is None else self._rule(looked.key)
        if looked is None or rule is None:
            return
        result = await self._result(tuned(rule, tuning), asked)
        if result is not None:
            self._tell(replace(looked, tried=Tried(tuning, result)))

    async def _result(self, rule: TriggerRule, asked: int) -> Backtest | None:
        """Return what a rule would have done; None where something newer was asked for."""
        series = self._series
        if series is None:
            return None
        traced = await self._in_slices(trace(rule, self._seen, series.step_s), asked)
        return None if traced is None else backtest(series, self._since, traced)

    async def _in_slices(self, items: Iterable[T], asked: int) -> list[T] | None:
        """Return all items, the loop served in between; None once something newer was asked for."""
        gathered: list[T] = []
        for item in items:
            gathered.append(item)
            if len(gathered) % SLICE == 0:
                await self._clock.sleep(0)
                if asked != self._asked:
                    return None
        return gathered

    def _rule(self, key: AlertKey) -> TriggerRule | None:
        return self._catalogue().rules.get(key.rule)

    def _tell(self, looked: LookedBack) -> None:
        self._looked = looked
        self._on_change()


def _step_of(rule: TriggerRule, past: Past) -> float:
    """Return how far apart the values are to be that a rule is played on."""
    if rule.input is RuleInput.WEEKDAY_DROP:
        return DAY_S
    wanted = PATIENT_STEP_S if rule.hold_s >= PATIENT_S else 0.0
    return max(past.step_s, wanted)
