"""The settings page: every setting with its help, found, changed, reset and saved in place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from aux_monitor.domain.level import Level
from aux_monitor.presentation.autostart import AutostartView
from aux_monitor.presentation.settings_form import (
    FieldView,
    Kind,
    SettingsView,
    Typed,
    fields,
    found_words,
    read_form,
    typed_of,
    unsaved_words,
)
from aux_monitor.services.connection import SettingsSaved
from aux_monitor.services.intents import (
    ExportSettings,
    ImportSettings,
    SaveSettings,
    SwitchAutostart,
)
from aux_monitor.settings.fields import FieldGroup
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.settings.schema import Settings
from aux_monitor.ui.autostart_row import AutostartRow
from aux_monitor.ui.check_note import CheckNote
from aux_monitor.ui.controls import (
    Tone,
    Weight,
    button,
    control_sheet,
    label,
    line_edit,
    plain_tooltip,
)
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.form_frame import FormFrame
from aux_monitor.ui.setting_rows import Row, SettingCard, SettingRow, SourceRow
from aux_monitor.ui.theme import Theme

_WIDEST = 880
_SEARCH_WIDTH = 320
_SCROLL_BAR = 10
_ASIDE = tr_noop("The defaults are shown; saving moves that file aside and keeps it.")


class SettingsPage(QWidget):
    """The form. ``intent`` carries what is asked of the services; the answer comes to ``saved``.

    What was changed and not saved stays, whichever page is shown meanwhile, until it is saved or
    discarded. ``connect_wanted`` leads to the page of the sources.
    """

    intent = Signal(object)
    connect_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = SettingsView(Settings(), "")
        self._waiting = False
        self._rows: dict[str, SettingRow] = {}
        self._sources: list[SourceRow] = []
        self._cards: list[SettingCard] = []
        self._autostart = AutostartRow(theme)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(control_sheet(theme))
        self._search = line_edit(theme, tr("Search the settings"), tr("Search"))
        self._search.setClearButtonEnabled(False)
        self._found = label("", theme, TextStyle.SMALL, Tone.SECOND)
        self._file = label("", theme, TextStyle.SMALL, Tone.THIRD)
        self._problem = CheckNote(theme)
        self._form = FormFrame(self, theme, _WIDEST, foot_right=theme.ipx(_SCROLL_BAR))
        self._import = button(tr("Import…"), theme, Weight.QUIET)
        self._export = button(tr("Export…"), theme, Weight.QUIET)
        self._note = CheckNote(theme)
        self._discard = button(tr("Discard"), theme)
        self._save = button(tr("Save"), theme, Weight.MAIN)
        self._lay_out()
        self._wire()
        self.setFocusProxy(self._search)
        self._refresh()

    def show_view(self, view: SettingsView) -> None:
        """Show the settings in force; what was changed and not saved yet stays."""
        edits = self.edits()
        self._view = view
        self._file.setText(view.file)
        self._file.setToolTip(plain_tooltip(view.file))
        if view.problem:
            self._problem.say(Level.BREACH, f"{view.problem}. {tr(_ASIDE)}")
        else:
            self._problem.clear()
        for path, row in self._rows.items():
            now = edits.get(path, typed_of(view.settings, row.field))
            if row.typed() != now:
                row.put(now)
        for source in self._sources:
            source.show_settings(view.settings)
        self._refresh()

    def show_autostart(self, view: AutostartView) -> None:
        """Show whether the program starts with the computer."""
        self._autostart.show_view(view)

    def take_over(self, other: SettingsPage) -> None:
        """Show what another page shows, with what was changed there and not saved yet."""
        self.show_view(other._view)
        for path, row in self._rows.items():
            row.put(other._rows[path].typed())
        self._autostart.show_view(other._autostart.view)
        self._waiting = other._waiting
        self._search.setText(other._search.text())
        self._refresh()

    def edits(self) -> dict[str, Typed]:
        """Return what differs from the settings in force, by path."""
        settings = self._view.settings
        return {
            path: row.typed()
            for path, row in self._rows.items()
            if row.typed() != typed_of(settings, row.field)
        }

    def saved(self, answer: SettingsSaved) -> None:
        """Show how saving, importing or exporting went, if it was asked for here."""
        if not self._waiting:
            return
        self._waiting = False
        self._refresh()
        if answer.error:
            self._note.say(Level.BREACH, answer.error)
        else:
            self._note.say(Level.ON_TARGET, answer.note or tr("Saved, and in use from now on."))

    def _press_save(self) -> None:
        read = read_form(self.edits(), self._view.settings)
        for path, row in self._rows.items():
            row.say(read.problems.get(path, ""))
        if read.problems:
            self._search.clear()
            wrong = self._rows[next(path for path in self._rows if path in read.problems)]
            wrong.control.setFocus()
            area = self._form.area
            QTimer.singleShot(0, wrong, lambda: area.ensureWidgetVisible(wrong))  # once laid out
            self._note.say(Level.BREACH, tr("Nothing was saved: see what is marked."))
            return
        self._ask(SaveSettings(read.settings), tr("Saving…"))

    def _ask(self, intent: SaveSettings | ImportSettings | ExportSettings, meanwhile: str) -> None:
        self._waiting = True
        self._search.setFocus()  # the pressed button cannot keep it while it waits
        self._refresh()
        self._note.say(Level.UNKNOWN, meanwhile)
        self.intent.emit(intent)

    def _press_discard(self) -> None:
        for row in self._rows.values():
            row.put(typed_of(self._view.settings, row.field))
        self._refresh()
        self._search.setFocus()

    def _press_import(self) -> None:
        dialog = self._dialog(tr("Import settings"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(
            lambda path: self._ask(ImportSettings(Path(path)), tr("Importing…"))
        )
        dialog.open()

    def _press_export(self) -> None:
        dialog = self._dialog(tr("Export settings"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.fileSelected.connect(
            lambda path: self._ask(ExportSettings(Path(path)), tr("Exporting…"))
        )
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        """Return a dialog for one TOML file that does not hold up the rest of the window."""
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(mode)
        dialog.setNameFilters([tr("Settings (*.toml)"), tr("All files (*)")])
        return dialog

    def _find(self) -> None:
        query = self._search.text()
        self._found.setText(found_words(sum(card.search(query) for card in self._cards), query))
        self._form.area.verticalScrollBar().setValue(0)

    def _refresh(self) -> None:
        """Say how much is not saved, and allow what can be done about it."""
        count = len(self.edits())
        for pressed in (self._save, self._discard):
            pressed.setEnabled(count > 0 and not self._waiting)
        for pressed in (self._import, self._export):
            pressed.setEnabled(not self._waiting)
        if count:
            self._note.say(Level.UNKNOWN, unsaved_words(count))
        else:
            self._note.clear()

    def _wire(self) -> None:
        self._search.textChanged.connect(self._find)
        self._autostart.switched.connect(lambda on: self.intent.emit(SwitchAutostart(on)))
        for row in self._rows.values():
            row.changed.connect(self._refresh)
        for source in self._sources:
            source.connect_wanted.connect(self.connect_wanted)
        self._import.clicked.connect(self._press_import)
        self._export.clicked.connect(self._press_export)
        self._discard.clicked.connect(self._press_discard)
        self._save.clicked.connect(self._press_save)

    def _make_cards(self) -> Iterator[SettingCard]:
        for group, members in groupby(fields(), lambda field: field.words.group):
            views = tuple(members)
            sourced = [view for view in views if view.kind is Kind.SOURCED]
            rows: list[Row] = []
            if sourced:
                self._sources.append(SourceRow(sourced, self._theme))
                rows.append(self._sources[-1])
            rows.extend(self._make_row(view) for view in views if view not in sourced)
            if group is FieldGroup.WINDOW:
                rows.append(self._autostart)
            yield SettingCard(group, rows, self._theme)

    def _make_row(self, view: FieldView) -> SettingRow:
        row = SettingRow(view, self._theme)
        self._rows[view.path] = row
        return row

    def _lay_out(self) -> None:
        form = self._form
        form.column.addLayout(self._make_head())
        form.column.addWidget(self._problem)
        self._cards = list(self._make_cards())
        for card in self._cards:
            form.column.addWidget(card)
        form.close()
        form.foot.addWidget(self._import)
        form.foot.addWidget(self._export)
        form.foot.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        form.foot.addStretch()
        form.foot.addWidget(self._discard)
        form.foot.addWidget(self._save)

    def _make_head(self) -> QHBoxLayout:
        theme = self._theme
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(tr("Settings"), theme, TextStyle.HEADLINE))
        words.addWidget(self._file)
        head = QHBoxLayout()
        head.setSpacing(theme.space.m)
        head.addLayout(words, 1)
        head.addWidget(self._found)
        self._search.setFixedWidth(theme.ipx(_SEARCH_WIDTH))
        head.addWidget(self._search)
        return head
