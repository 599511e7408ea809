"""A metric's own page: its head, its history, what is known about it, what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aux_monitor.presentation.copying import chart_csv, figure_text
from aux_monitor.presentation.detail_views import (
    DetailView,
)
from aux_monitor.presentation.rule_views import RuleView
from aux_monitor.services.export_intents import Export, ExportFormat, ExportSubject
from aux_monitor.services.intents import ComparePeriods, ExportSnapshot, SnapshotScale
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.ui.controls import Tone, Weight, button, card, control_sheet, label
from aux_monitor.ui.detail_facts import FactList
from aux_monitor.ui.detail_foot import DetailFoot, Side
from aux_monitor.ui.detail_header import DetailHeader
from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.plot import Plot
from aux_monitor.ui.plot_key import PlotKey
from aux_monitor.ui.range_bar import RangeBar
from aux_monitor.ui.theme import Theme

_CHART_FILES = (
    (tr_noop("Save the chart as PNG"), ExportFormat.PNG),
    (tr_noop("Save the chart as SVG"), ExportFormat.SVG),
    (tr_noop("Save the chart's data as CSV"), ExportFormat.CSV),
)

_COPIED_MS = 1500
"""How long the button says that something was copied."""

_BACK = tr_noop("\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}  Overview")
_FACTS_WIDTH = 400
_PLOT_HEIGHT = 196
_LOW_PLOT_HEIGHT = 172
"""Beside the fields of a figure, in the smallest window."""


if TYPE_CHECKING:  # not needed before somebody opens the tab
    from aux_monitor.presentation.entry_views import EntryView


class DetailPage(QWidget):
    """Draws a ``DetailView``.

    ``range_chosen`` carries a ``DetailRange``, ``intent`` an ``ExportSnapshot`` of this metric or
    what is asked of its rule or of the book, ``left`` that a person goes back.
    """

    intent = Signal(object)
    range_chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: DetailView | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(control_sheet(theme))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head = DetailHeader(theme)
        self._ranges = RangeBar(theme)
        self._compare = self._make_compare()
        self._copy = self._make_copy()
        self._key = PlotKey(theme)
        self._plot = Plot(theme)
        self._empty = label("", theme, TextStyle.TITLE, Tone.SECOND, wrap=True)
        self._foot = DetailFoot(theme)
        self._chart = card()
        self._facts = FactList(theme)
        self._lay_out()
        self._ranges.chosen.connect(self.range_chosen)
        self._foot.intent.connect(self.intent)
        self._foot.turned.connect(self._share_room)

    @property
    def view(self) -> DetailView | None:
        """The view shown, None before the first."""
        return self._view

    def show_view(self, view: DetailView) -> None:
        """Show ``view``; what has not changed is not drawn again."""
        before, self._view = self._view, view
        if view == before:
            return
        self.setAccessibleName(view.tile.accessible)
        self._head.show_view(view.tile)
        self._show_chart(view)
        self._facts.show_facts(view.facts)
        self._foot.show_parts(view)
        self._share_room()

    def take_focus(self) -> None:
        """Have the keyboard: in the field for a value where there is no figure yet."""
        if not (self._foot.opened_at_once and self._foot.focus_entry()):
            self.setFocus()

    def enter_figure(self) -> bool:
        """Open the tab for figures by hand; return whether the metric takes any."""
        if self._view is None or not self._view.by_hand:
            return False
        self._foot.choose(Side.ENTRY)
        return self._foot.focus_entry()

    def turn_to_rule(self) -> None:
        """Bring the rule that watches the metric into view, where there is one."""
        self._foot.choose(Side.RULE)
        self.setFocus()  # a field that has it goes with the tab, and would hand it to the rail

    def show_entry(self, view: EntryView | None) -> None:
        """Show what stands in the book for the metric; None where it is not open."""
        self._foot.show_entry(view)

    def show_rule(self, view: RuleView | None) -> None:
        """Show the rule that watches the metric, None for none."""
        self._foot.show_rule(view)

    def take_over(self, other: DetailPage) -> None:
        """Show what another page shows, a rule that is being tuned included."""
        self._foot.take_over(other._foot)
        if other.view is not None:
            self.show_view(other.view)

    def _show_chart(self, view: DetailView) -> None:
        """Show the history, the sentence in its place, or neither where there is no plot."""
        self._ranges.mark(view.range)
        self._compare.setChecked(view.compared)
        self._empty.setText(view.empty)
        self._empty.setVisible(bool(view.empty))
        self._plot.setVisible(not view.empty)
        if view.plot is not None and not view.empty:
            self._plot.show_plot(view.plot, dimmed=view.tile.dimmed)
            self._key.show_key(view.plot.lines, view.change)
        else:
            self._key.show_key((), view.change if view.plot is not None else None)

    def _share_room(self) -> None:
        """Leave the whole page to the book while there is no history to draw."""
        view = self._view
        bare = view is not None and bool(view.empty) and self._foot.side is Side.ENTRY
        charted = view is not None and view.plot is not None and not bare
        self._chart.setVisible(charted)
        for made in (self._ranges, self._compare):
            made.setVisible(charted)
        self._left.setStretch(1, int(bare))
        low = self._foot.side is Side.ENTRY
        key = 0 if self._key.isHidden() else self._key.sizeHint().height()
        plot = self._theme.ipx(_LOW_PLOT_HEIGHT if low else _PLOT_HEIGHT)
        self._chart.setMinimumHeight(plot + key)

    def _export(self) -> None:
        if self._view is not None:
            self.intent.emit(ExportSnapshot(SnapshotScale.TWO, self._view.tile.metric))

    def _make_compare(self) -> QPushButton:
        made = button(tr("Compare"), self._theme)
        made.setCheckable(True)
        made.setAccessibleName(tr("Compare with the period before"))
        made.setToolTip(tr("Lay the period before over this one"))
        made.clicked.connect(lambda on: self.intent.emit(ComparePeriods(on)))
        return made

    def _make_copy(self) -> QPushButton:
        made = button(tr("Copy"), self._theme)
        made.setAccessibleName(tr("Copy the figure or the chart's data"))
        made.clicked.connect(self._offer_copies)
        return made

    def _offer_copies(self) -> None:
        """Show what can be copied, under the button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._theme.font(TextStyle.BODY))
        menu.addAction(tr("The figure, as text")).triggered.connect(self.copy_figure)
        charted = self._view is not None and self._view.plot is not None and not self._view.empty
        data = menu.addAction(tr("The chart's data, as CSV"))
        data.setEnabled(charted)
        data.triggered.connect(self.copy_data)
        menu.addSeparator()
        for words, form in _CHART_FILES:
            saving = menu.addAction(tr(words))
            saving.setEnabled(charted)
            saving.triggered.connect(lambda _on=False, form=form: self._save_chart(form))
        menu.popup(self._copy.mapToGlobal(self._copy.rect().bottomLeft()))

    def _save_chart(self, form: ExportFormat) -> None:
        if self._view is not None:
            metric = self._view.tile.metric
            self.intent.emit(Export(ExportSubject.CHART, form, metric=metric))

    def copy_figure(self) -> None:
        """Put the figure with its state into the clipboard."""
        if self._view is not None:
            self._put(figure_text(self._view))

    def copy_data(self) -> None:
        """Put what the chart shows into the clipboard, as CSV."""
        if self._view is not None and self._view.plot is not None:
            self._put(chart_csv(self._view.plot))

    def _put(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self._copy.setText(tr("Copied"))
        QTimer.singleShot(_COPIED_MS, self._copy, lambda: self._copy.setText(tr("Copy")))

    def _lay_out(self) -> None:
        theme = self._theme
        self._left = left = QVBoxLayout()
        left.setSpacing(theme.space.l)
        left.addWidget(self._make_chart(), 1)
        left.addWidget(self._foot)
        left.addStretch(0)
        body = QHBoxLayout()
        body.setSpacing(theme.space.l)
        body.addLayout(left, 1)
        facts = self._make_facts()
        body.addWidget(facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space.xl, theme.space.m, theme.space.xl, theme.space.l)
        column.setSpacing(theme.space.m)
        column.addLayout(self._make_bar())
        column.addWidget(self._head)
        column.addLayout(body, 1)
        for area in facts.findChildren(QScrollArea):
            QWidget.setTabOrder(self._plot, area)

    def _make_bar(self) -> QHBoxLayout:
        theme = self._theme
        back = button(tr(_BACK), theme, Weight.QUIET)
        back.setAccessibleName(tr("Back to the overview"))
        back.clicked.connect(self.left)
        export = button(tr("Snapshot"), theme)
        export.setAccessibleName(tr("Snapshot of this metric"))
        export.clicked.connect(self._export)
        row = QHBoxLayout()
        row.setSpacing(theme.space.s)
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self._ranges)
        row.addWidget(self._compare)
        row.addSpacing(theme.space.m)
        row.addWidget(self._copy)
        row.addWidget(export)
        return row

    def _make_chart(self) -> QFrame:
        theme = self._theme
        ground = self._chart
        column = QVBoxLayout(ground)
        column.setContentsMargins(theme.space.m, theme.space.m, theme.space.m, theme.space.m)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(theme.space.xs)
        column.addWidget(self._key)
        column.addWidget(self._plot, 1)
        column.addWidget(self._empty, 1)
        return ground

    def _make_facts(self) -> QFrame:
        theme = self._theme
        ground = card()
        ground.setFixedWidth(theme.ipx(_FACTS_WIDTH))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setProperty("role", "plain")
        area.setWidget(self._facts)
        area.setAccessibleName(tr("Definition"))
        column = QVBoxLayout(ground)
        inside = theme.space.xs  # so that square corners stay within the round ones
        column.setContentsMargins(inside, inside, inside, inside)
        column.addWidget(area)
        return ground
