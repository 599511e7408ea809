"""Scenarios played: what came of each, and whether it is what was expected."""

from __future__ import annotations

from msgspec import Struct

from aux_monitor.domain.scenario import Scenario, Track, samples
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
