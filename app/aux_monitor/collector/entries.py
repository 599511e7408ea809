"""Entries of a session.log as the AUX server writes them: eleven keys in their order."""

from __future__ import annotations

import json
import time
from enum import Enum
from typing import Any

from msgspec import Struct


class Entry(Struct, frozen=True):
    """One line: its time and its text without the end."""

    timestamp: float
    text: str


class Call(Struct, frozen=True):
    """What a client asks for: a method on the element (or page) number ``item`` of a site."""

    method: str
    site: str
    item: int


class Failure(Enum):
    """Ways to fail; the name is the error code, the value the start of the message."""

    ELEMENT_NOT_FOUND = "No elements found: "
    ELEMENT_NOT_VISIBLE = "Element not visible: "
    WAIT_TIMEOUT = "Wait condition not met: "
    NAVIGATION_FAILED = "Navigation failed: "
    TIMEOUT = "Timeout after 30000ms: "


_ENCODE = json.JSONEncoder(separators=(",", ":")).encode


def _entry(timestamp: float, event: str, session: str, **rest: Any) -> Entry:  # JSON values
    line = {
        "timestamp": timestamp,
        "event_type": event,
        "session_id": session,
        "command_id": rest.get("command"),
        "client_ip": rest.get("address"),
        "message": rest["message"],
        "data": rest["data"],
        "execution_time_ms": rest.get("ms"),
        "success": rest.get("success", True),
        "error_code": rest.get("code"),
        "timestamp_iso": time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(timestamp)),
    }
    return Entry(timestamp, _ENCODE(line))


def session_entry(
    at: float,
    session: str,
    lasted_s: float | None = None,
    commands: int = 0,
    *,
    address: str | None = None,
) -> Entry:
    """Return the entry of a session's start, or of its end when it ``lasted_s``."""
    if lasted_s is None:
        message = f"Session {session} started"
        return _entry(at, "session_start", session, address=address, message=message, data={})
    data = {
        "duration_seconds": lasted_s,
        "command_count": commands,
        "duration": lasted_s + 7.2e-6,
    }
    return _entry(at, "session_end", session, message=f"Session {session} ended", data=data)


def received(
    at: float, session: str, own_session: str, command: str, address: str, call: Call
) -> Entry:
    """Return the entry of a command's arrival."""
    request = {
        "id": command,
        "method": call.method,
        "session_id": own_session,
        "timeout": 30000,
        **_request(call),
    }
    return _entry(
        at,
        "command_received",
        session,
        command=command,
        address=address,
        message=f"Command {call.method} received",
        data={"method": call.method, "command_data": request},
    )


class Ended(Struct, frozen=True):
    """A command's end: executed, or failed in some way."""

    at: float
    session: str
    command: str
    call: Call
    ms: int
    failure: Failure | None

    def entry(self) -> Entry:
        """Return the entry."""
        method = self.call.method
        if self.failure is None:
            reply = {
                "id": self.command,
                "success": True,
                "timestamp": self.at - 0.0001,
                "execution_time_ms": self.ms,
                **_reply(self.call, self.ms),
            }
            return _entry(
                self.at,
                "command_executed",
                self.session,
                command=self.command,
                message=f"Command {method} executed successfully",
                data={"method": method, "response_data": reply},
                ms=self.ms,
            )
        return _entry(
            self.at,
            "command_failed",
            self.session,
            command=self.command,
            message=f"Command {method} failed: {self.failure.value}{_selector(self.call)}",
            data={"method": method},
            ms=self.ms,
            success=False,
            code=self.failure.name,
        )


def _selector(call: Call) -> str:
    return f"#item-{call.item}"


def _url(call: Call) -> str:
    return f"https://{call.site}/page/{call.item}?ref=agent"


def _request(call: Call) -> dict[str, Any]:  # JSON values
    selector = _selector(call)
    match call.method:
        case "navigate":
            return {"url": _url(call), "wait_until": "load", "referer": None}
        case "click":
            return {
                "selector": selector,
                "button": "left",
                "click_count": 1,
                "force": False,
                "position": None,
            }
        case "fill":
            return {
                "selector": selector,
                "text": f"example text {call.item}",
                "clear_first": True,
                "press_enter": False,
                "typing_delay_ms": 0,
                "validate_input": True,
            }
        case "extract":
            return {
                "selector": selector,
                "extract_type": "text",
                "attribute_name": None,
                "property_name": None,
                "multiple": False,
                "trim_whitespace": True,
            }
        case _:
            return {
                "selector": selector,
                "condition": "visible",
                "text_content": None,
                "attribute_value": None,
                "custom_js": None,
                "poll_interval_ms": 100,
            }


def _reply(call: Call, ms: int) -> dict[str, Any]:  # JSON values
    match call.method:
        case "navigate":
            return {
                "url": _url(call),
                "title": f"Page {call.item}",
                "status_code": 200,
                "redirected": False,
                "load_time_ms": ms,
            }
        case "click":
            return {
                "element_found": True,
                "element_visible": True,
                "click_position": {"x": 400 + call.item, "y": 275},
                "element_text": "More information...",
                "element_tag": "a",
            }
        case "fill":
            text = f"example text {call.item}"
            return {
                "element_found": True,
                "element_type": "input",
                "text_entered": text,
                "previous_value": "",
                "current_value": text,
                "validation_passed": True,
            }
        case "extract":
            return {
                "elements_found": 1,
                "data": f"Example text {call.item}",
                "element_info": [{"tag": "p", "class": "", "index": 0}],
            }
        case _:
            return {
                "condition_met": True,
                "wait_time_ms": ms,
                "final_state": "visible",
                "element_count": 1,
                "condition_details": None,
            }
