"""The connect panel: where the figures come from, tried and saved in place, without a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QVBoxLayout,
    QWidget,
)

from aux_monitor.domain.level import Level
from aux_monitor.presentation.connect_form import (
    NOTHING_TO_TRY,
    PART_FIELDS,
    ConnectDraft,
    ConnectView,
    DraftRead,
    check_words,
    draft_of,
    has_source,
    in_force,
    read_draft,
)
from aux_monitor.services.connection import (
    ConnectionField,
    ConnectionPart,
    ConnectionTested,
    SettingsSaved,
)
from aux_monitor.services.intents import SaveSettings, TestConnection
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import Settings
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.connect_cards import FurtherCard, GitHubCard, SourceCard, TelemetryCard
from aux_monitor.ui.controls import Tone, Weight, button, card, control_sheet, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.form_frame import FormFrame
from aux_monitor.ui.theme import Theme

_WIDEST = 1240
_TWO_COLUMNS_FROM = 860


class ConnectPage(QWidget):
    """The form. ``intent`` carries ``TestConnection`` and ``SaveSettings``; ``left`` the way out.

    The answers come in through ``tested`` and ``saved``, and are shown beside the fields.
    """

    intent = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = ConnectView(Settings(), demo=False)
        self._sent: SaveSettings | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(control_sheet(theme))
        self._telemetry = TelemetryCard(theme)
        self._github = GitHubCard(theme)
        self._further = FurtherCard(theme)
        self._cards: dict[ConnectionPart, SourceCard] = {
            ConnectionPart.COLLECTOR: self._telemetry,
            ConnectionPart.GITHUB: self._github,
            ConnectionPart.FURTHER: self._further,
        }
        self._banner = self._make_banner()
        self._sources = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._save = button(tr("Save"), theme, Weight.MAIN)
        self._leave = button(tr("Close"), theme)
        self._note = CheckNote(theme)
        self._lay_out()
        self._wire()
        self.show_view(self._view)

    def show_view(self, view: ConnectView) -> None:
        """Show the settings in force; what was typed and not saved is replaced."""
        self._view = view
        self._fill(draft_of(view.settings), view.further_stored)
        self._telemetry.token.reset(stored=view.collector_token_stored)
        self._github.token.reset(stored=view.github_token_stored)
        self._banner.setVisible(view.demo)
        self._leave.setText(tr("Keep the demonstration") if view.demo else tr("Close"))
        self._clear_notes()
        self._refresh_save()

    def show_stored(self, view: ConnectView) -> None:
        """Show which tokens are stored; what has been typed stays."""
        self._telemetry.token.note_stored(stored=view.collector_token_stored)
        self._github.token.note_stored(stored=view.github_token_stored)
        self._further.rows.note_stored(view.further_stored)

    def take_over(self, other: ConnectPage) -> None:
        """Show what another panel shows, with what was typed there and not saved yet."""
        self._sent = other._sent
        self.show_view(other._view)
        self._fill(other.draft(), frozenset())
        self._further.rows.take_over(other._further.rows)
        for mine, typed in (
            (self._telemetry.token, other._telemetry.token),
            (self._github.token, other._github.token),
        ):
            mine.take_over(typed)
        self._refresh_save()

    def draft(self) -> ConnectDraft:
        """Return what stands in the form."""
        return ConnectDraft(
            logs=self._telemetry.logs.entries,
            collector_url=self._telemetry.url.text(),
            repositories=self._github.repositories.entries,
            api_url=self._github.api_url.text(),
            collector_on=self._telemetry.asked,
            github_on=self._github.asked,
            further=self._further.rows.drafts,
        )

    def tested(self, answer: ConnectionTested) -> None:
        """Show the answer to a test beside the fields it is about."""
        for part in answer.parts:
            asked = self._cards[part]
            asked.clear()
            asked.test.setEnabled(True)
        for check in answer.checks:
            level = Level.ON_TARGET if check.ok else Level.BREACH
            if check.ok and check.missing:
                level = Level.OFF_TARGET
            self._cards[check.part].say(check.field, check.item, level, check_words(check))

    def saved(self, answer: SettingsSaved) -> None:
        """Show how saving went, if it was asked for here; what was saved is in force then."""
        sent, self._sent = self._sent, None
        if sent is None:
            return
        if answer.error:
            self._refresh_save()
            self._note.say(Level.BREACH, answer.error)
            return
        self.show_view(in_force(self._view, sent))
        self._note.say(Level.ON_TARGET, answer.note or tr("Saved, and in use from now on."))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the two sources side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= self._theme.ipx(_TWO_COLUMNS_FROM)
        self._sources.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _test(self, part: ConnectionPart) -> None:
        read = self._read()
        asked = self._cards[part]
        asked.clear()
        if self._show_problems(read, PART_FIELDS[part]):
            return
        if not has_source(read.settings, part):
            asked.note.say(Level.UNKNOWN, tr(NOTHING_TO_TRY[part]))
            return
        asked.test.setEnabled(False)
        asked.note.say(Level.UNKNOWN, tr("Trying…"))
        self.intent.emit(
            TestConnection(
                read.settings,
                github_token=self._github.token.secret(),
                collector_token=self._telemetry.token.secret(),
                further_tokens=self._further.rows.secrets(),
                parts=frozenset({part}),
            )
        )

    def _press_save(self) -> None:
        read = self._read()
        self._clear_notes()
        if self._show_problems(read, frozenset(ConnectionField)):
            self._note.say(Level.BREACH, tr("Nothing was saved: see above."))
            return
        self._save.setEnabled(False)
        self._note.say(Level.UNKNOWN, tr("Saving…"))
        self._sent = SaveSettings(
            read.settings,
            github_token=self._github.token.secret(),
            collector_token=self._telemetry.token.secret(),
            further_tokens=self._further.rows.secrets(),
        )
        self.intent.emit(self._sent)

    def _read(self) -> DraftRead:
        self._telemetry.logs.commit()
        self._github.repositories.commit()
        return read_draft(self.draft(), self._view.settings)

    def _show_problems(self, read: DraftRead, fields: frozenset[ConnectionField]) -> bool:
        """Show what is wrong with these fields, and return whether anything is."""
        problems = [problem for problem in read.problems if problem.field in fields]
        for problem in problems:
            for asked in self._cards.values():
                if problem.field in asked.fields:
                    asked.say(problem.field, problem.item, Level.BREACH, problem.sentence)
        return bool(problems)

    def _clear_notes(self) -> None:
        for asked in self._cards.values():
            asked.clear()
            asked.test.setEnabled(True)
        self._note.clear()

    def _fill(self, draft: ConnectDraft, stored: frozenset[str]) -> None:
        self._telemetry.ask(on=draft.collector_on)
        self._github.ask(on=draft.github_on)
        self._further.rows.set_drafts(draft.further, stored)
        self._telemetry.logs.set_entries(draft.logs)
        self._telemetry.url.setText(draft.collector_url)
        self._github.repositories.set_entries(draft.repositories)
        self._github.api_url.setText(draft.api_url)

    def _refresh_save(self) -> None:
        """Allow saving as soon as something differs from what is in force."""
        tokens = (self._telemetry.token.secret(), self._github.token.secret())
        typed = self._telemetry.logs.field.text() + self._github.repositories.field.text()
        same = self.draft() == draft_of(self._view.settings)
        further = bool(self._further.rows.secrets())
        changed = not same or further or tokens != (None, None)
        self._save.setEnabled(changed or bool(typed.strip()))

    def _edited(self) -> None:
        self._note.clear()
        self._refresh_save()

    def _wire(self) -> None:
        for part, asked in self._cards.items():
            asked.changed.connect(self._edited)
            asked.test_pressed.connect(lambda part=part: self._test(part))
        self._save.clicked.connect(self._press_save)
        self._leave.clicked.connect(self.left)

    def _lay_out(self) -> None:
        form = FormFrame(self, self._theme, _WIDEST)
        form.column.addWidget(self._banner)
        self._sources.setSpacing(self._theme.space.l)
        self._sources.addWidget(self._telemetry, 1)
        self._sources.addWidget(self._github, 1)
        form.column.addLayout(self._sources)
        form.column.addWidget(self._further)
        form.close()
        form.foot.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        form.foot.addStretch()
        form.foot.addWidget(self._leave)
        form.foot.addWidget(self._save)

    def _make_banner(self) -> QFrame:
        theme = self._theme
        banner = card()
        banner.setProperty("role", "banner")
        column = QVBoxLayout(banner)
        column.setContentsMargins(theme.space.l, theme.space.m, theme.space.l, theme.space.m)
        column.setSpacing(theme.space.xs)
        column.addWidget(label(tr("This is a demonstration"), theme, TextStyle.TITLE))
        column.addWidget(
            label(
                tr(
                    "The log is simulated; the path from file to figure is the real one. "
                    "Connect your own log or repository below: it takes the demonstration's "
                    "place as soon as you save."
                ),
                theme,
                TextStyle.BODY,
                Tone.SECOND,
                wrap=True,
            )
        )
        return banner
