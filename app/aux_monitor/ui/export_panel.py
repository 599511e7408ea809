"""The export panel: what, as what, how large, and where to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from aux_monitor.domain.reading import MetricId
from aux_monitor.services.export_intents import (
    FORMATS,
    PICTURE_SIZES,
    Export,
    ExportFormat,
    ExportSubject,
    SheetShape,
    SizeChoice,
)
from aux_monitor.settings.language import tr
from aux_monitor.ui.choice_buttons import ChoiceButtons
from aux_monitor.ui.controls import Tone, Weight, button, label
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.openable import Openable
from aux_monitor.ui.pages import Page
from aux_monitor.ui.sheet import Sheet
from aux_monitor.ui.theme import Theme

_Choice = TypeVar("_Choice", bound=Enum)

_WIDTH = 700
_LABEL_WIDTH = 84
_PAGES_IN_A_ROW = 5
_OF_A_KPI = (ExportSubject.TILE, ExportSubject.CHART)
_DRAWN = (ExportFormat.PNG,)
_PAGED = (ExportSubject.WINDOW, ExportSubject.PAGE, ExportSubject.PAGES)


class ExportOffer(Struct, frozen=True):
    """What there is to export: the pages, and the KPI that is open or in focus, with its name."""

    pages: tuple[Page, ...]
    page: Page
    metric: MetricId | None = None
    name: str = ""


def offer_of(frame: Frame) -> ExportOffer:
    """Return what a window offers just now."""
    metric = frame.opened
    focused = QApplication.focusWidget()
    if metric is None and isinstance(focused, Openable):
        metric = focused.metric_at(None)
    view = frame.view
    sections = () if view is None else view.sections
    names = {tile.metric: tile.name for section in sections for tile in section.tiles}
    return ExportOffer(
        frame.drawable_pages(),
        frame.page,
        metric,
        "" if metric is None else names.get(metric, metric),
    )


class ExportPanel(Sheet):
    """Choices in rows; ``intent`` carries an ``Export``. Rows that mean nothing are not shown."""

    intent = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, tr("Export"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # nothing of it is done by its ground
        self._theme = theme
        self._offer = ExportOffer((Page.OVERVIEW,), Page.OVERVIEW)
        self._subject = self._choices(tr("What"), ExportSubject)
        self._page = self._choices(tr("Page"), (Page.OVERVIEW,), _PAGES_IN_A_ROW)
        self._format = self._choices(tr("As"), ExportFormat)
        self._size = self._choices(tr("Size"), SizeChoice)
        self._sheet = self._choices(tr("Sheet"), SheetShape)
        self._hint = label("", theme, TextStyle.SMALL, Tone.SECOND, wrap=True)
        self._save = button(tr("Save"), theme, Weight.MAIN)
        self._save_as = button(tr("Save as…"), theme)
        self._copy = button(tr("Copy"), theme)
        self._lay_out()
        self._save.clicked.connect(lambda: self._ask(self.export()))
        self._save_as.clicked.connect(self._choose_place)
        self._copy.clicked.connect(lambda: self._ask(replace(self.export(), clipboard=True)))

    def offer(self, offer: ExportOffer) -> None:
        """Offer what there is just now; the choices of the last time stay where they can."""
        self._offer = offer
        chosen = self._subject.choice
        self._fill(self._page, offer.pages, offer.page)
        subjects = [each for each in ExportSubject if offer.metric or each not in _OF_A_KPI]
        first = ExportSubject.TILE if offer.metric and chosen in _OF_A_KPI else chosen
        self._fill(self._subject, subjects, first)
        self._follow()

    def open(self) -> None:
        """Cover the window; Enter saves at once."""
        super().open()
        self._save.setFocus()

    def export(self) -> Export:
        """Return what the choices ask for."""
        subject, form = self._chosen(self._subject, ExportSubject), self._form()
        page = self._chosen(self._page, Page).value if subject is ExportSubject.PAGE else ""
        metric = self._offer.metric if subject in _OF_A_KPI else None
        return Export(
            subject,
            form,
            PICTURE_SIZES[self._chosen(self._size, SizeChoice)],
            self._chosen(self._sheet, SheetShape),
            page,
            metric,
        )

    def _form(self) -> ExportFormat:
        return self._chosen(self._format, ExportFormat)

    def _ask(self, export: Export) -> None:
        self.left.emit()
        self.intent.emit(export)

    def _choose_place(self) -> None:
        export = self.export()
        dialog = QFileDialog(self, tr("Export"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(export.format.value)
        dialog.setNameFilters([f"{export.format.value.upper()} (*.{export.format.value})"])
        dialog.fileSelected.connect(lambda path: self._ask(replace(export, path=Path(path))))
        dialog.open()

    def _follow(self) -> None:
        """Show the rows that the choices leave open, and say what they lead to."""
        subject = self._chosen(self._subject, ExportSubject)
        self._fill(self._format, FORMATS[subject], self._format.choice)
        form = self._form()
        self._show(self._page, shown=subject is ExportSubject.PAGE)
        self._show(self._size, shown=form in _DRAWN)
        self._show(self._sheet, shown=form is ExportFormat.PDF and subject in _PAGED)
        self._copy.setText(tr("Copy") if form in _DRAWN else tr("Copy as text"))
        self._copy.setEnabled(form not in (ExportFormat.PDF, ExportFormat.SVG))
        self._hint.setText(self._hint_of(subject))

    def _hint_of(self, subject: ExportSubject) -> str:
        if subject in _OF_A_KPI:
            return self._offer.name
        if self._offer.metric is None:
            return tr("Open a KPI, or put the focus on its tile, to export it alone.")
        return tr("Ctrl+Shift+P hides figures and names, here and in every export.")

    def _choices(self, name: str, choices: Iterable[Enum], per_row: int = 100) -> ChoiceButtons:
        words = [(each, _words(each)) for each in choices]
        made = ChoiceButtons(name, words, self._theme, per_row)
        made.changed.connect(self._follow)
        return made

    def _fill(self, buttons: ChoiceButtons, choices: Sequence[Enum], wanted: Enum) -> None:
        """Offer other choices in a row; what was chosen stays where it is among them."""
        buttons.offer([(each, _words(each)) for each in choices])
        buttons.choose(wanted if wanted in choices else choices[0])

    def _chosen(self, buttons: ChoiceButtons, kind: type[_Choice]) -> _Choice:
        choice = buttons.choice
        if not isinstance(choice, kind):
            raise TypeError(f"{choice} is no {kind.__name__}")
        return choice

    def _show(self, buttons: ChoiceButtons, *, shown: bool) -> None:
        row = buttons.parentWidget()
        if row is not None:
            row.setVisible(shown)

    def _lay_out(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self.card)
        margin = theme.space.xl
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space.m)
        head = QHBoxLayout()
        head.addWidget(label(tr("Export"), theme, TextStyle.HEADLINE))
        head.addStretch(1)
        leave = button(tr("Close"), theme)
        leave.clicked.connect(self.left)
        head.addWidget(leave)
        column.addLayout(head)
        named = (
            (tr("What"), self._subject),
            (tr("Page"), self._page),
            (tr("As"), self._format),
            (tr("Size"), self._size),
            (tr("Sheet"), self._sheet),
        )
        for name, buttons in named:
            column.addWidget(self._row(name, buttons))
        column.addWidget(self._hint)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space.s)
        foot.addWidget(self._save)
        foot.addWidget(self._save_as)
        foot.addWidget(self._copy)
        foot.addStretch(1)
        column.addLayout(foot)
        self.card.setMinimumWidth(theme.ipx(_WIDTH))

    def _row(self, name: str, buttons: ChoiceButtons) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.space.m)
        title: QLabel = label(name, self._theme, TextStyle.BODY, Tone.SECOND)
        title.setFixedWidth(self._theme.ipx(_LABEL_WIDTH))
        line.addWidget(title)
        line.addWidget(buttons)
        line.addStretch(1)
        return row


def _words(choice: Enum) -> str:
    if isinstance(choice, ExportFormat):
        return choice.value.upper()
    if isinstance(choice, Page):
        return tr(choice.value.capitalize())
    return tr(str(choice.value))
