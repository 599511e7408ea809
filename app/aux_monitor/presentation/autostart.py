"""Whether the program starts with the computer, in words."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from aux_monitor.ports.autostart import AutostartState, Starting
from aux_monitor.settings.language import tr


class AutostartView(Struct, frozen=True):
    """The switch and the sentence below it; ``fault`` is why the list cannot be used."""

    on: bool
    sentence: str
    fault: str = ""


def autostart_view(state: AutostartState) -> AutostartView:
    """Return what the system's list says now."""
    match state.starting:
        case Starting.ON:
            return AutostartView(
                on=True, sentence=tr("The system's own list has it: {place}", place=state.place)
            )
        case Starting.OFF:
            return AutostartView(
                on=False, sentence=tr("Kept in the system's own list: {place}", place=state.place)
            )
        case Starting.OTHER:
            return AutostartView(
                on=False,
                sentence=tr(
                    "Another installation starts with this computer; "
                    "switching on takes its place: {place}",
                    place=state.place,
                ),
            )
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def refused_view(sentence: str, *, on: bool = False) -> AutostartView:
    """Return a switch that could not be asked or turned: it stands as it did."""
    return AutostartView(on=on, sentence="", fault=sentence)
