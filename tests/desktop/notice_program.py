"""Judging, keeping and telling as in the program, over a history and a desktop that are real.

Arguments: the folder, and the step at which the process kills itself. The latency it sees stands
in the folder's file ``latency``.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from random import Random

from msgspec.structs import replace

from aux_monitor.adapters.desktop.clock import SystemClock
from aux_monitor.adapters.desktop.notifications import DesktopNotifier
from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.notice import AlertKey, Episode, Reason
from aux_monitor.domain.reading import Fetched
from aux_monitor.domain.state import AppState, SourcesConfigured
from aux_monitor.domain.telling import Policy
from aux_monitor.domain.trigger import TriggerState
from aux_monitor.ports.notifier import Notice, NoticeAction, Urgency
from aux_monitor.presentation.notices import NoticeComposer
from aux_monitor.services.evaluator import Evaluator
from aux_monitor.services.keeping import Keeping
from aux_monitor.services.notifying import Notifying
from aux_monitor.services.poller import Poller, watched
from aux_monitor.services.store import Store
from aux_monitor.services.supervisor import Supervisor
from tests.fakes.source import FakeSource
from tests.services.builders import LATENCY, RULE, catalogue, fetched

HOME, DIE_AT = Path(sys.argv[1]), sys.argv[2]


def step(name: str) -> None:
    """Die here, where that was asked for, as by kill -9."""
    if name == DIE_AT:
        os.kill(os.getpid(), signal.SIGKILL)


def steps_of(episodes: tuple[Episode, ...]) -> list[str]:
    """Return what saving these episodes is in the life of an alert."""
    found = []
    for episode in episodes:
        end = "" if episode.fires else "end "
        decided = episode.told if episode.fires else episode.told_resolved
        if episode.telling is not None:
            found.append(f"{end}announced")
        elif decided is Reason.SENT:
            found.append(f"{end}told")
        else:
            found.append(f"{end}begun")
    return found


class MortalHistory(SqliteHistory):
    """A history in which the process may die before and after each step is stored."""

    async def save_alerts(
        self, triggers: Mapping[AlertKey, TriggerState], episodes: tuple[Episode, ...]
    ) -> None:
        """Store the alerts."""
        for name in steps_of(episodes):
            step(f"before {name}")
        await super().save_alerts(triggers, episodes)
        for name in steps_of(episodes):
            step(f"after {name}")


class MortalNotifier(DesktopNotifier):
    """A notifier at which the process may die before and after it has shown a notice."""

    async def show(self, notice: Notice) -> None:
        """Show the notice."""
        end = "end " if notice.urgency is Urgency.LOW else ""
        step(f"before {end}shown")
        await super().show(notice)
        step(f"after {end}shown")


def known() -> Catalogue:
    """Return a catalogue whose one rule has hardly any patience."""
    shipped = catalogue()
    hasty = replace(shipped.rules[RULE], hold_s=0.1, clear_hold_s=0.1)
    return replace(shipped, rules={RULE: hasty})


async def fetch() -> Fetched:
    """Return the latency that the test has written down."""
    return fetched(float((HOME / "latency").read_text()), SystemClock().now())


def answered(_tag: str, _action: NoticeAction) -> None:
    """Take what is pressed on a notice for nothing."""


async def main() -> None:
    """Run until killed."""
    clock, store = SystemClock(), Store(AppState())
    supervisor = Supervisor(clock, print)
    evaluator_of = known()
    source = FakeSource(fetch, poll_every_s=0.05)
    store.apply(SourcesConfigured((watched(source, clock.now()),)))
    Evaluator(store, evaluator_of, clock)
    keeping = Keeping(store, MortalHistory(HOME / "history.sqlite3"), clock)
    notifying = Notifying(
        store,
        evaluator_of,
        clock,
        MortalNotifier(answered),
        NoticeComposer(evaluator_of, UTC),
        lambda: Policy(group_s=0.05),
        keeping.settle,
    )
    await keeping.restore()
    poller = Poller(source, store, clock, Random(1), lambda: None)  # noqa: S311 - spreads polls
    supervisor.keep("keeping", keeping.run)
    supervisor.keep("telling", notifying.run)
    supervisor.keep("polling", poller.run)
    assert LATENCY in evaluator_of.metrics
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
