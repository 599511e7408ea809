"""Two pictures beside each other, what changed marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from aux_monitor.ports.errors import ExportError
from aux_monitor.ui.export import encode_png
from aux_monitor.ui.side_by_side import changed_areas, side_by_side


def picture(*patches: QRect, size: QSize | None = None) -> QImage:
    """Return a dark picture with bright patches."""
    image = QImage(size or QSize(480, 240), QImage.Format.Format_RGB32)
    image.fill(QColor("#101418"))
    painter = QPainter(image)
    for patch in patches:
        painter.fillRect(patch, QColor("#f0f0f0"))
    painter.end()
    return image


def test_each_group_of_changes_is_one_mark() -> None:
    """Two words far apart are two marks; what hangs together is one, and it covers all of it."""
    first, second = QRect(30, 30, 60, 20), QRect(300, 150, 20, 20)
    marks = changed_areas(picture(), picture(first, second))
    assert len(marks) == 2
    assert marks[0].contains(first)
    assert marks[1].contains(second)


def test_equal_pictures_have_no_mark() -> None:
    """Nor do differences that no eye finds."""
    almost = picture()
    almost.setPixelColor(5, 5, QColor("#11151a"))
    assert changed_areas(picture(), picture()) == []
    assert changed_areas(picture(), almost) == []


def test_both_are_drawn_and_marked() -> None:
    """The file is both wide, and the mark stands on either side."""
    patch = QRect(100, 100, 30, 30)
    whole = QImage.fromData(side_by_side(encode_png(picture(), ()), encode_png(picture(patch), ())))
    assert (whole.width(), whole.height()) == (2 * 480 + 24, 240)
    mark = changed_areas(picture(), picture(patch))[0]
    for left in (0, 480 + 24):
        assert whole.pixelColor(left + mark.left(), mark.top()) == QColor("#ffb224")
    assert whole.pixelColor(480 + 24 + 115, 115) == QColor("#f0f0f0")
    assert whole.pixelColor(115, 115) == QColor("#101418")


def test_another_size_is_brought_to_the_firsts() -> None:
    """A 2x picture can be held against one at 1x."""
    large = encode_png(picture(size=QSize(960, 480)), ())
    whole = QImage.fromData(side_by_side(encode_png(picture(), ()), large))
    assert whole.height() == 240


def test_what_is_no_picture_is_one_sentence() -> None:
    """The sentence says which of the two."""
    with pytest.raises(ExportError, match="second file is no picture"):
        side_by_side(encode_png(picture(), ()), b"{}")
