"""One alert that asks for a person: what fires, the document's order, why, and what to press."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import AlertCardView
from aux_monitor.settings.language import tr
from aux_monitor.ui.browser import open_page
from aux_monitor.ui.card_face import (
    CardFace,
    bottom_gap,
    pad_for,
    paint_body,
    paint_chevron,
    paint_title,
    place,
)
from aux_monitor.ui.card_foot import CardButton, CardFoot
from aux_monitor.ui.controls import plain_tooltip
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.openable import Openable
from aux_monitor.ui.theme import Theme, faded, mixed

GLOW = 0.75
"""How much of the theme's tint a breach's card begins with: its state's word, in the level's own
colour, has to stay readable on it."""

_FOOT_GAP = 10.0


class AlertCard(Openable):
    """Draws one ``AlertCardView``, in full or, where there is no room, its first lines.

    ``intent`` carries what its buttons ask for; ``turned`` says that a person wants it opened or
    folded, ``grown`` that it needs another height.
    """

    intent = Signal(object)
    turned = Signal()
    grown = Signal()

    def __init__(self, theme: Theme, view: AlertCardView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view
        self._compact = False
        self._foldable = False
        self._faces: dict[bool, CardFace] = {}
        self._foot = CardFoot(theme, view, self)
        self._link = CardButton("", theme, self, "link")
        self._foot.intent.connect(self.intent)
        self._foot.grown.connect(self.grown)
        self._foot.page_wanted.connect(lambda page: self._go_to(page, self._foot.source))
        self._link.clicked.connect(lambda: self._go_to(self._release_page(), self._link))
        self.opened.connect(self._turn)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._take(view)

    @property
    def view(self) -> AlertCardView:
        """The view that is shown."""
        return self._view

    @property
    def is_compact(self) -> bool:
        """Whether it shows its first lines only."""
        return self._compact

    @property
    def is_busy(self) -> bool:
        """Whether a person is at something in it, so that it must not fold by itself."""
        focused = self.window().focusWidget()
        inside = focused not in (None, self) and self.isAncestorOf(focused)
        return self._foot.is_noting or inside

    def show_view(self, view: AlertCardView) -> None:
        """Show ``view``; only what differs from the one shown is painted."""
        before, self._view = self._view, view
        if view == before:
            return
        if replace(before, lasts=view.lasts) == view:
            self.update(self._shown().status.toAlignedRect())
        else:
            self._take(view)

    def fold(self, *, compact: bool, foldable: bool) -> None:
        """Show the first lines only, or all; ``foldable`` draws the sign that it can change."""
        if (compact, foldable) == (self._compact, self._foldable):
            return
        self._compact, self._foldable = compact, foldable
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if foldable else Qt.CursorShape.ArrowCursor
        )
        self._take(self._view)

    def height_for(self, width: int, *, compact: bool) -> int:
        """Return how tall the card is at a width, in pixels."""
        face = self._placed(width, compact=compact)
        foot = 0 if compact else self._foot.height_for(round(width - 2 * face.pad))
        gap = self._theme.px(_FOOT_GAP) if foot else 0.0
        return round(face.bottom + gap + foot + bottom_gap(self._theme))

    def stops(self) -> list[QWidget]:
        """Return what takes the focus, in the order in which Tab goes there."""
        return [self, self._link, *self._foot.stops()]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size at the present width."""
        return QSize(self.width(), self.height_for(self.width(), compact=self._compact))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw card, title and text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        face = self._shown()
        paint_title(painter, self._view, face, self._theme, compact=self._compact)
        if self._foldable:
            paint_chevron(painter, face, self._theme, compact=self._compact)
        paint_body(painter, self._view, face, self._theme)
        self._paint_release(painter, face)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Place link and foot."""
        super().resizeEvent(event)
        self._place_children()

    def metric_at(self, at: QPointF | None) -> MetricId:  # noqa: ARG002 - one metric all over
        """Return the alert's metric."""
        return self._view.key.metric

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the menu to the window."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open or fold by a key on the card itself, not by one that a button in it left over."""
        if self.hasFocus():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _turn(self) -> None:
        if self._foldable and not self._foot.is_noting:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.turned.emit()

    def _take(self, view: AlertCardView) -> None:
        self._faces = {}
        self.setAccessibleName(view.spoken)
        self._foot.show_view(view)
        self._foot.setVisible(not self._compact)
        self._link.setVisible(bool(self._release_page()) and not self._compact)
        self._place_children()
        self.update()

    def _shown(self) -> CardFace:
        return self._placed(self.width(), compact=self._compact)

    def _placed(self, width: int, *, compact: bool) -> CardFace:
        face = self._faces.get(compact)
        if face is None or face.width != width:
            face = self._faces[compact] = place(self._view, self._theme, width, compact=compact)
        return face

    def _place_children(self) -> None:
        face = self._shown()
        pad = round(pad_for(self._theme, self.width()))
        wide = max(1, self.width() - 2 * pad)
        tall = self._foot.height_for(wide)
        top = self.height() - tall - round(bottom_gap(self._theme))
        self._foot.setGeometry(pad, top, wide, tall)
        if self._view.release is not None and face.body is not None:
            words, link = self._view.release.text, face.body.link
            metrics = QFontMetricsF(self._link.font())
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, link.width())
            self._link.setText(shown.replace("&", "&&"))
            self._link.setAccessibleName(tr("{words}: open the release", words=words))
            self._link.setToolTip(plain_tooltip(f"{words}\n{self._view.release.page}"))
            place_at = link.toRect()
            place_at.setWidth(round(metrics.horizontalAdvance(shown)) + 4)
            self._link.setGeometry(place_at)

    def _release_page(self) -> str:
        return self._view.release.page if self._view.release is not None else ""

    def _go_to(self, page: str, pressed: QPushButton) -> None:
        """Open a page, or say that it could not be."""
        if not open_page(page):
            words = plain_tooltip(tr("No browser opened {page}", page=page))
            QToolTip.showText(pressed.mapToGlobal(QPoint(0, pressed.height())), words, pressed)

    def _paint_release(self, painter: QPainter, face: CardFace) -> None:
        """Draw the release as plain text where it has no page to open."""
        release, body = self._view.release, face.body
        if release is None or release.page or body is None:
            return
        font = self._theme.font(TextStyle.BODY)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(release.text, Qt.TextElideMode.ElideRight, body.link.width())
        painter.setFont(font)
        painter.setPen(self._theme.colours.text_2)
        painter.drawText(body.link, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, level = self._theme, self._view.level
        colour = theme.level(level)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(faded(colour, theme.tint.edge), 1.0))
        painter.setBrush(theme.colours.surface)
        painter.drawRoundedRect(area, theme.radius.card, theme.radius.card)
        if level is Level.BREACH:
            glow = QLinearGradient(0, 0, 0, self.height())
            # Opaque, because a PDF knows no gradient that one can see through.
            surface, strength = theme.colours.surface, theme.tint.card
            glow.setColorAt(0.0, mixed(surface, colour, strength * GLOW))
            glow.setColorAt(0.75, mixed(surface, colour, strength * 0.25))
            painter.setBrush(glow)
            painter.drawRoundedRect(area, theme.radius.card, theme.radius.card)
        if self._ringed:
            painter.setPen(QPen(theme.colours.focus, theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = theme.px(1)
            ring = area.adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(ring, theme.radius.card, theme.radius.card)
