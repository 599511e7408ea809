"""A Windows registry in memory, with the calls of ``winreg`` that the program makes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class MemoryWinreg:
    """The module ``winreg``; ``values`` by key and name, ``refusal`` is raised by every call."""

    HKEY_CURRENT_USER = 1
    KEY_SET_VALUE = 2
    REG_SZ = 1

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], object] = {}
        self.refusal: OSError | None = None

    @contextmanager
    def OpenKey(  # noqa: N802 - winreg's name
        self, _root: int, key: str, _reserved: int = 0, _access: int = 0
    ) -> Iterator[str]:
        """Open a key that holds something."""
        self._refuse()
        if not any(held == key for held, _ in self.values):
            raise FileNotFoundError(2, "no such key")
        yield key

    @contextmanager
    def CreateKey(self, _root: int, key: str) -> Iterator[str]:  # noqa: N802 - winreg's name
        """Open a key, there or not."""
        self._refuse()
        yield key

    def QueryValueEx(self, key: str, name: str) -> tuple[object, int]:  # noqa: N802 - winreg's name
        """Return a value and its kind."""
        if (key, name) not in self.values:
            raise FileNotFoundError(2, "no such value")
        return self.values[key, name], self.REG_SZ

    def SetValueEx(  # noqa: N802 - winreg's name
        self, key: str, name: str, _reserved: int, _kind: int, value: str
    ) -> None:
        """Set a value."""
        self.values[key, name] = value

    def DeleteValue(self, key: str, name: str) -> None:  # noqa: N802 - winreg's name
        """Take a value away."""
        if self.values.pop((key, name), None) is None:
            raise FileNotFoundError(2, "no such value")

    def _refuse(self) -> None:
        if self.refusal is not None:
            raise self.refusal
