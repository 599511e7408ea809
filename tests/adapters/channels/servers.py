"""Servers that take what is sent to a webhook or a mailbox."""

from __future__ import annotations

import asyncio
import email
import email.policy
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class Webhook:
    """An HTTP server; ``status`` is what it answers, ``posts`` what it was sent.

    With ``silent`` set it takes a message and never answers; ``asked`` is set by the first one.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.status = 200
        self.posts: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.silent = False
        self.asked = threading.Event()
        self.ended = threading.Event()

    def url(self, rest: str = "") -> str:
        """Return its address as Apprise writes it."""
        return f"json://127.0.0.1:{self.port}/{rest}"

    def arrived(self) -> list[tuple[str, str]]:
        """Return title and body of every message."""
        return [(post["title"], post["message"]) for post in self.posts]


@contextmanager
def webhook() -> Iterator[Webhook]:
    """Run a webhook until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            hook.posts.append(json.loads(self.rfile.read(length)))
            hook.paths.append(self.path)
            hook.asked.set()
            if hook.silent:
                hook.ended.wait()
            self.send_response(hook.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook = Webhook(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield hook
    finally:
        hook.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


class Mailbox:
    """An SMTP server that keeps what it gets."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the server's name
        """Keep a mail."""
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(email.message_from_bytes(content, policy=email.policy.default))
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"


@asynccontextmanager
async def mailbox() -> AsyncIterator[tuple[Mailbox, int]]:
    """Run a mail server until the end of the block; give it and its port."""
    box, loop = Mailbox(), asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(box, hostname="localhost", loop=loop), "127.0.0.1", 0
    )
    try:
        yield box, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()
