"""Figures by hand as a source."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.adapters.sources.entries import EntriesSource
from aux_monitor.domain.entries import Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import HistoryError, SourceError
from tests.fakes.clock import FakeClock
from tests.fakes.entries import MemoryEntries

CATALOGUE = load_catalogue()
USERS, NPS, STARS = MetricId("daily_users"), MetricId("nps"), MetricId("github_stars")
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp()
USERS_THEN = Figure(USERS, DAY, 812.0)
SCORE = Figure(NPS, DAY, 31.0, 420)
POPULAR = Figure(STARS, DAY, 900.0)


@pytest.fixture
def book() -> MemoryEntries:
    """Give an empty book."""
    return MemoryEntries()


@pytest.fixture
def source(book: MemoryEntries) -> EntriesSource:
    """Give the source over the book, some days later."""
    return EntriesSource(book, CATALOGUE, FakeClock(now=NOON + 200_000))


@pytest.mark.anyio
async def test_the_newest_figure_of_each_metric_is_its_reading(
    source: EntriesSource, book: MemoryEntries
) -> None:
    """What people entered is answered like any other source's, with a line of days for a tile."""
    await book.enter((USERS_THEN, SCORE), NOON)
    fetched = await source.fetch()
    assert {r.metric: (r.value, r.source) for r in fetched.readings} == {
        USERS: (812.0, source.id),
        NPS: (31.0, source.id),
    }
    assert fetched.at == NOON + 200_000
    assert fetched.summary == "2 KPIs"
    assert fetched.series is not None
    assert list(fetched.series) == [USERS]
    assert fetched.series[USERS].values[-1] == 812.0


@pytest.mark.anyio
async def test_what_a_connected_source_supplies_is_left_to_it(
    source: EntriesSource, book: MemoryEntries
) -> None:
    """From the next look on; and when that source goes, the figures by hand are back."""
    await book.enter((POPULAR, SCORE), NOON)
    source.give_way_to(frozenset({"github"}))
    fetched = await source.fetch()
    assert ([r.metric for r in fetched.readings], fetched.summary) == ([NPS], "1 KPI")
    source.give_way_to(frozenset())
    assert {r.metric for r in (await source.fetch()).readings} == {NPS, STARS}


@pytest.mark.anyio
async def test_an_unchanged_book_is_not_read_again(
    source: EntriesSource, book: MemoryEntries
) -> None:
    """Most looks cost one number; a change is seen at the next one."""
    await book.enter((SCORE,), NOON)
    first = await source.fetch()
    again = await source.fetch()
    assert book.readings == 1
    assert all(one is other for one, other in zip(first.readings, again.readings, strict=True))
    await book.enter((replace(SCORE, value=33.0),), NOON)
    assert [r.value for r in (await source.fetch()).readings] == [33.0]
    assert book.readings == 2


@pytest.mark.anyio
async def test_figures_of_no_known_metric_are_told(
    source: EntriesSource, book: MemoryEntries
) -> None:
    """A KPI that left the catalogue takes no figure with it silently."""
    await book.enter((replace(SCORE, metric=MetricId("gone")), SCORE), NOON)
    fetched = await source.fetch()
    assert fetched.warnings == (
        "The entries for 'gone' are not shown: there is no KPI of that name.",
    )
    assert [r.metric for r in fetched.readings] == [NPS]


@pytest.mark.anyio
async def test_a_broken_book_is_a_failed_poll(source: EntriesSource, book: MemoryEntries) -> None:
    """Its sentence is the history's own, and the next look reads everything anew."""
    await book.enter((SCORE,), NOON)
    book.failure = "The history cannot be used: disk I/O error."
    with pytest.raises(SourceError, match="disk I/O error") as raised:
        await source.fetch()
    assert raised.value.kind is FailureKind.GARBAGE
    book.failure = ""
    assert [r.metric for r in (await source.fetch()).readings] == [NPS]


@pytest.mark.anyio
async def test_its_own_past_is_what_was_entered(source: EntriesSource, book: MemoryEntries) -> None:
    """A page that opens draws the entries, however rarely the program ran meanwhile."""
    await book.enter((SCORE, replace(SCORE, day=date(2026, 8, 1), value=44.0)), NOON)
    series = await source.series(NPS, NOON - 120 * 86_400, NOON, 86_400.0)
    known = [value for value in series.values if value is not None]
    assert (known[0], known[-1], len(known)) == (44.0, 31.0, 112)
    book.failure = "The history cannot be used."
    with pytest.raises(HistoryError):
        await source.series(NPS, NOON, NOON, 1.0)


@pytest.mark.anyio
async def test_it_lies_on_this_computer(source: EntriesSource) -> None:
    """Its silence says nothing of a network, and closing it closes no book."""
    assert (source.name, source.kind, source.local) == ("Entries", "entries", True)
    assert source.poll_every_s == 30.0
    assert source.timeout_s > 5.0
    await source.aclose()
    assert (await source.fetch()).readings == ()
