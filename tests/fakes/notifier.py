"""A desktop that shows notices to nobody but the test."""

from __future__ import annotations

from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Answer, Notice, NoticeAction


class FakeNotifier:
    """A ``Notifier`` that records.

    ``shown`` holds every notice in order, ``visible`` those on the screen by tag, ``withdrawn``
    the tags taken off. With ``refusal`` set, ``show`` raises ``NotifierError`` with that text.
    """

    def __init__(self, on_answer: Answer | None = None) -> None:
        self._on_answer = on_answer
        self.shown: list[Notice] = []
        self.visible: dict[str, Notice] = {}
        self.withdrawn: list[str] = []
        self.refusal = ""
        self.closed = False

    async def show(self, notice: Notice) -> None:
        """Record the notice as shown, replacing one with the same tag."""
        if self.closed:
            raise NotifierError("Desktop notifications are closed.")
        if self.refusal:
            raise NotifierError(self.refusal)
        self.shown.append(notice)
        self.visible[notice.tag] = notice

    async def withdraw(self, tag: str, number: int = 0) -> None:  # noqa: ARG002 - no numbers here
        """Take the notice off the screen, if it is there."""
        if self.visible.pop(tag, None) is not None:
            self.withdrawn.append(tag)

    async def aclose(self) -> None:
        """Take everything to be closed."""
        self.closed = True

    def press(self, tag: str, action: NoticeAction) -> None:
        """Press a button as a person would: KeyError unless it is on the screen."""
        notice = self.visible.pop(tag)
        if action not in notice.actions:
            raise KeyError(action)
        if self._on_answer is not None:
            self._on_answer(tag, action)
