"""The second way to be told is used when, and only when, the first refuses."""

from __future__ import annotations

import logging
import sys

import pytest

from aux_monitor.adapters.desktop.fallback_notifier import FallbackNotifier, best_notifier
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import NoticeAction
from tests.conftest import ExpectedWarnings
from tests.contracts.notifier import NOTICE, Answers, NotifierContract, Screen
from tests.fakes.notifier import FakeNotifier


@pytest.fixture
def answers() -> Answers:
    """Collect the answers."""
    return Answers()


@pytest.fixture
def first(answers: Answers) -> FakeNotifier:
    """Give the desktop."""
    return FakeNotifier(answers)


@pytest.fixture
def second(answers: Answers) -> FakeNotifier:
    """Give the tray."""
    return FakeNotifier(answers)


@pytest.fixture
def notifier(first: FakeNotifier, second: FakeNotifier) -> FallbackNotifier:
    """Give both as one."""
    return FallbackNotifier(first, second)


class _Both:
    """What a person sees of the two."""

    def __init__(self, *ways: FakeNotifier) -> None:
        self._ways = ways

    async def titles(self) -> list[str]:
        return [notice.title for way in self._ways for notice in way.visible.values()]

    async def press(self, title: str, action: NoticeAction) -> None:
        for way in self._ways:
            for tag in [tag for tag, one in way.visible.items() if one.title == title]:
                way.press(tag, action)


class TestWithADesktop(NotifierContract):
    """The contract while the first works."""

    @pytest.fixture
    def screen(self, first: FakeNotifier, second: FakeNotifier) -> Screen:
        """Look at both."""
        return _Both(first, second)

    @pytest.fixture(autouse=True)
    def may_warn(self, expected_warnings: ExpectedWarnings, request: pytest.FixtureRequest) -> None:
        """A closed desktop is told of like any other that refuses."""
        if request.function.__name__ == "test_nothing_is_shown_after_the_end":
            expected_warnings("are closed")


class TestWithoutADesktop(NotifierContract):
    """The contract while the first refuses everything."""

    @pytest.fixture
    def screen(self, first: FakeNotifier, second: FakeNotifier) -> Screen:
        """Look at both, the first of which never shows anything."""
        return _Both(first, second)

    @pytest.fixture(autouse=True)
    def refusing(
        self,
        first: FakeNotifier,
        expected_warnings: ExpectedWarnings,
        request: pytest.FixtureRequest,
    ) -> None:
        """Have the first refuse, which the log is told of unless nothing is shown."""
        first.refusal = "No desktop."
        if request.function.__name__ != "test_withdrawing_nothing_is_quiet":
            expected_warnings(r"No desktop|are closed")


@pytest.mark.anyio
async def test_a_working_desktop_is_enough(
    notifier: FallbackNotifier, first: FakeNotifier, second: FakeNotifier
) -> None:
    """Nothing is told twice."""
    await notifier.show(NOTICE)
    assert (first.shown, second.shown) == ([NOTICE], [])


@pytest.mark.anyio
async def test_the_log_hears_of_edges(
    notifier: FallbackNotifier,
    first: FakeNotifier,
    second: FakeNotifier,
    expected_warnings: ExpectedWarnings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """One line when the fallback begins, one when it ends, however many notices between."""
    caplog.set_level(logging.INFO)
    expected_warnings(r"^WARNING .*: No desktop\. Notices are shown by the tray icon instead\.$")
    first.refusal = "No desktop."
    for _ in range(3):
        await notifier.show(NOTICE)
    first.refusal = ""
    for _ in range(3):
        await notifier.show(NOTICE)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert (len(first.shown), len(second.shown)) == (3, 3)


@pytest.mark.anyio
async def test_a_notice_is_not_on_both_screens(
    notifier: FallbackNotifier,
    first: FakeNotifier,
    second: FakeNotifier,
    expected_warnings: ExpectedWarnings,
) -> None:
    """When the desktop is back the tray's notice of the same subject leaves."""
    expected_warnings("No desktop")
    first.refusal = "No desktop."
    await notifier.show(NOTICE)
    first.refusal = ""
    await notifier.show(NOTICE)
    assert list(first.visible) == [NOTICE.tag]
    assert list(second.visible) == []


@pytest.mark.anyio
async def test_neither_way_is_an_error(
    notifier: FallbackNotifier,
    first: FakeNotifier,
    second: FakeNotifier,
    expected_warnings: ExpectedWarnings,
) -> None:
    """Where both refuse, the caller hears it."""
    expected_warnings("No desktop")
    first.refusal, second.refusal = "No desktop.", "No tray."
    with pytest.raises(NotifierError, match="No tray"):
        await notifier.show(NOTICE)


def test_a_free_desktop_goes_before_the_tray(
    monkeypatch: pytest.MonkeyPatch, answers: Answers, second: FakeNotifier
) -> None:
    """On Linux the desktop is asked first; on other systems, without D-Bus, the tray alone."""
    monkeypatch.setattr("sys.platform", "linux")
    assert isinstance(best_notifier(answers, second), FallbackNotifier)
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setitem(sys.modules, "jeepney", None)
    assert best_notifier(answers, second) is second
