"""The context menu: what can be done with a tile, and every action."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from aux_monitor.domain.reading import MetricId
from aux_monitor.services.intents import ExportSnapshot, Intent, OpenMetric, SnapshotScale
from aux_monitor.ui.actions import ActionId, fill_menu
from aux_monitor.ui.controls import control_sheet
from aux_monitor.ui.theme import Theme


def open_menu(
    window: QWidget,
    theme: Theme,
    at: QPoint,
    actions: Mapping[ActionId, QAction],
    *,
    fill: Callable[[QMenu], None] | None = None,
) -> None:
    """Open the menu at a global position; ``fill`` adds what belongs to what was clicked."""
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setStyleSheet(control_sheet(theme))
    if fill is not None:
        fill(menu)
    fill_menu(menu, actions)
    menu.popup(at)


def add_metric_entries(menu: QMenu, metric: MetricId, emit: Callable[[Intent], None]) -> None:
    """Add what can be done with a metric's tile; ``emit`` hands the chosen intent on."""
    menu.addAction("Open").triggered.connect(lambda: emit(OpenMetric(metric)))
    for scale in SnapshotScale:
        menu.addAction(f"Snapshot of this tile, {scale.value}").triggered.connect(
            lambda _checked=False, scale=scale: emit(ExportSnapshot(scale, metric))
        )
    menu.addSeparator()
