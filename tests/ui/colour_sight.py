"""How colours look, to whom: contrast, distance, and the three colour deficiencies.

Colours are ``Rgb``: gamma-encoded sRGB, three shares of 1.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import TypeAlias, assert_never

from PySide6.QtGui import QColor

Rgb: TypeAlias = tuple[float, float, float]
Lab: TypeAlias = tuple[float, float, float]
_Matrix: TypeAlias = tuple[Rgb, Rgb, Rgb]


class Sight(Enum):
    """Whose eyes: all cones, or wholly without those for long, middle or short waves."""

    USUAL = "usual"
    PROTANOPIA = "protanopia"
    DEUTERANOPIA = "deuteranopia"
    TRITANOPIA = "tritanopia"


# Machado, Oliveira, Fernandes: "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", IEEE TVCG 15 (6), 2009, table 1, severity 1.0; they apply to linear sRGB.
_PROTANOPIA: _Matrix = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
_DEUTERANOPIA: _Matrix = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
_TRITANOPIA: _Matrix = (
    (1.255528, -0.076749, -0.178779),
    (-0.078411, 0.930809, 0.147602),
    (0.004733, 0.691367, 0.303900),
)

# IEC 61966-2-1: linear sRGB to XYZ with the white point D65.
_TO_XYZ: _Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE: Rgb = (0.95047, 1.0, 1.08883)


def rgb(colour: QColor) -> Rgb:
    """Return an opaque colour's shares."""
    assert colour.alpha() == 255, "what is seen through has no colour of its own"
    return colour.redF(), colour.greenF(), colour.blueF()


def seen(colour: Rgb, sight: Sight) -> Rgb:
    """Return the colour that looks to us as ``colour`` does to ``sight``."""
    match sight:
        case Sight.USUAL:
            return colour
        case Sight.PROTANOPIA:
            matrix = _PROTANOPIA
        case Sight.DEUTERANOPIA:
            matrix = _DEUTERANOPIA
        case Sight.TRITANOPIA:
            matrix = _TRITANOPIA
        case _:
            assert_never(sight)
    red, green, blue = (_encoded(min(1.0, max(0.0, c))) for c in _times(matrix, _linear(colour)))
    return red, green, blue


def luminance(colour: Rgb) -> float:
    """Return the relative luminance, as WCAG 2.2 defines it."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: Rgb, second: Rgb) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def distance(first: Rgb, second: Rgb, sight: Sight = Sight.USUAL) -> float:
    """Return the CIEDE2000 difference of two colours as ``sight`` sees them."""
    return ciede2000(lab(seen(first, sight)), lab(seen(second, sight)))


def lab(colour: Rgb) -> Lab:
    """Return the colour in CIE 1976 L*a*b*, white point D65."""
    x, y, z = (
        _cube_root(value / white)
        for value, white in zip(_times(_TO_XYZ, _linear(colour)), _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(first: Lab, second: Lab) -> float:
    """Return the CIEDE2000 colour difference.

    Names and steps after Sharma, Wu, Dalal: "The CIEDE2000 Color-Difference Formula:
    Implementation Notes, Supplementary Test Data, and Mathematical Observations", Color Research
    and Application 30 (1), 2005.
    """
    (l1, a1, b1), (l2, a2, b2) = first, second
    chroma = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    grey = 1 + 0.5 * (1 - math.sqrt(chroma / (chroma + 25.0**7)))
    c1, c2 = math.hypot(a1 * grey, b1), math.hypot(a2 * grey, b2)
    h1, h2 = _hue(a1 * grey, b1), _hue(a2 * grey, b2)
    turn, hue = _turn_and_mean(h1, h2, coloured=c1 * c2 != 0)
    far = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    light, mean = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue)
    t += 0.32 * _cos(3 * hue + 6) - 0.20 * _cos(4 * hue - 63)
    blue = 60 * math.exp(-(((hue - 275) / 25) ** 2))
    rotation = -2 * math.sqrt(mean**7 / (mean**7 + 25.0**7)) * math.sin(math.radians(blue))
    s_l = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    d_l, d_c = (l2 - l1) / s_l, (c2 - c1) / (1 + 0.045 * mean)
    d_h = far / (1 + 0.015 * mean * t)
    return math.sqrt(d_l**2 + d_c**2 + d_h**2 + rotation * d_c * d_h)


def _turn_and_mean(h1: float, h2: float, *, coloured: bool) -> tuple[float, float]:
    """Return the hue difference and the mean hue in degrees, over the shorter arc."""
    if not coloured:
        return 0.0, h1 + h2
    turn, total = h2 - h1, h1 + h2
    if abs(turn) <= 180:
        return turn, total / 2
    around = turn - 360 if turn > 180 else turn + 360
    return around, (total + 360) / 2 if total < 360 else (total - 360) / 2


def _hue(a: float, b: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def _cube_root(share: float) -> float:
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def _linear(colour: Rgb) -> Rgb:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return red, green, blue


def _encoded(share: float) -> float:
    return 12.92 * share if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055


def _times(matrix: _Matrix, vector: Rgb) -> Rgb:
    x, y, z = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z
