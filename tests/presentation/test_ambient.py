"""From three metres: large words while all is well, the failing figure if not."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.presentation.ambient import MOST_GROWN, REST_S, ambient, drift, is_due
from aux_monitor.presentation.views import FigureView, OverviewView
from aux_monitor.settings.schema import AmbientChoice
from tests.ui import sample_alerts, sample_views


def levelled(level: Level) -> OverviewView:
    """Return a calm day at another level."""
    calm = sample_views.normal()
    return replace(calm, ribbon=replace(calm.ribbon, level=level))


@pytest.mark.parametrize(
    ("level", "dim"),
    [
        (Level.ON_TARGET, True),
        (Level.OFF_TARGET, True),
        (Level.BREACH, False),
        (Level.UNKNOWN, False),
    ],
)
def test_it_is_dim_only_while_nothing_asks_for_a_look(level: Level, *, dim: bool) -> None:
    """A monitor that is blind must not look as if all were well."""
    assert ambient(levelled(level)).dim is dim


def test_it_says_the_same_sentence_as_the_ribbon() -> None:
    """Two sentences about one state would make people doubt both."""
    calm = sample_views.normal()
    view = ambient(calm)
    assert (view.level, view.headline, view.subline) == (
        calm.ribbon.level,
        calm.ribbon.headline,
        calm.ribbon.subline,
    )
    assert (view.time, view.date) == (calm.ribbon.time, calm.ribbon.date)
    assert view.grown == ()


def test_what_fires_is_grown_with_its_figure_and_what_is_ordered() -> None:
    """The figure is the one the overview shows; what only pends does not fail yet."""
    view = ambient(sample_views.incident())
    assert not view.dim
    assert [str(part.metric) for part in view.grown] == [
        "command_success_rate",
        "response_time_avg",
    ]
    first = view.grown[0]
    assert first.word == "firing, 14 min"
    assert first.title == "Success rate below 90 %"
    assert first.action == "Immediate triage."
    assert first.figure.text == "88.6"


def test_what_is_not_sure_to_be_over_is_still_grown() -> None:
    """A recovering alert has its hold to pass."""
    calm = sample_views.normal()
    cards = (replace(sample_alerts.recovering_card(), can_open=True),)
    view = ambient(replace(calm, attention=replace(calm.attention, cards=cards)))
    assert len(view.grown) == 1


def test_each_metric_is_grown_once_and_the_rest_is_counted() -> None:
    """Two rules on one metric are one figure; more than can be read from afar is a number."""
    incident = sample_views.incident()
    first = sample_alerts.success_card()
    others = tuple(
        replace(sample_alerts.card(f"m{n}", f"Metric {n} high", "firing", "1 min"), can_open=True)
        for n in range(4)
    )
    cards = (first, first, *others)
    view = ambient(replace(incident, attention=replace(incident.attention, cards=cards)))
    assert len(view.grown) == MOST_GROWN
    assert view.more == "and 2 more"


def test_a_metric_without_a_tile_is_told_by_its_card() -> None:
    """A tile that somebody has hidden still grows when it fails."""
    incident = sample_views.incident()
    unseen = replace(
        sample_alerts.card("unseen", "Churn above 5 %", "firing", "", glance="7 %"), can_open=True
    )
    shown = replace(incident, attention=replace(incident.attention, cards=(unseen,)))
    part = ambient(shown).grown[0]
    assert (part.name, part.figure, part.word) == ("Churn above 5 %", FigureView("7 %"), "firing")


def test_a_silent_source_is_no_figure() -> None:
    """It has none to grow; the sentence says that it is silent."""
    calm = sample_views.normal()
    cards = (sample_alerts.silent_card("Collector"),)
    view = ambient(replace(calm, attention=replace(calm.attention, cards=cards)))
    assert view.grown == ()


@given(st.floats(0.0, 1e7), st.floats(0.0, 60.0), st.integers(0, 64))
def test_it_drifts_at_most_four_pixels_in_any_minute(at: float, later: float, margin: int) -> None:
    """And never out of its margin."""
    before, after = drift(at, margin), drift(at + later, margin)
    assert math.dist(before, after) <= 4.0
    assert all(0 <= side <= margin for side in after)


def test_it_drifts_over_all_of_its_margin() -> None:
    """A picture that came back to the same place would burn in there."""
    places = {drift(minute * 60.0, 24) for minute in range(24 * 60)}
    for side in ({x for x, _ in places}, {y for _, y in places}):
        assert side | {24} == set(range(25))
    assert len(places) > 300


@pytest.mark.parametrize(
    ("choice", "used_at", "now", "due"),
    [
        (AmbientChoice.OFF, None, 1e6, False),
        (AmbientChoice.IDLE, None, 599.0, False),
        (AmbientChoice.IDLE, None, 600.0, True),
        (AmbientChoice.IDLE, 100.0, 699.0, False),
        (AmbientChoice.IDLE, 100.0, 700.0, True),
        (AmbientChoice.ALWAYS, None, 0.0, True),
        (AmbientChoice.ALWAYS, 100.0, 100.0 + REST_S - 1, False),
        (AmbientChoice.ALWAYS, 100.0, 100.0 + REST_S, True),
    ],
)
def test_it_waits_for_whoever_uses_the_window(
    choice: AmbientChoice, used_at: float | None, now: float, *, due: bool
) -> None:
    """Idle counts from the start, too; always means a minute after the last use."""
    assert is_due(choice, used_at, 0.0, now, 600.0) is due
