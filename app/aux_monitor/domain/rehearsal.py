"""Scenarios played: what came of each, and whether it is what was expected."""

from __future__ import annotations

from msgspec import Struct

from aux_monitor.domain.scenario import Scenario, Track, samples
from aux_monitor.domain.told import told
from aux_monitor.domain.trigger import Transition
from aux_monitor.domain.walk import look, walk


class Played(Struct, frozen=True):
    """What one rule did: each transition with its second, and how often its bare limit changed."""

    track: Track
    happened: tuple[tuple[float, Transition], ...]
    literal: int

    @property
    def fires(self) -> int:
        """Return how often the rule fired."""
        return sum(what is Transition.FIRED for _, what in self.happened)

    @property
    def as_expected(self) -> bool:
        """Return whether all that was expected happened, and nothing that was not."""
        wanted = self.track.expect
        return (
            wanted.transitions in (None, self.happened)
            and self.fires >= (wanted.fires_at_least or 0)
            and (wanted.fires_at_most is None or self.fires <= wanted.fires_at_most)
            and self.literal >= (wanted.literal_at_least or 0)
        )


class Outcome(Struct, frozen=True):
    """What came of a scenario; ``messages`` is None where their number was not asked about."""

    scenario: Scenario
    played: tuple[Played, ...]
    messages: int | None

    @property
    def told_as_expected(self) -> bool:
        """Return whether as many messages went out as were expected."""
        wanted, most = self.scenario.messages, self.scenario.messages_at_most
        sent = self.messages or 0
        return wanted in (None, sent) and (most is None or sent <= most)

    @property
    def as_expected(self) -> bool:
        """Return whether every rule and the messages were as expected."""
        return self.told_as_expected and all(each.as_expected for each in self.played)


def rehearse(scenario: Scenario) -> Outcome:
    """Return what comes of a scenario, its messages counted where they are asked about."""
    messages = len(told(scenario)) if scenario.tells else None
    return Outcome(scenario, play(scenario), messages)


def play(scenario: Scenario) -> tuple[Played, ...]:
    """Return what each rule of a scenario does, in the scenario's order."""
    return tuple(_play(track, scenario) for track in scenario.tracks)


def _play(track: Track, scenario: Scenario) -> Played:
    happened: list[tuple[float, Transition]] = []
    literal, was = 0, False
    sight = look(track.rule, track.metric, samples(track, scenario), scenario.start)
    for moment in walk(track.rule, sight):
        if moment.transition is not None:
            happened.append((moment.at - scenario.start, moment.transition))
        if moment.seen.value is not None:
            now = track.rule.fire.met_by(moment.seen.value)
            literal += now is not was
            was = now
    return Played(track, tuple(happened), literal)
