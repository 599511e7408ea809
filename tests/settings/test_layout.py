"""How a person arranged the tiles, in the settings file."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aux_monitor.settings.codec import MOST_ARRANGED, decode_settings, encode_settings
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.errors import SettingsError
from aux_monitor.settings.schema import LayoutSettings, Settings

LAYOUT = LayoutSettings(
    pinned=("mttr", "gate:phase_2_adoption"), hidden=("no_longer_a_metric",), order=("b", "a")
)


def test_a_layout_is_written_and_read_again() -> None:
    """In its order; an id that no metric has is kept, for another catalogue may have it."""
    text = encode_settings(replace(Settings(), layout=LAYOUT), "config.toml")
    assert "[layout]" in text
    assert decode_settings(TomlText("config.toml", text)).layout == LAYOUT


def test_a_file_from_before_has_every_tile_in_its_place() -> None:
    """The table may be missing, and so may each of its lists."""
    assert decode_settings(TomlText("config.toml", "")).layout == LayoutSettings()
    told = decode_settings(TomlText("config.toml", '[layout]\nhidden = ["mttr"]\n'))
    assert told.layout == LayoutSettings(hidden=("mttr",))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('pinned = ["mttr", "No Metric"]', "layout.pinned[1]: 'No Metric' is no metric's id"),
        ("hidden = [1]", "layout.hidden[0]: expected str, got int"),
        ("sizes = []", "layout: unknown field 'sizes'"),
        (
            f"order = {['a'] * (MOST_ARRANGED + 1)}",
            f"layout.order: names more than {MOST_ARRANGED} tiles",
        ),
    ],
)
def test_what_no_catalogue_could_fill_is_refused(text: str, fault: str) -> None:
    """In one sentence that names the place."""
    with pytest.raises(SettingsError) as error:
        decode_settings(TomlText("config.toml", f"[layout]\n{text}\n"))
    assert str(error.value) == f"config.toml: {fault}"
