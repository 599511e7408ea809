"""Sends one message with Apprise and ends: ``python -m aux_monitor.adapters.channels.sending``.

Apprise brings up to a hundred modules and some 50 MiB with it, blocks while it sends, and logs
addresses. Here all of that ends with the process. The order comes over standard input, so that
no list of processes shows the address; of Apprise's own words none leaves but an HTTP status.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import sys

import msgspec

from aux_monitor.adapters.channels.wire import Order, Outcome, Report

_STATUS = re.compile(r"\berror=([1-5]\d\d)\b")
"""How Apprise (2.2) writes an HTTP status into its warnings."""

_MOST = 64 * 1024


class _Statuses(logging.Handler):
    """Keeps the last HTTP status that was spoken of, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.last = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Look at one record."""
        found = _STATUS.search(record.getMessage())
        if found is not None:
            self.last = int(found[1])


def carry_out(order: Order) -> Report:
    """Return what came of an order."""
    statuses = _Statuses()
    root = logging.getLogger("apprise")
    root.handlers, root.propagate = [statuses], False
    import apprise  # noqa: PLC0415 - its logger is led away first

    asset = apprise.AppriseAsset(app_id="AUX Monitor", app_desc="", app_url="")
    sender = apprise.Apprise(asset=asset)
    if not sender.add(order.url):
        return Report(Outcome.NO_ADDRESS)
    if not order.title:
        return Report(Outcome.DONE)
    sent = sender.notify(
        title=order.title,
        body=order.body,
        notify_type=apprise.NotifyType(order.tone),
        body_format=apprise.NotifyFormat.TEXT,
    )
    if sent:
        return Report(Outcome.DONE)
    return Report(Outcome.REFUSED if statuses.last else Outcome.FAILED, statuses.last)


def main() -> None:
    """Read one order, carry it out, and print the report."""
    order = msgspec.json.decode(sys.stdin.buffer.read(_MOST), type=Order)
    answer, sys.stdout = sys.stdout, io.StringIO()  # a plugin may print
    with contextlib.redirect_stderr(io.StringIO()):
        report = carry_out(order)
    answer.write(msgspec.json.encode(report).decode() + "\n")
    answer.flush()


if __name__ == "__main__":
    main()
