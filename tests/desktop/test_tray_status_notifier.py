"""The tray icon on a panel that speaks StatusNotifier, as most panels of today do."""

from __future__ import annotations

import pytest

from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.services.intents import OpenMetric, Quit, Refresh, SnoozeAlerts
from tests.desktop.panel import Panel, panel
from tests.desktop.programs import wait_until
from tests.desktop.tray_host import BREACH, ON_TARGET, TrayProgram


def registered(program: TrayProgram, running: Panel) -> None:
    """Return once the program has put its icon on the panel."""
    assert program.says() == "appeared"
    assert running.item()


@pytest.fixture(autouse=True)
def desktop(session_bus: str, program: TrayProgram) -> None:  # noqa: ARG001 - before it
    """Have the program run on a bus of its own, on which there is no panel yet."""
    assert program.says() == "running without a tray"


def test_the_icon_and_its_tip_follow_what_is_shown(session_bus: str, program: TrayProgram) -> None:
    """A panel that starts late has the icon of what holds now, and sees it change."""
    with panel(session_bus) as running:
        registered(program, running)
        before = running.shown()
        assert (before.title, before.tooltip) == ("AUX Monitor", "All on target")
        assert before.has(ON_TARGET)
        assert not before.has(BREACH)
        program.told("breach 3")
        assert program.says() == "shown"
        wait_until(lambda: running.shown().has(BREACH), "the icon turning red")
        three = running.shown()
        assert three.tooltip == "Response time 318 ms"
        program.told("breach 1")
        assert program.says() == "shown"
        wait_until(lambda: running.shown().images != three.images, "the count changing")


def test_a_click_opens_the_window(session_bus: str, program: TrayProgram) -> None:
    """Pressing the icon asks for the window, as it does in any other tray."""
    with panel(session_bus) as running:
        registered(program, running)
        running.click()
        assert program.says() == f"asked {OpenMetric()}"


@pytest.mark.parametrize(
    ("labels", "asked"),
    [
        (("Open",), OpenMetric()),
        (("Refresh",), Refresh()),
        (("Snooze all alerts", "1 h"), SnoozeAlerts(SnoozeSpan.HOUR)),
        (("Quit",), Quit()),
    ],
)
def test_the_menu_works_on_the_panel(
    session_bus: str, program: TrayProgram, labels: tuple[str, ...], asked: object
) -> None:
    """An entry pressed in the menu that the panel draws asks for what it says."""
    with panel(session_bus) as running:
        registered(program, running)
        running.press(*labels)
        assert program.says() == f"asked {asked}"


def test_a_panel_that_ends_and_comes_back_gets_the_icon_again(
    session_bus: str, program: TrayProgram
) -> None:
    """The icon goes with its panel and is on the next one, once."""
    with panel(session_bus) as running:
        registered(program, running)
    assert program.says() == "vanished"
    with panel(session_bus) as again:
        assert program.says() == "appeared"
        assert again.item()


def test_a_panel_that_is_replaced_at_once_gets_the_icon_again(
    session_bus: str, program: TrayProgram
) -> None:
    """A restart too short to be noticed by looking leaves one icon on the new panel."""
    with panel(session_bus) as running:
        registered(program, running)
        running.click()
        assert program.says() == f"asked {OpenMetric()}"
        running.close()
        with panel(session_bus) as again:
            item = again.item()
            assert again.items == (item,)
            assert any(entry.label == "Quit" for entry in again.entries())


def test_a_watcher_whose_panel_has_gone_is_no_tray(session_bus: str, program: TrayProgram) -> None:
    """Where nothing shows the icons the program does not take itself for reachable by one."""
    with panel(session_bus) as running:
        registered(program, running)
        running.show_icons(hosts=False)
        assert program.says() == "vanished"
        running.show_icons(hosts=True)
        assert program.says() == "appeared"
        assert running.item()


def test_the_end_takes_the_icon_along(session_bus: str, program: TrayProgram) -> None:
    """A program that ends in order leaves nothing on the panel."""
    with panel(session_bus) as running:
        registered(program, running)
        program.told("quit")
        wait_until(lambda: running.items == (), "the icon leaving")
