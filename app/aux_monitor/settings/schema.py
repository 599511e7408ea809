"""Every setting, typed and frozen, with its default. Secrets are never among them."""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct, field

SCHEMA_VERSION = 1

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""A programme starts between these years: a date outside them is a slip of the pen."""


class ThemeChoice(Enum):
    """Which colours the window uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ContrastChoice(Enum):
    """How far text and borders stand out from their ground."""

    SYSTEM = "system"
    NORMAL = "normal"
    HIGH = "high"


class PaletteChoice(Enum):
    """Which colours the levels and curves have; the value names the palette's file."""

    STANDARD = "standard"
    RED_GREEN = "red-green"
    BLUE_YELLOW = "blue-yellow"
    EVERY = "every"


class MotionChoice(Enum):
    """Whether what moves by itself stands still."""

    SYSTEM = "system"
    ON = "on"
    OFF = "off"


class LanguageChoice(Enum):
    """Which language the window speaks; the value is the language's ISO 639 code."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"


class CollectorSettings(Struct, frozen=True):
    """Where telemetry comes from.

    ``logs`` are session.log files for the monitor's own collector; ``url`` points at another
    collector instead (its token lies in the keyring). With neither, the demonstration runs. One
    that is not ``enabled`` stays as it is set up and is not asked.
    """

    logs: tuple[str, ...] = ()
    url: str = ""
    poll_every_s: float = 1.0
    timeout_s: float = 5.0
    enabled: bool = True

    @property
    def present(self) -> bool:
        """Return whether one is set up, be it switched off."""
        return bool(self.logs or self.url)


class NamedCollector(Struct, frozen=True, forbid_unknown_fields=True):
    """A further collector, that runs elsewhere and stands beside the first one under its name.

    Its token lies in the keyring under that name.
    """

    name: str
    url: str
    poll_every_s: float = 5.0
    timeout_s: float = 5.0
    enabled: bool = True


class GitHubSettings(Struct, frozen=True):
    """Which repositories are watched, and on which host.

    ``poll_every_s`` is the wish; without a token the source keeps inside 60 requests an hour.
    """

    repositories: tuple[str, ...] = ()
    api_url: str = "https://api.github.com"
    poll_every_s: float = 300.0
    timeout_s: float = 20.0
    enabled: bool = True


class ProgrammeSettings(Struct, frozen=True):
    """The KPI programme: dated targets count their months from ``start``."""

    start: date | None = None


class RotationPage(Enum):
    """The pages that can follow each other by themselves; the value is how the file writes them."""

    OVERVIEW = "overview"
    PERFORMANCE = "performance"
    ADOPTION = "adoption"
    COMMUNITY = "community"
    QUALITY = "quality"
    DEVELOPERS = "developers"
    BUSINESS = "business"
    ALERTS = "alerts"
    REVIEWS = "reviews"


class AmbientChoice(Enum):
    """When the window shows its ambient view; the value is how the file writes it."""

    OFF = "off"
    IDLE = "idle"
    ALWAYS = "always"


class WindowSettings(Struct, frozen=True):
    """How the window looks and behaves.

    ``screen`` is the screen it stands on, as ``settings.screens`` writes it, empty for where it
    was. ``kiosk`` starts it in full screen. ``rotate_pages`` follow each other every
    ``rotate_every_s`` (0: never). ``ambient_after_s`` is how long nobody has used the window
    before the ambient view is shown when idle.
    """

    theme: ThemeChoice = ThemeChoice.SYSTEM
    language: LanguageChoice = LanguageChoice.SYSTEM
    contrast: ContrastChoice = ContrastChoice.SYSTEM
    palette: PaletteChoice = PaletteChoice.STANDARD
    reduced_motion: MotionChoice = MotionChoice.SYSTEM
    close_to_tray: bool = True
    screen: str = ""
    kiosk: bool = False
    on_top: bool = False
    rotate_every_s: float = 0.0
    rotate_pages: tuple[RotationPage, ...] = (
        RotationPage.OVERVIEW,
        RotationPage.PERFORMANCE,
        RotationPage.ADOPTION,
        RotationPage.COMMUNITY,
    )
    ambient: AmbientChoice = AmbientChoice.OFF
    ambient_after_s: float = 600.0


class Weekday(Enum):
    """The days of the week; the value is how the settings file writes them."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


class QuietHours(
    Struct, frozen=True, forbid_unknown_fields=True, rename={"begins": "from", "ends": "until"}
):
    """A span of clock time, such as ``22:00`` until ``08:00``, that begins on each of ``days``.

    In the file the times are ``from`` and ``until``. ``zone`` is a time zone's IANA name, empty
    for the computer's own.
    """

    begins: str
    ends: str
    days: tuple[Weekday, ...] = tuple(Weekday)
    zone: str = ""


class SoundSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Which notices make a sound: none, unless a person asks for it.

    The sounds are names of the desktop's sound theme, after the Sound Naming Specification.
    """

    critical: bool = False
    warning: bool = False
    critical_sound: str = "dialog-error"
    warning_sound: str = "dialog-warning"


class ChannelScope(Enum):
    """Which notices go to a channel; the value is how the settings file writes it."""

    ALL = "all"
    CRITICAL = "critical"


class ChannelSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """A webhook, a mailbox or another place that Apprise can send to, beside the desktop.

    Its address is a secret, kept under ``name`` in the keyring. ``recoveries``: the ends of
    alerts go there too.
    """

    name: str
    scope: ChannelScope = ChannelScope.ALL
    recoveries: bool = True


class NotificationSettings(Struct, frozen=True):
    """Desktop notifications.

    ``group_s`` is how long a notice waits for others that belong to the same event,
    ``remind_every_s`` how often an alert that fires on is said again (0: never). In the ``quiet``
    hours nothing is told, except critical alerts while ``critical_through`` is set. ``channels``
    get what the desktop gets, as far as each wants it.
    """

    enabled: bool = True
    group_s: float = 10.0
    remind_every_s: float = 14_400.0
    critical_through: bool = True
    quiet: tuple[QuietHours, ...] = ()
    sound: SoundSettings = field(default_factory=SoundSettings)
    channels: tuple[ChannelSettings, ...] = ()


class SnapshotPage(Enum):
    """What a scheduled snapshot shows; the value is how the file writes it."""

    WINDOW = "window"
    OVERVIEW = "overview"


class SnapshotSize(Enum):
    """How large a scheduled snapshot is; the value is how the file writes it."""

    ONE = "1x"
    TWO = "2x"
    FOUR_K = "4k"


class SnapshotSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Snapshots that the running monitor takes by itself.

    One ``every_s`` (0: never) goes to ``folder`` (empty: that for pictures) under a name made of
    ``pattern``, whose tokens are ``{date}``, ``{time}`` and ``{level}``. ``keep`` is how many are
    kept and ``keep_s`` how long (0: all, for ever); only what the schedule made is deleted.
    """

    folder: str = ""
    every_s: float = 0.0
    pattern: str = "aux-{date}-{time}.png"
    keep: float = 0.0
    keep_s: float = 0.0
    page: SnapshotPage = SnapshotPage.WINDOW
    size: SnapshotSize = SnapshotSize.ONE


class LayoutSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How a person arranged the tiles: lists of metrics' ids.

    ``pinned`` stand first on the overview, in this order; ``hidden`` are out of sight; ``order``
    is how tiles follow each other in their sections. Ids that no metric has are kept and do
    nothing: another catalogue may have them.
    """

    pinned: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


UNARRANGED = LayoutSettings()
"""Every tile where the document has it."""


class Settings(Struct, frozen=True):
    """All settings of one user."""

    version: int = SCHEMA_VERSION
    collector: CollectorSettings = field(default_factory=CollectorSettings)
    collectors: tuple[NamedCollector, ...] = ()
    github: GitHubSettings = field(default_factory=GitHubSettings)
    programme: ProgrammeSettings = field(default_factory=ProgrammeSettings)
    window: WindowSettings = field(default_factory=WindowSettings)
    notifications: NotificationSettings = field(default_factory=NotificationSettings)
    snapshots: SnapshotSettings = field(default_factory=SnapshotSettings)
    layout: LayoutSettings = field(default_factory=LayoutSettings)

    @property
    def configured(self) -> bool:
        """Return whether the user has connected anything; if not, the demonstration runs."""
        return bool(self.collector.present or self.collectors or self.github.repositories)
