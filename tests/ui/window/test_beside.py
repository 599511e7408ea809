"""The page of sources side by side."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableWidgetItem
from pytestqt.qtbot import QtBot

from aux_monitor.domain.reading import MetricId
from aux_monitor.services.intents import OpenMetric
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.beside_page import BesidePage, SourceTable
from aux_monitor.ui.theme import Theme
from tests.ui.window.beside_views import several
from tests.ui.window.heard import heard


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> BesidePage:
    """Return the page of three collectors and two repositories, shown."""
    made = BesidePage(theme)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show_own(several())
    made.show()
    return made


def item(table: SourceTable, row: int, column: int) -> QTableWidgetItem:
    """Return a cell."""
    found = table.item(row, column)
    assert found is not None
    return found


def test_every_source_has_its_row_and_every_figure_its_words(page: BesidePage) -> None:
    """A level is told by shape and, to a screen reader, by word."""
    collectors, repositories = (made.table for made in page.cards)
    assert [item(collectors, row, 0).text() for row in range(3)] == [
        "Frankfurt",
        "Lab",
        "Collector",
    ]
    assert repositories.rowCount() == 2
    figure = item(collectors, 0, 2)
    assert figure.text() == "318 ms"
    assert figure.data(Qt.ItemDataRole.AccessibleTextRole) == "318 ms, breach"


def test_enter_on_a_figure_opens_its_metric(page: BesidePage) -> None:
    """By key as by a double click; a source's name opens nothing."""
    asked = heard(page.intent)
    table = page.cards[0].table
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    table.setCurrentCell(1, 3)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert asked == [OpenMetric(MetricId("response_time_p95"))]


def test_only_a_row_that_changed_is_made_anew(page: BesidePage) -> None:
    """The cell a person stands on stays the same object while another source answers."""
    table = page.cards[0].table
    kept, changed = item(table, 0, 0), item(table, 1, 1)
    view = several()
    collectors, repositories = view.tables
    rows = (collectors.rows[0], replace(collectors.rows[1], state="1 s ago"), collectors.rows[2])
    page.show_own(replace(view, tables=(replace(collectors, rows=rows), repositories)))
    assert item(table, 0, 0) is kept
    assert item(table, 1, 1) is not changed
    assert item(table, 1, 1).text() == "1 s ago"


def test_a_kind_without_sources_has_its_sentence_alone(page: BesidePage) -> None:
    """An empty table under a heading would say nothing."""
    collectors, repositories = several().tables
    page.show_own(replace(several(), tables=(collectors, replace(repositories, rows=()))))
    assert not page.cards[1].table.isVisibleTo(page)
    assert page.cards[0].table.isVisibleTo(page)


def test_the_button_leads_to_where_sources_are_added(page: BesidePage) -> None:
    """A person who misses one need not look for the page."""
    asked = heard(page.action)
    page.findChildren(QPushButton)[0].click()
    assert asked == [ActionId.CONNECT]
