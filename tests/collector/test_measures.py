"""One definition: memory, store and plain Python give the same figures over the same lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from aux_monitor.collector.events import MICROSECONDS, Command, to_us
from aux_monitor.collector.ingest.joiner import Joiner
from aux_monitor.collector.live import Live, Span
from aux_monitor.collector.measures import Material, SpanError, from_live, from_store
from aux_monitor.collector.privacy import Hasher, LineReader
from aux_monitor.collector.recent import BUCKET_US, Recent
from aux_monitor.collector.slow import long_figures
from aux_monitor.collector.store.duckdb import DuckDbEngine
from aux_monitor.collector.store.engine import Batch
from aux_monitor.collector.tally import Label, Tallies, figures, point, roll
from aux_monitor.domain.severity import ErrorSeverity, severity_of
from tests.collector.lines import EndedCommand, Plain, count, ended_commands, line, traffic

START = 1_790_000_000.0
SECONDS = 1500
NOW = START + SECONDS


@dataclass
class World:
    """The same lines in memory, in a store, and as they are."""

    ended: list[EndedCommand]
    live: Live
    engine: DuckDbEngine


def sessions_too(lines: list[str]) -> list[str]:
    """Return the lines with a start for each session and an end for some."""
    starts = [line(START - 5 + n, "session_start", f"s{n}") for n in range(6)]
    ends = [line(NOW - 400 + 90 * n, "session_end", f"s{n}") for n in range(4)]
    return starts + lines + ends


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Twenty-five minutes of traffic with a silence in the middle, read in two orders."""
    quiet = (START + 700, START + 1100)
    lines = [
        text
        for text in traffic(5, START, SECONDS, 3.0)
        if not quiet[0] < float(text[13 : text.index(",")]) < quiet[1]
    ]
    engine = DuckDbEngine(tmp_path_factory.mktemp("store"))
    live, joiner = Live(NOW), Joiner(engine.seen)
    reader = LineReader(Hasher(bytes(32)), frozenset(), frozenset())
    entries = [reader.read(text.encode(), NOW) for text in sessions_too(lines)]
    events = [event for event in entries if event is not None]
    for begin in range(0, len(events), 97):
        batch = Batch()
        counted = joiner.feed(events[begin : begin + 97], batch)
        # Within a look, memory meets its commands in another order than they happened.
        live.add_commands(counted[::-1])
        live.add_marks(batch.marks)
        engine.commit(batch)
        if begin % 3 == 0 and counted:
            from_live(live, span_at(counted[-1].at_us / 1e6))
    yield World(ended_commands(lines), live, engine)
    engine.close()


def click(at_us: int, ms: int) -> Command:
    """Return an executed click."""
    return Command(
        at_us=at_us,
        session=1,
        key=None,
        method="click",
        dur_ms=ms,
        failed=False,
        code="",
        retried=False,
        target=None,
        domain=None,
    )


def span_at(at: float, window: int = 300, history: int = 1200, step: int = 10) -> Span:
    """Return a span that ends at ``at``."""
    return Span(to_us(at), window * MICROSECONDS, history * MICROSECONDS, step * MICROSECONDS)


@pytest.mark.parametrize("at", [NOW, NOW - 3.217, START + 300.000001, START + 40, NOW - 555.5])
def test_the_window_is_what_plain_python_counts(world: World, at: float) -> None:
    """Average, P95, success, retries, clicks and severities, to the millisecond and command."""
    plain = count(world.ended, at - 300, at)
    for material in both(world, span_at(at)):
        found = figures(material.window.overall)
        assert (found.n, found.avg_ms, found.p95_ms) == (plain.n, plain.avg, plain.p95)
        assert (found.success_rate, found.retry_rate) == (plain.success, plain.retry)
        clicks = material.window.methods["click"]
        assert sum(clicks.hist.values()) == len(plain.clicks)
        assert figures(clicks).avg_ms == pytest.approx(sum(plain.clicks) / len(plain.clicks))
        assert point(material.window).error_rates == rates(plain)


def test_the_budgets_counts_are_those_of_the_success_rate(world: World) -> None:
    """Over whole minutes both count the same commands and the same failures."""
    at = NOW - NOW % 60 - 0.000001  # the last moment of a minute
    found = {each.window_s: each for each in long_figures(world.engine, at).outcomes}
    for window in (300, 1800):
        tally = from_store(world.engine, span_at(at, window)).window.overall
        assert (found[window].n, found[window].failed) == (tally.n, tally.failed)
        left = 100.0 - (found[window].failed_percent or 0.0)
        assert left == pytest.approx(figures(tally).success_rate)


def rates(plain: Plain) -> tuple[float, ...]:
    """Return the error rates by severity that plain Python finds."""
    severities = [severity_of(code) for code in plain.codes]
    return tuple(100 * severities.count(each) / plain.n for each in ErrorSeverity)


def both(world: World, span: Span) -> tuple[Material, Material]:
    """Return the material from memory and from the store."""
    assert world.live.covers(span)
    return from_live(world.live, span), from_store(world.engine, span)


@effort(max_examples=30)
@given(
    at=st.floats(START + 1, NOW, allow_nan=False),
    window=st.integers(1, 60).map(lambda tens: 10 * tens),
    history=st.integers(0, 1500),
)
def test_memory_and_store_give_the_same_answer(
    world: World, at: float, window: int, history: int
) -> None:
    """At any moment, over any window and history: counts, every point, every session peak."""
    memory, store = both(world, span_at(at, window, history))
    assert memory == store


def test_every_point_is_the_window_that_ends_there(world: World) -> None:
    """A point is None where its window holds nothing, and never joins over a gap."""
    span = span_at(NOW, history=1500)
    material = from_live(world.live, span)
    gaps = 0
    for number, made in enumerate(material.points, span.first):
        plain = count(world.ended, number * 10 - 300, number * 10)
        assert (made.overall.n, made.overall.avg_ms, made.overall.p95_ms) == (
            plain.n,
            plain.avg,
            plain.p95,
        )
        gaps += made.overall.avg_ms is None
    assert gaps >= 9


@pytest.mark.parametrize(("window", "step"), [(300, 60), (60, 300), (7, 3), (90, 60)])
def test_other_windows_and_steps_come_from_the_store(world: World, window: int, step: int) -> None:
    """A point covers its window, and never less than a step: nothing falls between two points."""
    span = span_at(NOW, window, 900, step)
    assert not world.live.covers(span) or step == 10
    for number, made in enumerate(from_store(world.engine, span).points, span.first):
        plain = count(world.ended, number * step - max(window, step), number * step)
        assert (made.overall.n, made.overall.avg_ms) == (plain.n, plain.avg)


def test_a_late_command_changes_the_points_it_belongs_to(world: World) -> None:
    """Points that were kept are made anew."""
    span = span_at(NOW)
    live = Live.restored(world.engine, NOW)
    before = from_live(live, span).points
    live.add_commands([click(to_us(NOW - 200), 9_999)])
    after = from_live(live, span).points
    changed = [
        index for index, pair in enumerate(zip(before, after, strict=True)) if len(set(pair)) > 1
    ]
    assert changed == list(range(len(before) - 21, len(before)))


def test_memory_is_restored_from_the_store(world: World) -> None:
    """After a restart the answer is the same."""
    span = span_at(NOW)
    assert from_live(Live.restored(world.engine, NOW), span) == from_live(world.live, span)


def test_memory_says_when_it_does_not_reach_far_enough(world: World) -> None:
    """A longer history is for the store to answer."""
    assert world.live.covers(span_at(NOW, 300, 3600))
    assert not world.live.covers(span_at(NOW, 300, 7200))
    assert not world.live.covers(span_at(NOW, 305, 600))
    assert not world.live.covers(span_at(NOW, 300, 600, step=20))


def test_a_span_in_too_many_pieces_is_refused(world: World) -> None:
    """Rather than to answer for minutes."""
    with pytest.raises(SpanError):
        from_store(world.engine, span_at(NOW, 997, 400_000, 10))


def test_a_pruned_memory_still_answers_exactly_for_what_it_covers(world: World) -> None:
    """Forgetting old buckets takes nothing from the window."""
    live = Live.restored(world.engine, NOW)
    from_live(live, span_at(NOW))
    live.prune(NOW + 3000)
    span = span_at(NOW, 300, 10)
    assert live.recent.floor_us > to_us(START)
    assert from_live(live, span).window == from_store(world.engine, span).window


labels = st.builds(
    Label,
    method=st.sampled_from(["click", "fill"]),
    failed=st.booleans(),
    code=st.just("TIMEOUT"),
    retried=st.booleans(),
)


@given(st.lists(st.tuples(st.integers(1, 30), labels, st.none() | st.integers(0, 5)), max_size=40))
def test_sliding_gives_what_counting_anew_gives(
    commands: list[tuple[int, Label, int | None]],
) -> None:
    """Merging buckets in and taking them out again leaves nothing behind."""
    buckets: dict[int, Tallies] = {}
    for index, label, ms in commands:
        buckets.setdefault(index, Tallies()).add(label, ms)
    ends = [3, 4, 5, 9, 10, 22, 23, 30]
    anew = []
    for end in ends:
        whole = Tallies()
        for index in range(end - 3, end + 1):
            if index in buckets:
                whole.merge(buckets[index])
        anew.append(point(whole))
    assert roll(buckets.get, ends, 4) == anew


def test_a_window_within_one_bucket_counts_its_commands_alone() -> None:
    """Both edges in the same ten seconds."""
    recent = Recent(0)
    for second in range(1, 10):
        recent.add(click(100 * BUCKET_US + second * MICROSECONDS, second))
    base = 100 * BUCKET_US
    found = recent.window(base + 2 * MICROSECONDS, base + 5 * MICROSECONDS)
    assert found.overall.hist == {3: 1, 4: 1, 5: 1}
