"""A topic's page: one sentence, its charts and all its tiles, what is worst first."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.topics import TopicView, topic_view
from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.intents import OpenMetric
from aux_monitor.settings.language import tr
from aux_monitor.ui.board import Board
from aux_monitor.ui.board_plan import TOPIC_LOOK
from aux_monitor.ui.controls import scroll_bar_sheet
from aux_monitor.ui.pages import LivePage
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.topic_head import TopicHead


class TopicPage(LivePage):
    """Draws one topic of an ``OverviewView``, on a board like the overview's."""

    def __init__(self, topic: Topic, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topic = topic
        self._theme = theme
        self._view: TopicView | None = None
        self._attached = False
        self._head = TopicHead(topic, theme)
        self._board = Board(theme, TOPIC_LOOK)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._board)
        self._area.verticalScrollBar().setStyleSheet(scroll_bar_sheet(theme))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._area, 1)
        self.setAccessibleName(tr(topic.value))
        self._board.opened.connect(self._open)
        self._board.menu_requested.connect(self.menu_requested)
        self._board.arranged.connect(self.arranged)

    @property
    def board(self) -> Board:
        """The charts and tiles."""
        return self._board

    @property
    def scrolled(self) -> int:
        """How far it is scrolled down, in pixels."""
        return self._area.verticalScrollBar().value()

    def scroll_to(self, pixels: int) -> None:
        """Scroll to that far down, as far as the page is that long."""
        self._area.verticalScrollBar().setValue(pixels)

    def show_view(self, view: OverviewView) -> None:
        """Show the topic's part of ``view``."""
        shown = topic_view(view, self._topic)
        if shown == self._view:
            return
        self._view = shown
        self._head.show_view(shown.head)
        self._board.show_views(shown.charts, shown.sections)
        if self._attached:
            for _ in self._board.attaching():
                pass

    def take_over(self, old: QWidget) -> None:
        """Stand where the page's former widget was scrolled to."""
        if isinstance(old, TopicPage):
            self.scroll_to(old.scrolled)

    def attaching(self) -> Iterator[None]:
        """Attach one chart's curves at each step; charts that come later have theirs at once."""
        self._attached = True
        yield from self._board.attaching()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the charts their share of the height."""
        super().resizeEvent(event)
        self._board.set_page_height(self._area.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.background)
        painter.end()

    def _open(self, metric: str) -> None:
        self.intent.emit(OpenMetric(MetricId(metric)))
