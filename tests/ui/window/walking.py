"""Going through a window by Tab alone, and what could be gone to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from aux_monitor.ui.command_list import CommandList
from aux_monitor.ui.number_entry import NumberEntry
from aux_monitor.ui.openable import Openable
from aux_monitor.ui.sheet import Sheet

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    Openable,
)
_MOST = 300
"""More stops than any page has."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that had the focus: its kind, what a screen reader calls it, where it stood.

    Places compare within one ``area``, the number of what scrolls around them.
    """

    kind: str
    name: str
    place: QRect
    area: int


@dataclass(frozen=True, slots=True)
class Walk:
    """One round by Tab, the same by Shift+Tab, and what neither the one nor an arrow reaches."""

    stops: tuple[Stop, ...]
    back: tuple[Stop, ...]
    missed: tuple[str, ...]


def walked(window: QWidget) -> Walk:
    """Press Tab until the focus comes round, then Shift+Tab.

    What a page has the focus on when it is opened need not be a stop on the way.
    """
    focus = QApplication.focusWidget()
    if focus is not None and not focus.focusPolicy() & Qt.FocusPolicy.TabFocus:
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    forth = _round(Qt.Key.Key_Tab)
    back = _round(Qt.Key.Key_Backtab)
    missed = tuple(
        f"{type(each).__name__} {spoken(each)!r}"
        for each in _controls(window)
        if each not in forth and not _has_another_key(each, forth)
    )
    told = [tuple(_stop(each, window) for each in way) for way in (forth, back)]
    return Walk(told[0], told[1], missed)


def spoken(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _round(key: Qt.Key) -> list[QWidget]:
    """Return what has the focus, one after the other, until it comes to something again."""
    seen: list[QWidget] = []
    while len(seen) < _MOST:
        focus = QApplication.focusWidget()
        assert focus is not None, f"after {[spoken(each) for each in seen][-2:]} nothing has it"
        if focus in seen:
            assert focus is seen[0], f"{spoken(focus)!r} keeps the focus from {spoken(seen[0])!r}"
            return seen
        seen.append(focus)
        QTest.keyClick(focus, key)
    raise AssertionError(f"{_MOST} stops, and none twice")


def _controls(window: QWidget) -> list[QWidget]:
    """Return what can be used just now: of the open sheet, where one is, else of the window."""
    sheets = [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]
    found = (sheets[0] if sheets else window).findChildren(QWidget)
    return [each for each in found if each.isVisible() and each.isEnabled() and _is_control(each)]


def _is_control(widget: QWidget) -> bool:
    if isinstance(widget, QScrollBar | QHeaderView) or widget.focusProxy() is not None:
        return False
    if isinstance(widget, Openable) and widget.cursor().shape() is Qt.CursorShape.ArrowCursor:
        return False  # opens nothing
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab or isinstance(widget, _CONTROLS)


def _has_another_key(widget: QWidget, reached: list[QWidget]) -> bool:
    """Return whether the arrow keys do it from something that Tab reaches."""
    if isinstance(widget, CommandList):
        return any(isinstance(each, QLineEdit) for each in reached)
    if isinstance(widget, QAbstractButton):
        holder = widget.parentWidget()
        for group in widget.window().findChildren(QButtonGroup):
            if group.exclusive() and widget in group.buttons():
                return group.checkedButton() in reached
        if isinstance(holder, NumberEntry):
            return any(each in reached for each in holder.findChildren(QLineEdit))
    return False


def _stop(widget: QWidget, window: QWidget) -> Stop:
    place = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    areas = window.findChildren(QScrollArea)
    around = next((area for area in areas if area.isAncestorOf(widget)), window)
    return Stop(type(widget).__name__, spoken(widget), place, id(around))
