"""What the desktop says about animations, over a real bus."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusConnection, DBusRouter, Proxy, open_dbus_connection

from aux_monitor.adapters.desktop.motion import DesktopMotion
from tests.desktop.programs import until

_INTERFACE = "org.freedesktop.portal.Settings"
_OBJECT = DBusAddress("/org/freedesktop/portal/desktop", interface=_INTERFACE)
STANDARD = ("org.freedesktop.appearance", "reduced-motion")
GNOME = ("org.gnome.desktop.interface", "enable-animations")


async def serve(connection: DBusConnection, settings: Mapping[tuple[str, str], Any]) -> None:
    """Answer as the portal does, until the connection is closed."""
    with contextlib.suppress(EOFError):
        while True:
            call = await connection.receive()
            if call.header.message_type is not MessageType.method_call:
                continue
            key = tuple(call.body)
            if call.header.fields[HeaderFields.member] == "Read" and key in settings:
                await connection.send(new_method_return(call, "v", (("v", settings[key]),)))
            else:
                await connection.send(new_error(call, "org.freedesktop.portal.Error.NotFound"))


@contextlib.asynccontextmanager
async def portal(
    address: str, settings: Mapping[tuple[str, str], Any]
) -> AsyncIterator[DBusConnection]:
    """Run a settings portal on the bus until the end of the block."""
    connection = await open_dbus_connection(address)
    async with DBusRouter(connection) as router:
        await Proxy(message_bus, router).RequestName("org.freedesktop.portal.Desktop")
    serving = asyncio.ensure_future(serve(connection, settings))
    try:
        yield connection
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        await connection.close()


@contextlib.asynccontextmanager
async def followed(motion: DesktopMotion) -> AsyncIterator[asyncio.Future[None]]:
    """Follow the desktop until the end of the block."""
    following = asyncio.ensure_future(motion.follow())
    try:
        yield following
    finally:
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await following


@pytest.mark.anyio
async def test_the_portals_answer_is_taken_and_its_changes_are_followed(session_bus: str) -> None:
    """A desktop that reduces motion is heeded, and so is the moment it no longer does."""
    motion = DesktopMotion(address=session_bus)
    async with portal(session_bus, {STANDARD: ("u", 1)}) as desktop, followed(motion):
        await until(lambda: motion.reduced)
        changed = (*STANDARD, ("u", 0))
        await desktop.send(new_signal(_OBJECT, "SettingChanged", "ssv", changed))
        await until(lambda: not motion.reduced)


@pytest.mark.anyio
async def test_a_desktop_without_the_standard_key_is_asked_for_gnomes(session_bus: str) -> None:
    """Animations that are switched off in GNOME count; the standard key wins where it stands."""
    motion = DesktopMotion(address=session_bus)
    async with portal(session_bus, {GNOME: ("b", False)}) as desktop, followed(motion):
        await until(lambda: motion.reduced)
        changed = (*STANDARD, ("u", 0))
        await desktop.send(new_signal(_OBJECT, "SettingChanged", "ssv", changed))
        await until(lambda: not motion.reduced)


@pytest.mark.anyio
async def test_an_answer_of_another_type_is_passed_over(session_bus: str) -> None:
    """A portal that talks nonsense reduces nothing and breaks nothing."""
    motion = DesktopMotion(address=session_bus)
    settings = {STANDARD: ("s", "yes"), GNOME: ("i", 0)}
    async with portal(session_bus, settings), followed(motion) as following:
        await following
    assert not motion.reduced


@pytest.mark.anyio
async def test_without_a_portal_or_a_bus_nothing_is_reduced(
    session_bus: str, no_session_bus: None
) -> None:
    """Where there is nobody to ask, following ends at once and says no."""
    assert no_session_bus is None
    for motion in (DesktopMotion(address=session_bus), DesktopMotion()):
        await motion.follow()
        assert not motion.reduced


@pytest.mark.anyio
async def test_a_portal_that_hangs_is_not_waited_for(session_bus: str) -> None:
    """No answer in time is no answer."""
    connection = await open_dbus_connection(session_bus)
    async with DBusRouter(connection) as router:
        await Proxy(message_bus, router).RequestName("org.freedesktop.portal.Desktop")
    motion = DesktopMotion(address=session_bus, timeout_s=0.1)
    await motion.follow()
    await connection.close()
    assert not motion.reduced
