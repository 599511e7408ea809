"""The user's changes to KPIs and triggers on disk, and one of them changed."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aux_monitor.adapters.resources import find_text, load_catalogue, shipped_texts
from aux_monitor.adapters.whole_file import replace_whole
from aux_monitor.domain.catalogue import Catalogue, RuleId
from aux_monitor.domain.tuning import Tuning, tuning_of
from aux_monitor.settings.catalogue_codec import decode_catalogue
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.overlay_edit import edit_rule, tuning_fields


class OverlayFile:
    """One user's overlay. It is created with its folder at the first change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._shipped: Catalogue | None = None

    async def shipped(self) -> Catalogue:
        """Return the catalogue as the program ships it, without any change."""
        return await asyncio.to_thread(self._read_shipped)

    async def tune(self, rule: RuleId, tuning: Tuning | None) -> Catalogue:
        """Keep a rule's tuning (None: as shipped), and return the catalogue as it is then.

        What else the overlay says stays, comments included. An overlay that cannot be used is
        left alone.

        Raises:
            SettingsError: naming the fault in the overlay, or why it cannot be written.
        """
        return await asyncio.to_thread(self._tune, rule, tuning)

    def _read_shipped(self) -> Catalogue:
        if self._shipped is None:
            self._shipped = load_catalogue()
        return self._shipped

    def _tune(self, rule: RuleId, tuning: Tuning | None) -> Catalogue:
        files = shipped_texts()
        name = str(self._path)
        before = TomlText(name, find_text(self._path) or "")
        decode_catalogue(files, before)  # a fault that stands there already is told as its own
        known = self._read_shipped().rules.get(rule)
        fields = tuning_fields(tuning, None if known is None else tuning_of(known))
        after = TomlText(name, edit_rule(before, rule, fields))
        catalogue = decode_catalogue(files, after)
        if after.text != before.text:
            replace_whole(self._path, after.text)
        return catalogue
