"""A list of what starts with the computer, in memory."""

from __future__ import annotations

from aux_monitor.ports.autostart import AutostartState, Starting
from aux_monitor.ports.errors import AutostartError


class FakeAutostart:
    """``Autostart`` that remembers; with ``refusal`` set every call raises it."""

    def __init__(self) -> None:
        self.starting = Starting.OFF
        self.refusal = ""

    def look(self) -> AutostartState:
        """Return what is remembered."""
        if self.refusal:
            raise AutostartError(self.refusal)
        return AutostartState(self.starting, "the list")

    def switch(self, *, on: bool) -> AutostartState:
        """Remember."""
        if self.refusal:
            raise AutostartError(self.refusal)
        self.starting = Starting.ON if on else Starting.OFF
        return self.look()
