"""Notices on a real notification daemon, and what goes over the bus to any."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.desktop.notice_wire import MAX_BODY, MAX_TITLE
from aux_monitor.adapters.desktop.notifications import DesktopNotifier
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import NoticeAction, Notifier, Urgency
from tests.contracts.notifier import NOTICE, Answers, NotifierContract, Screen
from tests.desktop.dunst import Dunst
from tests.desktop.programs import until, wait_until
from tests.desktop.scripted_daemon import FULL, scripted_daemon


class TestOnDunst(NotifierContract):
    """The contract, on dunst, with a person who clicks and chooses from its menu."""

    @pytest.fixture
    def screen(self, dunst: Dunst) -> Screen:
        """Look at dunst's notices."""
        return dunst

    @pytest.fixture(autouse=True)
    def desktop(self, dunst: Dunst) -> None:
        """Have dunst run before anything is shown."""

    @pytest.mark.anyio
    async def test_dunst_takes_it_as_meant(self, notifier: Notifier, dunst: Dunst) -> None:
        """Urgency, program and text arrive; a critical notice stays until somebody answers."""
        await notifier.show(replace(NOTICE, body="From <b>page</b> & co."))
        (seen,) = await asyncio.to_thread(dunst.taken_off)
        assert (seen.urgency, seen.program, seen.timeout_us) == (
            Urgency.CRITICAL,
            "AUX Monitor",
            0,
        )
        assert seen.body == "From &lt;b&gt;page&lt;/b&gt; &amp; co."


@pytest.mark.anyio
async def test_a_restart_replaces_and_withdraws_by_number(dunst: Dunst, answers: Answers) -> None:
    """A program that knows only the number sends in the notice's place, and takes it off."""
    numbered = replace(NOTICE, number=2**30 + 17)
    first, second, third = (DesktopNotifier(answers) for _ in range(3))
    await first.show(numbered)
    await first.aclose()
    await second.show(replace(numbered, title="Said again"))
    await second.aclose()
    assert dunst.count() == 1
    await third.withdraw(numbered.tag, numbered.number)
    await asyncio.to_thread(wait_until, lambda: dunst.count() == 0, "the notice leaving")
    await third.show(replace(numbered, title="Its end"))
    assert await dunst.titles() == ["Its end"]
    await third.aclose()


@pytest.mark.anyio
async def test_a_daemon_that_gives_its_own_number_is_followed(
    session_bus: str, notifier: DesktopNotifier
) -> None:
    """Our number is asked for once; from then on the notice is known by the daemon's."""
    numbered = replace(NOTICE, number=2**30 + 17)
    async with scripted_daemon(session_bus, FULL) as daemon:
        daemon.own_numbers = True
        await notifier.show(numbered)
        given = daemon.last_number
        await notifier.show(numbered)
        await notifier.withdraw(numbered.tag, numbered.number)
        assert [taken.replaces for taken in daemon.taken] == [2**30 + 17, given]
        assert daemon.closed == [given]


@pytest.mark.anyio
async def test_what_goes_over_the_bus(session_bus: str, notifier: DesktopNotifier) -> None:
    """The urgency is a byte, the default action the click, and the program's entry is named."""
    async with scripted_daemon(session_bus, FULL) as daemon:
        await notifier.show(NOTICE)
        (taken,) = daemon.taken
    assert taken.hints == {"urgency": ("y", 2), "desktop-entry": ("s", "aux-monitor")}
    assert taken.actions == (
        *("default", "Open"),
        *("acknowledge", "Acknowledge"),
        *("snooze", "Snooze 1 h"),
    )
    assert (taken.replaces, taken.expires) == (0, 0)


@pytest.mark.anyio
@pytest.mark.parametrize("urgency", [Urgency.LOW, Urgency.NORMAL])
async def test_only_the_critical_stay(
    session_bus: str, notifier: DesktopNotifier, urgency: Urgency
) -> None:
    """How long any other notice stays is left to the desktop."""
    async with scripted_daemon(session_bus, FULL) as daemon:
        await notifier.show(replace(NOTICE, urgency=urgency))
        assert daemon.taken[0].expires == -1
        assert daemon.taken[0].hints["urgency"] == ("y", urgency.value)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("capabilities", "title", "body"),
    [
        (("body", "body-markup"), "a < b", "&lt;img src=x&gt; R&amp;D"),
        (("body",), "a < b", "<img src=x> R&D"),
        ((), "a < b: <img src=x> R&D", ""),
    ],
)
async def test_text_is_never_markup(
    session_bus: str,
    notifier: DesktopNotifier,
    capabilities: tuple[str, ...],
    title: str,
    body: str,
) -> None:
    """A body is escaped exactly where the daemon reads markup, and joins the title without one."""
    async with scripted_daemon(session_bus, capabilities) as daemon:
        await notifier.show(replace(NOTICE, title="a < b", body="<img src=x> R&D"))
        assert (daemon.taken[0].title, daemon.taken[0].body) == (title, body)


@pytest.mark.anyio
async def test_text_is_bounded_and_printable(session_bus: str, notifier: DesktopNotifier) -> None:
    """Control and direction characters are left out, a title is one line, both are cut off."""
    async with scripted_daemon(session_bus) as daemon:
        title = "one\ntwo\x00\x1b[31m\u202e\ud800 " + "t" * 500
        await notifier.show(replace(NOTICE, title=title, body="first\nsecond\x07" + "b" * 5000))
        taken = daemon.taken[0]
    assert taken.title == "one two[31m " + "t" * (MAX_TITLE - 13) + "…"
    assert taken.body.startswith("first\nsecondbbb")
    assert (len(taken.title), len(taken.body)) == (MAX_TITLE, MAX_BODY)


@pytest.mark.anyio
async def test_no_buttons_where_there_can_be_none(
    session_bus: str, notifier: DesktopNotifier, answers: Answers
) -> None:
    """A daemon without actions is sent none, and one it invents is not believed."""
    async with scripted_daemon(session_bus, ("body",)) as daemon:
        await notifier.show(NOTICE)
        assert daemon.taken[0].actions == ()
        await daemon.press(daemon.last_number, "acknowledge")
        await notifier.show(NOTICE)
    assert answers.got == []


@pytest.mark.anyio
async def test_other_notices_are_not_ours(
    session_bus: str, notifier: DesktopNotifier, answers: Answers
) -> None:
    """Buttons of other programs' notices, unknown buttons and odd signals change nothing."""
    async with scripted_daemon(session_bus, FULL) as daemon:
        await notifier.show(NOTICE)
        ours = daemon.last_number
        await daemon.press(ours + 1, "default")
        await daemon.press(ours, "self-destruct")
        await daemon.send("ActionInvoked", "s", ("default",))
        await daemon.send("NotificationClosed", "uu", (ours + 1, 2))
        await daemon.press(ours, "snooze")
        await until(lambda: bool(answers.got))
    assert answers.got == [("response_time", NoticeAction.SNOOZE)]


@pytest.mark.anyio
async def test_another_program_cannot_answer(
    session_bus: str, notifier: DesktopNotifier, answers: Answers
) -> None:
    """A signal from a program that is not the daemon is not believed, even when sent to us."""
    async with scripted_daemon(session_bus, FULL) as daemon:
        await notifier.show(NOTICE)
        async with scripted_daemon(session_bus, FULL) as impostor:
            await impostor.press(daemon.last_number, "acknowledge")
            for member, signature, what in (
                ("ActionInvoked", "us", "acknowledge"),
                ("NotificationClosed", "uu", 2),
            ):
                body = (daemon.last_number, what)
                await impostor.send_to(daemon.asked_by, member, signature, body)
            await asyncio.sleep(0.05)  # a signal that is not heard leaves nothing to wait for
        await daemon.press(daemon.last_number, "snooze")
        await until(lambda: bool(answers.got))
    assert answers.got == [("response_time", NoticeAction.SNOOZE)]


@pytest.mark.anyio
async def test_a_notice_is_answered_once(
    session_bus: str, notifier: DesktopNotifier, answers: Answers
) -> None:
    """Of two buttons pressed in a row the first counts, and the notice is taken off."""
    async with scripted_daemon(session_bus, FULL) as daemon:
        await notifier.show(NOTICE)
        await daemon.press(daemon.last_number, "acknowledge")
        await daemon.press(daemon.last_number, "snooze")
        await until(lambda: bool(daemon.closed))
        await notifier.show(NOTICE)
        assert daemon.closed == [41]
    assert answers.got == [("response_time", NoticeAction.ACKNOWLEDGE)]


@pytest.mark.anyio
async def test_what_is_remembered_is_bounded(
    session_bus: str, notifier: DesktopNotifier, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a daemon that never tells of closing, the oldest notices are forgotten."""
    monkeypatch.setattr("aux_monitor.adapters.desktop.notifications.MAX_REMEMBERED", 2)
    async with scripted_daemon(session_bus, FULL) as daemon:
        for tag in ("first", "second", "third"):
            await notifier.show(replace(NOTICE, tag=tag))
        await notifier.withdraw("first")
        for number in (41, 42):
            await daemon.press(number, "snooze")
        await until(lambda: bool(answers.got))
        assert daemon.closed == [42]
    assert answers.got == [("second", NoticeAction.SNOOZE)]


@pytest.mark.anyio
async def test_a_flood_is_not_drunk(session_bus: str, notifier: DesktopNotifier) -> None:
    """A message far longer than any we need ends the connection, not the memory."""
    async with scripted_daemon(session_bus, ("x" * (2 << 20),)):
        with pytest.raises(NotifierError, match="was lost"):
            await notifier.show(NOTICE)


@pytest.mark.anyio
async def test_withdrawing_is_given_up_in_time(
    session_bus: str, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A daemon that hangs keeps no withdrawal waiting, and these do not count against it later."""
    monkeypatch.setattr("aux_monitor.adapters.desktop.bus.MAX_CALLS", 4)
    impatient = DesktopNotifier(answers, timeout_s=0.1)
    async with scripted_daemon(session_bus, FULL) as daemon:
        for tag in ("first", "second", "third", "fourth"):
            await impatient.show(replace(NOTICE, tag=tag))
        daemon.hanging = True
        for tag in ("first", "second", "third", "fourth"):
            await impatient.withdraw(tag)
        daemon.hanging = False
        await impatient.show(NOTICE)
        await impatient.aclose()


@pytest.mark.anyio
async def test_a_closed_notice_is_not_replaced(
    session_bus: str, notifier: DesktopNotifier, answers: Answers
) -> None:
    """After the person closed a notice the next of its subject is new, and buttons are dead."""
    async with scripted_daemon(session_bus, FULL) as daemon:
        await notifier.show(NOTICE)
        await notifier.show(NOTICE)
        await daemon.send("NotificationClosed", "uu", (daemon.last_number, 2))
        await daemon.press(daemon.last_number, "default")
        await until(lambda: not notifier._ids)
        await notifier.withdraw("response_time")
        await notifier.show(NOTICE)
        assert [taken.replaces for taken in daemon.taken] == [0, 41, 0]
        assert daemon.closed == []
    assert answers.got == []
