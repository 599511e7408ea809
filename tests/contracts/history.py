"""What every ``History`` does."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.away import Presence
from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.notice import AlertKey, Episode, NoticeKind, Reason, Snooze
from aux_monitor.domain.quiet import Span
from aux_monitor.domain.reading import MetricId, Reading, SourceId
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.ports.errors import HistoryError
from aux_monitor.ports.history import History

KEY = AlertKey(RuleId("response_time"), MetricId("response_time_avg"))
OTHER = AlertKey(RuleId("success_rate"), MetricId("command_success_rate"))
STARS, GITHUB = MetricId("github_stars"), SourceId("github")
NOON = 1_790_000_100.0 // 900 * 900
"""The beginning of a quarter of an hour."""

EPISODE = Episode(KEY, 1, began_at=NOON, fired_at=NOON + 180, value=412.0, worst=455.5, n=1200)

finite = st.floats(allow_nan=False, allow_infinity=False)
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
keys = st.builds(AlertKey, text.map(RuleId), text.map(MetricId))
counts = st.integers(0, 2**53)
states = st.builds(
    TriggerState,
    phase=st.sampled_from(Phase),
    held_s=finite,
    last_good_at=st.none() | finite,
    episode=counts,
    began_at=st.none() | finite,
    fired_at=st.none() | finite,
    resolved_at=st.none() | finite,
    worst=st.none() | finite,
    value=st.none() | finite,
    n=st.none() | counts,
)
episodes = st.builds(
    Episode,
    key=keys,
    number=counts,
    began_at=finite,
    fired_at=finite,
    value=finite,
    worst=finite,
    n=st.none() | counts,
    resolved_at=st.none() | finite,
    acknowledged_at=st.none() | finite,
    note=text,
    told=st.none() | st.sampled_from(Reason),
    told_resolved=st.none() | st.sampled_from(Reason),
    preceded_by=text,
    told_until=st.none() | finite,
    told_at=st.none() | finite,
    told_with=counts,
    ended_until=st.none() | finite,
    ended_at=st.none() | finite,
    reminded_at=st.none() | finite,
    snoozed_until=st.none() | finite,
    flaps=counts,
    notice=counts,
    telling=st.none() | st.sampled_from(NoticeKind),
)


def stars(at: float, value: float | None, source: SourceId = GITHUB) -> Reading:
    """Return a star count."""
    return Reading(STARS, value, at, source)


class HistoryContract:
    """Subclasses give the fixture ``make_history``, which makes a new and empty one."""

    @pytest.fixture
    async def history(self, make_history: Callable[[], History]) -> AsyncIterator[History]:
        """Give an empty history."""
        history = make_history()
        yield history
        await history.aclose()

    @pytest.mark.anyio
    async def test_a_new_history_knows_nothing(self, history: History) -> None:
        """Before anything was saved there is nothing to load."""
        remembered = await history.load()
        assert (remembered.triggers, remembered.episodes, remembered.snoozes) == ({}, (), ())

    @pytest.mark.anyio
    async def test_alerts_are_kept_over_those_of_the_same_key(self, history: History) -> None:
        """A later state or episode replaces its earlier self and leaves the others alone."""
        fired = TriggerState(Phase.FIRING, episode=1, fired_at=NOON)
        await history.save_alerts({KEY: TriggerState(Phase.PENDING), OTHER: fired}, (EPISODE,))
        told = replace(EPISODE, told=Reason.SENT, note="known")
        later = replace(EPISODE, number=2, fired_at=NOON + 999)
        await history.save_alerts({KEY: fired}, (later, told))
        remembered = await history.load()
        assert remembered.triggers == {KEY: fired, OTHER: fired}
        assert remembered.episodes == (told, later)

    @pytest.mark.anyio
    async def test_snoozes_are_kept_as_a_whole(self, history: History) -> None:
        """The set saved last is the set loaded, the snooze of everything among it."""
        await history.save_snoozes((Snooze(NOON), Snooze(NOON + 5, KEY)))
        kept = (Snooze(NOON + 9, OTHER), Snooze(NOON + 7), Snooze(None, KEY))
        await history.save_snoozes(kept)
        remembered = await history.load()
        assert set(remembered.snoozes) == set(kept)

    @pytest.mark.anyio
    async def test_the_presence_saved_last_is_kept(self, history: History) -> None:
        """Somebody's absence with its span, one without, and none at all before the first."""
        assert (await history.load()).presence == Presence()
        await history.save_presence(Presence(NOON, Span(NOON - 60, NOON)))
        assert (await history.load()).presence == Presence(NOON, Span(NOON - 60, NOON))
        await history.save_presence(Presence(NOON + 60))
        assert (await history.load()).presence == Presence(NOON + 60)

    @pytest.mark.anyio
    async def test_a_quarter_keeps_its_first_value(self, history: History) -> None:
        """Of all readings in a quarter of an hour the first with a value is kept."""
        await history.record((stars(NOON, None), stars(NOON + 1, 10.0), stars(NOON + 2, 11.0)))
        await history.record((stars(NOON + 899, 12.0),))
        await history.record((stars(NOON + 900, 13.0),))
        series = await history.series(STARS, NOON, NOON + 900, 900.0)
        assert series.values == (10.0, 13.0)

    @pytest.mark.anyio
    async def test_metrics_are_apart(self, history: History) -> None:
        """A series holds its own metric's values alone."""
        other = Reading(MetricId("contributors"), 3.0, NOON, GITHUB)
        await history.record((stars(NOON, 10.0), other))
        series = await history.series(MetricId("contributors"), NOON, NOON, 900.0)
        assert series.values == (3.0,)

    @pytest.mark.anyio
    async def test_sources_are_kept_side_by_side(self, history: History) -> None:
        """Two sources may record the same metric in one quarter; a step shows its last value."""
        elsewhere = stars(NOON + 60, 20.0, SourceId("github:other"))
        await history.record((stars(NOON, 10.0), elsewhere))
        assert (await history.series(STARS, NOON, NOON, 60.0)).values == (10.0,)
        assert (await history.series(STARS, NOON, NOON + 60, 900.0)).values == (20.0,)

    @pytest.mark.anyio
    async def test_what_was_not_recorded_is_a_gap(self, history: History) -> None:
        """A step without a record is None, before, between and after."""
        await history.record((stars(NOON + 900, 10.0), stars(NOON + 2700, 12.0)))
        series = await history.series(STARS, NOON, NOON + 3600, 900.0)
        assert (series.start, series.step_s) == (NOON, 900.0)
        assert series.values == (None, 10.0, None, 12.0, None)

    @pytest.mark.anyio
    async def test_a_long_step_shows_its_last_value(self, history: History) -> None:
        """Steps longer than a quarter take the newest record within them."""
        await history.record(tuple(stars(NOON + 900 * i, float(i)) for i in range(8)))
        start = NOON // 3600 * 3600
        series = await history.series(STARS, start, NOON + 7200, 3600.0)
        expected: dict[int, float] = {}
        for i in range(8):
            expected[int((NOON + 900 * i - start) // 3600)] = float(i)
        shown = {index: value for index, value in enumerate(series.values) if value is not None}
        assert shown == expected

    @pytest.mark.anyio
    async def test_the_grid_does_not_move_with_the_span(self, history: History) -> None:
        """Steps lie on multiples of their length, however the span begins."""
        series = await history.series(STARS, NOON + 61, NOON + 200, 60.0)
        assert series.start == NOON + 60
        assert len(series.values) == 3

    @pytest.mark.anyio
    async def test_a_span_that_ends_before_it_begins_is_empty(self, history: History) -> None:
        """No steps, and no error."""
        assert (await history.series(STARS, NOON, NOON - 900, 60.0)).values == ()

    @pytest.mark.anyio
    @pytest.mark.parametrize("value", [math.nan, math.inf])
    async def test_what_is_no_number_is_not_kept(self, history: History, value: float) -> None:
        """A value that is not finite is left out and does not hinder those beside it."""
        await history.record((stars(NOON, value), stars(NOON + 900, 1.0)))
        assert (await history.series(STARS, NOON, NOON + 900, 900.0)).values == (None, 1.0)

    @settings(
        max_examples=30,
        deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
        ],
    )
    @given(
        triggers=st.dictionaries(keys, states, max_size=4),
        kept=st.lists(episodes, max_size=4, unique_by=lambda episode: episode.id),
    )
    def test_every_alert_comes_back_as_it_was(
        self,
        make_history: Callable[[], History],
        triggers: dict[AlertKey, TriggerState],
        kept: list[Episode],
    ) -> None:
        """Whatever an alert holds is the same after saving and loading."""

        async def there_and_back() -> None:
            history = make_history()
            await history.save_alerts(triggers, tuple(kept))
            remembered = await history.load()
            await history.aclose()
            assert remembered.triggers == triggers
            assert {one.id: one for one in remembered.episodes} == {one.id: one for one in kept}

        asyncio.run(there_and_back())

    @pytest.mark.anyio
    async def test_a_closed_history_refuses(self, history: History) -> None:
        """After closing, which may come twice, every call is the history's own error."""
        await history.aclose()
        await history.aclose()
        with pytest.raises(HistoryError, match="closed"):
            await history.load()
