"""Several collectors and repositories side by side."""

from __future__ import annotations

from datetime import UTC
from types import MappingProxyType

from msgspec.structs import replace

from aux_monitor.adapters.sources.beside import BESIDE as KIND
from aux_monitor.domain.inhibition import held_by
from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import Part, Reading, SourceId
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.presentation.beside import BESIDE, SideBySideView, side_by_side, sources
from aux_monitor.presentation.detail_views import (
    PartView,
)
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.presentation.views import (
    FigureView,
)
from tests.presentation.builders import (
    NOW,
    RESPONSE,
    RESPONSE_RULE,
    STARS,
    SUCCESS,
    catalogue,
    collector,
    picture,
    reading,
    state,
)

LAB = SourceId("collector:Lab")


def lab(**changes: object) -> SourceStatus:
    """Return a further collector that answered a second ago."""
    return replace(collector(), id=LAB, name="Lab", kind=BESIDE, **changes)


def two(further: SourceStatus, *readings: Reading) -> AppState:
    """Return a first collector at 120 ms, and a further one beside it with these readings."""
    given = state(readings=[reading(RESPONSE, 120.0)], sources=[collector(), further])
    return replace(given, beside=MappingProxyType({LAB: readings}))


def of_lab(value: float, n: int = 900) -> Reading:
    """Return the further collector's response time."""
    return Reading(RESPONSE.id, value, NOW, LAB, n, 300.0)


def names(view: SideBySideView, table: int = 0) -> list[str]:
    """Return the rows of a table, from the top."""
    return [row.name for row in view.tables[table].rows]


def test_the_kind_is_the_one_the_adapter_has() -> None:
    """Nothing would stand beside anything otherwise."""
    assert BESIDE == KIND


def test_the_worst_source_is_the_first_row() -> None:
    """A breach beside stands above the first collector that is on target, with its own level."""
    view = side_by_side(picture(two(lab(), of_lab(412.0))))
    assert names(view) == ["Lab", "Collector"]
    worst, calm = view.tables[0].rows
    assert (worst.level, calm.level) == (Level.BREACH, Level.ON_TARGET)
    assert worst.cells[0].figure == FigureView("412", "ms")
    assert "412 ms, breach" in worst.spoken
    assert view.tables[0].about.startswith("Collector fills the tiles")


def test_a_silent_source_proves_nothing_and_stands_above_what_is_well() -> None:
    """Its last figures are shown dimmed and without a level."""
    view = side_by_side(picture(two(lab(last_good_at=NOW - 240), of_lab(90.0))))
    assert names(view) == ["Lab", "Collector"]
    row = view.tables[0].rows[0]
    assert (row.level, row.cells[0].level, row.dimmed) == (Level.UNKNOWN, Level.UNKNOWN, True)
    assert row.state == "stale 4 min"


def test_few_samples_beside_are_not_judged() -> None:
    """The first collector's rules for a sample hold for the others as well."""
    row = side_by_side(picture(two(lab(), of_lab(412.0, n=3)))).tables[0].rows[0]
    assert row.cells[0].level is Level.UNKNOWN


def test_a_metrics_page_has_the_figure_of_every_collector() -> None:
    """Each with its own sample; where there is only one collector there is nothing to compare."""
    shown = picture(two(lab(), of_lab(318.0, n=612)))
    rows = sources(shown.metrics[RESPONSE.id], shown)
    assert rows[0] == PartView("Lab", FigureView("318", "ms"), "612", Level.BREACH)
    assert rows[1].name == "Collector"
    alone = picture(state(readings=[reading(RESPONSE, 120.0)]))
    assert sources(alone.metrics[RESPONSE.id], alone) == ()


def test_repositories_are_rows_of_their_parts() -> None:
    """A repository that one figure lacks has a dash there."""
    github = Reading(
        STARS.id,
        642.0,
        NOW,
        SourceId("github"),
        breakdown=(Part("aux/aux", 512.0), Part("aux/inspector", None)),
    )
    view = side_by_side(picture(state(readings=[github])))
    rows = {row.name: row.cells[0].figure.text for row in view.tables[1].rows}
    assert rows["aux/aux"] == "512"
    assert rows["aux/inspector"] not in ("0", "")


def test_without_sources_the_page_says_what_to_do() -> None:
    """Both tables are there, empty, with a sentence each."""
    view = side_by_side(picture(state(sources=[])))
    assert [table.rows for table in view.tables] == [(), ()]
    assert all("under Connect" in table.about for table in view.tables)


def test_a_silent_further_collector_takes_the_green_and_holds_no_alert() -> None:
    """The sign says that not everything is seen; what the first one sees is told all the same."""
    silent = two(lab(last_good_at=NOW - 240), of_lab(90.0))
    whole = two(lab(), of_lab(90.0))
    draw = Presenter(catalogue([RESPONSE, SUCCESS]), UTC)
    assert draw.show(whole, NOW).overview.ribbon.level is Level.ON_TARGET
    assert draw.show(silent, NOW).overview.ribbon.level is not Level.ON_TARGET
    assert held_by(AlertKey(RESPONSE_RULE.id, RESPONSE.id), silent, NOW) is None
