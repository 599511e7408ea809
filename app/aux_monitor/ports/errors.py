"""The error tree. Every sentence is written for the person at the screen and holds no secret.

AuxMonitorError
├── SettingsError          a settings or catalogue file cannot be used: names file and path
├── SourceError            a poll failed: kind, sentence, and how long to wait
├── SecretError            the keyring is missing, locked or slow
├── NotifierError          no desktop notification could be shown
├── ChannelError           a notice could not be sent to a channel
├── HistoryError           the history file cannot be read or written
├── EntryError             a figure by hand cannot be entered: one sentence says why
├── ExportError            a snapshot could not be written
├── AutostartError         the system's list of what starts with it cannot be read or changed
└── ChildError             the collector process could not be started
"""

from __future__ import annotations

from aux_monitor.domain.trust import FailureKind
from aux_monitor.settings.errors import AuxMonitorError, EntryError, SettingsError

__all__ = [
    "AutostartError",
    "AuxMonitorError",
    "ChannelError",
    "ChildError",
    "EntryError",
    "ExportError",
    "HistoryError",
    "NotifierError",
    "SecretError",
    "SettingsError",
    "SourceError",
]


class SourceError(AuxMonitorError):
    """A poll failed.

    ``retry_after_s`` is how long the source asked us to wait (None: it did not say);
    ``permanent`` is True when asking again cannot help before a person changes something.
    """

    def __init__(
        self,
        kind: FailureKind,
        sentence: str,
        *,
        retry_after_s: float | None = None,
        permanent: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.retry_after_s = retry_after_s
        self.permanent = permanent


class SecretError(AuxMonitorError):
    """The keyring is missing, locked or did not answer in time."""


class NotifierError(AuxMonitorError):
    """No desktop notification could be shown."""


class ChannelError(AuxMonitorError):
    """A notice could not be sent to a channel; the sentence holds nothing of its address."""


class HistoryError(AuxMonitorError):
    """The history file cannot be opened, read or written."""


class ExportError(AuxMonitorError):
    """A snapshot could not be written."""


class AutostartError(AuxMonitorError):
    """The system's list of what starts with it cannot be read or changed."""


class ChildError(AuxMonitorError):
    """A child process (the collector, the simulator) could not be started or died."""
