"""The export panel: every choice by keyboard, and only those that mean something."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.masking import Mask
from aux_monitor.services.export_intents import (
    Export,
    ExportFormat,
    ExportSubject,
    PictureSize,
    SheetShape,
)
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.export import render_widget
from aux_monitor.ui.export_panel import ExportOffer, ExportPanel
from aux_monitor.ui.pages import Page
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.window import MainWindow
from tests.ui import sample_views
from tests.ui.pictures import render_overview
from tests.ui.window import detail_views
from tests.ui.window.golden import assert_golden
from tests.ui.window.heard import heard

INCIDENT = sample_views.incident()
PAGES = (Page.OVERVIEW, Page.PERFORMANCE, Page.ADOPTION)
SPEED = MetricId("response_time_avg")


@pytest.fixture
def window(qtbot: QtBot, themes: dict[ThemeName, Theme]) -> MainWindow:
    """Return a window with the incident's figures."""
    return made(qtbot, themes, ThemeChoice.DARK)


def made(qtbot: QtBot, themes: dict[ThemeName, Theme], choice: ThemeChoice) -> MainWindow:
    """Return a window of 1280 x 720 that is active."""
    window = MainWindow(themes, choice)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.keep_in_tray(there=False))
    window.resize(1280, 720)
    window.show_overview(INCIDENT)
    window.show()
    window.complete()
    assert QTest.qWaitForWindowActive(window)
    return window


def panel_of(window: MainWindow) -> ExportPanel:
    """Return the open panel."""
    found = window.findChild(ExportPanel)
    assert isinstance(found, ExportPanel)
    assert found.isVisible()
    return found


def labels(panel: ExportPanel) -> list[str]:
    """Return the words on the buttons that can be seen."""
    return [b.text() for b in panel.findChildren(QPushButton) if b.isVisible()]


def press(panel: ExportPanel, text: str) -> None:
    """Press the visible button with this text."""
    found = next(b for b in panel.findChildren(QPushButton) if b.text() == text and b.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_ctrl_e_and_space_save_the_window(window: MainWindow) -> None:
    """Two keys are enough for what is wanted most, and the panel is gone."""
    asked = heard(window.intent)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    panel = panel_of(window)
    QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Space)
    assert asked == [Export(ExportSubject.WINDOW, ExportFormat.PNG)]
    assert panel.isHidden()


def test_esc_leaves_without_asking_for_anything(window: MainWindow) -> None:
    """And the keys work in the window again."""
    asked = heard(window.intent)
    window.run(ActionId.EXPORT)
    QTest.keyClick(panel_of(window).focusWidget(), Qt.Key.Key_Escape)
    assert not any(panel.isVisible() for panel in window.findChildren(ExportPanel))
    assert asked == []


def test_rows_that_mean_nothing_are_not_there(window: MainWindow) -> None:
    """A document has a sheet and no size; a table has neither; one page has its list of pages."""
    window.run(ActionId.EXPORT)
    panel = panel_of(window)
    assert "3840 x 2160" in labels(panel)
    press(panel, "PDF")
    assert SheetShape.A4.value in labels(panel)
    assert "3840 x 2160" not in labels(panel)
    press(panel, "CSV")
    assert SheetShape.A4.value not in labels(panel)
    press(panel, "One page")
    assert "Performance" in labels(panel)
    press(panel, "Every page")
    assert "CSV" not in labels(panel)
    assert panel.export() == Export(ExportSubject.PAGES, ExportFormat.PDF)


def test_what_is_chosen_is_what_is_asked_for(window: MainWindow) -> None:
    """Page, size and the clipboard go into the request."""
    asked = heard(window.intent)
    window.run(ActionId.EXPORT)
    panel = panel_of(window)
    press(panel, "One page")
    press(panel, "Adoption")
    press(panel, "1280 x 720")
    press(panel, "Copy")
    assert asked == [
        Export(
            ExportSubject.PAGE,
            ExportFormat.PNG,
            PictureSize(1.0, 1280, 720),
            page="adoption",
            clipboard=True,
        )
    ]


def test_a_kpi_can_be_exported_alone_where_one_is_open(window: MainWindow) -> None:
    """Its tile and its chart are offered, the chart as SVG too; without one neither is."""
    window.run(ActionId.EXPORT)
    assert "One chart" not in labels(panel_of(window))
    window.run(ActionId.BACK)
    window.show_detail(detail_views.response_time())
    window.run(ActionId.EXPORT)
    panel = panel_of(window)
    press(panel, "One chart")
    press(panel, "SVG")
    metric = detail_views.response_time().tile.metric
    assert panel.export() == Export(ExportSubject.CHART, ExportFormat.SVG, metric=metric)


def test_choices_stay_until_the_next_time(qtbot: QtBot, theme: Theme) -> None:
    """What was chosen last is still chosen, unless it is no longer offered."""
    window = QPushButton()
    qtbot.addWidget(window)
    panel = ExportPanel(theme, window)
    panel.offer(ExportOffer(PAGES, Page.ADOPTION, SPEED, "Response time"))
    panel._subject.choose(ExportSubject.TILE)
    panel._follow()
    panel._format.choose(ExportFormat.JSON)
    panel.offer(ExportOffer(PAGES, Page.ADOPTION, SPEED, "Response time"))
    assert panel.export() == Export(ExportSubject.TILE, ExportFormat.JSON, metric=SPEED)
    panel.offer(ExportOffer(PAGES, Page.ADOPTION))
    assert panel.export().subject is ExportSubject.WINDOW


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.LIGHT])
def test_it_looks_as_it_should(
    qtbot: QtBot,
    themes: dict[ThemeName, Theme],
    choice: ThemeChoice,
    tmp_path: Path,
) -> None:
    """The panel for one page, in both themes."""
    window = made(qtbot, themes, choice)
    window.run(ActionId.EXPORT)
    panel = panel_of(window)
    press(panel, "One page")
    QTest.qWait(0)
    assert_golden(render_widget(panel.card, 1.0), f"export-panel-{choice.value}", tmp_path)


@pytest.mark.usefixtures("greenwich")
@pytest.mark.parametrize("name", list(ThemeName))
def test_the_private_overview_looks_as_it_should(
    themes: dict[ThemeName, Theme], name: ThemeName, tmp_path: Path
) -> None:
    """Levels and shapes can be read; no figure can."""
    hidden = Mask(("octo/cat",), ("P95",)).view(INCIDENT)
    picture = render_overview(hidden, themes[name], QSize(1280, 720), 1.0, None)
    assert_golden(picture, f"overview-private-{name.value}-1280x720", tmp_path)
