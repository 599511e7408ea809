"""A chart: nothing drawn twice, nothing drawn that is not there, values under the pointer."""

from __future__ import annotations

import itertools
import subprocess
import sys
from datetime import UTC

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import (
    AlertSpanView,
    LimitKind,
    LimitView,
    LineColour,
    LineView,
    PlotView,
)
from aux_monitor.ui.charts import alone, extremes, samples
from aux_monitor.ui.crosshair import Crosshair, nearest_time, readout, value_at
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


@given(
    st.lists(st.none() | st.floats(-1e6, 1e6), min_size=9, max_size=400),
    st.integers(1, 40),
)
def test_every_bucket_keeps_its_least_and_greatest_value_and_its_gaps(
    values: list[float | None], pixels: int
) -> None:
    """However long a line is, no pixel column loses a peak, and no gap is bridged."""
    known = np.array(values, dtype=np.float64)
    kept = extremes(known, pixels).astype(int)
    edges = np.unique((np.arange(pixels) * (known.size / pixels)).astype(int))
    if known.size <= 2 * pixels:
        assert kept.tolist() == list(range(known.size))
        return
    for part in np.split(np.arange(known.size), edges[1:]):
        there, drawn = known[part], known[np.intersect1d(part, kept)]
        if not np.isnan(there).all():
            assert (np.nanmin(drawn), np.nanmax(drawn)) == (np.nanmin(there), np.nanmax(there))
    for left, right in itertools.pairwise(kept):
        assert not np.isnan(known[left:right]).any() or np.isnan(known[left])


@given(st.integers(1, 9))
def test_no_line_joins_two_definitions(cut: int) -> None:
    """Between the last sample of one and the first of the next there is a gap, and none is lost."""
    view = flat(*map(float, range(10)))
    line = replace(view.lines[0], breaks=(view.lines[0].start + 10.0 * cut - 5.0,))
    times, values = samples(line, view.since, view.until, 500)
    (gap,) = np.flatnonzero(np.isnan(values))
    assert gap == cut
    assert values[~np.isnan(values)].tolist() == [float(index) for index in range(10)]
    assert times[gap - 1] < times[gap] < times[gap + 1]


def test_a_sample_between_two_gaps_is_not_lost() -> None:
    """No line leads to it, so it is a dot; the others are none."""
    drawn = np.array([1.0, np.nan, 2.0, np.nan, 3.0, 4.0])
    assert alone(drawn).tolist() == [True, False, True, False, False, False]


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


@pytest.fixture
def keyed(qtbot: QtBot, theme: Theme) -> Plot:
    """Return an interactive plot of five samples, one of them missing, that has the keyboard."""
    made = Plot(theme, zone=UTC)
    qtbot.addWidget(made)
    made.resize(_WIDTH, _HEIGHT)
    made.show_plot(replace(flat(1.0, 2.0, None, 4.0, 5.0), unit="ms"))
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def test_the_arrow_keys_read_the_values_aloud(keyed: Plot) -> None:
    """The first key reads the newest value, each further one the sample beside it, gaps too."""
    assert "arrow keys" in keyed.accessibleName()
    heard = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(keyed, key)
        heard.append(keyed.accessibleName().rpartition("line ")[2])
    assert heard == ["5 ms", "4 ms", "no data", "1 ms", "5 ms"]
    QTest.keyClick(keyed, Qt.Key.Key_Right)
    assert keyed.accessibleName().endswith("line 5 ms")


def test_escape_takes_the_crosshair_away_before_it_leaves_the_page(keyed: Plot) -> None:
    """The first Escape is the chart's, the next one the window's."""
    QTest.keyClick(keyed, Qt.Key.Key_Left)
    (cross,) = keyed.findChildren(Crosshair)
    assert cross.isVisible()
    QTest.keyClick(keyed, Qt.Key.Key_Escape)
    assert not cross.isVisible()
    assert "arrow keys" in keyed.accessibleName()
    passed_on = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(keyed, passed_on)
    assert not passed_on.isAccepted()


def test_the_crosshair_stays_where_it_was_while_the_chart_moves_on(keyed: Plot) -> None:
    """A value that is being read does not vanish with the next answer, until it has left."""
    QTest.keyClick(keyed, Qt.Key.Key_Left)
    (cross,) = keyed.findChildren(Crosshair)
    at = cross.at
    newer = flat(1.0, 2.0, None, 4.0, 5.0, 6.0)
    keyed.show_plot(replace(newer, since=newer.since + 10, until=newer.until + 10))
    assert (cross.isVisible(), cross.at) == (True, at)
    keyed.show_plot(replace(newer, since=at + 1000, until=at + 1040))
    assert not cross.isVisible()


def test_the_readout_tells_the_change_and_the_alert() -> None:
    """Beside both values stands what became of them, and the alert the moment lies in."""
    view = flat(100.0, 132.0)
    before = LineView(
        "1 h before", LineColour.EARLIER, view.since, 10.0, (100.0, 120.0), dashed=True
    )
    alert = AlertSpanView(view.until - 5, None, Level.BREACH, "alert fires")
    shown = replace(view, lines=(*view.lines, before), alerts=(alert,), unit="ms")
    rows = [(row.name, row.text) for row in readout(shown, view.until, UTC).rows]
    assert rows[:3] == [
        ("line", "132 ms"),
        ("1 h before", "120 ms"),
        ("change", "+12 ms (+10.0 %)"),
    ]
    assert rows[3][0] == "alert fires"
    assert len(readout(shown, view.since, UTC).rows) == 3
