"""Everything a person can do from a menu or a key, in one table.

The context menu, the shortcuts, the tray menu and the help sheet are all made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from PySide6.QtCore import QObject, Qt

from aux_monitor.services.export_intents import SetPrivate
from aux_monitor.services.intents import ExportSnapshot, Intent, Quit, Refresh, SnapshotScale
from aux_monitor.settings.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu


class ActionId(Enum):
    """The actions of the window."""

    REFRESH = "refresh"
    SNAPSHOT_1X = "snapshot_1x"
    SNAPSHOT_2X = "snapshot_2x"
    SNAPSHOT_4K = "snapshot_4k"
    EXPORT = "export"
    PRIVATE = "private"
    ENTER = "enter"
    OVERVIEW = "overview"
    PERFORMANCE = "performance"
    ADOPTION = "adoption"
    COMMUNITY = "community"
    QUALITY = "quality"
    DEVELOPERS = "developers"
    BUSINESS = "business"
    ALERTS = "alerts"
    REVIEWS = "reviews"
    BESIDE = "beside"
    PIN = "pin"
    HIDE = "hide"
    EARLIER = "earlier"
    LATER = "later"
    UNDO = "undo"
    CONNECT = "connect"
    SETTINGS = "settings"
    BACK = "back"
    FULL_SCREEN = "full_screen"
    SCREEN = "screen"
    ON_TOP = "on_top"
    ROTATE = "rotate"
    AMBIENT = "ambient"
    PALETTE = "palette"
    HELP = "help"
    QUIT = "quit"


class ActionGroup(Enum):
    """How the actions are grouped; the value is the heading on the help sheet."""

    DATA = "Figures"
    GO = "Go to"
    TILE = "Tile in focus"
    PROGRAM = "Window"


class ActionEntry(Struct, frozen=True):
    """One row of the table; ``keys`` are portable key names, the first is the one menus show."""

    id: ActionId
    group: ActionGroup
    text: str
    help: str
    keys: tuple[str, ...]


ACTIONS: tuple[ActionEntry, ...] = (
    ActionEntry(ActionId.REFRESH, ActionGroup.DATA, "Refresh", "Ask every source now", ("F5", "R")),
    ActionEntry(
        ActionId.SNAPSHOT_1X,
        ActionGroup.DATA,
        "Snapshot",
        "Save the window as a PNG file",
        ("Ctrl+S",),
    ),
    ActionEntry(
        ActionId.SNAPSHOT_2X,
        ActionGroup.DATA,
        "Snapshot at 2x",
        "The same with twice the pixels",
        ("Ctrl+Shift+S",),
    ),
    ActionEntry(
        ActionId.SNAPSHOT_4K,
        ActionGroup.DATA,
        "Snapshot in 4K",
        "3840 x 2160 pixels, whatever the window's size",
        ("Ctrl+Alt+S",),
    ),
    ActionEntry(
        ActionId.EXPORT,
        ActionGroup.DATA,
        "Export…",
        "A page, tile or chart as PNG, PDF, SVG, CSV, JSON",
        ("Ctrl+E",),
    ),
    ActionEntry(
        ActionId.PRIVATE,
        ActionGroup.DATA,
        "Private",
        "On and off: hide figures and names",
        ("Ctrl+Shift+P",),
    ),
    ActionEntry(
        ActionId.ENTER,
        ActionGroup.DATA,
        "Enter a figure",
        "On the page of a KPI that no source measures",
        ("E",),
    ),
    ActionEntry(
        ActionId.OVERVIEW, ActionGroup.GO, "Overview", "All figures at a glance", ("1", "Ctrl+1")
    ),
    ActionEntry(
        ActionId.PERFORMANCE, ActionGroup.GO, "Performance", "Speed, system, efficiency", ("2",)
    ),
    ActionEntry(
        ActionId.ADOPTION, ActionGroup.GO, "Adoption", "North Star, users, platforms", ("3",)
    ),
    ActionEntry(
        ActionId.COMMUNITY, ActionGroup.GO, "Community", "People, content, ecosystem", ("4",)
    ),
    ActionEntry(
        ActionId.QUALITY,
        ActionGroup.GO,
        "Quality and security",
        "Code, reliability, security",
        ("5",),
    ),
    ActionEntry(
        ActionId.DEVELOPERS,
        ActionGroup.GO,
        "Developer experience",
        "Onboarding, engagement, support",
        ("6",),
    ),
    ActionEntry(
        ActionId.BUSINESS,
        ActionGroup.GO,
        "Business and competitive",
        "Market, finance, partners, parity, gates",
        ("7",),
    ),
    ActionEntry(
        ActionId.ALERTS,
        ActionGroup.GO,
        "Alerts",
        "What fires, what fired, and every rule",
        ("8",),
    ),
    ActionEntry(
        ActionId.REVIEWS,
        ActionGroup.GO,
        "Reviews",
        "Daily, weekly, monthly, quarterly",
        ("9",),
    ),
    ActionEntry(
        ActionId.BESIDE,
        ActionGroup.GO,
        "Side by side",
        "Every collector and repository",
        ("0",),
    ),
    ActionEntry(
        ActionId.CONNECT,
        ActionGroup.GO,
        "Connect",
        "Logs, repositories and tokens",
        ("Ctrl+2",),
    ),
    ActionEntry(
        ActionId.SETTINGS,
        ActionGroup.GO,
        "Settings",
        "Notifications, colours and the rest",
        ("Ctrl+,", "Ctrl+3"),
    ),
    ActionEntry(ActionId.BACK, ActionGroup.GO, "Back", "Leave this page or full screen", ("Esc",)),
    ActionEntry(ActionId.PIN, ActionGroup.TILE, "Pin", "To the overview's top, or back", ("P",)),
    ActionEntry(
        ActionId.HIDE, ActionGroup.TILE, "Hide", "It still counts; its section says so", ("H",)
    ),
    ActionEntry(
        ActionId.EARLIER,
        ActionGroup.TILE,
        "Move earlier",
        "Before the tile at its left",
        ("Alt+Left", "Alt+Up"),
    ),
    ActionEntry(
        ActionId.LATER,
        ActionGroup.TILE,
        "Move later",
        "Behind the tile at its right",
        ("Alt+Right", "Alt+Down"),
    ),
    ActionEntry(
        ActionId.UNDO, ActionGroup.TILE, "Undo", "Take the last arrangement back", ("Ctrl+Z",)
    ),
    ActionEntry(
        ActionId.FULL_SCREEN,
        ActionGroup.PROGRAM,
        "Full screen",
        "Nothing but the page; Esc leaves it",
        ("F11", "F"),
    ),
    ActionEntry(
        ActionId.SCREEN,
        ActionGroup.PROGRAM,
        "Show on screen…",
        "The monitor it stands on",
        ("Ctrl+M",),
    ),
    ActionEntry(
        ActionId.ON_TOP,
        ActionGroup.PROGRAM,
        "Always on top",
        "On and off: no window covers it",
        ("Ctrl+T",),
    ),
    ActionEntry(
        ActionId.ROTATE,
        ActionGroup.PROGRAM,
        "Rotate pages",
        "On and off: a failing page stays",
        ("Ctrl+R",),
    ),
    ActionEntry(
        ActionId.AMBIENT,
        ActionGroup.PROGRAM,
        "Ambient view",
        "Large words; any key leaves it",
        ("Ctrl+D",),
    ),
    ActionEntry(
        ActionId.PALETTE,
        ActionGroup.PROGRAM,
        "Commands",
        "Find any action or KPI by a few letters",
        ("Ctrl+K", "/"),
    ),
    ActionEntry(
        ActionId.HELP, ActionGroup.PROGRAM, "Keyboard help", "Show this sheet", ("?", "F1")
    ),
    ActionEntry(
        ActionId.QUIT, ActionGroup.PROGRAM, "Quit", "End the monitor and its collector", ("Ctrl+Q",)
    ),
)


ARRANGING = frozenset(entry.id for entry in ACTIONS if entry.group is ActionGroup.TILE)
"""What is done with the tile in focus."""


STANDING = frozenset({ActionId.SCREEN, ActionId.ON_TOP, ActionId.ROTATE, ActionId.AMBIENT})
"""What changes how the window stands on its monitor."""


def intent_of(action: ActionId) -> Intent | None:
    """Return what an action asks of the services, None where it concerns the window alone."""
    match action:
        case ActionId.REFRESH:
            return Refresh()
        case ActionId.SNAPSHOT_1X | ActionId.SNAPSHOT_2X | ActionId.SNAPSHOT_4K:
            return ExportSnapshot(_SCALES[action])
        case ActionId.PRIVATE:
            return SetPrivate()
        case ActionId.QUIT:
            return Quit()
        case (
            ActionId.ENTER
            | ActionId.EXPORT
            | ActionId.OVERVIEW
            | ActionId.PERFORMANCE
            | ActionId.ADOPTION
            | ActionId.COMMUNITY
            | ActionId.QUALITY
            | ActionId.DEVELOPERS
            | ActionId.BUSINESS
            | ActionId.ALERTS
            | ActionId.REVIEWS
            | ActionId.BESIDE
            | ActionId.PIN
            | ActionId.HIDE
            | ActionId.EARLIER
            | ActionId.LATER
            | ActionId.UNDO
            | ActionId.CONNECT
            | ActionId.SETTINGS
            | ActionId.BACK
            | ActionId.FULL_SCREEN
            | ActionId.SCREEN
            | ActionId.ON_TOP
            | ActionId.ROTATE
            | ActionId.AMBIENT
            | ActionId.PALETTE
            | ActionId.HELP
        ):
            return None
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


_SCALES: Mapping[ActionId, SnapshotScale] = {
    ActionId.SNAPSHOT_1X: SnapshotScale.ONE,
    ActionId.SNAPSHOT_2X: SnapshotScale.TWO,
    ActionId.SNAPSHOT_4K: SnapshotScale.FOUR_K,
}


def make_actions(parent: QObject, run: Callable[[ActionId], None]) -> dict[ActionId, QAction]:
    """Return a QAction for every row; each calls ``run`` with its id. They belong to ``parent``."""
    return {entry.id: _make(entry, parent, run) for entry in ACTIONS}


def fill_menu(menu: QMenu, actions: Mapping[ActionId, QAction]) -> None:
    """Add the actions to ``menu``, in the table's order, with a line between groups."""
    group = ACTIONS[0].group
    for entry in ACTIONS:
        if entry.group is not group:
            menu.addSeparator()
            group = entry.group
        menu.addAction(actions[entry.id])


def key_text(entry: ActionEntry) -> str:
    """Return the keys of an action as this system writes them: ``F5 or R``."""
    from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - after the first paint

    native = QKeySequence.SequenceFormat.NativeText
    return tr(" or ").join(QKeySequence(key).toString(native) for key in entry.keys)


def _make(entry: ActionEntry, parent: QObject, run: Callable[[ActionId], None]) -> QAction:
    from PySide6.QtGui import QAction, QKeySequence  # noqa: PLC0415 - after the first paint

    action = QAction(tr(entry.text), parent)
    action.setObjectName(f"action-{entry.id.value}")
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setToolTip(tr(entry.help))
    action.triggered.connect(lambda _checked=False, which=entry.id: run(which))
    if entry.id is ActionId.QUIT:
        action.setMenuRole(QAction.MenuRole.QuitRole)
    return action
