"""The settings page: found, changed, reset, saved and kept, by hand and by keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.settings_form import SettingsView
from aux_monitor.services import intents
from aux_monitor.services.connection import SettingsSaved
from aux_monitor.settings.schema import (
    ChannelScope,
    ChannelSettings,
    CollectorSettings,
    NotificationSettings,
    ProgrammeSettings,
    QuietHours,
    Settings,
    ThemeChoice,
    Weekday,
    WindowSettings,
)
from aux_monitor.ui.channel_rows import ChannelsControl
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.setting_rows import SettingCard, SettingRow
from aux_monitor.ui.settings_page import SettingsPage
from aux_monitor.ui.theme import Theme, ThemeName
from tests.ui.window.golden import assert_golden
from tests.ui.window.heard import heard

IN_FORCE = Settings(
    collector=CollectorSettings(logs=("/srv/aux/session.log",)),
    programme=ProgrammeSettings(start=date(2026, 6, 30)),
    window=WindowSettings(theme=ThemeChoice.DARK),
    notifications=NotificationSettings(
        group_s=20.0,
        quiet=(QuietHours("22:00", "08:00", tuple(Weekday)[:5], "Europe/Berlin"),),
        channels=(ChannelSettings("ops", ChannelScope.CRITICAL),),
    ),
)
VIEW = SettingsView(IN_FORCE, "/home/ana/.config/aux-monitor/config.toml")


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> SettingsPage:
    """Return the page with the settings in force, shown."""
    made = SettingsPage(theme)
    qtbot.addWidget(made)
    made.show_view(VIEW)
    made.resize(1204, 624)
    made.show()
    return made


def named(page: QWidget, name: str) -> QWidget:
    """Return the field, switch or button a screen reader calls ``name``."""
    kinds = (*page.findChildren(QLineEdit), *page.findChildren(QAbstractButton))
    return next(w for w in kinds if w.accessibleName() == name and w.isVisibleTo(page))


def button(page: QWidget, text: str) -> QAbstractButton:
    """Return the button with this text that can be seen."""
    return next(
        b for b in page.findChildren(QAbstractButton) if b.text() == text and b.isVisibleTo(page)
    )


def click(widget: QWidget) -> None:
    """Press a button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def write(page: QWidget, name: str, text: str) -> None:
    """Replace what stands in a field by typing."""
    field = named(page, name)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)


def row(page: SettingsPage, path: str) -> SettingRow:
    """Return the row of a setting."""
    return next(r for r in page.findChildren(SettingRow) if r.field.path == path)


def told(page: SettingsPage) -> str:
    """Return the sentence in the bar."""
    return page._note.sentence


def saved_settings(asked: list[object]) -> Settings:
    """Return the settings of the one intent that was sent."""
    (sent,) = asked
    assert isinstance(sent, intents.SaveSettings)
    return sent.settings


def test_what_is_changed_is_saved_and_nothing_else(page: SettingsPage) -> None:
    """A switch, a choice, a number, a date and a name arrive with Save, and no other change."""
    asked = heard(page.intent)
    click(named(page, "Desktop notifications"))
    click(named(page, "Colours: Light"))
    write(page, "Remind every, min", "90")
    write(page, "Start of the programme", "2026-07-01")
    write(page, "Critical sound", "bell")
    assert told(page) == "5 changes are not saved yet."
    click(button(page, "Save"))
    settings = saved_settings(asked)
    assert settings.window.theme is ThemeChoice.LIGHT
    assert settings.programme.start == date(2026, 7, 1)
    sound = settings.notifications.sound
    assert (settings.notifications.enabled, sound.critical_sound) == (False, "bell")
    assert settings.notifications.remind_every_s == 5400.0
    assert settings.notifications.quiet == IN_FORCE.notifications.quiet
    assert settings.collector == IN_FORCE.collector


def test_save_and_discard_wait_for_a_change_and_for_the_answer(page: SettingsPage) -> None:
    """They can be pressed exactly while something is not saved and no answer is awaited."""
    save, discard = button(page, "Save"), button(page, "Discard")
    assert not save.isEnabled()
    assert not discard.isEnabled()
    click(named(page, "Desktop notifications"))
    assert save.isEnabled()
    assert discard.isEnabled()
    click(save)
    assert not save.isEnabled()
    assert named(page, "Search the settings").hasFocus()
    page.saved(SettingsSaved("config.toml cannot be written: the disk is full"))
    assert save.isEnabled()
    assert told(page) == "config.toml cannot be written: the disk is full"


def test_after_a_save_the_page_is_clean_and_says_so(page: SettingsPage) -> None:
    """What else happened to the file is said in place of the usual sentence."""
    click(named(page, "Desktop notifications"))
    for answer, sentence in (
        (SettingsSaved(), "Saved, and in use from now on."),
        (SettingsSaved(note="The file could not be read."), "The file could not be read."),
    ):
        asked = heard(page.intent)
        click(named(page, "Critical alerts pass quiet hours"))
        click(button(page, "Save"))
        page.show_view(SettingsView(saved_settings(asked), VIEW.file))
        page.saved(answer)
        assert told(page) == sentence
        assert page.edits() == {}


def test_a_file_that_could_not_be_read_is_told_until_it_is_written_anew(
    page: SettingsPage,
) -> None:
    """With what becomes of it."""
    problem = "config.toml: notifications: unknown field 'groups'"
    page.show_view(SettingsView(Settings(), VIEW.file, problem))
    assert page._problem.sentence.startswith(f"{problem}. The defaults are shown; saving moves")
    page.show_view(VIEW)
    assert not page._problem.isVisible()


def test_an_answer_to_another_page_is_not_shown(page: SettingsPage) -> None:
    """The connect panel saves too."""
    page.saved(SettingsSaved("The keyring is locked."))
    assert told(page) == ""


def test_discard_goes_back_to_what_is_in_force(page: SettingsPage) -> None:
    """Not to the defaults."""
    write(page, "Wait for others, s", "5")
    click(button(page, "Remove"))
    click(button(page, "Discard"))
    assert page.edits() == {}
    assert row(page, "notifications.group_s").typed() == "20"
    assert row(page, "notifications.quiet").typed() == IN_FORCE.notifications.quiet


def test_a_changed_setting_is_marked_and_can_be_reset(page: SettingsPage) -> None:
    """Reset is there exactly where a setting is not its default, and leads there."""
    group, remind = row(page, "notifications.group_s"), row(page, "notifications.remind_every_s")
    assert button(group, "Reset").isVisible()
    assert not remind._reset.isVisible()
    assert not remind._changed_mark.isVisible()
    click(button(group, "Reset"))
    assert group.typed() == "10"
    assert not group._reset.isVisible()
    assert page.edits() == {"notifications.group_s": "10"}


def test_a_channel_cannot_be_reset_away(page: SettingsPage) -> None:
    """Its address would stay behind in the keyring, where nobody looks for it."""
    assert not row(page, "notifications.channels")._reset.isVisible()


def test_a_wrong_setting_is_told_at_its_field_and_nothing_is_saved(page: SettingsPage) -> None:
    """The first one has the focus, even where the search hid it; an edit takes its mark away."""
    asked = heard(page.intent)
    write(page, "Wait for others, s", "90")
    write(page, "Search the settings", "colours")
    click(button(page, "Save"))
    group = row(page, "notifications.group_s")
    assert asked == []
    assert group.sentence == "Write a number in this range: 0 to 60 s."
    assert group.isVisible()
    field = named(group, "Wait for others, s")
    assert field.property("wrong") is True
    assert "Nothing was saved" in told(page)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert group.sentence == ""
    assert field.property("wrong") is False


def test_wrong_text_is_marked_too(page: SettingsPage) -> None:
    """A date and the sentence beside it."""
    write(page, "Start of the programme", "summer")
    click(button(page, "Save"))
    assert row(page, "programme.start").sentence.startswith("This is no date")
    assert named(page, "Start of the programme").property("wrong") is True


def test_a_search_shows_what_it_finds_and_how_much(page: SettingsPage) -> None:
    """Cards without anything found are gone; an empty search brings all back."""
    write(page, "Search the settings", "sound")
    shown = [r.field.path for r in page.findChildren(SettingRow) if r.isVisible()]
    assert shown == [
        "notifications.sound.critical",
        "notifications.sound.critical_sound",
        "notifications.sound.warning",
        "notifications.sound.warning_sound",
    ]
    assert page._found.text() == "4 settings"
    assert sum(card.isVisible() for card in page.findChildren(SettingCard)) == 1
    page._search.clear()
    assert all(card.isVisible() for card in page.findChildren(SettingCard))
    assert page._found.text() == ""
    write(page, "Search the settings", "zzz")
    assert page._found.text() == "No setting says that."


def test_the_sources_lead_to_the_connect_page(page: SettingsPage) -> None:
    """They are found like settings, and changed where they are tried."""
    wanted = heard(page.connect_wanted)
    write(page, "Search the settings", "repositories")
    click(button(page, "Open Connect"))
    assert wanted == [None]


def test_quiet_hours_are_added_changed_and_removed(page: SettingsPage) -> None:
    """A new span is a night on all days; its fields are named by its number."""
    asked = heard(page.intent)
    click(button(page, "Add quiet hours"))
    write(page, "Quiet hours 2, From", "12:00")
    write(page, "Quiet hours 2, Until", "13:00")
    click(named(page, "Quiet hours 2, Sunday"))
    click(named(page, "Remove quiet hours 1"))
    click(button(page, "Save"))
    (hours,) = saved_settings(asked).notifications.quiet
    assert hours == QuietHours("12:00", "13:00", tuple(Weekday)[:6])


def test_a_wrong_span_is_told_by_its_number(page: SettingsPage) -> None:
    """And stays as it was typed."""
    write(page, "Quiet hours 1, Time zone", "Mars/North")
    click(button(page, "Save"))
    assert row(page, "notifications.quiet").sentence.startswith("No. 1, time zone: 'Mars/North'")
    field = named(page, "Quiet hours 1, Time zone")
    assert isinstance(field, QLineEdit)
    assert field.text() == "Mars/North"


def test_what_a_channel_gets_is_chosen(page: SettingsPage) -> None:
    """All alerts, and without recoveries."""
    asked = heard(page.intent)
    click(named(page, "ops: All alerts"))
    click(named(page, "ops: Recoveries"))
    click(button(page, "Save"))
    assert saved_settings(asked).notifications.channels == (
        ChannelSettings("ops", ChannelScope.ALL, recoveries=False),
    )


def test_without_channels_it_says_so(page: SettingsPage) -> None:
    """And how one is added stands above."""
    channels = row(page, "notifications.channels").control
    assert isinstance(channels, ChannelsControl)
    assert not channels._none.isVisible()
    page.show_view(SettingsView(Settings(), VIEW.file))
    assert channels._none.isVisible()


def test_unsaved_changes_stay_when_the_settings_in_force_change(page: SettingsPage) -> None:
    """What somebody else saved is taken over around them; what agrees by now is no change."""
    write(page, "Wait for others, s", "5")
    write(page, "Ask GitHub every, s", "600")
    notifications = NotificationSettings(group_s=5.0, remind_every_s=0.0)
    page.show_view(SettingsView(Settings(notifications=notifications), VIEW.file))
    assert page.edits() == {"github.poll_every_s": "600"}
    assert row(page, "notifications.remind_every_s").typed() == "0"


def test_another_page_takes_everything_over(page: SettingsPage, qtbot: QtBot, theme: Theme) -> None:
    """As when the colours change while somebody types."""
    write(page, "Wait for others, s", "nonsense")
    click(named(page, "Desktop notifications"))
    other = SettingsPage(theme)
    qtbot.addWidget(other)
    other.take_over(page)
    assert other.edits() == page.edits() != {}
    assert told(other) == "2 changes are not saved yet."


def test_import_and_export_ask_for_a_file(page: SettingsPage) -> None:
    """The dialog stands beside the rest; the answer to either comes back to the page."""
    asked = heard(page.intent)
    for text, kind in (("Import…", intents.ImportSettings), ("Export…", intents.ExportSettings)):
        click(button(page, text))
        dialog = page.findChildren(QFileDialog)[-1]
        dialog.fileSelected.emit("/srv/theirs.toml")
        dialog.reject()
        assert asked[-1] == kind(Path("/srv/theirs.toml"))
        assert not button(page, text).isEnabled()
        page.saved(SettingsSaved(note="Done."))
        assert told(page) == "Done."
        assert button(page, text).isEnabled()


def test_it_is_used_with_the_keyboard_alone(page: SettingsPage) -> None:
    """Tab goes from the search through the rows as they are read, and Space switches."""
    page.setFocus()
    assert _called(page.focusWidget()) == "Search the settings"
    last = "Critical alerts pass quiet hours"
    order: list[str] = []
    while last not in order and len(order) < 99:
        page.focusNextChild()
        order.append(_called(page.focusWidget()))
    assert order[:4] == ["Colours: Dark", "Reset Colours", "Contrast: System", "Palette: Standard"]
    assert order[-3:] == ["Reset Start of the programme", "Desktop notifications", last]
    switch = page.focusWidget()
    assert isinstance(switch, QCheckBox)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert page.edits() == {"notifications.critical_through": False}
    named(page, "Colours: Dark").setFocus()
    QTest.keyClick(named(page, "Colours: Dark"), Qt.Key.Key_Left)
    assert row(page, "window.theme").typed() is ThemeChoice.LIGHT


def test_everything_that_takes_the_focus_has_a_name(page: SettingsPage) -> None:
    """For a screen reader; a button's words are its name."""
    for widget in page.findChildren(QWidget):
        named_by_words = isinstance(widget, QAbstractButton) and widget.text()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not named_by_words:
            assert widget.accessibleName(), widget


@pytest.mark.parametrize("width", [684, 1204, 1844])
def test_nothing_is_cut_at_any_width(page: SettingsPage, width: int) -> None:
    """Every control lies whole inside its card, down to the smallest window."""
    page.resize(width, 624)
    page.repaint()
    for card in page.findChildren(SettingCard):
        for part in card.findChildren(QAbstractButton) + card.findChildren(QLineEdit):
            if part.isVisibleTo(page):
                left = part.mapTo(card, part.rect().topLeft()).x()
                assert left >= 0
                assert left + part.width() <= card.width(), part.accessibleName()


def _called(widget: QWidget | None) -> str:
    assert widget is not None
    return widget.accessibleName()


@pytest.mark.parametrize("name", list(ThemeName), ids=lambda name: name.value)
@pytest.mark.parametrize("state", ["calm", "wrong"])
def test_the_page_looks_as_it_should(
    qtbot: QtBot, themes: dict[ThemeName, Theme], tmp_path: Path, name: ThemeName, state: str
) -> None:
    """As it is opened, and with a fault found by Save, in both themes."""
    page = SettingsPage(themes[name])
    qtbot.addWidget(page)
    page.show_view(VIEW)
    if state == "wrong":
        page._search.setText("notif")
        write(page, "Wait for others, s", "90")
        click(button(page, "Save"))
        page._search.setText("wait for others")
    picture = render_unseen(page, QSize(1204, 624), 1.0)
    assert_golden(picture, f"settings-{state}-{name.value}-1280x720", tmp_path)
