"""How a line of a long list is drawn: a heading, or a row of cells with two lines each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import assert_never

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from aux_monitor.domain.level import Level
from aux_monitor.presentation.row_views import CellView, HeadingView, Mood, RowView
from aux_monitor.settings.language import tr
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme

_ROW = 46
_HEADING = 40
_FIRST_HEADING = 34
_SIDE = 8
_BETWEEN = 14
_SHAPE = 14.0
_AFTER_SHAPE = 10.0
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Columns(Struct, frozen=True):
    """Titles of the columns, and the share of the list's width that each has."""

    titles: tuple[str, ...]
    shares: tuple[float, ...]
    shaped: tuple[bool, ...]
    """Whether the cells of a column begin with a level's shape."""

    def cells(self, area: QRect, theme: Theme) -> Iterator[QRect]:
        """Yield the room of each cell in a row."""
        side, between = theme.ipx(_SIDE), theme.ipx(_BETWEEN)
        room = area.width() - 2 * side - between * (len(self.shares) - 1)
        whole = sum(self.shares)
        ends = [0.0]
        for share in self.shares:
            ends.append(ends[-1] + room * share / whole)
        for number, (left, right) in enumerate(pairwise(ends)):
            x = area.x() + side + round(left) + number * between
            yield QRect(x, area.y(), max(0, round(right) - round(left)), area.height())

    def titled(self, area: QRect, theme: Theme) -> Iterator[tuple[str, QRect]]:
        """Yield each title with the room it stands in: over the text, past any shape."""
        for title, cell, shaped in zip(
            map(tr, self.titles), self.cells(area, theme), self.shaped, strict=True
        ):
            yield title, cell.adjusted(_text_indent(theme) if shaped else 0, 0, 0, 0)


def row_height(theme: Theme) -> int:
    """Return how tall a row is."""
    return theme.ipx(_ROW)


def heading_height(theme: Theme, *, first: bool) -> int:
    """Return how tall a heading is; one at the top needs no room above."""
    return theme.ipx(_FIRST_HEADING if first else _HEADING)


def paint_heading(painter: QPainter, area: QRect, heading: HeadingView, theme: Theme) -> None:
    """Draw a heading at the foot of its area, its note behind it."""
    side = theme.ipx(_SIDE)
    foot = area.adjusted(side, 0, -side, -theme.ipx(2))
    foot.setTop(foot.bottom() - theme.ipx(26))
    painter.setFont(theme.font(TextStyle.BODY_STRONG))
    painter.setPen(theme.colours.text_2)
    painter.drawText(foot, _LEFT, _elided(painter, heading.text, foot.width()))
    used = round(QFontMetricsF(painter.font()).horizontalAdvance(heading.text))
    painter.setFont(theme.font(TextStyle.SMALL))
    painter.setPen(theme.colours.text_3)
    rest = foot.adjusted(used + theme.ipx(_BETWEEN), 0, 0, 0)
    if heading.note and rest.width() > 0:
        painter.drawText(rest, _LEFT, _elided(painter, heading.note, rest.width()))


def paint_row(
    painter: QPainter,
    area: QRect,
    row: RowView,
    columns: Columns,
    theme: Theme,
    *,
    hover: bool,
    ringed: bool,
) -> None:
    """Draw one row; ``ringed`` shows that the keyboard is there."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QRectF(area).adjusted(1, 1, -1, -1)
    if hover or ringed:
        painter.setPen(QPen(theme.colours.focus, theme.px(1.5)) if ringed else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colours.hover if hover else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground, theme.radius.button, theme.radius.button)
    paired = any(cell.note for cell in row.cells)
    for cell, room in zip(row.cells, columns.cells(area, theme), strict=False):
        _paint_cell(painter, room, cell, theme, paired=paired)
    painter.restore()


def _paint_cell(
    painter: QPainter, room: QRect, cell: CellView, theme: Theme, *, paired: bool
) -> None:
    """Draw a cell; where any cell of the row has two lines, every first line stands in line."""
    half = room.height() // 2
    top = QRect(room.x(), room.y() + theme.ipx(3), room.width(), half) if paired else QRect(room)
    foot = QRect(room.x(), room.y() + half - theme.ipx(1), room.width(), half - theme.ipx(3))
    if cell.level is not None:
        side = theme.px(_SHAPE)
        mark = QRectF(room.x(), top.y() + (top.height() - side) / 2, side, side)
        paint_level(painter, mark, cell.level, theme)
        top, foot = (each.adjusted(_text_indent(theme), 0, 0, 0) for each in (top, foot))
    painter.setFont(theme.font(TextStyle.BODY))
    painter.setPen(ink(cell.mood, theme))
    painter.drawText(top, _LEFT, _elided(painter, cell.text, top.width()))
    if cell.note:
        painter.setFont(theme.font(TextStyle.SMALL))
        painter.setPen(theme.colours.text_2)
        painter.drawText(foot, _LEFT, _elided(painter, cell.note, foot.width()))


def ink(mood: Mood, theme: Theme) -> QColor:
    """Return the colour of a cell's first line."""
    match mood:
        case Mood.PLAIN:
            return theme.colours.text
        case Mood.QUIET:
            return theme.colours.text_2
        case Mood.BETTER:
            return theme.word(Level.ON_TARGET)
        case Mood.WORSE:
            return theme.word(Level.OFF_TARGET)
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _text_indent(theme: Theme) -> int:
    return theme.ipx(_SHAPE + _AFTER_SHAPE)


def _elided(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
