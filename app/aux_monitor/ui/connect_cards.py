"""The connect panel's two cards: telemetry and GitHub."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from aux_monitor.domain.level import Level
from aux_monitor.services.connection import ConnectionField
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import GitHubSettings
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.collector_rows import CollectorRows
from aux_monitor.ui.connect_fields import Field, TokenField
from aux_monitor.ui.controls import Tone, button, label, line_edit
from aux_monitor.ui.entry_list import EntryList
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.switch import Switch
from aux_monitor.ui.theme import Theme


class SourceCard(QFrame):
    """A card with a heading, fields, and one button that tests them.

    ``fields`` maps each field of the form to its widget; ``note`` says what concerns the card.
    """

    changed = Signal()
    test_pressed = Signal()

    def __init__(self, theme: Theme, title: str, lead: str, test: str, asks: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.fields: dict[ConnectionField, Field] = {}
        self.note = CheckNote(theme)
        self.test = button(test, theme)
        self.test.clicked.connect(self.test_pressed)
        self.on = Switch(asks, theme) if asks else None
        self._column = _column(self, theme, title, lead, self.on)
        if self.on is not None:
            self.on.setChecked(True)
            self.on.toggled.connect(self.changed)

    def add(self, field: ConnectionField, widget: Field) -> None:
        """Append a field."""
        self.fields[field] = widget
        self._column.addWidget(widget)

    def finish(self, theme: Theme) -> None:
        """Put the button below the fields; the order of adding is that of the Tab key."""
        foot = QHBoxLayout()
        foot.setSpacing(theme.space.m)
        foot.addWidget(self.test)
        foot.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch()
        self._column.addStretch(1)
        self._column.addLayout(foot)

    def say(self, field: ConnectionField, item: str, level: Level, sentence: str) -> None:
        """Show a sentence beside the field, or beside the entry of it, that it is about."""
        widget = self.fields[field]
        body = widget.body
        if isinstance(body, _LISTS) and item and body.note(item, level, sentence):
            return
        widget.say(level, sentence)

    @property
    def asked(self) -> bool:
        """Return whether the source is switched on."""
        return self.on is None or self.on.isChecked()

    def ask(self, *, on: bool) -> None:
        """Show whether the source is switched on."""
        if self.on is not None:
            self.on.setChecked(on)

    def clear(self) -> None:
        """Take every sentence away."""
        self.note.clear()
        for widget in self.fields.values():
            widget.clear()
            if isinstance(widget.body, _LISTS):
                widget.body.clear_notes()


class FurtherCard(SourceCard):
    """Collectors beside the first one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            tr("Further collectors"),
            tr(
                "Other servers, shown side by side with the first one. They are never "
                "averaged: the first one fills the tiles and is what alerts watch."
            ),
            tr("Test further collectors"),
        )
        self.rows = CollectorRows(theme)
        self.rows.changed.connect(self.changed)
        self.add(ConnectionField.FURTHER, Field(theme, tr("Collectors"), self.rows))
        self.finish(theme)


class TelemetryCard(SourceCard):
    """session.log files, or another collector."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            tr("AUX telemetry"),
            tr(
                "Follow the server's session.log on this machine, or ask a collector that runs "
                "elsewhere."
            ),
            tr("Test telemetry"),
            tr("Ask for AUX telemetry"),
        )
        self.logs = EntryList(theme, tr("Path of a session.log"), "/var/log/aux/session.log")
        self.logs.changed.connect(self.changed)
        browse = button(tr("Choose…"), theme)
        browse.clicked.connect(self._browse)
        self.logs.line.addWidget(browse)
        self.url = line_edit(theme, tr("Collector address"), "https://collector.example.org")
        self.url.textEdited.connect(self.changed)
        self.token = TokenField(theme, tr("Collector token"))
        self.token.changed.connect(self.changed)
        self.add(ConnectionField.LOGS, Field(theme, tr("Log files"), self.logs))
        self.add(
            ConnectionField.COLLECTOR_URL,
            Field(
                theme,
                tr("Or a collector's address"),
                self.url,
                tr("Used instead of the log files."),
            ),
        )
        self.add(ConnectionField.COLLECTOR_TOKEN, Field(theme, tr("Its token"), self.token))
        self.finish(theme)

    def _browse(self) -> None:
        """Let a person choose files, without holding up the rest of the window."""
        dialog = QFileDialog(self, tr("Choose session.log files"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([tr("Logs (*.log *.txt)"), tr("All files (*)")])
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, paths: list[str]) -> None:
        self.logs.add(tuple(str(Path(path)) for path in paths))


class GitHubCard(SourceCard):
    """Repositories and the token."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            tr("GitHub"),
            tr(
                "Stars, contributors, pull requests, issues and releases, over all "
                "repositories together."
            ),
            tr("Test GitHub"),
            tr("Ask GitHub"),
        )
        self.repositories = EntryList(theme, tr("Repository, as owner/name"), "owner/name")
        self.repositories.changed.connect(self.changed)
        self.token = TokenField(theme, tr("GitHub token"))
        self.token.changed.connect(self.changed)
        self.api_url = line_edit(theme, tr("GitHub API address"), GitHubSettings().api_url)
        self.api_url.textEdited.connect(self.changed)
        self.add(ConnectionField.REPOSITORIES, Field(theme, tr("Repositories"), self.repositories))
        self.add(
            ConnectionField.GITHUB_TOKEN,
            Field(
                theme,
                tr("Token"),
                self.token,
                tr("Kept in the system's keyring. Without one GitHub answers 60 requests an hour."),
            ),
        )
        self.add(
            ConnectionField.GITHUB_API_URL,
            Field(
                theme,
                tr("API address"),
                self.api_url,
                tr("For GitHub Enterprise, such as https://github.example.org/api/v3."),
            ),
        )
        self.finish(theme)


_LISTS = (EntryList, CollectorRows)


def _column(
    frame: QFrame, theme: Theme, title: str, lead: str, switch: Switch | None
) -> QVBoxLayout:
    column = QVBoxLayout(frame)
    margin = theme.space.l
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(theme.space.m)
    head = QHBoxLayout()
    head.addWidget(label(title, theme, TextStyle.TITLE), 1)
    if switch is not None:
        head.addWidget(switch)
    column.addLayout(head)
    column.addWidget(label(lead, theme, TextStyle.BODY, Tone.SECOND, wrap=True))
    return column
