"""Notification daemons that restart, hang, refuse or are not there at all."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.desktop.notifications import DesktopNotifier
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import NoticeAction
from tests.contracts.notifier import NOTICE, Answers
from tests.desktop.programs import until
from tests.desktop.scripted_daemon import FULL, scripted_daemon


@pytest.mark.anyio
async def test_a_new_daemon_is_asked_what_it_can(
    session_bus: str, notifier: DesktopNotifier
) -> None:
    """After a restart the next notice is shown at once, as the new daemon wants it, as new."""
    async with scripted_daemon(session_bus, FULL) as first:
        await notifier.show(NOTICE)
        assert first.taken[0].actions
    async with scripted_daemon(session_bus, ("body",)) as second:
        await notifier.show(NOTICE)
        assert (second.taken[0].replaces, second.taken[0].actions) == (0, ())


@pytest.mark.anyio
async def test_a_daemon_that_dies_while_asked(session_bus: str, notifier: DesktopNotifier) -> None:
    """A notice that the old daemon took with it to its end goes to the new one."""
    async with scripted_daemon(session_bus, FULL) as first:
        await notifier.show(NOTICE)
        first.hanging = True
        showing = asyncio.ensure_future(notifier.show(replace(NOTICE, tag="other")))
        await until(lambda: len(first.kept_back) == 1)
        async with scripted_daemon(session_bus, FULL) as second:
            await first.connection.close()
            await showing
            assert [taken.title for taken in second.taken] == [NOTICE.title]


@pytest.mark.anyio
async def test_a_slow_daemon_is_not_waited_for(session_bus: str, answers: Answers) -> None:
    """No answer in time is an error, and no second notice; a late answer still counts."""
    impatient = DesktopNotifier(answers, timeout_s=0.2)
    async with scripted_daemon(session_bus, FULL) as daemon:
        await impatient.show(NOTICE)
        daemon.hanging = True
        with pytest.raises(NotifierError, match=r"did not answer within 0\.2 s"):
            await impatient.show(replace(NOTICE, tag="late"))
        assert len(daemon.taken) == 2
        await daemon.answer_late()
        await daemon.press(daemon.last_number, "acknowledge")
        await until(lambda: bool(answers.got))
        assert answers.got == [("late", NoticeAction.ACKNOWLEDGE)]
        await impatient.show(NOTICE)
        await impatient.aclose()


@pytest.mark.anyio
async def test_a_daemon_that_hangs_for_good_is_left_alone(
    session_bus: str, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a few notices without an answer the next are refused at once, and not sent."""
    monkeypatch.setattr("aux_monitor.adapters.desktop.bus.MAX_CALLS", 3)
    impatient = DesktopNotifier(answers, timeout_s=0.1)
    async with scripted_daemon(session_bus, FULL) as daemon:
        await impatient.show(NOTICE)
        daemon.hanging = True
        for _ in range(3):
            with pytest.raises(NotifierError, match="did not answer"):
                await impatient.show(NOTICE)
        with pytest.raises(NotifierError, match="earlier calls still wait"):
            await impatient.show(NOTICE)
        assert len(daemon.kept_back) == 3
        await impatient.aclose()


@pytest.mark.anyio
async def test_closing_does_not_wait_for_a_slow_daemon(session_bus: str, answers: Answers) -> None:
    """The end of the program ends a notice that is being shown."""
    patient = DesktopNotifier(answers, timeout_s=60.0)
    async with scripted_daemon(session_bus, FULL) as daemon:
        daemon.hanging = True
        showing = asyncio.ensure_future(patient.show(NOTICE))
        await until(lambda: bool(daemon.kept_back))
        await asyncio.wait_for(patient.aclose(), 5)
        with pytest.raises(NotifierError, match="are closed"):
            await showing


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("fault", "sentence"),
    [("refusing", r"NotToday"), ("unreadable", "does not say what it can do")],
)
async def test_a_daemon_that_talks_nonsense(
    session_bus: str, notifier: DesktopNotifier, fault: str, sentence: str
) -> None:
    """An error or an answer of another kind is one sentence; a cured daemon is used again."""
    async with scripted_daemon(session_bus, FULL) as daemon:
        setattr(daemon, fault, True)
        with pytest.raises(NotifierError, match=sentence):
            await notifier.show(NOTICE)
        setattr(daemon, fault, False)
        await notifier.show(NOTICE)
        assert len(daemon.taken) == 1


@pytest.mark.anyio
async def test_a_bus_without_a_daemon(session_bus: str, notifier: DesktopNotifier) -> None:
    """Nobody to show it is one sentence; a daemon that comes later is used."""
    with pytest.raises(NotifierError, match="No notification service is running"):
        await notifier.show(NOTICE)
    async with scripted_daemon(session_bus) as daemon:
        await notifier.show(NOTICE)
        assert len(daemon.taken) == 1


@pytest.mark.anyio
@pytest.mark.usefixtures("no_session_bus")
async def test_no_bus_at_all(notifier: DesktopNotifier) -> None:
    """Without a session bus the notice is refused in one sentence, and withdrawing is quiet."""
    with pytest.raises(NotifierError, match="no session bus is running"):
        await notifier.show(NOTICE)
    await notifier.withdraw(NOTICE.tag)


@pytest.mark.anyio
@pytest.mark.parametrize("address", ["nonsense", "tcp:host=127.0.0.1,port=1", "unix:path=/no/bus"])
async def test_a_bus_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, notifier: DesktopNotifier, address: str
) -> None:
    """An address that leads nowhere is one sentence."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(NotifierError, match="does not answer"):
        await notifier.show(NOTICE)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "speech", [b"", b"NO\r\n", b"x" * 9000, b"OK 1234\r\n" + b"\xff" * 64, b"OK 1234\r\n"]
)
async def test_a_bus_that_talks_nonsense(tmp_path: Path, answers: Answers, speech: bytes) -> None:
    """Something else listening on the bus's socket is one sentence, within the time allowed."""
    left = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(speech)
        await writer.drain()
        if speech != b"OK 1234\r\n":
            writer.close()
        with contextlib.suppress(ConnectionResetError):
            await reader.read()
        writer.close()
        left.set()

    server = await asyncio.start_unix_server(talk, tmp_path / "bus")
    stranger = DesktopNotifier(answers, timeout_s=0.3, address=f"unix:path={tmp_path / 'bus'}")
    with pytest.raises(NotifierError, match=r"answer|lost"):
        await stranger.show(NOTICE)
    await stranger.aclose()
    await left.wait()
    server.close()
    await server.wait_closed()
