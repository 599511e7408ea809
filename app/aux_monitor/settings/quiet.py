"""The notification settings, checked and put into the terms of the policy."""

from __future__ import annotations

import re
from datetime import time, tzinfo
from typing import TYPE_CHECKING

from aux_monitor.domain.quiet import QuietWindow
from aux_monitor.settings.bounds import check_bounds
from aux_monitor.settings.channels import check_channels, check_sound
from aux_monitor.settings.decoding import Place
from aux_monitor.settings.schema import NotificationSettings, QuietHours, Weekday

if TYPE_CHECKING:
    from aux_monitor.domain.telling import Policy

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MOST_WINDOWS = 20
_NUMBERS = {day: number for number, day in enumerate(Weekday)}


def policy_of(settings: NotificationSettings, system_zone: tzinfo) -> Policy:
    """Return the policy that checked settings ask for; ``system_zone`` is the computer's own."""
    from aux_monitor.domain.telling import Policy  # noqa: PLC0415 - no first picture tells anybody

    return Policy(
        enabled=settings.enabled,
        group_s=settings.group_s,
        remind_every_s=settings.remind_every_s,
        critical_through=settings.critical_through,
        quiet=tuple(_window(hours, system_zone) for hours in settings.quiet),
    )


def check_notifications(settings: NotificationSettings, place: Place) -> None:
    """Raise ``SettingsError`` for a notification setting that means nothing."""
    check_bounds(settings.group_s, "notifications.group_s", place.at("group_s"))
    check_bounds(
        settings.remind_every_s, "notifications.remind_every_s", place.at("remind_every_s")
    )
    if len(settings.quiet) > _MOST_WINDOWS:
        raise place.at("quiet").error(f"more than {_MOST_WINDOWS} spans of quiet hours")
    for index, hours in enumerate(settings.quiet):
        _check_hours(hours, place.at(f"quiet[{index}]"))
    check_sound(settings.sound, place.at("sound"))
    check_channels(settings.channels, place.at("channels"))


def _check_hours(hours: QuietHours, place: Place) -> None:
    for name, clock in (("from", hours.begins), ("until", hours.ends)):
        if _CLOCK.fullmatch(clock) is None:
            raise place.at(name).error(f"'{clock}' is not a time of day such as 22:00")
    if not hours.days:
        raise place.at("days").error("name at least one day, or leave the days out for all")
    if hours.zone and _zone(hours.zone) is None:
        raise place.at("zone").error(
            f"'{hours.zone}' is not a time zone that this computer knows, such as Europe/Berlin"
        )


def _window(hours: QuietHours, system_zone: tzinfo) -> QuietWindow:
    return QuietWindow(
        days=frozenset(_NUMBERS[day] for day in hours.days),
        begins=time.fromisoformat(hours.begins),
        ends=time.fromisoformat(hours.ends),
        zone=(_zone(hours.zone) or system_zone) if hours.zone else system_zone,
    )


def _zone(name: str) -> tzinfo | None:
    """Return the zone of an IANA name, None where there is none of it."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - few name a zone, and it costs start-up time

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # as zoneinfo refuses names: unknown, or no name at all
        return None
