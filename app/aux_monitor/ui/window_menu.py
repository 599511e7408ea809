"""The context menu: what can be done with a tile, and every action."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from aux_monitor.domain.reading import MetricId
from aux_monitor.services.intents import ExportSnapshot, Intent, OpenMetric, SnapshotScale
from aux_monitor.settings.language import tr
from aux_monitor.ui.actions import ActionId, fill_menu
from aux_monitor.ui.controls import control_sheet
from aux_monitor.ui.theme import Theme


class WindowMenu(QMenu):
    """First what belongs to what was clicked, then every action; gone once it is closed."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet(control_sheet(theme))

    def add_metric(self, metric: MetricId, emit: Callable[[Intent], None]) -> None:
        """Add what can be done with a metric's tile; ``emit`` hands the chosen intent on."""
        self.addAction(tr("Open")).triggered.connect(lambda: emit(OpenMetric(metric)))
        for scale in SnapshotScale:
            self.addAction(tr("Snapshot of this tile, {size}", size=scale.value)).triggered.connect(
                lambda _checked=False, scale=scale: emit(ExportSnapshot(scale, metric))
            )
        self.addSeparator()

    def open(self, at: QPoint, actions: Mapping[ActionId, QAction]) -> None:
        """Add every action, and open at a global position."""
        fill_menu(self, actions)
        self.popup(at)
