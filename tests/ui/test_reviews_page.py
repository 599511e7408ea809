"""The page of the reviews: one cadence at a time, marked by a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.presentation.review_export import markdown
from aux_monitor.presentation.review_page import ReviewPageView
from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.intents import OpenMetric
from aux_monitor.services.review_intents import ChooseReview, MarkReviewed, UnmarkReviewed
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.pages import Page
from aux_monitor.ui.reviews_page import ReviewsPage
from aux_monitor.ui.theme import Theme, ThemeName
from tests.presentation.builders import SUCCESS
from tests.ui import sample_pages, sample_views
from tests.ui.window.golden import assert_golden
from tests.ui.window.heard import heard

SMALL, USUAL = QSize(1280, 720), QSize(1920, 1080)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> ReviewsPage:
    """Return the page of a daily review, on the screen."""
    page = ReviewsPage(theme)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show_view(sample_views.incident())
    page.show_own(sample_pages.busy_review())
    with qtbot.waitExposed(page):
        page.show()
    return page


def press(page: ReviewsPage, words: str) -> None:
    """Press the button with these words."""
    buttons = (each for each in page.findChildren(QPushButton) if each.text() == words)
    QTest.mouseClick(next(buttons), Qt.MouseButton.LeftButton)


def said_in(page: ReviewsPage) -> list[str]:
    """Return the words that can be seen above the list."""
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible() and each.text()]


def test_a_cadence_is_chosen_by_mouse_and_by_arrow_keys(page: ReviewsPage) -> None:
    """The page asks for the review; what is shown changes when it comes."""
    said = heard(page.intent)
    press(page, "Weekly")
    focused = page.cadences.focusProxy()
    assert isinstance(focused, QWidget)
    focused.setFocus()
    QTest.keyClick(focused, Qt.Key.Key_Right)
    assert said == [ChooseReview(Cadence.WEEKLY), ChooseReview(Cadence.MONTHLY)]


def test_a_review_is_marked_by_keys_with_a_note(page: ReviewsPage) -> None:
    """Space opens the note, Enter marks; the button is back where it was."""
    said = heard(page.intent)
    page.mark_button.setFocus()
    QTest.keyClick(page.mark_button, Qt.Key.Key_Space)
    assert (page.is_noting, page.note_edit.hasFocus()) == (True, True)
    QTest.keyClicks(page.note_edit, " all calm ")
    QTest.keyClick(page.note_edit, Qt.Key.Key_Return)
    assert said == [MarkReviewed(Cadence.DAILY, "all calm")]
    assert (page.is_noting, page.mark_button.hasFocus()) == (False, True)


def test_a_mark_that_is_not_meant_leaves_no_trace(page: ReviewsPage) -> None:
    """Cancel forgets the note, and nothing is asked for."""
    said = heard(page.intent)
    press(page, "Mark reviewed")
    QTest.keyClicks(page.note_edit, "wrong")
    press(page, "Cancel")
    assert (said, page.note_edit.text(), page.is_noting) == ([], "", False)


def test_a_young_mark_can_be_taken_back(page: ReviewsPage) -> None:
    """The button is there while it can, and not after."""
    said = heard(page.intent)
    press(page, "Take back")
    assert said == [UnmarkReviewed(2)]
    page.show_own(replace(sample_pages.busy_review(), can_take_back=None))
    assert not page.undo_button.isVisible()


def test_a_figure_opens_its_metric(page: ReviewsPage) -> None:
    """By Enter on its row."""
    said = heard(page.intent)
    shown = page.list.findChild(QListView)
    assert isinstance(shown, QListView)
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown, Qt.Key.Key_Enter)
    assert said == [OpenMetric(SUCCESS.id)]


def test_the_review_is_copied_as_markdown(page: ReviewsPage) -> None:
    """All of it, whatever can be seen; and the page says that it was."""
    press(page, "Copy as Markdown")
    assert QGuiApplication.clipboard().text() == markdown(sample_pages.busy_review())
    assert "Copied as Markdown." in said_in(page)


def test_what_is_overdue_is_said_in_words(page: ReviewsPage) -> None:
    """Of this review and of the others."""
    assert "Overdue besides: weekly." in said_in(page)
    page.show_own(sample_pages.busy_review(Cadence.WEEKLY))
    assert "Overdue since Fri 20 Nov, 3 days" in said_in(page)
    assert "Overdue besides: weekly." not in said_in(page)


def test_what_is_not_known_is_said(page: ReviewsPage) -> None:
    """Until it is."""
    shown = sample_pages.busy_review()
    page.show_own(replace(shown, note="The disk is gone."))
    assert "The disk is gone." in said_in(page)
    page.show_own(shown)
    assert "The disk is gone." not in said_in(page)


def test_a_page_made_anew_keeps_the_note(page: ReviewsPage, theme: Theme) -> None:
    """Another theme does not take it out of the field."""
    press(page, "Mark reviewed")
    QTest.keyClicks(page.note_edit, "half a")
    other = ReviewsPage(theme)
    other.take_over(page)
    other.take_over(QWidget())
    assert (other.is_noting, other.note_edit.text()) == (True, "half a")


def test_before_the_first_review_nothing_is_asked(qtbot: QtBot, theme: Theme) -> None:
    """There is nothing to mark, to copy or to take back yet."""
    page = ReviewsPage(theme)
    qtbot.addWidget(page)
    said = heard(page.intent)
    QGuiApplication.clipboard().setText("before")
    press(page, "Copy as Markdown")
    page.note_edit.returnPressed.emit()
    page.undo_button.click()
    assert (said, QGuiApplication.clipboard().text()) == ([], "before")


@pytest.mark.usefixtures("greenwich")
@pytest.mark.parametrize(("name", "size"), [(ThemeName.DARK, SMALL), (ThemeName.LIGHT, USUAL)])
@pytest.mark.parametrize(
    ("state", "view", "own"),
    [
        ("busy", sample_views.incident(), sample_pages.busy_review()),
        ("empty", sample_views.empty(), sample_pages.bare_review()),
    ],
)
def test_the_page_looks_as_it_should(
    qtbot: QtBot,
    themes: dict[ThemeName, Theme],
    tmp_path: Path,
    state: str,
    view: OverviewView,
    own: ReviewPageView,
    name: ThemeName,
    size: QSize,
) -> None:
    """A day with changes of every kind, and a first start."""
    frame = Frame(themes[name])
    qtbot.addWidget(frame)
    frame.show_overview(view)
    frame.show_own(Page.REVIEWS, own)
    frame.show_page(Page.REVIEWS)
    title = f"reviews-{state}-{name.value}-{size.width()}x{size.height()}"
    assert_golden(render_unseen(frame, size, 1.0), title, tmp_path)


def test_a_page_that_is_opened_by_key_has_the_keyboard(page: ReviewsPage) -> None:
    """The first arrow shows the first row, and Enter opens it."""
    said = heard(page.intent)
    page.take_focus()
    shown = page.list.findChild(QListView)
    assert isinstance(shown, QListView)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert said == [OpenMetric(SUCCESS.id)]
