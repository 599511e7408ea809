"""How the curves come in after the first paint."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from pytestqt.qtbot import QtBot

from aux_monitor.adapters.resources import resource_root
from aux_monitor.bootstrap.late_charts import TURN_S, attach_charts
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.plot import Plot
from aux_monitor.ui.theme import ThemeName, load_theme
from tests.ui.sample_views import incident

STEPS = 8


class SlowFrame(Frame):
    """Each of its charts holds the loop for longer than a turn."""

    attached = 0

    def attaching(self) -> Iterator[None]:
        """Take time, as charts do."""
        for _ in range(STEPS):
            time.sleep(1.2 * TURN_S)
            self.attached += 1
            yield


def test_every_chart_draws_its_curves_afterwards(qtbot: QtBot) -> None:
    """Without a paint, and whatever the window shows."""
    frame = Frame(load_theme(resource_root(), ThemeName.DARK))
    qtbot.addWidget(frame)
    frame.show_overview(incident())
    asyncio.run(attach_charts(frame))
    plots = frame.findChildren(Plot)
    assert len(plots) == len(incident().charts)
    assert all(plot.attached for plot in plots)


def test_the_loop_turns_between_two_charts_that_take_long(qtbot: QtBot) -> None:
    """Clicks and answers are not kept waiting until the last chart is there."""
    frame = SlowFrame(load_theme(resource_root(), ThemeName.DARK))
    qtbot.addWidget(frame)
    seen: set[int] = set()

    async def watch() -> None:
        attaching = asyncio.ensure_future(attach_charts(frame))
        while not attaching.done():
            await asyncio.sleep(0)
            seen.add(frame.attached)

    asyncio.run(watch())
    assert seen == set(range(STEPS + 1))
