"""Lines of a session.log for tests, and the KPIs counted from lines in plain Python.

The counting shares nothing with the collector but the definitions in words.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

METHODS = ("navigate", "click", "fill", "extract", "wait")


def line(at: float, event: str, session: str, **rest: Any) -> str:
    """Return one line with the eleven keys in their order."""
    return json.dumps(
        {
            "timestamp": at,
            "event_type": event,
            "session_id": session,
            "command_id": rest.get("command"),
            "client_ip": rest.get("ip"),
            "message": rest.get("message", "a message"),
            "data": rest.get("data"),
            "execution_time_ms": rest.get("ms"),
            "success": event != "command_failed",
            "error_code": rest.get("code"),
            "timestamp_iso": "2026-11-23 10:00:00",
        },
        separators=(",", ":"),
    )


def received(at: float, session: str, command: str, method: str, target: str) -> str:
    """Return the line of a command's arrival."""
    key = "url" if method == "navigate" else "selector"
    data = {"method": method, "command_data": {"id": command, "method": method, key: target}}
    return line(at, "command_received", session, command=command, ip="192.0.2.1", data=data)


def executed(at: float, session: str, command: str, method: str, ms: int, url: str = "") -> str:
    """Return the line of a success."""
    reply: dict[str, Any] = {"success": True, "execution_time_ms": ms}
    if url:
        reply["url"] = url
    data = {"method": method, "response_data": reply}
    return line(at, "command_executed", session, command=command, ms=ms, data=data)


def failed(at: float, session: str, command: str, method: str, ms: int, code: str) -> str:
    """Return the line of a failure."""
    data = {"method": method}
    return line(at, "command_failed", session, command=command, ms=ms, code=code, data=data)


@dataclass
class Plain:
    """What plain Python makes of a window of lines."""

    n: int = 0
    ok: int = 0
    retried: int = 0
    durations: list[int] = field(default_factory=list)
    clicks: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    @property
    def avg(self) -> float | None:
        """Return the mean duration."""
        return sum(self.durations) / len(self.durations) if self.durations else None

    @property
    def p95(self) -> float | None:
        """Return the nearest-rank 95th percentile."""
        ordered = sorted(self.durations)
        return float(ordered[math.ceil(len(ordered) * 95 / 100) - 1]) if ordered else None

    @property
    def success(self) -> float | None:
        """Return the success rate in percent."""
        return 100 * self.ok / self.n if self.n else None

    @property
    def retry(self) -> float | None:
        """Return the retry rate in percent."""
        return 100 * self.retried / self.n if self.n else None


@dataclass(frozen=True)
class EndedCommand:
    """One command that ended, as the lines tell it."""

    at: float
    method: str
    ms: int
    ok: bool
    code: str
    retried: bool


def ended_commands(lines: Iterable[str]) -> list[EndedCommand]:
    """Return every command that ended, once, by its first end; lines that are no JSON are not."""
    arrivals: dict[tuple[str, str], tuple[float, str, str]] = {}
    failures: dict[tuple[str, str, str], list[float]] = {}
    ended: dict[tuple[str, str], EndedCommand] = {}
    for raw in lines:
        try:
            entry = json.loads(raw)
        except ValueError:
            continue
        event, name = entry["event_type"], (entry["session_id"], entry["command_id"])
        if event == "command_received":
            request = entry["data"]["command_data"]
            target = str(request.get("url") or request.get("selector"))
            arrivals.setdefault(name, (entry["timestamp"], request["method"], target))
        if event in ("command_executed", "command_failed") and name not in ended:
            ended[name] = _ended(entry, arrivals.get(name), failures)
    return list(ended.values())


def _ended(
    entry: dict[str, Any],
    arrival: tuple[float, str, str] | None,
    failures: dict[tuple[str, str, str], list[float]],
) -> EndedCommand:
    ok, retried = entry["event_type"] == "command_executed", False
    if arrival is not None:
        of_its_kind = failures.setdefault((entry["session_id"], *arrival[1:]), [])
        retried = any(0 <= arrival[0] - failed_at <= 30 for failed_at in of_its_kind)
        if not ok:
            of_its_kind.append(entry["timestamp"])
    return EndedCommand(
        at=entry["timestamp"],
        method=entry["data"]["method"],
        ms=entry["execution_time_ms"],
        ok=ok,
        code=entry["error_code"] or "",
        retried=retried,
    )


def count(commands: Iterable[EndedCommand], since: float, until: float) -> Plain:
    """Count the commands that ended with ``since < t <= until``."""
    plain = Plain()
    for command in commands:
        if since < command.at <= until:
            plain.n += 1
            plain.ok += command.ok
            plain.retried += command.retried
            plain.durations.append(command.ms)
            if command.method == "click":
                plain.clicks.append(command.ms)
            if not command.ok:
                plain.codes.append(command.code)
    return plain


def traffic(seed: int, start: float, seconds: float, rate: float) -> list[str]:
    """Return the lines of some minutes of traffic, retries and doubles included."""
    rng = random.Random(seed)  # noqa: S311 - test data
    made: list[tuple[float, str]] = []
    at, number = start, 0
    while at < start + seconds:
        at += rng.expovariate(rate)
        number += 1
        session, command = f"s{rng.randrange(6)}", f"c{number}"
        method = rng.choice(METHODS)
        target = f"https://h{rng.randrange(4)}.example/?q=1" if method == "navigate" else "#a"
        ms = max(1, round(rng.lognormvariate(4.6, 0.7)))
        end = at + ms / 1000 + 0.0005
        made.append((at, received(at, session, command, method, target)))
        if rng.random() < 0.1:
            code = rng.choice(("ELEMENT_NOT_FOUND", "WAIT_TIMEOUT", "TIMEOUT", "UNKNOWN_ERROR"))
            made.append((end, failed(end, session, command, method, ms, code)))
            if rng.random() < 0.3:
                again = failed(end + 0.001, session, command, method, ms + 1, "UNKNOWN_ERROR")
                made.append((end + 0.001, again))
        else:
            url = target if method == "navigate" else ""
            made.append((end, executed(end, session, command, method, ms, url)))
    made.sort(key=lambda pair: pair[0])
    return [text for _, text in made]
