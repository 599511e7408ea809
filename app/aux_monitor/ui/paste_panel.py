"""Pasting figures as CSV: the text at the left, what each line would enter at the right."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from aux_monitor.presentation.entry_views import PREVIEW_TITLES, EntryView
from aux_monitor.services.entering import MOST_PASTED
from aux_monitor.services.entry_intents import ImportEntries, PreviewEntries
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.ui.controls import Tone, Weight, button, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.row_table import RowTable
from aux_monitor.ui.theme import Theme

READ_AFTER_MS = 120
"""The text is read when typing has paused for this long."""

_LINE_WIDTH = 64
_HINT = tr_noop(
    "Paste lines here, from a CSV file or a spreadsheet. The first line names the columns."
)


class PastePanel(QWidget):
    """``intent`` carries a ``PreviewEntries`` or an ``ImportEntries``."""

    intent = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.text = _Text()
        self.text.setFont(theme.font(TextStyle.BODY))
        self.text.setAccessibleName(tr("Lines to enter"))
        self.text.setTabChangesFocus(True)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.table = RowTable(theme, tr("What the lines say"), PREVIEW_TITLES, (_LINE_WIDTH,))
        self._summary = label(tr(_HINT), theme, TextStyle.SMALL, Tone.SECOND, wrap=True)
        self.enter = button(tr("Enter all"), theme, Weight.MAIN)
        self.enter.setEnabled(False)
        self._ready = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(READ_AFTER_MS)
        self._lay_out()
        self.text.textChanged.connect(self._edited)
        self._pause.timeout.connect(self._read)
        self.enter.clicked.connect(self._enter)

    @property
    def summary(self) -> str:
        """The sentence below."""
        return self._summary.text()

    def show_view(self, view: EntryView) -> None:
        """Show what the text says, as far as it is still the same."""
        example = f"metric,date,value,n,note,who\n{view.metric.id},{view.usual},31,420,spring,Ana"
        self.text.setPlaceholderText(example)
        preview = view.preview
        if preview is None or preview.text != self.text.toPlainText():
            self._show_nothing()
            return
        self._ready = preview.text if preview.ready else ""
        self.table.show_rows(preview.rows)
        self._summary.setText(view.fault or preview.summary)
        self.enter.setEnabled(bool(self._ready))

    def clear(self) -> None:
        """Hold nothing."""
        self.text.clear()

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return what stands in the head of the card while lines are pasted."""
        return (self.enter,)

    def _edited(self) -> None:
        self._show_nothing()
        self._pause.start()

    def _show_nothing(self) -> None:
        self._ready = ""
        self.table.show_rows(())
        self._summary.setText(tr(_HINT))
        self.enter.setEnabled(False)

    def _read(self) -> None:
        self.intent.emit(PreviewEntries(self.text.toPlainText()))

    def _enter(self) -> None:
        if self._ready:
            self.intent.emit(ImportEntries(self._ready))

    def _lay_out(self) -> None:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(theme.space.m)
        row.addWidget(self.text, 2)
        row.addWidget(self.table, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.s)
        column.addLayout(row, 1)
        column.addWidget(self._summary)


class _Text(QPlainTextEdit):
    """Takes no more of a clipboard than it takes to see that it is too much."""

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Insert text, cut off above the bound."""
        self.insertPlainText(source.text()[: MOST_PASTED + 1])
