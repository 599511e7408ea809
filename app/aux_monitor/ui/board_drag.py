"""A tile on its way to another place: its picture under the pointer, a bar where it would go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGraphicsOpacityEffect, QLabel, QWidget

from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.arrangement import MoveTile, PinTile, Rearrangement
from aux_monitor.presentation.views import SectionView, TileView
from aux_monitor.ui.board_split import Form, form_of
from aux_monitor.ui.theme import Theme

_OPACITY = 0.8
_BAR = 3.0


class _Aim(Struct, frozen=True):
    """Where a tile would go: before or after a tile of a section."""

    section: SectionView
    beside: TileView
    after: bool


class TileDrag:
    """One drag of one tile on a board.

    A tile goes to another place of its section, or from its section among the pinned ones; where
    there is no place for it, nothing changes.
    """

    def __init__(
        self,
        theme: Theme,
        board: QWidget,
        tiles: Mapping[MetricId, QWidget],
        metric: MetricId,
    ) -> None:
        self._tiles = tiles
        self._metric = metric
        self._theme = theme
        moving = tiles[metric]
        self._ghost = QLabel(board)
        self._ghost.setPixmap(moving.grab())
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        effect = QGraphicsOpacityEffect(self._ghost)
        effect.setOpacity(_OPACITY)
        self._ghost.setGraphicsEffect(effect)
        self._held_at = QPoint(moving.width() // 2, min(moving.height() // 2, theme.ipx(24)))
        self._bar = QWidget(board)
        self._bar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._bar.setAutoFillBackground(True)
        palette = self._bar.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colours.focus)
        self._bar.setPalette(palette)

    def move(self, at: QPoint, sections: Sequence[SectionView]) -> None:
        """Follow the pointer at a place of the board."""
        self._ghost.move(at - self._held_at)
        self._ghost.show()
        self._ghost.raise_()
        aim = self._aim(at, sections)
        self._bar.setVisible(aim is not None)
        if aim is not None:
            self._bar.setGeometry(self._edge(aim))
            self._bar.raise_()

    def drop(self, at: QPoint, sections: Sequence[SectionView]) -> Rearrangement | None:
        """End the drag; return what it asks for, None where it was let go beside everything."""
        aim = self._aim(at, sections)
        for made in (self._ghost, self._bar):
            made.hide()
            made.deleteLater()
        own = _holding(sections, self._metric)
        if aim is None or own is None:
            return None
        tile = next(view for view in own.tiles if view.metric == self._metric)
        if aim.section is not own:
            return PinTile(tile)
        rest = [view.metric for view in own.tiles if view.metric != self._metric]
        to = rest.index(aim.beside.metric) + aim.after
        return MoveTile(tile, own, to)

    def _aim(self, at: QPoint, sections: Sequence[SectionView]) -> _Aim | None:
        own = _holding(sections, self._metric)
        if own is None:
            return None
        form = next(form_of(view) for view in own.tiles if view.metric == self._metric)
        for section in sections:
            if section is not own and not section.pinned:
                continue
            for view in section.tiles:
                alike = section is not own or form_of(view) is form
                if view.metric != self._metric and alike and self._area(view).contains(at):
                    return _Aim(section, view, self._is_after(view, at))
        return None

    def _area(self, view: TileView) -> QRect:
        """Return a tile's area and half the gap around it; empty where it is not made."""
        tile = self._tiles.get(view.metric)
        half = self._theme.ipx(6)
        return QRect() if tile is None else tile.geometry().adjusted(-half, -half, half, half)

    def _is_after(self, view: TileView, at: QPoint) -> bool:
        middle = self._tiles[view.metric].geometry().center()
        return at.y() > middle.y() if form_of(view) is Form.COMPACT else at.x() > middle.x()

    def _edge(self, aim: _Aim) -> QRect:
        """Return the bar at the edge of the tile that the dragged one would stand beside."""
        area = self._tiles[aim.beside.metric].geometry()
        wide = self._theme.ipx(_BAR)
        if form_of(aim.beside) is Form.COMPACT:
            y = area.bottom() + 1 if aim.after else area.top() - wide
            return QRect(area.left(), y, area.width(), wide)
        gap = self._theme.ipx(6)
        x = area.right() + gap - wide // 2 if aim.after else area.left() - gap - wide // 2
        return QRect(x, area.top(), wide, area.height())


def _holding(sections: Sequence[SectionView], metric: MetricId) -> SectionView | None:
    return next(
        (part for part in sections if any(view.metric == metric for view in part.tiles)), None
    )
