"""The headings above a board's sections, and what brings hidden tiles back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from aux_monitor.presentation.views import SectionView
from aux_monitor.settings.language import tr
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.presentation.arrangement import ShowTiles
    from aux_monitor.ui.hidden_note import HiddenNote

HEADING = 32.0
"""Height of a heading, in pixels at scale 1."""

_BASE = 21.0


class Heading(Struct, frozen=True):
    """A section's title above its tiles; ``quiet`` counts those that nothing fills."""

    section: SectionView
    quiet: int
    at: QRect


class Headings:
    """Draws headings on ``board``, and keeps a note on each whose section has hidden tiles.

    ``reveal`` is handed a ``ShowTiles`` when somebody brings some back.
    """

    def __init__(self, theme: Theme, board: QWidget, reveal: Callable[[ShowTiles], None]) -> None:
        self._theme = theme
        self._board = board
        self._reveal = reveal
        self._shown: list[Heading] = []
        self._notes: dict[str, HiddenNote] = {}

    def note_at(self, title: str) -> HiddenNote | None:
        """Return the note at the heading of a section, None where nothing is hidden."""
        return self._notes.get(title)

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme from now on; the board lays out anew after this."""
        self._theme = theme
        for note in self._notes.values():
            note.set_theme(theme)

    def place(self, headings: list[Heading]) -> None:
        """Take the headings as they stand now."""
        self._shown = headings
        wanted = {each.section.title: each for each in headings if each.section.hidden}
        for title in [title for title in self._notes if title not in wanted]:
            gone = self._notes.pop(title)
            gone.hide()
            gone.deleteLater()
        for title, heading in wanted.items():
            note = self._notes.get(title)
            if note is None:
                note = self._notes[title] = self._new_note()
            note.show_hidden(title, heading.section.hidden)
            size = note.sizeHint()
            note.setGeometry(
                heading.at.right() - size.width() + 1,
                heading.at.top() + (heading.at.height() - size.height()) // 2 - 1,
                size.width(),
                size.height(),
            )
            note.show()

    def _new_note(self) -> HiddenNote:
        from aux_monitor.ui.hidden_note import HiddenNote  # noqa: PLC0415 - with the first hidden

        note = HiddenNote(self._theme, self._board)
        note.wanted.connect(self._reveal)
        return note

    def refresh(self, sections: Sequence[SectionView]) -> None:
        """Bring the notes up to date: a hidden figure may have come to breach."""
        for section in sections:
            note = self._notes.get(section.title)
            if note is not None and section.hidden:
                right = note.geometry().right()
                note.show_hidden(section.title, section.hidden)
                note.resize(note.sizeHint())
                note.move(right - note.width() + 1, note.y())

    def paint(self, painter: QPainter, part: QRect) -> None:
        """Draw the headings that lie in a part of the board."""
        for heading in self._shown:
            if heading.at.intersects(part):
                self._paint(painter, heading)

    def _paint(self, painter: QPainter, heading: Heading) -> None:
        theme, area, section = self._theme, heading.at, heading.section
        base = area.top() + theme.px(_BASE)
        note = self._notes.get(section.title)
        right = area.right() if note is None else note.x() - theme.px(10)
        strong, small = theme.font(TextStyle.BODY_STRONG), theme.font(TextStyle.SMALL)
        metrics, small_metrics = QFontMetricsF(strong), QFontMetricsF(small)
        quiet = tr("{n} not connected", n=heading.quiet) if heading.quiet else ""
        quiet_width = small_metrics.horizontalAdvance(quiet)
        elide = Qt.TextElideMode.ElideRight
        title = metrics.elidedText(section.title, elide, right - area.left())
        painter.setFont(strong)
        painter.setPen(theme.colours.text_2)
        painter.drawText(QPointF(area.left(), base), title)
        x = area.left() + metrics.horizontalAdvance(title) + theme.px(10)
        painter.setFont(small)
        painter.setPen(theme.colours.text_3)
        room = right - x
        if quiet_width <= room:
            painter.drawText(QPointF(right - quiet_width, base), quiet)
            room -= quiet_width + theme.px(12)
        painter.drawText(
            QPointF(x, base), small_metrics.elidedText(section.hint, elide, max(0.0, room))
        )
