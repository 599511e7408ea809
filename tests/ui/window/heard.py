"""Hearing what a widget says."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance


def heard(signal: SignalInstance) -> list[object]:
    """Return a list that grows by what ``signal`` carries, None for a signal without anything."""
    said: list[object] = []
    signal.connect(lambda *carried: said.append(carried[0] if carried else None))
    return said
