"""What stands over the window: the invitation, passing sentences, sheets of keys and commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.level import Level
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.ui.export_panel import ExportPanel
    from aux_monitor.ui.frame import Frame
    from aux_monitor.ui.help_sheet import HelpSheet
    from aux_monitor.ui.invitation import Invitation
    from aux_monitor.ui.palette import Command, Palette
    from aux_monitor.ui.sheet import Sheet
    from aux_monitor.ui.toast import Toast


class WindowFloats(QObject):
    """Makes each of them when it is first wanted, and keeps them in their places.

    ``connect_wanted`` is the invitation accepted, ``declined`` the invitation turned down, after
    which it does not come back; ``sheet_left`` asks to take the open sheet away; ``chosen``
    carries what was chosen from the palette, a ``Deed``, or an ``Export`` that was asked for;
    ``undo_wanted`` asks to take back what the passing sentence tells of.
    """

    connect_wanted = Signal()
    declined = Signal()
    sheet_left = Signal()
    chosen = Signal(object)
    undo_wanted = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._sheet: HelpSheet | None = None
        self._palette: Palette | None = None
        self._export: ExportPanel | None = None
        self._toast: Toast | None = None
        self._invitation: Invitation | None = None
        self._invited = False

    @property
    def sheet_is_open(self) -> bool:
        """Whether a sheet covers the window."""
        return any(sheet is not None and sheet.isVisible() for sheet in self._sheets())

    def tell(self, level: Level, sentence: str, *, undo: bool = False) -> None:
        """Show one sentence at the foot of the window for a while; it can offer to undo."""
        if self._toast is None:
            from aux_monitor.ui.toast import Toast  # noqa: PLC0415 - with the first sentence

            self._toast = Toast(self._theme, self._window)
            self._toast.undo_wanted.connect(self.undo_wanted)
        self._toast.say(level, sentence, undo=undo)
        self.place()

    def hush(self) -> None:
        """Take the passing sentence away: what it says holds no longer."""
        if self._toast is not None:
            self._toast.hide()

    def invite(self, wanted: bool) -> None:  # noqa: FBT001 - one plain fact
        """Show or hide the invitation to connect something real, until it is answered."""
        wanted = wanted and not self._invited
        if wanted and self._invitation is None:
            from aux_monitor.ui.invitation import Invitation  # noqa: PLC0415 - see complete

            self._invitation = Invitation(self._theme, self._window)
            self._invitation.accepted.connect(self.connect_wanted)
            self._invitation.declined.connect(self._decline)
        if self._invitation is not None and self._invitation.isHidden() is wanted:
            self._invitation.setVisible(wanted)
            self.place()

    def open_sheet(self) -> None:
        """Cover the window with the sheet of keys."""
        if self._sheet is None:
            from aux_monitor.ui.help_sheet import HelpSheet  # noqa: PLC0415 - when it is opened

            self._sheet = HelpSheet(self._theme, self._window)
            self._sheet.left.connect(self.sheet_left)
        self._sheet.open()

    def open_palette(self, offered: Sequence[Command]) -> None:
        """Cover the window with the commands to choose from."""
        if self._palette is None:
            from aux_monitor.ui.palette import Palette  # noqa: PLC0415 - when it is opened

            self._palette = Palette(self._theme, self._window)
            self._palette.left.connect(self.sheet_left)
            self._palette.chosen.connect(self.chosen)
        self._palette.offer(offered)
        self._palette.open()

    def open_export(self, frame: Frame) -> None:
        """Cover the window with what can be exported of ``frame``."""
        from aux_monitor.ui.export_panel import (  # noqa: PLC0415 - when it is opened
            ExportPanel,
            offer_of,
        )

        if self._export is None:
            self._export = ExportPanel(self._theme, self._window)
            self._export.left.connect(self.sheet_left)
            self._export.intent.connect(self.chosen)
        self._export.offer(offer_of(frame))
        self._export.open()

    def close_sheet(self) -> None:
        """Take the open sheet away."""
        for sheet in self._sheets():
            if sheet is not None:
                sheet.hide()

    def place(self) -> None:
        """Put the invitation at the window's foot, and a passing sentence above it."""
        for sheet in self._sheets():
            if sheet is not None and sheet.isVisible():
                sheet.cover()
        lift = 0
        if self._invitation is not None and not self._invitation.isHidden():
            self._invitation.place()
            lift = self._invitation.height() + self._theme.space.s
        if self._toast is not None:
            self._toast.place(lift)

    def set_theme(self, theme: Theme) -> None:
        """Take all of them away; they come again with the new theme when they are next wanted."""
        self._theme = theme
        for floating in (*self._sheets(), self._toast, self._invitation):
            if floating is not None:
                floating.hide()
                floating.deleteLater()
        self._sheet = self._palette = self._export = None
        self._toast = self._invitation = None

    def _sheets(self) -> tuple[Sheet | None, ...]:
        return self._sheet, self._palette, self._export

    def _decline(self) -> None:
        self._invited = True
        self.declined.emit()
        self.invite(wanted=False)
