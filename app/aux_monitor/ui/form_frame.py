"""What every page of fields stands in: a readable column that scrolls, and a foot in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aux_monitor.ui.theme import Theme


class FormFrame:
    """Lays a page out: fill ``column`` with its cards and ``foot`` with its buttons.

    Args:
        page: The page; it gets the layout.
        theme: For distances.
        widest: The widest that column and foot become, in pixels at scale 1.
        foot_right: Pixels that the foot leaves free at its right, for a bar beside the column.
    """

    def __init__(self, page: QWidget, theme: Theme, widest: float, foot_right: int = 0) -> None:
        space = theme.space
        self._inner = QWidget()
        self._inner.setProperty("role", "column")
        self._inner.setMaximumWidth(theme.ipx(widest))
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(space.xl, space.l, space.xl, space.l)
        self.column.setSpacing(space.l)
        row = QWidget()
        row.setMaximumWidth(theme.ipx(widest))
        self.foot = QHBoxLayout(row)
        self.foot.setContentsMargins(space.xl, space.m, space.xl, space.m)
        self.foot.setSpacing(space.m)
        bar = QFrame()
        bar.setProperty("role", "foot")
        outer = QHBoxLayout(bar)
        outer.setContentsMargins(0, 0, foot_right, 0)
        outer.addWidget(row)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(bar)

    def close(self) -> None:
        """Take the column, filled, into the scrolling part."""
        self.column.addStretch(1)
        self.area.setWidget(self._inner)
