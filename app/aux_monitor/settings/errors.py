"""The root of the error tree (drawn in ``ports/errors.py``) and the errors of this layer."""

from __future__ import annotations


class AuxMonitorError(Exception):
    """Any failure the program foresees; its text is one sentence for the person at the screen."""


class SettingsError(AuxMonitorError):
    """A settings or catalogue file cannot be used; the text names file, entry and field."""


class EntryError(AuxMonitorError):
    """A figure by hand, or a file of them, cannot be entered, found or written."""
