"""A second monitor's window with a clock that stands still until a test moves it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject

from aux_monitor.presentation.views import OverviewView
from aux_monitor.settings.schema import ThemeChoice, WindowSettings
from aux_monitor.ui.second_monitor import SecondMonitor
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.window import MainWindow
from tests.ui import sample_views


def few(view: OverviewView) -> OverviewView:
    """Return an overview with fewer charts and tiles: these tests are about the window."""
    return replace(view, charts=view.charts[:2], sections=view.sections[:1])


CALM, INCIDENT = few(sample_views.normal()), few(sample_views.incident())


class Standing:
    """A shown window with its ``SecondMonitor``; ``now`` is the clock, ``still`` reduced motion."""

    def __init__(self, themes: Mapping[ThemeName, Theme]) -> None:
        self.now = 1000.0
        self.still = False
        self.window = MainWindow(themes, ThemeChoice.DARK)
        self.window.resize(1280, 720)
        self.window.show_overview(CALM)
        self.window.show()
        self.window.complete()
        self.monitor = SecondMonitor(self.window, lambda: self.still, lambda: self.now)
        self.monitor.show_overview(CALM)

    def use(self, **changed: object) -> None:
        """Follow settings that differ from the defaults in ``changed``."""
        self.monitor.use(replace(WindowSettings(), **changed))

    def wait(self, seconds: float) -> None:
        """Let time pass, and the beat fall."""
        self.now += seconds
        self.monitor.beat()

    def show(self, view: OverviewView) -> None:
        """Show other figures, as the bridge does."""
        self.window.show_overview(view)
        self.monitor.show_overview(view)


class Activations(QObject):
    """Counts how often a window was activated."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count, and hold nothing back."""
        self.count += event.type() is QEvent.Type.WindowActivate
        return super().eventFilter(watched, event)
