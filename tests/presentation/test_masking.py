"""Private mode hides every figure and name of a view, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.level import Level
from aux_monitor.presentation.masking import Mask, mask_for
from aux_monitor.presentation.views import OverviewView, PlotView, TileView
from aux_monitor.settings.schema import CollectorSettings, GitHubSettings, Settings
from tests.presentation import builders
from tests.ui import sample_views

INCIDENT = sample_views.incident()
NAMES = ("octo-corp/octo-cat", "octo-corp", "octo-cat")
MASK = Mask(NAMES, ("P95 response time", "P95"))


def texts(view: object, *, kept: Iterable[str] = ("time", "date")) -> Iterable[tuple[str, str]]:
    """Yield every text of a view with the name of its field, but identities and clocks."""
    if isinstance(view, Struct):
        for name in view.__struct_fields__:
            if name in ("metric", "key", "source", "layout") or name in kept:
                continue
            value = getattr(view, name)
            if isinstance(value, str):
                yield name, value
            else:
                yield from texts(value)
    elif isinstance(view, tuple):
        for part in view:
            yield from texts(part)


def test_no_digit_of_a_view_is_left_anywhere() -> None:
    """Neither in what is drawn nor in what a screen reader or a tool tip says."""
    before = [text for _, text in texts(INCIDENT) if re.search(r"\d", text)]
    assert len(before) > 100, "the sample has figures to hide"
    left = [
        (name, text)
        for name, text in texts(MASK.view(INCIDENT))
        if re.search(r"\d", text.replace("P95", ""))
    ]
    assert left == []


def test_no_value_is_left_in_what_is_drawn_as_a_line() -> None:
    """Lines of tiles and charts keep their shape between 0 and 1, and no label names a value."""
    hidden = MASK.view(INCIDENT)
    values = [value for value in numbers(hidden) if value is not None]
    assert values
    assert all(0.0 <= value <= 1.0 for value in values)
    assert all(chart.plot.hidden and not chart.plot.unit for chart in hidden.charts)


def numbers(view: OverviewView) -> Iterable[float | None]:
    """Yield every value that a line is drawn through."""
    for section in view.sections:
        for tile in section.tiles:
            yield from tile.spark
    for chart in view.charts:
        for line in chart.plot.lines:
            yield from line.values


def test_levels_shapes_and_identities_stay() -> None:
    """What stands where, how bad it is, and what a click opens are as they were."""
    hidden = MASK.view(INCIDENT)
    for before, after in zip(INCIDENT.sections, hidden.sections, strict=True):
        for tile, masked in zip(before.tiles, after.tiles, strict=True):
            assert (masked.metric, masked.level, masked.trust) == (
                tile.metric,
                tile.level,
                tile.trust,
            )
            assert [value is None for value in masked.spark] == [v is None for v in tile.spark]
    assert [card.key for card in hidden.attention.cards] == [
        card.key for card in INCIDENT.attention.cards
    ]
    assert (hidden.ribbon.level, hidden.ribbon.time) == (Level.BREACH, INCIDENT.ribbon.time)


def test_the_ribbon_says_that_it_is_private() -> None:
    """Nobody takes a hidden figure for a missing one."""
    assert MASK.view(INCIDENT).ribbon.private
    assert not INCIDENT.ribbon.private


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("success rate 88.6 %, 1,240 ms", "success rate ••• %, ••• ms"),
        ("since 14:02, v1.3.0", "since •••, v•••"),
        ("P95 response time 784 ms", "P95 response time ••• ms"),
        ("octo-corp/octo-cat is gone", "••• is gone"),
        ("owner octo-corp answered", "owner ••• answered"),
        ("see https://hooks.example.org/x?a=b now", "see ••• now"),
        ("/var/log/aux/session.log is missing", "••• is missing"),
        ("ask ana@example.org", "ask •••"),
        ("some-body/some-thing", "•••"),
        ("on target", "on target"),
    ],
)
def test_what_is_hidden_in_a_text(text: str, hidden: str) -> None:
    """Numbers, addresses, paths and names go; words and what a figure is called stay."""
    assert MASK.text(text) == hidden


def test_a_view_that_was_hidden_before_is_the_same_object() -> None:
    """So the bridge carries nothing that has not changed."""
    assert MASK.view(INCIDENT) is MASK.view(INCIDENT)
    assert MASK.view(INCIDENT.sections[0]) is MASK.view(INCIDENT.sections[0])


def test_what_settings_and_people_named_is_hidden() -> None:
    """Repositories, logs and what somebody wrote to an alert."""
    settings = Settings(
        collector=CollectorSettings(logs=("/srv/secret place/session.log",)),
        github=GitHubSettings(repositories=("octo-corp/octo-cat",)),
    )
    rule, metric = builders.rule(), builders.metric()
    noted = builders.episode(
        rule, metric, builders.fired(9.0, 9.0, builders.NOW - 60, builders.NOW), note="ask Ana"
    )
    state = replace(builders.state(), episodes=(noted,))
    mask = mask_for(state, settings, builders.catalogue([metric]))
    said = mask.text("octo-cat: Ask Ana. /srv/secret place/session.log. ask Ana")
    assert "octo" not in said
    assert "Ana" not in said
    assert "secret" not in said


def test_an_empty_line_stays_empty() -> None:
    """A tile without history and a chart without a span are hidden as any other."""
    tile = next(t for s in INCIDENT.sections for t in s.tiles if not t.spark)
    assert MASK.view(tile).spark == ()
    flat = replace(INCIDENT.charts[0].plot, y_low=5.0, y_high=5.0)
    shaped: PlotView = MASK.view(flat)
    assert {v for line in shaped.lines for v in line.values} <= {0.5, None}
    one: TileView = replace(tile, spark=(3.0, 3.0))
    assert MASK.view(one).spark == (0.5, 0.5)
