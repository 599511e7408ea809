"""The menu of the screens there are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from aux_monitor.settings.language import tr
from aux_monitor.ui.controls import control_sheet
from aux_monitor.ui.screens import choices_of_screens
from aux_monitor.ui.theme import Theme


class ScreenMenu(QMenu):
    """One entry for each screen, the chosen one marked; ``chosen`` carries its setting."""

    chosen = Signal(str)

    def __init__(self, window: QWidget, chosen: str, theme: Theme) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet(control_sheet(theme))
        self.addSection(tr("Show on screen"))
        group = QActionGroup(self)
        for text, words in choices_of_screens(chosen):
            action = self.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(text == chosen)
            action.triggered.connect(lambda _checked=False, text=text: self.chosen.emit(text))
            group.addAction(action)
