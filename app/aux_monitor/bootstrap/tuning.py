"""The rule of the open metric: tried on the past, kept in the overlay, shown on its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from types import MappingProxyType

from msgspec.structs import replace

from aux_monitor.adapters.overlay_file import OverlayFile
from aux_monitor.bootstrap.sessions import Session
from aux_monitor.domain.catalogue import Catalogue, Metric
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.tuning import tuned, tuning_of
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.history import MetricHistory
from aux_monitor.presentation import text, wording
from aux_monitor.presentation.rule_views import RuleView, rule_view
from aux_monitor.services.backtesting import Backtesting, Past
from aux_monitor.services.intents import OpenRule, SaveRule, TryRule
from aux_monitor.services.keeping import RECORDED_EVERY_S
from aux_monitor.settings.language import tr

LIVE_STEP_S = 60.0
"""How far apart the values are that a collector is asked for to look back on."""


class RuleTuning:
    """Carries out what is asked of the rule of the open metric."""

    def __init__(self, file: OverlayFile, clock: Clock, zone: tzinfo) -> None:
        self._file = file
        self._clock = clock
        self._zone = zone
        self._shipped: Catalogue | None = None
        self._backtesting: Backtesting | None = None
        self._on_change: Callable[[], None] = lambda: None

    def attach(
        self,
        session: Session,
        catalogue: Callable[[], Catalogue],
        on_change: Callable[[], None],
    ) -> None:
        """Look back over a session's past from now on; ``on_change`` tells of more to show."""
        self._on_change = on_change
        self._backtesting = Backtesting(
            session.runtime.store,
            session.runtime.supervisor,
            self._clock,
            catalogue,
            lambda metric: _past_of(session, catalogue().metrics[metric]),
            on_change,
        )

    def view(self, catalogue: Catalogue, metric: MetricId) -> RuleView | None:
        """Return the rule that watches a metric, the first of several; None where there is none."""
        rule = next((each for each in catalogue.rules.values() if metric in each.metrics), None)
        if rule is None:
            return None
        shipped = None if self._shipped is None else self._shipped.rules.get(rule.id)
        looked = None if self._backtesting is None else self._backtesting.looked_back
        watched = catalogue.metrics[metric]
        return rule_view(rule, shipped, watched, looked, self._clock.now(), self._zone)

    async def look(self, intent: OpenRule | TryRule) -> None:
        """Look back for a rule, or try a change of it."""
        if self._backtesting is None:
            return
        match intent:
            case OpenRule():
                self._backtesting.open(intent.key)
            case TryRule():
                self._backtesting.attempt(intent.tuning)
        if self._shipped is None:
            self._shipped = await self._file.shipped()
            self._on_change()

    def saved(self) -> None:
        """Look back anew: a rule was saved."""
        if self._backtesting is not None:
            self._backtesting.renew()

    def close(self) -> None:
        """Forget the rule that was open."""
        if self._backtesting is not None:
            self._backtesting.close()

    async def save(self, intent: SaveRule, catalogue: Catalogue) -> Catalogue:
        """Keep a rule's tuning and return the catalogue in force from now on.

        The thresholds of what the rule watches go with it. Of what else the overlay may say by
        now nothing is taken over before the next start.
        Raises ``SettingsError``: the overlay cannot be used or written; it is as it was.
        """
        name = intent.key.rule
        kept = await self._file.tune(name, intent.tuning)
        rule = tuned(catalogue.rules[name], tuning_of(kept.rules[name]))
        watched = {
            metric: replace(catalogue.metrics[metric], alert=kept.metrics[metric].alert)
            for metric in rule.metrics
            if metric in kept.metrics
        }
        return replace(
            catalogue,
            metrics=MappingProxyType({**catalogue.metrics, **watched}),
            rules=MappingProxyType({**catalogue.rules, name: rule}),
        )


def history_of(session: Session, metric: Metric) -> MetricHistory:
    """Return where a metric's past is kept: with its source, or else on this machine.

    A metric without a reading at the moment has a past all the same, with a source of its kind.
    """
    state = session.runtime.store.state
    reading = state.readings.get(metric.id)
    suppliers = [
        status.id for status in state.sources.values() if status.kind == metric.supply.value
    ]
    for source in suppliers if reading is None else [reading.source]:
        kept = session.runtime.watching.history_of(source)
        if kept is not None:
            return kept
    return session.history


def charted_past(session: Session, metric: Metric) -> Past:
    """Return where a metric's past is kept, and the finest step at which it makes a line.

    What is recorded here every quarter of an hour, by polls that keep no exact time, has a value in
    every half-hour.
    """
    history = history_of(session, metric)
    return Past(history, 2 * RECORDED_EVERY_S if history is session.history else 1.0)


def _past_of(session: Session, metric: Metric) -> Past:
    history = history_of(session, metric)
    return Past(history, RECORDED_EVERY_S if history is session.history else LIVE_STEP_S)


def saved_words(catalogue: Catalogue, key: AlertKey) -> str:
    """Return what a rule that was saved does from now on."""
    rule, metric = catalogue.rules[key.rule], catalogue.metrics[key.metric]
    held = tr(", held for {span}", span=text.hold(rule.hold_s)) if rule.hold_s else ""
    return tr("Saved. From now on: {title}{held}.", title=wording.title(rule, metric), held=held)
