"""Pictures kept as they should look, and how near a new one must come.

To take new ones after a change that is meant: ``AUX_MONITOR_GOLDEN=write`` in the environment,
then look at every picture before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QImage

FOLDER = Path(__file__).resolve().parents[2] / "golden"

_CLEAR = 48
"""A channel that differs by more than this is a difference an eye can find."""

_MOST = 0.0015
"""The share of pixels that may differ so: edges of letters differ between FreeType versions."""


def assert_golden(picture: QImage, name: str, kept_at: Path) -> None:
    """Fail unless ``picture`` looks like the golden one; both and their difference are kept."""
    path = FOLDER / f"{name}.png"
    if os.environ.get("AUX_MONITOR_GOLDEN") == "write":
        assert picture.save(str(path))
        return
    golden = QImage(str(path))
    if golden.size() != picture.size():
        picture.save(str(kept_at / f"{name}.png"))
        pytest.fail(f"{name} is {picture.size()}, not {golden.size()}; see {kept_at}")
    far = np.abs(_channels(picture) - _channels(golden)).max(axis=2) > _CLEAR
    share = float(far.mean())
    if share > _MOST:
        picture.save(str(kept_at / f"{name}.png"))
        _difference(far).save(str(kept_at / f"{name}-difference.png"))
        pytest.fail(f"{name} differs in {share:.2%} of its pixels; see {kept_at}")


def _channels(image: QImage) -> npt.NDArray[np.int16]:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), dtype=np.uint8).reshape(
        plain.height(), plain.bytesPerLine()
    )
    pixels = rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3)
    return pixels.astype(np.int16)


def _difference(far: npt.NDArray[np.bool_]) -> QImage:
    grey = np.ascontiguousarray(np.where(far, 255, 0).astype(np.uint8))
    height, width = grey.shape
    format_ = QImage.Format.Format_Grayscale8
    return QImage(grey.tobytes(), width, height, width, format_).copy()
