"""What holds of every story: one notice per episode, ends after beginnings, restarts unseen."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.catalogue import RuleId, Severity
from aux_monitor.domain.notice import NoticeKind, Snooze
from aux_monitor.domain.quiet import QuietWindow
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.telling import Policy
from tests.domain.building import KEY, rule
from tests.domain.teller import Teller

CALM = rule()
"""The shipped response-time rule: 3 min above 300 ms, 5 min below 270 ms, 10 min at least."""

QUICK = rule(hold_s=60, clear_hold_s=60, keep_firing_s=0)
RULES = (
    QUICK,
    replace(QUICK, id=RuleId("b"), metrics=(MetricId("b"),), severity=Severity.CRITICAL),
)
POLICIES = (
    Policy(),
    Policy(remind_every_s=600),
    Policy(group_s=0),
    Policy(quiet=(QuietWindow(frozenset(range(7)), time(0), time(12), UTC),)),
    Policy(enabled=False),
)

steps = st.one_of(
    st.tuples(st.sampled_from([340.0, 120.0, 285.0, None]), st.integers(1, 12)),
    st.sampled_from(["restart", "snooze", "snooze until recovered", "acknowledge"]),
    st.integers(1, 40).map(lambda minutes: 60.0 * minutes),
)
stories = st.lists(steps, max_size=14)


def played(story: list[object], policy: Policy, *, restarts: bool = True) -> Teller:
    """Return a teller after a story."""
    teller = Teller(RULES, policy)
    heard: float | None = 120.0
    for part in story:
        match part:
            case ((float() | None) as value, int(times)):
                heard = value
                teller.play([value] * times)
            case float(seconds):
                teller.wait(seconds)
            case "restart":
                if restarts:
                    teller.restart()
                teller.hear(heard)  # a program that has started hears its sources at once
            case _:
                answer(teller, part)
    return teller


def answer(teller: Teller, what: object) -> None:
    """Let a person do something about the alerts that fire."""
    firing = [episode for episode in teller.state.episodes if episode.fires]
    match what:
        case "snooze":
            teller.snooze(Snooze(teller.now + 900))
        case "snooze until recovered":
            teller.snooze(*(Snooze(None, episode.key) for episode in firing))
        case _:
            mine = (episode for episode in firing if episode.key == KEY)
            teller.change(*(replace(episode, acknowledged_at=teller.now) for episode in mine))


@settings(max_examples=25)
@given(story=stories, policy=st.sampled_from(POLICIES))
def test_one_notice_of_a_beginning_and_one_of_its_end(story: list[object], policy: Policy) -> None:
    """No episode begins or ends twice, and none ends, or is said again, that was not told."""
    told: Counter[tuple[object, NoticeKind]] = Counter()
    for notice in played(story, policy).told:
        for about in notice.episodes:
            told[about, notice.kind] += 1
            if notice.kind is not NoticeKind.FIRED:
                assert told[about, NoticeKind.FIRED] == 1
                assert notice.kind is NoticeKind.RESOLVED or not told[about, NoticeKind.RESOLVED]
            if notice.kind in (NoticeKind.FIRED, NoticeKind.RESOLVED):
                assert told[about, notice.kind] == 1


@settings(max_examples=25)
@given(story=stories, policy=st.sampled_from(POLICIES))
def test_a_restart_in_the_middle_repeats_nothing_and_loses_nothing(
    story: list[object], policy: Policy
) -> None:
    """With its restarts a story tells of the same beginnings and ends as without."""
    ended = [*story, (340.0, 12), (120.0, 12), (120.0, 400)]
    both = (NoticeKind.FIRED, NoticeKind.RESOLVED)
    with_them, without = (
        [
            (about, notice.kind)
            for notice in played(ended, policy, restarts=restarts).told
            if notice.kind in both
            for about in notice.episodes
        ]
        for restarts in (True, False)
    )
    assert len(with_them) == len(set(with_them))
    assert set(with_them) == set(without)


@pytest.mark.parametrize("seed", range(3))
def test_a_noisy_day_around_the_limit_sends_few_messages(seed: int) -> None:
    """A latency around 285 ms crosses 300 ms hundreds of times a day; people hear 24 at most."""
    chance = random.Random(seed)  # noqa: S311 - noise, not secrets
    values = [chance.gauss(285, 20) for _ in range(2880)]
    crossings = sum((a > 300) != (b > 300) for a, b in pairwise(values))
    teller = Teller((CALM,))
    teller.play(values)
    assert crossings > 300
    assert len(teller.told) <= 24


@pytest.mark.parametrize("period", [40, 180])
def test_the_worst_of_waves_is_told_once_an_hour(period: int) -> None:
    """However an alert swings, after the first hours there is at most one message an hour."""
    wave = [340.0 if i % period < period // 2 else 120.0 for i in range(12 * 120)]
    teller = Teller((CALM,))
    teller.play(wave)
    assert any(episode.flaps for episode in teller.state.episodes)
    assert len(teller.told) <= 12 + 4


def test_a_latency_between_the_limits_neither_fires_nor_clears() -> None:
    """285 ms keeps an alert as it is: silent before it fired, firing after."""
    teller = Teller((CALM,))
    teller.play([285.0] * 200)
    assert teller.told == []
    teller.play([340.0] * 10)
    teller.play([285.0] * 100)
    assert teller.kinds() == [NoticeKind.FIRED]
