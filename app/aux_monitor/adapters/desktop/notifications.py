"""Desktop notifications over org.freedesktop.Notifications, on Linux and other free desktops.

Follows the Desktop Notifications Specification 1.3
(https://specifications.freedesktop.org/notification-spec/latest/). ``QSystemTrayIcon`` cannot
do this: it sends the urgency as a 32-bit number, takes no actions and leaves markup unescaped.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from msgspec import Struct

from aux_monitor.adapters.desktop.bus import (
    BusError,
    BusyError,
    CallError,
    Reply,
    SessionBus,
    Signal,
    Target,
    message_bus_target,
)
from aux_monitor.adapters.desktop.notice_wire import (
    Capability,
    actions_of,
    capabilities_of,
    hints_of,
    texts_of,
)
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Answer, Chime, Notice, NoticeAction, Urgency

_LOG = logging.getLogger(__name__)

_SERVICE = Target(
    "org.freedesktop.Notifications",
    "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications",
)

MAX_REMEMBERED = 100
"""Notices whose answers are awaited; only a daemon that never tells of closing reaches it."""

_CLOSED = "Desktop notifications are closed."

_EXPIRE_NEVER, _EXPIRE_AS_THE_DESKTOP_LIKES = 0, -1

_ABSENT = frozenset(
    f"org.freedesktop.DBus.Error.{name}" for name in ("ServiceUnknown", "NameHasNoOwner")
)
"""Errors of the bus itself when nobody has the daemon's name."""

_GONE = _ABSENT | {"org.freedesktop.DBus.Error.NoReply"}
"""Errors of the bus itself when the daemon has died; a new one may already be there."""


class _Session(Struct, frozen=True):
    """A connection and what the daemon behind it can do."""

    bus: SessionBus
    capabilities: frozenset[Capability]


class _Shown(Struct, frozen=True):
    """A notice on the screen: whose it is, and what may be pressed on it."""

    tag: str
    actions: dict[str, NoticeAction]


class DesktopNotifier:
    """A ``Notifier`` that talks to the desktop's notification daemon.

    ``on_answer`` is called from the event loop with the tag and the action pressed, for notices
    of this object alone. ``timeout_s`` bounds each attempt to show one. ``desktop_entry`` names
    the installed ``.desktop`` file, from which desktops take name and icon. The connection is
    opened by the first notice and again, once for each notice, after it was lost. ``chime`` is
    the sound of a notice (None: silence), played by the daemon where that can.

    A notice with a number is sent as the replacement of that number, also the first time: whoever
    sends it again after a restart replaces it instead of repeating it. The specification leaves
    open what becomes of a number the daemon does not know. dunst (``queues_notification_insert``)
    and KDE Plasma (``onNotificationReplaced``) take it. GNOME Shell gives one of its own, but takes
    a program's notices off the screen when the program leaves the bus (``_onNameVanished``); mako
    gives one of its own and keeps the first (https://github.com/emersion/mako/pull/168), so that
    there a notice may stand twice after a kill between its showing and the note of it.
    """

    def __init__(
        self,
        on_answer: Answer,
        *,
        app_name: str = "AUX Monitor",
        desktop_entry: str = "aux-monitor",
        timeout_s: float = 3.0,
        address: str | None = None,
        chime: Chime | None = None,
    ) -> None:
        self._on_answer = on_answer
        self._chime = chime
        self._app_name = app_name
        self._desktop_entry = desktop_entry
        self._timeout_s = timeout_s
        self._address = address
        self._one_at_a_time = asyncio.Lock()
        self._session: _Session | None = None
        self._attempt_ends: asyncio.Timeout | None = None
        self._daemon = ""
        self._ids: dict[str, int] = {}
        self._shown: dict[int, _Shown] = {}
        self._closed = False

    async def show(self, notice: Notice) -> None:
        """Show the notice, or raise ``NotifierError`` with a sentence that says why not."""
        async with self._one_at_a_time:
            if self._closed:
                raise NotifierError(_CLOSED)
            try:
                await self._show_with_a_second_chance(notice)
            except TimeoutError as error:
                raise NotifierError(self._too_late()) from error
            except BusError as error:
                raise NotifierError(_sentence(error)) from error

    async def withdraw(self, tag: str, number: int = 0) -> None:
        """Take the notice with this tag off the screen; a desktop that is gone shows none.

        With its ``number`` that works for a notice of the last run as well, on daemons that take
        a number they are given.
        """
        async with self._one_at_a_time:
            known = self._ids.pop(tag, number)
            if not known or self._closed or (self._session is None and not number):
                return
            self._shown.pop(known, None)
            try:
                async with self._bounded() as session:
                    await session.bus.call(_SERVICE, "CloseNotification", "u", (known,))
            except (TimeoutError, BusError) as error:
                _LOG.debug("a notice could not be taken off the screen: %s", error)

    async def aclose(self) -> None:
        """Close the connection; nothing is shown and no answer comes afterwards."""
        self._closed = True
        if self._attempt_ends is not None and not self._attempt_ends.expired():
            self._attempt_ends.reschedule(asyncio.get_running_loop().time())
        async with self._one_at_a_time:
            await self._disconnect()

    async def _show_with_a_second_chance(self, notice: Notice) -> None:
        """Try anew, once, what failed because the daemon or the bus we knew has gone."""
        try:
            await self._attempt(notice)
        except BusError as error:
            if not _is_loss(error) or self._session is None or self._closed:
                raise
            await self._disconnect()
            await self._attempt(notice)

    def _too_late(self) -> str:
        if self._closed:
            return _CLOSED
        late = f"did not answer within {self._timeout_s:g} s"
        return f"The desktop's notification service {late}."

    async def _attempt(self, notice: Notice) -> None:
        async with self._bounded() as session:
            actions = actions_of(notice, session.capabilities)
            summary, body = texts_of(notice, session.capabilities)
            sound = "" if self._chime is None else self._chime.name_of(notice.urgency)
            shown = _Shown(notice.tag, actions)
            await session.bus.call(
                _SERVICE,
                "Notify",
                "susssasa{sv}i",
                (
                    self._app_name,
                    self._ids.get(notice.tag, notice.number),
                    self._desktop_entry,
                    summary,
                    body,
                    [text for key, action in actions.items() for text in (key, action.value)],
                    hints_of(notice, self._desktop_entry, session.capabilities, sound),
                    _EXPIRE_NEVER
                    if notice.urgency is Urgency.CRITICAL
                    else _EXPIRE_AS_THE_DESKTOP_LIKES,
                ),
                on_reply=lambda reply: self._remember(shown, reply),
            )
            plays = Capability.SOUND in session.capabilities
        if sound and not plays and self._chime is not None:
            self._chime.play(sound)

    @contextlib.asynccontextmanager
    async def _bounded(self) -> AsyncIterator[_Session]:
        """Give a session and end the block in time: ``aclose`` may bring its end forward."""
        async with asyncio.timeout(self._timeout_s) as ends:
            self._attempt_ends = ends
            try:
                yield await self._connected()
            finally:
                self._attempt_ends = None

    async def _connected(self) -> _Session:
        """Return the session, opened anew where there is none or the daemon has changed."""
        if self._session is not None and self._session.bus.usable:
            return self._session
        await self._disconnect()
        bus = await SessionBus.connect(self._on_signal, self._address)
        try:
            await bus.listen(_SERVICE)
            await bus.listen(message_bus_target(), "NameOwnerChanged", first=_SERVICE.name)
            reply = await bus.call(_SERVICE, "GetCapabilities")
            capabilities = capabilities_of(reply.body)
        except BaseException:
            bus.abort()
            raise
        self._session = _Session(bus, capabilities)
        return self._session

    async def _disconnect(self) -> None:
        session, self._session = self._session, None
        self._forget()
        if session is not None:
            await session.bus.aclose()

    def _forget(self) -> None:
        """The daemon that knew our notices is gone, and its numbers mean nothing to the next."""
        self._daemon = ""
        self._ids.clear()
        self._shown.clear()

    def _remember(self, shown: _Shown, reply: Reply) -> None:
        """Keep the number the daemon gave; called before any signal that could carry it."""
        match reply.body:
            case (int() as number,):
                self._daemon = reply.sender
                self._shown.pop(self._ids.get(shown.tag, 0), None)
                self._ids[shown.tag] = number
                self._shown[number] = shown
                while len(self._shown) > MAX_REMEMBERED:
                    self._drop(next(iter(self._shown)))

    def _drop(self, number: int) -> None:
        shown = self._shown.pop(number, None)
        if shown is not None and self._ids.get(shown.tag) == number:
            del self._ids[shown.tag]

    def _on_signal(self, signal: Signal) -> None:
        match signal.member, signal.body:
            case "NameOwnerChanged", (_SERVICE.name, str(), str()):
                self._on_new_daemon(signal)
            case "ActionInvoked", (int() as number, str() as key) if self._is_ours(signal):
                self._on_pressed(number, key)
            case "NotificationClosed", (int() as number, int()) if self._is_ours(signal):
                self._drop(number)

    def _is_ours(self, signal: Signal) -> bool:
        """Any program may send us a signal: only the daemon that took our notices is heard."""
        return signal.interface == _SERVICE.interface and signal.sender == self._daemon

    def _on_new_daemon(self, signal: Signal) -> None:
        """Drop the connection: the next notice asks the new daemon what it can do."""
        if signal.sender == message_bus_target().name and self._session is not None:
            self._forget()
            self._session.bus.abort()

    def _on_pressed(self, number: int, key: str) -> None:
        shown = self._shown.get(number)
        action = shown.actions.get(key) if shown is not None else None
        if shown is None or action is None or self._session is None:
            return
        self._drop(number)  # a notice is answered once
        # Not every daemon takes an answered notice off the screen (dunst's menu does not).
        self._session.bus.tell(_SERVICE, "CloseNotification", "u", (number,))
        asyncio.get_running_loop().call_soon(self._on_answer, shown.tag, action)


def _is_loss(error: BusError) -> bool:
    """Return whether the connection or the daemon has gone, so that another may be there."""
    match error:
        case CallError():
            return error.name in _GONE
        case _:
            return not isinstance(error, BusyError)


def _sentence(error: BusError) -> str:
    if isinstance(error, CallError) and error.name in _ABSENT:
        return "No notification service is running on this desktop."
    return f"The desktop's notification service cannot be used: {error}."
