"""Entering figures of one metric: the fields, what stands in the book, and lines to paste."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from aux_monitor.domain.entries import Entry, FigurePart
from aux_monitor.presentation.entry_views import ASKED, TITLES, EntryView, Form, read_form
from aux_monitor.services.entry_intents import (
    EditEntry,
    PreviewEntries,
    RecordEntry,
    RemoveEntry,
    UndoEntry,
)
from aux_monitor.settings.language import tr
from aux_monitor.ui.controls import Tone, Weight, button, label
from aux_monitor.ui.entry_fields import EntryFields
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.paste_panel import PastePanel
from aux_monitor.ui.row_table import RowTable
from aux_monitor.ui.theme import Theme

UNDO_FOR_MS = 10_000
"""What a change came to is said, and can be taken back, for this long."""

_TOLD_HEIGHT = 20
_WIDTHS = (112, 104, 80, 110)


class EntryPanel(QWidget):
    """Draws an ``EntryView``; ``intent`` carries what is asked of the book.

    Enter in a field saves; Esc leaves what is being edited or pasted, and after that the page.
    """

    intent = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: EntryView | None = None
        self._editing: Entry | None = None
        self._tried = False
        self._sent = False
        self._refused = ""
        self.fields = EntryFields(theme)
        self.save = button(tr("Save"), theme, Weight.MAIN)
        self.undo = button(tr("Undo"), theme)
        self.edit = button(tr("Edit"), theme)
        self.remove = button(tr("Remove"), theme)
        self.paste = button(tr("Paste CSV"), theme)
        self.paste.setCheckable(True)
        self.table = RowTable(theme, tr("Earlier entries"), TITLES, _WIDTHS)
        self.lines = PastePanel(theme)
        self._sentence = label("", theme, TextStyle.SMALL, Tone.SECOND, wrap=True)
        self._pages = QStackedLayout()
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(UNDO_FOR_MS)
        self._said = ""
        self._lay_out()
        self._wire()
        self._settle()

    @property
    def view(self) -> EntryView | None:
        """The view shown, None before the first."""
        return self._view

    @property
    def sentence(self) -> str:
        """The sentence under the fields."""
        return self._sentence.text()

    @property
    def pasting(self) -> bool:
        """Whether lines are pasted instead of a figure typed."""
        return self.paste.isChecked()

    def show_view(self, view: EntryView) -> None:
        """Show a metric's tab; what is being typed stays, unless it was just saved."""
        before, self._view = self._view, view
        other = before is None or before.metric.id != view.metric.id
        self.fields.show_view(view)
        self.table.show_rows(tuple(each.row for each in view.rows))
        self.table.setVisible(bool(view.rows))
        if other:
            self._begin_anew(view)
        elif before is not None and view.answers > before.answers:
            self._answered(view)
        if not self.fields.typed.who:
            self.fields.fields[FigurePart.WHO].setText(view.who)
        self.lines.show_view(view)
        self._settle()

    def focus(self) -> None:
        """Let a person type at once."""
        if self.pasting:
            self.lines.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.fields.focus()

    def take_over(self, other: EntryPanel) -> None:
        """Hold what another panel holds, typed text included."""
        if other.view is None:
            return
        self.show_view(other.view)
        self.fields.fill(other.fields.typed)
        self._editing = other._editing
        self.lines.text.setPlainText(other.lines.text.toPlainText())
        self.paste.setChecked(other.pasting)
        self._settle()

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return what stands in the head of the card that holds the panel."""
        return (self.edit, self.remove, *self.lines.buttons(), self.paste)

    def show_buttons(self, *, there: bool) -> None:
        """Show those buttons that make sense now, none of them while the panel is not seen."""
        for made in (self.edit, self.remove):
            made.setVisible(there and not self.pasting)
        self.lines.enter.setVisible(there and self.pasting)
        self.paste.setVisible(there)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there is something of the panel's to leave."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and (self.pasting or self._editing is not None)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave pasting or editing with Esc."""
        if event.key() != Qt.Key.Key_Escape or self._view is None:
            super().keyPressEvent(event)
            return
        if self.pasting:
            self.paste.click()
        elif self._editing is not None:
            self._begin_anew(self._view)
            self._settle()
            self.fields.focus()

    def _begin_anew(self, view: EntryView) -> None:
        self._editing = None
        self._tried = self._sent = False
        self._refused = ""
        self._say("")
        self.fields.clear(view)
        self.paste.setChecked(False)

    def _answered(self, view: EntryView) -> None:
        """Say what was done, and be ready for the next; or why it was not, all typed text kept."""
        pasted = self.pasting
        self._refused = view.fault
        if not view.fault:
            if self._sent or pasted:
                self._begin_anew(view)
            if pasted:
                self.lines.clear()
                self.fields.focus()
            self._say(view.said)
        self._sent = False

    def _say(self, sentence: str) -> None:
        self._said = sentence
        if sentence:
            self._passing.start()
        else:
            self._passing.stop()

    def _passed(self) -> None:
        self._say("")
        if self.undo.hasFocus():
            self.fields.focus()
        self._settle()

    def _settle(self) -> None:
        """Show what the fields say, and which buttons make sense."""
        view = self._view
        form = Form() if view is None else self._form(view)
        self.fields.mark(form.part, form.fault)
        self.save.setEnabled(view is not None and not form.fault)
        self.save.setText(tr("Save") if self._editing is None else tr("Save change"))
        self._sentence.setText(self._words(form))
        self._sentence.setAccessibleName(self._sentence.text())
        self.undo.setVisible(bool(self._said) and view is not None and view.undo is not None)
        current = self._current()
        self.edit.setEnabled(current is not None)
        self.remove.setEnabled(current is not None)
        self._pages.setCurrentIndex(int(self.pasting))
        self.paste.setText(tr("Back to one figure") if self.pasting else tr("Paste CSV"))
        if not self.paste.isHidden():
            self.show_buttons(there=True)

    def _form(self, view: EntryView) -> Form:
        form = read_form(
            view, self.fields.typed, None if self._editing is None else self._editing.id
        )
        if form.figure is None and not form.fault and self._tried:
            return Form(part=FigurePart.VALUE, fault=tr(ASKED))
        if form.part is FigurePart.SAMPLE and not self.fields.typed.n and not self._tried:
            return Form(hint=form.fault)  # a person types the value first, and comes to it next
        return form

    def _words(self, form: Form) -> str:
        view = self._view
        editing = (
            "" if self._editing is None else tr("Editing {day}.", day=self._editing.figure.day)
        )
        known = "" if view is None else f"{view.empty} {view.note}".strip()
        return self._said or form.fault or self._refused or form.hint or editing or known

    def _edited(self) -> None:
        self._tried = False
        self._refused = ""
        self._say("")
        self._settle()

    def _save(self) -> None:
        view = self._view
        if view is None:
            return
        self._tried = True
        self._say("")
        form = self._form(view)
        self._settle()
        if form.figure is None:
            self.fields.focus(form.part or FigurePart.VALUE)
            return
        self._sent = True
        editing = self._editing
        recorded = RecordEntry(form.figure)
        self.intent.emit(recorded if editing is None else EditEntry(editing.id, form.figure))

    def _current(self) -> Entry | None:
        """Return the entry that is chosen in the list, None for none."""
        row = self.table.row
        if row is None or self._view is None or row >= len(self._view.rows):
            return None
        return self._view.rows[row].entry

    def _edit(self) -> None:
        entry = self._current()
        if entry is not None:
            self._editing = entry
            self._say("")
            self.fields.fill_with(entry.figure)
            self._settle()
            self.fields.focus()

    def _remove(self) -> None:
        entry = self._current()
        if entry is not None:
            self.intent.emit(RemoveEntry(entry.id, self.fields.typed.who.strip()))

    def _undo(self) -> None:
        if self._view is not None and self._view.undo is not None:
            self.fields.focus()
            self.intent.emit(UndoEntry(self._view.undo, self.fields.typed.who.strip()))

    def _turn(self) -> None:
        """Turn to the lines to paste, or back; their preview ends with them."""
        if not self.pasting:
            self.intent.emit(PreviewEntries(""))
        self._settle()
        self.focus()

    def _wire(self) -> None:
        self.fields.changed.connect(self._edited)
        self.fields.entered.connect(self._save)
        self.save.clicked.connect(self._save)
        self.undo.clicked.connect(self._undo)
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        self.paste.clicked.connect(self._turn)
        self.table.chosen.connect(self._settle)
        self.table.opened.connect(self._edit)
        self.table.dropped.connect(self._remove)
        self.lines.intent.connect(self.intent)
        self._passing.timeout.connect(self._passed)

    def _lay_out(self) -> None:
        theme = self._theme
        self.save.setStyleSheet(f"padding: {theme.space.xs + 1}px {theme.space.m}px;")
        self.fields.row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        self._sentence.setMinimumHeight(theme.ipx(_TOLD_HEIGHT))
        self.undo.setFixedHeight(theme.ipx(_TOLD_HEIGHT))
        told = QHBoxLayout()
        told.setSpacing(theme.space.s)
        told.addWidget(self._sentence, 1)
        told.addWidget(self.undo)
        self.undo.setStyleSheet(f"padding: 0 {theme.space.s}px;")
        one = QWidget()
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.xs)
        column.addWidget(self.fields)
        column.addLayout(told)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.space.xs)
        whole.addLayout(self._pages, 1)  # first: it shows its page, as a window if it were nobody's
        self._pages.addWidget(one)
        self._pages.addWidget(self.lines)
