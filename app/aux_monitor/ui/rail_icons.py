"""The rail's icons, drawn as strokes on a grid of 24 units."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from aux_monitor.ui.actions import ActionId


def icon_path(action: ActionId) -> QPainterPath:
    """Return the strokes of an action's icon; every action on the rail has one."""
    path = QPainterPath()
    _ICONS[action](path)
    return path


def _overview(path: QPainterPath) -> None:
    for left in (3.5, 13.5):
        for top in (3.5, 13.5):
            path.addRoundedRect(QRectF(left, top, 7, 7), 1.5, 1.5)


def _performance(path: QPainterPath) -> None:
    """A dial with its needle."""
    path.arcMoveTo(QRectF(3.5, 4.5, 17, 17), -20)
    path.arcTo(QRectF(3.5, 4.5, 17, 17), -20, 220)
    path.moveTo(12, 13.5)
    path.lineTo(16, 9)
    path.addEllipse(QPointF(12, 13.5), 1.4, 1.4)


def _adoption(path: QPainterPath) -> None:
    """A line that rises, with its head."""
    path.moveTo(3.5, 17.5)
    path.lineTo(9.5, 11.5)
    path.lineTo(13, 15)
    path.lineTo(20.5, 6.5)
    path.moveTo(15, 6.5)
    path.lineTo(20.5, 6.5)
    path.lineTo(20.5, 12)


def _community(path: QPainterPath) -> None:
    """Two people."""
    path.addEllipse(QPointF(9, 8), 3.4, 3.4)
    path.moveTo(2.8, 19.5)
    path.arcTo(QRectF(2.8, 13.5, 12.4, 12), 180, -180)
    path.moveTo(15.2, 4.9)
    path.arcTo(QRectF(12.4, 4.8, 6.6, 6.6), 85, -175)
    path.moveTo(17, 13.9)
    path.cubicTo(19.6, 14.4, 21.2, 16.6, 21.2, 19.5)


def _quality(path: QPainterPath) -> None:
    """A shield with a tick."""
    path.moveTo(12, 3)
    path.lineTo(19.5, 5.8)
    path.lineTo(19.5, 11.5)
    path.cubicTo(19.5, 16, 16.5, 19.3, 12, 21)
    path.cubicTo(7.5, 19.3, 4.5, 16, 4.5, 11.5)
    path.lineTo(4.5, 5.8)
    path.closeSubpath()
    path.moveTo(8.6, 11.8)
    path.lineTo(11.1, 14.3)
    path.lineTo(15.6, 9.4)


def _developers(path: QPainterPath) -> None:
    """The brackets of a tag, and the stroke between them."""
    path.moveTo(8, 7)
    path.lineTo(3, 12)
    path.lineTo(8, 17)
    path.moveTo(16, 7)
    path.lineTo(21, 12)
    path.lineTo(16, 17)
    path.moveTo(13.6, 5.5)
    path.lineTo(10.4, 18.5)


def _business(path: QPainterPath) -> None:
    """A briefcase."""
    path.addRoundedRect(QRectF(3, 7.5, 18, 12), 2.2, 2.2)
    path.moveTo(8.5, 7.5)
    path.lineTo(8.5, 5.5)
    path.cubicTo(8.5, 4.6, 9.1, 4, 10, 4)
    path.lineTo(14, 4)
    path.cubicTo(14.9, 4, 15.5, 4.6, 15.5, 5.5)
    path.lineTo(15.5, 7.5)
    path.moveTo(3, 12.5)
    path.lineTo(21, 12.5)


def _alerts(path: QPainterPath) -> None:
    """A bell."""
    path.moveTo(4, 17.5)
    path.lineTo(20, 17.5)
    path.cubicTo(18, 15.5, 18, 13.5, 18, 10.5)
    path.cubicTo(18, 6.6, 15.4, 4, 12, 4)
    path.cubicTo(8.6, 4, 6, 6.6, 6, 10.5)
    path.cubicTo(6, 13.5, 6, 15.5, 4, 17.5)
    path.moveTo(9.8, 20.2)
    path.cubicTo(10.6, 21.4, 13.4, 21.4, 14.2, 20.2)


def _reviews(path: QPainterPath) -> None:
    """A sheet on a board, with a tick."""
    path.addRoundedRect(QRectF(4.5, 5, 15, 16), 2, 2)
    path.addRoundedRect(QRectF(9, 3, 6, 4), 1.2, 1.2)
    path.moveTo(8.5, 13.8)
    path.lineTo(11, 16.2)
    path.lineTo(15.5, 11)


def _connect(path: QPainterPath) -> None:
    """Two links of a chain."""
    path.moveTo(10, 7.5)
    path.lineTo(7.5, 7.5)
    path.arcTo(QRectF(3, 7.5, 9, 9), 90, 180)
    path.lineTo(10, 16.5)
    path.moveTo(14, 7.5)
    path.lineTo(16.5, 7.5)
    path.arcTo(QRectF(12, 7.5, 9, 9), 90, -180)
    path.lineTo(14, 16.5)
    path.moveTo(8.5, 12)
    path.lineTo(15.5, 12)


def _settings(path: QPainterPath) -> None:
    """Three sliders."""
    for height, knob in ((6.0, 15.5), (12.0, 8.5), (18.0, 13.5)):
        path.moveTo(3.5, height)
        path.lineTo(knob - 2.3, height)
        path.addEllipse(QPointF(knob, height), 2.3, 2.3)
        path.moveTo(knob + 2.3, height)
        path.lineTo(20.5, height)


def _refresh(path: QPainterPath) -> None:
    """An arc with an arrow head."""
    path.arcMoveTo(QRectF(4, 4, 16, 16), 40)
    path.arcTo(QRectF(4, 4, 16, 16), 40, 290)
    path.moveTo(19.5, 3)
    path.lineTo(19.5, 8)
    path.lineTo(14.5, 8)


def _snapshot(path: QPainterPath) -> None:
    """A camera."""
    path.moveTo(8, 7)
    path.lineTo(9.5, 4.5)
    path.lineTo(14.5, 4.5)
    path.lineTo(16, 7)
    path.addRoundedRect(QRectF(3, 7, 18, 12.5), 2.5, 2.5)
    path.addEllipse(QPointF(12, 13), 3.4, 3.4)


def _help(path: QPainterPath) -> None:
    """A keyboard."""
    path.addRoundedRect(QRectF(2.5, 6, 19, 12), 2.5, 2.5)
    for left in (6.5, 10.2, 13.8, 17.5):
        path.moveTo(left - 0.4, 10)
        path.lineTo(left + 0.4, 10)
    path.moveTo(8, 14.2)
    path.lineTo(16, 14.2)


_ICONS: Mapping[ActionId, Callable[[QPainterPath], None]] = {
    ActionId.OVERVIEW: _overview,
    ActionId.PERFORMANCE: _performance,
    ActionId.ADOPTION: _adoption,
    ActionId.COMMUNITY: _community,
    ActionId.QUALITY: _quality,
    ActionId.DEVELOPERS: _developers,
    ActionId.BUSINESS: _business,
    ActionId.ALERTS: _alerts,
    ActionId.REVIEWS: _reviews,
    ActionId.CONNECT: _connect,
    ActionId.SETTINGS: _settings,
    ActionId.REFRESH: _refresh,
    ActionId.SNAPSHOT_1X: _snapshot,
    ActionId.HELP: _help,
}
