"""The window without a pointer: Tab leads everywhere, Esc out of everything, each key does its."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.presentation.connect_form import ConnectView
from aux_monitor.presentation.settings_form import SettingsView
from aux_monitor.settings.schema import CollectorSettings, GitHubSettings, Settings, ThemeChoice
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.detail_foot import DetailFoot, Side
from aux_monitor.ui.pages import PAGE_ACTIONS, SIDE_PAGES, Page
from aux_monitor.ui.sheet import Sheet
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.window import MainWindow
from tests.ui import sample_pages, sample_views
from tests.ui.window import beside_views, detail_views, entry_samples
from tests.ui.window.test_rule_panel import view as rule_view
from tests.ui.window.walking import Stop, Walk, walked

Scene = Callable[[MainWindow], None]

_MOST_STEPS_OUT = 4
"""Out of what is edited, of a panel, of a metric's page and of the page behind it."""


def on(page: Page) -> Scene:
    """Return how a page of the rail is opened."""
    return lambda window: window.run(PAGE_ACTIONS[page])


def metric(side: Side) -> Scene:
    """Return how a metric is opened that has every tab, with one of them in view."""

    def opened(window: MainWindow) -> None:
        window.show_detail(replace(detail_views.compared(), by_hand=True))
        window.show_entry(entry_samples.view())
        window.show_rule(rule_view())
        foot = foot_of(window)
        foot.choose(side)
        if foot.entry is not None and foot.entry.pasting:
            foot.entry.paste.click()

    return opened


def pasting(window: MainWindow) -> None:
    """Open the lines to paste on a metric's page."""
    metric(Side.ENTRY)(window)
    press(window, "Paste CSV")


def unfilled(window: MainWindow) -> None:
    """Open a metric that has no figure yet."""
    metric(Side.ENTRY)(window)
    window.show_detail(entry_samples.unfilled())
    window.show_entry(entry_samples.view())


def connect(window: MainWindow) -> None:
    """Open Connect with a log and a repository, and a further collector."""
    collector = CollectorSettings(logs=("/srv/aux/session.log",))
    settings = Settings(collector=collector, github=GitHubSettings(repositories=("aux/aux",)))
    window.show_connect(ConnectView(settings, demo=False, github_token_stored=True))
    press(window, "Add a collector")


def settings(window: MainWindow) -> None:
    """Open the settings, with quiet hours."""
    window.show_settings(SettingsView(Settings(), "/srv/config.toml"))
    press(window, "Add quiet hours")


def export_of_a_chart(window: MainWindow) -> None:
    """Open the export panel over a metric's page."""
    metric(Side.PARTS)(window)
    window.run(ActionId.EXPORT)


def demonstration(window: MainWindow) -> None:
    """Show the invitation to connect something real, and a sentence with an offer to undo."""
    window.show_overview(sample_views.normal())
    window._floats.tell(Level.ON_TARGET, "Hidden.", undo=True)


SCENES: dict[str, Scene] = {
    **{page.value: on(page) for page in Page if page not in SIDE_PAGES},
    **{f"metric-{side.name.lower()}": metric(side) for side in Side},
    "metric-pasting": pasting,
    "metric-unfilled": unfilled,
    "metric-gate": lambda window: window.show_detail(detail_views.gate()),
    "connect": connect,
    "settings": settings,
    "demonstration": demonstration,
    "export": lambda window: window.run(ActionId.EXPORT),
    "export-chart": export_of_a_chart,
    "palette": lambda window: window.run(ActionId.PALETTE),
    "help": lambda window: window.run(ActionId.HELP),
}


def foot_of(window: MainWindow) -> DetailFoot:
    """Return the card at the foot of a metric's page."""
    foot = window.findChild(DetailFoot)
    assert isinstance(foot, DetailFoot)
    return foot


def press(window: MainWindow, text: str) -> None:
    """Press the visible button with this text."""
    found = (b for b in window.findChildren(QPushButton) if b.text() == text and b.isVisible())
    next(found).click()


@pytest.fixture(scope="module")
def window(qapp: QApplication, themes: dict[ThemeName, Theme]) -> Iterator[MainWindow]:
    """Give a window with everything to show, shown and active, for all walks of this file."""
    made = MainWindow(themes, ThemeChoice.DARK)
    made.resize(1280, 720)
    made.show_overview(sample_views.incident())
    made.show()
    made.complete()
    assert QTest.qWaitForWindowActive(made)
    made.show_alerts(sample_pages.busy_alerts())
    made.show_review(sample_pages.busy_review())
    made.show_beside(beside_views.several())
    yield made
    made.keep_in_tray(there=False)
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents()


def enter(window: MainWindow, scene: Scene) -> None:
    """Bring a scene about, from the overview."""
    window._close_sheet()
    window.run(ActionId.OVERVIEW)
    window.show_overview(sample_views.incident())
    scene(window)
    QApplication.processEvents()


@pytest.fixture(scope="module", params=SCENES.values(), ids=list(SCENES))
def scene(request: pytest.FixtureRequest) -> Scene:
    """Give one scene after the other."""
    given: Scene = request.param
    return given


@pytest.fixture(scope="module")
def walk(window: MainWindow, scene: Scene) -> Walk:
    """Go through a scene once."""
    enter(window, scene)
    return walked(window)


def test_tab_reaches_every_control(walk: Walk) -> None:
    """Buttons, fields, tiles, lists: all of them, or an arrow key does from one of them."""
    assert walk.missed == ()


def test_whatever_has_the_focus_has_a_name(walk: Walk) -> None:
    """A screen reader has something to say at every stop."""
    assert [stop.kind for stop in walk.stops if not stop.name.strip()] == []


def test_shift_tab_leads_back_the_same_way(walk: Walk) -> None:
    """From the same place the other way round."""
    first, *rest = walk.stops
    assert walk.back == (first, *reversed(rest))


def test_tab_does_not_jump_back(walk: Walk) -> None:
    """It goes on below or at the right, but for the way from the page's end to the rail."""
    page = [stop for stop in walk.stops if stop.kind != "RailButton"]
    stops = page[page.index(min(page, key=reading_order)) :]
    back = [(one.name, two.name) for one, two in pairwise(stops) if is_back(one, two)]
    assert back == []


def reading_order(stop: Stop) -> tuple[bool, int, int]:
    """Return by what the first stop of a page is found: the page itself, then the top left."""
    return not stop.kind.endswith("Page"), stop.place.top(), stop.place.left()


def is_back(one: Stop, two: Stop) -> bool:
    """Return whether a step leads up and not to the right, or to the left in the same row."""
    here, there = one.place, two.place
    if one.area != two.area or there.contains(here) or here.contains(there):
        return False
    up = there.bottom() < here.top() and there.left() <= here.left()
    same_row = there.top() <= here.center().y() <= there.bottom()
    return up or (same_row and there.right() < here.left())


def test_esc_leads_out(window: MainWindow, scene: Scene, walk: Walk) -> None:
    """To the overview without a sheet, from whichever kind of control has the focus."""
    for kind in sorted({stop.kind for stop in walk.stops}):
        enter(window, scene)
        one_of(window, kind).setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(_MOST_STEPS_OUT):
            QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        sheets = [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]
        assert (kind, window.frame.page, sheets) == (kind, Page.OVERVIEW, [])


def one_of(window: MainWindow, kind: str) -> QWidget:
    """Return a visible widget of a kind that takes the focus."""
    return next(
        each
        for each in window.findChildren(QWidget)
        if type(each).__name__ == kind and each.isVisible() and each.focusPolicy().value
    )
