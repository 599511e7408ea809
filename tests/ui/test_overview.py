"""The overview: every metric has its place at every size, and asks for its own page."""

from __future__ import annotations

from itertools import combinations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.intents import OpenMetric
from aux_monitor.ui.attention import AttentionPanel
from aux_monitor.ui.board import Board
from aux_monitor.ui.chart_panel import ChartPanel
from aux_monitor.ui.north_star import NorthStarTile
from aux_monitor.ui.overview import OverviewPage
from aux_monitor.ui.plot import Plot
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.tile import Tile
from tests.ui.painted import Painted
from tests.ui.sample_tiles import metric_id, tile
from tests.ui.sample_views import empty, incident, normal


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> OverviewPage:
    """Return the incident's page in a full-HD window."""
    made = OverviewPage(theme)
    qtbot.addWidget(made)
    made.resize(1844, 984)
    made.show_view(incident())
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    return made


def parts(page: OverviewPage) -> list[QWidget]:
    """Return everything that stands on the board."""
    panels = page.findChildren(ChartPanel)
    return [*panels, *tiles(page)]


def tiles(page: OverviewPage) -> list[Tile | NorthStarTile]:
    """Return every tile, the large one too."""
    return [*page.findChildren(Tile), *page.findChildren(NorthStarTile)]


def metrics(view: OverviewView) -> set[str]:
    """Return the metrics that have a tile."""
    return {shown.metric for section in view.sections for shown in section.tiles}


@pytest.mark.parametrize("size", [(684, 384), (1204, 624), (1844, 984), (2484, 1344)])
@pytest.mark.parametrize("view", [incident(), empty()], ids=["incident", "empty"])
def test_every_metric_is_there_and_none_lies_over_another(
    qtbot: QtBot, theme: Theme, size: tuple[int, int], view: OverviewView
) -> None:
    """At every size each tile and chart has a place of its own on the board."""
    page = OverviewPage(theme)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show_view(view)
    with qtbot.waitExposed(page):
        page.show()
    QApplication.processEvents()
    assert {part.view.metric for part in tiles(page)} == metrics(view)
    (board,) = page.findChildren(Board)
    areas = [part.geometry() for part in parts(page)]
    assert all(board.rect().contains(area) for area in areas)
    assert not any(first.intersects(second) for first, second in combinations(areas, 2))


@pytest.mark.parametrize("width", [1204, 1844])
def test_the_attention_panel_stays_usable(page: OverviewPage, width: int) -> None:
    """What needs a person keeps its width when the window is small."""
    page.resize(width, 624)
    QApplication.processEvents()
    (panel,) = page.findChildren(AttentionPanel)
    assert panel.width() >= 290
    assert panel.geometry().right() == page.rect().right()


def test_curves_come_one_chart_at_a_step(page: OverviewPage) -> None:
    """The page can do other things in between; nothing is attached before the first step."""
    plots = page.findChildren(Plot)
    attaching = page.attaching()
    before = sum(plot.attached for plot in plots)
    after = [sum(plot.attached for plot in plots) for _ in attaching]
    assert [before, *after] == list(range(len(plots) + 1))


def test_a_chart_that_comes_when_curves_are_drawn_has_its_own(qtbot: QtBot, theme: Theme) -> None:
    """A demonstration may be changed for sources with other charts at any time."""
    made = OverviewPage(theme)
    qtbot.addWidget(made)
    made.show_view(replace(incident(), charts=()))
    made.attach_charts()
    made.show_view(incident())
    plots = made.findChildren(Plot)
    assert len(plots) == len(incident().charts)
    assert all(plot.attached for plot in plots)


def test_a_tile_that_is_clicked_asks_for_its_page(qtbot: QtBot, page: OverviewPage) -> None:
    """The click of a tile becomes an intent with its metric."""
    clicked = page.tile(metric_id("Contributors"))
    assert clicked is not None
    with qtbot.waitSignal(page.intent) as intent:
        QTest.mouseClick(clicked, Qt.MouseButton.LeftButton)
    assert intent.args == [OpenMetric(metric_id("Contributors"))]


def test_a_chart_is_found_by_any_of_its_metrics(page: OverviewPage) -> None:
    """A metric that has no tile is shown by its chart panel."""
    assert isinstance(page.tile(metric_id("response_time_p95")), ChartPanel)
    assert page.tile(metric_id("no such metric")) is None


def test_an_equal_view_paints_nothing(page: OverviewPage) -> None:
    """The same view again costs no paint anywhere on the board."""
    QApplication.processEvents()
    watched = [Painted(part) for part in parts(page)]
    page.show_view(incident())
    assert all(each.settle() == [] for each in watched)


def test_one_changed_tile_paints_no_other(page: OverviewPage) -> None:
    """A figure that changed costs one tile's paint."""
    QApplication.processEvents()
    view = incident()
    section = next(part for part in view.sections if part.title == "Reliability")
    first = replace(section.tiles[0], hint="new")
    tiles = (first, *section.tiles[1:])
    sections = tuple(
        replace(part, tiles=tiles) if part is section else part for part in view.sections
    )
    watched = {part: Painted(part) for part in parts(page)}
    page.show_view(replace(view, sections=sections))
    QApplication.processEvents()
    painted = [part for part, each in watched.items() if each.settle()]
    assert painted == [page.tile(first.metric)]


def test_a_metric_that_gets_a_source_becomes_a_tile(page: OverviewPage) -> None:
    """A row that something fills moves among the live tiles, without a restart."""
    view = incident()
    section = next(part for part in view.sections if part.title == "Onboarding")
    live = tile("Time to production", "0.8", "wk", spark=(1.0, 0.9, 0.8))
    tiles = tuple(live if shown.metric == live.metric else shown for shown in section.tiles)
    sections = tuple(
        replace(part, tiles=tiles) if part is section else part for part in view.sections
    )
    row = page.tile(live.metric)
    assert row is not None
    before = row.height()
    page.show_view(replace(view, sections=sections))
    QApplication.processEvents()
    assert row.height() > 4 * before


def test_a_theme_at_another_scale_lays_out_anew(page: OverviewPage, theme: Theme) -> None:
    """Type and tiles grow together when the window asks for a larger scale."""
    some = page.tile(metric_id("Contributors"))
    assert some is not None
    before = some.height()
    page.set_theme(theme.scaled(1.5))
    QApplication.processEvents()
    assert some.height() == round(before * 1.5)


def test_the_page_scrolls_when_it_is_taller_than_the_window(page: OverviewPage) -> None:
    """Tiles below the fold can be reached."""
    page.show_view(normal())
    QApplication.processEvents()
    bars = [area.verticalScrollBar().maximum() for area in page.findChildren(QScrollArea)]
    assert max(bars) > 300
