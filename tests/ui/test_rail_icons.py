"""The rail's icons come from one SVG file and look as it does everywhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtSvg import QSvgRenderer

from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.rail import PAGES, SETUP, TOOLS
from aux_monitor.ui.rail_icons import RailIcons
from aux_monitor.ui.theme import Theme, ThemeError
from tests.ui.conftest import RESOURCES

ON_RAIL = [action for action, _word in (*PAGES, *SETUP, *TOOLS)]
FILE = RESOURCES / "icons" / "rail.svg"
SIDE = 96


def blank() -> QImage:
    """Return a picture with nothing on it."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


def drawn(theme: Theme, action: ActionId) -> QImage:
    """Return an icon as the program draws it, with the file's own pen."""
    image = blank()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SIDE / 24, SIDE / 24)
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor("#7f8b9b"), 1.9, Qt.PenStyle.SolidLine, round_cap, round_join))
    painter.drawPath(theme.kept(RailIcons).path(action))
    painter.end()
    return image


def rendered(action: ActionId) -> QImage:
    """Return an icon as any viewer of SVG shows it, cut from its place on the sheet."""
    renderer = QSvgRenderer(str(FILE))
    place = re.search(
        rf'id="{action.value}" transform="translate\((\d+) (\d+)\)"', FILE.read_text()
    )
    assert place is not None
    image = blank()
    painter = QPainter(image)
    painter.scale(SIDE / 24, SIDE / 24)
    renderer.setViewBox(QRectF(int(place[1]), int(place[2]), 24, 24))
    renderer.render(painter, QRectF(0, 0, 24, 24))
    painter.end()
    return image


def coverage(image: QImage) -> list[int]:
    """Return each pixel's opacity."""
    return [image.pixelColor(x, y).alpha() for y in range(SIDE) for x in range(SIDE)]


@pytest.mark.parametrize("action", ON_RAIL, ids=lambda action: action.value)
def test_an_icon_is_drawn_as_its_file_shows_it(theme: Theme, action: ActionId) -> None:
    """Every entry of the rail has an icon, and what its file shows is what is drawn."""
    ours, theirs = coverage(drawn(theme, action)), coverage(rendered(action))
    assert sum(theirs) > 255 * 300
    assert sum(abs(a - b) for a, b in zip(ours, theirs, strict=True)) < 0.01 * sum(theirs)


def test_no_icon_is_left_over(theme: Theme) -> None:
    """The file holds the rail's icons alone, each once."""
    text = FILE.read_text(encoding="utf-8")
    assert text.count("<g id=") == len(ON_RAIL)
    assert all(not theme.kept(RailIcons).path(action).isEmpty() for action in ON_RAIL)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('<g id="alerts"', '<g id="alarms"'),
        ('<path d="M4 17.5', '<path d="M4 x'),
        ('<path d="M4 17.5', '<path d="Q4 17.5'),
        ('<path d="M9.8 20.2', '<line d="M9.8 20.2'),
    ],
)
def test_a_wrong_icon_is_named_with_its_file(
    theme: Theme, tmp_path: Path, good: str, bad: str
) -> None:
    """An icon that is missing or cannot be read is told with the file it should be in."""
    shutil.copytree(RESOURCES / "icons", tmp_path / "icons")
    text = FILE.read_text(encoding="utf-8")
    assert good in text
    (tmp_path / "icons" / "rail.svg").write_text(text.replace(good, bad), encoding="utf-8")
    with pytest.raises(ThemeError, match=r"rail\.svg are wrong: alerts"):
        RailIcons(replace(theme, resources=tmp_path)).path(ActionId.ALERTS)


def test_a_missing_file_is_named(theme: Theme, tmp_path: Path) -> None:
    """Without the file the program says which it misses."""
    with pytest.raises(ThemeError, match=r"rail\.svg cannot be read"):
        RailIcons(replace(theme, resources=tmp_path))
