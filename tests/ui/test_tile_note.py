"""A tile's note: the line of its own below the figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.views import SectionView, TileView
from aux_monitor.ui.board import Board
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.tile import Tile
from aux_monitor.ui.tile_type import Pen, TileType
from tests.ui import sample_tiles
from tests.ui.painted import Painted
from tests.ui.window.golden import assert_golden
from tests.ui.window.heard import heard

LONG = "Missing: Countries, Doc languages, Contributors, Unique domains, 2 more"


def picture(widget: QWidget) -> QImage:
    """Return what a widget paints."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image)
    return image


def shown(qtbot: QtBot, theme: Theme, view: TileView) -> Tile:
    """Return a tile of the least usual width, painted."""
    made = Tile(theme, view)
    qtbot.addWidget(made)
    made.resize(204, 160)
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    return made


@pytest.mark.parametrize("name", list(ThemeName), ids=lambda name: name.value)
def test_gates_and_forecasts_look_as_they_should(
    qtbot: QtBot, themes: dict[ThemeName, Theme], tmp_path: Path, name: ThemeName
) -> None:
    """Three gates (not met, met, unknown) and a tile with its landing, side by side."""
    board = Board(themes[name])
    qtbot.addWidget(board)
    tiles = (sample_tiles.landing(), *sample_tiles.gates())
    board.show_views((), (SectionView("Phase gates", "", tiles),))
    image = render_unseen(board, QSize(920, 424), 1.0)
    assert_golden(image, f"gates-{name.value}-920x424", tmp_path)


def test_a_note_takes_a_second_line_where_nothing_is_drawn_below(
    qtbot: QtBot, theme: Theme
) -> None:
    """Words that do not fit the first line go on in the second; a history leaves one."""
    font = TileType(theme)
    one, two = (font.wrapped(Pen.SMALL, LONG, 180.0, most) for most in (1, 2))
    assert [len(one), len(two)] == [1, 2]
    assert max(row.width for row in (*one, *two)) <= 180.0
    plain, long = sample_tiles.gate(), replace(sample_tiles.gate(), note=LONG + ", and more")
    cut = picture(shown(qtbot, theme, replace(plain, spark=(1.0, 2.0))))
    assert cut == picture(shown(qtbot, theme, replace(long, spark=(1.0, 2.0))))
    assert picture(shown(qtbot, theme, plain)) != picture(shown(qtbot, theme, long))


def test_lines_are_broken_between_words(theme: Theme) -> None:
    """What fits stays one line; a word that is too long by itself is cut, not lost."""
    font = TileType(theme)
    fits = font.wrapped(Pen.SMALL, "two words", 180.0, 2)
    assert [row.width for row in fits] == [font.shaped(Pen.SMALL, "two words").width]
    broken = font.wrapped(Pen.SMALL, "two words", font.shaped(Pen.SMALL, "words").width + 1, 2)
    parts = [font.shaped(Pen.SMALL, word).width for word in ("two", "words")]
    assert [row.width for row in broken] == parts
    (cut, _) = font.wrapped(Pen.SMALL, "unbreakable word", 40.0, 2)
    assert 0 < cut.width <= 40.0


def test_a_changed_note_is_painted(qtbot: QtBot, theme: Theme) -> None:
    """A note that comes with the hour's look at the past is seen."""
    made = shown(qtbot, theme, sample_tiles.landing())
    before = picture(made)
    painted = Painted(made)
    made.show_view(replace(sample_tiles.landing(), note="not reached at today's pace"))
    assert painted.settle()
    assert picture(made) != before


def test_a_gate_opens_its_page(qtbot: QtBot, theme: Theme) -> None:
    """A click asks for the gate's own id."""
    made = shown(qtbot, theme, sample_tiles.gate())
    opened = heard(made.opened)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert opened == ["gate:phase_2_adoption"]
