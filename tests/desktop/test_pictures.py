"""Pictures are the same on a real X window, without a display, and at any dot density."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
SIZES = {
    "1x": (1001, 701),
    "2x": (2002, 1402),
    "3x": (3003, 2103),
    "1280 x 720": (1280, 720),
    "1920 x 1080": (1920, 1080),
    "3840 x 2160": (3840, 2160),
    "tile": (960, 540),
}


class Told(Struct, frozen=True):
    """What the program drew: the screen's ratio, and each picture's width, height and digest."""

    ratio: float
    pictures: dict[str, tuple[int, int, str]]


def drawn(platform: str, factor: str = "1") -> Told:
    """Return what the program draws on a platform at a scale factor."""
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": platform,
        "QT_SCALE_FACTOR": factor,
        "TZ": "UTC",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        (sys.executable, "-m", "tests.desktop.picture_program"),
        env=surroundings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return Told(found["ratio"], {name: tuple(each) for name, each in found["pictures"].items()})


@pytest.mark.usefixtures("x_display")
def test_a_real_window_and_none_give_the_same_pixels() -> None:
    """Whatever the size, a picture taken of a window under X equals one taken without a display."""
    assert drawn("xcb") == drawn("offscreen")


@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_sizes_are_exact_at_every_dot_density(factor: str) -> None:
    """A screen of more dots changes neither what 1x is nor any fixed size."""
    told = drawn("offscreen", factor)
    assert told.ratio == float(factor)
    assert {name: each[:2] for name, each in told.pictures.items()} == SIZES
