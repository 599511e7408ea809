"""The window's tests draw on Qt's offscreen platform, with the bundled themes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from aux_monitor.ui.theme import Theme, ThemeName, load_theme

os.environ["QT_QPA_PLATFORM"] = "offscreen"

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


@pytest.fixture(scope="session")
def themes(qapp: QApplication) -> dict[ThemeName, Theme]:  # noqa: ARG001 - fonts need it
    """Return both bundled themes."""
    return {name: load_theme(RESOURCES, name) for name in ThemeName}


@pytest.fixture
def theme(themes: dict[ThemeName, Theme]) -> Theme:
    """Return the dark theme."""
    return themes[ThemeName.DARK]
