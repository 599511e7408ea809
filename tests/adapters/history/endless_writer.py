"""Saves alerts without end and prints the number of each when it is kept: a test kills it."""

from __future__ import annotations

import asyncio
import sys
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.trigger import TriggerState

KEY = AlertKey(RuleId("response_time"), MetricId("response_time_avg"))


async def write(history: SqliteHistory) -> None:
    """Save until killed."""
    episode = Episode(KEY, 0, began_at=0.0, fired_at=0.0, value=1.0, worst=1.0)
    for number in count(1):
        state = TriggerState(episode=number)
        await history.save_alerts({KEY: state}, (replace(episode, number=number),))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


asyncio.run(write(SqliteHistory(Path(sys.argv[1]))))
