"""A chart: nothing drawn twice, nothing drawn that is not there, values under the pointer."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QSize, QSizeF
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.views import LimitKind, LimitView, LineColour, LineView, PlotView
from aux_monitor.ui.charts import samples
from aux_monitor.ui.crosshair import Crosshair, nearest_time, value_at
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.plot import Plot
from aux_monitor.ui.plot_frame import PlotFrame
from aux_monitor.ui.theme import Theme
from tests.ui.painted import Painted
from tests.ui.sample_charts import NOW, plot, response_chart

_WIDTH, _HEIGHT = 560, 270


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> Plot:
    """Return a plot of the overview, attached and painted."""
    made = Plot(theme, interactive=False)
    qtbot.addWidget(made)
    made.resize(_WIDTH, _HEIGHT)
    made.show_plot(response_chart().plot)
    made.attach()
    with qtbot.waitExposed(made):
        made.show()
    Painted(made).settle()
    return made


def flat(*values: float | None) -> PlotView:
    """Return a plot of one line, ten seconds a value, that ends now."""
    start = NOW - 10.0 * (len(values) - 1)
    line = LineView("line", LineColour.FIRST, start, 10.0, values)
    return plot((line,), 0.0, 10.0, since=start)


def moved(view: PlotView, seconds: float) -> PlotView:
    """Return the same plot some seconds later."""
    return replace(view, since=view.since + seconds, until=view.until + seconds)


def columns(image: QImage, without: QImage) -> set[int]:
    """Return the columns in which two pictures of one size differ at all."""
    rows = range(image.height())
    return {
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != without.pixel(x, y) for y in rows)
    }


def test_an_equal_view_paints_nothing(chart: Plot) -> None:
    """The same plot again costs no paint."""
    painted = Painted(chart)
    chart.show_plot(response_chart().plot)
    assert painted.settle() == []


def test_a_second_that_moves_the_chart_by_less_than_a_pixel_paints_nothing(chart: Plot) -> None:
    """An hour on 560 pixels does not move visibly in a second, but does in ten."""
    painted = Painted(chart)
    chart.show_plot(moved(response_chart().plot, 1.0))
    assert painted.settle() == []
    chart.show_plot(moved(response_chart().plot, 12.0))
    assert painted.settle()


def test_a_new_value_is_painted(chart: Plot) -> None:
    """A line that changed is drawn."""
    view = response_chart(average=900).plot
    before, painted = chart.grab().toImage(), Painted(chart)
    chart.show_plot(view)
    assert painted.settle()
    assert chart.grab().toImage() != before


def test_a_gap_is_never_joined(qtbot: QtBot, theme: Theme) -> None:
    """Between two stretches of samples the picture is that of a chart without the line."""
    made = Plot(theme, interactive=False)
    qtbot.addWidget(made)
    made.resize(_WIDTH, _HEIGHT)
    made.attach()
    view = flat(5, 5, 5, 5, None, None, None, None, None, 5, 5, 5)
    made.show_plot(replace(view, lines=()))
    with qtbot.waitExposed(made):
        made.show()
    Painted(made).settle()
    bare = made.grab().toImage()
    made.show_plot(view)
    Painted(made).settle()
    area = PlotFrame(view, theme, QSizeF(made.size())).mapping.area
    found = columns(made.grab().toImage(), bare)
    step = area.width() / 11
    gap = range(int(area.left() + 3 * step + 6), int(area.left() + 9 * step - 6))
    assert not found & set(gap)
    assert min(found) < area.left() + 3 * step
    assert max(found) > area.left() + 9 * step


def test_a_dashed_line_has_gaps_however_near_its_points_lie(qtbot: QtBot, theme: Theme) -> None:
    """A path or a forecast never looks measured; its end has no dot."""

    def drawn(view: PlotView) -> QImage:
        made = Plot(theme)
        qtbot.addWidget(made)
        made.resize(600, 200)
        made.show_plot(view)
        return render_unseen(made, QSize(600, 200), 1.0)

    whole = flat(*[5.0] * 301)
    line = replace(whole.lines[0], dashed=True)
    empty = drawn(replace(whole, lines=()))
    solid, dashed = drawn(whole), drawn(replace(whole, lines=(line,)))
    assert len(columns(dashed, empty)) < 0.8 * len(columns(solid, empty))
    assert max(columns(dashed, empty)) <= max(columns(solid, empty))


def test_furniture_stands_in_its_place_before_the_curves_come(qtbot: QtBot, theme: Theme) -> None:
    """Attaching pyqtgraph adds the lines and moves nothing."""
    made = Plot(theme, interactive=False)
    qtbot.addWidget(made)
    made.resize(_WIDTH, _HEIGHT)
    made.show_plot(replace(response_chart().plot, lines=()))
    bare = made.grab().toImage()
    made.attach()
    assert made.attached
    assert made.grab().toImage() == bare


def test_the_widgets_do_not_import_pyqtgraph_before_it_is_attached() -> None:
    """The first paint need not wait for pyqtgraph: no widget's module asks for it."""
    code = (
        "import sys, aux_monitor.ui.overview, aux_monitor.ui.plot, aux_monitor.ui.chart_panel;"
        "print('pyqtgraph' in sys.modules, 'numpy' in sys.modules)"
    )
    answer = subprocess.run(  # noqa: S603 - this very Python, with a fixed text
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert answer.stdout.split() == ["False", "False"]


@given(
    st.lists(st.none() | st.floats(0, 100), min_size=1, max_size=120),
    st.integers(4, 300),
)
def test_samples_keep_extremes_and_gaps(values: list[float | None], pixels: int) -> None:
    """What is drawn has the line's least and greatest value, and a hole for every gap."""
    view = flat(*values)
    if view.until <= view.since:
        return
    times, drawn = samples(view.lines[0], view.since, view.until, pixels)
    known = [value for value in values if value is not None]
    finite = drawn[~np.isnan(drawn)]
    assert bool(np.all(np.diff(times) >= 0))
    if known:
        assert (finite.min(), finite.max()) == (min(known), max(known))
    ended = values[-1] is not None
    assert bool(drawn.size and not np.isnan(drawn[-1])) == ended


def test_samples_outside_the_range_are_not_drawn() -> None:
    """A history longer than the chart begins at the chart's left end."""
    line = LineView("line", LineColour.FIRST, NOW - 100, 10.0, tuple(map(float, range(11))))
    times, values = samples(line, NOW - 35, NOW, 500)
    assert values.tolist() == [7.0, 8.0, 9.0, 10.0]
    assert times.tolist() == pytest.approx([5.0, 15.0, 25.0, 35.0])


def test_a_limit_outside_the_axis_takes_no_room(theme: Theme) -> None:
    """A label for a line that cannot be seen does not push the plot aside."""
    near = replace(flat(1, 2), limits=(LimitView(LimitKind.ALERT, 5, "alert 5"),))
    far = replace(flat(1, 2), limits=(LimitView(LimitKind.ALERT, 50, "alert 50"),))
    size = QSizeF(_WIDTH, _HEIGHT)
    widths = [PlotFrame(view, theme, size).mapping.area.width() for view in (near, far)]
    assert widths[1] > widths[0]


def test_the_readout_names_samples_and_gaps() -> None:
    """Under the pointer stands the nearest sample's value, and nothing in a gap."""
    view = flat(1.0, None, 3.0)
    line = view.lines[0]
    at = [nearest_time(view, NOW + offset) for offset in (-4.0, -9.0, -21.0)]
    assert at == [NOW, NOW - 10, NOW - 20]
    assert [value_at(line, moment) for moment in (*at, NOW + 10)] == [3.0, None, 1.0, None]


def test_the_pointer_shows_values_on_a_metrics_own_page(qtbot: QtBot, theme: Theme) -> None:
    """An interactive plot draws a crosshair inside its area, and takes it away outside."""
    made = Plot(theme)
    qtbot.addWidget(made)
    made.resize(_WIDTH, _HEIGHT)
    made.show_plot(response_chart().plot)
    with qtbot.waitExposed(made):
        made.show()
    QTest.mouseMove(made, QPoint(300, 120))
    (cross,) = made.findChildren(Crosshair)
    assert cross.isVisible()
    QTest.mouseMove(made, QPoint(3, 120))
    assert not cross.isVisible()
