"""Between which numbers each setting lies: for the file's check and the settings page alike."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from aux_monitor.settings.decoding import Place


class Bounds(Struct, frozen=True):
    """The least and the greatest value, both allowed; ``or_zero``: 0 is too, and means never."""

    low: float
    high: float
    or_zero: bool = False

    def holds(self, value: float) -> bool:
        """Return whether ``value`` is allowed; what is no number never is."""
        return (self.or_zero and value == 0) or self.low <= value <= self.high


BOUNDS: Mapping[str, Bounds] = {
    "collector.poll_every_s": Bounds(0.2, 60.0),
    "collector.timeout_s": Bounds(0.1, 60.0),
    "collectors[].poll_every_s": Bounds(0.2, 3600.0),
    "collectors[].timeout_s": Bounds(0.1, 60.0),
    "github.poll_every_s": Bounds(10.0, 86_400.0),
    "github.timeout_s": Bounds(0.1, 300.0),
    "window.rotate_every_s": Bounds(5.0, 3600.0, or_zero=True),
    "window.ambient_after_s": Bounds(30.0, 86_400.0),
    "notifications.group_s": Bounds(0.0, 60.0),
    "notifications.remind_every_s": Bounds(1.0, 604_800.0, or_zero=True),
    "snapshots.every_s": Bounds(60.0, 604_800.0, or_zero=True),
    "snapshots.keep": Bounds(1.0, 100_000.0, or_zero=True),
    "snapshots.keep_s": Bounds(3600.0, 34_560_000.0, or_zero=True),
}
"""By the setting's path in the file; those whose name ends in ``_s`` are seconds."""


def check_bounds(value: float, path: str, place: Place) -> None:
    """Raise ``SettingsError`` unless ``value`` is one that the setting ``path`` takes."""
    bounds = BOUNDS[path]
    if not bounds.holds(value):
        unit = " seconds" if path.endswith("_s") else ""
        raise place.error(f"{value:g} is not between {bounds.low:g} and {bounds.high:g}{unit}")
