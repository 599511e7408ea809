"""The state, and what each event does to it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.away import Presence
from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.definitions import Definition
from aux_monitor.domain.notice import AlertKey, Reason, Snooze
from aux_monitor.domain.offline import OFFLINE_KEY
from aux_monitor.domain.quiet import Span
from aux_monitor.domain.reading import (
    Fetched,
    MetricId,
    Reading,
    Release,
    RequestBudget,
    Series,
    SourceId,
)
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.state import (
    EARLIER_EPISODES,
    AppState,
    DailyLoaded,
    DefinitionsNoted,
    Event,
    PollFailed,
    PollSucceeded,
    PresenceNoted,
    ProblemNoted,
    ProblemTopic,
    ProgrammeDated,
    Restored,
    Resumed,
    SnoozesSet,
    SourcesConfigured,
    TriggersStepped,
    reduce,
)
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.domain.trust import FailureKind, SourceStatus
from tests.domain.building import (
    COLLECTOR,
    GITHUB,
    KEY,
    LATENCY,
    RULE,
    T0,
    episode,
    reading,
    status,
)

STARS = MetricId("github_stars")
WATCHED = reduce(AppState(), SourcesConfigured((status(), status(id=GITHUB, kind="github"))))


def answer(source: SourceId = COLLECTOR, at: float = T0, **parts: Any) -> PollSucceeded:
    """Return a good poll with these parts of an answer."""
    return PollSucceeded(source, Fetched(at, **parts), next_poll_at=at + 1)


def failure(source: SourceId = COLLECTOR, at: float = T0) -> PollFailed:
    """Return a failed poll."""
    return PollFailed(source, at, FailureKind.TIMEOUT, "no answer in 5 s", next_poll_at=at + 1)


def after(*events: Event, state: AppState = WATCHED) -> AppState:
    """Return the state after these events, from one with a collector and GitHub on."""
    for event in events:
        state = reduce(state, event)
    return state


def collector(state: AppState) -> SourceStatus:
    """Return the collector's status."""
    return state.sources[COLLECTOR]


class TestPolls:
    """What a poll brings, good or bad."""

    def test_an_answer_brings_its_readings_and_ends_the_failures(self) -> None:
        """After a good poll the reading is there and nothing is left of the failures before."""
        state = after(failure(), failure(), answer(at=T0 + 9, readings=(reading(142.0),)))
        now = collector(state)
        assert state.readings[LATENCY].value == 142.0
        assert (now.failures, now.failing_since, now.failure, now.error) == (0, None, None, "")
        assert (now.last_good_at, now.next_poll_at) == (T0 + 9, T0 + 10)

    def test_failures_are_counted_from_the_first(self) -> None:
        """The count grows, the time of the first stays, the sentence is the last one's."""
        now = collector(after(failure(at=T0), failure(at=T0 + 5)))
        assert (now.failures, now.failing_since, now.error) == (2, T0, "no answer in 5 s")
        assert (now.failure, now.next_poll_at) == (FailureKind.TIMEOUT, T0 + 6)

    def test_a_failed_poll_keeps_the_last_reading(self) -> None:
        """What was known stays to be shown, as old as it is."""
        assert LATENCY in after(answer(readings=(reading(142.0),)), failure()).readings

    def test_a_value_that_an_answer_leaves_out_is_forgotten(self) -> None:
        """An answer is whole: beside a fresh source an old value would pass for fresh."""
        state = after(answer(readings=(reading(142.0),)), answer(at=T0 + 1))
        assert LATENCY not in state.readings

    def test_an_answer_leaves_the_readings_of_other_sources_alone(self) -> None:
        """The collector says nothing about stars."""
        stars = reading(642.0, metric=STARS, source=GITHUB)
        state = after(answer(GITHUB, readings=(stars,)), answer(readings=(reading(142.0),)))
        assert set(state.readings) == {STARS, LATENCY}

    def test_a_refused_value_keeps_its_old_reading_beside_the_refusal(self) -> None:
        """The value before is shown with the sentence that says why it is not newer."""
        state = after(
            answer(readings=(reading(142.0),)), answer(failed={LATENCY: "may not be seen"})
        )
        assert state.readings[LATENCY].value == 142.0
        assert state.reading_failures == {LATENCY: "may not be seen"}

    def test_a_refusal_ends_with_the_next_value(self) -> None:
        """A metric that is answered again is refused no more."""
        state = after(answer(failed={LATENCY: "may not be seen"}), answer(readings=(reading(1.0),)))
        assert state.reading_failures == {}

    def test_a_refusal_of_another_metric_stays(self) -> None:
        """An answer ends only the refusals of what it names."""
        state = after(answer(GITHUB, failed={STARS: "gone"}), answer(readings=(reading(1.0),)))
        assert state.reading_failures == {STARS: "gone"}

    def test_series_and_releases_are_replaced_where_they_are_new(self) -> None:
        """A series comes with an answer; one without keeps the last, and releases likewise."""
        series, release = Series(T0, 10.0, (1.0,)), Release("v1", T0, COLLECTOR)
        full = answer(series={LATENCY: series}, releases=(release,))
        state = after(full, answer(at=T0 + 1))
        assert state.series[LATENCY] == series
        assert state.releases[COLLECTOR] == (release,)

    def test_budget_and_summary_stay_until_a_newer_is_told_but_warnings_do_not(self) -> None:
        """What an answer does not repeat is kept, except a warning: that would never end."""
        budget = RequestBudget(5_000, 4_812, T0)
        full = answer(budget=budget, summary="2 logs", warnings=("cut off",))
        now = collector(after(full, answer()))
        assert (now.budget, now.summary, now.warnings) == (budget, "2 logs", ())

    def test_a_source_may_change_its_pace_with_an_answer(self) -> None:
        """The pace it tells counts from then on; an answer that tells none leaves it."""
        slower = PollSucceeded(COLLECTOR, Fetched(T0), T0 + 60, poll_every_s=60.0)
        assert collector(after(slower, answer())).poll_every_s == 60.0

    @pytest.mark.parametrize("late", [answer(SourceId("gone")), failure(SourceId("gone"))])
    def test_a_poll_of_a_source_that_has_left_changes_nothing(self, late: Event) -> None:
        """An answer that was under way when its source was taken out is dropped."""
        assert after(late) is WATCHED


class TestSources:
    """Which sources are watched."""

    def test_a_source_that_stays_keeps_what_is_known_of_it(self) -> None:
        """Saving settings does not make a fresh source unknown; its name and pace are new."""
        state = after(
            answer(readings=(reading(142.0),)),
            SourcesConfigured((status(name="Telemetry", poll_every_s=5.0),)),
        )
        now = collector(state)
        assert (now.name, now.poll_every_s, now.last_good_at) == ("Telemetry", 5.0, T0)
        assert LATENCY in state.readings

    def test_what_a_source_gave_leaves_with_it(self) -> None:
        """Its readings, series, releases and refusals go; those of the others stay."""
        state = after(
            answer(
                readings=(reading(142.0),),
                series={LATENCY: Series(T0, 10.0, (1.0,))},
                releases=(Release("v1", T0, COLLECTOR),),
                failed={MetricId("mttr"): "refused"},
            ),
            answer(GITHUB, readings=(reading(1.0, metric=STARS, source=GITHUB),)),
            SourcesConfigured((status(id=GITHUB, kind="github"),)),
        )
        assert set(state.sources) == {GITHUB}
        assert set(state.readings) == {STARS}
        assert (dict(state.series), dict(state.releases)) == ({}, {})
        assert state.reading_failures == {}

    def test_after_a_resume_every_source_is_watched_anew(self) -> None:
        """The time asleep is no silence."""
        state = after(Resumed(T0 + 30_000))
        assert state.resumed_at == T0 + 30_000
        assert {source.watching_since for source in state.sources.values()} == {T0 + 30_000}


class TestAlerts:
    """Alert states, episodes and snoozes."""

    def test_a_step_replaces_its_own_alert_alone(self) -> None:
        """Other alerts keep their state."""
        other = AlertKey(RULE, STARS)
        state = after(
            TriggersStepped({other: TriggerState(), KEY: TriggerState()}),
            TriggersStepped({KEY: TriggerState(phase=Phase.PENDING)}),
        )
        assert state.triggers[KEY].phase is Phase.PENDING
        assert state.triggers[other].phase is Phase.INACTIVE

    def test_an_episode_that_changed_takes_its_own_place(self) -> None:
        """A decision about an episode replaces it and does not double it."""
        told = episode(told=Reason.SENT)
        state = after(TriggersStepped({}, (episode(),)), TriggersStepped({}, (told,)))
        assert state.episodes == (told,)

    def test_a_step_without_an_episode_leaves_them_as_they_are(self) -> None:
        """Nothing began or ended."""
        state = after(TriggersStepped({}, (episode(),)), TriggersStepped({KEY: TriggerState()}))
        assert state.episodes == (episode(),)

    @given(st.permutations(range(8)))
    def test_episodes_stand_newest_first(self, order: list[int]) -> None:
        """In whatever order they come."""
        came = [TriggersStepped({}, (episode(number=i, fired_at=T0 + i),)) for i in order]
        assert [one.number for one in after(*came).episodes] == [7, 6, 5, 4, 3, 2, 1, 0]

    def test_a_presence_is_noted_and_restored(self) -> None:
        """What is known of a person's absence is replaced as a whole, and outlives a restart."""
        away = Presence(T0, Span(T0 - 9, T0))
        assert after(PresenceNoted(away)).presence == away
        assert after(Restored({}, (), (), {}, away)).presence == away
        assert after(PresenceNoted(away), PresenceNoted(Presence(T0))).presence.away is None

    def test_the_oldest_episodes_are_left_to_the_history(self) -> None:
        """The state stays bounded; what it drops is the oldest, and never an alert that fires."""
        many = tuple(
            episode(number=i, fired_at=T0 + i, resolved_at=None if i == 2 else T0 + i)
            for i in range(EARLIER_EPISODES + 5)
        )
        numbers = {one.number for one in after(TriggersStepped({}, many)).episodes}
        assert numbers == {2} | set(range(5, EARLIER_EPISODES + 5))

    def test_what_was_restored_does_not_undo_what_happened_since(self) -> None:
        """The history may answer late: what this run has seen by then wins."""
        began = episode(number=2, fired_at=T0 + 500)
        firing, stored = TriggerState(phase=Phase.FIRING), TriggerState(episode=1)
        state = after(
            TriggersStepped({KEY: firing}, (began,)),
            Restored(
                triggers={KEY: stored, AlertKey(RULE, STARS): stored},
                episodes=(episode(),),
                snoozes=(Snooze(T0 + 60),),
                series={STARS: Series(T0, 900.0, (1.0,))},
            ),
        )
        assert state.triggers[KEY] is firing
        assert state.triggers[AlertKey(RULE, STARS)] is stored
        assert state.episodes == (began, episode())
        assert state.snoozes == (Snooze(T0 + 60),)
        assert STARS in state.series

    def test_snoozes_are_set_as_a_whole(self) -> None:
        """The set given is the set in force."""
        state = after(SnoozesSet((Snooze(T0),)), SnoozesSet((Snooze(T0 + 1, KEY),)))
        assert state.snoozes == (Snooze(T0 + 1, KEY),)


def test_a_trouble_of_the_program_is_noted_until_it_ends() -> None:
    """Each topic holds its last sentence, and an empty one takes it away."""
    noted = ProblemNoted(ProblemTopic.HISTORY, "The disk is full.")
    other = ProblemNoted(ProblemTopic.LOG, "The log may not be written.")
    assert dict(after(noted, other).problems) == {
        ProblemTopic.HISTORY: "The disk is full.",
        ProblemTopic.LOG: "The log may not be written.",
    }
    ended = after(noted, other, ProblemNoted(ProblemTopic.HISTORY, ""))
    assert set(ended.problems) == {ProblemTopic.LOG}


def test_the_programme_is_dated_and_undated() -> None:
    """The start date can be set and cleared."""
    assert after(ProgrammeDated(T0)).programme_start == T0
    assert after(ProgrammeDated(T0), ProgrammeDated(None)).programme_start is None


def test_a_state_once_given_out_never_changes() -> None:
    """Events make new states; the maps of an old one stay as they were and cannot be written."""
    before = after(answer(readings=(reading(142.0),)))
    reduce(before, answer(at=T0 + 1, readings=(reading(999.0),)))
    assert before.readings[LATENCY].value == 142.0
    assert isinstance(before.readings, MappingProxyType)


def test_the_alerts_of_a_source_that_left_go_with_it() -> None:
    """Neither its silence nor its metrics' alerts fire on for a source that nobody watches."""
    silent = AlertKey(SILENCE, MetricId(str(GITHUB)))
    slow = AlertKey(RuleId("stars"), STARS)
    other = AlertKey(RuleId("response_time"), MetricId("response_time_avg"))
    firing = TriggerState(phase=Phase.FIRING)
    stars = Reading(STARS, 5.0, T0, GITHUB)
    state = AppState(
        sources=MappingProxyType({GITHUB: status(id=GITHUB, kind="github")}),
        readings=MappingProxyType({STARS: stars}),
        triggers=MappingProxyType(dict.fromkeys((silent, slow, other), firing)),
    )
    assert set(reduce(state, SourcesConfigured(())).triggers) == {other}


def test_days_are_kept_until_looked_up_again() -> None:
    """What was looked up replaces the metric's days and leaves those of the others."""
    first, second = Series(T0, 86_400.0, (1.0,)), Series(T0, 86_400.0, (1.0, 2.0))
    state = after(DailyLoaded({LATENCY: first, STARS: first}), DailyLoaded({LATENCY: second}))
    assert state.daily == {LATENCY: second, STARS: first}


def test_days_leave_with_the_source_of_their_metric() -> None:
    """Another repository's past is not this one's."""
    state = after(
        answer(readings=(reading(142.0),)),
        DailyLoaded({LATENCY: Series(T0, 86_400.0, (1.0,))}),
        SourcesConfigured(()),
    )
    assert state.daily == {}


def test_being_offline_goes_with_the_last_source_that_needs_the_network() -> None:
    """A collector on this computer says nothing of it; while a remote one is left it stays."""
    cut_off = TriggerState(phase=Phase.FIRING)
    state = reduce(WATCHED, TriggersStepped({OFFLINE_KEY: cut_off}))
    remote = SourcesConfigured((status(id=GITHUB, kind="github", local=False),))
    assert set(reduce(state, remote).triggers) == {OFFLINE_KEY}
    at_home = SourcesConfigured((status(local=True),))
    assert set(reduce(state, at_home).triggers) == set()


def test_what_stands_beside_is_no_reading_and_leaves_with_its_source() -> None:
    """A further collector's figures never take the place of the first one's."""
    lab = SourceId("collector:Lab")
    both = (status(), status(id=lab, kind="beside"))
    state = reduce(AppState(), SourcesConfigured(both))
    first = PollSucceeded(COLLECTOR, Fetched(T0, (reading(120.0),)), T0 + 1)
    further = PollSucceeded(lab, Fetched(T0, beside=(reading(900.0),)), T0 + 1)
    state = reduce(reduce(state, first), further)
    assert state.readings[LATENCY].value == 120.0
    assert [each.value for each in state.beside[lab]] == [900.0]
    assert reduce(state, SourcesConfigured((status(),))).beside == {}


def test_definitions_are_known_as_noted() -> None:
    """A later note replaces the one before whole."""
    noted = {LATENCY: (Definition(LATENCY, 1, T0),)}
    state = reduce(AppState(), DefinitionsNoted(noted))
    assert state.definitions == noted
    assert reduce(state, DefinitionsNoted({})).definitions == {}
