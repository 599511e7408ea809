"""A real gnome-keyring, locked and unlocked at will."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import secretstorage
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop.programs import surroundings


class KeyringDaemon:
    """A gnome-keyring that keeps its files under ``home``."""

    def __init__(self, home: Path, bus: str) -> None:
        home.mkdir(mode=0o700)
        self._bus = bus
        self.password = b"correct horse"
        self.command = (
            "gnome-keyring-daemon",
            "--foreground",
            "--unlock",
            "--components=secrets",
            f"--control-directory={home}",
        )
        self.environment = surroundings(
            DBUS_SESSION_BUS_ADDRESS=bus,
            XDG_DATA_HOME=str(home),
            XDG_RUNTIME_DIR=str(home),
            HOME=str(home),
        )

    def is_unlocked(self) -> bool:
        """Return whether it answers with a keyring that is open."""
        with closing(self._connected()) as connection:
            if not secretstorage.check_service_availability(connection):
                return False
            collections = list(secretstorage.get_all_collections(connection))
            return any(not one.is_locked() for one in collections if one.get_label() == "Login")

    def lock(self) -> None:
        """Lock it, as a screen saver or a person does."""
        with closing(self._connected()) as connection:
            secretstorage.get_default_collection(connection).lock()

    def labels(self) -> list[str]:
        """Return the labels of everything kept."""
        with closing(self._connected()) as connection:
            items = secretstorage.get_default_collection(connection).get_all_items()
            return [item.get_label() for item in items]

    def _connected(self) -> DBusConnection:
        return open_dbus_connection(self._bus)
