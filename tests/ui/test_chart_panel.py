"""A chart panel: words over a plot, a sentence where there is none, the metric that was meant."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.views import FigureView
from aux_monitor.ui.chart_panel import ChartPanel
from aux_monitor.ui.plot import Plot
from aux_monitor.ui.theme import Theme
from tests.ui.painted import Painted
from tests.ui.sample_charts import emptied, response_chart


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> ChartPanel:
    """Return a painted panel with two figures."""
    made = ChartPanel(theme, response_chart())
    qtbot.addWidget(made)
    made.resize(460, 340)
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    return made


def plot_of(panel: ChartPanel) -> Plot:
    """Return the panel's plot."""
    (plot,) = panel.findChildren(Plot)
    return plot


def test_an_equal_view_paints_nothing(panel: ChartPanel) -> None:
    """The same view again costs no paint, neither of words nor of curves."""
    words, plot = Painted(panel), Painted(plot_of(panel))
    panel.show_view(response_chart())
    assert (words.settle(), plot.settle()) == ([], [])


def test_a_new_figure_leaves_the_plot_alone(panel: ChartPanel) -> None:
    """A figure that moved on paints the words above the plot only."""
    view = response_chart()
    first = replace(view.headlines[0], figure=FigureView("319", "ms"))
    words, plot = Painted(panel), Painted(plot_of(panel))
    panel.show_view(replace(view, headlines=(first, view.headlines[1])))
    (area,) = words.settle()
    assert area.bottom() <= plot_of(panel).y()
    assert plot.settle() == []


def test_a_chart_without_data_says_what_to_do(panel: ChartPanel) -> None:
    """The sentence takes the plot's place, and the plot comes back with the data."""
    before = panel.grab().toImage()
    panel.show_view(emptied(response_chart(), "Connect a session.log."))
    assert not plot_of(panel).isVisible()
    assert panel.grab().toImage() != before
    panel.show_view(response_chart())
    assert plot_of(panel).isVisible()


def test_a_click_on_a_figure_opens_its_metric(panel: ChartPanel) -> None:
    """Each big figure stands for its own metric, the rest of the panel for the chart's."""
    asked: list[str] = []
    panel.opened.connect(asked.append)
    for place in (QPoint(60, 70), QPoint(300, 70), QPoint(300, 250)):
        QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=place)
    assert asked == ["response_time_avg", "response_time_p95", "response_time_avg"]


def test_the_plot_lets_the_wheel_and_the_pointer_through(panel: ChartPanel) -> None:
    """Nothing on the overview pans, zooms or holds the page's wheel."""
    panel.attach_plot()
    assert panel.childAt(plot_of(panel).geometry().center()) is None


def test_a_screen_reader_hears_the_charts_state(panel: ChartPanel) -> None:
    """The accessible name is the view's sentence."""
    assert panel.accessibleName() == response_chart().accessible
