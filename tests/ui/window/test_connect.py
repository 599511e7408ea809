"""The connect panel: what it asks for, and where it shows the answers."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.connect_form import ConnectView
from aux_monitor.services import intents
from aux_monitor.services.connection import (
    ConnectionCheck,
    ConnectionField,
    ConnectionPart,
    ConnectionTested,
    SettingsSaved,
)
from aux_monitor.settings.schema import (
    CollectorSettings,
    GitHubSettings,
    NamedCollector,
    ProgrammeSettings,
    Settings,
)
from aux_monitor.ui.connect import ConnectPage
from aux_monitor.ui.switch import Switch
from aux_monitor.ui.theme import Theme
from tests.ui.window.heard import heard

LAB, FAR = (NamedCollector(name, f"https://{name}.example") for name in ("Lab", "Far"))
IN_FORCE = Settings(
    collector=CollectorSettings(logs=("/srv/aux/session.log",)),
    github=GitHubSettings(repositories=("aux/protocol",)),
    programme=ProgrammeSettings(start=date(2026, 6, 30)),
)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> ConnectPage:
    """Return the panel with the settings in force, shown."""
    made = ConnectPage(theme)
    qtbot.addWidget(made)
    made.show_view(ConnectView(IN_FORCE, demo=False, github_token_stored=True))
    made.resize(1200, 700)
    made.show()
    return made


def named(page: QWidget, name: str) -> QLineEdit:
    """Return the field a screen reader calls ``name``."""
    return next(e for e in page.findChildren(QLineEdit) if e.accessibleName() == name)


def pressed(page: QWidget, text: str) -> QPushButton:
    """Return the button with this text that can be seen."""
    return next(
        b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisibleTo(page)
    )


def seen(page: QWidget) -> str:
    """Return all the text that labels show now."""
    labels = (label for label in page.findChildren(QLabel) if label.isVisibleTo(page))
    return "\n".join(label.text() for label in labels)


def click(page: QWidget, text: str) -> None:
    """Press the button with this text."""
    QTest.mouseClick(pressed(page, text), Qt.MouseButton.LeftButton)


def write(page: QWidget, name: str, text: str) -> None:
    """Replace what stands in a field by typing."""
    field = named(page, name)
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_test_asks_about_its_own_part_alone(page: ConnectPage) -> None:
    """Pressing Test GitHub tries GitHub, with the stored token standing for an empty field."""
    asked = heard(page.intent)
    click(page, "Test GitHub")
    assert asked == [intents.TestConnection(IN_FORCE, parts=frozenset({ConnectionPart.GITHUB}))]
    assert not pressed(page, "Test GitHub").isEnabled()


def test_an_answer_stands_under_the_entry_it_is_about(page: ConnectPage) -> None:
    """A failed repository is told under that repository, and a token's lack beside the token."""
    page.tested(
        ConnectionTested(
            frozenset({ConnectionPart.GITHUB}),
            (
                ConnectionCheck(
                    ConnectionPart.GITHUB,
                    ConnectionField.REPOSITORIES,
                    ok=False,
                    sentence="GitHub knows no such repository.",
                    item="aux/protocol",
                ),
                ConnectionCheck(
                    ConnectionPart.GITHUB,
                    ConnectionField.GITHUB_TOKEN,
                    ok=True,
                    sentence="The token works.",
                    missing=("security_events",),
                ),
            ),
        )
    )
    assert page._github.repositories.notes() == {"aux/protocol": "GitHub knows no such repository."}
    token = page._github.fields[ConnectionField.GITHUB_TOKEN].note
    assert token.sentence == "The token works. The token lacks: security_events."


def test_a_new_test_forgets_the_answer_before(page: ConnectPage) -> None:
    """While a test runs the old answer is gone: nobody reads yesterday's failure."""
    failed = ConnectionCheck(
        ConnectionPart.GITHUB, ConnectionField.GITHUB_TOKEN, ok=False, sentence="Refused."
    )
    page.tested(ConnectionTested(frozenset({ConnectionPart.GITHUB}), (failed,)))
    click(page, "Test GitHub")
    assert "Refused." not in seen(page)


def test_saving_sends_what_was_typed(page: ConnectPage) -> None:
    """An entry typed but not added and a token arrive with Save, beside the other settings."""
    asked = heard(page.intent)
    write(page, "Repository, as owner/name", "https://github.com/aux/inspector")
    write(page, "GitHub token", "ghp_new")
    click(page, "Save")
    (saved,) = asked
    assert isinstance(saved, intents.SaveSettings)
    assert saved.settings.github.repositories == ("aux/protocol", "aux/inspector")
    assert saved.settings.programme == IN_FORCE.programme
    assert saved.github_token is not None
    assert saved.github_token.reveal() == "ghp_new"
    assert saved.collector_token is None


def test_a_wrong_entry_is_told_and_nothing_is_saved(page: ConnectPage) -> None:
    """A wrong address is told beside its field, and no SaveSettings goes out."""
    asked = heard(page.intent)
    write(page, "Collector address", "collector.example.org")
    click(page, "Save")
    assert asked == []
    assert "begins with http://" in seen(page)
    assert named(page, "Collector address").property("wrong") is True


def test_the_sentence_of_a_failed_save_stays_and_save_can_be_pressed_again(
    page: ConnectPage,
) -> None:
    """When the keyring refuses, its sentence stands beside Save and the form keeps everything."""
    write(page, "GitHub token", "ghp_new")
    click(page, "Save")
    page.saved(SettingsSaved("The keyring is locked."))
    assert "The keyring is locked." in seen(page)
    assert pressed(page, "Save").isEnabled()
    assert named(page, "GitHub token").text() == "ghp_new"


def test_what_was_saved_is_in_force(page: ConnectPage) -> None:
    """After saving, the form is clean: the token's field is empty and says that one is stored."""
    write(page, "Collector token", "secret")
    write(page, "Collector address", "https://collector.example.org")
    click(page, "Save")
    page.saved(SettingsSaved())
    assert "Saved, and in use from now on." in seen(page)
    assert not pressed(page, "Save").isEnabled()
    assert named(page, "Collector token").text() == ""
    assert "type to replace" in named(page, "Collector token").placeholderText()
    assert named(page, "Collector address").text() == "https://collector.example.org"


def test_a_token_is_never_read_back(page: ConnectPage) -> None:
    """Of a stored token only that it is stored can be seen, and what is typed is hidden."""
    field = named(page, "GitHub token")
    assert field.text() == ""
    assert "stored" in field.placeholderText()
    assert field.echoMode() is QLineEdit.EchoMode.Password
    assert named(page, "Collector token").placeholderText() == "No token is stored"


def test_forgetting_a_token_is_asked_for_with_save(page: ConnectPage) -> None:
    """Forget sends an empty token with Save, and can be taken back before."""
    asked = heard(page.intent)
    click(page, "Forget")
    click(page, "Keep")
    assert not pressed(page, "Save").isEnabled()
    click(page, "Forget")
    click(page, "Save")
    (saved,) = asked
    assert isinstance(saved, intents.SaveSettings)
    assert saved.github_token is not None
    assert saved.github_token.reveal() == ""


def test_an_entry_can_be_removed(page: ConnectPage) -> None:
    """Removing the only log leaves none in what is saved."""
    asked = heard(page.intent)
    remove = next(
        button
        for button in page.findChildren(QPushButton)
        if button.accessibleName() == "Remove /srv/aux/session.log"
    )
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    click(page, "Save")
    (saved,) = asked
    assert isinstance(saved, intents.SaveSettings)
    assert saved.settings.collector.logs == ()


def test_save_waits_until_something_changed(page: ConnectPage) -> None:
    """Save can be pressed exactly while the form differs from the settings in force."""
    assert not pressed(page, "Save").isEnabled()
    write(page, "Collector address", "x")
    assert pressed(page, "Save").isEnabled()
    QTest.keyClick(named(page, "Collector address"), Qt.Key.Key_Backspace)
    assert not pressed(page, "Save").isEnabled()


def test_nothing_to_test_is_said_without_asking(page: ConnectPage) -> None:
    """With no repository entered, Test GitHub says so and asks nobody."""
    page.show_view(ConnectView(Settings(), demo=True))
    asked = heard(page.intent)
    click(page, "Test GitHub")
    assert asked == []
    assert "Nothing to try yet" in seen(page)


def test_the_demonstration_is_explained_and_can_be_kept(page: ConnectPage) -> None:
    """At a first start the panel says what is shown, and one button leaves it as it is."""
    page.show_view(ConnectView(Settings(), demo=True))
    left = heard(page.left)
    assert "This is a demonstration" in seen(page)
    click(page, "Keep the demonstration")
    assert left == [None]


def test_markup_in_an_entry_is_shown_as_it_is(page: ConnectPage) -> None:
    """A path that looks like markup is text, in its row and in its tool tip."""
    path = "/srv/<b>x</b>/" + "y" * 300 + ".log"
    page.show_view(ConnectView(Settings(collector=CollectorSettings(logs=(path,))), demo=False))
    QApplication.sendPostedEvents()
    row = next(r for r in page.findChildren(QLabel) if r.accessibleName() == path)
    assert row.textFormat() is Qt.TextFormat.PlainText
    assert "<b>" not in row.toolTip()


def test_it_can_be_filled_with_the_keyboard_alone(page: ConnectPage) -> None:
    """Tab goes through the fields in the order they are read, and Enter adds an entry."""
    field = named(page, "Path of a session.log")
    field.setFocus()
    QTest.keyClicks(field, "/var/log/other.log")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.draft().logs == ("/srv/aux/session.log", "/var/log/other.log")
    order = [field, *_chain(field, 3)]
    assert [_called(widget) for widget in order[1:]] == ["Add", "Choose…", "Collector address"]


def _chain(widget: QWidget, count: int) -> list[QWidget]:
    found: list[QWidget] = []
    after = widget.nextInFocusChain()
    while after is not None and len(found) < count:
        if after.focusPolicy() & Qt.FocusPolicy.TabFocus and after.isVisible():
            found.append(after)
        after = after.nextInFocusChain()
    return found


def _called(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QPushButton) else widget.accessibleName()


def test_a_further_collector_is_added_tested_and_saved(page: ConnectPage) -> None:
    """Its name, address and token go out together, and the answer stands under its own row."""
    asked = heard(page.intent)
    pressed(page, "Add a collector").click()
    named(page, "Collector's name").setText("Lab")
    named(page, "Address of new collector").setText("https://lab.example")
    named(page, "Token of new collector").setText("t0ken")
    pressed(page, "Test further collectors").click()
    (trial,) = asked
    assert isinstance(trial, intents.TestConnection)
    assert trial.settings.collectors == (NamedCollector("Lab", "https://lab.example"),)
    assert {name: s.reveal() for name, s in trial.further_tokens.items()} == {"Lab": "t0ken"}
    part, field = ConnectionPart.FURTHER, ConnectionField.FURTHER
    check = ConnectionCheck(part, field, ok=False, sentence="It refuses connections.", item="Lab")
    page.tested(ConnectionTested(frozenset({part}), (check,)))
    assert "It refuses connections." in [label.text() for label in page.findChildren(QLabel)]
    named(page, "Collector's name").textEdited.emit("Lab")
    pressed(page, "Save").click()
    assert isinstance(asked[-1], intents.SaveSettings)
    assert asked[-1].settings.collectors == trial.settings.collectors


def test_a_removed_collector_is_gone_and_switches_are_saved(page: ConnectPage) -> None:
    """What is switched off stays set up; what is removed is not in the settings any more."""
    asked = heard(page.intent)
    view = ConnectView(replace(IN_FORCE, collectors=(LAB, FAR)), demo=False)
    page.show_view(view)
    far = next(s for s in page.findChildren(Switch) if s.accessibleName() == "Ask Far")
    github = next(s for s in page.findChildren(Switch) if s.accessibleName() == "Ask GitHub")
    for switch in (far, github):
        switch.setChecked(False)
    remove = (b for b in page.findChildren(QPushButton) if b.accessibleName() == "Remove Lab")
    next(remove).click()
    pressed(page, "Save").click()
    sent = asked[-1]
    assert isinstance(sent, intents.SaveSettings)
    saved = sent.settings
    assert saved.collectors == (replace(FAR, enabled=False),)
    assert saved.github == replace(IN_FORCE.github, enabled=False)
