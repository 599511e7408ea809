"""The fields of one figure: value, answers, date, who and note."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from aux_monitor.domain.entries import LONGEST_NAME, LONGEST_NOTE, Figure, FigurePart
from aux_monitor.presentation import text
from aux_monitor.presentation.entry_views import EntryView, Typed, stepped_day
from aux_monitor.settings.language import tr
from aux_monitor.ui.controls import Tone, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_WIDTHS = {FigurePart.VALUE: 110, FigurePart.SAMPLE: 90, FigurePart.DAY: 116, FigurePart.WHO: 110}
_LONGEST_NUMBER = 32


class EntryFields(QWidget):
    """One row of fields; ``changed`` tells of every edit, ``entered`` that Enter was pressed."""

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: EntryView | None = None
        self._headings: dict[FigurePart, QLabel] = {}
        self.fields: dict[FigurePart, QLineEdit] = {}
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.space.s)
        for part, name, most in (
            (FigurePart.VALUE, tr("Value"), _LONGEST_NUMBER),
            (FigurePart.SAMPLE, tr("Answers n"), _LONGEST_NUMBER),
            (FigurePart.DAY, tr("Date (UTC)"), _LONGEST_NUMBER),
            (FigurePart.WHO, tr("Who"), LONGEST_NAME),
            (FigurePart.NOTE, tr("Note"), LONGEST_NOTE),
        ):
            self._add(part, name, most)

    @property
    def typed(self) -> Typed:
        """What stands in the fields."""
        fields = self.fields
        return Typed(
            value=fields[FigurePart.VALUE].text(),
            n=fields[FigurePart.SAMPLE].text(),
            day=fields[FigurePart.DAY].text(),
            who=fields[FigurePart.WHO].text(),
            note=fields[FigurePart.NOTE].text(),
        )

    def show_view(self, view: EntryView) -> None:
        """Name the unit, and say whether the number of answers is needed."""
        self._view = view
        unit = view.metric.unit.value
        self._headings[FigurePart.VALUE].setText(
            tr("Value, {unit}", unit=unit) if unit else tr("Value")
        )
        self.fields[FigurePart.VALUE].setAccessibleName(f"Value {unit}".rstrip())
        needed = tr("needed") if view.demands.answers else tr("optional")
        self.fields[FigurePart.SAMPLE].setPlaceholderText(needed)

    def clear(self, view: EntryView) -> None:
        """Be ready for the next figure; who enters stays."""
        who = self.fields[FigurePart.WHO].text()
        self.fill(Typed("", "", view.usual, who or view.who, ""))

    def fill(self, typed: Typed) -> None:
        """Put this into the fields, without telling of it."""
        for part, words in (
            (FigurePart.VALUE, typed.value),
            (FigurePart.SAMPLE, typed.n),
            (FigurePart.DAY, typed.day),
            (FigurePart.WHO, typed.who),
            (FigurePart.NOTE, typed.note),
        ):
            self.fields[part].setText(words)

    def fill_with(self, figure: Figure) -> None:
        """Put a figure into the fields."""
        n = "" if figure.n is None else str(figure.n)
        day = figure.day.isoformat()
        self.fill(Typed(text.plain(figure.value), n, day, figure.who, figure.note))

    def mark(self, part: FigurePart | None, fault: str) -> None:
        """Mark the field that is wrong, None for none; a screen reader says why."""
        for each, field in self.fields.items():
            wrong = each is part
            field.setAccessibleDescription(fault if wrong else "")
            if field.property("wrong") != wrong:
                field.setProperty("wrong", wrong)
                field.style().unpolish(field)
                field.style().polish(field)

    def focus(self, part: FigurePart = FigurePart.VALUE) -> None:
        """Let a person type into a field, over what stands there."""
        self.fields[part].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.fields[part].selectAll()

    def _add(self, part: FigurePart, name: str, most: int) -> None:
        theme = self._theme
        field = _FIELDS.get(part, QLineEdit)()
        field.setFont(theme.font(TextStyle.BODY))
        field.setAccessibleName(name)
        field.setMaxLength(most)
        field.setStyleSheet(f"padding: {theme.space.xs + 1}px {theme.space.s}px;")
        field.textEdited.connect(self.changed)
        field.returnPressed.connect(self.entered)
        if isinstance(field, _DayField):
            field.stepped.connect(self._step)
        heading = label(name, theme, TextStyle.SMALL_STRONG, Tone.THIRD)
        heading.setBuddy(field)
        column = QVBoxLayout()
        column.setSpacing(theme.space.xs)
        column.addWidget(heading)
        column.addWidget(field)
        width = _WIDTHS.get(part)
        if width is not None:
            field.setFixedWidth(theme.ipx(width))
        self.row.addLayout(column, 0 if width is not None else 1)
        self._headings[part], self.fields[part] = heading, field

    def _step(self, days: int) -> None:
        if self._view is not None:
            field = self.fields[FigurePart.DAY]
            field.setText(stepped_day(self._view, field.text(), days))
            self.changed.emit()


class _NumberField(QLineEdit):
    """Leaves the letter that opens the tab to the window: no number holds it."""

    def event(self, event: QEvent) -> bool:
        """Take every key for typing but that one."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.text() == "e"
        ):
            event.ignore()
            return True
        return super().event(event)


class _DayField(_NumberField):
    """``stepped`` carries 1 or -1 for an arrow key."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Step with the arrow keys, type with the others."""
        match event.key():
            case Qt.Key.Key_Up:
                self.stepped.emit(1)
            case Qt.Key.Key_Down:
                self.stepped.emit(-1)
            case _:
                super().keyPressEvent(event)


_FIELDS: Mapping[FigurePart, type[QLineEdit]] = {
    FigurePart.VALUE: _NumberField,
    FigurePart.SAMPLE: _NumberField,
    FigurePart.DAY: _DayField,
}
