"""A panel that shows StatusNotifier items: the watcher they register with, and a host's eyes.

Speaks what KDE's, Xfce's and GNOME's panels speak:
https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/ and, for the menu,
com.canonical.dbusmenu as in libdbusmenu's ``dbus-menu.xml``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtGui import QColor, QImage

from tests.desktop.programs import PATIENCE_S, wait_until
from tests.desktop.tray_host import pixels

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_OBJECT = DBusAddress("/StatusNotifierWatcher", interface=WATCHER)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an item's menu, with what stands below it; a dividing line has no label."""

    number: int
    label: str
    below: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One item as a panel shows it."""

    status: str
    title: str
    tooltip: str
    images: tuple[QImage, ...]
    menu: str

    def has(self, colour: QColor) -> bool:
        """Return whether the largest picture shows nearly this colour."""
        largest = max(self.images, key=QImage.width)
        return pixels(largest, colour) > 20


class Panel:
    """The watcher on the bus; ``items`` are those registered with it, each once a registration."""

    def __init__(self, address: str, *, hosts: bool = True) -> None:
        self._address = address
        self._hosts = hosts
        self._items: list[str] = []
        self._owners: dict[str, str] = {}
        self._ended = threading.Event()
        self._connection = open_dbus_connection(address)
        self._asking = open_dbus_connection(address)
        self._call(message_bus.RequestName(WATCHER))
        self._call(message_bus.AddMatch(_OWNERS))
        self._thread = threading.Thread(target=self._serve, name="panel")
        self._thread.start()

    def show_icons(self, *, hosts: bool) -> None:
        """Say from now on whether anything shows the icons that are registered."""
        self._hosts = hosts

    def close(self) -> None:
        """Leave the bus, as a panel that ends or crashes."""
        if not self._ended.is_set():
            self._ended.set()
            self._thread.join(PATIENCE_S)
            self._connection.close()
            self._asking.close()

    @property
    def items(self) -> tuple[str, ...]:
        """Return the items on the panel."""
        return tuple(self._items)

    def item(self) -> str:
        """Return the one item, once it is there."""
        wait_until(lambda: bool(self._items), "an item registering")
        (item,) = self._items
        return item

    def shown(self) -> Shown:
        """Return how the one item looks."""
        body = self._ask(self.item(), "/StatusNotifierItem", _PROPERTIES, "GetAll", "s", (ITEM,))
        found = {name: value for name, (_, value) in body[0].items()}
        _name, _pixmaps, headline, text = found["ToolTip"]
        return Shown(
            status=found["Status"],
            title=found["Title"],
            tooltip=" ".join(part for part in (headline, text) if part),
            images=tuple(_image(*pixmap) for pixmap in found["IconPixmap"]),
            menu=found["Menu"],
        )

    def click(self) -> None:
        """Press the item with the left button."""
        self._ask(self.item(), "/StatusNotifierItem", ITEM, "Activate", "ii", (10, 10))

    def entries(self) -> tuple[Entry, ...]:
        """Return the item's menu, opened."""
        path = self.shown().menu
        self._ask(self.item(), path, MENU, "AboutToShow", "i", (0,))
        _revision, layout = self._ask(self.item(), path, MENU, "GetLayout", "iias", (0, -1, []))
        return _entry(layout).below

    def press(self, *labels: str) -> None:
        """Press an entry of the menu, found by the labels on the way to it."""
        below = self.entries()
        for label in labels[:-1]:
            below = next(entry.below for entry in below if entry.label == label)
        number = next(entry.number for entry in below if entry.label == labels[-1])
        event = (number, "clicked", ("s", ""), 0)
        self._ask(self.item(), self.shown().menu, MENU, "Event", "isvu", event)

    def _ask(
        self, item: str, path: str, interface: str, member: str, signature: str, body: Any
    ) -> Any:
        target = DBusAddress(path, bus_name=item, interface=interface)
        call = new_method_call(target, member, signature, body)
        reply = self._asking.send_and_get_reply(call, timeout=PATIENCE_S)
        assert reply.header.message_type is MessageType.method_return, reply.body
        return reply.body

    def _call(self, message: Message) -> None:
        reply = self._connection.send_and_get_reply(message, timeout=PATIENCE_S)
        assert reply.header.message_type is MessageType.method_return, reply.body

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            match message.header.message_type:
                case MessageType.method_call:
                    self._connection.send(self._answer(message))
                case MessageType.signal:
                    self._left(message)
                case _:
                    continue

    def _answer(self, call: Message) -> Message:
        match call.header.fields[HeaderFields.member], call.body:
            case "RegisterStatusNotifierItem", (str() as service,):
                self._register(service, call.header.fields[HeaderFields.sender])
                return new_method_return(call)
            case "Get", (_, "IsStatusNotifierHostRegistered"):
                return new_method_return(call, "v", (("b", self._hosts),))
            case "Get", (_, "RegisteredStatusNotifierItems"):
                return new_method_return(call, "v", (("as", self._items),))
            case "Get", (_, "ProtocolVersion"):
                return new_method_return(call, "v", (("i", 0),))
            case member, _:
                return new_error(call, f"org.example.Error.{member}")

    def _register(self, service: str, sender: str) -> None:
        """Note an item, which names a service of its own or stands at its connection."""
        item = sender if service.startswith("/") else service
        self._owners[item] = sender
        self._items.append(item)
        self._connection.send(new_signal(_OBJECT, "StatusNotifierItemRegistered", "s", (item,)))

    def _left(self, signal: Message) -> None:
        match signal.body:
            case (str() as name, str(), ""):
                self._items = [
                    item for item in self._items if name not in (item, self._owners[item])
                ]
            case _:
                return


@contextmanager
def panel(address: str, *, hosts: bool = True) -> Iterator[Panel]:
    """Run a panel on the bus until the end of the block, unless it is closed before."""
    running = Panel(address, hosts=hosts)
    try:
        yield running
    finally:
        running.close()


_OWNERS = MatchRule(type="signal", sender="org.freedesktop.DBus", member="NameOwnerChanged")


def _entry(layout: Any) -> Entry:
    number, properties, below = layout
    label = properties.get("label", ("s", ""))[1]
    return Entry(number, label.replace("_", ""), tuple(_entry(child) for _, child in below))


def _image(width: int, height: int, data: bytes) -> QImage:
    """Return an icon's picture: ARGB32 in network byte order, as the protocol has it."""
    pixels = bytearray(data)
    for channel in range(4):
        pixels[channel::4] = data[3 - channel :: 4]
    return QImage(bytes(pixels), width, height, 4 * width, QImage.Format.Format_ARGB32).copy()
