"""Where Tab comes to a row that is added to a form that is already there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stand_before(anchor: QWidget, row: QWidget) -> None:
    """Let Tab come to what is in ``row`` just before ``anchor``, not after the whole page."""
    before = anchor.previousInFocusChain()
    while before is not None and (row.isAncestorOf(before) or not _stops(before)):
        before = None if before is anchor else before.previousInFocusChain()
    if before is None or before is anchor:
        return  # the form stands alone as yet, in its own order
    for part in row.findChildren(QWidget):
        if _stops(part):
            QWidget.setTabOrder(before, part)
            before = part


def _stops(part: QWidget) -> bool:
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.focusProxy() is None
