"""What a snapshot says of itself."""

from __future__ import annotations

import json
from dataclasses import replace

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import MetricId, SourceId
from aux_monitor.presentation.provenance import (
    MetricProvenance,
    Provenance,
    SourceProvenance,
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
)
STARS = MetricProvenance(
    MetricId("github_stars"), None, "", Level.UNKNOWN, Trust.NO_DATA, None, SourceId("github")
)
WHOLE = Provenance("0.1.0", NOW, NOW - 3600, False, (COLLECTOR, GITHUB), (SPEED, STARS))


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
        "value": 141.25,
        "unit": "ms",
        "level": "on target",
        "trust": "fresh",
        "at": "2026-11-23T14:18:59Z",
    }


def test_a_picture_of_one_tile_speaks_of_that_tile_alone() -> None:
    """A stale source elsewhere does not put a warning on a tile it has no part in."""
    stale = replace(GITHUB, trust=Trust.STALE)
    alone = replace(WHOLE, sources=(COLLECTOR, stale)).only(SPEED.id)
    assert alone.metrics == (SPEED,)
    assert alone.sources == (COLLECTOR,)
    assert alone.stamp is None


def test_the_file_name_is_sortable_and_has_no_colon() -> None:
    """The default name carries the UTC time in a form that every file system takes."""
    assert file_name(NOW) == "aux-monitor-2026-11-23T141900Z.png"
