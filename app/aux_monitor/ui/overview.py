"""The overview page: the board at the left, what needs attention at the right."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.views import OverviewView, SectionView
from aux_monitor.services.intents import OpenMetric
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import UNARRANGED
from aux_monitor.ui.attention import AttentionPanel
from aux_monitor.ui.board import Board
from aux_monitor.ui.controls import scroll_bar_sheet
from aux_monitor.ui.theme import Theme

_ATTENTION_SHARE = 0.235
_ATTENTION_LEAST, _ATTENTION_MOST = 290.0, 376.0


class OverviewPage(QWidget):
    """Draws an ``OverviewView`` but its ribbon, which stands above every page.

    ``intent`` carries what a person asks for, ``menu_requested`` a metric and where its menu is
    wanted, ``arranged`` a ``Rearrangement`` of its tiles. The charts' curves, and with them
    pyqtgraph, wait for ``attaching``.
    """

    intent = Signal(object)
    menu_requested = Signal(str, QPoint)
    arranged = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: OverviewView | None = None
        self._attached = False
        self._board = Board(theme)
        self.setAccessibleName(tr("Overview"))
        self._attention = AttentionPanel(theme)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._board)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._area, 1)
        row.addWidget(self._attention)
        self._area.verticalScrollBar().setStyleSheet(scroll_bar_sheet(theme))
        self._board.opened.connect(self._open)
        self._board.menu_requested.connect(self.menu_requested)
        self._board.arranged.connect(self.arranged)
        self._attention.intent.connect(self.intent)

    def show_view(self, view: OverviewView) -> None:
        """Show ``view``; each part paints only what changed."""
        if view == self._view:
            return
        self._view = view
        self._board.show_views(view.charts, _arranged(view))
        self._attention.show_view(view.attention)
        if self._attached:
            self.attach_charts()

    def spare(self) -> None:
        """Make only what can be seen, until ``complete``."""
        self._board.spare()

    def complete(self) -> None:
        """Make what was spared."""
        self._board.complete()

    def attach_charts(self) -> None:
        """Draw curves from now on; imports pyqtgraph the first time."""
        for _ in self.attaching():
            pass

    def attaching(self) -> Iterator[None]:
        """Attach one chart's curves at each step; charts that come later have theirs at once.

        The first step imports pyqtgraph, unless somebody has before.
        """
        self._attached = True
        yield from self._board.attaching()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on."""
        self._theme = theme
        self._area.verticalScrollBar().setStyleSheet(scroll_bar_sheet(theme))
        self._board.set_theme(theme)
        self._attention.set_theme(theme)
        self._share_out()

    def tile(self, metric: MetricId) -> QWidget | None:
        """Return the widget that shows a metric, None where the page has none."""
        return self._board.tile(metric)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share out the width and the height."""
        super().resizeEvent(event)
        self._share_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.background)
        painter.end()

    def _share_out(self) -> None:
        px = self._theme.px
        share = self.width() * _ATTENTION_SHARE
        width = round(min(px(_ATTENTION_MOST), max(px(_ATTENTION_LEAST), share)))
        self._attention.setFixedWidth(width)
        self._board.set_page_height(self.height())

    def _open(self, metric: str) -> None:
        self.intent.emit(OpenMetric(MetricId(metric)))


def _arranged(view: OverviewView) -> tuple[SectionView, ...]:
    """Return the sections as a person arranged them."""
    if view.layout == UNARRANGED:
        return view.sections
    from aux_monitor.presentation.arrangement import (  # noqa: PLC0415 - once there is a layout
        overview_sections,
    )

    return overview_sections(view.sections, view.layout)
