"""The levels can be told apart without any colour, at the sizes they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QColor, QImage, QPixmap

from aux_monitor.domain.level import Level
from aux_monitor.settings.schema import PaletteChoice
from aux_monitor.ui.shapes import level_pixmap
from aux_monitor.ui.theme import Contrast, Theme, ThemeName
from aux_monitor.ui.tray_icon import tray_pixmap
from tests.ui.colour_sight import luminance, rgb

Layers: TypeAlias = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]

MARKS, TRAYS = (12, 14, 20, 44), (16, 22, 32)
"""Sides in pixels: of rows, tiles, a page's head and the ribbon; of panels."""

_COUNT = 3


def layers(picture: QPixmap) -> Layers:
    """Return the opacity of every pixel and its luminance (WCAG 2.2), each 0 to 1."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    shape = (image.height(), image.width(), 4)
    shares = np.frombuffer(image.constBits(), np.uint8).reshape(shape) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return shares[..., 3], linear[..., :3] @ np.array([0.2126, 0.7152, 0.0722])


def outlines_differ(first: QPixmap, second: QPixmap) -> float:
    """Return by which share of what either covers two outlines differ, 0 to 1."""
    one, other = layers(first)[0], layers(second)[0]
    return float(np.abs(one - other).sum() / np.maximum(one, other).sum())


def greys_differ(first: QPixmap, second: QPixmap, ground: QColor) -> float:
    """Return the mean difference of two pictures on a ground, seen without colour, 0 to 1."""
    behind = luminance(rgb(ground))
    one, other = (
        (light * share + behind * (1 - share)) ** (1 / 2.2)
        for share, light in (layers(first), layers(second))
    )
    return float(np.abs(one - other).mean())


def closest(draw: Callable[[Level], QPixmap], how: Callable[[QPixmap, QPixmap], float]) -> float:
    """Return how far apart the two levels are that are most alike."""
    drawn = {level: draw(level) for level in Level}
    return min(how(drawn[first], drawn[second]) for first, second in combinations(Level, 2))


@pytest.mark.parametrize("side", MARKS)
def test_marks_differ_by_their_outline_alone(theme: Theme, side: int) -> None:
    """Disc, triangle, octagon and ring: a fourth of what two cover is covered by one alone."""
    assert closest(lambda level: level_pixmap(level, theme, side, 1.0), outlines_differ) > 0.25


@pytest.mark.parametrize("side", TRAYS)
def test_tray_icons_differ_by_their_outline_alone(theme: Theme, side: int) -> None:
    """The outlines around them leave the four silhouettes what they are."""
    assert closest(lambda level: tray_pixmap(level, 0, theme, side), outlines_differ) > 0.15


@pytest.mark.parametrize("palette", list(PaletteChoice), ids=lambda palette: palette.value)
@pytest.mark.parametrize("name", list(ThemeName), ids=lambda name: name.value)
def test_marks_differ_in_a_picture_without_colour(
    themes: dict[ThemeName, Theme], name: ThemeName, palette: PaletteChoice
) -> None:
    """A grey print of a tile's marks still tells the levels apart, in every palette."""
    worn = themes[name].worn(Contrast.NORMAL, palette)
    ground = worn.colours.surface
    least = closest(
        lambda level: level_pixmap(level, worn, 14, 1.0),
        lambda first, second: greys_differ(first, second, ground),
    )
    assert least > 0.05


@pytest.mark.parametrize("panel", ["#101010", "#808080", "#f0f0f0"])
@pytest.mark.parametrize("side", TRAYS)
def test_tray_icons_with_a_count_differ_without_colour(theme: Theme, side: int, panel: str) -> None:
    """The number covers a corner, and the level is still told on a panel of any shade."""
    least = closest(
        lambda level: tray_pixmap(level, _COUNT, theme, side),
        lambda first, second: greys_differ(first, second, QColor(panel)),
    )
    assert least > 0.05
