"""The process's QApplication, its themes, and where Qt's and Python's complaints go."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QLocale, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from aux_monitor import __version__
from aux_monitor.adapters.languages import translations
from aux_monitor.bootstrap.options import Options
from aux_monitor.settings.language import speak
from aux_monitor.settings.schema import LanguageChoice, ThemeChoice
from aux_monitor.ui.theme import Theme, ThemeName, load_theme

logger = logging.getLogger(__name__)


def make_application() -> QApplication:
    """Return the process's QApplication, named and in the style the themes are made for.

    The style is given as an argument: Qt then makes no choice of its own first, and no ``QStyle``
    with its many hundred enumerators is wrapped for Python (15 ms).
    """
    application = QApplication(["aux-monitor", "-style", "Fusion"])
    application.setApplicationName("aux-monitor")
    application.setApplicationDisplayName("AUX Monitor")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("aux-monitor")
    # The window may be hidden in the tray: only a person ends the program.
    application.setQuitOnLastWindowClosed(False)
    return application


class Themes(Mapping[ThemeName, Theme]):
    """The bundled themes by name, each loaded when it is first asked for."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._loaded: dict[ThemeName, Theme] = {}

    def __getitem__(self, name: ThemeName) -> Theme:
        """Return the theme; raise ``ThemeError`` where its file is missing or wrong."""
        if name not in self._loaded:
            self._loaded[name] = load_theme(self._resources, name)
        return self._loaded[name]

    def __iter__(self) -> Iterator[ThemeName]:
        """Iterate over all names, loaded or not."""
        return iter(ThemeName)

    def __len__(self) -> int:
        """Return how many themes there are."""
        return len(ThemeName)


def theme_choice(options: Options, configured: ThemeChoice) -> ThemeChoice:
    """Return the colours asked for on the command line, else the configured ones."""
    return ThemeChoice(options.theme) if options.theme else configured


def choose_language(choice: LanguageChoice, resources: Path) -> None:
    """Let all that is drawn from now on speak the chosen language, or the desktop's."""
    speak(translations(choice, QLocale.system().uiLanguages(), resources))


def catch_complaints() -> None:
    """Put what Qt says, and faults in slots, into the log: the window must not end over them."""
    qInstallMessageHandler(_log_qt)
    sys.excepthook = _log_fault


def _log_qt(kind: QtMsgType, _context: object, message: str) -> None:
    grave = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    logging.getLogger("qt").log(logging.WARNING if grave else logging.INFO, "%s", message)


def _log_fault(_kind: type[BaseException], fault: BaseException, _trace: object) -> None:
    logger.critical("A fault in the window", exc_info=fault)
