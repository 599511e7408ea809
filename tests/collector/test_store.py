"""The embedded store: whole transactions, and what a restart finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from aux_monitor.collector.events import (
    Command,
    MarkKind,
    Pending,
    Refusal,
    RefusalKind,
    SessionMark,
)
from aux_monitor.collector.store.duckdb import FILE_NAME, DuckDbEngine
from aux_monitor.collector.store.engine import Batch, Position, StoreError

SECOND = 1_000_000
LATE = 1 << 60


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDbEngine]:
    """An empty store."""
    made = DuckDbEngine(tmp_path)
    yield made
    made.close()


def command(at_s: float, key: int = 1, *, code: str = "", domain: str | None = None) -> Command:
    """Return a command that ended at ``at_s``."""
    return Command(
        at_us=round(at_s * SECOND),
        session=5,
        key=key,
        method="click",
        dur_ms=7,
        failed=bool(code),
        code=code,
        retried=False,
        target=9 if code else None,
        domain=domain,
    )


def position(number: int, offset: int) -> Position:
    """Return a position of a log."""
    return Position(number, "a.log", 2, 2**63 + 1, offset, 3, b"abc", skipping=False, bad=1)


def test_everything_in_a_batch_is_found_again_after_a_restart(tmp_path: Path) -> None:
    """Commands, marks, refusals, commands under way, positions and a loss."""
    engine = DuckDbEngine(tmp_path)
    pending = Pending(3, 8, "fill", 4, None, retried=True)
    engine.commit(
        Batch(
            commands=[command(10), command(11, 2, code="TIMEOUT")],
            marks=[SessionMark(12, 5, MarkKind.END)],
            refusals=[Refusal(13, RefusalKind.SECURITY)],
            pending_added={8: pending},
            positions={1: position(1, 100)},
            lost=("gone", 5.0),
        )
    )
    engine.close()
    engine = DuckDbEngine(tmp_path)
    try:
        assert list(engine.commands(0, LATE)) == [command(10), command(11, 2, code="TIMEOUT")]
        assert list(engine.ends(0, LATE)) == [(5, 12)]
        assert engine.refusals(0, LATE) == {RefusalKind.SECURITY: 1}
        assert engine.pending(0) == [pending]
        assert engine.positions() == [position(1, 100)]
        assert engine.lost() == ("gone", 5.0)
        assert engine.words() == (frozenset({"click"}), frozenset({"TIMEOUT"}))
    finally:
        engine.close()


def test_a_position_is_replaced_and_a_command_that_ended_is_no_longer_under_way(
    engine: DuckDbEngine,
) -> None:
    """The next transaction says what holds now."""
    pending = Pending(3, 8, "fill", 4, None, retried=False)
    engine.commit(Batch(pending_added={8: pending}, positions={1: position(1, 100)}))
    engine.commit(Batch(pending_removed={8}, positions={1: position(1, 250), 2: position(2, 0)}))
    assert engine.pending(0) == []
    assert engine.positions() == [position(1, 250), position(2, 0)]


def test_a_transaction_that_fails_leaves_nothing(engine: DuckDbEngine) -> None:
    """Neither the events nor the position: they are read again. The next one works."""
    broken = Position(1, "a.log", -5, 1, 1, 0, b"", skipping=False, bad=0)
    with pytest.raises(StoreError, match="cannot be written"):
        engine.commit(Batch(commands=[command(10)], positions={1: broken}))
    assert engine.count(0, LATE) == 0
    engine.commit(Batch(commands=[command(10)]))
    assert engine.count(0, LATE) == 1


def test_spans_leave_out_their_beginning_and_hold_their_end(engine: DuckDbEngine) -> None:
    """As every window is defined."""
    engine.commit(Batch(commands=[command(10, 1), command(20, 2), command(30, 3)]))
    assert engine.count(10 * SECOND, 30 * SECOND) == 2
    assert [each.key for each in engine.commands(10 * SECOND, 20 * SECOND)] == [2]
    assert engine.counts(0, 30 * SECOND, 10 * SECOND) == {1: 1, 2: 1, 3: 1}
    assert engine.span_us(25 * SECOND) == (10 * SECOND, 20 * SECOND)
    assert engine.span_us(5 * SECOND) is None


def test_keys_are_looked_up_within_a_span(engine: DuckDbEngine) -> None:
    """Only near the time at which a double could lie."""
    engine.commit(Batch(commands=[command(10, 1), command(20, 2)]))
    assert engine.seen([1, 2, 3], 0, 15 * SECOND) == {1}


def test_distinct_hosts_and_navigations_are_counted(engine: DuckDbEngine) -> None:
    """Other commands reach no host."""
    hosts = ("a.example", "b.example", "a.example", None)
    engine.commit(
        Batch(commands=[command(at, at, domain=host) for at, host in enumerate(hosts, 1)])
    )
    assert engine.domains(0, LATE) == (2, 3)


def test_minutes_are_counted_in_order(engine: DuckDbEngine) -> None:
    """A minute begins at its first second."""
    engine.commit(Batch(commands=[command(120, 1), command(59.9, 2, code="TIMEOUT")]))
    found = [(each.index, each.n, each.failed) for each in engine.minutes(0, LATE)]
    assert found == [(0, 1, 1), (2, 1, 0)]


def test_old_events_are_forgotten(engine: DuckDbEngine) -> None:
    """Up to a time, everywhere."""
    engine.commit(
        Batch(
            commands=[command(10, 1), command(20, 2)],
            marks=[SessionMark(10 * SECOND, 5, MarkKind.START)],
        )
    )
    engine.forget(10 * SECOND)
    assert [each.key for each in engine.commands(0, LATE)] == [2]
    assert [touch.first_us for touch in engine.touches(0, LATE)] == [20 * SECOND]


def test_a_store_of_another_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    """One sentence says so."""
    DuckDbEngine(tmp_path).close()
    with duckdb.connect(str(tmp_path / FILE_NAME)) as connection:
        connection.execute("update meta set value = '99' where name = 'schema'")
    with pytest.raises(StoreError, match="another version"):
        DuckDbEngine(tmp_path)
