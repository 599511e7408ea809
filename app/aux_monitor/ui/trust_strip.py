"""The trust strip: every source with its shape, its age and what it may still be asked."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import SourceId
from aux_monitor.presentation.views import SourceChipView
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.shapes import paint_level
from aux_monitor.ui.theme import Theme

_SHAPE = 13.0
_GAP = 22.0
_NAME_BASE = 43.0
_DETAIL_BASE = 61.0
_WIDEST = 180.0


class PlacedChip(Struct, frozen=True):
    """A source's place in the ribbon; without ``detail`` there was room for its name only."""

    view: SourceChipView
    left: float
    width: float
    detail: bool


def place_chips(
    sources: Sequence[SourceChipView], theme: Theme, right: float, room: float
) -> list[PlacedChip]:
    """Return the chips, the last one ending at ``right``, all within ``room`` pixels.

    Where there is not room for all details, sources that are fresh are shown by name; where the
    names do not fit either, they are left out, the fresh ones first: trouble is always named.
    """
    every = frozenset(chip.source for chip in sources)
    troubled = tuple(chip for chip in sources if chip.level is not Level.ON_TARGET)
    in_trouble = frozenset(chip.source for chip in troubled)
    tries = ((sources, every), (sources, in_trouble), (sources, frozenset[SourceId]()))
    for chips, detailed in tries:
        placed = _placed(chips, detailed, theme, right)
        if not placed or right - placed[0].left <= room:
            return placed
    return _placed(troubled, frozenset(), theme, right)


def _placed(
    chips: Sequence[SourceChipView], detailed: frozenset[SourceId], theme: Theme, right: float
) -> list[PlacedChip]:
    placed: list[PlacedChip] = []
    for chip in reversed(chips):
        width = _width(chip, theme, detail=chip.source in detailed)
        placed.insert(0, PlacedChip(chip, right - width, width, chip.source in detailed))
        right -= width + theme.px(_GAP)
    return placed


def _width(chip: SourceChipView, theme: Theme, *, detail: bool) -> float:
    name = QFontMetricsF(theme.font(TextStyle.BODY_STRONG)).horizontalAdvance(chip.name)
    words = QFontMetricsF(theme.font(TextStyle.SMALL)).horizontalAdvance(chip.detail)
    head = theme.px(_SHAPE + 6) + name
    return min(theme.px(_WIDEST), max(head, words if detail else 0.0))


def paint_chip(painter: QPainter, chip: PlacedChip, theme: Theme, height: float) -> None:
    """Draw one source; one without details stands in the middle of the ribbon's ``height``."""
    px, side = theme.px, theme.px(_SHAPE)
    strong, small = theme.font(TextStyle.BODY_STRONG), theme.font(TextStyle.SMALL)
    metrics, small_metrics = QFontMetricsF(strong), QFontMetricsF(small)
    base = px(_NAME_BASE) if chip.detail else (height + metrics.capHeight()) / 2
    top = base - metrics.capHeight() / 2 - side / 2
    paint_level(painter, QRectF(chip.left, top, side, side), chip.view.level, theme)
    start = chip.left + side + px(6)
    elide = Qt.TextElideMode.ElideRight
    painter.setFont(strong)
    painter.setPen(theme.colours.text)
    room = chip.width - side - px(6) + 1
    painter.drawText(QPointF(start, base), metrics.elidedText(chip.view.name, elide, room))
    if chip.detail:
        painter.setFont(small)
        painter.setPen(theme.colours.text_2)
        words = small_metrics.elidedText(chip.view.detail, elide, chip.width + 1)
        painter.drawText(QPointF(chip.left, px(_DETAIL_BASE)), words)
