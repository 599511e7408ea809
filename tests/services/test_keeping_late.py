"""Alerts of the last run that could not be read at the start, and can be later."""

from __future__ import annotations

import asyncio

from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.state import ProblemTopic
from tests.conftest import ExpectedWarnings
from tests.fakes.clock import FakeClock
from tests.fakes.history import MemoryHistory
from tests.services.builders import LATENCY, RULE, catalogue
from tests.services.desk import Desk, repeat

KEY = AlertKey(RULE, LATENCY)


def test_what_is_read_late_is_not_overwritten_by_what_fired_meanwhile(
    expected_warnings: ExpectedWarnings,
) -> None:
    """Two alerts are on record; a third one, counted as the first, keeps away from them.

    Nothing is written before the record has been read, for it would take a number again.
    """
    expected_warnings("The database is locked")

    async def story() -> tuple[int, list[int]]:
        history, clock = MemoryHistory(), FakeClock()
        first = Desk(catalogue(), history, clock)
        await first.start()
        for _ in range(2):
            await first.tell(*repeat(340, 200), *repeat(120, 1200))
        await first.kill()

        history.failure = "The database is locked."
        late = Desk(catalogue(), history, clock)
        await late.start()
        await late.tell(*repeat(340, 200))
        meanwhile = late.store.state.triggers[KEY].episode
        assert set(late.store.state.problems) == {ProblemTopic.HISTORY}
        history.failure = ""
        await late.tell(*repeat(340, 300))
        await late.kill()
        assert late.store.state.problems == {}
        return meanwhile, [episode.number for episode in (await history.load()).episodes]

    assert asyncio.run(story()) == (1, [1, 2, 3])
