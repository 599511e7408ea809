"""Messages on their way through Apprise to real servers, and addresses that stay secret."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from aux_monitor.adapters.channels import apprise_channels
from aux_monitor.adapters.channels.apprise_channels import AppriseChannels, channel_secret_name
from aux_monitor.adapters.channels.wire import Order, Outcome, Report
from aux_monitor.ports.channels import Channels
from aux_monitor.ports.errors import ChannelError
from aux_monitor.ports.secrets import Secret
from tests.adapters.channels.servers import Webhook, mailbox, webhook
from tests.contracts.channels import MESSAGE, Arrived, ChannelsContract
from tests.fakes.secrets import FakeSecrets

TOKEN = "planted_token_0123456789"


@pytest.fixture
def hook() -> Iterator[Webhook]:
    """Give a webhook that runs."""
    with webhook() as running:
        yield running


def channels_to(url: str, *, timeout_s: float = 60.0) -> AppriseChannels:
    """Return channels of which ``ops`` leads to this address."""
    secrets = FakeSecrets({channel_secret_name("ops"): url})
    return AppriseChannels(secrets, timeout_s=timeout_s)


class TestAppriseChannels(ChannelsContract):
    """The contract, over a real webhook."""

    @pytest.fixture
    def channels(self, hook: Webhook) -> Channels:
        """Lead ``ops`` to the webhook."""
        return channels_to(hook.url(TOKEN))

    @pytest.fixture
    def arrived(self, hook: Webhook) -> Arrived:
        """Look at what the webhook got."""
        return hook.arrived


@pytest.mark.anyio
async def test_a_webhook_is_told_how_bad_it_is(hook: Webhook) -> None:
    """The kind of the message is in the JSON, beside its text, at the address's own path."""
    await channels_to(hook.url("hooks/T0")).send("ops", MESSAGE)
    assert [post["type"] for post in hook.posts] == ["failure"]
    assert hook.paths == ["/hooks/T0"]


@pytest.mark.anyio
async def test_a_mail_arrives() -> None:
    """An e-mail has the title as its subject and the plain text as its body."""
    async with mailbox() as (box, port):
        url = f"mailto://127.0.0.1:{port}?from=aux@example.org&to=ops@example.org"
        await channels_to(url).send("ops", MESSAGE)
    (mail,) = box.mails
    assert (mail["Subject"], box.recipients) == (MESSAGE.title, ["ops@example.org"])
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().strip() == MESSAGE.body


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (403, "Channel ops refused the message (HTTP 403)."),
        (500, "Channel ops refused the message (HTTP 500)."),
    ],
)
async def test_a_refusal_says_its_status_and_nothing_of_the_address(
    hook: Webhook, status: int, sentence: str
) -> None:
    """The sentence and everything behind it name the channel, never where it leads."""
    hook.status = status
    with pytest.raises(ChannelError) as caught:
        await channels_to(hook.url(TOKEN)).send("ops", MESSAGE)
    assert str(caught.value) == sentence
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


@pytest.mark.anyio
async def test_nobody_there_is_one_sentence(hook: Webhook) -> None:
    """A server that does not listen is told like any other failure."""
    gone = channels_to(f"json://127.0.0.1:1/{TOKEN}")
    with pytest.raises(ChannelError, match=r"^Channel ops could not be reached, or refused"):
        await gone.send("ops", MESSAGE)
    assert hook.posts == []


@pytest.mark.anyio
async def test_a_server_that_never_answers_is_left(hook: Webhook) -> None:
    """The attempt ends with its time, and the process that made it is gone."""
    hook.silent = True
    slow = channels_to(hook.url(), timeout_s=1.0)
    with pytest.raises(ChannelError, match="took longer than 1 s"):
        await slow.send("ops", MESSAGE)
    assert slow._running == set()


@pytest.mark.anyio
async def test_the_end_does_not_wait_for_a_server(hook: Webhook) -> None:
    """Closing ends what is being sent, so that quitting takes no minute."""
    hook.silent = True
    channels = channels_to(hook.url())
    sending = asyncio.ensure_future(channels.send("ops", MESSAGE))
    await asyncio.to_thread(hook.asked.wait, 30)
    await channels.aclose()
    with pytest.raises(ChannelError, match="closed"):
        await asyncio.wait_for(sending, 10)


@pytest.mark.anyio
async def test_a_keyring_that_does_not_open_is_said() -> None:
    """Why the address is not known stands in the sentence."""
    secrets = FakeSecrets()
    secrets.refusal = "The keyring is locked."
    with pytest.raises(ChannelError, match=r"channel ops is not known: The keyring is locked\."):
        await AppriseChannels(secrets).send("ops", MESSAGE)


@pytest.mark.anyio
async def test_an_address_is_checked_without_a_message(hook: Webhook) -> None:
    """Only what Apprise understands is an address, and nothing is sent to find out."""
    channels = AppriseChannels(FakeSecrets())
    await channels.check("ops", Secret(hook.url(TOKEN)))
    with pytest.raises(ChannelError, match=r"channel ops is none that Apprise understands\.$"):
        await channels.check("ops", Secret(f"nonsense-{TOKEN}"))
    assert hook.posts == []


@pytest.mark.anyio
async def test_no_list_of_processes_shows_an_address(hook: Webhook) -> None:
    """While a message is being sent, neither arguments nor environment of its process hold it."""
    hook.silent = True
    secrets = FakeSecrets({channel_secret_name("ops"): hook.url(TOKEN)})
    environment = {"PATH": "/usr/bin", "AUX_MONITOR_CHANNEL_OPS": TOKEN}
    channels = AppriseChannels(secrets, environment=environment)
    sending = asyncio.ensure_future(channels.send("ops", MESSAGE))
    await asyncio.to_thread(hook.asked.wait, 30)
    (process,) = channels._running
    seen = [_shown(process.pid, name) for name in ("cmdline", "environ")]
    await channels.aclose()
    with pytest.raises(ChannelError):
        await sending
    assert b"channels.sending" in seen[0]
    assert all(TOKEN.encode() not in part for part in seen)


@pytest.mark.anyio
async def test_a_sender_that_dies_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it says before its end is not taken for a report, and not shown."""
    dying = (sys.executable, "-c", f"raise SystemExit('{TOKEN}')")
    monkeypatch.setattr(apprise_channels, "COMMAND", dying)
    with pytest.raises(ChannelError) as caught:
        await channels_to("json://127.0.0.1/").send("ops", MESSAGE)
    assert TOKEN not in str(caught.value)
    assert "took longer than 60 s or its sender failed" in str(caught.value)


@pytest.mark.parametrize("url", [f"json://127.0.0.1:1/{TOKEN}", f"nonsense-{TOKEN}", "mailto://x"])
def test_the_sender_says_nothing_but_its_report(url: str) -> None:
    """Apprise logs whole addresses: not a word of that comes out of the process."""
    order = msgspec.json.encode(Order(url, MESSAGE.title, MESSAGE.body, MESSAGE.tone.value))
    done = subprocess.run(  # noqa: S603 - our own program
        apprise_channels.COMMAND, input=order, capture_output=True, timeout=60, check=True
    )
    report = msgspec.json.decode(done.stdout, type=Report)
    assert report.outcome in (Outcome.FAILED, Outcome.NO_ADDRESS)
    assert done.stderr == b""
    assert TOKEN.encode() not in done.stdout


def test_the_program_itself_never_loads_apprise() -> None:
    """What brings up the window costs nothing of Apprise: neither time nor memory."""
    look = (
        "import aux_monitor.bootstrap.composition, sys; "
        "print([name for name in ('apprise', 'requests', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - this Python
        [sys.executable, "-c", look], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "[]\n"


def _shown(pid: int, name: str) -> bytes:
    return Path(f"/proc/{pid}/{name}").read_bytes()
