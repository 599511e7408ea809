"""The page of the reviews: one cadence at a time, its figures beside those of the period before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.reviews import LONGEST_NOTE
from aux_monitor.presentation import text
from aux_monitor.presentation.review_page import COLUMNS, ReviewPageView
from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.intents import OpenMetric
from aux_monitor.services.review_intents import ChooseReview, MarkReviewed, UnmarkReviewed
from aux_monitor.settings.language import tr
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.choice_buttons import ChoiceButtons
from aux_monitor.ui.controls import Tone, Weight, button, control_sheet, label, line_edit
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.line_list import LineList
from aux_monitor.ui.line_paint import Columns
from aux_monitor.ui.pages import LivePage
from aux_monitor.ui.shapes import level_pixmap
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.ui.pages import OwnView

_SHAPE = 14
_SHARES = (2.5, 1.6, 2.5, 1.8, 1.8, 0.9)


class ReviewsPage(LivePage):
    """Draws a ``ReviewPageView``; a review is chosen, marked and taken back by intents."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: ReviewPageView | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(control_sheet(theme))
        words = [(each, _capital(tr(each.value))) for each in Cadence]
        self.cadences = ChoiceButtons(tr("Review"), words, theme)
        self._subject = label("", theme, TextStyle.TITLE)
        self._shape = QLabel()
        self._due = label("", theme, TextStyle.BODY_STRONG)
        self._last = label("", theme, TextStyle.BODY, Tone.SECOND)
        self._alerts = label("", theme, TextStyle.BODY, Tone.SECOND)
        self._late = label("", theme, TextStyle.BODY, Tone.SECOND)
        self._note = CheckNote(theme)
        self.copy_button = button(tr("Copy as Markdown"), theme)
        self.mark_button = button(tr("Mark reviewed"), theme, Weight.MAIN)
        self.undo_button = button(tr("Take back"), theme)
        self.note_edit = line_edit(theme, tr("Note on the review"), tr("Note (optional)"))
        self._keep = button(tr("Mark"), theme, Weight.MAIN)
        self._cancel = button(tr("Cancel"), theme)
        self._form = QWidget()
        shaped = (True, *[False] * (len(COLUMNS) - 1))
        self.list = LineList(theme, tr("Figures of the review"), Columns(COLUMNS, _SHARES, shaped))
        self._lay_out()
        self._wire()

    @property
    def is_noting(self) -> bool:
        """Whether a person is asked for a note on the review."""
        return not self._form.isHidden()

    def show_view(self, view: OverviewView) -> None:
        """Show nothing of it: the page has a view of its own."""

    def show_own(self, view: OwnView) -> None:
        """Show a review."""
        if not isinstance(view, ReviewPageView) or view == self._view:
            return
        self._view = view
        self.cadences.choose(view.cadence)
        self._subject.setText(f"{view.title}: {text.in_sentence(view.subject)}")
        size = self._theme.px(_SHAPE)
        self._shape.setPixmap(
            level_pixmap(view.due_level, self._theme, size, self.devicePixelRatioF())
        )
        self._due.setText(view.due)
        self._last.setText(view.last)
        self._alerts.setText(view.alerts)
        late = _late_words(view)
        self._late.setText(late)
        self._late.setVisible(bool(late))
        self.undo_button.setVisible(view.can_take_back is not None)
        self._show_note(view)
        self.list.show_lines(view.lines, tr("No figure of the catalogue is reviewed so often."))

    def take_focus(self) -> None:
        """Have the keyboard in the list."""
        self.list.setFocus()

    def take_over(self, old: QWidget) -> None:
        """Show what another page shows, a note that is being typed included."""
        if not isinstance(old, ReviewsPage):
            return
        self.note_edit.setText(old.note_edit.text())
        self._form.setVisible(old.is_noting)
        self.mark_button.setVisible(not old.is_noting)
        self.list.scroll_to(old.list.scrolled())

    def _show_note(self, view: ReviewPageView) -> None:
        if view.note:
            self._note.say(view.note_level, view.note)
        else:
            self._note.clear()

    def _choose(self) -> None:
        choice = self.cadences.choice
        if isinstance(choice, Cadence):
            self._close_form()
            self.intent.emit(ChooseReview(choice))

    def _open_form(self) -> None:
        self._form.show()
        self.mark_button.hide()
        self.note_edit.setFocus()

    def _close_form(self) -> None:
        had = any(each.hasFocus() for each in (self.note_edit, self._keep, self._cancel))
        self._form.hide()
        self.note_edit.clear()
        self.mark_button.show()
        if had:
            self.mark_button.setFocus()

    def _mark(self) -> None:
        if self._view is not None:
            self.intent.emit(MarkReviewed(self._view.cadence, self.note_edit.text().strip()))
        self._close_form()

    def _take_back(self) -> None:
        if self._view is not None and self._view.can_take_back is not None:
            self.mark_button.setFocus()  # the pressed button goes with the mark
            self.intent.emit(UnmarkReviewed(self._view.can_take_back))

    def _copy(self) -> None:
        if self._view is None:
            return
        from aux_monitor.presentation.review_export import markdown  # noqa: PLC0415 - seldom needed

        QGuiApplication.clipboard().setText(markdown(self._view))
        self._note.say(Level.ON_TARGET, tr("Copied as Markdown."))

    def _open(self, metric: str) -> None:
        self.intent.emit(OpenMetric(MetricId(metric)))

    def _wire(self) -> None:
        self.cadences.changed.connect(self._choose)
        self.copy_button.clicked.connect(self._copy)
        self.mark_button.clicked.connect(self._open_form)
        self.undo_button.clicked.connect(self._take_back)
        self.note_edit.returnPressed.connect(self._mark)
        self._keep.clicked.connect(self._mark)
        self._cancel.clicked.connect(self._close_form)
        self.list.opened.connect(self._open)
        self.list.menu_requested.connect(self.menu_requested)

    def _lay_out(self) -> None:
        space = self._theme.space
        self.note_edit.setMaxLength(LONGEST_NOTE)
        for words in (self._last, self._alerts, self._late):
            words.setWordWrap(True)
        self._alerts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form = QHBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(space.s)
        form.addWidget(self.note_edit, 1)
        form.addWidget(self._keep)
        form.addWidget(self._cancel)
        self._form.hide()
        bar = QHBoxLayout()
        bar.setSpacing(space.s)
        bar.addWidget(self.cadences)
        bar.addStretch(1)
        bar.addWidget(self.copy_button)
        bar.addWidget(self.undo_button)
        bar.addWidget(self.mark_button)
        state = QHBoxLayout()
        state.setSpacing(space.s)
        state.addWidget(self._shape)
        state.addWidget(self._due)
        state.addSpacing(space.m)
        state.addWidget(self._last, 3)
        state.addSpacing(space.m)
        state.addWidget(self._alerts, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.xl, space.m, space.xl, 0)
        column.setSpacing(space.s)
        column.addLayout(bar)
        column.addSpacing(space.s)
        column.addWidget(self._subject)
        column.addLayout(state)
        column.addWidget(self._form)
        column.addWidget(self._late)
        column.addWidget(self._note)
        column.addWidget(self.list, 1)


def _late_words(view: ReviewPageView) -> str:
    others = [tr(each.value) for each in view.late if each is not view.cadence]
    return tr("Overdue besides: {listed}.", listed=", ".join(others)) if others else ""


def _capital(word: str) -> str:
    return f"{word[:1].upper()}{word[1:]}"
