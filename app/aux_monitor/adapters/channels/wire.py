"""What the program and the process that sends say to each other, as one line of JSON each way."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Order(Struct, frozen=True):
    """What is to be sent where; without a title the address is only looked at."""

    url: str
    title: str = ""
    body: str = ""
    tone: str = "info"


class Outcome(Enum):
    """What came of it."""

    DONE = "done"
    NO_ADDRESS = "no address"
    REFUSED = "refused"
    FAILED = "failed"


class Report(Struct, frozen=True):
    """The answer to an order; ``status`` is the HTTP status of a refusal, 0 where none is known."""

    outcome: Outcome
    status: int = 0
