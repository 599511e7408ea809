"""Desktop messages through the tray, where the desktop has no better channel."""

from __future__ import annotations

from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Answer, Chime, Notice, NoticeAction, Urgency
from aux_monitor.ui.tray import Tray


class TrayNotifier:
    """A ``Notifier`` over ``QSystemTrayIcon.showMessage``.

    The channel has no buttons, cannot take a message back, and tells of a click without saying
    on which message: a click counts for the notice shown last. ``chime`` is the sound of a
    notice, None for silence.
    """

    def __init__(self, tray: Tray, on_answer: Answer, chime: Chime | None = None) -> None:
        self._tray = tray
        self._on_answer = on_answer
        self._chime = chime
        self._last: Notice | None = None
        self._closed = False
        tray.message_clicked.connect(self._clicked)

    async def show(self, notice: Notice) -> None:
        """Show the notice, or raise ``NotifierError`` where no tray is there to show it."""
        if self._closed:
            raise NotifierError("Desktop notifications are closed.")
        urgent = notice.urgency is Urgency.CRITICAL
        if not self._tray.show_message(notice.title, notice.body, urgent=urgent):
            raise NotifierError("This desktop has no tray that shows messages.")
        self._last = notice
        sound = "" if self._chime is None else self._chime.name_of(notice.urgency)
        if sound and self._chime is not None:
            self._chime.play(sound)

    async def withdraw(self, tag: str, number: int = 0) -> None:  # noqa: ARG002 - no numbers here
        """Forget the notice, so that a click on what is still on the screen does nothing."""
        if self._last is not None and self._last.tag == tag:
            self._last = None

    async def aclose(self) -> None:
        """Stop listening to clicks."""
        if not self._closed:
            self._closed = True
            self._last = None
            self._tray.message_clicked.disconnect(self._clicked)

    def _clicked(self) -> None:
        if self._last is not None and NoticeAction.OPEN in self._last.actions:
            self._on_answer(self._last.tag, NoticeAction.OPEN)
