"""The bundled typeface: loaded once, never looked for on the machine."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import msgspec
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

FONT_FILE = Path("fonts", "Inter-roman.var.ttf")

_POINTS_PER_INCH = 72.0


class FontError(Exception):
    """The bundled font is missing or broken; the text names the file."""


class TextStyle(Enum):
    """The type scale; the value is the table's name under ``[type]`` in a theme file."""

    HERO = "hero"
    DISPLAY = "display"
    FIGURE = "figure"
    HEADLINE = "headline"
    UNIT_LARGE = "unit_large"
    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    BODY_STRONG = "body_strong"
    SMALL = "small"
    SMALL_STRONG = "small_strong"
    MARK = "mark"


class Face(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of the type scale: pixels at scale 1, weight 100 to 900, tracking in pixels."""

    size: float
    weight: float
    tracking: float = 0.0


def load_family(resources: Path) -> str:
    """Load the bundled variable font and return its family's name.

    Args:
        resources: The folder that holds ``fonts``.

    Raises:
        FontError: The file is missing or Qt cannot read it.
    """
    path = resources / FONT_FILE
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    if not families:
        raise FontError(f"The bundled font {path} cannot be loaded.")
    return families[0]


def make_font(family: str, face: Face, scale: float) -> QFont:
    """Return the font of one step of the type scale.

    Sizes are set in points, because Qt takes only whole pixels; figures are tabular, so nothing
    shifts when one changes (OpenType feature ``tnum``).
    """
    dots = QGuiApplication.primaryScreen().logicalDotsPerInchY()
    font = QFont(family)
    font.setPointSizeF(face.size * scale * _POINTS_PER_INCH / dots)
    font.setVariableAxis(QFont.Tag("wght"), face.weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if face.tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, face.tracking * scale)
    return font


def fitting(font: QFont, text: str, room: float, least: float) -> QFont:
    """Return ``font``, made smaller down to the share ``least`` where the text needs it."""
    needed = QFontMetricsF(font).horizontalAdvance(text)
    if needed <= room or needed <= 0:
        return font
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * max(least, 0.985 * room / needed))
    return smaller
