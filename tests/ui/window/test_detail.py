"""A metric's own page."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.detail_views import (
    DetailRange,
    FactView,
)
from aux_monitor.services.export_intents import Export, ExportFormat, ExportSubject
from aux_monitor.services.intents import ComparePeriods, ExportSnapshot, SnapshotScale
from aux_monitor.ui.detail import DetailPage
from aux_monitor.ui.detail_foot import DetailFoot, Side
from aux_monitor.ui.detail_header import DetailHeader
from aux_monitor.ui.export import render_widget
from aux_monitor.ui.plot import Plot
from aux_monitor.ui.plot_key import PlotKey
from aux_monitor.ui.range_bar import RangeBar
from aux_monitor.ui.theme import Theme
from tests.ui.window import detail_views
from tests.ui.window.heard import heard


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> DetailPage:
    """Return the page of the incident's response time, shown."""
    made = DetailPage(theme)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show_view(detail_views.response_time())
    made.show()
    return made


def seen(page: DetailPage) -> list[str]:
    """Return the texts of the labels that can be seen."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def test_a_range_button_asks_for_its_range(page: DetailPage) -> None:
    """Every button carries its own DetailRange; the pressed one is that of the view shown."""
    chosen = heard(page.range_chosen)
    bar = page.findChild(RangeBar)
    assert isinstance(bar, RangeBar)
    buttons = {b.text(): b for b in bar.findChildren(QPushButton)}
    assert [text for text, button in buttons.items() if button.isChecked()] == ["1 h"]
    for button in buttons.values():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == list(DetailRange)


def test_the_pressed_range_is_the_one_drawn(page: DetailPage) -> None:
    """The mark follows the view, so another way of choosing a range shows there too."""
    page.show_view(replace(detail_views.response_time(), range=DetailRange.WEEK))
    bar = page.findChild(RangeBar)
    assert isinstance(bar, RangeBar)
    marked = [b.text() for b in bar.findChildren(QPushButton) if b.isChecked()]
    assert marked == ["7 d"]


def test_the_export_button_asks_for_this_metric(page: DetailPage) -> None:
    """The picture is of the metric on the page."""
    asked = heard(page.intent)
    export = next(
        b for b in page.findChildren(QPushButton) if b.accessibleName() == "Snapshot of this metric"
    )
    QTest.mouseClick(export, Qt.MouseButton.LeftButton)
    assert asked == [ExportSnapshot(SnapshotScale.TWO, detail_views.response_time().tile.metric)]


def test_every_fact_and_part_is_shown(page: DetailPage) -> None:
    """No fact and no part of the view is missing on the page."""
    view = detail_views.response_time()
    texts = seen(page)
    assert {fact.text for fact in view.facts} <= set(texts)
    table = page.findChild(QTableWidget)
    assert table is not None
    assert table.rowCount() == len(view.parts)
    shown = [_cell(table, 0, column) for column in range(4)]
    assert shown == ["click", "402 ms", "1,204", "breach"]


def test_facts_that_are_gone_are_gone_from_the_page(page: DetailPage) -> None:
    """Opening a metric with fewer facts leaves nothing of the one before."""
    page.show_view(detail_views.unconnected())
    texts = seen(page)
    assert "Collector, last good answer 14:19 (1 s ago)" not in texts
    assert "Breakdown" not in texts


def test_an_empty_page_says_what_is_missing_instead_of_drawing(page: DetailPage) -> None:
    """Without anything to draw the sentence stands where the chart would be."""
    page.show_view(detail_views.unconnected())
    plot = page.findChild(Plot)
    assert plot is not None
    assert not plot.isVisibleTo(page)
    assert "Not connected: no source that is set up measures this." in seen(page)


def test_markup_from_outside_is_shown_as_it_is(page: DetailPage) -> None:
    """A source's sentence with markup in it is text, and can be copied as such."""
    nasty = "<b>bold</b> <img src=x> &amp;"
    view = detail_views.response_time()
    page.show_view(replace(view, facts=(FactView("Last error", nasty),)))
    label = next(label for label in page.findChildren(QLabel) if label.text() == nasty)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_stale_looks_different_from_fresh(qtbot: QtBot, theme: Theme) -> None:
    """A value that cannot be believed is not drawn like one that can."""
    pictures = []
    for view in (detail_views.response_time(), detail_views.stale()):
        head = DetailHeader(theme)
        qtbot.addWidget(head)
        head.show_view(replace(view.tile, word="", hint="", age="", foot=""))
        head.resize(800, 116)
        pictures.append(render_widget(head, 1.0))
    assert pictures[0] != pictures[1]


def test_the_state_is_said_to_a_screen_reader(page: DetailPage) -> None:
    """The page and its head carry the whole state in one sentence."""
    head = page.findChild(DetailHeader)
    assert head is not None
    assert page.accessibleName() == head.accessibleName()
    assert "318 ms, breach" in page.accessibleName()


def test_back_leaves(page: DetailPage) -> None:
    """The back button asks to leave the page."""
    left = heard(page.left)
    back = next(
        b for b in page.findChildren(QPushButton) if b.accessibleName() == "Back to the overview"
    )
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert left == [None]


def _cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    assert item is not None
    return item.text()


def test_the_compare_button_asks_for_the_period_before(page: DetailPage) -> None:
    """It is pressed while the view is compared, however that came about."""
    asked = heard(page.intent)
    name = "Compare with the period before"
    compare = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == name)
    QTest.mouseClick(compare, Qt.MouseButton.LeftButton)
    QTest.mouseClick(compare, Qt.MouseButton.LeftButton)
    assert asked == [ComparePeriods(compared=True), ComparePeriods(compared=False)]
    page.show_view(detail_views.compared())
    assert compare.isChecked()


def test_the_change_is_said_above_the_chart(page: DetailPage) -> None:
    """A screen reader hears it too; without comparing there is no key for a single curve."""
    page.show_view(detail_views.compared())
    key = page.findChild(PlotKey)
    assert isinstance(key, PlotKey)
    assert key.isVisibleTo(page)
    assert "13 ms more (+11.0 %), worse" in key.accessibleName()
    page.show_view(detail_views.stars())
    assert not key.isVisibleTo(page)


def test_figure_and_data_are_copied(page: DetailPage) -> None:
    """Both land in the clipboard as text, and the button says so."""
    page.show_view(detail_views.compared())
    page.copy_figure()
    assert "318 ms" in QGuiApplication.clipboard().text()
    page.copy_data()
    assert (
        QGuiApplication.clipboard().text().startswith("time,Response time [ms],time (1 h before)")
    )
    assert "Copied" in [b.text() for b in page.findChildren(QPushButton)]


def test_the_figures_of_every_collector_stand_in_a_table_of_their_own(page: DetailPage) -> None:
    """Its button is there only where there are several."""
    page.show_view(detail_views.compared())
    foot = page.findChild(DetailFoot)
    assert isinstance(foot, DetailFoot)
    foot.choose(Side.SOURCES)
    assert foot.sources is not None
    assert foot.sources.isVisibleTo(page)
    assert foot.sources.rowCount() == 2
    page.show_view(detail_views.response_time())
    assert foot.side is Side.PARTS
    assert not foot.sources.isVisibleTo(page)


def test_the_chart_is_saved_in_the_form_that_is_chosen(page: DetailPage) -> None:
    """The menu under the button asks for the open metric's chart; without one it cannot."""
    asked = heard(page.intent)
    name = "Copy the figure or the chart's data"
    copy = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == name)
    copy.click()
    menu = page.findChildren(QMenu)[-1]
    forms = [action for action in menu.actions() if action.text().startswith("Save")]
    for action in forms:
        action.trigger()
    metric = detail_views.response_time().tile.metric
    wanted = (ExportFormat.PNG, ExportFormat.SVG, ExportFormat.CSV)
    assert asked == [Export(ExportSubject.CHART, form, metric=metric) for form in wanted]
    menu.close()
    page.show_view(detail_views.unconnected())
    copy.click()
    menu = page.findChildren(QMenu)[-1]
    assert not any(a.isEnabled() for a in menu.actions() if a.text().startswith("Save"))
    menu.close()
