"""What each setting is called and what it does: the settings page is made from this table.

Types and defaults stand in ``schema``, bounds in ``bounds``; here are the words. A test holds that
every setting of the schema has its entry, and that no entry is left over.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

UNSHOWN = frozenset({"version", "layout.pinned", "layout.hidden", "layout.order"})
"""What the program keeps in the file for itself; tiles are arranged on the pages they are on."""


class FieldGroup(Enum):
    """The cards of the settings page, in their order; the value is the heading."""

    WINDOW = "Window"
    SCREEN = "Second monitor"
    PROGRAMME = "Programme"
    NOTIFICATIONS = "Notifications"
    QUIET = "Quiet hours"
    SOUND = "Sounds"
    CHANNELS = "Channels"
    SNAPSHOTS = "Scheduled snapshots"
    TELEMETRY = "AUX telemetry"
    GITHUB = "GitHub"


class FieldWords(Struct, frozen=True, kw_only=True):
    """One setting as a person meets it.

    A number is shown in ``unit``, ``per_unit`` of the file's own to one of it, and its buttons
    change it by ``step`` units. ``sample`` stands in an empty field. ``sourced``: it belongs to a
    source and is edited on the Connect page, beside the button that tries it.
    """

    group: FieldGroup
    label: str
    help: str
    unit: str = ""
    per_unit: float = 1.0
    step: float = 1.0
    sample: str = ""
    sourced: bool = False


FIELDS: Mapping[str, FieldWords] = {
    "window.theme": FieldWords(
        group=FieldGroup.WINDOW,
        label="Colours",
        help="System follows the desktop when it changes between light and dark.",
    ),
    "window.contrast": FieldWords(
        group=FieldGroup.WINDOW,
        label="Contrast",
        help="High: text at 7:1, solid borders, no tints. System follows the desktop.",
    ),
    "window.palette": FieldWords(
        group=FieldGroup.WINDOW,
        label="Palette",
        help="Each keeps the levels apart in every colour blindness; the safe ones widen that "
        "for protanopia and deuteranopia (red-green), tritanopia (blue-yellow), or all three.",
    ),
    "window.reduced_motion": FieldWords(
        group=FieldGroup.WINDOW,
        label="Reduced motion",
        help="On: nothing moves by itself. System follows the desktop's animations.",
    ),
    "window.language": FieldWords(
        group=FieldGroup.WINDOW,
        label="Language",
        help="Spoken from the next start on; command line and log are English.",
    ),
    "window.close_to_tray": FieldWords(
        group=FieldGroup.WINDOW,
        label="Stay in the tray when closed",
        help="Closing the window leaves the monitor running, where the desktop has a tray.",
    ),
    "window.screen": FieldWords(
        group=FieldGroup.SCREEN,
        label="Screen",
        help="The window opens there, and goes back when that screen is plugged in again.",
    ),
    "window.kiosk": FieldWords(
        group=FieldGroup.SCREEN,
        label="Start in full screen",
        help="Nothing but the page; F11 and Esc leave it.",
    ),
    "window.on_top": FieldWords(
        group=FieldGroup.SCREEN,
        label="Always on top",
        help="No other window covers it. On Wayland the desktop decides that itself.",
    ),
    "window.rotate_every_s": FieldWords(
        group=FieldGroup.SCREEN,
        label="Next page every",
        help="Pages follow each other, and a failing one stays; 0: never.",
        unit="s",
        step=5.0,
    ),
    "window.rotate_pages": FieldWords(
        group=FieldGroup.SCREEN,
        label="Pages that follow each other",
        help="A page that fails is shown whether it is among them or not.",
    ),
    "window.ambient": FieldWords(
        group=FieldGroup.SCREEN,
        label="Ambient view",
        help="Dim large words while all is well; what fails is shown large. Any key leaves it.",
    ),
    "window.ambient_after_s": FieldWords(
        group=FieldGroup.SCREEN,
        label="Idle after",
        help="How long nobody has used the window before the ambient view is shown when idle.",
        unit="min",
        per_unit=60.0,
    ),
    "programme.start": FieldWords(
        group=FieldGroup.PROGRAMME,
        label="Start of the programme",
        help="The 6- and 12-month targets count from this day; empty: none is due.",
        sample="2026-06-30",
    ),
    "notifications.enabled": FieldWords(
        group=FieldGroup.NOTIFICATIONS,
        label="Desktop notifications",
        help="Tell of alerts outside the window too.",
    ),
    "notifications.critical_through": FieldWords(
        group=FieldGroup.NOTIFICATIONS,
        label="Critical alerts pass quiet hours",
        help="What is critical is told at any hour.",
    ),
    "notifications.group_s": FieldWords(
        group=FieldGroup.NOTIFICATIONS,
        label="Wait for others",
        help="Alerts that come within this time are one message.",
        unit="s",
        step=5.0,
    ),
    "notifications.remind_every_s": FieldWords(
        group=FieldGroup.NOTIFICATIONS,
        label="Remind every",
        help="An alert that nobody acknowledges is said again after this time; 0: never.",
        unit="min",
        per_unit=60.0,
        step=30.0,
    ),
    "notifications.quiet": FieldWords(
        group=FieldGroup.QUIET,
        label="When nothing is told",
        help="What still fires when they end is then told in one message.",
    ),
    "notifications.quiet[].from": FieldWords(
        group=FieldGroup.QUIET,
        label="From",
        help="The time of day at which they begin.",
        sample="22:00",
    ),
    "notifications.quiet[].until": FieldWords(
        group=FieldGroup.QUIET,
        label="Until",
        help="The time at which they end, on the next day where that is earlier.",
        sample="08:00",
    ),
    "notifications.quiet[].days": FieldWords(
        group=FieldGroup.QUIET,
        label="Days",
        help="The days on which they begin.",
    ),
    "notifications.quiet[].zone": FieldWords(
        group=FieldGroup.QUIET,
        label="Time zone",
        help="Such as Europe/Berlin; empty: this computer's own.",
        sample="this computer's",
    ),
    "notifications.sound.critical": FieldWords(
        group=FieldGroup.SOUND,
        label="Sound for critical alerts",
        help="A critical notice is heard as well as seen.",
    ),
    "notifications.sound.critical_sound": FieldWords(
        group=FieldGroup.SOUND,
        label="Critical sound",
        help="Its name in the desktop's sound theme.",
        sample="dialog-error",
    ),
    "notifications.sound.warning": FieldWords(
        group=FieldGroup.SOUND,
        label="Sound for warnings",
        help="A warning is heard as well as seen.",
    ),
    "notifications.sound.warning_sound": FieldWords(
        group=FieldGroup.SOUND,
        label="Warning sound",
        help="Its name in the desktop's sound theme.",
        sample="dialog-warning",
    ),
    "notifications.channels": FieldWords(
        group=FieldGroup.CHANNELS,
        label="Webhooks and mailboxes",
        help="'aux-monitor channel add NAME' adds one and asks for its address, which is a secret.",
    ),
    "notifications.channels[].name": FieldWords(
        group=FieldGroup.CHANNELS,
        label="Name",
        help="What you call the channel; its address is kept under this name.",
    ),
    "notifications.channels[].scope": FieldWords(
        group=FieldGroup.CHANNELS,
        label="Gets",
        help="All alerts, or critical ones alone.",
    ),
    "notifications.channels[].recoveries": FieldWords(
        group=FieldGroup.CHANNELS,
        label="Recoveries",
        help="The ends of alerts go there too.",
    ),
    "collector.enabled": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="Ask the first collector",
        help="Switched off it stays set up, is not asked, and its figures are not connected.",
    ),
    "snapshots.every_s": FieldWords(
        group=FieldGroup.SNAPSHOTS,
        label="Take one every",
        help="On the full interval, as long as the monitor runs; 0: never.",
        unit="min",
        per_unit=60.0,
        step=5.0,
    ),
    "snapshots.folder": FieldWords(
        group=FieldGroup.SNAPSHOTS,
        label="Folder",
        help="A whole path; empty: the folder for pictures.",
        sample="/home/me/snapshots",
    ),
    "snapshots.pattern": FieldWords(
        group=FieldGroup.SNAPSHOTS,
        label="Name",
        help="With {date} and {time} in UTC, and {level} if you like; ends in .png.",
    ),
    "snapshots.page": FieldWords(
        group=FieldGroup.SNAPSHOTS,
        label="Of",
        help="The window as it stands, or the overview whatever page is open.",
    ),
    "snapshots.size": FieldWords(
        group=FieldGroup.SNAPSHOTS,
        label="Size",
        help="4K is 3840 x 2160 pixels, whatever the window's size.",
    ),
    "snapshots.keep": FieldWords(
        group=FieldGroup.SNAPSHOTS,
        label="Keep the newest",
        help="Older ones that the schedule made are deleted, no other file; 0: none is.",
        unit="files",
        step=10.0,
    ),
    "snapshots.keep_s": FieldWords(
        group=FieldGroup.SNAPSHOTS,
        label="Keep for",
        help="Older ones that the schedule made are deleted, no other file; 0: none is.",
        unit="d",
        per_unit=86_400.0,
    ),
    "collector.logs": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="Log files",
        help="The session.log files of AUX servers on this computer.",
        sourced=True,
    ),
    "collector.url": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="Collector's address",
        help="A collector that runs elsewhere, instead of log files; it may ask for a token.",
        sourced=True,
    ),
    "collector.poll_every_s": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="Ask the collector every",
        help="How often the live figures are fetched.",
        unit="s",
        step=0.5,
    ),
    "collector.timeout_s": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="Wait for the collector",
        help="An answer that takes longer has failed.",
        unit="s",
    ),
    "collectors": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="Further collectors",
        help="Other collectors, shown side by side with the first one.",
        sourced=True,
    ),
    "collectors[].name": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="Its name",
        help="What you call the collector; its token is kept under this name.",
    ),
    "collectors[].url": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="Its address",
        help="Where it listens.",
        sample="https://collector.example.org",
    ),
    "collectors[].poll_every_s": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="Ask it every",
        help="How often its figures are fetched.",
        unit="s",
        step=1.0,
    ),
    "collectors[].timeout_s": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="Wait for it",
        help="An answer that takes longer has failed.",
        unit="s",
    ),
    "collectors[].enabled": FieldWords(
        group=FieldGroup.TELEMETRY,
        label="It is asked",
        help="Switched off it stays set up and is not asked.",
    ),
    "github.enabled": FieldWords(
        group=FieldGroup.GITHUB,
        label="Ask GitHub",
        help="Switched off it stays set up, is not asked, and its figures are not connected.",
    ),
    "github.repositories": FieldWords(
        group=FieldGroup.GITHUB,
        label="Repositories",
        help="The repositories whose figures are added up, as owner/name.",
        sourced=True,
    ),
    "github.api_url": FieldWords(
        group=FieldGroup.GITHUB,
        label="API address",
        help="Another than GitHub's own for GitHub Enterprise; a token is kept for each.",
        sourced=True,
    ),
    "github.poll_every_s": FieldWords(
        group=FieldGroup.GITHUB,
        label="Ask GitHub every",
        help="Without a token it is asked more rarely, to stay within 60 requests an hour.",
        unit="s",
        step=60.0,
    ),
    "github.timeout_s": FieldWords(
        group=FieldGroup.GITHUB,
        label="Wait for GitHub",
        help="An answer that takes longer has failed.",
        unit="s",
        step=5.0,
    ),
}
"""Every setting by its path in the file, in the order of the page."""
