"""Widgets are tested on Qt's offscreen platform, with the bundled themes, in London's winter."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from aux_monitor.ui.theme import Theme, ThemeName, load_theme

os.environ["QT_QPA_PLATFORM"] = "offscreen"

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture(scope="session")
def themes(qapp: QApplication) -> dict[ThemeName, Theme]:  # noqa: ARG001 - fonts need it
    """Return both bundled themes."""
    return {name: load_theme(RESOURCES, name) for name in ThemeName}


@pytest.fixture
def theme(themes: dict[ThemeName, Theme]) -> Theme:
    """Return the dark theme."""
    return themes[ThemeName.DARK]


@pytest.fixture
def greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Draw times of day as in London in winter, wherever this computer stands."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone for one process")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()
