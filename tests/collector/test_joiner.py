"""Joining arrivals and ends, counting each command once, finding retries."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from aux_monitor.collector.events import Command, Event, Received, Terminal
from aux_monitor.collector.ingest.joiner import NEAR_S, RETRY_S, Joiner
from aux_monitor.collector.store.engine import Batch

SECOND = 1_000_000


def nothing_stored(keys: Sequence[int], since_us: int, until_us: int) -> set[int]:
    """Stand for a store that holds none of the keys."""
    del keys, since_us, until_us
    return set()


def arrived(at_s: float, key: int, target: int = 1, session: int = 1) -> Received:
    """Return a click's arrival."""
    return Received(round(at_s * SECOND), session, key, "click", target, None)


def ended(
    at_s: float, key: int | None, *, failed: bool = False, ms: int = 5, session: int = 1
) -> Terminal:
    """Return a click's end."""
    code = "TIMEOUT" if failed else ""
    return Terminal(round(at_s * SECOND), session, key, "click", ms, failed, code, None)


def feed(*events: Event) -> list[Command]:
    """Return what a fresh joiner counts."""
    return Joiner(nothing_stored).feed(events, Batch())


def test_the_first_of_two_ends_counts() -> None:
    """The server may log a command's failure twice; the second says something else."""
    counted = feed(arrived(1, 7), ended(2, 7, failed=True, ms=30), ended(2.001, 7, ms=31))
    assert [(each.failed, each.dur_ms) for each in counted] == [(True, 30)]


def test_two_ends_in_two_batches_count_once() -> None:
    """The double may come with the next look."""
    joiner = Joiner(nothing_stored)
    assert len(joiner.feed([ended(2, 7)], Batch())) == 1
    joiner.prune()
    assert joiner.feed([ended(2.001, 7)], Batch()) == []


def test_an_old_command_that_is_stored_does_not_count_again() -> None:
    """A copied or second log is checked against the store, beyond what is remembered."""
    asked: list[list[int]] = []

    def stored(keys: Sequence[int], since_us: int, until_us: int) -> set[int]:
        assert since_us < 5 * SECOND < until_us
        asked.append(list(keys))
        return {7}

    joiner = Joiner(stored)
    joiner.feed([ended(10_000, 1)], Batch())
    joiner.prune()
    counted = joiner.feed([ended(5, 7), ended(6, 8), ended(10_001, 9)], Batch())
    assert [each.key for each in counted] == [8, 9]
    assert asked == [[7, 8]]


def test_the_store_is_not_asked_about_what_is_remembered() -> None:
    """Following a live log costs no question."""

    def fail(keys: Sequence[int], since_us: int, until_us: int) -> set[int]:
        raise AssertionError((keys, since_us, until_us))

    joiner = Joiner(fail)
    joiner.feed([ended(1000, 1), ended(1000 - NEAR_S + 1, 2), ended(1001, 3)], Batch())


def test_an_end_without_a_command_id_counts_by_itself() -> None:
    """It cannot be told from another, so nothing is left out."""
    assert len(feed(ended(1, None), ended(1, None))) == 2


def test_an_end_without_an_arrival_counts() -> None:
    """The arrival may lie in a file that is gone."""
    assert [each.retried for each in feed(ended(1, 7))] == [False]


@pytest.mark.parametrize(
    ("again", "retried"),
    [
        (arrived(2 + RETRY_S, 8), True),
        (arrived(2.01 + RETRY_S, 8), False),
        (arrived(2, 8), True),
        (arrived(1.9, 8), False),
        (arrived(3, 8, target=2), False),
        (arrived(3, 8, session=2), False),
    ],
)
def test_the_same_again_within_thirty_seconds_of_a_failure_is_a_retry(
    again: Received,
    retried: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Same session, method and target; not before the failure, not later than 30 s after it."""
    counted = feed(
        arrived(1, 7),
        ended(2, 7, failed=True),
        again,
        ended(60, 8, session=again.session),
    )
    assert counted[-1].retried is retried


def test_after_a_success_the_same_again_is_no_retry() -> None:
    """Only a failure makes a retry of it."""
    counted = feed(arrived(1, 7), ended(2, 7), arrived(3, 8), ended(4, 8))
    assert [each.retried for each in counted] == [False, False]


def test_only_what_outlives_a_batch_is_stored_as_pending() -> None:
    """A command that arrives and ends within one transaction is written once."""
    joiner, batch = Joiner(nothing_stored), Batch()
    joiner.feed([arrived(1, 7), arrived(1, 8), ended(2, 7)], batch)
    assert (set(batch.pending_added), batch.pending_removed) == ({8}, set())
    batch = Batch()
    joiner.feed([ended(3, 8)], batch)
    assert (set(batch.pending_added), batch.pending_removed) == (set(), {8})


def test_a_command_that_never_ends_is_given_up_after_an_hour() -> None:
    """The memory of commands under way does not grow for ever."""
    joiner, batch = Joiner(nothing_stored), Batch()
    joiner.feed([arrived(1, 7)], batch)
    batch = Batch()
    joiner.feed([ended(3700, 9)], batch)
    joiner.expire(batch)
    assert batch.pending_removed == {7}
