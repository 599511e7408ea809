"""A tile: paints only what changed, and says what was asked of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.domain.level import Level, Trust
from aux_monitor.presentation.views import BarView, FigureView, TileView
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.tile import Tile
from tests.ui.painted import Painted
from tests.ui.sample_tiles import tile, unconnected, wave


def view() -> TileView:
    """Return a tile that is on target, with a line and a target."""
    return tile(
        "Retry rate", "2.3", "%", foot="target < 5", spark=wave(1, 2.0, 2.3, 0.3), limit=5.0
    )


FIGURE = view()


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Tile:
    """Return a painted tile."""
    made = Tile(theme, view())
    qtbot.addWidget(made)
    made.resize(228, 160)
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    return made


def drawn(widget: QWidget, ratio: float = 1.0) -> QImage:
    """Return a picture of a widget."""
    image = QImage(widget.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    widget.render(image)
    return image


def has_colour(image: QImage, colour: QColor) -> bool:
    """Return whether any pixel has just this colour."""
    wanted = colour.rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_an_equal_view_paints_nothing(shown: Tile) -> None:
    """The same view again costs no paint."""
    painted = Painted(shown)
    shown.show_view(view())
    assert painted.settle() == []


def test_a_new_age_paints_only_the_tiles_head(shown: Tile) -> None:
    """An age that moved on leaves figure, line and foot alone."""
    painted = Painted(shown)
    shown.show_view(replace(view(), age="2 s"))
    (area,) = painted.settle()
    assert area.bottom() < 34


@pytest.mark.parametrize(
    "changed",
    [
        replace(FIGURE, figure=FigureView("9.9", "%")),
        replace(FIGURE, figure=FigureView("19.9", "%")),
        replace(FIGURE, spark=(*FIGURE.spark[1:], 2.9)),
        replace(FIGURE, age="12 min"),
        replace(FIGURE, word="breach", level=Level.BREACH),
        replace(FIGURE, name="Another name", foot="target < 7"),
    ],
    ids=["digits", "wider", "line", "older", "level", "name"],
)
def test_what_is_painted_anew_is_all_that_changed(shown: Tile, changed: TileView) -> None:
    """The old picture with the painted part laid over it is the new picture."""
    picture, painted = drawn(shown), Painted(shown)
    shown.show_view(changed)
    (area,) = painted.settle()
    shown.render(picture, area.topLeft(), QRegion(area))
    assert picture == drawn(shown)


@pytest.mark.parametrize("level", [Level.ON_TARGET, Level.OFF_TARGET, Level.BREACH])
def test_the_level_is_drawn_in_its_colour(shown: Tile, theme: Theme, level: Level) -> None:
    """Shape and word take the level's colour."""
    shown.show_view(replace(view(), level=level, word=level.value))
    assert has_colour(drawn(shown), theme.level(level))


@pytest.mark.parametrize("level", [Level.ON_TARGET, Level.OFF_TARGET, Level.BREACH])
def test_a_dimmed_tile_shows_no_levels_colour(shown: Tile, theme: Theme, level: Level) -> None:
    """What cannot be believed is neither green nor red, its bar neither."""
    stale = replace(
        view(),
        level=Level.UNKNOWN,
        trust=Trust.STALE,
        word="stale 4 min",
        dimmed=True,
        bar=BarView(0.8, 0.5, 1.0),
    )
    shown.show_view(stale)
    picture = drawn(shown)
    assert not has_colour(picture, theme.level(level))
    assert not has_colour(picture, theme.colours.series_first)


def test_levels_are_told_apart_without_colour(shown: Tile) -> None:
    """In greys alone the four shapes are four pictures."""
    shapes = set()
    for level in Level:
        shown.show_view(replace(view(), level=level, word="word"))
        grey = drawn(shown).copy(12, 12, 15, 15).convertToFormat(QImage.Format.Format_Mono)
        shapes.add(bytes(grey.constBits()))
    assert len(shapes) == len(Level)


def test_a_gap_in_the_line_is_left_empty(shown: Tile) -> None:
    """No pixel of the line stands where samples are missing."""
    values: list[float | None] = [1.0, 2.0] * 20
    values[10:30] = [None] * 20
    shown.show_view(replace(view(), spark=tuple(values), spark_limit=None))
    middle = drawn(shown).copy(12 + 60, 68, 84, 58)
    ground = drawn(shown).pixel(6, 100)
    assert all(
        middle.pixel(x, y) == ground for x in range(middle.width()) for y in range(middle.height())
    )
    line = drawn(shown).copy(12, 68, 50, 58)
    assert any(
        line.pixel(x, y) != ground for x in range(line.width()) for y in range(line.height())
    )


def test_the_bar_marks_value_due_and_target(shown: Tile, theme: Theme) -> None:
    """The fill ends at the value, the bright tick stands at what is due."""
    shown.show_view(replace(view(), bar=BarView(0.5, 0.75, 1.0), level=Level.OFF_TARGET))
    picture = drawn(shown)
    row = 160 - 38
    length = 228 - 24
    fill, track = theme.level(Level.OFF_TARGET).rgb(), theme.colours.track.rgb()
    assert picture.pixel(12 + int(length * 0.47), row) == fill
    assert picture.pixel(12 + int(length * 0.60), row) == track
    assert picture.pixel(12 + int(length * 0.75), row) == theme.colours.mark.rgb()


@pytest.mark.parametrize("width", [204, 228])
def test_the_demonstrations_mark_shifts_nothing(shown: Tile, width: int) -> None:
    """The mark stands in a free place under the age: no other pixel changes."""
    shown.resize(width, 160)
    plain = drawn(shown)
    shown.show_view(replace(view(), demo=True))
    marked = drawn(shown)
    changed = {
        (x, y) for x in range(width) for y in range(160) if plain.pixel(x, y) != marked.pixel(x, y)
    }
    assert changed
    assert all(width - 50 < x < width - 12 and 26 < y < 36 for x, y in changed)


def test_a_note_stands_between_figure_and_line(shown: Tile) -> None:
    """Where a figure is bound for is said under it, and leaves head and foot alone."""
    plain = drawn(shown)
    shown.show_view(replace(view(), note="5 in Mar"))
    noted = drawn(shown)
    for top, height in ((0, 62), (128, 32)):
        assert noted.copy(0, top, 228, height) == plain.copy(0, top, 228, height)
    assert noted.copy(12, 63, 60, 14) != plain.copy(12, 63, 60, 14)


def test_a_figures_digits_are_its_own(shown: Tile) -> None:
    """Two figures of one form in turn: each is drawn with its own digits, also the first again."""
    first = drawn(shown)
    shown.show_view(replace(view(), figure=FigureView("7.8", "%")))
    assert drawn(shown) != first
    shown.show_view(view())
    assert drawn(shown) == first


def test_a_picture_at_twice_the_size_is_drawn_at_twice_the_size(shown: Tile) -> None:
    """An exported tile is drawn at the export's own resolution, not blown up from the screen's."""
    plain = drawn(shown)
    blown = QImage(plain.size() * 2, QImage.Format.Format_RGB32)
    painter = QPainter(blown)
    painter.drawImage(blown.rect(), plain)
    painter.end()
    sharp = drawn(shown, 2.0)
    differing = sum(sharp.pixel(x, y) != blown.pixel(x, y) for x in range(456) for y in range(120))
    assert differing > 2000


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_opens_the_metric(qtbot: QtBot, shown: Tile, key: Qt.Key) -> None:
    """Enter and Space on a focused tile ask for its metric."""
    with qtbot.waitSignal(shown.opened) as opened:
        QTest.keyClick(shown, key)
    assert opened.args == ["retry_rate"]


def test_a_click_opens_the_metric(qtbot: QtBot, shown: Tile) -> None:
    """A click asks for the tile's metric."""
    with qtbot.waitSignal(shown.opened) as opened:
        QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert opened.args == ["retry_rate"]


def test_a_click_that_is_taken_back_opens_nothing(qtbot: QtBot, shown: Tile) -> None:
    """Letting go outside of the tile asks for nothing."""
    with qtbot.assertNotEmitted(shown.opened):
        QTest.mousePress(shown, Qt.MouseButton.LeftButton)
        QTest.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(-5, 300))


def test_a_menu_is_asked_for_with_metric_and_place(qtbot: QtBot, shown: Tile) -> None:
    """The right button and the menu key ask for the metric's menu at their place."""
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 6), QPoint(50, 60))
    with qtbot.waitSignal(shown.menu_requested) as menu:
        QApplication.sendEvent(shown, asked)
    assert menu.args == ["retry_rate", QPoint(50, 60)]


def test_the_ring_shows_where_the_keys_moved_the_focus(shown: Tile, theme: Theme) -> None:
    """Tab draws a ring; a window that opens or a click does not."""
    shown.clearFocus()
    shown.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    edge = drawn(shown).copy(100, 0, 20, 3)
    assert not has_colour(edge, theme.colours.focus)
    shown.clearFocus()
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    assert has_colour(drawn(shown).copy(100, 0, 20, 3), theme.colours.focus)


def test_a_screen_reader_hears_the_whole_state(shown: Tile) -> None:
    """The accessible name is the view's sentence, and follows it."""
    shown.show_view(replace(view(), accessible="Retry rate, 9.9 percent, breach"))
    assert shown.accessibleName() == "Retry rate, 9.9 percent, breach"


def test_a_tool_tip_is_shown_as_it_is(shown: Tile) -> None:
    """Markup in a text from outside stays text."""
    shown.show_view(replace(view(), tooltip="<img src=x> & more"))
    assert "&lt;img src=x> &amp; more" in shown.toolTip()


def test_a_metric_without_a_source_is_one_quiet_row(qtbot: QtBot, theme: Theme) -> None:
    """What nothing fills takes a row, and becomes a tile when something does."""
    quiet = Tile(theme, unconnected("NPS", "target > 50"))
    qtbot.addWidget(quiet)
    assert quiet.compact
    assert quiet.sizeHint().height() * 4 < quiet.sizeHint().height() + 160
    quiet.show_view(view())
    assert not quiet.compact


def test_a_new_theme_is_drawn_at_once(shown: Tile, themes: dict[ThemeName, Theme]) -> None:
    """After a change of theme nothing of the old one is left."""
    light = themes[ThemeName.LIGHT]
    shown.set_theme(light)
    picture = drawn(shown)
    assert has_colour(picture, light.colours.surface)
    assert not has_colour(picture, themes[ThemeName.DARK].colours.surface)
