"""The tray without a display: its pictures, its menu, and how it does without a host."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QAction, QColor, QImage, QPainter
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from aux_monitor.domain.level import Level
from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Notice, NoticeAction, Urgency
from aux_monitor.presentation.views import TrayView
from aux_monitor.services.intents import (
    EndSnooze,
    ExportSnapshot,
    OpenMetric,
    Quit,
    Refresh,
    SnapshotScale,
    SnoozeAlerts,
)
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.tray import Tray
from aux_monitor.ui.tray_icon import ICON_SIZES, tray_icon, tray_pixmap
from aux_monitor.ui.tray_notifier import TrayNotifier
from tests.ui.window.heard import heard

NOTICE = Notice(
    "response_time", "Response time above 300 ms", "318 ms", Urgency.CRITICAL, (NoticeAction.OPEN,)
)


@pytest.fixture
def tray(qtbot: QtBot, theme: Theme) -> Tray:  # noqa: ARG001 - a QApplication must be there
    """Return a tray on a desktop that has none."""
    return Tray(theme)


def picture(level: Level, count: int, theme: Theme, size: int) -> QImage:
    """Return one size of the icon as an image."""
    return tray_pixmap(level, count, theme, size).toImage()


def differing(a: QImage, b: QImage) -> float:
    """Return the share of pixels whose lightness differs clearly, on a grey ground."""
    return _clear([[abs(p - q) for p, q in zip(*rows, strict=True)] for rows in _rows(a, b)])


def _rows(a: QImage, b: QImage) -> list[tuple[list[int], list[int]]]:
    first, second = on_panel(a, QColor("#808080")), on_panel(b, QColor("#808080"))
    return list(zip(_lightness(first), _lightness(second), strict=True))


def _clear(differences: list[list[int]]) -> float:
    cells = [cell for row in differences for cell in row]
    return sum(cell > 40 for cell in cells) / len(cells)


def _lightness(image: QImage) -> list[list[int]]:
    return [
        [image.pixelColor(x, y).lightness() for x in range(image.width())]
        for y in range(image.height())
    ]


def on_panel(icon: QImage, panel: QColor) -> QImage:
    """Return the icon as it looks on a panel of this colour."""
    image = QImage(icon.size(), QImage.Format.Format_RGB32)
    image.fill(panel)
    painter = QPainter(image)
    painter.drawImage(0, 0, icon)
    painter.end()
    return image


@pytest.mark.parametrize("size", ICON_SIZES)
def test_every_level_looks_different_in_grey(qtbot: QtBot, theme: Theme, size: int) -> None:  # noqa: ARG001
    """Without colour the four levels still give four pictures: the shape tells them apart."""
    pictures = [picture(level, 0, theme, size) for level in Level]
    pairs = [(a, b) for i, a in enumerate(pictures) for b in pictures[i + 1 :]]
    assert min(differing(a, b) for a, b in pairs) > 0.04


@pytest.mark.parametrize("panel", ["#000000", "#ffffff", "#35b58a", "#808080"])
@pytest.mark.parametrize("level", list(Level))
def test_the_icon_shows_on_a_panel_of_any_colour(
    qtbot: QtBot,  # noqa: ARG001
    theme: Theme,
    level: Level,
    panel: str,
) -> None:
    """Light and dark outlines leave something that stands out wherever the icon is put."""
    ground = QColor(panel)
    seen = _lightness(on_panel(picture(level, 0, theme, 22), ground))
    assert max(abs(cell - ground.lightness()) for row in seen for cell in row) > 80


def test_the_count_is_drawn_and_bounded(qtbot: QtBot, theme: Theme) -> None:  # noqa: ARG001
    """Each count up to nine has its own badge; beyond, they look alike."""
    badges = [picture(Level.BREACH, count, theme, 22) for count in range(11)]
    assert all(a != b for i, a in enumerate(badges[:11]) for b in badges[i + 1 : 11])
    assert picture(Level.BREACH, 400, theme, 22) == badges[10]


def test_the_icon_comes_in_every_size(qtbot: QtBot, theme: Theme) -> None:  # noqa: ARG001
    """A panel of any usual height finds its own size, so nothing is scaled to a blur."""
    sizes = {size.width() for size in tray_icon(Level.ON_TARGET, 0, theme).availableSizes()}
    assert sizes == set(ICON_SIZES)


def test_the_menu_says_what_it_does(tray: Tray) -> None:
    """Open, refresh, three snapshots, every snooze and quit each send their intent."""
    asked = heard(tray.intent)
    for action in _leaves(tray._menu):
        action.trigger()
    assert asked == [
        OpenMetric(),
        Refresh(),
        ExportSnapshot(SnapshotScale.ONE),
        ExportSnapshot(SnapshotScale.TWO),
        ExportSnapshot(SnapshotScale.FOUR_K),
        *(SnoozeAlerts(span) for span in SnoozeSpan),
        Quit(),
    ]


def test_every_snooze_can_be_taken_back(tray: Tray) -> None:
    """The entry is there always, and can be chosen while anything is silenced."""
    asked = heard(tray.intent)
    (end,) = (each for each in _leaves(tray._menu) if each.text() == "End every snooze")
    tray.show(TrayView(Level.BREACH, 2, "2 breaches", demo=False, snoozed=True))
    end.trigger()
    tray.show(TrayView(Level.BREACH, 2, "2 breaches", demo=False))
    end.trigger()
    assert asked == [EndSnooze()]


def test_without_a_host_everything_goes_on(tray: Tray) -> None:
    """On a desktop without a tray nothing is there, nothing fails, and views are taken."""
    told = heard(tray.appeared)
    tray.start()
    tray.show(TrayView(Level.BREACH, 2, "2 breaches", demo=False))
    assert not tray.available
    assert told == []
    tray.stop()


def test_a_notice_without_a_tray_is_refused_with_a_sentence(tray: Tray) -> None:
    """The notifier says why it cannot show anything instead of losing the notice."""
    notifier = TrayNotifier(tray, lambda _tag, _action: None)
    with pytest.raises(NotifierError, match="no tray"):
        asyncio.run(notifier.show(NOTICE))


class _Shows(Tray):
    """A tray on a desktop that has one."""

    def show_message(self, title: str, body: str, *, urgent: bool) -> bool:  # noqa: ARG002
        """Take the message for shown."""
        return True


class _Chime:
    """Keeps what it was to play; only what is critical has a sound."""

    def __init__(self) -> None:
        self.played: list[str] = []

    def name_of(self, urgency: Urgency) -> str:
        """Return a sound for what is critical."""
        return "dialog-error" if urgency is Urgency.CRITICAL else ""

    def play(self, name: str) -> None:
        """Keep it."""
        self.played.append(name)


def test_a_message_sounds_when_it_is_shown(qtbot: QtBot, theme: Theme) -> None:  # noqa: ARG001
    """The tray plays no sounds itself: the program does, for what is to have one and was shown."""
    chime = _Chime()
    shown = TrayNotifier(_Shows(theme), lambda _tag, _action: None, chime)
    refused = TrayNotifier(Tray(theme), lambda _tag, _action: None, chime)
    asyncio.run(shown.show(NOTICE))
    asyncio.run(shown.show(replace(NOTICE, urgency=Urgency.NORMAL)))
    with pytest.raises(NotifierError):
        asyncio.run(refused.show(NOTICE))
    assert chime.played == ["dialog-error"]


def test_a_closed_notifier_shows_nothing(tray: Tray) -> None:
    """After closing, a notice is refused and a click is nobody's."""
    answers: list[tuple[str, NoticeAction]] = []
    notifier = TrayNotifier(tray, lambda tag, action: answers.append((tag, action)))
    asyncio.run(notifier.aclose())
    asyncio.run(notifier.aclose())
    with pytest.raises(NotifierError, match="closed"):
        asyncio.run(notifier.show(NOTICE))
    tray.message_clicked.emit()
    assert answers == []


def _leaves(menu: QMenu) -> list[QAction]:
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            found.extend(_leaves(inner))
        elif not action.isSeparator():
            found.append(action)
    return found
