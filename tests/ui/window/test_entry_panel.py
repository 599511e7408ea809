"""Entering figures by hand on a metric's page, by keyboard alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from aux_monitor.domain.entries import Figure, FigurePart
from aux_monitor.domain.level import Level
from aux_monitor.presentation.detail_views import (
    DetailView,
)
from aux_monitor.presentation.entry_views import DEMO, NOTHING
from aux_monitor.services.entering import MOST_PASTED, EntryPage
from aux_monitor.services.entry_intents import (
    EditEntry,
    ImportEntries,
    OpenEntries,
    PreviewEntries,
    RecordEntry,
    RemoveEntry,
    UndoEntry,
)
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.detail import DetailPage
from aux_monitor.ui.detail_foot import DetailFoot, Side
from aux_monitor.ui.entry_panel import EntryPanel
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.pages import Page
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.toast import Toast
from aux_monitor.ui.window import MainWindow
from tests.ui.window import detail_views, entry_samples
from tests.ui.window.entry_samples import NPS, PASTED, previewed, view
from tests.ui.window.golden import assert_golden
from tests.ui.window.heard import heard
from tests.ui.window.test_golden import SIZES

SPRING = Figure(NPS, date(2026, 11, 23), 50.0, 420, "", "Ana")


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> DetailPage:
    """Return the page of a metric that has no figure yet, its book read."""
    made = DetailPage(theme)
    qtbot.addWidget(made)
    made.resize(1204, 624)
    made.show_view(entry_samples.unfilled())
    made.show_entry(view())
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    made.take_focus()
    return made


def foot_of(page: DetailPage) -> DetailFoot:
    """Return the card at the foot of a page."""
    foot = page.findChild(DetailFoot)
    assert isinstance(foot, DetailFoot)
    return foot


def panel_of(page: DetailPage) -> EntryPanel:
    """Return the panel of a page whose tab was opened."""
    panel = foot_of(page).entry
    assert panel is not None
    return panel


def keys(words: str = "", key: Qt.Key | None = None) -> None:
    """Type into whatever has the keyboard."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)
    if key is not None:
        QTest.keyClick(focus, key)


def test_a_figure_is_entered_by_typing_it(page: DetailPage) -> None:
    """Value, Tab, answers, Enter: the day is today's, and who is whoever entered last."""
    asked = heard(page.intent)
    keys("50", Qt.Key.Key_Tab)
    keys("420", Qt.Key.Key_Return)
    assert asked == [RecordEntry(SPRING)]
    assert panel_of(page).fields.typed.value == "50"
    page.show_entry(view(entry_samples.ENTERED))
    panel = panel_of(page)
    assert (panel.fields.typed.value, panel.fields.typed.who) == ("", "Ana")
    assert panel.sentence == "Entered 47 (n 402) for 2026-08-01."


def test_a_metric_without_a_figure_opens_with_its_fields(page: DetailPage) -> None:
    """The value has the keyboard, and the empty chart leaves its room; another metric does not."""
    foot = foot_of(page)
    sides = [foot.side]
    assert panel_of(page).fields.fields[FigurePart.VALUE].hasFocus()
    assert foot.height() > page.height() / 2
    page.show_view(replace(detail_views.response_time(), by_hand=True))
    sides.append(foot.side)
    assert sides == [Side.ENTRY, Side.PARTS]
    page.take_focus()
    assert page.hasFocus()
    page.show_view(detail_views.response_time())
    assert not page.enter_figure()


def test_the_book_is_read_when_its_tab_comes_into_view(qtbot: QtBot, theme: Theme) -> None:
    """Once for a metric; nobody who only looks at a figure reads a book, or loads its tab."""
    made = DetailPage(theme)
    qtbot.addWidget(made)
    asked = heard(made.intent)
    made.show_view(replace(detail_views.response_time(), by_hand=True))
    made.show_entry(view())
    assert (foot_of(made).entry, asked) == (None, [])
    assert made.enter_figure()
    made.show_view(replace(made.view or detail_views.response_time(), empty="x"))
    metric = detail_views.response_time().tile.metric
    assert asked == [OpenEntries(metric)]
    made.show_entry(None)
    made.show_view(detail_views.response_time())
    made.show_view(replace(detail_views.response_time(), by_hand=True))
    assert asked == [OpenEntries(metric), OpenEntries(metric)]


def test_a_fault_is_said_while_it_is_typed(page: DetailPage) -> None:
    """The field is marked, a screen reader hears why, and nothing wrong is sent."""
    asked = heard(page.intent)
    panel = panel_of(page)
    keys("", Qt.Key.Key_Return)
    assert panel.sentence == "Type a value."
    keys("310")
    field = panel.fields.fields[FigurePart.VALUE]
    assert panel.sentence == "NPS must be between -100 and 100, not 310."
    assert field.property("wrong") is True
    assert field.accessibleDescription() == panel.sentence
    assert not panel.save.isEnabled()
    keys("", Qt.Key.Key_Return)
    assert asked == []
    keys("31")
    assert panel.sentence == "NPS is judged by its number of answers, which is missing (n)."
    assert panel.fields.fields[FigurePart.SAMPLE].property("wrong") is False
    keys("", Qt.Key.Key_Return)
    assert panel.fields.fields[FigurePart.SAMPLE].hasFocus()
    assert panel.fields.fields[FigurePart.SAMPLE].property("wrong") is True


def test_what_the_book_refuses_is_said_and_what_was_typed_stays(page: DetailPage) -> None:
    """The sentence goes with the next key."""
    keys("50", Qt.Key.Key_Tab)
    keys("420", Qt.Key.Key_Return)
    page.show_entry(view(entry_samples.REFUSED))
    panel = panel_of(page)
    assert (panel.sentence, panel.fields.typed.value) == ("The disk is full.", "50")
    keys("0")
    assert panel.sentence == ""


def test_the_arrow_keys_step_the_day(page: DetailPage) -> None:
    """Down a day, down another, up again, and never past today."""
    panel = panel_of(page)
    panel.fields.focus(FigurePart.DAY)
    keys("", Qt.Key.Key_Down)
    keys("", Qt.Key.Key_Down)
    assert panel.fields.typed.day == "2026-11-21"
    for _ in range(3):
        keys("", Qt.Key.Key_Up)
    assert panel.fields.typed.day == "2026-11-23"
    keys("", Qt.Key.Key_Home)
    assert panel.fields.typed.day == "2026-11-23"


def test_an_entry_is_edited_from_the_list(page: DetailPage) -> None:
    """Enter on its row fills the fields, Enter in them changes it, Esc leaves it as it is."""
    asked = heard(page.intent)
    panel = panel_of(page)
    panel.table.setFocus()
    panel.table.selectRow(1)
    keys("", Qt.Key.Key_Return)
    assert panel.fields.fields[FigurePart.VALUE].hasFocus()
    assert panel.sentence == "Editing 2026-05-01."
    keys("45", Qt.Key.Key_Return)
    (edit,) = asked
    assert isinstance(edit, EditEntry)
    assert (edit.entry, edit.figure.value, edit.figure.n) == (2, 45.0, 410)
    keys("", Qt.Key.Key_Escape)
    assert (panel.fields.typed.value, panel.sentence) == ("", "")


def test_what_is_past_can_be_looked_at_and_not_changed(page: DetailPage) -> None:
    """A revision has neither Edit nor Remove; a row that is chosen no more has neither."""
    asked = heard(page.intent)
    panel = panel_of(page)
    assert [row.faint for row in panel.table.rows] == [False, False, True, False]
    panel.table.selectRow(0)
    assert panel.edit.isEnabled()
    panel.table.selectRow(2)
    assert (panel.edit.isEnabled(), panel.remove.isEnabled()) == (False, False)
    panel.table.setFocus()
    keys("", Qt.Key.Key_F2)
    keys("", Qt.Key.Key_Delete)
    keys("", Qt.Key.Key_Up)
    assert (asked, panel.table.row) == ([], 1)


def test_an_entry_is_removed_and_taken_back(page: DetailPage) -> None:
    """Delete removes it; Undo stands beside the sentence for a while. What is typed stays."""
    asked = heard(page.intent)
    panel = panel_of(page)
    keys("5")
    panel.table.setFocus()
    panel.table.selectRow(0)
    keys("", Qt.Key.Key_Delete)
    assert asked == [RemoveEntry(3, "Ana")]
    page.show_entry(view(entry_samples.ENTERED))
    assert panel.fields.typed.value == "5"
    assert panel.undo.isVisible()
    panel.undo.click()
    assert asked[1:] == [UndoEntry(4, "Ana")]
    panel.undo.setFocus()
    panel._passing.timeout.emit()
    assert (panel.undo.isVisible(), panel.undo.hasFocus()) == (False, False)


def test_lines_are_pasted_looked_at_and_entered(page: DetailPage, qtbot: QtBot) -> None:
    """A wrong one is told beside the others and holds all back."""
    asked = heard(page.intent)
    panel = panel_of(page)
    panel.paste.click()
    assert panel.lines.text.hasFocus()
    QGuiApplication.clipboard().setText(PASTED)
    panel.lines.text.paste()
    qtbot.waitUntil(lambda: asked == [PreviewEntries(PASTED)])
    page.show_entry(view(previewed(PASTED)))
    levels = [row.level for row in panel.lines.table.rows]
    assert levels == [Level.ON_TARGET, Level.BREACH, Level.BREACH, Level.ON_TARGET]
    assert panel.lines.summary.startswith("4 lines, 2 wrong")
    assert not panel.lines.enter.isEnabled()
    good = "metric,date,value,n\nnps,2026-11-20,31,420\n"
    panel.lines.text.setPlainText(good)
    assert panel.lines.table.rows == ()
    qtbot.waitUntil(lambda: asked[1:] == [PreviewEntries(good)])
    page.show_entry(view(previewed(good)))
    panel.lines.enter.click()
    assert asked[2:] == [ImportEntries(good)]
    page.show_entry(view(replace(previewed(good), answers=1, fault="The disk is full.")))
    assert (panel.pasting, panel.lines.summary) == (True, "The disk is full.")
    page.show_entry(view(replace(entry_samples.ENTERED, answers=2)))
    assert (panel.pasting, panel.lines.text.toPlainText()) == (False, "")
    assert panel.sentence.startswith("Entered 47")


def test_esc_leaves_the_lines_for_the_fields(page: DetailPage) -> None:
    """The window hears nothing of it; the preview ends."""
    asked = heard(page.intent)
    panel = panel_of(page)
    panel.paste.click()
    keys("", Qt.Key.Key_Escape)
    assert (panel.pasting, asked) == (False, [PreviewEntries("")])
    assert panel.fields.fields[FigurePart.VALUE].hasFocus()


def test_a_clipboard_of_any_size_is_cut_off(page: DetailPage) -> None:
    """One character more than may be read, so that it is told and not entered in part."""
    panel = panel_of(page)
    data = QMimeData()
    data.setText("x" * (MOST_PASTED + 500))
    panel.lines.text.insertFromMimeData(data)
    assert len(panel.lines.text.toPlainText()) == MOST_PASTED + 1


def test_another_page_takes_over_what_is_being_entered(
    page: DetailPage, qtbot: QtBot, theme: Theme
) -> None:
    """Changing colours in the middle of it loses no letter."""
    panel = panel_of(page)
    keys("5", Qt.Key.Key_Tab)
    panel.paste.click()
    panel.lines.text.setPlainText("metric")
    other = DetailPage(theme)
    qtbot.addWidget(other)
    asked = heard(other.intent)
    other.take_over(page)
    taken = panel_of(other)
    assert taken.fields.typed.value == "5"
    assert (taken.pasting, taken.lines.text.toPlainText()) == (True, "metric")
    assert OpenEntries(NPS) not in asked
    empty = EntryPanel(theme)
    qtbot.addWidget(empty)
    empty.take_over(EntryPanel(theme))
    assert empty.view is None


def test_a_panel_without_a_view_asks_for_nothing(qtbot: QtBot, theme: Theme) -> None:
    """There is no metric to enter anything for."""
    bare = EntryPanel(theme)
    qtbot.addWidget(bare)
    asked = heard(bare.intent)
    bare._save()
    bare._undo()
    bare._remove()
    bare.fields._step(1)
    QTest.keyClick(bare, Qt.Key.Key_Escape)
    assert asked == []


def test_e_opens_the_tab_on_the_page_of_such_a_metric(
    qtbot: QtBot, themes: dict[ThemeName, Theme]
) -> None:
    """Anywhere on it; elsewhere it says where. Esc in a field leaves the page."""
    window = MainWindow(themes, ThemeChoice.DARK)
    qtbot.addWidget(window)
    window.show()
    window.complete()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, Qt.Key.Key_E)
    toast = window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert toast.sentence == "Open a KPI that no source measures to enter its figures."
    window.show_entry(view())
    window.show_detail(replace(detail_views.response_time(), by_hand=True))
    QTest.keyClick(window, Qt.Key.Key_E)
    window.show_entry(view())
    field = QApplication.focusWidget()
    assert field is not None
    assert field.accessibleName() == "Value pts"
    QTest.keyClicks(field, "12e")
    assert isinstance(field, QLineEdit)
    assert (field.text(), field.selectedText()) == ("12", "12")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.frame.page is Page.OVERVIEW


@pytest.mark.parametrize("name", list(ThemeName), ids=lambda name: name.value)
@pytest.mark.parametrize(
    ("what", "detail", "page"),
    [
        ("entry-empty", entry_samples.unfilled(), entry_samples.EMPTY),
        ("entry-fault", entry_samples.filled(), entry_samples.PAGE),
        ("entry-undo", entry_samples.filled(), entry_samples.ENTERED),
        ("entry-paste", entry_samples.filled(), previewed(PASTED)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_tab_looks_as_it_should(
    qtbot: QtBot,
    themes: dict[ThemeName, Theme],
    tmp_path: Path,
    name: ThemeName,
    what: str,
    detail: DetailView,
    page: EntryPage,
) -> None:
    """Nothing entered, a fault, an undo, lines to paste: nothing of it is cut off."""
    shown = DetailPage(themes[name])
    qtbot.addWidget(shown)
    shown.show_view(detail)
    shown.enter_figure()
    panel = panel_of(shown)
    shown.show_entry(view(EntryPage(NPS)))
    if what == "entry-paste":
        panel.paste.setChecked(True)
        panel.lines.text.setPlainText(PASTED)
    shown.show_entry(view(page, demo=what == "entry-empty"))
    if what == "entry-fault":
        panel.fields.fields[FigurePart.VALUE].setText("310")
        panel.fields.changed.emit()
    if what == "entry-empty":
        assert panel.sentence == f"{NOTHING} {DEMO}"
    size = SIZES["1280x720"]
    picture = render_unseen(shown, size, 1.0)
    assert (picture.width(), picture.height()) == (size.width(), size.height())
    assert_golden(picture, f"{what}-{name.value}-1280x720", tmp_path)
