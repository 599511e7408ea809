"""What is kept for the next start, what of it may be shown, and until when."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.last_known import (
    LONGEST_S,
    MOST_METRICS,
    MOST_PARTS,
    MOST_RELEASES,
    MOST_VALUES,
    LastKnown,
    laid_under,
    remember,
    usable,
)
from aux_monitor.domain.outcome import Outcome, Outcomes
from aux_monitor.domain.reading import (
    Dated,
    Fetched,
    MetricId,
    Part,
    Release,
    Series,
    SourceId,
)
from aux_monitor.domain.state import AppState, PollFailed, PollSucceeded, reduce
from aux_monitor.domain.trust import FailureKind, SourceStatus
from tests.domain.building import COLLECTOR, GITHUB, LATENCY, T0, reading, status

MARK = b"these sources"
STARS = MetricId("github_stars")
HISTORY = Series(T0 - 20.0, 10.0, (1.0, None, 3.0))
RELEASE = Release("v1", T0 - 500.0, GITHUB)
OUTCOMES = Outcomes(3600.0, (Outcome(300.0, 40, 2),))


def watched(**changes: Any) -> AppState:
    """Return a state in which collector and GitHub are awaited."""
    both = (status(), status(id=GITHUB, kind="github"))
    waiting = {each.id: replace(each, last_good_at=None) for each in both}
    return replace(AppState(sources=MappingProxyType(waiting)), **changes)


def answered(state: AppState, source: SourceId = COLLECTOR, at: float = T0) -> AppState:
    """Return the state after a source has said all that it can say."""
    metric = LATENCY if source == COLLECTOR else STARS
    said = Fetched(
        at,
        (reading(7.0, metric=metric, source=source, at=at),),
        {metric: HISTORY},
        (RELEASE,) if source == GITHUB else (),
        outcomes=OUTCOMES if source == COLLECTOR else None,
    )
    return reduce(state, PollSucceeded(source, said, at + 1.0))


def known(state: AppState | None = None) -> LastKnown:
    """Return what is kept of a state, that of two sources that answered when none is given."""
    full = answered(answered(watched()), GITHUB)
    return remember(full if state is None else state, MARK, "collector")


def test_what_was_seen_comes_back_with_the_time_it_was_heard() -> None:
    """The next start shows value, line, release and counts, and when each source said so."""
    shown = laid_under(watched(), known())
    assert shown.known_at == {COLLECTOR: T0, GITHUB: T0}
    assert shown.readings[LATENCY].value == shown.readings[STARS].value == 7.0
    assert (shown.series[LATENCY], shown.releases[GITHUB]) == (HISTORY, (RELEASE,))
    assert shown.outcomes == OUTCOMES


def test_a_first_answer_takes_the_place_of_all_that_its_source_had_said() -> None:
    """Another source's figures stay until it answers itself."""
    state = reduce(watched(), PollSucceeded(COLLECTOR, Fetched(T0 + 60.0), T0 + 61.0))
    shown = laid_under(state, known())
    assert shown.known_at == {GITHUB: T0}
    assert set(shown.readings) == set(shown.series) == {STARS}
    assert shown.outcomes is None


def test_once_everybody_has_answered_nothing_is_laid_under_the_state() -> None:
    """The state that is drawn is then the very one that is judged."""
    state = answered(answered(watched(), at=T0 + 60.0), GITHUB, T0 + 60.0)
    assert laid_under(state, known()) is state


def test_a_source_that_fails_does_not_lose_what_it_said() -> None:
    """An error is no answer: the old figures stay, and stay old."""
    failed = PollFailed(GITHUB, T0 + 60.0, FailureKind.TIMEOUT, "slow", T0 + 90.0)
    shown = laid_under(reduce(watched(), failed), known())
    assert shown.known_at[GITHUB] == T0
    assert shown.readings[STARS].value == 7.0


def test_a_figure_that_another_source_gives_by_now_is_not_covered() -> None:
    """What was heard in this run always lies on top."""
    state = watched()
    fresh = reading(8.0, metric=STARS, source=COLLECTOR, at=T0 + 60.0)
    said = PollSucceeded(COLLECTOR, Fetched(T0 + 60.0, (fresh,)), T0 + 61.0)
    assert laid_under(reduce(state, said), known()).readings[STARS] == fresh


def test_a_source_that_is_no_longer_there_shows_nothing() -> None:
    """Figures whose source is not watched have nobody who could ever replace them."""
    only = {COLLECTOR: watched().sources[COLLECTOR]}
    shown = laid_under(AppState(sources=MappingProxyType(only)), known())
    assert set(shown.readings) == {LATENCY}
    assert GITHUB not in shown.releases


def test_what_was_never_heard_in_this_run_is_kept_for_the_next() -> None:
    """A run without network does not empty the picture, nor make it younger."""
    again = known(laid_under(answered(watched(), at=T0 + 60.0), known()))
    assert again.heard == {COLLECTOR: T0 + 60.0, GITHUB: T0}
    assert again.readings[STARS] == known().readings[STARS]
    assert known(laid_under(watched(), known())) == known()


def test_what_is_kept_is_bounded() -> None:
    """However much a source says, the picture stays small, and keeps the newest."""
    parts = tuple(Part(str(number), 1.0) for number in range(MOST_PARTS + 5))
    past = (Dated(T0, 1.0),)
    values = tuple(float(number) for number in range(MOST_VALUES + 5))
    counts = tuple(range(MOST_VALUES + 5))
    names = [MetricId(f"m{number}") for number in range(MOST_METRICS + 5)]
    given = tuple(reading(1.0, metric=name, breakdown=parts, past=past) for name in names)
    said = Fetched(T0, given, {names[0]: Series(T0, 2.0, values, counts)}, (RELEASE,) * 99)
    kept = known(reduce(watched(), PollSucceeded(COLLECTOR, said, T0 + 1.0)))
    assert len(kept.readings) == MOST_METRICS
    assert kept.readings[names[0]].breakdown == parts[:MOST_PARTS]
    assert kept.readings[names[0]].past == ()
    assert kept.series[names[0]] == Series(T0 + 10.0, 2.0, values[5:])
    assert len(kept.releases[COLLECTOR]) == MOST_RELEASES


def test_without_anything_that_counts_commands_there_are_no_counts() -> None:
    """Counts belong to their source, and go and come with it."""
    only: dict[SourceId, SourceStatus] = {GITHUB: watched().sources[GITHUB]}
    state = AppState(sources=MappingProxyType(only), outcomes=OUTCOMES)
    kept = known(answered(state, GITHUB))
    assert (kept.outcomes, kept.outcomes_of) == (None, None)


@pytest.mark.parametrize(
    ("mark", "later_s", "shown"),
    [
        (MARK, 0.0, True),
        (MARK, LONGEST_S, True),
        (MARK, LONGEST_S + 1.0, False),
        (MARK, -1.0, False),
        (b"other sources", 60.0, False),
    ],
    ids=["at once", "after 400 days", "later", "before it was heard", "of other sources"],
)
def test_a_picture_is_shown_only_where_it_still_means_what_it_says(
    mark: bytes, later_s: float, *, shown: bool
) -> None:
    """Neither another configuration's, nor one of the future, nor one past the history's reach."""
    assert (usable(known(), mark, T0 + later_s) is not None) is shown


def test_one_source_heard_in_the_future_does_not_take_the_others_along() -> None:
    """After the clock was set back only what it contradicts is left out."""
    kept = known(answered(answered(watched()), GITHUB, T0 + 9000.0))
    found = usable(kept, MARK, T0 + 60.0)
    assert found is not None
    assert (set(found.heard), set(found.readings)) == ({COLLECTOR}, {LATENCY})
    assert (found.releases, found.outcomes) == ({}, OUTCOMES)
    swapped = usable(replace(kept, outcomes_of=GITHUB), MARK, T0 + 60.0)
    assert swapped is not None
    assert swapped.outcomes is None


@pytest.mark.parametrize(
    "changes",
    [{"value": math.nan}, {"at": math.inf}, {"at": -1.0}, {"breakdown": (Part("a", math.inf),)}],
)
def test_what_is_no_number_or_time_is_not_shown(changes: dict[str, Any]) -> None:
    """A damaged figure is left out; the sound ones stay."""
    kept = known()
    broken = replace(kept.readings[STARS], **changes)
    found = usable(replace(kept, readings={**kept.readings, STARS: broken}), MARK, T0)
    assert found is not None
    assert set(found.readings) == set(found.series) == {LATENCY}


def test_a_reading_under_another_name_than_its_own_is_not_shown() -> None:
    """A name that says two things is no name."""
    kept = known()
    assert usable(replace(kept, readings={STARS: kept.readings[LATENCY]}), MARK, T0) is None


@pytest.mark.parametrize(
    "line",
    [
        Series(T0, 10.0, (1.0, math.inf)),
        Series(-5.0, 10.0, (1.0,)),
        Series(T0, 1e300, (1.0, 2.0)),
    ],
)
def test_a_line_that_cannot_be_drawn_is_left_out_alone(line: Series) -> None:
    """The value itself stays."""
    found = usable(replace(known(), series={LATENCY: line}), MARK, T0)
    assert found is not None
    assert found.series == {}
    assert LATENCY in found.readings


def test_a_release_at_no_time_is_left_out() -> None:
    """A marker needs a place on the time axis."""
    kept = replace(known(), releases={GITHUB: (replace(RELEASE, at=math.nan), RELEASE)})
    found = usable(kept, MARK, T0)
    assert found is not None
    assert found.releases == {GITHUB: (RELEASE,)}


@given(st.lists(st.sampled_from([COLLECTOR, GITHUB]), max_size=4))
def test_nothing_old_is_ever_left_beside_a_source_that_answered(order: list[SourceId]) -> None:
    """Whatever answers when: what is drawn holds old figures of silent sources alone."""
    state = watched()
    for number, source in enumerate(order):
        state = reduce(state, PollSucceeded(source, Fetched(T0 + number), T0 + number + 1.0))
    shown = laid_under(state, known())
    heard = {s for s, each in shown.sources.items() if each.last_good_at is not None}
    assert heard.isdisjoint(shown.known_at)
    assert heard.isdisjoint({each.source for each in shown.readings.values()})
    assert state.known_at == {}
