"""Rules that are changed while the program runs."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.trigger import Phase
from aux_monitor.domain.tuning import Tuning, tuned
from tests.domain.building import above, below
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.services.builders import LATENCY, RULE, catalogue
from tests.services.desk import Desk, repeat

KEY = AlertKey(RULE, LATENCY)
OWN = catalogue()
DEAF = replace(
    OWN,
    rules={RULE: tuned(OWN.rules[RULE], Tuning(above(500), below(450), OWN.rules[RULE].hold_s))},
)


def use(desk: Desk) -> None:
    """Judge by a rule that fires above 500 ms only."""
    desk.evaluator.use(DEAF)
    desk.notifying.use(DEAF)


def test_a_changed_rule_judges_the_next_sample() -> None:
    """What would have fired a moment ago fires no more."""

    async def story() -> Desk:
        desk = Desk(catalogue(), MemoryHistory(), FakeClock())
        await desk.start()
        await desk.tell(*repeat(340, 2))
        use(desk)
        await desk.tell(*repeat(340, 10))
        await desk.kill()
        return desk

    desk = asyncio.run(story())
    assert desk.titles == []
    assert desk.store.state.triggers[KEY].phase is Phase.INACTIVE


def test_an_alert_that_fires_lives_through_a_change() -> None:
    """It keeps its episode, its beginning and its notice, and ends by the changed rule."""

    async def story() -> tuple[Desk, float | None, float | None]:
        desk = Desk(catalogue(), MemoryHistory(), FakeClock())
        await desk.start()
        await desk.tell(*repeat(700, 20))
        before = desk.store.state.triggers[KEY].fired_at
        use(desk)
        await desk.tell(*repeat(700, 5))
        after = desk.store.state.triggers[KEY].fired_at
        await desk.tell(*repeat(400, 20))
        await desk.kill()
        return desk, before, after

    desk, before, after = asyncio.run(story())
    assert before == after is not None
    assert desk.titles == ["fired: Response time", "resolved: Response time"]
    assert [episode.number for episode in desk.store.state.episodes] == [1]
