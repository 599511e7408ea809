"""The spans a metric's page can show, as a row of buttons of which one is pressed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from aux_monitor.presentation.detail_views import (
    DetailRange,
)
from aux_monitor.settings.language import tr
from aux_monitor.ui.choice_buttons import stop_at_pressed
from aux_monitor.ui.controls import button
from aux_monitor.ui.theme import Theme


class RangeBar(QWidget):
    """``chosen`` carries the ``DetailRange`` of a button a person pressed."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[DetailRange, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.xs)
        for span in DetailRange:
            made = button(tr(span.value), theme)
            made.setCheckable(True)
            made.setAccessibleName(tr("Show the last {span}", span=tr(span.value)))
            made.clicked.connect(lambda _checked=False, which=span: self.chosen.emit(which))
            self._group.addButton(made)
            self._buttons[span] = made
            row.addWidget(made)

    def mark(self, span: DetailRange) -> None:
        """Show which span is drawn."""
        self._buttons[span].setChecked(True)
        stop_at_pressed(self._buttons.values())
