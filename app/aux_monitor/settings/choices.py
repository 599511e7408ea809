"""What every choice of every setting is called on its button."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from aux_monitor.settings.schema import (
    AmbientChoice,
    ChannelScope,
    ContrastChoice,
    LanguageChoice,
    MotionChoice,
    PaletteChoice,
    RotationPage,
    SnapshotPage,
    SnapshotSize,
    ThemeChoice,
    Weekday,
)

CHOICES: Mapping[Enum, str] = {
    ThemeChoice.SYSTEM: "System",
    ThemeChoice.LIGHT: "Light",
    ThemeChoice.DARK: "Dark",
    ContrastChoice.SYSTEM: "System",
    ContrastChoice.NORMAL: "Normal",
    ContrastChoice.HIGH: "High",
    PaletteChoice.STANDARD: "Standard",
    PaletteChoice.RED_GREEN: "Red-green safe",
    PaletteChoice.BLUE_YELLOW: "Blue-yellow safe",
    PaletteChoice.EVERY: "Safe for all",
    MotionChoice.SYSTEM: "System",
    MotionChoice.ON: "On",
    MotionChoice.OFF: "Off",
    AmbientChoice.OFF: "Off",
    AmbientChoice.IDLE: "When idle",
    AmbientChoice.ALWAYS: "Always",
    RotationPage.OVERVIEW: "Overview",
    RotationPage.PERFORMANCE: "Performance",
    RotationPage.ADOPTION: "Adoption",
    RotationPage.COMMUNITY: "Community",
    RotationPage.QUALITY: "Quality",
    RotationPage.DEVELOPERS: "Developers",
    RotationPage.BUSINESS: "Business",
    RotationPage.ALERTS: "Alerts",
    RotationPage.REVIEWS: "Reviews",
    LanguageChoice.SYSTEM: "System",
    LanguageChoice.ENGLISH: "English",
    LanguageChoice.GERMAN: "Deutsch",
    SnapshotPage.WINDOW: "The window",
    SnapshotPage.OVERVIEW: "The overview",
    SnapshotSize.ONE: "1x",
    SnapshotSize.TWO: "2x",
    SnapshotSize.FOUR_K: "4K",
    ChannelScope.ALL: "All alerts",
    ChannelScope.CRITICAL: "Critical only",
    Weekday.MONDAY: "Mon",
    Weekday.TUESDAY: "Tue",
    Weekday.WEDNESDAY: "Wed",
    Weekday.THURSDAY: "Thu",
    Weekday.FRIDAY: "Fri",
    Weekday.SATURDAY: "Sat",
    Weekday.SUNDAY: "Sun",
}
"""Every choice of every setting, as its button says it."""
