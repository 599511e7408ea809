"""Whether the desktop asks programs to keep still, from the settings portal of free desktops.

The portal has a key of its own since version 2 (``org.freedesktop.appearance reduced-motion``,
https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html); before
that GNOME's switch is read through it. Other systems have no such portal: there nothing is known,
and a person says it in the settings.
"""

from __future__ import annotations

import asyncio

from aux_monitor.adapters.desktop.bus import BusError, CallError, SessionBus, Signal, Target

_PORTAL = Target(
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.Settings",
)
_STANDARD = ("org.freedesktop.appearance", "reduced-motion")
_GNOME = ("org.gnome.desktop.interface", "enable-animations")
_KEYS = (_STANDARD, _GNOME)


class DesktopMotion:
    """Knows the desktop's last answer in ``reduced``: False until it has been asked, or without.

    ``timeout_s`` bounds each question; ``address`` is the session bus's (None: the usual one).
    """

    def __init__(self, *, timeout_s: float = 3.0, address: str | None = None) -> None:
        self._timeout_s = timeout_s
        self._address = address
        self._answers: dict[tuple[str, str], bool] = {}

    @property
    def reduced(self) -> bool:
        """Whether nothing should move by itself; the standard key wins where both are there."""
        return next((self._answers[key] for key in _KEYS if key in self._answers), False)

    async def follow(self) -> None:
        """Ask, then take changes until cancelled; return where there is no portal to ask."""
        try:
            bus = await asyncio.wait_for(
                SessionBus.connect(self._take, self._address), self._timeout_s
            )
        except (BusError, TimeoutError):
            return
        try:
            await asyncio.wait_for(bus.listen(_PORTAL, "SettingChanged"), self._timeout_s)
            for key in _KEYS:
                await self._ask(bus, key)
            if self._answers:
                await bus.wait_closed()
        except (BusError, TimeoutError):
            return
        finally:
            await bus.aclose()

    async def _ask(self, bus: SessionBus, key: tuple[str, str]) -> None:
        """Ask for one key; ``Read`` is what every version of the portal has."""
        try:
            reply = await asyncio.wait_for(bus.call(_PORTAL, "Read", "ss", key), self._timeout_s)
        except CallError:  # no portal, or none that knows the key
            return
        if len(reply.body) == 1:
            self._note(key, reply.body[0])

    def _take(self, signal: Signal) -> None:
        if signal.member == "SettingChanged" and len(signal.body) == 3:
            namespace, name, value = signal.body
            self._note((str(namespace), str(name)), value)

    def _note(self, key: tuple[str, str], value: object) -> None:
        """Keep an answer that has the right type; the portal wraps it in one variant or two."""
        while isinstance(value, tuple) and len(value) == 2:
            value = value[1]
        if key == _STANDARD and isinstance(value, int):
            self._answers[key] = value == 1
        elif key == _GNOME and isinstance(value, bool):
            self._answers[key] = not value
