"""The current user's part of the Windows registry."""

from __future__ import annotations

import contextlib
from typing import Any


class UserRegistry:
    """Text and binary values below ``HKEY_CURRENT_USER``.

    ``winreg`` is the standard library's module, which other systems do not have.
    """

    def __init__(self, winreg: Any) -> None:
        self._winreg = winreg

    def read(self, key: str, name: str) -> str | bytes | None:
        """Return a value, None where there is none of a kind that is expected."""
        winreg = self._winreg
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                value, _kind = winreg.QueryValueEx(opened, name)
        except FileNotFoundError:
            return None
        return value if isinstance(value, str | bytes) else None

    def write(self, key: str, name: str, value: str) -> None:
        """Set a text; the system writes a single value whole."""
        winreg = self._winreg
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
            winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)

    def delete(self, key: str, name: str) -> None:
        """Take a value away, if there is one."""
        winreg = self._winreg
        with (
            contextlib.suppress(FileNotFoundError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened,
        ):
            winreg.DeleteValue(opened, name)
