"""The pulse wakes when something shown changes, and sees a suspend."""

from __future__ import annotations

import asyncio

import pytest

from aux_monitor.domain.state import AppState, Event, Resumed
from aux_monitor.services.pulse import Pulse
from aux_monitor.services.store import Store
from tests.fakes.clock import FakeClock


def beats(
    next_in_s: float | None, seconds: float, *, suspend_s: float = 0.0
) -> tuple[int, list[Event]]:
    """Return how often the pulse beat in some fake seconds, and what the store heard."""

    async def story() -> tuple[int, list[Event]]:
        clock = FakeClock()
        store = Store(AppState())
        events: list[Event] = []
        store.subscribe(lambda _state, event: events.append(event))
        times: list[float] = []
        pulse = Pulse(
            store,
            clock,
            times.append,
            lambda now: None if next_in_s is None else now + next_in_s,
        )
        task = asyncio.get_running_loop().create_task(pulse.run())
        await clock.advance(seconds / 2)
        clock.suspend(suspend_s)
        await clock.advance(seconds / 2)
        task.cancel()
        await asyncio.wait([task])
        return len(times), events

    return asyncio.run(story())


def test_an_idle_program_sleeps_half_a_minute_at_a_time() -> None:
    """With nothing to change the pulse beats twice a minute."""
    assert beats(None, 59.0) == (2, [])


def test_it_beats_when_the_next_text_changes() -> None:
    """A text that changes every second makes sixty beats a minute."""
    assert beats(1.0, 59.5) == (60, [])


def test_a_text_that_is_overdue_does_not_make_it_spin() -> None:
    """A change due in the past is served at a bounded rate."""
    count, _ = beats(-5.0, 1.0)
    assert count <= 21


def test_a_suspend_is_told_once_before_anything_else() -> None:
    """Eight hours without a beat are one ``Resumed``."""
    _, events = beats(1.0, 20.0, suspend_s=8 * 3600.0)
    assert [type(event) for event in events] == [Resumed]


def resumed_after(stopped_s: float, suspended_s: float) -> int:
    """Return how often a sleeping pulse told of a resume after a stop and a suspend."""

    async def story() -> int:
        clock = FakeClock()
        store = Store(AppState())
        events: list[Event] = []
        store.subscribe(lambda _state, event: events.append(event))
        pulse = Pulse(store, clock, lambda _now: None, lambda _now: None)
        task = asyncio.get_running_loop().create_task(pulse.run())
        await clock.advance(5)
        clock.stop(stopped_s)
        clock.suspend(suspended_s)
        pulse.alive()
        await clock.advance(60)
        task.cancel()
        await asyncio.wait([task])
        return sum(isinstance(event, Resumed) for event in events)

    return asyncio.run(story())


@pytest.mark.parametrize(
    ("stopped_s", "suspended_s", "resumes"),
    [(0, 0, 0), (20, 0, 0), (40, 0, 1), (0, 5, 0), (0, 15, 1), (8 * 3600, 0, 1)],
    ids=[
        "never",
        "stopped within its sleep",
        "a process stopped past it",
        "a clock put right",
        "a short suspend",
        "a night, on a system whose clocks both run on",
    ],
)
def test_a_poll_that_comes_first_tells_of_the_resume(
    stopped_s: float, suspended_s: float, resumes: int
) -> None:
    """Whether the clocks drift apart or the beat is late: it is told once, by who comes first."""
    assert resumed_after(stopped_s, suspended_s) == resumes


def looked(due_in_s: float | None, sooner_in_s: float) -> int:
    """Return the beats in ten fake seconds, when at five a text is found to change sooner."""

    async def story() -> int:
        clock = FakeClock()
        times: list[float] = []
        due: list[float | None] = [due_in_s]

        def next_change(now: float) -> float | None:
            return None if due[0] is None else now + due[0]

        pulse = Pulse(Store(AppState()), clock, times.append, next_change)
        task = asyncio.get_running_loop().create_task(pulse.run())
        await clock.advance(5)
        due[0] = sooner_in_s
        pulse.look()
        due[0] = None
        await clock.advance(5)
        task.cancel()
        await asyncio.wait([task])
        return len(times)

    return asyncio.run(story())


def test_data_that_changes_nothing_sooner_does_not_disturb_the_sleep() -> None:
    """Whoever brings the data draws it; the pulse sleeps on."""
    assert looked(None, 29.0) == 1


def test_a_countdown_that_begins_shortens_the_sleep() -> None:
    """A text that changes in a second is beaten for in a second."""

    async def story() -> int:
        clock = FakeClock()
        times: list[float] = []
        at = [clock.now() + 25]
        pulse = Pulse(Store(AppState()), clock, times.append, lambda _now: at[0])
        task = asyncio.get_running_loop().create_task(pulse.run())
        await clock.advance(5)
        at[0] = clock.now() + 1
        pulse.look()
        await clock.advance(0.5)
        before = len(times)
        at[0] = clock.now() + 20
        await clock.advance(1)
        task.cancel()
        await asyncio.wait([task])
        assert before == 1
        return len(times)

    assert asyncio.run(story()) == 2
