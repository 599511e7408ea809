"""What a snapshot says of itself."""

from __future__ import annotations

import json
from datetime import UTC

from msgspec.structs import replace

from aux_monitor.domain.catalogue import (
    Cadence,
    Catalogue,
    Category,
    Comparison,
    Direction,
    Limit,
    Metric,
    Stage,
    Supply,
)
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import MetricId, Reading, SourceId, Unit
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.presentation.judged import Judging
from aux_monitor.presentation.provenance import (
    HIDDEN,
    MetricProvenance,
    Provenance,
    SourceProvenance,
    build_provenance,
    file_name,
)

NOW = 1_795_443_540.0
"""Mon 23 Nov 2026, 14:19:00 UTC."""

COLLECTOR = SourceProvenance(SourceId("collector"), "Collector", Trust.FRESH, NOW - 1)
GITHUB = SourceProvenance(SourceId("github"), "GitHub", Trust.FRESH, NOW - 240)
SPEED = MetricProvenance(
    MetricId("response_time_avg"),
    141.25,
    "ms",
    Level.ON_TARGET,
    Trust.FRESH,
    NOW - 1,
    SourceId("collector"),
    "Average response time",
    412,
    "< 150 ms",
)
STARS = MetricProvenance(
    MetricId("github_stars"), None, "", Level.UNKNOWN, Trust.NO_DATA, None, SourceId("github")
)
WHOLE = Provenance(
    "0.1.0", NOW, NOW - 3600, demo=False, sources=(COLLECTOR, GITHUB), metrics=(SPEED, STARS)
)


def test_a_picture_of_fresh_real_figures_has_no_stamp() -> None:
    """Nothing is printed on a picture that needs no warning."""
    assert WHOLE.stamp is None
    assert dict(WHOLE.chunks())["Description"] == "All figures shown are fresh."


def test_a_stale_source_is_named_with_its_last_good_time() -> None:
    """The stamp says which source is silent and when it last was not."""
    stale = replace(GITHUB, trust=Trust.STALE, last_good_at=NOW - 3600)
    stamp = replace(WHOLE, sources=(COLLECTOR, stale)).stamp
    assert stamp is not None
    assert stamp.level is Level.OFF_TARGET
    assert stamp.text == ("Not all of this is fresh: GitHub stale, last good 2026-11-23 13:19 UTC")


def test_a_source_that_never_answered_is_named() -> None:
    """A source without any answer is not passed over for want of a time."""
    silent = replace(GITHUB, trust=Trust.NO_DATA, last_good_at=None)
    stamp = replace(WHOLE, sources=(silent,)).stamp
    assert stamp is not None
    assert "GitHub no data" in stamp.text


def test_one_old_figure_of_a_good_source_is_told() -> None:
    """A figure its source now refuses makes the picture say so, though the source is fresh."""
    old = replace(SPEED, trust=Trust.STALE, level=Level.UNKNOWN)
    stamp = replace(WHOLE, metrics=(old, STARS)).stamp
    assert stamp is not None
    assert stamp.text == "Not all of this is fresh: 1 old figure"


def test_the_demonstration_is_marked_everywhere() -> None:
    """A demonstration says so on the picture, in its title and in its own chunk."""
    demo = replace(WHOLE, demo=True)
    chunks = dict(demo.chunks())
    assert demo.stamp is not None
    assert demo.stamp.text.startswith("Demonstration")
    assert demo.stamp.level is Level.UNKNOWN
    assert "demonstration" in chunks["Title"]
    assert chunks["aux-monitor.demo"] == "true"


def test_the_chunks_can_be_read_by_a_program() -> None:
    """Times are ISO 8601 in UTC, sources and metrics are JSON with level and trust as words."""
    chunks = dict(WHOLE.chunks())
    assert chunks["Software"] == "aux-monitor 0.1.0"
    assert chunks["Creation Time"] == "2026-11-23T14:19:00Z"
    assert chunks["aux-monitor.range"] == "2026-11-23T13:19:00Z/2026-11-23T14:19:00Z"
    assert json.loads(chunks["aux-monitor.sources"])[1] == {
        "id": "github",
        "name": "GitHub",
        "trust": "fresh",
        "last_good": "2026-11-23T14:15:00Z",
    }
    assert json.loads(chunks["aux-monitor.metrics"])[0] == {
        "id": "response_time_avg",
        "name": "Average response time",
        "value": 141.25,
        "unit": "ms",
        "n": 412,
        "level": "on target",
        "trust": "fresh",
        "target": "< 150 ms",
        "at": "2026-11-23T14:18:59Z",
        "source": "collector",
    }


def test_a_picture_of_one_tile_speaks_of_that_tile_alone() -> None:
    """A stale source elsewhere does not put a warning on a tile it has no part in."""
    stale = replace(GITHUB, trust=Trust.STALE)
    alone = replace(WHOLE, sources=(COLLECTOR, stale)).only(SPEED.id)
    assert alone.metrics == (SPEED,)
    assert alone.sources == (COLLECTOR,)
    assert alone.stamp is None


def test_what_is_private_names_neither_figure_nor_source() -> None:
    """Values, samples, targets, sources and settings are gone; levels and times are there."""
    private = replace(WHOLE, config="abc123").hidden()
    written = json.dumps(private.chunks())
    assert not any(secret in written for secret in ("141.25", "412", "150", "GitHub", "abc123"))
    first = json.loads(dict(private.chunks())["aux-monitor.metrics"])[0]
    assert (first["value"], first["level"], first["source"]) == (HIDDEN, "on target", "source-1")
    assert private.stamp is not None
    assert "Private" in private.stamp.text


def test_it_is_built_from_the_account_the_window_is_drawn_from() -> None:
    """Every metric is there with the level and trust shown, and every source with its last time."""
    speed = _metric("response_time_avg", Supply.COLLECTOR, Limit(Comparison.LESS, 150))
    stars = _metric("github_stars", Supply.GITHUB, None)
    nps = _metric("nps", Supply.NONE, None)
    catalogue = Catalogue({m.id: m for m in (speed, stars, nps)}, {})
    collector = SourceStatus(
        SourceId("collector"), "Collector", "collector", 1.0, NOW - 900, last_good_at=NOW - 60
    )
    github = SourceStatus(
        SourceId("github"), "GitHub", "github", 300.0, NOW - 900, last_good_at=NOW - 60
    )
    state = AppState(
        demo=True,
        sources={collector.id: collector, github.id: github},
        readings={
            speed.id: Reading(speed.id, 141.25, NOW - 60, collector.id),
            stars.id: Reading(stars.id, 642.0, NOW - 60, github.id),
        },
    )
    picture = Judging(catalogue, UTC).picture(state, NOW)
    built = build_provenance(picture, "0.1.0", NOW - 3600)
    assert built.demo
    assert [(m.id, m.value, m.level, m.trust, m.source) for m in built.metrics] == [
        (speed.id, 141.25, Level.UNKNOWN, Trust.STALE, collector.id),
        (stars.id, 642.0, Level.UNKNOWN, Trust.FRESH, github.id),
        (nps.id, None, Level.UNKNOWN, Trust.NOT_CONNECTED, None),
    ]
    assert [(s.id, s.trust, s.last_good_at) for s in built.sources] == [
        (collector.id, Trust.STALE, NOW - 60),
        (github.id, Trust.FRESH, NOW - 60),
    ]


def _metric(name: str, supply: Supply, target: Limit | None) -> Metric:
    return Metric(
        id=MetricId(name),
        name=name,
        short_name=name,
        definition="",
        definition_version=1,
        category=Category.PERFORMANCE,
        unit=Unit.COUNT,
        decimals=0,
        direction=Direction.LOWER,
        measurement="",
        cadence=Cadence.DAILY,
        stage=Stage.MONITORED,
        supply=supply,
        target=target,
    )


def test_the_file_name_is_sortable_and_has_no_colon() -> None:
    """The default name carries the UTC time in a form that every file system takes."""
    assert file_name(NOW) == "aux-monitor-2026-11-23T141900Z.png"
