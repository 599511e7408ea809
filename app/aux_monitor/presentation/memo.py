"""Keeps a view while nothing it is built from changed, so that widgets can compare by identity."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memo(Generic[K, V]):
    """One view per slot, with what it was built from."""

    def __init__(self) -> None:
        self._held: dict[K, tuple[object, V]] = {}

    def get(self, slot: K, key: object, build: Callable[[], V]) -> V:
        """Return the slot's view, built anew only when ``key`` differs from the last one.

        A new view that equals the old one is dropped for it: the same pixels, the same object.
        """
        held = self._held.get(slot)
        if held is None:
            view = build()
        elif held[0] == key:
            return held[1]
        else:
            built = build()
            view = held[1] if built == held[1] else built
        self._held[slot] = (key, view)
        return view

    def newest(self, slot: K, view: V) -> V:
        """Return ``view``, or the slot's last one if it equals it."""
        return self.get(slot, view, lambda: view)
