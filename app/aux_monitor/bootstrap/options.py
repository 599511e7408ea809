"""What the command line asked for."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct


class Size(Struct, frozen=True):
    """A size in device-independent pixels."""

    width: int
    height: int


class Options(Struct, frozen=True):
    """The options of one run; they override the settings and are never saved into them.

    ``watch`` are logs and ``collector_url`` a collector to read instead of the configured ones;
    ``kiosk`` starts in full screen, ``background`` without taking anybody's focus;
    ``wait_s`` is how long a run without a window waits for its sources.
    """

    watch: tuple[str, ...] = ()
    collector_url: str = ""
    config: Path | None = None
    data: Path | None = None
    demo: bool = False
    theme: str = ""
    kiosk: bool = False
    background: bool = False
    wait_s: float = 30.0
